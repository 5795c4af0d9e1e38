"""A body through its term: seated, offices given, vacated, succeeded, followed by the next."""

from datetime import date, timedelta

import pytest

from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.kernel.posts import PostKind
from linli.people import actions, queries
from linli.people.actions import MemberFacts
from linli.people.actions.body_work import TermWork
from linli.people.models import BodySeat, BodyTerm, SeatDeclaration
from linli.people.rules import (
    OrganisationKind,
    SeatCame,
    SeatEnd,
    SeatOffice,
    SeatSide,
    YesNo,
    same_name,
)
from linli.places.rules import Span
from linli.records.models import AuditEntry, Duty, Message
from tests.builders import Ground
from tests.people.body_builders import (
    FIRST,
    LAST,
    a_body,
    a_committee,
    a_term,
    members,
    seats_of_term,
)
from tests.people.builders import AT, TODAY, a_post, actor_of, an_account, appointed

pytestmark = pytest.mark.django_db
Kind = OrganisationKind


@pytest.fixture
def ground() -> Ground:
    return Ground()


def refusal(**facts) -> str:
    with pytest.raises(Refused) as caught:
        a_term(**facts)
    return caught.value.code


def test_who_was_elected_sits_for_the_term_by_office(ground):
    term = a_committee(ground.compound)
    card = queries.body(ground.place.id, term.body_id, on=TODAY)
    assert [(one.name, one.title) for one in card.term.members][:2] == [
        ("示例甲1", "主任"),
        ("示例甲2", "委员"),
    ]
    assert (card.term.seats, card.term.vacant, card.term.number) == (5, 0, 1)
    assert (card.term.first, card.term.last) == (FIRST, LAST)


def test_seating_the_same_election_twice_is_one_term(ground):
    body = a_body(Kind.OWNERS_COMMITTEE, ground.compound)
    first = a_term(body, election_number="A-XJ-2026-900")
    assert a_term(body, election_number="A-XJ-2026-900").id == first.id
    assert BodySeat.objects.count() == 5


@pytest.mark.parametrize(
    ("number", "code"), [(3, "too_few_seats"), (6, "even_seats"), (13, "too_many_seats")]
)
def test_the_rulebook_says_how_many_seats_an_owners_committee_has(ground, number, code):
    body = a_body(Kind.OWNERS_COMMITTEE, ground.compound)
    assert refusal(body=body, members=members(number)) == code


def test_fewer_elected_than_seats_leave_seats_vacant(ground):
    term = a_committee(ground.compound, seats=7)
    assert queries.body(ground.place.id, term.body_id, on=TODAY).term.vacant == 2


def test_a_term_longer_than_the_rule_is_refused(ground):
    body = a_body(Kind.OWNERS_COMMITTEE, ground.compound)
    assert refusal(body=body, term_to=LAST + timedelta(days=1)) == "term_too_long"


def test_an_assembly_of_all_owners_has_no_seats(ground):
    assert refusal(body=a_body(Kind.OWNERS_ASSEMBLY, ground.compound)) == "no_seats"


def test_a_term_rests_on_an_election_or_a_paper(ground):
    body = a_body(Kind.OWNERS_COMMITTEE, ground.compound)
    assert refusal(body=body, election_number="") == "no_basis"


def test_a_party_branch_is_filed_and_never_elected_here(ground):
    branch = a_body(Kind.PARTY_BRANCH, ground.compound)
    assert refusal(body=branch) == "filed_only"
    term = actions.file_result(
        actor=ground.office,
        body_id=branch.id,
        members=members(3),
        term_from=FIRST,
        term_to=LAST,
        basis="示例党字〔2026〕1号",
        at=AT,
    )
    card = queries.body(ground.place.id, branch.id, on=TODAY)
    assert (term.came, card.term.led_by().title) == (SeatCame.FILED, "书记")
    assert not Duty.objects.filter(subject_id=term.id).exists()


