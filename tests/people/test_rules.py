"""Rules of posts and claims: pure, by property where they are laws."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.kernel.posts import PostKind
from linli.people import rules
from linli.people.rules import Seat
from linli.places.rules import PlaceKind, Span

pytestmark = pytest.mark.rules

ROOT, YIFANG, JINDING, YIHE = (UUID(int=number) for number in range(1, 5))
LINES = {
    ROOT: frozenset({ROOT}),
    YIFANG: frozenset({ROOT, YIFANG}),
    JINDING: frozenset({ROOT, JINDING}),
    YIHE: frozenset({ROOT, YIFANG, YIHE}),
}
DAYS = st.dates(date(2020, 1, 1), date(2026, 12, 31))


@st.composite
def spans(draw):
    first = draw(DAYS)
    length = draw(st.none() | st.integers(0, 800))
    return Span(first, None if length is None else first + timedelta(days=length))


@st.composite
def seats(draw):
    place = draw(st.sampled_from(list(LINES)))
    return Seat(
        post_id=UUID(int=draw(st.integers(100, 120))),
        kind=draw(st.sampled_from(PostKind)),
        place_id=place,
        line=LINES[place],
        term=draw(spans()),
    )


def seat(
    kind: PostKind, place: UUID = YIFANG, *, number: int = 1, term: Span | None = None
) -> Seat:
    return Seat(UUID(int=1000 + number), kind, place, LINES[place], term or Span(date(2026, 1, 1)))


@given(seats(), seats())
def test_a_conflict_holds_both_ways(a, b):
    one, other = rules.clash_between(a, b), rules.clash_between(b, a)
    assert (one and one.code) == (other and other.code)


@given(seats(), seats())
def test_posts_of_different_times_never_conflict(a, b):
    if not a.term.overlaps(b.term):
        assert rules.clash_between(a, b) is None


@given(seats(), st.lists(seats(), max_size=4), seats())
def test_one_more_post_never_lifts_a_conflict(new, held, more):
    if rules.may_hold(new, held):
        assert rules.may_hold(new, [*held, more])


@given(seats(), spans())
def test_an_administrator_holds_no_civic_post_and_a_holder_administers_nothing(seat, grant):
    together = seat.term.overlaps(grant)
    assert bool(rules.may_hold(seat, [], grants=[grant])) == together
    assert bool(rules.may_administer(grant, [seat.term])) == together


@given(st.sampled_from([kind for kind in PostKind if kind != PostKind.AUDITOR]))
def test_an_auditor_holds_no_other_post_anywhere(kind):
    clash = rules.clash_between(seat(PostKind.AUDITOR, ROOT), seat(kind, JINDING, number=2))
    assert clash is not None
    assert clash.code == "auditor_acts"


def test_the_same_post_is_not_held_twice_at_once():
    held = seat(PostKind.GRID_WORKER)
    assert rules.may_hold(held, [held]).code == "held_already"


def test_a_counsellor_may_lead_elsewhere_but_not_in_the_same_line_of_places():
    counsellor = seat(PostKind.COUNSELLOR, YIFANG)
    assert rules.clash_between(counsellor, seat(PostKind.SECRETARY, YIFANG, number=2))
    assert rules.clash_between(counsellor, seat(PostKind.SUB_DISTRICT_LEADER, ROOT, number=2))
    assert rules.clash_between(counsellor, seat(PostKind.SECRETARY, JINDING, number=2)) is None


def test_the_property_company_does_not_chair_the_congress_of_its_compound():
    manager = seat(PostKind.PROPERTY_MANAGER, YIHE)
    assert rules.clash_between(manager, seat(PostKind.CONGRESS_CHAIR, YIHE, number=2))
    assert rules.clash_between(manager, seat(PostKind.CONGRESS_CHAIR, JINDING, number=2)) is None


def test_a_secretary_may_chair_a_residents_congress():
    secretary = seat(PostKind.SECRETARY, YIFANG)
    assert rules.clash_between(secretary, seat(PostKind.CONGRESS_CHAIR, YIHE, number=2)) is None


def test_a_term_that_ended_yesterday_and_one_that_begins_today_do_not_meet():
    before = seat(PostKind.AUDITOR, term=Span(date(2026, 1, 1), date(2026, 11, 23)))
    after = seat(PostKind.SECRETARY, number=2, term=Span(date(2026, 11, 24)))
    assert rules.clash_between(before, after) is None


def test_every_kind_of_post_has_a_title_and_a_place_to_stand():
    assert set(rules.POST_TITLES) == set(rules.PLACES_OF_POST) == set(PostKind)


def test_required_posts_may_stand_where_they_are_required():
    for row in rules.REQUIREMENTS:
        assert rules.may_stand_at(row.post_kind, row.place_kind)
        assert row.also_in is None or rules.may_stand_at(row.post_kind, row.also_in)


def test_a_community_needs_the_posts_that_the_document_names():
    needed = {row.post_kind for row in rules.REQUIREMENTS if row.place_kind is PlaceKind.COMMUNITY}
    assert needed == {
        PostKind.SECRETARY,
        PostKind.INFORMATION_OFFICER,
        PostKind.LEGAL_LIAISON,
        PostKind.COUNSELLOR,
        PostKind.GRID_WORKER,
        PostKind.GOVERNANCE_GROUP_LEAD,
    }


def test_every_required_post_can_be_filled_by_somebody():
    fillable = frozenset().union(*rules.APPOINTS.values())
    assert {row.post_kind for row in rules.REQUIREMENTS} <= fillable


def test_an_administrator_fills_no_more_than_the_first_posts():
    assert (
        frozenset({PostKind.SUB_DISTRICT_LEADER, PostKind.GOVERNANCE_OFFICER})
        == rules.ADMINISTRATOR_APPOINTS
    )


@given(st.binary(min_size=64, max_size=64))
def test_a_code_has_eight_letters_that_are_not_taken_for_each_other(numbers):
    code = rules.code_from(numbers)
    assert len(code) == 8
    assert not set(code) & set("0O1IL")
    assert rules.plain_code(f" {code[:4].lower()}-{code[4:]} ") == code


AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("posted", "until", "wrong", "fault"),
    [
        (False, None, 0, "code_not_posted"),
        (True, AT - timedelta(seconds=1), 0, "code_too_late"),
        (True, AT, 4, None),
        (True, AT, 5, "too_many_codes"),
    ],
)
def test_a_code_works_until_its_time_and_its_tries_run_out(posted, until, wrong, fault):
    assert rules.code_fault(posted=posted, until=until, wrong=wrong, at=AT) == fault
