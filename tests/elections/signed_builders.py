"""Signed votes for tests: owners with areas, ballots as booths make them, tellers with shares."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from linli.ballots.canonical import written
from linli.ballots.credentials import public_of, secret_of
from linli.ballots.questions import election_from
from linli.ballots.sealed import seal_vote, sign
from linli.elections import actions, queries
from linli.elections.actions.chain import hexed
from linli.elections.models import Election, PaperBox, PaperVote, PollBookEntry, Result, RollLine
from linli.elections.rules import ElectionKind
from linli.elections.rules.signed import vote_text
from tests.elections.builders import Ground
from tests.elections.election_builders import (
    CLOSES,
    OPENS,
    RANDOM,
    Box,
    a_frozen_roll,
    an_election,
    fresh,
    open_for_voting,
    with_box,
)

DURING = OPENS + timedelta(hours=1)
AFTER = CLOSES + timedelta(minutes=5)


@dataclass
class Signed:
    """One signed vote that is open: its ground, its lines, who holds slips and shares."""

    ground: Ground
    election: Election
    box: Box
    lines: list[RollLine]

    def text(self, line: int, *numbers: int, **other: object) -> str:
        """What the booth makes of a line's slip and what was chosen; `other` alters the ballot."""
        slip = self.box.slips[self.lines[line].id]
        uuid = self.election.uuid
        public = public_of(uuid, slip)
        vote = vote_text(
            election=str(other.pop("vote_election", uuid)),
            line=str(other.pop("vote_line", hexed(public))),
            choices=numbers,
            salt=secrets.token_hex(32),
        )
        published = queries.election_json(self.ground.place.id, uuid)
        assert published is not None
        key = election_from(published).public_key
        unsigned = {
            "election_uuid": uuid,
            "election_hash": self.election.document_hash,
            "credential": public,
            "commitment": hexed(vote),
            "sealed": json.loads(seal_vote(key, vote, RANDOM)),
        } | other
        signature = json.loads(sign(secret_of(uuid, slip), written(unsigned), RANDOM))
        return written({**unsigned, "signature": signature})

    def cast(
        self, text: str, *, key: str = "", at: datetime = DURING, turn: int | None = None
    ) -> actions.Cast:
        """Send a ballot."""
        return actions.cast_signed(
            actor=self.ground.visitor,
            uuid=self.election.uuid,
            text=text,
            key=key or str(uuid4()),
            turn=turn,
            at=at,
        )

    def vote(self, line: int, *numbers: int, at: datetime = DURING) -> actions.Cast:
        """Make and send a ballot."""
        return self.cast(self.text(line, *numbers), at=at)

    def paper(self, line: int, *numbers: int, people: int = 2, serial: str = "") -> None:
        """A signed paper ballot, handed out, put in and entered by so many people."""
        here = {"sub_district": self.ground.place, "election": self.election}
        own, _made = PaperBox.objects.get_or_create(**here, name="示例票箱", kind="station")
        PollBookEntry.objects.create(
            **here,
            line=self.lines[line],
            box=own,
            handed_at=DURING,
            handed_by="示例",
            cast_at=DURING,
        )
        for _person in range(people):
            PaperVote.objects.create(
                **here,
                line=self.lines[line],
                account_id=uuid4(),
                serial=serial or f"P{line}",
                choices=json.dumps(list(numbers)),
                entered_at=AFTER,
            )

    def closed(self, at: datetime = CLOSES) -> Signed:
        """Close the vote."""
        actions.close_voting(actor=self.ground.runner, election_id=self.election.id, at=at)
        self.election = fresh(self.election)
        return self

    def share(self, index: int) -> str:
        """What a teller hands in after the close."""
        return written({"share": str(self.box.trusted.secret(index))})

    def hand_in(self, index: int, text: str = "", at: datetime = AFTER) -> None:
        """Let a teller hand in a share."""
        actions.take_opening(
            actor=self.ground.visitor,
            token=self.box.trusted.tokens[index - 1],
            text=text or self.share(index),
            at=at,
        )

    def opened(self, *indices: int) -> Signed:
        """Close the vote and let tellers open the box."""
        self.closed()
        for index in indices or (1, 3):
            self.hand_in(index)
        self.election = fresh(self.election)
        return self

    def announced(self, *, drawn: Sequence[int] = ()) -> Result:
        """Announce what came out."""
        result = actions.announce_result(
            actor=self.ground.runner, election_id=self.election.id, drawn=drawn, at=AFTER
        )
        self.election = fresh(self.election)
        return result


def a_signed_vote(
    *,
    kind: ElectionKind = ElectionKind.OWNERS_DECISION,
    areas: Sequence[int] = (1_000_000,) * 4,
    seats: int = 5,
    candidates: int = 6,
    ground: Ground | None = None,
) -> Signed:
    """A signed vote open for owners of these areas in cm2, one line each."""
    ground = ground or Ground()
    roll = a_frozen_roll(ground, "owners", lines=len(areas))
    lines = list(RollLine.objects.filter(roll=roll).order_by("number"))
    for line, area in zip(lines, areas, strict=True):
        line.area_cm2 = area
        line.save(update_fields=["area_cm2"])
    roll.area_cm2 = sum(areas)
    roll.save(update_fields=["area_cm2"])
    election = an_election(ground, kind, roll=roll, candidates=candidates, seats=seats)
    box = with_box(ground, election)
    opened = open_for_voting(ground, fresh(election), box=box)
    return Signed(ground, fresh(opened), box, lines)


def line_ids(signed: Signed) -> list[UUID]:
    """The lines of a vote, by number."""
    return [line.id for line in signed.lines]