def test_an_elected_body_is_not_filed_only(ground):
    with pytest.raises(Refused, match="当选"):
        actions.file_result(
            actor=ground.office,
            body_id=a_body(Kind.OWNERS_COMMITTEE, ground.compound).id,
            members=members(5),
            term_from=FIRST,
            term_to=LAST,
            basis="示例",
            at=AT,
        )


def test_half_of_a_preparatory_group_are_owners(ground):
    group = a_body(Kind.PREPARATORY_GROUP, ground.compound)
    others = [MemberFacts(name=f"示例乙{n}", side=SeatSide.OTHERS) for n in range(3)]
    owners = [MemberFacts(name=f"示例甲{n}") for n in range(2)]
    assert refusal(body=group, members=[*others, *owners]) == "share_of_side"


@pytest.mark.parametrize("who", ["secretary", "office", "leader"])
def test_the_office_and_the_secretary_keep_bodies(ground, who):
    assert a_committee(ground.compound, actor=getattr(ground, who)).number == 1


def test_nobody_else_keeps_bodies(ground):
    with pytest.raises(NotAllowed):
        a_committee(ground.compound, actor=ground.officer)
    with pytest.raises(NotAllowed):
        a_committee(ground.compound, actor=actor_of(ground.resident, ground.place))


def test_the_secretary_of_another_community_keeps_none_here(ground):
    other = Ground()
    with pytest.raises((NotAllowed, Missing)):
        a_committee(ground.compound, actor=other.secretary)


def test_who_works_for_the_property_company_is_not_seated(ground):
    worker = appointed(a_post("property_manager", ground.compound))
    body = a_body(Kind.OWNERS_COMMITTEE, ground.compound)
    assert refusal(body=body, members=members(5, account_id=worker.pk)) == "provider_sits"


def test_who_sits_in_the_committee_is_not_made_property_manager(ground):
    owner = an_account(ground.place)
    a_committee(ground.compound, members=members(5, account_id=owner.pk))
    with pytest.raises(Refused) as caught:
        appointed(a_post("property_manager", ground.compound), owner, first=FIRST)
    assert caught.value.code == "provider_sits"


def test_the_secretary_may_chair_the_congress(ground):
    account = ground.secretary.account_id
    congress = a_body(Kind.COMPOUND_RESIDENTS_CONGRESS, ground.compound)
    term = a_term(congress, members=members(5, account_id=account))
    assert seats_of_term(term)[0].account_id == account


def test_the_treasurer_does_not_chair_the_congress(ground):
    owner = an_account(ground.place)
    keeper = members(5, account_id=owner.pk, office=SeatOffice.TREASURER)
    a_committee(ground.compound, members=keeper)
    congress = a_body(Kind.COMPOUND_RESIDENTS_CONGRESS, ground.compound)
    assert refusal(body=congress, members=members(5, account_id=owner.pk)) == "treasurer_decides"


def test_a_candidate_is_asked_the_same_before_the_election(ground):
    owner = an_account(ground.place)
    keeper = members(5, account_id=owner.pk, office=SeatOffice.TREASURER)
    a_committee(ground.compound, members=keeper)
    congress = a_body(Kind.COMPOUND_RESIDENTS_CONGRESS, ground.compound)

    def standing(office, account_id, name="示例甲1"):
        return queries.standing_check(
            ground.place.id,
            body_id=congress.id,
            name=name,
            term=Span(FIRST, LAST),
            account_id=account_id,
            office=office,
            on=TODAY,
        )

    assert standing(SeatOffice.CHAIR, owner.pk).clash.code == "treasurer_decides"
    assert standing(SeatOffice.MEMBER, owner.pk).may
    unsure = standing(SeatOffice.CHAIR, None)
    assert unsure.may
    assert ["财务" in one for one in unsure.same_name] == [True]
    assert standing(SeatOffice.CHAIR, None, name="示例丁").same_name == ()


def test_the_same_name_is_shown_to_be_looked_at_and_not_refused(ground):
    a_term(a_body(Kind.RESIDENTS_COMMITTEE, ground.community))
    watch = a_term(a_body(Kind.AFFAIRS_SUPERVISION_COMMITTEE, ground.community), members=members(3))
    found = queries.same_named(ground.place.id, watch.id, on=TODAY)
    assert [name for name, _where in found] == ["示例甲1", "示例甲2", "示例甲3"]


