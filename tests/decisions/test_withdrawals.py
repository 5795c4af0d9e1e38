"""A company leaves: sub-problems, task group, plan, takeover; nothing is called done that is not."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from linli.decisions import actions, queries
from linli.decisions.actions import ProblemDraft
from linli.decisions.models import Milestone, SubProblem, Withdrawal, WithdrawalEvent
from linli.decisions.rules import (
    InterviewHow,
    LinkKind,
    MilestoneKind,
    ProblemKind,
    ProblemState,
    Theme,
    WithdrawalState,
)
from linli.decisions.rules.withdrawals import measure_lacks, needs_reason
from linli.elections.models import Election
from linli.elections.rules import ElectionKind, ElectionState
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.kernel.posts import PostKind
from linli.people.rules import OrganisationKind
from linli.records.models import AuditEntry, Message
from tests.decisions.withdrawal_builders import AT, ON, Ground, fresh
from tests.people import body_builders as bodies

LATER = AT + timedelta(days=20)


@pytest.fixture
def ground(db: None) -> Ground:
    return Ground()


def refused(code: str, act: object, **given: object) -> None:
    with pytest.raises(Refused) as refusal:
        act(**given)  # type: ignore[operator]
    assert refusal.value.code == code


def test_a_playbook_opens_on_the_contract_of_the_company(ground: Ground) -> None:
    found = ground.withdrawal
    assert (found.place_id, found.company) == (ground.compound.id, ground.property_company.name)
    assert "-CL-2026-" in found.number
    assert [one.kind for one in queries.problems_of(found)] == ["refuse", "gate"]
    assert not queries.leads_of(found).taken_over
    assert "949" in queries.must_serve(ground.place.id, on=ON).source.zh


def test_the_same_key_opens_one_playbook(ground: Ground) -> None:
    first = ground.opened(key="once")
    assert ground.opened(key="once").id == first.id
    assert Withdrawal.objects.count() == 1


def test_a_contract_has_one_playbook(ground: Ground) -> None:
    assert ground.withdrawal
    refused("opened_already", ground.opened)


def test_a_withdrawal_is_entered_once_it_was_announced(ground: Ground) -> None:
    refused("not_yet", ground.opened, announced_on=ON + timedelta(days=1))
    refused("no_words", ground.opened, words=" ")
    refused("leaves_before", ground.opened, leaves_on=ON - timedelta(days=3))


def test_the_company_leads_no_playbook_about_itself(ground: Ground) -> None:
    with pytest.raises(NotAllowed):
        ground.opened(actor=ground.property_manager)
    with pytest.raises(NotAllowed):
        actions.name_task_member(
            **ground.on(ground.withdrawal, by=ground.property_manager),
            title="甲",
            name="乙",
            charge="丙",
        )


@pytest.mark.parametrize("kind", [PostKind.INFORMATION_OFFICER, PostKind.SERVICE_CLERK])
def test_who_only_looks_changes_nothing(ground: Ground, kind: PostKind) -> None:
    by = ground.holder(kind, ground.community)
    with pytest.raises(NotAllowed):
        actions.close_withdrawal(**ground.on(ground.withdrawal, by=by), result="完")


def test_a_resident_finds_none_at_the_desk(ground: Ground) -> None:
    found = ground.withdrawal
    assert queries.withdrawal_seen_by(ground.visitor, found.id, on=ON) is None
    with pytest.raises(Missing):
        actions.close_withdrawal(**ground.on(found, by=ground.visitor), result="完")


def test_a_stale_page_is_a_conflict(ground: Ground) -> None:
    given = ground.on(ground.withdrawal)
    ground.a_member()
    with pytest.raises(Conflict):
        actions.name_task_member(**given, title="甲", name="乙", charge="丙")


def test_a_stopgap_says_by_what_and_until_when(ground: Ground) -> None:
    assert measure_lacks(ProblemState.COVERED, "代清运", None)
    assert measure_lacks(ProblemState.SOLVED, " ", None)
    assert not measure_lacks(ProblemState.OPEN, "", None)
    one = ground.problem()
    refused("no_measure", ground.met, one=one, state=ProblemState.COVERED, until=None)
    refused("bad_day", ground.met, one=one, state=ProblemState.COVERED, until=ON - timedelta(1))
    ground.met(one, ProblemState.COVERED)
    covered = ground.problem()
    assert (covered.state, covered.measure) == ("covered", "环卫站代清运")
    ground.met(covered, ProblemState.SOLVED)
    assert ground.problem().until is None


def test_the_database_keeps_stopgaps_and_late_milestones_honest(ground: Ground) -> None:
    row = SubProblem.objects.filter(id=ground.problem().id)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.update(state="solved")
    with pytest.raises(IntegrityError), transaction.atomic():
        row.update(state="covered", measure="代清运")
    step = Milestone.objects.filter(id=ground.planned().id)
    with pytest.raises(IntegrityError), transaction.atomic():
        step.update(done_on=ON + timedelta(days=11))
    with pytest.raises(IntegrityError), transaction.atomic():
        step.update(due_on=ON + timedelta(days=30))
    with pytest.raises(IntegrityError), transaction.atomic():
        Withdrawal.objects.filter(id=ground.withdrawal.id).update(state="closed")


def test_a_kind_of_sub_problem_is_noted_once_but_others_are_many(ground: Ground) -> None:
    refused(
        "noted_already", actions.note_problem,
        **ground.on(ground.withdrawal), draft=ProblemDraft(ProblemKind.GATE, "北门", "巡防队"),
    )  # fmt: skip
    for words in ("水泵房无人看管", "车棚无人看管"):
        actions.note_problem(
            **ground.on(ground.withdrawal), draft=ProblemDraft(ProblemKind.OTHER, words, "社区")
        )
    assert len(queries.problems_of(ground.withdrawal)) == 4


def test_what_happened_is_never_changed(ground: Ground) -> None:
    assert ground.withdrawal
    with pytest.raises(DatabaseError), transaction.atomic():
        WithdrawalEvent.objects.update(words="别的")


def test_somebody_leaves_the_task_group(ground: Ground) -> None:
    member = ground.a_member()
    actions.release_task_member(**ground.on(ground.withdrawal), member_id=member.id)
    assert queries.task_group_of(ground.withdrawal) == []
    events = queries.withdrawal_events(ground.withdrawal)
    assert "示例人员甲" not in "".join(one.words for one in events)


def test_a_late_milestone_says_why_and_a_moved_one_keeps_its_first_day(ground: Ground) -> None:
    assert needs_reason(ON, ON + timedelta(1), " ")
    assert not needs_reason(ON, ON, "")
    one = ground.planned(due_on=ON + timedelta(days=5))
    given = ground.on(ground.withdrawal, at=LATER) | {"milestone_id": one.id}
    refused("no_reason", actions.meet_milestone, **given)
    moved_to = ON + timedelta(days=25)
    refused("no_reason", actions.move_milestone, **given, due_on=moved_to, reason="")
    actions.move_milestone(**given, due_on=moved_to, reason="等候鉴定")
    one.refresh_from_db()
    assert (one.due_on, one.first_due_on) == (moved_to, ON + timedelta(days=5))
    actions.meet_milestone(**ground.on(ground.withdrawal, at=LATER), milestone_id=one.id)
    one.refresh_from_db()
    assert one.done_on is not None
    again = ground.on(ground.withdrawal, at=LATER) | {"milestone_id": one.id}
    refused("done_already", actions.meet_milestone, **again)


@pytest.mark.parametrize("kind", [one for one in MilestoneKind if one is not MilestoneKind.OTHER])
def test_a_milestone_is_not_met_before_what_it_brings_is_there(
    ground: Ground, kind: MilestoneKind
) -> None:
    one = ground.planned(kind)
    given = ground.on(ground.withdrawal) | {"milestone_id": one.id}
    refused("milestone_lacks", actions.meet_milestone, **given)


def test_interviews_by_theme_meet_theirs(ground: Ground) -> None:
    one = ground.planned(MilestoneKind.INTERVIEWS)
    actions.keep_interview(
        actor=ground.secretary, place_id=ground.compound.id, about_kind="decisions.withdrawal",
        about_id=ground.withdrawal.id, theme=Theme.REFUSE, how=InterviewHow.VISIT, heads=12,
        words="垃圾没人收。", held_on=ON, at=AT,
    )  # fmt: skip
    actions.meet_milestone(**ground.on(ground.withdrawal), milestone_id=one.id)
    [theme] = queries.interview_themes(ground.place.id, about_id=ground.withdrawal.id)
    assert (theme.theme, theme.heads) == ("refuse", 12)


def test_a_preparatory_group_that_sits_meets_its_own(ground: Ground) -> None:
    one = ground.planned(MilestoneKind.PREPARATORY)
    group = bodies.a_body(OrganisationKind.PREPARATORY_GROUP, ground.compound)
    bodies.a_term(group, members=bodies.members(5))
    actions.meet_milestone(**ground.on(ground.withdrawal), milestone_id=one.id)


def test_the_election_is_called_from_here_and_meets_its_own_when_counted(ground: Ground) -> None:
    one = ground.planned(MilestoneKind.ELECTION)
    start = {"kind": ElectionKind.OWNERS_COMMITTEE, "title": "示例小区首届业委会选举"}
    actions.start_withdrawal_election(**ground.on(ground.withdrawal), **start, key=str(uuid4()))
    election = Election.objects.get(title=start["title"])
    assert fresh(ground.withdrawal).election_id == election.id
    refused(
        "called_already", actions.start_withdrawal_election,
        **ground.on(ground.withdrawal), **start, key=str(uuid4()),
    )  # fmt: skip
    given = {"milestone_id": one.id}
    refused("milestone_lacks", actions.meet_milestone, **ground.on(ground.withdrawal), **given)
    Election.objects.filter(id=election.id).update(state=ElectionState.COUNTED)
    actions.meet_milestone(**ground.on(ground.withdrawal), **given)


def test_the_owners_call_meets_its_own_once_it_has_its_share(ground: Ground) -> None:
    one = ground.planned(MilestoneKind.ASSEMBLY)
    call = ground.a_call()
    ground.lead_on(LinkKind.CALL, call.id)
    given = {"milestone_id": one.id}
    refused("milestone_lacks", actions.meet_milestone, **ground.on(ground.withdrawal), **given)
    type(call).objects.filter(id=call.id).update(state="confirmed")
    actions.meet_milestone(**ground.on(ground.withdrawal), **given)


def test_an_interim_service_of_this_compound_is_linked_and_nothing_else(ground: Ground) -> None:
    one = ground.planned(MilestoneKind.INTERIM)
    with pytest.raises(Missing):
        ground.lead_on(LinkKind.SERVICE, uuid4())
    ground.lead_on(LinkKind.SERVICE, ground.own_service.id)
    actions.meet_milestone(**ground.on(ground.withdrawal), milestone_id=one.id)
    assert queries.leads_of(fresh(ground.withdrawal)).service == ground.own_service


def test_it_closes_only_when_taken_over_and_nothing_is_left(ground: Ground) -> None:
    def end() -> Withdrawal:
        return actions.close_withdrawal(**ground.on(ground.withdrawal), result="新公司已进驻。")

    step = ground.planned(MilestoneKind.TAKEOVER)
    refused("not_taken_over", end)
    ground.take_over()
    assert queries.leads_of(ground.withdrawal).taken_over
    refused("problems_left", end)
    for one in queries.problems_of(ground.withdrawal):
        ground.met(one, ProblemState.SOLVED)
    refused("plan_left", end)
    actions.meet_milestone(**ground.on(ground.withdrawal), milestone_id=step.id)
    assert end().state == WithdrawalState.CLOSED
    refused("withdrawal_over", ground.a_member)


def test_late_milestones_and_stopgaps_that_ran_out_are_told_once(ground: Ground) -> None:
    ground.planned(due_on=ON + timedelta(days=5))
    ground.met(ground.problem(), ProblemState.COVERED)
    look = {"sub_district_id": ground.place.id}
    assert actions.remind_withdrawals(**look, at=AT) == 0
    assert actions.remind_withdrawals(**look, at=LATER) == 2
    assert actions.remind_withdrawals(**look, at=LATER) == 0
    told = Message.objects.filter(
        template__in=["decisions/milestone_late", "decisions/stopgap_over"]
    )
    assert set(told.values_list("template", flat=True)) == {
        "decisions/milestone_late",
        "decisions/stopgap_over",
    }


def test_the_journal_holds_codes_and_no_name(ground: Ground) -> None:
    ground.a_member()
    rows = AuditEntry.objects.filter(on_id=ground.withdrawal.id)
    assert {row.did for row in rows} == {"decisions.open_withdrawal", "decisions.name_task_member"}
    assert all("示例人员甲" not in str(row.facts) for row in rows)
