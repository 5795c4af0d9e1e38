"""Signed votes: what came into the box, what was opened, and the sums that come of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.elections.models import Election, PaperVote, PollBookEntry, SignedBallot, SignedVote
from linli.elections.queries.box import answer_numbers, box_of
from linli.elections.queries.elections import election_by_uuid
from linli.elections.queries.kept_rules import kept_rule
from linli.elections.queries.results import asked
from linli.elections.rules import Channel, ElectionKind, ElectionState, Mode, TieRule
from linli.elections.rules.arithmetic import Ballot, committee_outcome, decision_outcome
from linli.elections.rules.results import Outcome
from linli.elections.rules.signed import Choosing, Vote, choices_in
from linli.elections.rules.thresholds import (
    CIVIL_CODE_FROM,
    SPECIAL_MATTERS,
    Asks,
    Both,
    Sum,
    is_special,
    keys_on,
)

_OVER = (ElectionState.CLOSED, ElectionState.COUNTED)
_TWO = 2
"""Two people enter each paper vote, apart."""


@dataclass(frozen=True, slots=True)
class Opening:
    """How many ballots of a closed box were looked at, of how many."""

    done: int
    all: int

    @property
    def is_done(self) -> bool:
        """Whether every ballot that counts is opened."""
        return self.done >= self.all


def ballots_of(election: Election) -> QuerySet[SignedBallot]:
    """All signed ballots of an election."""
    return SignedBallot.objects.filter(
        sub_district_id=election.sub_district_id, election_id=election.id
    )


def last_ballots(election: Election) -> QuerySet[SignedBallot]:
    """The ballots that count: the last one of each line."""
    later = SignedBallot.objects.filter(
        sub_district_id=election.sub_district_id,
        election_id=election.id,
        line_id=OuterRef("line_id"),
        turn__gt=OuterRef("turn"),
    )
    return ballots_of(election).filter(~Exists(later))


def votes_of(election: Election) -> QuerySet[SignedVote]:
    """The opened votes of an election."""
    return SignedVote.objects.filter(sub_district_id=election.sub_district_id, election=election)


def opening_stand(election: Election) -> Opening | None:
    """How far the opening of a signed vote's box is; None where there is none to open."""
    if election.mode != Mode.SIGNED or election.state not in _OVER:
        return None
    box = box_of(election)
    return Opening(box.checked, box.height) if box else None


def choosing_of(election: Election) -> Choosing:
    """What may be chosen on the ballot."""
    numbers = answer_numbers(election)
    most = min(election.most_choices, len(numbers))
    return Choosing(numbers, election.least_choices, most)


@dataclass(frozen=True, slots=True)
class PaperVotes:
    """Signed paper votes: those that two people entered alike, and how many still wait."""

    agreed: Mapping[UUID, tuple[str, tuple[int, ...]]]
    """By line: the serial and what was chosen."""
    waiting: int

    @property
    def is_settled(self) -> bool:
        """Whether every paper ballot that was put in is entered twice alike."""
        return not self.waiting


def paper_votes(election: Election) -> PaperVotes:
    """The paper votes of a signed election as two people entered them, apart."""
    here = {"sub_district_id": election.sub_district_id, "election": election}
    entries: dict[UUID, dict[int, list[PaperVote]]] = {}
    for row in PaperVote.objects.filter(**here).order_by("entered_at"):
        entries.setdefault(row.line_id, {}).setdefault(row.round, []).append(row)
    agreed = {
        line: both
        for line, rounds in entries.items()
        if (both := _agreed(rounds[max(rounds)])) is not None
    }
    cast = PollBookEntry.objects.filter(**here).exclude(cast_at=None)
    put_in = set(cast.values_list("line_id", flat=True))
    return PaperVotes(agreed, len((put_in | set(entries)) - set(agreed)))


def _agreed(rows: Sequence[PaperVote]) -> tuple[str, tuple[int, ...]] | None:
    people = {row.account_id for row in rows}
    said = {(row.serial, tuple(sorted(json.loads(row.choices)))) for row in rows}
    if len(people) < _TWO or len(said) != 1:
        return None
    return said.pop()


