"""Play one election to its end and leave what it published.

Run as `python -m linli.config.rehearsal.play KIND VOTERS SEATS CANDIDATES PAPER OUT` against an
empty, migrated database of its own. Each line on standard output is a step done, for a progress bar.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
django.setup()

from django.utils import timezone  # noqa: E402

from linli.config.rehearsal.calendar import Calendar  # noqa: E402
from linli.config.rehearsal.ground import a_ground  # noqa: E402
from linli.config.rehearsal.paper import PaperChannel  # noqa: E402
from linli.config.rehearsal.voting import Slips, vote_online  # noqa: E402
from linli.elections import actions, queries  # noqa: E402
from linli.elections.documents import write_evidence  # noqa: E402
from linli.elections.rules import ElectionKind, Mode  # noqa: E402
from linli.records import actions as records  # noqa: E402

KINDS = {
    "congress": ElectionKind.CONGRESS,
    "committee": ElectionKind.RESIDENTS_COMMITTEE,
    "signed": ElectionKind.OWNERS_COMMITTEE,
}
ABSTAINS = 5
"""Every so-manieth of those who do not vote on paper stays away, in every building."""


def play(kind: str, *, voters: int, seats: int, candidates: int, paper: int, out: Path) -> None:
    """Play all of it; the clock of the play ends today."""
    begins = timezone.now().replace(microsecond=0) - timedelta(days=80)
    ground = a_ground(voters, begins)
    calendar = Calendar(
        ground, KINDS[kind], voters=voters, seats=seats, candidates=candidates, at=begins
    )
    box = PaperChannel(ground, calendar.election, begins) if paper else None
    calendar.lead_to_voting()
    slips = calendar.slips
    if slips is None:
        raise LookupError("no slips were made")
    _step("voting is open")
    if box:
        box.seal(calendar.now)
    _vote(calendar, slips, box, paper)
    _count(calendar, slips, box)
    _leave(calendar, box, out)


def _vote(calendar: Calendar, slips: Slips, box: PaperChannel | None, paper: int) -> None:
    lines = list(slips.slips)
    by_paper, others = lines[:paper], lines[paper:]
    ballot = {"candidates": calendar.candidates, "seats": calendar.seats}
    opened = calendar.opens_at
    if box:
        for _chosen in box.vote(by_paper, at=opened, **ballot):
            _step("paper ballot")
    online = [line for turn, line in enumerate(others) if turn % ABSTAINS or not turn]
    for _chosen in vote_online(slips, calendar.election, online, opens_at=opened, **ballot):
        _step("online ballot")


def _count(calendar: Calendar, slips: Slips, box: PaperChannel | None) -> None:
    runner, at = calendar.ground.runner, max(calendar.closes_at, calendar.now)
    actions.close_voting(actor=runner, election_id=calendar.id, at=at)
    _step("voting is closed")
    if calendar.election.mode == Mode.SECRET:
        while not actions.tally_step(actor=runner, election=calendar.election, at=at):
            _step("some ballots added up")
    if box:
        box.count(calendar.candidates, at)
    slips.trustees.open(at)
    _step("the box is open")
    actions.announce_result(actor=runner, election_id=calendar.id, at=at)
    _step("the result is announced")
    calendar.follow_up(at)


def _leave(calendar: Calendar, box: PaperChannel | None, out: Path) -> None:
    """Write what was published: the archive or the list, the paper record, the result."""
    election = calendar.election
    tenant = calendar.ground.tenant
    if election.mode == Mode.SECRET:
        with (out / f"{election.uuid}.bel").open("wb") as file:
            file.writelines(queries.archive_of(tenant, election.uuid) or ())
    else:
        text = queries.commitments_text(tenant, election.uuid) or ""
        (out / f"{election.uuid}.json").write_text(text, encoding="utf-8")
    result = queries.result_of(election)
    figures: dict[str, Any] = result.figures if result else {}
    records.seal_journal(sub_district_id=tenant, at=timezone.now())
    write_evidence(out / "evidence.zip", election, at=timezone.now())
    _write(out / "paper.json", figures.get("channels", {}).get("paper", {}))
    _write(out / "result.json", figures)


def _write(path: Path, value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")


def _step(what: str) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    name, *numbers, folder = sys.argv[1:]
    voters_, seats_, candidates_, paper_ = map(int, numbers)
    play(
        name,
        voters=voters_,
        seats=seats_,
        candidates=candidates_,
        paper=paper_,
        out=Path(folder),
    )
