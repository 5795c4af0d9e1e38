"""Seats, terms, who may have which office beside which, and what a composition may show."""

from datetime import date
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.kernel.posts import PostKind
from linli.kernel.rulebook import shipped_rulebook
from linli.kernel.shares import Threshold
from linli.people import rules
from linli.people.rules import (
    BODIES,
    Office,
    OrganisationKind,
    Seat,
    SeatLimits,
    SeatOffice,
    SeatsFault,
    SeatSide,
    Sitting,
)
from linli.people.rules.body_titles import WORDS, office_title_of
from linli.places.rules import Span

pytestmark = pytest.mark.rules

HERE, THERE, ABOVE = UUID(int=1), UUID(int=2), UUID(int=3)
TERM = Span(date(2026, 1, 1), date(2030, 12, 31))
LATER = Span(date(2031, 1, 1), date(2035, 12, 31))
Kind, Has = OrganisationKind, SeatOffice


def office(
    kind: Kind, has: Has = Has.MEMBER, *, body: int = 10, at: UUID = HERE, term: Span = TERM
) -> Office:
    return Office(UUID(int=body), kind, has, at, frozenset({at, ABOVE}), term)


def post(kind: PostKind, at: UUID = HERE, term: Span = TERM) -> Seat:
    line = frozenset({at, ABOVE})
    return Seat(UUID(int=99), kind, at, line, term)


def code(clash) -> str:
    return clash.code if clash else ""


COMMITTEE = SeatLimits(least=5, most=11, odd=True, months=60)


@pytest.mark.parametrize(
    ("seats", "fault"),
    [
        (0, SeatsFault.NONE),
        (3, SeatsFault.TOO_FEW),
        (4, SeatsFault.TOO_FEW),
        (5, None),
        (6, SeatsFault.EVEN),
        (11, None),
        (12, SeatsFault.TOO_MANY),
        (13, SeatsFault.TOO_MANY),
    ],
)
def test_an_owners_committee_has_five_to_eleven_seats_and_an_odd_number(seats, fault):
    assert rules.seats_fault(seats, COMMITTEE) is fault


def test_where_no_rule_is_known_none_is_asked_for():
    assert rules.seats_fault(2, SeatLimits()) is None
    assert rules.term_fault(date(2020, 1, 1), date(2099, 1, 1), SeatLimits()) is None


def test_a_term_of_five_years_ends_on_the_day_before_it_began():
    assert rules.term_fault(date(2026, 10, 1), date(2031, 9, 30), COMMITTEE) is None
    assert rules.term_fault(date(2026, 10, 1), date(2031, 10, 1), COMMITTEE) is SeatsFault.TOO_LONG


def sitting(residents: int, others: int) -> list[Sitting]:
    return [Sitting(Has.MEMBER, SeatSide.RESIDENTS)] * residents + [
        Sitting(Has.MEMBER, SeatSide.OTHERS)
    ] * others


def test_four_fifths_of_the_representative_meeting_are_representatives():
    limits = SeatLimits(share=Threshold(Fraction(4, 5), inclusive=True))
    assert rules.sitting_fault(10, sitting(8, 2), limits) is None
    assert rules.sitting_fault(10, sitting(7, 3), limits) is SeatsFault.SHARE


def test_half_of_a_preparatory_group_are_owners():
    limits = SeatLimits(share=Threshold(Fraction(1, 2), inclusive=True), side=SeatSide.OWNERS)
    owners = [Sitting(Has.MEMBER, SeatSide.OWNERS)]
    assert rules.sitting_fault(7, owners * 4 + sitting(0, 3), limits) is None
    assert rules.sitting_fault(7, owners * 3 + sitting(0, 4), limits) is SeatsFault.SHARE


@pytest.mark.parametrize("single", [Has.CHAIR, Has.TREASURER, Has.RECORDER])
def test_some_offices_are_given_once(single):
    two = [Sitting(single, SeatSide.OWNERS)] * 2
    assert rules.sitting_fault(5, two, COMMITTEE) is SeatsFault.TWICE


def test_two_deputy_chairs_are_possible():
    two = [Sitting(Has.DEPUTY_CHAIR, SeatSide.OWNERS)] * 2
    assert rules.sitting_fault(5, two, COMMITTEE) is None


def test_more_members_than_seats_do_not_sit():
    assert rules.sitting_fault(5, sitting(6, 0), SeatLimits()) is SeatsFault.MORE_THAN_SEATS


def test_a_secretary_may_chair_the_congress():
    wanted = office(Kind.COMPOUND_RESIDENTS_CONGRESS, Has.CHAIR)
    branch = office(Kind.PARTY_BRANCH, Has.CHAIR, body=11)
    assert rules.may_stand(wanted, [branch], [post(PostKind.SECRETARY, ABOVE)]) is None


@pytest.mark.parametrize("leads", [Has.CHAIR, Has.DEPUTY_CHAIR])
@pytest.mark.parametrize(
    "other", [Kind.COMPOUND_RESIDENTS_CONGRESS, Kind.RESIDENTS_COMMITTEE, Kind.OWNERS_COMMITTEE]
)
def test_a_treasurer_does_not_lead_a_body_that_decides_on_the_same_money(leads, other):
    keeps = office(Kind.OWNERS_COMMITTEE, Has.TREASURER)
    decides = office(other, leads, body=11)
    assert code(rules.may_stand(decides, [keeps])) == "treasurer_decides"
    assert code(rules.may_stand(keeps, [decides])) == "treasurer_decides"


