"""Owners and residents call for an assembly: sealed, counted, checked, shown to nobody addressed."""

from __future__ import annotations

import json
from datetime import timedelta
from fractions import Fraction

import pytest
from django.db import connection

from linli.decisions import actions, queries
from linli.decisions.actions import remind_participation
from linli.decisions.actions.participation_clock import forget_participation
from linli.decisions.models import Call, Signature
from linli.decisions.queries import calls as call_queries
from linli.decisions.rules import CallKind, CallState, NotCounted
from linli.decisions.rules.calls import Count, enough, may_see_names, told_in_fives
from linli.elections.models import RollLine
from linli.kernel.errors import Conflict, NotAllowed, Refused
from linli.kernel.posts import PostKind
from linli.kernel.shares import Threshold
from linli.records.models import AccessEntry, AuditEntry, Message
from tests.decisions.participation_builders import AT, OPENS, Ground
from tests.people import builders as people


@pytest.fixture
def ground(db: None) -> Ground:
    return Ground()


FIFTH = Threshold(Fraction(1, 5), inclusive=True)


def test_exactly_a_fifth_of_heads_and_area_is_enough() -> None:
    whole = Count(20, 2000)
    assert enough(CallKind.OWNERS, FIFTH, Count(4, 400), whole)
    assert not enough(CallKind.OWNERS, FIFTH, Count(4, 399), whole)
    assert not enough(CallKind.OWNERS, FIFTH, Count(3, 2000), whole)
    assert enough(CallKind.ADULTS, FIFTH, Count(4), Count(20))


@pytest.mark.parametrize(("heads", "told"), [(0, 0), (4, 0), (5, 5), (9, 5), (10, 10)])
def test_counts_are_told_in_fives(heads: int, told: int) -> None:
    assert told_in_fives(heads) == told


@pytest.mark.parametrize("kind", PostKind)
def test_the_office_alone_sees_names_and_only_without_a_post_that_is_addressed(
    kind: PostKind,
) -> None:
    assert may_see_names(kind, frozenset({str(kind)})) is (kind is PostKind.GOVERNANCE_OFFICER)
    assert not may_see_names(
        PostKind.GOVERNANCE_OFFICER, frozenset({"governance_officer", "secretary"})
    )


def test_the_first_signature_is_that_of_who_begins(ground: Ground) -> None:
    call = ground.a_call()
    assert (call.signed_heads, call.whole_heads) == (1, 20)
    assert call.state == CallState.COLLECTING