def test_the_first_meeting_gives_offices_and_none_of_one_twice(ground):
    _chair, second, *_rest = seats_of_term(a_committee(ground.compound))
    give = {"actor": ground.secretary, "seat_id": second.id, "at": AT}
    with pytest.raises(Refused) as caught:
        actions.give_office(office=SeatOffice.CHAIR, **give)
    assert caught.value.code == "office_taken"
    assert actions.give_office(office=SeatOffice.TREASURER, **give).office == "treasurer"


def test_a_recall_names_the_decision_it_rests_on(ground):
    seat = seats_of_term(a_committee(ground.compound))[1]
    facts = {"actor": ground.secretary, "seat_id": seat.id, "why": SeatEnd.RECALLED, "at": AT}
    with pytest.raises(Refused) as caught:
        actions.vacate(basis=" ", last_day=TODAY, **facts)
    assert caught.value.code == "no_basis"
    ended = actions.vacate(basis="业主大会决定 2026-3", last_day=TODAY, **facts)
    assert (ended.ended, ended.valid_to) == ("recalled", TODAY)
    card = queries.body(ground.place.id, seat.term.body_id, on=TODAY + timedelta(days=1))
    assert card.term.vacant == 1


def test_a_seat_ends_once(ground):
    seat = seats_of_term(a_committee(ground.compound))[1]
    facts = {
        "actor": ground.secretary,
        "seat_id": seat.id,
        "why": SeatEnd.NOT_ELIGIBLE,
        "basis": "物业管理条例第16条",
        "last_day": TODAY,
        "at": AT,
    }
    actions.vacate(**facts)
    with pytest.raises(Refused) as caught:
        actions.vacate(**facts)
    assert caught.value.code == "seat_over"


def test_a_member_resigns_alone_and_the_secretary_is_told(ground):
    owner = an_account(ground.place)
    secretary = ground.secretary
    term = a_committee(ground.compound, members=members(5, account_id=owner.pk))
    seat = seats_of_term(term)[0]
    with pytest.raises(NotAllowed):
        actions.resign(actor=secretary, seat_id=seat.id, last_day=TODAY, at=AT)
    me = actor_of(owner, ground.place)
    assert actions.resign(actor=me, seat_id=seat.id, last_day=TODAY, at=AT).ended == "resigned"
    told = Message.objects.get(template="people/seat_vacant")
    assert told.post_id == secretary.post.post_id


def vacant(ground: Ground, term: BodyTerm) -> None:
    actions.vacate(
        actor=ground.secretary,
        seat_id=seats_of_term(term)[0].id,
        why=SeatEnd.VACATED,
        basis="示例",
        last_day=TODAY,
        at=AT,
    )


def test_alternates_succeed_in_their_order_as_plain_members(ground):
    term = a_committee(ground.compound)
    vacant(ground, term)
    day = TODAY + timedelta(days=1)
    seat = actions.succeed(actor=ground.secretary, term_id=term.id, first_day=day, at=AT)
    assert (seat.name, seat.office, seat.came) == ("示例候补1", "member", "succeeded")
    with pytest.raises(Refused) as caught:
        actions.succeed(actor=ground.secretary, term_id=term.id, first_day=day, at=AT)
    assert caught.value.code == "no_vacancy"


def test_who_declines_is_passed_over_with_the_reason(ground):
    term = a_committee(ground.compound)
    first, second = queries.alternates_of(ground.place.id, term.id)
    with pytest.raises(Refused):
        actions.pass_over(actor=ground.secretary, alternate_id=first.id, why="", at=AT)
    actions.pass_over(actor=ground.secretary, alternate_id=first.id, why="本人不愿意", at=AT)
    assert queries.next_alternate(ground.place.id, term.id).id == second.id


def test_without_alternates_a_vacant_seat_waits(ground):
    term = a_committee(ground.compound, alternates=[])
    vacant(ground, term)
    with pytest.raises(Refused) as caught:
        actions.succeed(
            actor=ground.secretary, term_id=term.id, first_day=TODAY + timedelta(days=1), at=AT
        )
    assert caught.value.code == "no_alternate"


