"""A place's own calendars: versions with a source; elections under way keep theirs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from linli.elections import actions, queries
from linli.elections.models import CalendarTemplate
from linli.elections.queries.calendar import shipped_calendar, steps_of
from linli.elections.rules import ElectionKind
from linli.elections.rules.calendar import StepPlan
from linli.kernel.errors import Conflict, NotAllowed, Refused
from linli.kernel.rule import Words
from tests.elections.builders import Ground
from tests.elections.election_builders import CALLED, called
from tests.people.builders import a_signed_in_client

pytestmark = pytest.mark.django_db
KIND = ElectionKind.CONGRESS


def adopted(ground: Ground, steps: list[StepPlan] | None = None, **facts: Any) -> CalendarTemplate:
    """A calendar that the office adopted."""
    given = {
        "actor": ground.office,
        "kind": KIND,
        "seen": 0,
        "name": "示例街道换届日程",
        "steps": steps or list(shipped_calendar(KIND).steps),
        "source": "示街发〔2026〕1号",
        "adopted_by": "示例街道办事处",
        "adopted_on": CALLED.date(),
        "at": CALLED,
    }
    return actions.adopt_calendar(**{**given, **facts})


def test_what_is_shipped_is_labelled_as_our_reading() -> None:
    template = queries.template_in_force(Ground().place.id, KIND)
    assert template.number == 0
    assert "本站读法" in template.name
    assert "本站读法" in template.source


def test_an_election_under_way_keeps_its_version() -> None:
    ground = Ground()
    before = called(ground)
    steps = [replace(shipped_calendar(KIND).steps[0], title=Words("开会决定换届", ""))]
    adopted(ground, [*steps, *shipped_calendar(KIND).steps[1:]])
    after = called(ground, title="下一次")
    assert (before.template_number, after.template_number) == (0, 1)
    assert steps_of(before)[0].plan["title"]["zh"] == "决定换届，公布工作方案"
    assert steps_of(after)[0].plan["title"]["zh"] == "开会决定换届"


def test_each_change_is_a_version_of_its_own() -> None:
    ground = Ground()
    adopted(ground)
    adopted(ground, seen=1)
    numbers = [one.number for one in queries.templates(ground.place.id, KIND)]
    assert numbers == [2, 1, 0]


def test_two_who_change_at_once_do_not_overwrite_each_other() -> None:
    ground = Ground()
    adopted(ground)
    with pytest.raises(Conflict):
        adopted(ground)


def test_it_names_its_paper() -> None:
    with pytest.raises(Refused) as refusal:
        adopted(Ground(), source=" ")
    assert refusal.value.code == "no_source"


def test_a_calendar_without_a_vote_is_refused() -> None:
    steps = [step for step in shipped_calendar(KIND).steps if step.key != "voting"]
    with pytest.raises(Refused) as refusal:
        adopted(Ground(), steps)
    assert refusal.value.code == "bad_calendar"


def test_a_community_adopts_none() -> None:
    ground = Ground()
    with pytest.raises(NotAllowed):
        adopted(ground, actor=ground.runner)


def test_the_office_makes_a_version_from_the_form() -> None:
    ground = Ground()
    client = a_signed_in_client(ground.office)
    where = reverse("elections:desk_new_calendar", args=[KIND.value])
    assert client.get(where).status_code == 200
    typed: dict[str, Any] = {
        "name": "示例街道换届日程",
        "source": "示街发〔2026〕2号",
        "adopted_by": "示例街道",
        "adopted_on": timezone.localdate().isoformat(),
        "seen": 0,
        "new_title": "入户宣传",
        "new_after": "register",
        "new_last": 31,
        "new_holder": "secretary",
        "handover-out": "on",
    }
    for step in shipped_calendar(KIND).steps:
        typed[f"{step.key}-title"] = step.title.zh
        if step.last is not None and not step.last_rule:
            typed[f"{step.key}-last"] = step.last
    typed["committee-last"] = 40
    assert client.post(where, typed).status_code == 303
    made = queries.template_in_force(ground.place.id, KIND)
    keys = [step.key for step in made.steps]
    assert made.number == 1
    assert "handover" not in keys
    assert keys[keys.index("register") + 1] == "own-1"
    assert next(step for step in made.steps if step.key == "committee").last == 40
    page = client.get(reverse("elections:desk_calendar", args=[KIND.value, 1])).content.decode()
    assert "入户宣传" in page
    assert "示街发〔2026〕2号" in page


def test_the_secretary_reads_the_calendars() -> None:
    ground = Ground()
    client = a_signed_in_client(ground.runner)
    assert client.get(reverse("elections:desk_calendars")).status_code == 200
    for kind in ElectionKind:
        where = reverse("elections:desk_calendar", args=[kind.value, 0])
        assert "不是法律条文" in client.get(where).content.decode()
    assert client.get(reverse("elections:desk_calendar", args=["x", 0])).status_code == 404
