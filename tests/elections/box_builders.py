"""Boxes for tests: trustees with their seeds, voters with their slips, ballots as booths make them."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cached_property
from uuid import uuid4

from django.db import transaction

from linli.ballots import ceremony
from linli.ballots.archive import Event, read_archive
from linli.ballots.ballots import make_ballot
from linli.ballots.credentials import new_credential, new_token, public_of, secret_of
from linli.ballots.groups import BELENIOS_2048 as GROUP
from linli.ballots.questions import election_from
from linli.ballots.tally import partial_decryption
from linli.elections import actions, queries
from linli.elections.actions.work import Work
from linli.elections.models import Candidate, Credential, Election, Result, Roll, RollLine
from linli.elections.queries.kept_rules import snapshot
from linli.elections.rules import CandidateState, ElectionState, TieRule
from linli.kernel.actor import Actor
from tests.elections.builders import AT, Ground

OPENS = AT
CLOSES = AT + timedelta(days=2)
BEFORE = AT - timedelta(days=3)
DURING = AT + timedelta(hours=1)
RANDOM = secrets.token_bytes


class Trusted:
    """Three trustees on three devices: a secret link and a seed each."""

    def __init__(self, ground: BoxGround, names: Sequence[str], at: datetime = BEFORE) -> None:
        self.ground = ground
        self.at = at
        named = actions.name_trustees(
            actor=ground.runner, election_id=ground.election.id, names=names, at=at
        )
        self.tokens = [one.token for one in named]
        self.seeds = [ceremony.new_seed(RANDOM) for _ in named]
        self.certs: list[str] = []
        self.polynomials: list[str] = []

    def certificate(self, index: int) -> str:
        size = len(self.tokens)
        seat = ceremony.Seat(index, size // 2 + 1, size)
        return ceremony.certificate(GROUP, self.seeds[index - 1], seat, RANDOM)

    def polynomial(self, index: int) -> str:
        return ceremony.polynomial(
            GROUP, self.seeds[index - 1], self.certs, index=index, random=RANDOM
        )

    def verification(self, index: int) -> str:
        seed = self.seeds[index - 1]
        return ceremony.verification_key(
            GROUP, seed, self.certs, self.polynomials, index=index, random=RANDOM
        )

    def make_keys(self) -> None:
        """Go through the three turns."""
        for index, token in enumerate(self.tokens, start=1):
            self.certs.append(self.certificate(index))
            self._give(actions.take_certificate, token, self.certs[-1])
        for index, token in enumerate(self.tokens, start=1):
            self.polynomials.append(self.polynomial(index))
            self._give(actions.take_polynomial, token, self.polynomials[-1])
        for index, token in enumerate(self.tokens, start=1):
            self._give(actions.take_verification, token, self.verification(index))

    def _give(self, take, token: str, text: str, at: datetime | None = None) -> None:  # type: ignore[no-untyped-def]
        take(actor=self.ground.visitor, token=token, text=text, at=at or self.at)

    def secret(self, index: int) -> int:
        seed = self.seeds[index - 1]
        return ceremony.share_secret(GROUP, seed, self.certs, self.polynomials, index=index)

    def opening(self, index: int) -> str:
        """What a trustee's device computes after the close."""
        ground = self.ground
        text = queries.election_json(ground.place.id, ground.election.uuid)
        assert text is not None
        tally = queries.encrypted_tally(ground.election)
        return partial_decryption(election_from(text), self.secret(index), tally, RANDOM)

    def open(self, index: int, at: datetime) -> None:
        """Open one trustee's part."""
        self._give(actions.take_opening, self.tokens[index - 1], self.opening(index), at)


