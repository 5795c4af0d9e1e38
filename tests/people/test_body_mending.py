"""What is entered about a body by mistake is refused at once, or put right with a reason."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from linli.kernel.errors import NotAllowed, Refused
from linli.people import actions, queries
from linli.people.actions import MemberFacts
from linli.people.models import BodySeat, BodyTerm, TermCorrection
from linli.people.rules import FiledWith, OrganisationKind, SeatOffice, Side
from linli.records.actions import prepare_upload
from linli.records.models import Duty
from tests.builders import Ground
from tests.people.body_builders import FIRST, LAST, a_body, a_committee, a_term, at, members
from tests.people.builders import AT, TODAY
from tests.people.test_body_papers import settle, sign
from tests.records.builders import a_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground() -> Ground:
    made = Ground()
    assert made.secretary
    assert made.office
    return made


def refused(act, **facts) -> Refused:
    with pytest.raises(Refused) as caught:
        act(**facts)
    return caught.value


def test_one_name_does_not_take_two_seats(ground: Ground):
    twice = [MemberFacts(name="示例甲", office=SeatOffice.CHAIR), *members(4)[1:]]
    twice.append(MemberFacts(name="示例 甲", office=SeatOffice.TREASURER))
    assert refused(a_committee, compound=ground.compound, members=twice).code == "named_twice"


def test_two_people_of_one_name_sit_with_a_word_that_tells_them_apart(ground: Ground):
    both = [MemberFacts(name="示例甲（3号楼）"), MemberFacts(name="示例甲（5号楼）")]
    term = a_committee(ground.compound, members=[*members(3), *both])
    assert BodySeat.objects.filter(term=term).count() == 5


def test_a_member_is_not_an_alternate_too(ground: Ground):
    alternates = [MemberFacts(name="示例甲2")]
    error = refused(a_committee, compound=ground.compound, alternates=alternates)
    assert "示例甲2" in error.message


@pytest.mark.parametrize("first", [date(2099, 1, 1), TODAY + timedelta(days=400)])
def test_a_term_that_begins_more_than_a_year_ahead_is_refused(ground: Ground, first: date):
    body = a_body(OrganisationKind.OWNERS_COMMITTEE, ground.compound)
    days = {"term_from": first, "term_to": first + timedelta(days=900), "election_number": ""}
    assert refused(a_term, body=body, basis="公告", **days).code == "begins_far_ahead"


def test_a_term_of_long_ago_is_entered_with_the_reason(ground: Ground):
    body = a_body(OrganisationKind.OWNERS_COMMITTEE, ground.compound)
    days = {"term_from": date(2011, 6, 1), "term_to": date(2014, 5, 31), "election_number": ""}
    assert refused(a_term, body=body, basis="公告", **days).code == "begins_long_ago"
    term = a_term(body, basis="公告", why_late="补录历史届期", **days)
    assert term.basis == "公告; 补录历史届期"


def mistaken(ground: Ground, before: BodyTerm) -> BodyTerm:
    days = {"term_from": TODAY, "term_to": date(2031, 10, 31), "election_number": ""}
    return a_term(before.body, actor=ground.secretary, basis="误录", **days)


def withdraw(ground: Ground, term: BodyTerm, why: str = "误录，应为另一小区") -> None:
    actions.withdraw_term(actor=ground.secretary, term_id=term.id, why=why, at=AT)


def test_a_withdrawn_term_gives_the_one_before_its_days_back(ground: Ground):
    before = a_committee(ground.compound)
    withdraw(ground, mistaken(ground, before))
    before.refresh_from_db()
    assert before.valid_to == LAST
    assert {seat.valid_to for seat in BodySeat.objects.filter(term=before)} == {LAST}


def test_a_withdrawn_term_owes_nothing_more(ground: Ground):
    term = mistaken(ground, a_committee(ground.compound))
    withdraw(ground, term)
    assert not Duty.objects.filter(subject_id=term.id, done_at=None).exists()


def test_that_a_term_was_withdrawn_and_why_stays_to_be_read(ground: Ground):
    before = a_committee(ground.compound)
    withdraw(ground, mistaken(ground, before))
    noted = queries.corrections_of_body(ground.place.id, before.body_id)
    assert [(one.what, one.why) for one in noted] == [("term_withdrawn", "误录，应为另一小区")]


def test_a_term_is_not_withdrawn_without_a_reason(ground: Ground):
    term = mistaken(ground, a_committee(ground.compound))
    assert refused(withdraw, ground=ground, term=term, why=" ").code == "no_reason"


def test_a_term_that_an_election_filled_is_not_withdrawn(ground: Ground):
    assert refused(withdraw, ground=ground, term=a_committee(ground.compound)).code == (
        "term_is_used"
    )


def test_a_filed_term_is_not_withdrawn(ground: Ground):
    term = mistaken(ground, a_committee(ground.compound))
    file(ground, term, TODAY)
    assert refused(withdraw, ground=ground, term=term).code == "term_is_used"


def test_nobody_else_withdraws_a_term(ground: Ground):
    term = mistaken(ground, a_committee(ground.compound))
    with pytest.raises(NotAllowed):
        actions.withdraw_term(actor=ground.officer, term_id=term.id, why="x", at=AT)


def test_the_same_first_day_is_told_as_entered_already(ground: Ground):
    body = a_committee(ground.compound).body
    error = refused(a_term, body=body, term_from=FIRST, term_to=LAST)
    assert "已经登记了" in error.message


def file(ground: Ground, term: BodyTerm, day: date):
    return actions.file_term(
        actor=ground.secretary,
        term_id=term.id,
        filed_with=FiledWith.SUB_DISTRICT,
        filed_on=day,
        at=AT,
    )


def test_a_term_is_not_filed_before_it_began(ground: Ground):
    term = a_committee(ground.compound)
    error = refused(file, ground=ground, term=term, day=FIRST - timedelta(days=1))
    assert error.code == "filed_before_term"


def test_a_wrong_day_of_a_filing_is_corrected_and_the_old_one_kept(ground: Ground):
    filing = file(ground, a_committee(ground.compound), TODAY)
    day = FIRST + timedelta(days=3)
    actions.correct_filing(
        actor=ground.secretary, filing_id=filing.id, filed_on=day, why="回执所载", at=AT
    )
    filing.refresh_from_db()
    noted = TermCorrection.objects.get()
    assert (filing.filed_on, noted.was, noted.became) == (day, str(TODAY), str(day))


def delegate(ground: Ground, term: BodyTerm, last: date):
    congress = a_body(OrganisationKind.COMPOUND_RESIDENTS_CONGRESS, ground.compound)
    return actions.delegate_to_body(
        actor=ground.secretary,
        giver_id=term.body_id,
        taker_id=congress.id,
        scope="巡查",
        basis="决定",
        valid_from=TODAY,
        valid_to=last,
        at=AT,
    )


def test_a_delegation_does_not_outlast_its_givers_term(ground: Ground):
    term = a_committee(ground.compound)
    error = refused(delegate, ground=ground, term=term, last=LAST + timedelta(days=1))
    assert error.code == "outlasts_term"


def test_a_delegation_ends_when_another_term_follows_early(ground: Ground):
    term = a_committee(ground.compound)
    made = delegate(ground, term, LAST)
    a_term(term.body, term_from=TODAY + timedelta(days=9), term_to=date(2031, 10, 31))
    made.refresh_from_db()
    assert made.valid_to == TODAY + timedelta(days=8)


@pytest.fixture
def sheet(ground: Ground):
    before = a_committee(
        ground.compound,
        term_from=date(2021, 11, 1),
        term_to=date(2026, 10, 31),
        at=at(date(2021, 11, 1)),
    )
    after = a_term(
        before.body,
        members=[MemberFacts(name="示例新甲"), *members(5)[1:]],
        term_from=date(2026, 11, 1),
        term_to=date(2031, 10, 31),
    )
    found = queries.handover_of(ground.place.id, after.id)
    settle(ground, found)
    return found


def on_paper(ground: Ground, sheet, side: Side, name: str):
    paper = prepare_upload(name="清单.jpg", content=a_picture())
    return sign(ground.secretary, sheet, side, name=name, paper=paper)


def test_a_paper_signature_of_a_stranger_is_refused(ground: Ground, sheet):
    error = refused(on_paper, ground=ground, sheet=sheet, side=Side.GIVES, name="路人")
    assert error.code == "not_of_side"


def test_the_office_may_sign_for_a_term_of_which_nobody_is_left(ground: Ground, sheet):
    (office,) = actions.office_names(ground.place.id)
    assert on_paper(ground, sheet, Side.GIVES, office).given_by == office


def test_one_name_does_not_sign_on_paper_for_both_sides(ground: Ground, sheet):
    on_paper(ground, sheet, Side.GIVES, "示例甲2")
    error = refused(on_paper, ground=ground, sheet=sheet, side=Side.TAKES, name="示例甲2")
    assert error.code == "same_person"
