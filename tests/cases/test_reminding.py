"""The clock of requests: late is told level by level, each once, and never a stopped clock."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from linli.cases import actions
from linli.cases.models import Case, CaseStep
from linli.cases.rules import Urgency
from linli.kernel.actor import Actor
from linli.kernel.clocks import PauseReason
from linli.records.models import ClockFault
from tests.cases import builders as cases
from tests.cases.builders import AT, Ground, a_ground, clocks, later, letters
from tests.people import builders as people
from tests.places import builders as places

LEVELS = ("group_lead", "patch_lead", "secretary", "sub_district_leader")


@pytest.fixture
def ground(db: None) -> Ground:
    return a_ground()


@pytest.fixture
def chain(ground: Ground) -> dict[str, Actor]:
    """Whoever is told, from the residents' group to the sub-district."""
    patch = places.a_patch(ground.community)
    group = places.a_group(patch)
    stand = (group, patch, ground.community, places.root_of(ground.place))
    return {kind: people.an_actor(kind, place) for kind, place in zip(LEVELS, stand, strict=True)}


def urgent(ground: Ground, chain: dict[str, Actor]) -> Case:
    """A request about water, in a residents' group, that nobody accepts for half an hour."""
    post = chain["group_lead"].post
    assert post is not None
    return cases.an_open_case(ground, urgency=Urgency.UTILITY, place_id=post.place_id)


def run(ground: Ground, at: datetime) -> int:
    return actions.remind_due(sub_district_id=ground.place.id, at=at)


def told(case: Case, chain: dict[str, Actor]) -> list[str]:
    kinds = {actor.post.post_id: kind for kind, actor in chain.items() if actor.post}
    found = {kinds[one.post_id] for one in letters(case, "cases/escalated") if one.post_id}
    return [kind for kind in LEVELS if kind in found]


def test_nobody_is_told_before_the_time(ground: Ground, chain: dict[str, Actor]) -> None:
    case = urgent(ground, chain)
    assert case.due_at == later(minutes=30)
    assert run(ground, later(minutes=29)) == 0
    assert told(case, chain) == []


def test_one_level_after_the_other_each_once(ground: Ground, chain: dict[str, Actor]) -> None:
    case = urgent(ground, chain)
    looks = (31, 31, 91, 151, 152, 271, 600)
    seen = [run(ground, later(minutes=minutes)) for minutes in looks]
    assert seen == [1, 0, 1, 1, 0, 1, 0]
    assert told(case, chain) == list(LEVELS)
    assert len(letters(case, "cases/escalated")) == 4
    assert len(letters(case, "cases/late")) == 1
    assert CaseStep.objects.filter(case=case, verb="escalate").count() == 4


def test_a_clock_that_slept_tells_all_at_once(ground: Ground, chain: dict[str, Actor]) -> None:
    case = urgent(ground, chain)
    assert run(ground, later(days=3)) == 4
    assert told(case, chain) == list(LEVELS)
    assert run(ground, later(days=4)) == 0


def test_a_level_that_nobody_holds_is_passed(ground: Ground) -> None:
    secretary = people.an_actor("secretary", ground.community)
    case = cases.an_open_case(ground, urgency=Urgency.UTILITY)
    assert run(ground, later(minutes=151)) == 3
    assert secretary.post is not None
    assert [one.post_id for one in letters(case, "cases/escalated")] == [secretary.post.post_id]


def test_a_stopped_clock_tells_nobody(ground: Ground) -> None:
    case = cases.an_accepted_case(ground)
    actions.pause_case(
        actor=ground.property_manager,
        case_id=case.id,
        version=case.version,
        reason=PauseReason.WEATHER_OR_SAFETY,
        at=cases.AT,
    )
    assert run(ground, later(days=13)) == 0


def test_a_new_clock_begins_at_the_first_level(ground: Ground, chain: dict[str, Actor]) -> None:
    case = urgent(ground, chain)
    run(ground, later(minutes=31))
    case.refresh_from_db()
    case = cases.a_sorted_case(ground, case, urgency=Urgency.UTILITY, at=later(minutes=32))
    case = cases.a_dispatched_case(ground, case, at=later(minutes=33))
    case = cases.an_accepted_case(ground, case, at=later(minutes=34))
    assert {clock.level for clock in clocks(case).values()} == {0}


def test_a_request_that_fails_is_put_off_and_stops_none_after_it(
    ground: Ground, chain: dict[str, Actor]
) -> None:
    broken, whole = urgent(ground, chain), urgent(ground, chain)
    Case.objects.filter(id=broken.id).update(urgency="unknown")
    assert run(ground, later(minutes=31)) == 1
    assert told(whole, chain) == ["group_lead"]
    (fault,) = ClockFault.objects.filter(job="cases.remind")
    assert (fault.subject_id, fault.times) == (broken.id, 1)
    assert run(ground, later(minutes=31)) == 0
    assert ClockFault.objects.get().times == 1


def test_what_fails_on_is_tried_less_and_less_often_but_every_hour(
    ground: Ground, chain: dict[str, Actor]
) -> None:
    broken = urgent(ground, chain)
    Case.objects.filter(id=broken.id).update(urgency="unknown")
    for minute in range(31, 31 + 8 * 60):
        run(ground, later(minutes=minute))
    assert ClockFault.objects.get().times == 6 + 7
    Case.objects.filter(id=broken.id).update(urgency=Urgency.UTILITY.value)
    assert run(ground, later(minutes=31 + 9 * 60)) == 4
    assert told(broken, chain) == list(LEVELS)
    assert not ClockFault.objects.exists()


def test_a_clock_stopped_by_hand_runs_on_after_the_longest_stop(ground: Ground) -> None:
    _above = ground.secretary
    case = cases.an_accepted_case(ground)
    case = actions.pause_case(
        actor=ground.property_manager,
        case_id=case.id,
        version=case.version,
        reason=PauseReason.WEATHER_OR_SAFETY,
        at=AT,
    )
    run(ground, datetime(2026, 12, 8, 9, tzinfo=UTC))
    case.refresh_from_db()
    assert case.paused
    after = datetime(2026, 12, 8, 11, tzinfo=UTC)
    run(ground, after)
    run(ground, after)
    case.refresh_from_db()
    assert not case.paused
    told = {one.post_id for one in letters(case, "cases/ran_on")}
    assert case.lead_post_id in told
    assert len(told) == len(letters(case, "cases/ran_on")) == 2


def test_who_waits_too_long_for_the_sender_is_told_and_still_waits(ground: Ground) -> None:
    _above = ground.secretary
    case = cases.an_accepted_case(ground)
    case = actions.ask_sender(
        actor=ground.property_manager,
        case_id=case.id,
        version=case.version,
        text="哪个单元？",
        at=AT,
    )
    for days in (15, 16):
        run(ground, later(days=days))
    case.refresh_from_db()
    assert (case.state, case.paused) == ("waiting_sender", True)
    assert len(letters(case, "cases/waits_long")) == 2
