"""The paper channel of a rehearsal: a sealed box, its poll book, and a count by two tellers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from linli.config.rehearsal.chance import picked
from linli.config.rehearsal.ground import Ground
from linli.elections import actions, rules
from linli.elections.rules import Mode

_WITNESSED = "示例监票人甲、示例监票人乙"


def station_box(ground: Ground, election_id: UUID, at: datetime) -> UUID:
    """Set up the one box of a rehearsal; asked again, it is the same box."""
    return actions.set_up_paper_box(
        actor=ground.runner,
        election_id=election_id,
        name=f"{ground.name}活动室票箱",
        kind=rules.BoxKind.STATION,
        key=f"station-{election_id}",
        at=at,
    ).id


class PaperChannel:
    """One box at the station; what voters marked is known to the play alone."""

    def __init__(self, ground: Ground, election: Any, at: datetime) -> None:
        self.ground = ground
        self.election_id: UUID = election.id
        self.mode = Mode(election.mode)
        self.box = station_box(ground, election.id, at)
        self.marked: dict[UUID, tuple[int, ...]] = {}

    def seal(self, at: datetime) -> None:
        """Seal the empty box before witnesses."""
        actions.seal_paper_box(
            actor=self.ground.clerk,
            box_id=self.box,
            seal_number="YL-0001",
            before=_WITNESSED,
            at=at,
        )

    def vote(
        self, lines: list[UUID], *, candidates: int, seats: int, at: datetime
    ) -> Iterator[tuple[int, ...]]:
        """Let these lines come to the counter one after another."""
        for turn, line in enumerate(lines):
            entry = actions.hand_out_ballot(
                actor=self.ground.clerk, box_id=self.box, line_id=line, key=str(uuid4()), at=at
            )
            actions.put_in_box(actor=self.ground.clerk, entry_id=entry.id, at=at)
            chosen = picked(100_000 + turn, of=candidates, at_most=seats)
            self.marked[line] = chosen
            yield chosen

    def count(self, candidates: int, at: datetime) -> None:
        """Open the box; two tellers enter what is in it, each alone."""
        actions.open_paper_box(actor=self.ground.clerk, box_id=self.box, before=_WITNESSED, at=at)
        for teller in (self.ground.clerk, self.ground.second):
            if self.mode is Mode.SECRET:
                actions.enter_paper_count(
                    actor=teller, box_id=self.box, figures=self._figures(candidates), at=at
                )
            else:
                self._enter_lines(teller, at)

    def _enter_lines(self, teller: Any, at: datetime) -> None:
        for number, (line, chosen) in enumerate(self.marked.items(), start=1):
            actions.enter_paper_vote(
                actor=teller,
                election_id=self.election_id,
                line_id=line,
                serial=f"YL-{number:05d}",
                choices=chosen,
                at=at,
            )

    def _figures(self, candidates: int) -> rules.BoxFigures:
        votes = Counter(number for chosen in self.marked.values() for number in chosen)
        return rules.BoxFigures(
            ballots=len(self.marked),
            blank=0,
            spoiled=0,
            votes={number: votes[number] for number in range(1, candidates + 1)},
        )
