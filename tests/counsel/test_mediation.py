"""A mediation from the application to the closed folder, and where it stops."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from linli.counsel import actions
from linli.counsel.actions import Intake, Told
from linli.counsel.actions.mediation.agreement import Terms
from linli.counsel.models import FileHand, Membership, PromisedDuty, RaisedDispute, Sitting
from linli.counsel.rules import By, Consent, Side
from linli.counsel.rules.mediation import (
    Confirmation,
    Guest,
    GuestState,
    Outcome,
    Result,
    Stage,
    Topic,
    Triage,
)
from linli.diary.actions import Wanted
from linli.diary.models import TakenQuarter
from linli.kernel.errors import Missing, NotAllowed, Refused
from linli.kernel.posts import PostKind
from linli.records.models import AuditEntry, Message
from tests.counsel.builders import AT, a_neighbour, a_room
from tests.counsel.leaks import leaks
from tests.counsel.mediation_builders import (
    TODAY,
    a_quarrel,
    agreed_to_talk,
    at_the_table,
    bound,
    guests_of,
    taken_up,
    talked,
    terms,
    told,
    written,
)
from tests.people import builders as people
from tests.places import builders as places

pytestmark = pytest.mark.django_db


def test_a_quarrel_goes_from_the_application_to_a_kept_agreement() -> None:
    q = bound()
    assert q.file.state == Stage.CONFIRMING
    assert q.row.confirm_by == date(2026, 12, 24)
    actions.settle_confirmation(
        actor=q.mediator, file_id=q.file_id, became=Confirmation.APPLIED, at=AT
    )
    actions.settle_confirmation(
        actor=q.mediator, file_id=q.file_id, became=Confirmation.CONFIRMED, at=AT
    )
    duty = PromisedDuty.objects.get(file_id=q.file_id)
    assert q.file.due_on == duty.due_on
    actions.check_duty(
        actor=q.mediator, file_id=q.file_id, duty_id=duty.id, kept=True, text="示例已装", at=AT
    )
    for who in (q.applicant, q.other):
        actions.give_copy(actor=who, file_id=q.file_id, at=AT)
    actions.finish_mediation(actor=q.mediator, file_id=q.file_id, at=AT)
    assert (q.file.state, q.file.outcome, q.file.closed_on) == (Stage.CLOSED, Outcome.KEPT, TODAY)


def test_nothing_of_it_can_be_read_without_the_key() -> None:
    q = bound()
    duty = PromisedDuty.objects.get(file_id=q.file_id)
    actions.check_duty(
        actor=q.mediator, file_id=q.file_id, duty_id=duty.id, kept=True, text="示例回访话", at=AT
    )
    words = (
        "示例楼上",
        "示例居民",
        "13800000001",
        "示例楼 401",
        "示例夜间",
        "示例双方",
        "示例十点",
    )
    assert leaks([*words, "示例给椅脚", "示例回访话"]) == []


def test_a_refusal_ends_it_politely_and_at_once() -> None:
    q = taken_up()
    actions.answer_consent(actor=q.other, file_id=q.file_id, yes=False, at=AT)
    assert (q.file.state, q.file.outcome) == (Stage.CLOSED, Outcome.REFUSED)
    assert Message.objects.filter(template="counsel/mediation_over").count() == 2


def test_a_consent_that_is_taken_back_stops_the_talks_and_frees_the_room() -> None:
    q = at_the_table()
    from_diary = TODAY + timedelta(days=1)
    actions.book_sitting(
        actor=q.mediator,
        file_id=q.file_id,
        wanted=_wanted(q.venue_id, from_diary),
        key=str(uuid4()),
        at=AT,
    )
    assert TakenQuarter.objects.exists()
    actions.withdraw_consent(actor=q.applicant, file_id=q.file_id, at=AT)
    assert q.file.outcome == Outcome.WITHDRAWN
    assert q.party(Side.APPLICANT).consent == Consent.WITHDRAWN
    assert not TakenQuarter.objects.exists()
    with pytest.raises(Refused):
        actions.write_agreement(actor=q.mediator, file_id=q.file_id, terms=terms(), at=AT)


def test_an_agreement_that_binds_is_not_undone_by_a_word() -> None:
    q = bound()
    with pytest.raises(Refused) as refused:
        actions.withdraw_consent(actor=q.other, file_id=q.file_id, at=AT)
    assert refused.value.code == "binds"


def test_an_agreement_signed_by_one_binds_nobody() -> None:
    q = written()
    actions.sign_agreement(actor=q.applicant, file_id=q.file_id, at=AT)
    actions.seal_agreement(actor=q.mediator, file_id=q.file_id, at=AT)
    assert (q.file.state, q.row.effective_on) == (Stage.SIGNING, None)


def test_a_signature_on_paper_needs_its_scan() -> None:
    q = written()
    with pytest.raises(Refused) as refused:
        actions.sign_agreement(
            actor=q.mediator,
            file_id=q.file_id,
            party_id=q.party(Side.OTHER).id,
            by=By.PAPER,
            at=AT,
        )
    assert refused.value.code == "no_scan"


def test_a_spoken_agreement_binds_when_both_have_said_so() -> None:
    q = talked()
    actions.write_agreement(actor=q.mediator, file_id=q.file_id, terms=terms(), oral=True, at=AT)
    for side in Side:
        actions.sign_agreement(
            actor=q.mediator, file_id=q.file_id, party_id=q.party(side).id, by=By.COUNTER, at=AT
        )
    assert q.row.effective_on == TODAY


def test_an_agreement_without_its_fields_is_refused() -> None:
    q = talked()
    for broken in (
        _terms(facts=""),
        _terms(content=" "),
    ):
        with pytest.raises(Refused) as refused:
            actions.write_agreement(actor=q.mediator, file_id=q.file_id, terms=broken, at=AT)
        assert refused.value.code == "fields_missing"


def test_changing_a_word_asks_for_every_signature_anew() -> None:
    q = written()
    actions.sign_agreement(actor=q.applicant, file_id=q.file_id, at=AT)
    actions.take_back_agreement(actor=q.mediator, file_id=q.file_id, at=AT)
    actions.write_agreement(actor=q.mediator, file_id=q.file_id, terms=terms(), at=AT)
    assert q.party(Side.APPLICANT).signed_at is None
    assert PromisedDuty.objects.filter(file_id=q.file_id).count() == 1


def test_what_is_about_a_marriage_goes_to_no_court_for_confirmation() -> None:
    q = bound(Topic.MARRIAGE)
    assert q.file.state == Stage.PERFORMING
    assert q.row.confirmation == Confirmation.NOT_FOR


def test_thirty_days_that_end_on_a_rest_day_end_on_the_next_workday() -> None:
    q = written()
    at = AT + timedelta(days=2)
    for who in (q.applicant, q.other):
        actions.sign_agreement(actor=who, file_id=q.file_id, at=at)
    actions.seal_agreement(actor=q.mediator, file_id=q.file_id, at=at)
    assert q.row.confirm_by == date(2026, 12, 28)


def test_nobody_applies_to_the_court_after_the_thirty_days() -> None:
    q = bound()
    with pytest.raises(Refused) as refused:
        actions.settle_confirmation(
            actor=q.mediator,
            file_id=q.file_id,
            became=Confirmation.APPLIED,
            at=AT + timedelta(days=31),
        )
    assert refused.value.code == "too_late"


def test_only_both_together_apply_to_the_court() -> None:
    q = bound()
    actions.want_confirmation(actor=q.other, file_id=q.file_id, yes=False, at=AT)
    with pytest.raises(Refused) as refused:
        actions.settle_confirmation(
            actor=q.mediator, file_id=q.file_id, became=Confirmation.APPLIED, at=AT
        )
    assert refused.value.code == "not_joint"


def test_the_clock_ends_thirty_days_that_nobody_used() -> None:
    q = bound()
    tenant = q.room.community.sub_district_id
    assert actions.watch_mediations(sub_district_id=tenant, at=AT + timedelta(days=28)) == 0
    assert Message.objects.filter(template="counsel/confirm_soon").count() == 2
    assert actions.watch_mediations(sub_district_id=tenant, at=AT + timedelta(days=31)) == 1
    assert (q.file.state, q.row.confirmation) == (Stage.PERFORMING, Confirmation.LAPSED)


def test_a_mediator_who_is_a_relative_goes_at_once_and_is_not_offered_again() -> None:
    q = agreed_to_talk()
    member = Membership.objects.get(team=q.room.team, account_id=q.mediator.account_id)
    guest = actions.offer_mediator(
        actor=q.room.director, file_id=q.file_id, membership_id=member.id, at=AT
    )
    for who in (q.applicant, q.other):
        actions.answer_guest(actor=who, file_id=q.file_id, guest_id=guest.id, yes=True, at=AT)
    actions.declare_mediator(actor=q.mediator, file_id=q.file_id, clear=False, at=AT)
    assert q.file.state == Stage.CHOOSING
    with pytest.raises(Missing):
        actions.open_for_team(actor=q.mediator, file_id=q.file_id, at=AT)
    with pytest.raises(Refused) as refused:
        actions.offer_mediator(
            actor=q.room.director, file_id=q.file_id, membership_id=member.id, at=AT
        )
    assert refused.value.code == "partial"


def test_one_objection_is_enough_against_a_mediator() -> None:
    q = agreed_to_talk()
    member = Membership.objects.get(team=q.room.team, account_id=q.mediator.account_id)
    guest = actions.offer_mediator(
        actor=q.room.director, file_id=q.file_id, membership_id=member.id, at=AT
    )
    actions.answer_guest(actor=q.other, file_id=q.file_id, guest_id=guest.id, yes=False, at=AT)
    assert guests_of(q)[0].state == GuestState.OBJECTED
    assert q.file.state == Stage.CHOOSING


def test_no_talk_before_the_mediator_said_to_be_near_to_neither() -> None:
    q = agreed_to_talk()
    member = Membership.objects.get(team=q.room.team, account_id=q.mediator.account_id)
    guest = actions.offer_mediator(
        actor=q.mediator, file_id=q.file_id, membership_id=member.id, at=AT
    )
    for who in (q.applicant, q.other):
        actions.answer_guest(actor=who, file_id=q.file_id, guest_id=guest.id, yes=True, at=AT)
    with pytest.raises(Refused) as refused:
        actions.book_sitting(
            actor=q.mediator,
            file_id=q.file_id,
            wanted=_wanted(q.venue_id, TODAY + timedelta(days=1)),
            key="k",
            at=AT,
        )
    assert refused.value.code == "not_declared"


def test_a_helper_comes_only_if_the_other_side_agrees() -> None:
    q = at_the_table()
    helper = actions.invite_helper(
        actor=q.applicant, file_id=q.file_id, kind=Guest.LAWYER, told=Told("示例律师"), at=AT
    )
    assert helper.state == GuestState.ASKED
    actions.answer_guest(actor=q.other, file_id=q.file_id, guest_id=helper.id, yes=False, at=AT)
    helper.refresh_from_db()
    assert helper.state == GuestState.OBJECTED


def test_no_party_answers_for_the_other() -> None:
    q = taken_up()
    with pytest.raises(Refused):
        actions.answer_consent(
            actor=q.applicant,
            file_id=q.file_id,
            yes=True,
            party_id=q.party(Side.OTHER).id,
            at=AT,
        )
    assert q.party(Side.OTHER).consent == Consent.ASKED


def test_a_stranger_finds_nothing_under_the_files_address() -> None:
    q = taken_up()
    for act in (actions.answer_consent,):
        with pytest.raises(Missing):
            act(actor=a_neighbour(q.room), file_id=q.file_id, yes=True, at=AT)


def test_a_party_cannot_do_what_is_the_teams() -> None:
    q = talked()
    with pytest.raises(Missing):
        actions.write_agreement(actor=q.applicant, file_id=q.file_id, terms=terms(), at=AT)


def test_a_code_opens_once_and_not_for_the_other_side_itself() -> None:
    q = a_quarrel()
    code = actions.invite_party(
        actor=q.mediator, file_id=q.file_id, party_id=q.party(Side.OTHER).id, at=AT
    )
    with pytest.raises(Refused) as refused:
        actions.join_file(actor=q.applicant, code=code, at=AT)
    assert refused.value.code == "other_side"
    actions.join_file(actor=q.other, code=f"{code[:5]} {code[5:].lower()}", at=AT)
    with pytest.raises(Refused):
        actions.join_file(actor=a_neighbour(q.room), code=code, at=AT)


def test_danger_is_told_to_the_police_before_anything_else() -> None:
    q = a_quarrel()
    actions.triage(actor=q.mediator, file_id=q.file_id, verdict=Triage.DANGER, at=AT)
    assert q.row.danger_at == AT
    assert q.file.state == Stage.RECEIVED


def test_what_is_no_matter_for_a_talk_ends_with_the_other_routes() -> None:
    q = a_quarrel()
    actions.triage(actor=q.mediator, file_id=q.file_id, verdict=Triage.OTHER_ROUTE, at=AT)
    assert q.file.outcome == Outcome.OTHER_ROUTE


def test_a_lead_names_nobody_without_consent() -> None:
    room = a_room()
    group = places.a_group(places.a_patch(room.community))
    lead = people.an_actor(PostKind.GROUP_LEAD, group)
    facts: dict[str, Any] = {
        "actor": lead,
        "team_id": room.team.id,
        "place_id": room.community.id,
        "told": told(),
        "at": AT,
    }
    with pytest.raises(Refused) as refused:
        actions.report_dispute(**facts, agreed=False, key="one")
    assert refused.value.code == "no_consent"
    nameless = Intake(topic=Topic.PARKING, what="示例车位之争")
    file = actions.report_dispute(**{**facts, "told": nameless}, agreed=False, key="two")
    assert not file.parties.exists()
    with pytest.raises(Missing):
        actions.open_for_team(actor=lead, file_id=file.id, at=AT)


def test_only_leads_report_for_others() -> None:
    room = a_room()
    with pytest.raises(NotAllowed):
        actions.report_dispute(
            actor=room.office,
            team_id=room.team.id,
            place_id=room.community.id,
            told=told(),
            agreed=True,
            key="k",
            at=AT,
        )


def test_the_same_form_sent_twice_makes_one_file() -> None:
    room, key = a_room(), str(uuid4())
    one = a_neighbour(room)
    made = [
        actions.apply_online(
            actor=one,
            team_id=room.team.id,
            place_id=room.community.id,
            told=told(),
            key=key,
            at=AT,
        )
        for _time in range(2)
    ]
    assert made[0].id == made[1].id


def test_a_folder_that_is_not_whole_is_not_closed() -> None:
    q = bound()
    actions.settle_confirmation(
        actor=q.mediator, file_id=q.file_id, became=Confirmation.DECLINED, at=AT
    )
    with pytest.raises(Refused) as refused:
        actions.finish_mediation(actor=q.mediator, file_id=q.file_id, at=AT)
    assert refused.value.code == "folder_not_whole"


def test_taken_up_anew_everybody_is_asked_again() -> None:
    q = talked(result=Result.APART)
    actions.end_without_agreement(actor=q.mediator, file_id=q.file_id, at=AT)
    actions.reopen_mediation(actor=q.mediator, file_id=q.file_id, at=AT)
    assert (q.file.state, q.row.round) == (Stage.WAITING, 2)
    assert {q.party(side).consent for side in Side} == {Consent.ASKED}


def test_a_major_dispute_is_told_without_a_name_and_answered() -> None:
    q = at_the_table()
    for text in ("示例居民辰与人争执已有半年之久", "争执已有半年，电话 13800000002"):
        with pytest.raises(Refused):
            actions.raise_dispute(actor=q.mediator, file_id=q.file_id, summary=text, at=AT)
    raised = actions.raise_dispute(
        actor=q.mediator, file_id=q.file_id, summary="多户争执已有半年，可能上街", at=AT
    )
    actions.answer_dispute(actor=q.room.office, raised_id=raised.id, text="街道将到场", at=AT)
    raised.refresh_from_db()
    assert raised.answer == "街道将到场"
    assert leaks(["多户争执", "街道将到场"]) == []
    with pytest.raises(Missing):
        actions.open_for_team(actor=q.room.office, file_id=q.file_id, at=AT)


def test_the_journal_names_no_party() -> None:
    q = bound()
    accounts = {q.applicant.account_id, q.other.account_id}
    named = AuditEntry.objects.values_list("actor_id", flat=True)
    assert not accounts & set(named)
    assert FileHand.objects.filter(file_id=q.file_id, ended_at=None).count() == 1
    assert Sitting.objects.get(file_id=q.file_id).state == "held"
    assert RaisedDispute.objects.count() == 0


def _wanted(venue_id: UUID, day: date) -> Wanted:
    return Wanted((venue_id,), day, 40, 44)


def _terms(**changed: str) -> Terms:
    return replace(terms(), **changed)  # type: ignore[arg-type]