class BoxGround(Ground):
    """The ground of one secret election, from the roll to the box; made step by step."""

    def __init__(self, *, voters: int = 4, candidates: int = 3, seats: int = 2) -> None:
        super().__init__()
        self.voters, self.standing, self.seats = voters, candidates, seats

    @cached_property
    def roll(self) -> Roll:
        """A frozen roll."""
        return Roll.objects.create(
            sub_district=self.place,
            kind="voters",
            place=self.compound,
            name="示例选民名单",
            state="frozen",
            as_of=AT.date(),
            made_at=BEFORE,
            frozen_at=BEFORE,
            digest="0" * 64,
            heads=self.voters,
        )

    @cached_property
    def lines(self) -> list[RollLine]:
        """Its lines."""
        return [
            RollLine.objects.create(
                sub_district=self.place,
                roll=self.roll,
                number=number,
                name=f"示例选民{number}",
                building=self.building,
                door=f"3号楼1单元{number}",
                salt="s" * 32,
            )
            for number in range(1, self.voters + 1)
        ]

    @cached_property
    def election(self) -> Election:
        """The election, in preparation."""
        found = Election.objects.create(
            sub_district=self.place,
            uuid=new_token(RANDOM),
            number=f"SL-XJ-2026-{uuid4().hex[:6]}",
            kind="congress",
            mode="secret",
            state=ElectionState.PREPARING,
            title="示例小区居民代表大会选举",
            place=self.compound,
            roll=self.roll,
            seats=self.seats,
            least_choices=0,
            most_choices=self.seats,
            tie_rule=TieRule.RUN_OFF,
            opens_at=OPENS,
            closes_at=CLOSES,
            made_at=BEFORE,
        )
        Candidate.objects.bulk_create(
            Candidate(
                sub_district=self.place,
                election=found,
                number=number,
                name=f"示例候选人{number}",
                nominated_at=BEFORE,
                state=CandidateState.STANDING,
            )
            for number in range(1, self.standing + 1)
        )
        return found

    @cached_property
    def trusted(self) -> Trusted:
        """Three trustees, whose keys are made."""
        trusted = Trusted(self, ["示例甲", "示例乙", "示例丙"])
        trusted.make_keys()
        return trusted

    @cached_property
    def slips(self) -> list[str]:
        """The secret credentials of all lines, which the office printed."""
        made = [new_credential(RANDOM(32)) for _ in self.lines]
        actions.take_credentials(
            actor=self.office,
            election_id=self.election.id,
            credentials=[
                (line.id, public_of(self.election.uuid, slip))
                for line, slip in zip(self.lines, made, strict=True)
            ],
            key=str(uuid4()),
            at=BEFORE,
        )
        return made

    def opened(self) -> BoxGround:
        """Make keys and slips, and open the vote."""
        assert self.trusted
        assert self.slips
        opened(self.runner, self.election)
        self.election.refresh_from_db()
        return self

    def ballot(self, voter: int, *chosen: int) -> str:
        """What the booth makes of a voter's slip and choices (places on the ballot, from 1)."""
        text = queries.election_json(self.place.id, self.election.uuid)
        assert text is not None
        election = election_from(text)
        choices = [int(place in chosen) for place in range(1, self.standing + 1)]
        if election.questions[0].blank:
            choices.insert(0, int(not chosen))
        secret = secret_of(self.election.uuid, self.slips[voter])
        return make_ballot(election, secret, [choices], RANDOM)

    def cast(
        self, text: str, *, key: str = "", at: datetime = DURING, turn: int | None = None
    ) -> actions.Cast:
        """Send a ballot."""
        return actions.cast_ballot(
            actor=self.visitor,
            uuid=self.election.uuid,
            text=text,
            key=key or str(uuid4()),
            turn=turn,
            at=at,
        )

    def vote(self, voter: int, *chosen: int, at: datetime = DURING) -> actions.Cast:
        """Make and send a ballot."""
        return self.cast(self.ballot(voter, *chosen), at=at)

    def closed_uncounted(self, at: datetime = CLOSES) -> BoxGround:
        """Close the vote."""
        actions.close_voting(actor=self.runner, election_id=self.election.id, at=at)
        self.election.refresh_from_db()
        return self

    def lose(self, *indices: int, at: datetime = CLOSES) -> None:
        """Let keepers report that their keys are lost."""
        for index in indices:
            token = self.trusted.tokens[index - 1]
            actions.report_lost_key(actor=self.visitor, token=token, at=at)

    def closed(self, at: datetime = CLOSES) -> BoxGround:
        """Close the vote and count the box, without opening it."""
        self.closed_uncounted(at)
        while not actions.tally_step(actor=self.runner, election=self.election, at=at):
            pass
        return self

    def unlocked(self, *indices: int, at: datetime = CLOSES) -> BoxGround:
        """Close the vote, count the box and let trustees open it."""
        self.closed(at)
        for index in indices or (1, 3):
            self.trusted.open(index, at)
        return self

    def announced(self, *, drawn: Sequence[int] = (), at: datetime = CLOSES) -> Result:
        """Announce what came out."""
        return actions.announce_result(
            actor=self.runner, election_id=self.election.id, drawn=drawn, at=at
        )

    def archive(self) -> bytes:
        """The public record as anybody downloads it."""
        found = queries.archive_of(self.place.id, self.election.uuid)
        assert found is not None
        return b"".join(found)

    def events(self) -> list[Event]:
        """The events of the public record."""
        return list(read_archive(self.archive()))


@transaction.atomic
def opened(actor: Actor, election: Election, at: datetime = OPENS) -> Election:
    """Open the vote with its box alone; the calendar's own conditions are tested elsewhere."""
    work = Work.on(actor=actor, election_id=election.id, at=at)
    actions.set_up_box(work=work)
    rules = snapshot(work.election, on=at.date())
    work.change(state=ElectionState.VOTING.value, opened_at=at, rules=rules)
    return work.write()


def credential_of(ground: BoxGround, voter: int) -> Credential:
    """The public half of a voter's slip."""
    line = ground.lines[voter]
    return Credential.objects.get(sub_district=ground.place, line=line, closed_why="")
