"""The benchmarks one by one: each sets up its own stage and gives one object of figures."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from linli.config.bench.ballots import measure_ballots
from linli.config.bench.client import Ask, Run, drive, once
from linli.config.bench.journal import measure_journal
from linli.config.bench.ledger import measure_ledger
from linli.config.bench.measure import percentile, use_of
from linli.config.bench.server import Server, Stage, server, stage
from linli.config.bench.sheet import write_sheet
from linli.config.bench.weight import weights

_WARM_UP = 60
_SINGLE, _MANY = 200, 1_600
_AT_ONCE = 89
_VOTERS = 1_000
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_TOKEN = "b" * 32
_JSON = {"Content-Type": "application/json"}
_FIRST, _MOST_CAST = 20, 1_000
_LEAST_CAST = 100
_OWNERS, _OWNERS_VOTED, _LOOKS = 20_000, 300, 200
FINE = frozenset({200, 201, 302, 303})
Figures = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for."""

    rows: int | None = None
    db: str = "sqlite"


@dataclass(frozen=True, slots=True)
class Play:
    """A stage with a running server, and the keys to what is on it."""

    stage: Stage
    server: Server
    keys: dict[str, Any]

    def get(self, path: str, who: str) -> Ask:
        """Read a page as somebody signed in."""
        return Ask("GET", path, headers={"Cookie": self.keys[who]})

    def post(self, path: str, who: str, **fields: str) -> Ask:
        """Send a form as somebody signed in, with the token a page would carry."""
        headers = {
            **_FORM,
            "Cookie": f"{self.keys[who]}; csrftoken={_TOKEN}",
            "X-CSRFToken": _TOKEN,
            "Referer": f"http://127.0.0.1:{self.server.port}/",
        }
        return Ask("POST", path, body=urlencode(fields).encode(), headers=headers)


@contextmanager
def play(job: str, options: Options, rows: int) -> Iterator[Play]:
    """Set up stage, data and server for a job."""
    with stage(options.db) as at:
        keys = _prepared(at, job, rows)
        if job == "weight":
            # Only what has been gathered is compressed, and phones load it that way.
            at.linli("collectstatic", "--no-input", "--verbosity", "0")
        with server(at) as running:
            yield Play(at, running, keys)


def _prepared(at: Stage, job: str, rows: int) -> dict[str, Any]:
    command = [sys.executable, "-P", "-m", "linli.config.bench.prepare", job, str(rows)]
    done = subprocess.run(command, env=at.env, stdout=subprocess.PIPE, text=True, check=True)
    keys: dict[str, Any] = json.loads(done.stdout)
    return keys


def measured(
    here: Play,
    make: Callable[[int], Ask],
    floor: Ask,
    *,
    name: str,
    single: int = _SINGLE,
    many: int = _MANY,
    fine: frozenset[int] = FINE,
) -> Figures:
    """Drive one kind of request at concurrency 1 and 8, and the floor beside it.

    `make` gets numbers that never repeat. Figures without another word are those of
    concurrency 8; CPU is what all processes used, for one request.
    """
    port = here.server.port
    drive(port, make, total=_WARM_UP, concurrency=4)
    counted = make(_WARM_UP)
    headers = {**counted.headers, "X-Count": "1"}
    first = once(port, Ask(counted.method, counted.path, counted.body, headers))
    begin = _WARM_UP + 1
    alone = drive(port, lambda n: make(begin + n), total=single, concurrency=1)
    begin += single
    cpu, db_cpu = here.server.use().cpu_ms, here.stage.database_use().cpu_ms
    busy = drive(port, lambda n: make(begin + n), total=many, concurrency=8)
    used = here.server.use()
    db_used = here.stage.database_use()
    bare_cpu, bare_db = _floor(here, floor)
    return {
        "name": name,
        "rows": here.keys["rows"],
        "queries": int(first.headers.get("X-Queries", 0)),
        "cpu_ms": round((used.cpu_ms - cpu) / many, 2),
        "db_cpu_ms": round((db_used.cpu_ms - db_cpu) / many, 2),
        "floor_cpu_ms": round(bare_cpu, 2),
        "floor_db_cpu_ms": round(bare_db, 2),
        **_times(busy),
        "single": _times(alone),
        "rss_mb": round(used.rss_mb, 1),
        "errors": sum(run.errors(fine) for run in (first, alone, busy)),
    }


def _times(run: Run) -> Figures:
    return {
        "p50_ms": round(percentile(run.times_ms, 50), 2),
        "p95_ms": round(percentile(run.times_ms, 95), 2),
        "requests_per_s": round(run.per_second, 1),
    }


