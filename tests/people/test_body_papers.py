"""Filing, delegation, handover, the clock, and what office holders declare."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from linli.kernel.errors import NotAllowed, Refused
from linli.people import actions, queries
from linli.people.models import BodySeat, SeatDeclaration
from linli.people.rules import (
    AgeBand,
    FiledWith,
    HandoverKind,
    ItemState,
    OrganisationKind,
    Side,
    YesNo,
)
from linli.records.actions import prepare_upload
from linli.records.models import Attachment, AuditEntry, Duty, Message
from linli.records.queries.wording import worded
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
from tests.people.builders import AT, TODAY, actor_of, an_account
from tests.places.builders import a_compound
from tests.records.builders import a_picture

pytestmark = pytest.mark.django_db
Kind = OrganisationKind


@pytest.fixture
def ground() -> Ground:
    made = Ground()
    assert made.secretary
    assert made.office
    return made


def midday(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 4, tzinfo=UTC)


def filed(ground: Ground, term, filed_with, **more):
    return actions.file_term(
        actor=ground.secretary,
        term_id=term.id,
        filed_with=filed_with,
        filed_on=TODAY,
        at=AT,
        **more,
    )


def test_a_committee_is_to_be_filed_within_thirty_days(ground):
    term = a_committee(ground.compound)
    duty = Duty.objects.get(subject_id=term.id, kind="filing")
    assert (duty.rule_key, duty.limit, duty.unit) == ("owners.committee.filing", 30, "days")
    assert duty.post_id == ground.secretary.post.post_id


def test_the_clock_ends_when_both_have_it(ground):
    term = a_committee(ground.compound)
    filed(ground, term, FiledWith.SUB_DISTRICT)
    assert Duty.objects.get(subject_id=term.id, kind="filing").done_at is None
    filed(ground, term, FiledWith.HOUSING_AUTHORITY, reference="备 2026-12")
    assert Duty.objects.get(subject_id=term.id, kind="filing").done_at == AT
    assert queries.body(ground.place.id, term.body_id, on=TODAY).filed


def test_a_filing_stands_once_and_not_ahead_of_its_day(ground):
    term = a_committee(ground.compound)
    filed(ground, term, FiledWith.SUB_DISTRICT)
    with pytest.raises(Refused) as caught:
        filed(ground, term, FiledWith.SUB_DISTRICT)
    assert caught.value.code == "filed_already"
    with pytest.raises(Refused) as caught:
        actions.file_term(
            actor=ground.secretary,
            term_id=term.id,
            filed_with=FiledWith.HOUSING_AUTHORITY,
            filed_on=TODAY + timedelta(days=1),
            at=AT,
        )
    assert caught.value.code == "day_ahead"


def test_the_receipt_is_for_who_keeps_the_body_and_its_members(ground):
    owner = an_account(ground.place)
    term = a_committee(ground.compound, members=members(5, account_id=owner.pk))
    filed(
        ground,
        term,
        FiledWith.SUB_DISTRICT,
        receipt=prepare_upload(name="回执.jpg", content=a_picture()),
    )
    paper = Attachment.objects.get()

    def may(actor) -> bool:
        return queries.may_read_attachment(
            actor=actor, subject_id=paper.subject_id, for_staff_only=True, session={}, key=""
        )

    assert may(ground.secretary)
    assert may(ground.office)
    assert may(actor_of(owner, ground.place))
    assert not may(actor_of(ground.resident, ground.place))
    assert not may(ground.officer)
    assert not may(ground.visitor)


def delegation(ground: Ground, **facts):
    committee = a_body(Kind.RESIDENTS_COMMITTEE, ground.community)
    a_term(committee, alternates=[])
    owners = a_body(Kind.OWNERS_COMMITTEE, ground.compound)
    given = {
        "actor": ground.secretary,
        "giver_id": committee.id,
        "taker_id": owners.id,
        "scope": "组织小区日常巡查",
        "basis": "居委会决定 2026-5",
        "valid_from": TODAY,
        "valid_to": date(2027, 12, 31),
        "at": AT,
    }
    return actions.delegate_to_body(**{**given, **facts})


def test_a_committee_delegates_within_a_scope_until_a_day(ground):
    made = delegation(ground)
    found = queries.delegations_on(ground.place.id, [made.taker_id], on=TODAY)
    assert [(one.scope, one.valid_to) for one in found] == [
        ("组织小区日常巡查", date(2027, 12, 31))
    ]
    assert queries.delegations_on(ground.place.id, [made.taker_id], on=date(2028, 1, 1)) == []


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"scope": " "}, "no_scope"),
        ({"basis": ""}, "no_scope"),
        ({"valid_to": TODAY - timedelta(days=1)}, "ends_before_start"),
    ],
)
def test_a_delegation_without_scope_decision_or_end_is_refused(ground, facts, code):
    with pytest.raises(Refused) as caught:
        delegation(ground, **facts)
    assert caught.value.code == code


def test_a_delegation_ends_early_with_the_reason(ground):
    made = delegation(ground)
    end = {"actor": ground.secretary, "delegation_id": made.id, "last_day": TODAY, "at": AT}
    with pytest.raises(Refused):
        actions.end_delegation(why="", **end)
    assert actions.end_delegation(why="居委会决定 2026-9", **end).valid_to == TODAY


@pytest.fixture
def two_terms(ground):
    """A committee's second term, with an old and a new member who have accounts."""
    old, new = an_account(ground.place), an_account(ground.place)
    before = a_committee(
        ground.compound,
        members=members(5, account_id=old.pk),
        term_from=date(2021, 11, 1),
        term_to=date(2026, 10, 31),
        at=midday(date(2021, 11, 1)),
    )
    after = a_term(
        before.body,
        members=members(5, account_id=new.pk, name="示例新1"),
        term_from=date(2026, 11, 1),
        term_to=date(2031, 10, 31),
    )
    return after, actor_of(old, ground.place), actor_of(new, ground.place)


