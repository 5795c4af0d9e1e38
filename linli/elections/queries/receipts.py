"""What is behind a receipt: for the owner alone, and for the tellers' pack; after the close only."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from linli.elections.models import Election, RollLine, SignedVote
from linli.elections.queries.box import box_of
from linli.elections.queries.poll_book import is_teller
from linli.elections.queries.roll_lines import line_of_account
from linli.elections.queries.signed import (
    ballot_of,
    ballots_of,
    choosing_of,
    commitments_text,
    votes_of,
)
from linli.elections.rules import ElectionKind, ElectionState, Mode
from linli.elections.rules.arithmetic import Ballot
from linli.elections.rules.signed import choices_in
from linli.elections.rules.signed_recount import ballot_as_data
from linli.elections.rules.thresholds import Sum
from linli.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Receipt:
    """An owner's own vote as it was counted."""

    commitment: str
    channel: str
    choices: tuple[int, ...]
    flaw: str
    area_cm2: int


def own_receipt(election: Election, account_id: UUID) -> Receipt | None:
    """The own vote of who is linked with a line of the roll; None before the result."""
    if election.state != ElectionState.COUNTED or election.roll_id is None:
        return None
    line = line_of_account(election.sub_district_id, election.roll_id, account_id)
    row = votes_of(election).filter(line_id=line.id).first() if line else None
    if row is None:
        return None
    choices = () if row.flaw else choices_in(row.text)
    return Receipt(row.commitment, row.channel, choices, row.flaw, row.area_cm2)


def may_take_pack(actor: Actor, election: Election, *, on: date) -> bool:
    """Whether somebody is a teller of this vote; nobody else ever, and no one before the result."""
    if election.mode != Mode.SIGNED or election.state != ElectionState.COUNTED:
        return False
    return is_teller(election, actor.account_id)


def pack_of(election: Election) -> dict[str, Any]:
    """All that it takes to count a signed vote again; areas stand here and nowhere public."""
    text = commitments_text(election.sub_district_id, election.uuid)
    public = json.loads(text) if text else {}
    result = public.get("result") or {}
    choosing = choosing_of(election)
    numbers = _line_numbers(election)
    return {
        "election": election.uuid,
        "number": election.number,
        "decision": election.kind == ElectionKind.OWNERS_DECISION,
        "count": ballot_as_data(_ballot_counted(election, result.get("figures"))),
        "least": choosing.least,
        "most": choosing.most,
        "votes": [_vote(row, numbers) for row in votes_of(election)],
        "box": _box(election, numbers),
        "public": public,
        "result": result,
    }


def _ballot_counted(election: Election, figures: dict[str, Any] | None) -> Ballot:
    """The ballot as it was counted: lists that say who got paper are destroyed in time."""
    ballot = ballot_of(election)
    if figures is None:
        return ballot
    roll = Sum(figures["heads"], figures["area_cm2"])
    return replace(ballot, roll=roll, handed=figures["channels"]["paper"]["handed"])


def _vote(row: SignedVote, numbers: dict[UUID, int]) -> dict[str, Any]:
    return {
        "line": numbers[row.line_id],
        "mark": _mark_in(row.text),
        "area_cm2": row.area_cm2,
        "channel": row.channel,
        "text": row.text,
        "commitment": row.commitment,
        "flaw": row.flaw,
    }


def _mark_in(text: str) -> str:
    try:
        return str(json.loads(text).get("line", ""))
    except (ValueError, AttributeError):
        return ""


def _box(election: Election, numbers: dict[UUID, int]) -> list[dict[str, Any]]:
    box = box_of(election)
    if box is None:
        return []
    rows = ballots_of(election).order_by("height").values_list("line_id", "commitment", "box")
    return [
        {
            "line": numbers[line_id],
            "commitment": commitment,
            "ballot": sha256(ballot.encode()).hexdigest(),
        }
        for line_id, commitment, ballot in rows.iterator()
    ]


def _line_numbers(election: Election) -> dict[UUID, int]:
    lines = RollLine.objects.filter(sub_district_id=election.sub_district_id, roll=election.roll)
    return dict(lines.values_list("id", "number"))
