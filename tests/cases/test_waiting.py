"""Waiting for the sender or an outside body; clocks that stop; helpers and parts of the work."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from linli.cases import actions, queries
from linli.cases.models import Case, HandOver, Question
from linli.kernel.actor import nobody
from linli.kernel.clocks import PauseReason
from linli.kernel.errors import Missing, NotAllowed, Refused
from tests.cases import builders as cases
from tests.cases.builders import AT, Ground, a_ground, clocks, later, letters
from tests.people import builders as people


@pytest.fixture
def ground(db: None) -> Ground:
    return a_ground()


@pytest.fixture
def case(ground: Ground) -> Case:
    return cases.an_accepted_case(ground)


def key(ground: Ground, case: Case, **more: Any) -> dict[str, Any]:
    given = {"actor": ground.property_manager, "case_id": case.id, "version": case.version}
    return {**given, "at": AT, **more}


def test_a_question_stops_the_clock_and_the_answer_lets_it_run_on(ground: Ground) -> None:
    sent = cases.opened(ground)
    case = cases.a_sorted_case(ground, Case.objects.get(id=sent.case_id))
    case = cases.an_accepted_case(ground, cases.a_dispatched_case(ground, case))
    due = clocks(case)["answer"].due_at
    case = actions.ask_sender(**key(ground, case), text="哪个单元？", choices=["一单元", "二单元"])
    assert (case.state, case.paused) == ("waiting_sender", True)
    assert letters(case, "cases/question")
    question = Question.objects.get(case=case)
    case = actions.answer_question(
        actor=nobody(ground.place.id),
        case_id=case.id,
        question_id=question.id,
        answer="二单元",
        slip=cases.slip_of(ground, sent),
        at=later(days=1),
    )
    assert (case.state, case.paused) == ("accepted", False)
    assert clocks(case)["answer"].due_at > due
    assert letters(case, "cases/reply")


def test_one_question_at_a_time(ground: Ground, case: Case) -> None:
    case = actions.ask_sender(**key(ground, case), text="哪个单元？", stops_clock=False)
    assert (case.state, case.paused) == ("accepted", False)
    with pytest.raises(Refused) as refused:
        actions.ask_sender(**key(ground, case), text="几点？")
    assert refused.value.code == "question_open"


def test_a_stranger_answers_no_question(ground: Ground, case: Case) -> None:
    case = actions.ask_sender(**key(ground, case), text="哪个单元？")
    question = Question.objects.get(case=case)
    with pytest.raises(Missing):
        actions.answer_question(
            actor=nobody(ground.place.id),
            case_id=case.id,
            question_id=question.id,
            answer="二单元",
            at=AT,
        )


def _handed_over(ground: Ground, case: Case, days: int = 7) -> tuple[Case, str]:
    return actions.hand_over(
        **key(ground, case),
        body_name="示例电梯厂",
        contact="03175550001",
        what="请检修三号楼电梯",
        days=days,
    )


def test_an_outside_body_works_by_its_link(ground: Ground, case: Case) -> None:
    case, token = _handed_over(ground, case)
    assert (case.state, case.paused) == ("waiting_outside", True)
    row = actions.open_hand_over(sub_district_id=ground.place.id, token=token, at=later(hours=1))
    assert (row.opened_at, row.what) == (later(hours=1), "请检修三号楼电梯")
    assert token not in row.token_hash
    given = {"sub_district_id": ground.place.id, "token": token}
    said = actions.hand_over_result(**given, text="已派人", done=False, at=later(hours=2))
    assert said.state == "waiting_outside"
    done = actions.hand_over_result(
        **given, text="已修好", outside_number="W-1", done=True, at=later(hours=5)
    )
    assert (done.state, done.paused) == ("accepted", False)
    assert len(letters(done, "cases/outside_result")) == 2
    with pytest.raises(Refused) as used:
        actions.hand_over_result(**given, text="再说一次", done=True, at=later(hours=6))
    assert used.value.code == "link_used"


def test_a_link_dies_with_its_time_and_by_being_taken_back(ground: Ground, case: Case) -> None:
    case, token = _handed_over(ground, case)
    given = {"sub_district_id": ground.place.id, "token": token}
    with pytest.raises(Refused) as over:
        actions.open_hand_over(**given, at=later(days=7))
    assert over.value.code == "link_over"
    row = HandOver.objects.get(case=case)
    case = actions.revoke_hand_over(
        actor=ground.officer, case_id=case.id, hand_over_id=row.id, at=AT
    )
    assert (case.state, case.paused) == ("accepted", False)
    with pytest.raises(Refused):
        actions.open_hand_over(**given, at=AT)
    with pytest.raises(Missing):
        actions.open_hand_over(sub_district_id=ground.place.id, token="guessed", at=AT)


@pytest.mark.parametrize("days", [0, 400])
def test_a_link_lives_no_longer_than_the_rule_says(ground: Ground, case: Case, days: int) -> None:
    with pytest.raises(Refused) as refused:
        _handed_over(ground, case, days)
    assert refused.value.code == "no_date_ahead"


def test_a_clock_stops_for_a_listed_reason_and_runs_on(ground: Ground, case: Case) -> None:
    due = clocks(case)["close"].due_at
    case = actions.pause_case(**key(ground, case), reason=PauseReason.WEATHER_OR_SAFETY)
    assert case.paused
    with pytest.raises(Refused):
        actions.pause_case(**key(ground, case), reason=PauseReason.WEATHER_OR_SAFETY)
    case = actions.resume_case(**key(ground, case, at=later(days=2)))
    assert not case.paused
    assert clocks(case)["close"].due_at >= due + timedelta(days=2)
    verbs = [step.verb for step in queries.steps_of(case)]
    assert verbs[-2:] == ["pause", "resume"]


def test_waiting_for_the_sender_is_no_choice_of_the_handler(ground: Ground, case: Case) -> None:
    with pytest.raises(Refused) as refused:
        actions.pause_case(**key(ground, case), reason=PauseReason.WAITING_FOR_SENDER)
    assert refused.value.code == "pause_asks_first"


def test_a_helping_post_sees_it_until_its_help_ends(ground: Ground, case: Case) -> None:
    helper = people.an_actor("grid_worker", people.a_place_for("grid_worker", ground.place))
    assert helper.post is not None
    with pytest.raises(Missing):
        queries.case_for(helper, case.id)
    given = {"case_id": case.id, "post_id": helper.post.post_id, "at": AT}
    actions.assist(actor=ground.property_manager, **given)
    assert queries.case_for(helper, case.id).case == case
    assert letters(case, "cases/assist")
    with pytest.raises(Refused) as twice:
        actions.assist(actor=ground.property_manager, **given)
    assert twice.value.code == "same_post"
    case.refresh_from_db()
    with pytest.raises(NotAllowed):
        actions.close_case(actor=helper, case_id=case.id, version=case.version, at=AT)
    actions.end_assist(actor=ground.property_manager, **given)
    with pytest.raises(Missing):
        queries.case_for(helper, case.id)


def test_a_part_of_the_work_is_done_by_its_post(ground: Ground, case: Case) -> None:
    helper = people.an_actor("grid_worker", people.a_place_for("grid_worker", ground.place))
    assert helper.post is not None
    task = actions.add_sub_task(
        actor=ground.property_manager,
        case_id=case.id,
        post_id=helper.post.post_id,
        what="上门看看老人",
        at=AT,
    )
    assert letters(case, "cases/task")
    with pytest.raises(NotAllowed):
        actions.finish_sub_task(actor=ground.officer, task_id=task.id, at=AT)
    done = actions.finish_sub_task(actor=helper, task_id=task.id, result="已看望", at=AT)
    assert (done.done_at, done.result) == (AT, "已看望")
    assert letters(case, "cases/task_done")
    with pytest.raises(Refused):
        actions.finish_sub_task(actor=helper, task_id=task.id, at=AT)
