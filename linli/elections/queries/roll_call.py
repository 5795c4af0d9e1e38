"""A council's roll call: who is called, who has answered; how, only after the close."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from linli.elections.models import Election, OpenVote
from linli.elections.queries.box import answer_numbers
from linli.elections.queries.results import asked
from linli.elections.rules import ElectionState
from linli.elections.rules.arithmetic_open import Answer, roll_call_outcome
from linli.elections.rules.results import Outcome

PRESENT = "owners.committee.quorum"
APPROVAL = "owners.committee.approval"
_OVER = (ElectionState.CLOSED, ElectionState.COUNTED)


@dataclass(frozen=True, slots=True)
class Called:
    """How many members are called, and how many answered or are recused."""

    members: int
    done: int


def members_of(election: Election) -> list[OpenVote]:
    """The members in the order in which they are called."""
    found = OpenVote.objects.filter(sub_district_id=election.sub_district_id, election=election)
    return list(found.select_related("answer").order_by("order"))


def called(election: Election) -> Called:
    """How far the roll call is."""
    found = OpenVote.objects.filter(sub_district_id=election.sub_district_id, election=election)
    return Called(found.count(), found.filter(Q(recused=True) | ~Q(answer=None)).count())


def roll_call_faults(election: Election) -> list[str]:
    """What a roll call lacks before it opens."""
    if called(election).members:
        return []
    return [_("The members who are called: nobody is named yet.")]


def roll_call_lacks(election: Election) -> list[str]:
    """What a closed roll call lacks before its result: members; who did not answer was absent."""
    return roll_call_faults(election)


def open_outcome(election: Election, _drawn: Sequence[int] = ()) -> Outcome | None:
    """What a closed roll call gives, with who voted how, for the minutes."""
    if election.state not in _OVER:
        return None
    answers = [
        Answer(
            order=one.order,
            name=one.name,
            number=one.answer.number if one.answer else None,
            recused=one.recused,
            reason=one.reason,
        )
        for one in members_of(election)
    ]
    return roll_call_outcome(
        answers,
        answer_numbers(election),
        present=asked(election, PRESENT),
        approval=asked(election, APPROVAL),
    )