def _floor(here: Play, ask: Ask) -> tuple[float, float]:
    drive(here.server.port, lambda _n: ask, total=_WARM_UP, concurrency=4)
    cpu, db_cpu = here.server.use().cpu_ms, here.stage.database_use().cpu_ms
    drive(here.server.port, lambda _n: ask, total=_MANY, concurrency=8)
    return (
        (here.server.use().cpu_ms - cpu) / _MANY,
        (here.stage.database_use().cpu_ms - db_cpu) / _MANY,
    )


def intake(options: Options) -> Figures:
    """A resident's request, sent by the last step of the public page."""
    with play("intake", options, options.rows or 0) as here:
        buildings = here.keys["buildings"]

        def send(number: int) -> Ask:
            fields = {
                "key": str(uuid4()),
                "what": f"{number} 号：三单元楼道灯不亮，晚上看不清台阶，请尽快来修。",
                "urgency": "ordinary",
                "place": buildings[number % len(buildings)],
                "type": "repair",
                "contact": "resident@example.org",
                "may_publish": "on",
            }
            return Ask("POST", "/report/send/", urlencode(fields).encode(), _FORM)

        return measured(here, send, Ask("POST", "/bench-floor/insert"), name="intake")


def desk_list(options: Options) -> Figures:
    """The first page of fifty requests, as an information officer opens it."""
    with play("list", options, options.rows or 20_000) as here:
        make = here.get("/desk/?queue=all", "officer")
        floor = Ask("GET", "/bench-floor/list")
        return measured(here, lambda _n: make, floor, name="list", many=800)


_WORDS = ("楼道", "暖气", "漏水", "电梯", "停车", "噪声", "路灯", "垃圾", "改造", "送餐")


def search(options: Options) -> Figures:
    """Two Chinese words over all texts of the office, newest fifty first."""
    with play("search", options, options.rows or 20_000) as here:

        def ask(number: int) -> Ask:
            first = _WORDS[number % len(_WORDS)]
            return here.get(f"/desk/?{urlencode({'queue': 'all', 'q': first})}", "office")

        floor = Ask("GET", "/bench-floor/list")
        return measured(here, ask, floor, name="search", single=100, many=400)


def status(options: Options) -> Figures:
    """The officer takes sorted requests on; then 89 changes of one request at once."""
    with play("status", options, options.rows or 0) as here:
        cases = here.keys["cases"]

        def take_on(number: int) -> Ask:
            return here.post(f"/desk/{cases[number]}/accept/", "officer", version="1")

        spent = _WARM_UP + 1 + 200
        figures = measured(
            here,
            take_on,
            Ask("POST", "/bench-floor/insert"),
            name="status",
            single=200,
            many=len(cases) - spent - 1,
        )
        same = take_on(len(cases) - 1)
        crowd = drive(here.server.port, lambda _n: same, total=_AT_ONCE, concurrency=_AT_ONCE)
        figures["at_once"] = {str(code): count for code, count in sorted(crowd.statuses.items())}
        figures["errors"] += crowd.errors(FINE | {409})
        return figures


def import_sheet(options: Options) -> Figures:
    """A sheet of messages, imported by the command an office uses, with intake going on."""
    rows = options.rows or 4_326
    with play("import", options, 0) as here, tempfile.TemporaryDirectory() as folder:
        sheet = Path(folder) / "messages.xlsx"
        write_sheet(sheet, rows)
        linli = str(Path(sys.executable).with_name("linli"))
        begun = time.perf_counter()
        with subprocess.Popen(
            [linli, "import-requests", str(sheet)],
            env=here.stage.env,
            stdout=subprocess.PIPE,
            text=True,
        ) as work:
            most, waits, codes = _watch(here, work)
            said = work.stdout.read() if work.stdout else ""
        seconds = time.perf_counter() - begun
        counts = re.search(r"imported (\d+), skipped (\d+), refused (\d+)", said)
        return {
            "name": "import",
            "rows": rows,
            "imported": int(counts[1]) if counts else 0,
            "seconds": round(seconds, 2),
            "rss_mb": round(most, 1),
            "intake_p50_ms": round(percentile(waits, 50), 1),
            "intake_longest_ms": round(max(waits, default=0.0), 1),
            "errors": sum(count for code, count in codes.items() if code not in FINE),
        }


def _watch(here: Play, work: subprocess.Popen[str]) -> tuple[float, list[float], Counter[int]]:
    """Send a request now and then while the import runs, and watch its memory."""
    most, waits, codes = 0.0, list[float](), Counter[int]()
    while work.poll() is None:
        most = max(most, use_of(work.pid).rss_mb)
        fields = {
            "key": str(uuid4()),
            "what": "导入期间上报：路灯不亮。",
            "place": here.keys["buildings"][0],
        }
        sent = once(
            here.server.port, Ask("POST", "/report/send/", urlencode(fields).encode(), _FORM)
        )
        waits += sent.times_ms
        codes += sent.statuses
        time.sleep(0.1)
    return most, waits, codes


