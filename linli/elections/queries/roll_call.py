"""A council's roll call: who is called, who has answered; how, only after the close."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.elections.models import Election, OpenVote
from linli.elections.queries.box import answer_numbers
from linli.elections.queries.results import asked
from linli.elections.rules import ElectionState
from linli.elections.rules.arithmetic_open import Answer, roll_call_outcome
from linli.elections.rules.opening import council_of
from linli.elections.rules.results import Outcome
from linli.people import queries as people

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
    if not called(election).members:
        return [_("The members who are called: nobody is named yet.")]
    return _term_faults(election)


def _term_faults(election: Election) -> list[str]:
    """A body whose term is over, or has not begun, decides nothing."""
    if election.body_id is None or election.opens_at is None:
        return []
    on = timezone.localdate(election.opens_at)
    body = people.body(election.sub_district_id, election.body_id, on=on)
    if body is None or body.term is None or not body.term.first <= on <= body.term.last:
        return [_("The body: its term is over on the day of the vote, or has not begun.")]
    return []


def roll_call_lacks(election: Election) -> list[str]:
    """What a closed roll call lacks before its result: members; who did not answer was absent."""
    if called(election).members:
        return []
    return [_("The members who are called: nobody is named yet.")]


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
    council = council_of(election.matter)
    return roll_call_outcome(
        answers,
        answer_numbers(election),
        present=asked(election, council.present),
        approval=asked(election, council.approval),
        of_present=council.of_present,
    )
