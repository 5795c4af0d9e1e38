"""The first page shows what is decided together, and asks whom it concerns."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.test import Client
from django.utils import timezone

from linli.decisions.queries import asking_at
from linli.decisions.rules import StepKind
from tests.decisions.builders import Ground
from tests.decisions.notice_builders import BoardGround, put_up

pytestmark = pytest.mark.django_db


def test_what_is_under_way_stands_on_the_first_page() -> None:
    ground = Ground()
    decision = ground.decision_at(StepKind.CONSULT, type_key="common_life", title="活动室晚上开门")
    said = Client().get("/").content.decode()
    assert decision.title in said
    assert "广泛征求意见" in said


def test_what_hangs_on_a_board_stands_on_the_first_page_until_its_time_is_over() -> None:
    ground, now = BoardGround(), timezone.now()
    over = put_up(ground, at=now - timedelta(days=40))
    notice = put_up(ground, at=now)
    said = unquote(Client().get("/").content.decode())
    assert "公示栏" in said
    assert f"/notices/{notice.number}/" in said
    assert f"/notices/{over.number}/" not in said


def test_a_draft_does_not_stand_on_the_first_page() -> None:
    decision = Ground().proposed(title="还没有提出的事")
    assert decision.title not in Client().get("/").content.decode()


def test_a_consultation_asks_the_compound_and_nobody_elsewhere() -> None:
    ground = Ground()
    decision = ground.decision_at(StepKind.CONSULT, type_key="common_life")
    tenant = ground.place.id
    assert [one.number for one in asking_at(tenant, [ground.compound.id])] == [decision.number]
    assert asking_at(tenant, [ground.building.id]) == []
    ground.led_to(StepKind.DELIBERATE, decision)
    assert asking_at(tenant, [ground.compound.id]) == []