def test_a_treasurer_may_lead_a_body_of_another_compound():
    keeps = office(Kind.OWNERS_COMMITTEE, Has.TREASURER)
    elsewhere = Office(
        UUID(int=12), Kind.OWNERS_COMMITTEE, Has.CHAIR, THERE, frozenset({THERE}), TERM
    )
    assert rules.may_stand(elsewhere, [keeps]) is None


def test_a_treasurer_may_be_a_plain_representative():
    keeps = office(Kind.OWNERS_COMMITTEE, Has.TREASURER)
    assert rules.may_stand(office(Kind.COMPOUND_RESIDENTS_CONGRESS, body=11), [keeps]) is None


@pytest.mark.parametrize("kind", [PostKind.PROPERTY_MANAGER, PostKind.PROPERTY_REPAIRER])
@pytest.mark.parametrize(
    "body", [Kind.OWNERS_COMMITTEE, Kind.PREPARATORY_GROUP, Kind.COMPOUND_RESIDENTS_CONGRESS]
)
def test_who_works_for_the_property_company_does_not_sit_with_those_who_hire_it(kind, body):
    assert code(rules.may_stand(office(body), posts=[post(kind)])) == "provider_sits"
    assert code(rules.may_keep(post(kind), [office(body)])) == "provider_sits"


@pytest.mark.parametrize("has", list(Has))
def test_the_supervision_committee_does_not_overlap_with_the_residents_committee(has):
    watches = office(Kind.AFFAIRS_SUPERVISION_COMMITTEE, has)
    works = office(Kind.RESIDENTS_COMMITTEE, has, body=11)
    assert code(rules.may_stand(watches, [works])) == "supervisor_supervised"
    assert code(rules.may_stand(works, [watches])) == "supervisor_supervised"


def test_who_runs_an_election_does_not_stand_in_it():
    runs = office(Kind.RESIDENTS_ELECTION_COMMITTEE, at=ABOVE)
    wanted = office(Kind.COMPOUND_RESIDENTS_CONGRESS, body=11)
    assert code(rules.may_stand(wanted, [runs])) == "runs_and_stands"


def test_an_auditor_sits_nowhere():
    auditor = post(PostKind.AUDITOR, THERE)
    for kind in BODIES:
        assert code(rules.may_stand(office(kind), posts=[auditor])) == "auditor_acts"


def test_nobody_has_two_seats_in_one_body_at_once_but_may_be_elected_again():
    sits = office(Kind.OWNERS_COMMITTEE)
    assert code(rules.may_stand(sits, [sits])) == "sits_already"
    assert rules.may_stand(office(Kind.OWNERS_COMMITTEE, term=LATER), [sits]) is None


def test_what_is_over_parts_nothing():
    keeps = office(Kind.OWNERS_COMMITTEE, Has.TREASURER)
    wanted = office(Kind.COMPOUND_RESIDENTS_CONGRESS, Has.CHAIR, body=11, term=LATER)
    assert rules.may_stand(wanted, [keeps]) is None


@given(
    a=st.tuples(st.sampled_from(list(BODIES)), st.sampled_from(list(Has))),
    b=st.tuples(st.sampled_from(list(BODIES)), st.sampled_from(list(Has))),
)
def test_it_does_not_matter_which_office_was_there_first(a, b):
    one, other = office(*a), office(*b, body=11)
    assert code(rules.may_stand(one, [other])) == code(rules.may_stand(other, [one]))


def test_137_of_155_are_88_percent_rounded_down():
    shown = rules.composition((137, 18, 0))
    assert shown.percent == 88
    assert shown.share == Fraction(137, 155)
    assert (shown.total, shown.counts) == (155, (137, 18, 0))


@pytest.mark.parametrize("counts", [(4, 100, 0), (100, 4, 0), (4, 0, 0), (7, 0, 3)])
def test_a_share_with_few_on_either_side_is_not_shown(counts):
    assert rules.composition(counts).percent is None


@pytest.mark.parametrize("counts", [(7, 0, 0), (0, 7, 0), (155, 0, 0)])
def test_where_all_declared_the_same_it_is_told_of_none(counts):
    shown = rules.composition(counts)
    assert (shown.total, shown.counts, shown.percent) == (None, (None, None, None), None)


def test_where_nobody_declared_anything_there_is_no_share():
    assert rules.composition((0, 0, 30)).percent is None


@given(st.lists(st.integers(0, 40), min_size=3, max_size=3).map(tuple))
def test_no_count_from_one_to_four_is_ever_shown(counts):
    shown = rules.composition(counts)
    assert not any(count is not None and 0 < count < 5 for count in shown.counts)


def test_every_rule_that_a_body_names_is_in_the_rulebook():
    named = {
        key
        for body in BODIES.values()
        for key in (
            *(body.least, body.most, body.odd, body.term, body.share),
            *(body.renewal, body.filing, body.handover),
        )
        if key
    }
    assert named <= set(shipped_rulebook().rules)


def test_every_office_of_every_body_has_a_title():
    assert all(office_title_of(kind, has) for kind in BODIES for has in Has)


def test_no_two_words_of_bodies_are_kept_under_one_value():
    values = [
        *rules.Part, *rules.SeatSide, *rules.SeatCame, *rules.SeatEnd, *rules.FiledWith,
        *rules.HandoverKind, *rules.ItemState, *rules.YesNo, *rules.Sex, *rules.AgeBand,
    ]  # fmt: skip
    assert len({str(value) for value in values}) == len(values) == len(WORDS)
