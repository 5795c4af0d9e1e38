"""Slips and votes of a rehearsal: made as the office's and the voters' devices make them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from linli.ballots import sealed
from linli.ballots.ballots import make_ballot
from linli.ballots.credentials import new_credential, public_of, secret_of
from linli.ballots.questions import election_from
from linli.config.rehearsal.chance import picked, random_bytes
from linli.config.rehearsal.ground import Ground
from linli.config.rehearsal.trustees import Trustees
from linli.elections import actions, queries, rules
from linli.elections.rules import Mode

TWICE = 10
"""Every so-manieth voter votes once more; the last vote counts."""


class Slips:
    """Every voter's slip, and the trustees who will open the box."""

    def __init__(self, ground: Ground, election: Any, roll_id: UUID, at: datetime) -> None:
        self.ground = ground
        self.uuid = str(election.uuid)
        self.trustees = Trustees(ground, election.id, at)
        self.trustees.make_keys(at)
        lines = [line.id for line in queries.every_line(ground.tenant, roll_id)]
        self.slips = {line: new_credential(random_bytes(32)) for line in lines}
        actions.take_credentials(
            actor=ground.office,
            election_id=election.id,
            credentials=[(line, public_of(self.uuid, slip)) for line, slip in self.slips.items()],
            key=str(uuid4()),
            at=at,
        )


def vote_online(
    slips: Slips,
    election: Any,
    lines: list[UUID],
    *,
    candidates: int,
    seats: int,
    opens_at: datetime,
) -> Iterator[tuple[int, ...]]:
    """Let these lines vote one after another, every tenth twice; yields what counts of each."""
    text = queries.election_json(slips.ground.tenant, slips.uuid)
    form = election_from(text or "")
    for turn, line in enumerate(lines):
        chosen: tuple[int, ...] = ()
        at = opens_at + timedelta(seconds=30 * (turn + 1))
        for again in range(2 if turn % TWICE == TWICE - 1 else 1):
            chosen = picked(2 * turn + again, of=candidates, at_most=seats)
            if election.mode == Mode.SIGNED:
                ballot = signed_ballot(slips, form, line, chosen)
            else:
                marks = [int(number in chosen) for number in range(1, candidates + 1)]
                # Where a vote for nobody is lawful, its box stands first.
                choices = [0, *marks] if form.questions[0].blank else marks
                secret = secret_of(slips.uuid, slips.slips[line])
                ballot = make_ballot(form, secret, [choices], random_bytes)
            cast = actions.cast_signed if election.mode == Mode.SIGNED else actions.cast_ballot
            cast(
                actor=slips.ground.anybody,
                uuid=slips.uuid,
                text=ballot,
                key=str(uuid4()),
                turn=None,
                at=at + timedelta(seconds=again),
            )
        yield chosen


def signed_ballot(slips: Slips, form: Any, line: UUID, chosen: tuple[int, ...]) -> str:
    """An owner's vote as the booth sends it: locked to the tellers' key and signed."""
    public = public_of(slips.uuid, slips.slips[line])
    vote = rules.vote_text(
        election=slips.uuid,
        line=queries.mark_of(public),
        choices=chosen,
        salt=random_bytes(32).hex(),
    )
    body = {
        "election_uuid": slips.uuid,
        "election_hash": form.fingerprint,
        "credential": public,
        "commitment": rules.commitment_of(vote),
        "sealed": json.loads(sealed.seal_vote(form.public_key, vote, random_bytes)),
    }
    message = json.dumps(body, separators=(",", ":"))
    secret = secret_of(slips.uuid, slips.slips[line])
    signature = json.loads(sealed.sign(secret, message, random_bytes))
    return json.dumps({**body, "signature": signature}, separators=(",", ":"))