def signed_lacks(election: Election) -> list[str]:
    """What a signed vote still lacks before its result, beside keys and paper boxes."""
    lacking = []
    paper = paper_votes(election)
    if not paper.is_settled:
        lacking.append(
            _("The paper: %(waiting)s signed ballots are not yet entered alike by two people.")
            % {"waiting": paper.waiting}
        )
    stand = opening_stand(election)
    if stand is not None and not stand.is_done:
        lacking.append(
            _("The box: %(done)s of %(all)s ballots are opened.")
            % {"done": stand.done, "all": stand.all}
        )
    return lacking


def signed_outcome(election: Election, drawn: Sequence[int] = ()) -> Outcome | None:
    """What a closed signed vote gives; None before box and paper are both counted."""
    stand = opening_stand(election)
    if stand is None or not stand.is_done or not _is_added(election):
        return None
    return outcome_from(election, counted_votes(election), drawn)


def outcome_from(election: Election, votes: Sequence[Vote], drawn: Sequence[int] = ()) -> Outcome:
    """Count these votes by the rules that were kept with the election."""
    ballot = ballot_of(election)
    if ElectionKind(election.kind) is ElectionKind.OWNERS_DECISION:
        return decision_outcome(ballot, votes)
    return committee_outcome(ballot, votes, drawn)


def counted_votes(election: Election) -> list[Vote]:
    """The opened votes as they are counted."""
    return [
        Vote(
            area_cm2=row.area_cm2,
            choices=() if row.flaw else choices_in(row.text),
            channel=Channel(row.channel),
            flaw=row.flaw,
        )
        for row in votes_of(election)
    ]


def ballot_of(election: Election) -> Ballot:
    """What was asked, of how many, and by which shares it is counted."""
    roll = election.roll
    handed = PollBookEntry.objects.filter(
        sub_district_id=election.sub_district_id, election=election
    )
    return Ballot(
        roll=Sum(roll.heads, roll.area_cm2) if roll else Sum(),
        numbers=answer_numbers(election),
        asks=asks_of(election),
        clause=election.majority_clause,
        seats=election.seats,
        tie_rule=TieRule(election.tie_rule or TieRule.RUN_OFF),
        handed=handed.count(),
    )


def asks_of(election: Election) -> Asks:
    """The shares that bind an owners' vote by its matter, on its day."""
    on = day_of(election)
    keys = keys_on(on, special=_is_special(election, on))
    return Asks(_both(election, keys.quorum), _both(election, keys.approval), of_all=keys.of_all)


def day_of(election: Election) -> date:
    """The day whose rules bind: the one on which voting opened, or is to open."""
    at = election.opened_at or election.opens_at
    return timezone.localdate(at) if at else timezone.localdate()


def commitments_text(sub_district_id: UUID, uuid: str) -> str | None:
    """The public list of a signed vote: commitments, and after the result the sums; no areas of anybody."""
    found = election_by_uuid(sub_district_id, uuid)
    box = box_of(found) if found is not None and found.mode == Mode.SIGNED else None
    if found is None or box is None:
        return None
    listed: dict[str, Any] = {
        "election": found.uuid,
        "hash": found.document_hash,
        "ballots": box.height,
        "head": box.head,
        "online": sorted(last_ballots(found).values_list("commitment", flat=True)),
    }
    if found.state == ElectionState.COUNTED:
        paper = votes_of(found).filter(channel=Channel.PAPER)
        listed["paper"] = sorted(paper.values_list("commitment", flat=True))
        listed["result"] = _announced(found)
    return json.dumps(listed, ensure_ascii=False, separators=(",", ":"))


def _announced(election: Election) -> dict[str, Any] | None:
    row = election.results.order_by("-number").first()
    return {"figures": row.figures, "digest": row.digest} if row else None


def _is_added(election: Election) -> bool:
    """Whether the paper votes stand among the opened ones."""
    paper = paper_votes(election)
    added = votes_of(election).filter(channel=Channel.PAPER).count()
    return paper.is_settled and added == len(paper.agreed)


def _is_special(election: Election, on: date) -> bool:
    matter = "elect_or_replace_committee" if election.seats else election.matter
    if on < CIVIL_CODE_FROM:
        return is_special(matter, (), on=on)
    return is_special(matter, kept_rule(election, SPECIAL_MATTERS).items, on=on)


def _both(election: Election, keys: Mapping[str, str]) -> Both:
    return Both(asked(election, keys["heads"]), asked(election, keys["area"]))