def weight(options: Options) -> Figures:
    """What residents' pages weigh on the wire."""
    with play("weight", options, options.rows or 0) as here:
        return {
            "name": "weight",
            "rows": here.keys["rows"],
            **weights(here.server.port),
            "errors": 0,
        }


def ballots(options: Options) -> Figures:
    """Verify, cast and show turnout: what a vote costs those who check, send and look."""
    voters = options.rows or _VOTERS
    cast = _cast(options, min(max(voters, _LEAST_CAST), _MOST_CAST))
    turnout = _turnout(options)
    errors = cast["errors"] + turnout["errors"]
    return {**measure_ballots(voters), "cast": cast, "turnout": turnout, "errors": errors}


def _cast(options: Options, voters: int) -> Figures:
    """Send ballots made beforehand, each of another voter, at concurrency 1 and 8."""
    with stage(options.db) as at:
        keys = _box(at, "secret", voters, 0)
        ready = keys["ballots"]
        with server(at) as running:

            def send(number: int) -> Ask:
                body = {"key": str(uuid4()), "ballot": ready[number], "turn": 0}
                path = f"/booth/{keys['uuid']}/cast"
                return Ask("POST", path, json.dumps(body).encode(), _JSON)

            alone, many = voters // 5, voters - voters // 5 - _FIRST
            drive(running.port, send, total=_FIRST, concurrency=2)
            single = drive(running.port, lambda n: send(_FIRST + n), total=alone, concurrency=1)
            cpu, db_cpu = running.use().cpu_ms, at.database_use().cpu_ms
            begin = _FIRST + alone
            busy = drive(running.port, lambda n: send(begin + n), total=many, concurrency=8)
            return {
                "cpu_ms": round((running.use().cpu_ms - cpu) / many, 2),
                "db_cpu_ms": round((at.database_use().cpu_ms - db_cpu) / many, 2),
                **_times(busy),
                "single": _times(single),
                "errors": single.errors(FINE) + busy.errors(FINE),
            }


def _turnout(options: Options) -> Figures:
    """The public page of a signed vote of 20,000 owners, while it runs."""
    with stage(options.db) as at:
        keys = _box(at, "signed", _OWNERS, _OWNERS_VOTED)
        with server(at) as running:
            page = Ask("GET", f"/votes/{keys['uuid']}/")
            drive(running.port, lambda _n: page, total=_FIRST, concurrency=2)
            counted = once(running.port, Ask("GET", page.path, headers={"X-Count": "1"}))
            cpu = running.use().cpu_ms
            seen = drive(running.port, lambda _n: page, total=_LOOKS, concurrency=4)
            return {
                "owners": _OWNERS,
                "queries": int(counted.headers.get("X-Queries", 0)),
                "cpu_ms": round((running.use().cpu_ms - cpu) / _LOOKS, 2),
                **_times(seen),
                "errors": seen.errors(FINE),
            }


def _box(at: Stage, kind: str, voters: int, voted: int) -> dict[str, Any]:
    command = [sys.executable, "-P", "-m", "linli.config.bench.box", kind, str(voters), str(voted)]
    done = subprocess.run(command, env=at.env, stdout=subprocess.PIPE, text=True, check=True)
    keys: dict[str, Any] = json.loads(done.stdout)
    return keys


def ledger(options: Options) -> Figures:
    """A month of a fund with a million postings; then eight checkers of one fund for ten seconds."""
    with play("ledger", options, options.rows or 1_000_000) as here:
        return measure_ledger(here)


def decisions(options: Options) -> Figures:
    """The page of a decision of sixty events, and a board of 500 notices."""
    with stage(options.db) as at:
        words = (sys.executable, "-P", "-m", "linli.config.bench.matters", str(options.rows or 500))
        done = subprocess.run(words, env=at.env, stdout=subprocess.PIPE, text=True, check=True)
        figures: Figures = json.loads(done.stdout)
        return figures


def counsel(options: Options) -> Figures:
    """A sealed file of sixty entries, a team's list, and the keys of its files turned over."""
    with stage(options.db) as at:
        words = (sys.executable, "-P", "-m", "linli.config.bench.sealed")
        done = subprocess.run(
            (*words, str(options.rows or 100_000)),
            env=at.env,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        figures: Figures = json.loads(done.stdout)
        return figures


JOBS: dict[str, Callable[[Options], Figures]] = {
    "intake": intake,
    "list": desk_list,
    "status": status,
    "search": search,
    "import": import_sheet,
    "weight": weight,
    "journal": lambda options: measure_journal(options.db),
    "ballots": ballots,
    "decisions": decisions,
    "counsel": counsel,
    "ledger": ledger,
}
