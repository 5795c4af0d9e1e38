"""What a statement costs where a fund has very many postings, and what many checkers at once do."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from linli.config.bench.client import Ask, drive, once
from linli.config.bench.measure import percentile

if TYPE_CHECKING:
    from linli.config.bench.jobs import Play

_LOOKS, _WARM_UP = 300, 40
_CHECKERS, _SECONDS, _ROUND = 8, 10.0, 200
_POSTED = 303
_COUNTED = 12


def measure_ledger(here: Play) -> dict[str, Any]:
    """The public page of a month, at rest and while the books grow; sums held to the fen."""
    path = f"/books/{here.keys['fund']}/?month={here.keys['month']}"
    statement = _statement(here, path)
    posting = _posting(here)
    after = _held(here)
    return {
        "name": "ledger",
        "rows": here.keys["rows"],
        **statement,
        "exact": bool(here.keys["exact"] and after["exact"]),
        "posting": posting,
        "sum_exact": after["held"] - here.keys["held"] == posting["fen"],
        "errors": statement["errors"] + posting["errors"],
    }


def _statement(here: Play, path: str) -> dict[str, Any]:
    ask = Ask("GET", path)
    drive(here.server.port, lambda _n: ask, total=_WARM_UP, concurrency=1)
    counted = once(here.server.port, Ask("GET", path, headers={"X-Count": "1"}))
    cpu, db_cpu = here.server.use().cpu_ms, here.stage.database_use().cpu_ms
    looked = drive(here.server.port, lambda _n: ask, total=_LOOKS, concurrency=1)
    used, db_used = here.server.use(), here.stage.database_use()
    return {
        "queries": int(counted.headers.get("X-Queries", 0)),
        "cpu_ms": round((used.cpu_ms - cpu) / _LOOKS, 2),
        "db_cpu_ms": round((db_used.cpu_ms - db_cpu) / _LOOKS, 2),
        "p50_ms": round(percentile(looked.times_ms, 50), 2),
        "p95_ms": round(percentile(looked.times_ms, 95), 2),
        "errors": looked.errors(),
        "rss_mb": round(used.rss_mb, 1),
    }


def _posting(here: Play) -> dict[str, Any]:
    """Eight at once check vouchers of one fund, until ten seconds are over."""
    vouchers = here.keys["vouchers"]

    def check(number: int) -> Ask:
        return here.post(f"/desk/vouchers/{vouchers[number]}/check/", "checker", version="1")

    statuses: Counter[int] = Counter()
    asked: list[int] = []
    for number in range(_COUNTED):
        plain = check(number)
        headers = {**plain.headers, "X-Count": "1"}
        one = once(here.server.port, Ask(plain.method, plain.path, plain.body, headers))
        statuses += one.statuses
        asked.append(int(one.headers.get("X-Queries", 0)))
    times: list[float] = []
    at, begun = _COUNTED, time.perf_counter()
    while time.perf_counter() - begun < _SECONDS and at + _ROUND <= len(vouchers):
        run = drive(here.server.port, _from(check, at), total=_ROUND, concurrency=_CHECKERS)
        statuses += run.statuses
        times += run.times_ms
        at += _ROUND
    took = time.perf_counter() - begun
    return {
        # The first ones of each process also ask what it then keeps for a while.
        "queries": min(asked),
        "posted": statuses[_POSTED],
        "lost": at - statuses[_POSTED],
        "fen": sum(range(1, at + 1)),
        "per_s": round((at - _COUNTED) / took, 1),
        "seconds": round(took, 1),
        "p50_ms": round(percentile(times, 50), 2),
        "p95_ms": round(percentile(times, 95), 2),
        "errors": sum(count for status, count in statuses.items() if status != _POSTED),
    }


def _from(check: Callable[[int], Ask], first: int) -> Callable[[int], Ask]:
    """The same asks, counted from another number."""
    return lambda number: check(first + number)


def _held(here: Play) -> dict[str, Any]:
    """What the books hold now, added up anew from the postings in a process of its own."""
    script = (
        "import os, json, django\n"
        "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'linli.config.settings')\n"
        "django.setup()\n"
        "from uuid import UUID\n"
        "from datetime import date\n"
        "from linli.config.bench.books import TENANT, is_exact\n"
        "from linli.money import queries\n"
        f"fund = UUID({here.keys['fund']!r})\n"
        f"month = date.fromisoformat({here.keys['month']!r} + '-01')\n"
        "held = queries.balances_of(TENANT, [fund])[fund]\n"
        "print(json.dumps({'held': held, 'exact': is_exact(fund, month)}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", script], env=here.stage.env, stdout=subprocess.PIPE, text=True,
        check=True,
    )  # fmt: skip
    held: dict[str, Any] = json.loads(done.stdout)
    return held