def settle(ground, sheet) -> None:
    for item in sheet.items:
        actions.tick_handover_item(
            actor=ground.secretary, item_id=item.id, state=ItemState.GIVEN, at=AT
        )


def sign(actor, sheet, side, **more):
    return actions.sign_handover(actor=actor, handover_id=sheet.row.id, side=side, at=AT, **more)


def test_a_new_term_begins_with_a_list_of_seals_books_keys_and_accounts(ground, two_terms):
    after, _old, _new = two_terms
    sheet = queries.handover_of(ground.place.id, after.id)
    assert [one.kind for one in sheet.items] == ["seals", "books", "keys", "accounts"]
    assert sheet.items[0].what == "组织的全部印章"
    duty = Duty.objects.get(subject_id=after.id, kind="handover")
    assert (duty.rule_key, duty.limit) == ("owners.committee.handover", 10)


def test_the_first_term_has_nobody_to_take_over_from(ground):
    term = a_committee(ground.compound)
    assert queries.handover_of(ground.place.id, term.id) is None


def test_history_that_is_only_entered_hands_nothing_over(ground):
    before = a_committee(ground.compound, term_from=date(2011, 6, 1), term_to=date(2016, 5, 31))
    after = a_term(before.body, term_from=date(2024, 6, 1), term_to=date(2029, 5, 31))
    assert queries.handover_of(ground.place.id, after.id) is None
    assert not Duty.objects.filter(subject_id=after.id, kind="handover").exists()


def test_nobody_signs_while_a_thing_is_open(ground, two_terms):
    after, old, _new = two_terms
    sheet = queries.handover_of(ground.place.id, after.id)
    with pytest.raises(Refused) as caught:
        sign(old, sheet, Side.GIVES)
    assert caught.value.code == "list_open"


def test_both_sides_sign_and_the_clock_ends(ground, two_terms):
    after, old, new = two_terms
    sheet = queries.handover_of(ground.place.id, after.id)
    settle(ground, sheet)
    sign(old, sheet, Side.GIVES)
    assert Duty.objects.get(subject_id=after.id, kind="handover").done_at is None
    signed = sign(new, sheet, Side.TAKES)
    assert (signed.given_by, signed.taken_by) == ("示例甲1", "示例新1")
    assert Duty.objects.get(subject_id=after.id, kind="handover").done_at == AT


def test_what_is_missing_is_explained(ground, two_terms):
    after, *_both = two_terms
    item = queries.handover_of(ground.place.id, after.id).items[0]
    tick = {"actor": ground.secretary, "item_id": item.id, "state": ItemState.MISSING, "at": AT}
    with pytest.raises(Refused):
        actions.tick_handover_item(**tick)
    assert actions.tick_handover_item(note="公章遗失，已登报", **tick).state == "missing"


def test_a_signed_list_stands(ground, two_terms):
    after, old, _new = two_terms
    sheet = queries.handover_of(ground.place.id, after.id)
    settle(ground, sheet)
    sign(old, sheet, Side.GIVES)
    with pytest.raises(Refused) as caught:
        actions.add_handover_item(
            actor=old, handover_id=sheet.row.id, kind=HandoverKind.OTHER, what="打印机", at=AT
        )
    assert caught.value.code == "signed"
    with pytest.raises(Refused) as caught:
        sign(old, sheet, Side.GIVES)
    assert caught.value.code == "signed"


