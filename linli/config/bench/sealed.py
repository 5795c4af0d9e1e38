"""What sealed files cost: one opened, a team's list of them, their keys turned over. JSON on stdout.

Run as `python -m linli.config.bench.sealed FILES` in the environment of a stage. A team gets so many
files, each closed under its own key; one of them has sixty entries. The keys are turned over by
`linli counsel-keys rotate`, which is killed on its way and called again, while files are read.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from linli.config.bench.prepare import session_of  # noqa: E402
from linli.config.demo.load import TENANT, settle_demo  # noqa: E402
from linli.config.demo.mediations import Play  # noqa: E402
from linli.config.demo.people import RESIDENTS, room_of  # noqa: E402
from linli.config.demo.quarrels import FIRST  # noqa: E402
from linli.config.demo.trusted import Team, open_rooms  # noqa: E402
from linli.config.rehearsal.ground import actor_of  # noqa: E402
from linli.counsel import actions, queries  # noqa: E402
from linli.counsel.actions import FileCopy  # noqa: E402
from linli.kernel.actor import system_actor  # noqa: E402

HOST = "localhost"
COMMUNITY, DIRECTOR = "金鼎", "mediator-jinding"
ENTRIES = 60
OPEN_OF = 100
"""One file in so many is open; the others are closed."""
SEEN = 50
TURNS, WARM = 60, 5
_KILL_AT = 3
"""The turning is killed once a third of the files are over."""
_WAIT_SECONDS = 900


def fill_files(files: int) -> tuple[Team, UUID, list[UUID]]:
    """Play one file of sixty entries and two short ones, and copy these until there are so many."""
    at = timezone.now()
    settle_demo(at=at, progress=lambda *_: None)
    team = open_rooms(at).mediation[COMMUNITY]
    sides = [actor_of(TENANT, username, at) for username, _name in RESIDENTS]

    def played(number: int, until: str, days: int) -> UUID:
        begun = at - timedelta(days=days)
        play = Play(team, sides[number * 2 :][:2], begun=begun, nick=f"card-bench-{until}")
        return play.lead_to(until, at)

    long = played(0, "performing", 30)
    closed, opened = played(1, "other_route", 20), played(2, "waiting", 5)
    director = team.director.actor
    while len(actions.open_for_team(actor=director, file_id=long, at=at).entries()) < ENTRIES:
        actions.note_in_file(actor=director, file_id=long, text="示例：记一笔。" * 20, at=at)
    copies = [
        FileCopy(
            file_id=closed if number % OPEN_OF else opened,
            team_id=team.id,
            place_id=team.place_id,
            hand=team.director.part,
            label=director.label,
            topic=FIRST.topic.value,
            back=timedelta(days=number % 300 if number % OPEN_OF else 0),
            number=f"TJ-B{number:07}",
        )
        for number in range(files - 3)
    ]
    made = actions.copy_mediations(actor=system_actor(TENANT), copies=copies, counted=False, at=at)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return team, long, made


def a_client() -> Client:
    """The director of the team, signed in."""
    client = Client(headers={"host": HOST, "accept-language": "zh-CN"})
    client.cookies[settings.SESSION_COOKIE_NAME] = session_of(DIRECTOR).partition("=")[2]
    return client


def measure_pages(file_id: UUID, *, turns: int = TURNS) -> dict[str, Any]:
    """Open the long file and the team's list; say what each asked and cost."""
    client, file = a_client(), reverse("counsel:file", args=[file_id])
    opened = _page(client, file, turns)
    listed = _page(client, reverse("counsel:files"), turns)
    return {
        "file_queries": opened["queries"],
        "file_cpu_ms": opened["cpu_ms"],
        "entries": ENTRIES,
        "list_queries": listed["queries"],
        "list_cpu_ms": listed["cpu_ms"],
        "list_lines": _lines(listed["text"]),
        "list_bodies_read": sum(_reads_closed(one) for one in listed["asked"]),
    }


def turn_keys(team: Team, some: list[UUID], *, kill: bool = True) -> dict[str, Any]:
    """Turn the team's key over in a process of its own, killed once; read files meanwhile."""
    client, begun, unread = a_client(), time.perf_counter(), 0
    words = [str(Path(sys.executable).with_name("linli")), "counsel-keys", "rotate"]
    words += ["--team", room_of(COMMUNITY)]
    reads, killed_at = 0, 0
    work = _started(words)
    while work.poll() is None and time.perf_counter() - begun < _WAIT_SECONDS:
        unread += not _readable(client, some[reads % len(some)])
        reads += 1
        keys = _keys_of(team)
        if kill and not killed_at and keys.older and keys.files > keys.older // (_KILL_AT - 1):
            work.send_signal(signal.SIGKILL)
            work.wait()
            killed_at = keys.files
            unread += sum(not _readable(client, one) for one in some[:SEEN])
            work = _started(words)
    shown = work.communicate()[1].strip().splitlines()
    keys = _keys_of(team)
    return {
        "rotation_seconds": round(time.perf_counter() - begun, 1),
        "rotation_killed_at": killed_at,
        "rotation_left": keys.older,
        "rotation_shown": shown[-1] if shown else "",
        "read_meanwhile": reads,
        "unreadable": unread + sum(not _readable(client, one) for one in some[-SEEN:]),
    }


def prepare_and_measure(files: int) -> dict[str, Any]:
    """All of it."""
    begun = time.perf_counter()
    team, long, made = fill_files(files)
    filled = round(time.perf_counter() - begun, 1)
    some = [long, *made[:: max(1, len(made) // 200)]]
    figures = measure_pages(long)
    turned = turn_keys(team, some)
    again = measure_pages(long, turns=WARM)
    if again["entries"] != figures["entries"] or turned["rotation_left"]:
        turned["unreadable"] += 1
    return {
        "name": "counsel",
        "rows": files,
        "fill_seconds": filled,
        **figures,
        **turned,
        "errors": turned["unreadable"] + figures["list_bodies_read"],
    }


def _page(client: Client, address: str, turns: int) -> dict[str, Any]:
    for _turn in range(WARM):
        client.get(address)
    asked: list[str] = []

    def count(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        answer = client.get(address)
    if answer.status_code != 200:  # noqa: PLR2004 - the one good answer
        raise RuntimeError(f"{address} answered {answer.status_code}")
    spent = []
    for _turn in range(turns):
        begun = time.process_time()
        client.get(address)
        spent.append((time.process_time() - begun) * 1000)
    counted = [sql for sql in asked if not sql.startswith(("BEGIN", "COMMIT", "SAVEPOINT", "REL"))]
    return {
        "queries": len(counted),
        "asked": counted,
        "cpu_ms": round(median(spent), 1),
        "text": answer.content.decode(),
    }


def _lines(text: str) -> int:
    """How many files a list names."""
    return len({part[:36] for part in text.split("/desk/files/")[1:] if part[8:9] == "-"})


def _reads_closed(sql: str) -> bool:
    """Whether a statement reads what is closed, or a key."""
    sealed = ('"counsel_sealedfile"."wrapped"', "counsel_fileentry", '"counsel_party"')
    return any(word in sql for word in sealed)


def _readable(client: Client, file_id: UUID) -> bool:
    return client.get(reverse("counsel:file", args=[file_id])).status_code == 200  # noqa: PLR2004


def _keys_of(team: Team) -> queries.TeamKeys:
    return next(one for one in queries.team_keys(TENANT) if one.team.id == team.id)


def _started(words: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


if __name__ == "__main__":
    print(json.dumps(prepare_and_measure(int(sys.argv[1])), ensure_ascii=False))