def test_the_next_term_ends_the_one_before_with_its_seats(ground):
    before = a_committee(ground.compound)
    begins = date(2027, 1, 1)
    after = a_term(before.body, term_from=begins, term_to=date(2031, 12, 31))
    before.refresh_from_db()
    assert before.valid_to == begins - timedelta(days=1)
    assert {seat.valid_to for seat in seats_of_term(before)} == {before.valid_to}
    assert {seat.ended for seat in seats_of_term(before)} == {""}
    assert after.number == 2
    card = queries.body(ground.place.id, before.body_id, on=begins)
    assert card.term.term_id == after.id


def test_a_successor_who_was_to_sit_after_the_next_term_begins_never_does(ground):
    before = a_committee(ground.compound)
    vacant(ground, before)
    actions.succeed(actor=ground.secretary, term_id=before.id, first_day=date(2027, 3, 1), at=AT)
    a_term(before.body, term_from=date(2027, 1, 1), term_to=date(2031, 12, 31))
    assert len(seats_of_term(before)) == 5
    assert queries.alternates_of(ground.place.id, before.id)[0].seat_id is None


def test_a_member_may_be_elected_again(ground):
    owner = an_account(ground.place)
    again = members(5, account_id=owner.pk)
    before = a_committee(ground.compound, members=again)
    after = a_term(
        before.body, members=again, term_from=date(2027, 1, 1), term_to=date(2031, 12, 31)
    )
    assert seats_of_term(after)[0].account_id == owner.pk


def test_a_term_that_begins_before_the_last_one_is_refused(ground):
    before = a_committee(ground.compound)
    assert (
        refusal(body=before.body, term_from=date(2026, 9, 1), term_to=date(2031, 8, 31))
        == "term_overlaps"
    )


def test_a_stale_page_is_told(ground):
    term = a_committee(ground.compound)
    from_before = term.version
    vacant(ground, term)
    with pytest.raises(Conflict):
        TermWork.on_term(actor=ground.secretary, term_id=term.id, version=from_before, at=AT)


def test_a_body_with_a_term_is_not_closed_before_it_ends(ground):
    term = a_committee(ground.compound)
    with pytest.raises(Refused) as caught:
        actions.close_organisation(
            actor=ground.office, organisation_id=term.body_id, last_day=TODAY, at=AT
        )
    assert caught.value.code == "has_term"


def test_the_journal_holds_no_name(ground):
    term = a_committee(ground.compound)
    vacant(ground, term)
    facts = str(list(AuditEntry.objects.values_list("did", "facts")))
    assert "people.seat_elected" in facts
    assert "示例甲" not in facts


def test_closing_an_account_leaves_the_name_in_the_seat_and_nothing_declared(ground):
    owner = an_account(ground.place)
    term = a_committee(ground.compound, members=members(5, account_id=owner.pk))
    seat = seats_of_term(term)[0]
    me = actor_of(owner, ground.place)
    actions.declare_facts(actor=me, seat_id=seat.id, party_member=YesNo.YES, at=AT)
    actions.close_account(actor=me, account_id=owner.pk, at=AT)
    seat.refresh_from_db()
    assert (seat.name, seat.account_id) == ("示例甲1", None)
    assert not SeatDeclaration.objects.exists()


def test_a_chair_that_acts_here_has_a_post_of_its_own(ground):
    chair = appointed(a_post(PostKind.OWNERS_COMMITTEE_CHAIR, ground.compound))
    term = a_committee(ground.compound, members=members(5, account_id=chair.pk))
    duty = Duty.objects.get(subject_id=term.id, kind="filing")
    assert duty.post_id == actor_of(chair, ground.place).post.post_id


@pytest.mark.parametrize("written", ["张 三", "张\u200b三", "张三\ufeff", "张\x07三"])
def test_a_name_with_signs_that_nobody_sees_is_the_same_name(written: str) -> None:
    assert same_name(written) == same_name("张三")