def test_members_put_more_on_the_list_and_others_do_not(ground, two_terms):
    after, old, _new = two_terms
    sheet = queries.handover_of(ground.place.id, after.id)
    add = {"handover_id": sheet.row.id, "kind": HandoverKind.OTHER, "what": "打印机", "at": AT}
    assert actions.add_handover_item(actor=old, **add).order == 5
    with pytest.raises(NotAllowed):
        actions.add_handover_item(actor=actor_of(ground.resident, ground.place), **add)


def test_one_person_does_not_sign_for_both_sides(ground):
    both = an_account(ground.place)
    stays = members(5, account_id=both.pk)
    before = a_committee(
        ground.compound, members=stays, term_from=date(2021, 11, 1), term_to=date(2026, 10, 31)
    )
    after = a_term(
        before.body, members=stays, term_from=date(2026, 11, 1), term_to=date(2031, 10, 31)
    )
    sheet = queries.handover_of(ground.place.id, after.id)
    settle(ground, sheet)
    me = actor_of(both, ground.place)
    sign(me, sheet, Side.GIVES)
    with pytest.raises(Refused) as caught:
        sign(me, sheet, Side.TAKES)
    assert caught.value.code == "same_person"


def test_a_signature_on_paper_comes_with_its_photo(ground, two_terms):
    after, *_both = two_terms
    sheet = queries.handover_of(ground.place.id, after.id)
    settle(ground, sheet)
    with pytest.raises(NotAllowed):
        sign(ground.secretary, sheet, Side.GIVES, name="示例甲2")
    paper = prepare_upload(name="清单.jpg", content=a_picture())
    signed = sign(ground.secretary, sheet, Side.GIVES, name="示例甲2", paper=paper)
    assert (signed.given_by, signed.given_account_id) == ("示例甲2", None)


def remind(ground: Ground, day: date) -> int:
    return actions.remind_due(sub_district_id=ground.place.id, at=midday(day))


def test_the_end_of_a_term_is_told_three_months_ahead_and_once(ground):
    term = a_committee(ground.compound)
    assert remind(ground, date(2031, 6, 30)) == 2  # the filing, late for two posts
    assert not Message.objects.filter(template="people/term_runs_out").exists()
    assert remind(ground, date(2031, 7, 1)) == 1
    told = Message.objects.filter(template="people/term_runs_out")
    assert {one.post_id for one in told} == {
        ground.secretary.post.post_id,
        ground.office.post.post_id,
    }
    assert "2031-09-30" in worded(told[0]).body
    assert remind(ground, date(2031, 7, 2)) == 0
    duty = Duty.objects.get(subject_id=term.id, kind="renewal")
    assert timezone.localdate(duty.due_at) in {date(2031, 9, 30), date(2031, 10, 1)}


def test_when_nobody_follows_it_is_told_again(ground):
    term = a_committee(ground.compound)
    remind(ground, date(2031, 7, 1))
    remind(ground, date(2031, 10, 2))
    told = Message.objects.get(
        template="people/renewal_late", post_id=ground.secretary.post.post_id
    )
    assert "任期已满" in worded(told).title
    assert term.body.name in worded(told).title


def test_the_next_term_ends_the_alarm(ground):
    term = a_committee(ground.compound)
    remind(ground, date(2031, 7, 1))
    day = midday(date(2031, 9, 1))
    a_term(term.body, term_from=date(2031, 10, 1), term_to=date(2036, 9, 30), at=day)
    assert Duty.objects.get(subject_id=term.id, kind="renewal").done_at == day


def test_a_term_that_another_follows_is_not_told_of(ground):
    term = a_committee(ground.compound)
    a_term(term.body, term_from=date(2031, 10, 1), term_to=date(2036, 9, 30), at=midday(TODAY))
    assert queries.terms_running_out(ground.place.id, on=date(2031, 8, 1)) == []


def test_late_filing_is_told_to_the_secretary_then_to_the_office(ground):
    a_committee(ground.compound)
    late = Message.objects.filter(template="people/filing_late")
    assert remind(ground, TODAY + timedelta(days=29)) == 0
    assert remind(ground, TODAY + timedelta(days=32)) == 1
    assert [one.post_id for one in late] == [ground.secretary.post.post_id]
    assert remind(ground, TODAY + timedelta(days=45)) == 1
    assert late.all().count() == 2


def declared(ground, seat, actor, **facts):
    actions.declare_facts(actor=actor, seat_id=seat.id, at=AT, **facts)


def test_a_member_declares_changes_and_takes_back(ground):
    owner = an_account(ground.place)
    term = a_committee(ground.compound, members=members(5, account_id=owner.pk))
    seat, me = seats_of_term(term)[0], actor_of(owner, ground.place)
    declared(ground, seat, me, party_member=YesNo.YES, age_band=AgeBand.TO_45)
    kept = queries.declaration_of(ground.place.id, seat.id)
    assert (kept.party_member, kept.sex, kept.age_band) == ("yes", "", "36_to_45")
    declared(ground, seat, me)
    assert not SeatDeclaration.objects.exists()


