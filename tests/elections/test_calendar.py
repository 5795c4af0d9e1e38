"""Steps in their turn and in their time: done, returned, never skipped; clocks and letters."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from importlib import resources
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from linli.elections import actions, queries
from linli.elections.models import Election, ElectionStep
from linli.elections.queries.calendar import shipped_calendar, steps_of
from linli.elections.rules import ElectionKind, ElectionState, StepState, Verb, may_do
from linli.elections.rules.calendar import (
    BadCalendar,
    StepFacts,
    StepPlan,
    as_data,
    days_of,
    plan_from,
    served,
    step_of,
    step_refusal,
    steps_now,
)
from linli.kernel.errors import NotAllowed, Refused
from linli.kernel.rule import Words
from linli.kernel.workdays import Duration, Unit
from linli.records.models import Duty, Message
from linli.records.queries import shipped
from tests.elections.builders import Ground
from tests.elections.election_builders import (
    CALLED,
    CLOSES,
    OPENS,
    a_notice,
    adopt_rules,
    an_election,
    called,
    do,
    fresh,
    officials,
    open_for_voting,
    set_terms,
    set_times,
)

pytestmark = pytest.mark.django_db


def the_step(election: Election, key: str) -> ElectionStep:
    """A step as it stands now."""
    return next(one for one in steps_of(election) if one.key == key)


@pytest.mark.parametrize("kind", list(ElectionKind))
def test_each_shipped_calendar_is_whole_and_bilingual(kind: ElectionKind) -> None:
    plan = shipped_calendar(kind)
    assert all(step.title.zh and step.title.en for step in plan.steps)
    assert "本站读法" in plan.name.zh
    keys = {rule for step in plan.steps for rule in (step.first_rule, step.last_rule) if rule}
    assert all(shipped().knows(key, on=CALLED.date()) for key in keys)


@pytest.mark.parametrize("kind", list(ElectionKind))
def test_every_duty_holder_may_do_its_step(kind: ElectionKind) -> None:
    holders = {holder for step in shipped_calendar(kind).steps for holder in step.holders}
    assert all(may_do(Verb.DO_STEP, holder) for holder in holders)


def test_there_is_a_calendar_for_each_kind_and_no_other() -> None:
    files = resources.files("linli.elections").joinpath("calendars").iterdir()
    named = {file.name.removesuffix(".toml") for file in files if file.name.endswith(".toml")}
    assert named == {kind.value for kind in ElectionKind}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"stage": 3}, "stages"),
        ({"holders": []}, "holders"),
        ({"holders": ["nobody"]}, "holders"),
        ({"anchor": "easter"}, "anchor"),
        ({"needs": ["luck"]}, "need"),
        ({"documents": ["poem"]}, "document"),
        ({"notice": False, "notice_rule": "owners.assembly.notice"}, "notice"),
        ({"surprise": 1}, "unknown"),
    ],
)
def test_a_calendar_that_cannot_be_followed_is_not_read(
    change: dict[str, object], words: str
) -> None:
    file = resources.files("linli.elections").joinpath("calendars", "owners_decision.toml")
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    data["step"][0] |= change
    with pytest.raises(BadCalendar, match=words):
        plan_from(data)


def test_a_step_is_kept_as_data_and_read_the_same() -> None:
    step = shipped_calendar(ElectionKind.CONGRESS).steps[0]
    assert step_of(as_data(step)) == step


def test_steps_of_one_stage_have_their_turn_together() -> None:
    steps = [
        StepFacts("a", 1, StepState.DONE),
        StepFacts("b", 2, StepState.NOW),
        StepFacts("c", 2, StepState.NOW),
        StepFacts("d", 3, StepState.AHEAD),
    ]
    assert steps_now(steps) == ("b", "c")


def test_a_returned_step_keeps_its_turn() -> None:
    steps = [StepFacts("a", 1, StepState.RETURNED), StepFacts("b", 2, StepState.AHEAD)]
    assert steps_now(steps) == ("a",)


def test_a_step_before_its_first_day_is_refused_and_on_it_not() -> None:
    step = StepFacts("a", 1, StepState.NOW, date(2026, 12, 1))
    assert step_refusal(step, ("a",), on=date(2026, 11, 30)) == "too_early"
    assert step_refusal(step, ("a",), on=date(2026, 12, 1)) == ""


def test_days_stand_before_the_vote_and_after_the_result() -> None:
    before = StepPlan("a", 1, Words("甲", "A"), anchor="voting", first=10, last=4)
    after = StepPlan("b", 1, Words("乙", "B"), anchor="result", last_rule="x")
    anchors: dict[str, date | None] = {"voting": date(2027, 1, 15), "result": date(2027, 1, 31)}

    def month(_key: str) -> Duration:
        return Duration(1, Unit.MONTHS)

    assert days_of(before, anchors, month) == (date(2027, 1, 5), date(2027, 1, 11))
    assert days_of(after, anchors, month) == (None, date(2027, 2, 28))


def test_a_notice_of_fifteen_days_is_served_on_the_fifteenth_and_not_before() -> None:
    assert served(date(2026, 12, 1), date(2026, 12, 16), 15)
    assert not served(date(2026, 12, 1), date(2026, 12, 15), 15)


def test_days_are_known_once_the_vote_is_dated() -> None:
    ground = Ground()
    election = called(ground)
    assert the_step(election, "register_published").due_on is None
    set_times(ground, election)
    opens = timezone.localdate(OPENS)
    assert the_step(election, "register_published").due_on == opens - timedelta(days=29)
    assert the_step(election, "candidates_published").not_before == opens - timedelta(days=10)


def test_no_step_is_skipped() -> None:
    ground = Ground()
    election = set_terms(ground, called(ground), seats=3)
    officials(ground, election)
    with pytest.raises(Refused) as refusal:
        actions.do_step(
            actor=ground.runner,
            election_id=election.id,
            key="register",
            version=fresh(election).version,
            at=CALLED,
        )
    assert refusal.value.code == "not_its_turn"


def test_a_step_needs_its_notice_with_a_photo() -> None:
    ground = Ground()
    election = set_terms(ground, called(ground), seats=3)
    given: dict[str, Any] = {
        "actor": ground.runner,
        "election_id": election.id,
        "key": "plan",
        "at": CALLED,
    }
    with pytest.raises(Refused) as refusal:
        actions.do_step(version=election.version, **given)
    assert refusal.value.code == "no_notice"
    a_notice(ground, election, "plan", at=CALLED)
    actions.do_step(version=fresh(election).version, **given)
    assert the_step(election, "committee").state == StepState.NOW


def test_what_a_step_needs_is_named() -> None:
    ground = Ground()
    election = called(ground)
    with pytest.raises(Refused, match="名额") as refusal:
        actions.do_step(
            actor=ground.runner,
            election_id=election.id,
            key="plan",
            version=election.version,
            at=CALLED,
        )
    assert refusal.value.code == "needs"


def test_a_step_waits_for_its_first_day() -> None:
    ground = Ground()
    election = an_election(ground, up_to="candidates_published")
    early = max(CALLED, fresh(election).latest_at or CALLED)
    with pytest.raises(Refused) as refusal:
        do(ground, election, "candidates_published", at=early)
    assert refusal.value.code == "too_early"


def test_a_step_belongs_to_its_holder() -> None:
    ground = Ground()
    election = set_terms(ground, called(ground), seats=3)
    with pytest.raises(NotAllowed):
        actions.do_step(
            actor=ground.clerk,
            election_id=election.id,
            key="plan",
            version=election.version,
            at=CALLED,
        )


def test_a_step_that_failed_is_returned_with_a_reason_and_done_later() -> None:
    ground = Ground()
    election = set_terms(ground, called(ground), seats=3)
    given: dict[str, Any] = {
        "actor": ground.runner,
        "election_id": election.id,
        "key": "plan",
        "at": CALLED,
    }
    with pytest.raises(Refused):
        actions.return_step(reason=" ", version=election.version, **given)
    actions.return_step(reason="方案没有通过", version=election.version, **given)
    assert the_step(election, "plan").state == StepState.RETURNED
    do(ground, election, "plan", at=CALLED)
    assert the_step(election, "plan").state == StepState.DONE


def test_the_holder_is_told_when_the_turn_comes() -> None:
    ground = Ground()
    post = ground.runner.post
    assert post is not None
    called(ground)
    letter = Message.objects.get(template="elections/step_now", post_id=post.post_id)
    assert letter.link.startswith("/desk/elections/")


def test_a_late_step_is_told_once() -> None:
    ground = Ground()
    election = called(ground)
    set_times(ground, election)
    late = OPENS - timedelta(days=40)
    given: dict[str, Any] = {"sub_district_id": ground.place.id, "at": late}
    assert actions.remind_due(**given) == 1
    assert actions.remind_due(**given) == 0
    assert Message.objects.filter(template="elections/step_late").count() == 1


def test_a_step_with_a_rule_of_its_own_runs_as_a_clock() -> None:
    ground = Ground()
    adopt_rules(ground)
    election = called(ground, ElectionKind.OWNERS_COMMITTEE)
    do(ground, election, "request", at=CALLED)
    duty = Duty.objects.get(subject_id=election.id, done_at=None)
    assert (duty.kind, duty.rule_key) == ("committee", "owners.preparatory.formed")
    officials(ground, election)
    do(ground, election, "committee", at=CALLED + timedelta(days=3))
    duty.refresh_from_db()
    assert duty.done_at is not None


def test_steps_after_the_count_run_from_it() -> None:
    ground = Ground()
    election = open_for_voting(ground, an_election(ground, ElectionKind.OWNERS_COMMITTEE))
    counted = CLOSES + timedelta(hours=3)
    Election.objects.filter(id=election.id).update(
        state=ElectionState.COUNTED, closed_at=CLOSES, counted_at=counted
    )
    for key in ("voting", "count", "result"):
        do(ground, election, key, at=counted)
    filing = Duty.objects.get(subject_id=election.id, kind="filing")
    assert filing.rule_key == "owners.committee.filing"
    assert filing.started_at == counted
    assert the_step(election, "filing").due_on == timezone.localdate(counted) + timedelta(days=30)


def test_lists_are_destroyed_when_their_time_is_over_and_not_before() -> None:
    ground = Ground()
    election = open_for_voting(ground, an_election(ground))
    counted = CLOSES + timedelta(hours=3)
    Election.objects.filter(id=election.id).update(
        state=ElectionState.COUNTED, closed_at=CLOSES, counted_at=counted
    )
    for key in ("voting", "count", "result", "first_meeting", "handover", "filing"):
        do(ground, election, key, at=counted)
    with pytest.raises(Refused) as refusal:
        do(ground, election, "destruction", at=counted)
    assert refusal.value.code == "too_early"
    later = counted + timedelta(days=370)
    with pytest.raises(Refused) as refusal:
        do(ground, election, "destruction", at=later)
    assert refusal.value.code == "needs"
    actions.forget_due(sub_district_id=ground.place.id, at=later)
    do(ground, election, "destruction", at=later)
    assert the_step(election, "destruction").state == StepState.DONE


def test_a_cancelled_election_has_no_next_step() -> None:
    ground = Ground()
    election = set_terms(ground, called(ground), seats=3)
    actions.cancel_election(
        actor=ground.runner,
        election_id=election.id,
        number=election.number,
        reason="名册有误",
        version=election.version,
        at=CALLED,
    )
    with pytest.raises(Refused) as refusal:
        do(ground, election, "plan", at=CALLED)
    assert refusal.value.code == "cancelled"


def test_the_server_s_clock_runs_the_reminders() -> None:
    ground = Ground()
    election = called(ground)
    Election.objects.filter(id=election.id).update(latest_at=timezone.now() - timedelta(days=2))
    ElectionStep.objects.filter(election=election, key="plan").update(due_on=date(2020, 1, 1))
    call_command("remind", verbosity=0)
    assert queries.steps_of(election)[0].late_told_at is not None
