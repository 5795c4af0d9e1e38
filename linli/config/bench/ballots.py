"""What verifying ballots costs: ours and belenios-tool's, turn by turn over one election."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from linli.ballots import archive, ballots, ceremony, credentials, tally
from linli.ballots.archive import Chain
from linli.ballots.ceremony import Seat
from linli.ballots.groups import BELENIOS_2048 as GROUP
from linli.ballots.questions import Election, Question, election_from, election_text
from linli.ballots.trustees import trustees_from

TURNS = 3
_TOOL = "belenios-tool"
_NAMES = ("候选人甲", "候选人乙", "候选人丙", "候选人丁", "候选人戊")
_CHOICES = ([1, 0, 0, 1, 0], [0, 1, 1, 0, 1], [1, 1, 1, 0, 0], [0, 0, 0, 0, 1], [0, 0, 0, 0, 0])


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took with all its children."""

    cpu: float
    wall: float
    memory_mb: float


def measure_ballots(voters: int) -> dict[str, Any]:
    """CPU milliseconds a ballot and seconds on the clock: medians of three turns."""
    with tempfile.TemporaryDirectory(prefix="linli-bench-") as folder:
        began = time.process_time()
        path = make_archive(Path(folder), voters)
        made = time.process_time() - began
        costs = _in_turn(path)
    cpu = {name: median(one.cpu for one in turns) for name, turns in costs.items()}
    wall = {name: median(one.wall for one in turns) for name, turns in costs.items()}
    figures: dict[str, Any] = {
        "name": "ballots",
        "rows": voters,
        "seconds": round(cpu["one"], 2),
        "made_cpu_ms": round(made / voters * 1000, 2),
        "verify_cpu_ms": round(cpu["one"] / voters * 1000, 2),
        "verify_both_cpu_ms": round(cpu["both"] / voters * 1000, 2),
        "verify_wall_s": {name: round(wall[name], 2) for name in ("one", "both")},
        "both_to_one_wall": round(wall["both"] / wall["one"], 2),
        "rss_mb": round(max(one.memory_mb for one in costs["both"])),
    }
    if "tool" in cpu:
        figures |= {
            "anchor": "belenios-tool election verify",
            "anchor_seconds": round(cpu["tool"], 2),
            "anchor_cpu_ms": round(cpu["tool"] / voters * 1000, 2),
            "ratio": round(cpu["one"] / cpu["tool"], 2),
        }
    return figures


def make_archive(folder: Path, voters: int) -> Path:
    """Play an election of two-of-three trustees in which everybody votes, and write its archive."""
    seats = [Seat(index, 2, 3) for index in (1, 2, 3)]
    draw = secrets.token_bytes
    seeds = [ceremony.new_seed(draw) for _ in seats]
    certs = [
        ceremony.certificate(GROUP, seed, seat, draw)
        for seed, seat in zip(seeds, seats, strict=True)
    ]
    polynomials = [
        ceremony.polynomial(GROUP, seed, certs, index=seat.index, random=draw)
        for seed, seat in zip(seeds, seats, strict=True)
    ]
    keys = [
        ceremony.verification_key(GROUP, seed, certs, polynomials, index=seat.index, random=draw)
        for seed, seat in zip(seeds, seats, strict=True)
    ]
    trustees = ceremony.trustees_text(GROUP, certs, polynomials, keys)
    shares = {
        owner: ceremony.share_secret(GROUP, seeds[owner - 1], certs, polynomials, index=owner)
        for owner in (1, 2)
    }
    election = _election(trustees)
    path = folder / f"{election.uuid}.bel"
    with path.open("wb") as file:
        for part in _parts(election, trustees, shares, voters):
            file.write(part)
    return path


def _election(trustees: str) -> Election:
    return election_from(
        election_text(
            uuid=credentials.new_token(secrets.token_bytes),
            name="示例居代会选举",
            description="示例",
            group=GROUP,
            public_key=trustees_from(GROUP, trustees).public_key(GROUP),
            questions=(Question("最多选三位", _NAMES, 0, 3),),
        )
    )


def _parts(
    election: Election, trustees: str, shares: dict[int, int], voters: int
) -> Iterator[bytes]:
    draw = secrets.token_bytes
    slips = [credentials.new_credential(draw(32)) for _ in range(voters)]
    own = [credentials.secret_of(election.uuid, slip) for slip in slips]
    listed = archive.credentials_text(str(GROUP.g_power(secret)) for secret in own)
    chain, folded = Chain(int(time.time())), tally.Tally(election)
    yield from chain.begin(election.text, trustees, listed)
    for number, secret in enumerate(own):
        text = ballots.make_ballot(election, secret, [_CHOICES[number % 5]], draw)
        folded.add(ballots.read_ballot(election, text))
        yield from chain.ballot(text)
    yield from chain.end_ballots()
    summed, sized = folded.texts()
    yield from chain.encrypted_tally(summed, sized)
    factors = {}
    for owner, share in shares.items():
        text = tally.partial_decryption(election, share, summed, draw)
        yield from chain.partial_decryption(owner, text)
        factors[owner] = tally.check_partial_decryption(
            election, trustees_from(GROUP, trustees), owner, text, summed
        )
    opened = tally.combine(election, trustees_from(GROUP, trustees), summed, factors)
    yield from chain.result(tally.result_text(tally.counts_of(GROUP, opened, voters)))


def _in_turn(path: Path) -> dict[str, list[Cost]]:
    linli = [str(Path(sys.executable).with_name("linli")), "verify-election", str(path)]
    ways = {"one": [*linli, "--workers", "1"], "both": [*linli, "--workers", "2"]}
    if shutil.which(_TOOL):
        ways["tool"] = [_TOOL, "election", "verify", "--dir", str(path.parent)]
    costs: dict[str, list[Cost]] = {name: [] for name in ways}
    for _ in range(TURNS):
        for name, words in ways.items():
            costs[name].append(_cost(words))
    return costs


def _cost(words: list[str]) -> Cost:
    """Run a program to its end; what it took comes from the kernel."""
    began = time.perf_counter()
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        message = f"{words[0]} ended with {process.returncode}"
        raise RuntimeError(message)
    wall = time.perf_counter() - began
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024)
