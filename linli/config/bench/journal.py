"""What chaining costs: eight writers take requests in, with the chain at each write and without.

In each way an entry is written with its own digest in the request's transaction. Sealed in
batches, that is all, and one of the writers seals once a round; chained, each transaction also
locks the last hash and follows it, as its last statement or as its first. Short rounds
alternate, so that a busy machine bears on all alike, and each is compared with its neighbours.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from typing import IO, Any, cast

from linli.config.bench.measure import percentile
from linli.config.bench.server import Stage, stage

WRITERS = 8
ROUNDS = 12
SECONDS = 3.0
BATCHES, CHAINED, CHAINED_FIRST = WAYS = ("batches", "chained", "chained_first")
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
Writer = subprocess.Popen[str]


def measure_journal(db: str, *, seconds: float = SECONDS, rounds: int = ROUNDS) -> dict[str, Any]:
    """Requests a second in both ways, and what the chain takes away: medians over the rounds."""
    times: dict[str, list[list[float]]] = {mode: [] for mode in WAYS}
    with stage(db) as at:
        at.linli("load-demo")
        at.linli("shell", "--verbosity", "0", "--command", _LAY_CHAIN)
        with _writers(at) as writers:
            for number in range(rounds):
                for mode in WAYS if number % 2 else WAYS[::-1]:
                    times[mode].append(_round(writers, mode, seconds))
        at.linli("seal-journal")
        at.linli("verify-journal")
    return {"name": "journal", "db": db, "writers": WRITERS, **_figures(times, seconds)}


def _figures(times: dict[str, list[list[float]]], seconds: float) -> dict[str, Any]:
    rates = {mode: [len(took) / seconds for took in rounds] for mode, rounds in times.items()}
    figures: dict[str, Any] = {}
    for mode in WAYS:
        prefix = "" if mode == BATCHES else f"{mode}_"
        every = [took for rounds in times[mode] for took in rounds]
        figures[f"{prefix}requests_per_s"] = round(median(rates[mode]), 1)
        figures[f"{prefix}p50_ms"] = round(percentile(every, 50), 1)
        figures[f"{prefix}p95_ms"] = round(percentile(every, 95), 1)
        if prefix:
            figures[f"{prefix}loss_percent"] = _loss(rates[BATCHES], rates[mode])
    return figures


def _loss(without: list[float], chained: list[float]) -> list[float]:
    """What the chain took away: the least, the median and the most over the rounds."""
    pairs = zip(without, chained, strict=True)
    losses = [round(100 * (1 - less / more), 1) for more, less in pairs if more]
    return [min(losses), round(median(losses), 1), max(losses)] if losses else []


@contextmanager
def _writers(at: Stage) -> Iterator[list[Writer]]:
    """Start the writers, wait until all are warm, and end them afterwards."""
    words = [sys.executable, "-P", "-m", "linli.config.bench.writer"]
    writers = [
        subprocess.Popen(
            [*words, str(number)],
            env=at.env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(WRITERS)
    ]
    try:
        for writer in writers:
            if _out(writer).readline() != "ready\n":
                raise RuntimeError("a writer failed; its reason stands above")
        yield writers
    finally:
        for writer in writers:
            writer.communicate()


def _round(writers: list[Writer], mode: str, seconds: float) -> list[float]:
    """Let all write at the same time; the milliseconds of every request."""
    for writer in writers:
        into = cast("IO[str]", writer.stdin)
        into.write(f"{mode} {seconds}\n")
        into.flush()
    return [took for writer in writers for took in json.loads(_out(writer).readline())]


def _out(writer: Writer) -> IO[str]:
    return cast("IO[str]", writer.stdout)
