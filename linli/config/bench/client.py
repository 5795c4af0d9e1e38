"""A client of its own: kept connections, a given concurrency, every answer timed."""

from __future__ import annotations

import http.client
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Ask:
    """One request to send."""

    method: str
    path: str
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Run:
    """What came back: milliseconds of each answer, answers by status, wall seconds."""

    times_ms: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    seconds: float = 0.0
    sample: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def per_second(self) -> float:
        """Answers a second over the whole run."""
        return len(self.times_ms) / self.seconds if self.seconds else 0.0

    def errors(self, allowed: frozenset[int] = frozenset({200, 201, 302, 303})) -> int:
        """How many answers had another status than these."""
        return sum(count for status, count in self.statuses.items() if status not in allowed)


def drive(port: int, make: Callable[[int], Ask], *, total: int, concurrency: int) -> Run:
    """Send `total` requests made by number over `concurrency` kept connections."""
    run, lock, numbers = Run(), threading.Lock(), iter(range(total))
    next_number = threading.Lock()

    def work() -> None:
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        times: list[float] = []
        seen: Counter[int] = Counter()
        while True:
            with next_number:
                number = next(numbers, None)
            if number is None:
                break
            ask = make(number)
            begun = time.perf_counter()
            link.request(ask.method, ask.path, body=ask.body, headers=dict(ask.headers))
            answer = link.getresponse()
            content = answer.read()
            times.append((time.perf_counter() - begun) * 1000)
            seen[answer.status] += 1
        link.close()
        with lock:
            run.times_ms += times
            run.statuses += seen
            if times:
                run.sample, run.headers = content, dict(answer.getheaders())

    threads = [threading.Thread(target=work) for _ in range(concurrency)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    run.seconds = time.perf_counter() - begun
    return run


def once(port: int, ask: Ask) -> Run:
    """Send one request."""
    return drive(port, lambda _number: ask, total=1, concurrency=1)
