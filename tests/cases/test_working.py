"""Sorting, dispatching, accepting, answering, approving: each act, its refusals, its traces."""

from __future__ import annotations

import pytest

from linli.cases import actions, queries
from linli.cases.models import Case, CaseStep
from linli.cases.rules import Audience, CaseType, Urgency, Verb
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.records.models import LocalRule
from tests.cases import builders as cases
from tests.cases.builders import AT, Ground, a_ground, clocks, later, letters
from tests.people import builders as people
from tests.places import builders as places


@pytest.fixture
def ground(db: None) -> Ground:
    return a_ground()


def test_sorting_says_what_it_is_and_the_clock_follows(ground: Ground) -> None:
    case = cases.a_sorted_case(ground, urgency=Urgency.UTILITY)
    assert (case.state, case.type, case.urgency, case.version) == (
        "sorted",
        "repair",
        "utility",
        2,
    )
    clock = clocks(case)["accept"]
    assert (clock.rule_key, clock.due_at) == ("request.accept.utility", later(minutes=30))
    assert case.due_at == later(minutes=30)


def test_a_referral_runs_by_the_days_of_the_regulations(ground: Ground) -> None:
    case = cases.a_sorted_case(ground, type=CaseType.REFERRAL)
    assert clocks(case)["accept"].rule_key == "request.accept.referral"
    case = cases.an_accepted_case(ground, cases.a_dispatched_case(ground, case))
    assert {clock.rule_key for clock in clocks(case).values()} == {
        "request.answer.referral",
        "request.close.referral",
    }


def test_another_place_brings_it_to_the_officer_there(ground: Ground) -> None:
    root = places.root_of(ground.place)
    there = places.a_place(places.PlaceKind.COMMUNITY, root)
    officer = people.an_actor("information_officer", there)
    case = cases.a_sorted_case(ground, place_id=there.id)
    assert officer.post is not None
    assert (case.community_id, case.lead_post_id) == (there.id, officer.post.post_id)
    with pytest.raises(Missing):
        queries.case_for(ground.officer, case.id)


def test_dispatching_makes_a_post_the_lead_and_tells_it(ground: Ground) -> None:
    case = cases.a_dispatched_case(ground)
    post = ground.property_manager.post
    assert post is not None
    assert (case.state, case.lead_post_id) == ("dispatched", post.post_id)
    assert [one.post_id for one in letters(case, "cases/dispatched")] == [post.post_id]
    with pytest.raises(Refused) as refused:
        cases.a_dispatched_case(ground, case)
    assert refused.value.code == "same_post"


def test_a_unit_that_has_accepted_keeps_its_work(ground: Ground) -> None:
    case = cases.an_accepted_case(ground)
    with pytest.raises(Refused) as refused:
        cases.a_dispatched_case(ground, case, to=ground.officer)
    assert refused.value.code == "taken_in_hand"
    assert ground.officer.post is not None
    moved = actions.dispatch_case(
        actor=ground.office,
        case_id=case.id,
        version=case.version,
        post_id=ground.officer.post.post_id,
        at=AT,
    )
    assert moved.state == "dispatched"


def test_accepting_ends_one_clock_and_begins_two(ground: Ground) -> None:
    case = cases.an_accepted_case(ground, at=later(hours=1))
    assert set(clocks(case)) == {"answer", "close"}
    assert clocks(case)["answer"].rule_key == "request.answer.repair.ordinary"
    assert case.due_kind == "answer"
    assert {one.channel for one in letters(case, "cases/accepted")} == {"email"}


def test_only_the_lead_works_on_it(ground: Ground) -> None:
    case = cases.a_dispatched_case(ground)
    with pytest.raises(NotAllowed):
        actions.accept_case(actor=ground.officer, case_id=case.id, version=case.version, at=AT)
    assert Case.objects.get(id=case.id).version == case.version


def test_an_act_twice_is_a_conflict_and_never_two_steps(ground: Ground) -> None:
    case = cases.a_dispatched_case(ground)
    cases.an_accepted_case(ground, case)
    with pytest.raises(Conflict):
        cases.an_accepted_case(ground, Case(id=case.id, version=case.version))
    assert CaseStep.objects.filter(case=case, verb="accept").count() == 1


def test_a_return_needs_a_reason_and_goes_to_the_sorter(ground: Ground) -> None:
    case = cases.an_accepted_case(ground)
    key = {"actor": ground.property_manager, "case_id": case.id, "version": case.version}
    with pytest.raises(Refused) as refused:
        actions.return_case(**key, reason=" ", at=AT)
    assert refused.value.code == "no_reason"
    back = actions.return_case(**key, reason="不是我们的电梯", at=AT)
    assert ground.officer.post is not None
    assert (back.state, back.lead_post_id) == ("sorted", ground.officer.post.post_id)
    assert "accept" in clocks(back)
    with pytest.raises(Missing):
        queries.case_for(ground.property_manager, case.id)


def test_the_sender_reads_the_answer_and_not_the_notes(ground: Ground) -> None:
    case = cases.an_accepted_case(ground)
    actions.add_note(actor=ground.property_manager, case_id=case.id, text="等配件", at=AT)
    actions.add_note(
        actor=ground.property_manager,
        case_id=case.id,
        text="师傅电话已约",
        audience=Audience.UNIT,
        at=AT,
    )
    case.refresh_from_db()
    cases.an_answered_case(ground, case)
    texts = [step.text for step in queries.steps_of(case)]
    assert "已修好，电梯恢复运行。" in texts
    assert "等配件" not in texts
    officers = queries.case_for(ground.officer, case.id)
    read = {step.text for step in queries.steps_of(case, queries.audiences_of(officers.roles))}
    assert "等配件" in read
    assert "师傅电话已约" not in read


