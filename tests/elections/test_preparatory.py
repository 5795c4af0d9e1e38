"""A preparatory group that is entered as a body sits with the owners' share, or the step waits."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from linli.elections.models import Election
from linli.elections.queries.calendar import shipped_calendar
from linli.elections.queries.needs import unmet
from linli.elections.rules import ElectionKind
from linli.people.actions import MemberFacts
from linli.people.models import BodySeat, BodyTerm, Organisation
from linli.people.rules import OrganisationKind, SeatSide
from tests.elections.builders import Ground
from tests.elections.election_builders import called
from tests.people.body_builders import a_body, a_term

pytestmark = pytest.mark.django_db


@pytest.fixture
def election() -> Election:
    return called(Ground(), ElectionKind.OWNERS_COMMITTEE)


def waits(election: Election) -> bool:
    """Whether the step waits for the group."""
    return unmet(election, ["owners_share"]) == ["owners_share"]


def group(election: Election) -> Organisation:
    """A preparatory group at the election's compound."""
    return a_body(OrganisationKind.PREPARATORY_GROUP, election.place)


def seated(body: Organisation) -> BodyTerm:
    """Three owners and two others, in office today."""
    owners = [MemberFacts(name=f"示例甲{at}") for at in range(3)]
    others = [MemberFacts(name=f"示例乙{at}", side=SeatSide.OTHERS) for at in range(2)]
    today = timezone.localdate()
    return a_term(
        body,
        members=[*owners, *others],
        alternates=[],
        term_from=today - timedelta(days=1),
        term_to=today + timedelta(days=60),
        at=timezone.now(),
    )


def test_the_shipped_calendar_asks_for_the_owners_share() -> None:
    steps = {step.key: step for step in shipped_calendar(ElectionKind.OWNERS_COMMITTEE).steps}
    assert "owners_share" in steps["committee"].needs


def test_a_group_that_is_not_entered_as_a_body_is_not_judged(election: Election) -> None:
    assert not waits(election)


def test_a_group_without_members_keeps_the_step_waiting(election: Election) -> None:
    group(election)
    assert waits(election)


def test_a_group_with_enough_owners_lets_the_step_go_on(election: Election) -> None:
    seated(group(election))
    assert not waits(election)


def test_when_too_few_owners_are_left_the_step_waits_again(election: Election) -> None:
    term = seated(group(election))
    first = BodySeat.objects.filter(term=term).order_by("order").first()
    assert first is not None
    BodySeat.objects.filter(id=first.id).update(side=SeatSide.OTHERS.value)
    assert waits(election)