def test_who_signed_lies_under_seal(ground: Ground) -> None:
    first = ground.an_owner(1)
    call = ground.a_call(first)
    line = RollLine.objects.get(account_id=first.account_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM decisions_signature")
        raw = str(cursor.fetchall())
        cursor.execute("SELECT starter FROM decisions_call")
        raw += str(cursor.fetchall())
    for secret in (first.account_id, line.id):
        assert str(secret) not in raw
        assert str(secret).replace("-", "") not in raw
    assert json.loads(Signature.objects.get(call=call).sealed)["line"] == str(line.id)


def test_the_journal_names_no_signer(ground: Ground) -> None:
    first = ground.an_owner(1)
    call = ground.a_call(first)
    ground.signed_by(call, 2)
    entries = AuditEntry.objects.filter(on_id=call.id)
    assert entries.count() == 2
    assert all(entry.actor_id is None for entry in entries)


def test_nobody_signs_twice(ground: Ground) -> None:
    call = ground.a_call()
    (second,) = ground.signed_by(call, 2)
    with pytest.raises(Refused) as refused:
        actions.sign_call(actor=second, call_id=call.id, digest=call.digest, at=AT)
    assert refused.value.code == "signed_already"
    assert Call.objects.get(id=call.id).signed_heads == 2


def test_paper_and_account_of_one_line_are_one_signature(ground: Ground) -> None:
    call = ground.a_call()
    with pytest.raises(Refused) as refused:
        actions.enter_paper_signature(actor=ground.office, call_id=call.id, number=1, at=AT)
    assert refused.value.code == "signed_already"
    actions.enter_paper_signature(actor=ground.office, call_id=call.id, number=2, at=AT)
    assert Call.objects.get(id=call.id).signed_heads == 2


def test_other_words_than_those_shown_are_not_signed(ground: Ground) -> None:
    call = ground.a_call()
    with pytest.raises(Conflict):
        actions.sign_call(actor=ground.an_owner(2), call_id=call.id, digest="0" * 64, at=AT)


def test_a_stranger_does_not_sign(ground: Ground) -> None:
    call = ground.a_call()
    stranger = people.actor_of(ground.somebody(), ground.place)
    with pytest.raises(NotAllowed):
        actions.sign_call(actor=stranger, call_id=call.id, digest=call.digest, at=AT)


def test_a_withdrawn_signature_leaves_nothing_and_can_be_given_again(ground: Ground) -> None:
    call = ground.a_call()
    (second,) = ground.signed_by(call, 2)
    after = actions.withdraw_signature(actor=second, call_id=call.id, at=AT)
    assert (after.signed_heads, after.signed_area_cm2) == (1, 1_000_000)
    assert Signature.objects.get(state="withdrawn").sealed is None
    again = actions.sign_call(actor=second, call_id=call.id, digest=call.digest, at=AT)
    assert again.signed_heads == 2


def test_too_few_are_not_handed_in(ground: Ground) -> None:
    first = ground.an_owner(1)
    call = ground.a_call(first)
    ground.signed_by(call, 2, 3)
    with pytest.raises(Refused) as refused:
        actions.hand_in_call(actor=first, call_id=call.id, at=AT)
    assert refused.value.code == "too_few"


def test_the_office_is_told_of_a_call_handed_in(ground: Ground) -> None:
    ground.office  # noqa: B018
    call = ground.handed_in()
    assert call.due_on is not None
    assert Message.objects.filter(template="decisions/call_to_check").exists()


def test_nobody_who_is_addressed_opens_a_name(ground: Ground) -> None:
    call = ground.handed_in()
    for actor in (
        ground.chair,
        ground.treasurer,
        ground.secretary,
        ground.congress_chair,
        ground.supervisor,
        ground.property_manager,
        ground.leader,
        ground.officer,
        ground.visitor,
    ):
        with pytest.raises(NotAllowed) as refused:
            actions.look_at_signatures(actor=actor, call_id=call.id, at=AT)
        assert refused.value.code == "names_are_sealed"


def test_each_signer_sees_that_the_office_looked(ground: Ground) -> None:
    call = ground.handed_in()
    shown = actions.look_at_signatures(actor=ground.office, call_id=call.id, at=AT)
    assert [one.name for one in shown] == ["示例业主1", "示例业主2", "示例业主3", "示例业主4"]
    assert all(one.matches for one in shown)
    looked = AccessEntry.objects.filter(subject_kind="people.account")
    assert looked.count() == 4


def test_enough_binds_the_committee_to_convene(ground: Ground) -> None:
    ground.chair  # noqa: B018
    call = ground.confirmed()
    assert call.state == CallState.CONFIRMED
    assert (call.counted_heads, call.counted_area_cm2) == (4, 4_000_000)
    letter = Message.objects.filter(template="decisions/call_confirmed").first()
    assert letter is not None
    assert "示例业主" not in json.dumps(letter.params, ensure_ascii=False)


def test_one_that_does_not_count_sends_it_back(ground: Ground) -> None:
    call = ground.handed_in()
    shown = actions.look_at_signatures(actor=ground.office, call_id=call.id, at=AT)
    checked = actions.check_signatures(
        actor=ground.office,
        call_id=call.id,
        counted=[one.signature_id for one in shown[1:]],
        not_counted={shown[0].signature_id: NotCounted.NOT_THE_OWN_HAND},
        at=AT,
    )
    after = actions.conclude_check(
        actor=ground.office, call_id=call.id, version=checked.version, at=AT
    )
    assert after.state == CallState.COLLECTING
    assert after.signed_heads == 3


def test_the_check_ends_when_every_signature_was_looked_at(ground: Ground) -> None:
    call = ground.handed_in()
    with pytest.raises(Refused) as refused:
        actions.conclude_check(actor=ground.office, call_id=call.id, version=call.version, at=AT)
    assert refused.value.code == "not_all_checked"


def test_two_who_conclude_at_once_meet(ground: Ground) -> None:
    call = ground.handed_in()
    with pytest.raises(Conflict):
        actions.conclude_check(actor=ground.office, call_id=call.id, version=0, at=AT)


def test_the_committee_convenes_after_the_days_of_notice(ground: Ground) -> None:
    call = ground.confirmed()
    with pytest.raises(Refused) as refused:
        actions.answer_call(
            actor=ground.chair, call_id=call.id, version=call.version,
            meeting_on=OPENS + timedelta(days=14), words="小区活动室", at=AT,
        )  # fmt: skip
    assert refused.value.code == "too_soon"
    assert "物业管理条例" in refused.value.source
    after = actions.answer_call(
        actor=ground.chair, call_id=call.id, version=call.version,
        meeting_on=OPENS + timedelta(days=15), words="小区活动室", at=AT,
    )  # fmt: skip
    assert after.state == CallState.CONVENED


def test_the_office_convenes_where_the_committee_is_late(ground: Ground) -> None:
    ground.chair  # noqa: B018
    call = ground.confirmed()
    facts = {"call_id": call.id, "version": call.version, "words": "小区活动室"}
    with pytest.raises(NotAllowed):
        actions.answer_call(
            actor=ground.office, meeting_on=OPENS + timedelta(days=20), at=AT, **facts
        )
    late = AT + timedelta(days=60)
    after = actions.answer_call(
        actor=ground.office, meeting_on=OPENS + timedelta(days=80), at=late, **facts
    )
    assert after.state == CallState.CONVENED


def test_a_late_assembly_rises(ground: Ground) -> None:
    ground.chair, ground.secretary, ground.office, ground.leader  # noqa: B018
    ground.confirmed()
    remind_participation(sub_district_id=ground.place.id, at=AT + timedelta(days=90))
    assert Message.objects.filter(template="decisions/call_late").count() == 3


def test_a_call_whose_last_day_is_over_lapses(ground: Ground) -> None:
    call = ground.a_call(closes_on=OPENS + timedelta(days=5))
    after = AT + timedelta(days=6)
    with pytest.raises(Refused) as refused:
        actions.sign_call(actor=ground.an_owner(2), call_id=call.id, digest=call.digest, at=after)
    assert refused.value.code == "call_over"
    remind_participation(sub_district_id=ground.place.id, at=after)
    assert Call.objects.get(id=call.id).state == CallState.LAPSED


def test_who_signed_is_forgotten_and_how_many_stays(ground: Ground) -> None:
    call = ground.a_call(closes_on=OPENS + timedelta(days=5))
    remind_participation(sub_district_id=ground.place.id, at=AT + timedelta(days=6))
    forget_participation(sub_district_id=ground.place.id, at=AT + timedelta(days=500))
    assert Signature.objects.get(call=call).sealed is None
    after = Call.objects.get(id=call.id)
    assert (after.starter, after.starter_mark, after.signed_heads) == ("", "", 1)


def test_a_share_that_the_law_leaves_open_is_set_by_the_place_first(ground: Ground) -> None:
    neighbour = ground.a_neighbour()
    facts = {"kind": CallKind.HOUSEHOLDS, "place_id": ground.community.id}
    with pytest.raises(Refused) as refused:
        ground.a_call(neighbour, **facts)
    assert refused.value.code == "rule_not_set"
    ground.set_call_share("self_government.meeting.call_households", "1/10")
    assert ground.a_call(neighbour, **facts).whole_heads == 1


def test_a_household_signs_once(ground: Ground) -> None:
    ground.set_call_share("self_government.meeting.call_households", "1/10")
    first, other = ground.a_neighbour(), ground.a_neighbour()
    call = ground.a_call(first, kind=CallKind.HOUSEHOLDS, place_id=ground.community.id)
    with pytest.raises(Refused) as refused:
        actions.sign_call(actor=other, call_id=call.id, digest=call.digest, at=AT)
    assert refused.value.code == "signed_already"


def test_leads_of_groups_sign_for_their_groups(ground: Ground) -> None:
    ground.set_call_share("self_government.meeting.call_groups", "1/3")
    lead = ground.holder(PostKind.GROUP_LEAD, ground.group)
    call = ground.a_call(lead, kind=CallKind.GROUPS, place_id=ground.community.id)
    assert (call.whole_heads, call.signed_heads) == (1, 1)


def test_owners_call_in_a_compound_and_residents_in_a_community(ground: Ground) -> None:
    with pytest.raises(Refused) as refused:
        ground.a_call(place_id=ground.community.id)
    assert refused.value.code == "wrong_place"


def test_without_a_roll_there_is_nothing_to_take_a_share_of(ground: Ground) -> None:
    with pytest.raises(Refused) as refused:
        actions.start_call(
            actor=ground.a_neighbour(), kind=CallKind.OWNERS, place_id=ground.compound.id,
            title="一", words="二", closes_on=OPENS + timedelta(days=9), at=AT,
        )  # fmt: skip
    assert refused.value.code == "no_roll"


def test_the_same_form_sent_twice_begins_one_call(ground: Ground) -> None:
    first = ground.an_owner(1)
    assert ground.a_call(first, key="k").id == ground.a_call(first, key="k").id


def test_only_who_began_it_takes_it_back(ground: Ground) -> None:
    first = ground.an_owner(1)
    call = ground.a_call(first)
    (second,) = ground.signed_by(call, 2)
    with pytest.raises(NotAllowed):
        actions.take_back_call(actor=second, call_id=call.id, at=AT)
    assert call_queries.is_starter(call, first)
    after = actions.take_back_call(actor=first, call_id=call.id, at=AT)
    assert after.state == CallState.TAKEN_BACK


def test_while_people_sign_one_more_is_not_seen(ground: Ground) -> None:
    call = ground.a_call()
    ground.signed_by(call, 2, 3)
    found = Call.objects.get(id=call.id)
    stand = queries.stand_of(found, queries.share_of_call(found))
    assert (stand.told, stand.area_told, stand.needed) == (0, 0, 4)