def test_answering_ends_the_answer_clock_and_closing_the_other(ground: Ground) -> None:
    case = cases.an_answered_case(ground)
    assert set(clocks(case)) == {"close"}
    case = actions.close_case(
        actor=ground.property_manager, case_id=case.id, version=case.version, at=AT
    )
    assert (case.state, clocks(case), case.due_at) == ("closed", {}, None)


def test_a_draft_is_kept_and_nobody_is_told(ground: Ground) -> None:
    case = cases.an_accepted_case(ground)
    case = actions.draft_answer(
        actor=ground.property_manager,
        case_id=case.id,
        version=case.version,
        text="正在修",
        at=AT,
    )
    assert (case.draft, case.state) == ("正在修", "accepted")
    assert not letters(case, "cases/answered")


def _a_proposed(ground: Ground) -> Case:
    case = cases.a_sorted_case(ground, type=CaseType.REFERRAL)
    case = cases.a_dispatched_case(ground, case, to=ground.office)
    key = {"actor": ground.office, "case_id": case.id, "at": AT}
    case = actions.accept_case(**key, version=case.version)
    return actions.answer_case(**key, version=case.version, text="处理意见。")


def test_an_answer_to_a_referral_waits_for_a_second_person(ground: Ground) -> None:
    secretary = people.an_actor("secretary", ground.community)
    case = _a_proposed(ground)
    assert (case.state, case.answer, case.draft) == ("accepted", "", "处理意见。")
    assert secretary.post is not None
    assert secretary.post.post_id in {one.post_id for one in letters(case, "cases/proposed")}
    with pytest.raises(Refused) as refused:
        actions.approve_answer(actor=ground.office, case_id=case.id, version=case.version, at=AT)
    assert refused.value.code == "approves_own"
    case = actions.approve_answer(actor=secretary, case_id=case.id, version=case.version, at=AT)
    assert (case.state, case.answer, case.draft) == ("answered", "处理意见。", "")


def test_a_proposed_answer_is_sent_back_with_its_text(ground: Ground) -> None:
    secretary = people.an_actor("secretary", ground.community)
    case = _a_proposed(ground)
    case = actions.send_back_answer(
        actor=secretary, case_id=case.id, version=case.version, reason="写明依据", at=AT
    )
    assert (case.draft, case.proposed_at) == ("处理意见。", None)
    assert letters(case, "cases/sent_back")


def test_the_act_bar_says_what_may_be_done_and_why_not(ground: Ground) -> None:
    case = cases.a_dispatched_case(ground)
    seen = queries.case_for(ground.property_manager, case.id)
    acts = {act.verb: act for act in queries.lawful_acts(ground.property_manager, seen)}
    assert acts[Verb.ACCEPT].allowed
    assert not acts[Verb.ANSWER].allowed
    assert acts[Verb.ANSWER].reason
    assert Verb.PRESS not in acts


def test_undoing_a_sorting_puts_everything_back(ground: Ground) -> None:
    case = cases.an_open_case(ground)
    counts = _counts(case)
    case = cases.a_sorted_case(ground, case, urgency=Urgency.LIFE)
    case = actions.undo_last(
        actor=ground.officer, case_id=case.id, version=case.version, at=later(seconds=9)
    )
    assert (case.state, case.type, case.category_id) == ("received", "", None)
    assert clocks(case)["accept"].rule_key == "request.accept.ordinary"
    assert _counts(case) == counts


def test_undoing_an_acceptance_lets_the_old_clock_run_from_its_own_beginning(
    ground: Ground,
) -> None:
    case = cases.a_dispatched_case(ground)
    due = case.due_at
    case = cases.an_accepted_case(ground, case, at=later(hours=1))
    case = actions.undo_last(
        actor=ground.property_manager,
        case_id=case.id,
        version=case.version,
        at=later(hours=1, seconds=5),
    )
    assert (case.state, case.due_kind, case.due_at) == ("dispatched", "accept", due)


def test_after_ten_seconds_or_by_others_nothing_is_undone(ground: Ground) -> None:
    case = cases.a_sorted_case(ground)
    key = {"case_id": case.id, "version": case.version}
    with pytest.raises(Refused) as late:
        actions.undo_last(actor=ground.officer, **key, at=later(seconds=11))
    with pytest.raises(Refused) as other:
        actions.undo_last(actor=ground.office, **key, at=later(seconds=2))
    assert (late.value.code, other.value.code) == ("too_late_to_undo", "nothing_to_undo")


def _counts(case: Case) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, delta in cases.tallies(case):
        found[name] = found.get(name, 0) + delta
    return {name: value for name, value in found.items() if value}


def test_an_act_goes_by_the_rules_of_now_though_another_process_changed_them(
    ground: Ground,
) -> None:
    before = clocks(cases.an_accepted_case(ground))["answer"]
    case = cases.a_dispatched_case(ground)
    LocalRule.objects.create(
        sub_district_id=ground.place.id,
        key=before.rule_key,
        value={"minutes": 7},
        source="示例文件",
        adopted_by="示例街道办",
        adopted_on=AT.date(),
        valid_from=AT.date(),
    )
    now = clocks(cases.an_accepted_case(ground, case))["answer"]
    assert (now.rule_key, now.limit, now.unit) == (before.rule_key, 7, "minutes")