def test_nobody_declares_for_another_but_from_a_signed_paper(ground):
    seat = seats_of_term(a_committee(ground.compound))[0]
    with pytest.raises(NotAllowed):
        declared(ground, seat, ground.secretary, party_member=YesNo.YES)
    with pytest.raises(NotAllowed):
        declared(
            ground,
            seat,
            actor_of(ground.resident, ground.place),
            party_member=YesNo.YES,
            on_paper=True,
        )
    declared(ground, seat, ground.secretary, party_member=YesNo.YES, on_paper=True)
    assert queries.declaration_of(ground.place.id, seat.id).on_paper


def test_a_paper_does_not_overwrite_what_the_member_declared(ground):
    owner = an_account(ground.place)
    term = a_committee(ground.compound, members=members(5, account_id=owner.pk))
    seat = seats_of_term(term)[0]
    declared(ground, seat, actor_of(owner, ground.place), party_member=YesNo.NO)
    with pytest.raises(Refused) as caught:
        declared(ground, seat, ground.secretary, party_member=YesNo.YES, on_paper=True)
    assert caught.value.code == "declared_already"


def test_the_journal_says_that_something_was_declared_and_never_what(ground):
    seat = seats_of_term(a_committee(ground.compound))[0]
    declared(ground, seat, ground.secretary, party_member=YesNo.YES, on_paper=True)
    entry = AuditEntry.objects.get(did="people.declare")
    assert entry.facts == {"seat": str(seat.id), "on_paper": True}


def test_what_was_declared_is_destroyed_three_months_after_the_office(ground):
    term = a_committee(ground.compound)
    seat = seats_of_term(term)[0]
    declared(ground, seat, ground.secretary, party_member=YesNo.YES, on_paper=True)
    forget = {"sub_district_id": ground.place.id}
    actions.forget_due(at=midday(LAST + timedelta(days=60)), **forget)
    assert SeatDeclaration.objects.exists()
    actions.forget_due(at=midday(LAST + timedelta(days=100)), **forget)
    assert not SeatDeclaration.objects.exists()


def congresses(ground: Ground, sizes: tuple[int, ...], party: int) -> None:
    left = party
    for size in sizes:
        congress = a_body(Kind.COMPOUND_RESIDENTS_CONGRESS, a_compound(ground.community))
        for seat in seats_of_term(a_term(congress, members=members(size), alternates=[])):
            said = YesNo.YES if left > 0 else YesNo.NO
            declared(ground, seat, ground.secretary, party_member=said, on_paper=True)
            left -= 1


def published(ground: Ground, on: date = TODAY):
    """What the public page says of congresses once the day's sums are published."""
    actions.publish_compositions(sub_district_id=ground.place.id, at=midday(on))
    return queries.composition_of(ground.place.id, Kind.COMPOUND_RESIDENTS_CONGRESS)


def say_no(ground: Ground, how_many: int) -> None:
    """Let so many of those who said yes say no instead."""
    rows = SeatDeclaration.objects.filter(party_member="yes").order_by("id")
    for one in rows[:how_many]:
        seat = BodySeat.objects.get(id=one.seat_id)
        declared(ground, seat, ground.secretary, party_member=YesNo.NO, on_paper=True)


def test_four_changed_declarations_change_nothing_on_the_page(ground):
    congresses(ground, (7, 7, 7), party=14)
    before = published(ground)
    say_no(ground, 4)
    assert published(ground, on=TODAY + timedelta(days=1)) == before


def test_with_the_fifth_changed_declaration_the_sums_are_published_anew(ground):
    congresses(ground, (7, 7, 7), party=14)
    published(ground)
    say_no(ground, 5)
    shown = published(ground, on=TODAY + timedelta(days=1))
    assert shown.party.counts == (9, 12, 0)
    assert shown.taken_on == TODAY + timedelta(days=1)


def test_representatives_are_summed_over_all_congresses_with_a_share_rounded_down(ground):
    congresses(ground, (7, 5, 5), party=12)
    shown = published(ground)
    assert (shown.bodies, shown.party.total, shown.party.counts) == (3, 17, (12, 5, 0))
    assert shown.party.percent == 70


def test_few_of_one_side_are_not_shown(ground):
    congresses(ground, (5, 5), party=8)
    shown = published(ground)
    assert shown.party.percent is None
    assert 2 not in shown.party.counts


def test_one_compound_alone_is_never_told(ground):
    congresses(ground, (5,), party=3)
    shown = published(ground)
    assert (shown.party.percent, set(shown.party.counts) - {None, 0}) == (None, set())


def test_who_left_is_not_counted(ground):
    congresses(ground, (7, 5, 5), party=12)
    assert published(ground, on=FIRST - timedelta(days=1)) is None
