"""What chaining costs: eight writers take requests in, with the chain at each write and without.

In both ways an entry is written with its own digest in the request's transaction. Sealed in
batches, that is all, and a sealer runs beside; chained, each transaction also locks the last
hash and follows it. The rounds alternate, so that a busy machine bears on both alike.
"""

from __future__ import annotations

import json
import subprocess
import sys
from statistics import median
from typing import IO, Any, cast

from linli.config.bench.measure import percentile
from linli.config.bench.server import Stage, stage

WRITERS = 8
ROUNDS = 3
SECONDS = 8.0
BATCHES, CHAINED, SEALER = "batches", "chained", "sealer"
_CHAIN = (
    "CREATE TABLE bench_chain (id integer PRIMARY KEY, hash varchar(64) NOT NULL)",
    "INSERT INTO bench_chain (id, hash) VALUES (1, '')",
)
_LAY_CHAIN = f"""
from django.db import connection
with connection.cursor() as cursor:
    for statement in {_CHAIN!r}:
        cursor.execute(statement)
"""


def measure_journal(db: str, *, seconds: float = SECONDS, rounds: int = ROUNDS) -> dict[str, Any]:
    """Requests a second in both ways, median over the rounds, and what the chain takes away."""
    per_second: dict[str, list[float]] = {BATCHES: [], CHAINED: []}
    times: dict[str, list[float]] = {BATCHES: [], CHAINED: []}
    with stage(db) as at:
        at.linli("load-demo")
        at.linli("shell", "--verbosity", "0", "--command", _LAY_CHAIN)
        for _round in range(rounds):
            for mode in (BATCHES, CHAINED):
                took = _round_of(at, mode, seconds)
                per_second[mode].append(len(took) / seconds)
                times[mode] += took
        at.linli("seal-journal")
        at.linli("verify-journal")
    batches, chained = median(per_second[BATCHES]), median(per_second[CHAINED])
    return {
        "name": "journal",
        "db": db,
        "writers": WRITERS,
        "requests_per_s": round(batches, 1),
        "p50_ms": round(percentile(times[BATCHES], 50), 1),
        "p95_ms": round(percentile(times[BATCHES], 95), 1),
        "chained_requests_per_s": round(chained, 1),
        "chained_p50_ms": round(percentile(times[CHAINED], 50), 1),
        "chained_p95_ms": round(percentile(times[CHAINED], 95), 1),
        "loss_percent": round(100 * (1 - chained / batches), 1) if batches else 0.0,
        "rounds": {mode: [round(rate, 1) for rate in rates] for mode, rates in per_second.items()},
    }


def _round_of(at: Stage, mode: str, seconds: float) -> list[float]:
    """Let all writers write at the same time; the milliseconds of every request."""
    modes = [mode] * WRITERS + ([SEALER] if mode == BATCHES else [])
    processes = [_started(at, number, word, seconds) for number, word in enumerate(modes)]
    for process in processes:
        if _out(process).readline() != "ready\n":
            raise RuntimeError("a writer failed; its reason stands above")
    for process in processes:
        _in(process).write("begin\n")
        _in(process).flush()
    answers = [process.communicate()[0] for process in processes]
    return [took for answer in answers for took in json.loads(answer)]


def _started(at: Stage, number: int, mode: str, seconds: float) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "linli.config.bench.writer", str(number), mode, str(seconds)]
    return subprocess.Popen(
        words, env=at.env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def _out(process: subprocess.Popen[str]) -> IO[str]:
    return cast("IO[str]", process.stdout)


def _in(process: subprocess.Popen[str]) -> IO[str]:
    return cast("IO[str]", process.stdin)
