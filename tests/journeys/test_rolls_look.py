"""The pages of rolls hold at a phone and at a desk: width, contrast, labels."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from linli.elections import actions
from linli.elections.rules import RollKind
from linli.elections.rules.rolls import Correction, ObjectionKind
from tests.elections.roll_builders import a_published_roll, a_roll, a_unit, a_voter, lines_in
from tests.elections.test_proxies import ProxyGround
from tests.journeys.conftest import Look, NewPage
from tests.people.builders import a_signed_in_client, actor_of
from tests.places.builders import a_building

pytestmark = pytest.mark.django_db(transaction=True)


def a_roll_at_work(ground: ProxyGround, kind: RollKind) -> Any:
    """A published roll of two buildings with an objection, a correction and a linked line."""
    now = timezone.now()
    a_building(ground.compound, name="12号楼")
    make = a_voter if kind is RollKind.VOTERS else a_unit
    rows = [
        make(number, building="12号楼" if number > 8 else "3号楼", name=name)
        for number, name in enumerate(
            (
                "示例甲",
                "示例乙",
                "示例丙",
                "示例丁",
                "示例戊",
                "示例己",
                "示例庚",
                "示例辛",
                "示例壬",
            ),
            start=1,
        )
    ]
    roll = a_published_roll(ground, kind=kind, lines=rows, at=now - timedelta(days=2))
    actions.object_to_roll(
        actor=ground.visitor,
        roll_id=roll.id,
        kind=ObjectionKind.WRONG_ENTRY,
        number=2,
        words="门牌写错了，应为 1单元112。",
        contact="示例乙 柜台自取",
        at=now,
    )
    actions.correct_roll(
        actor=ground.secretary,
        roll_id=roll.id,
        what=Correction.STRUCK,
        line_id=lines_in(roll)[8].id,
        reason="重复登记，已在 3号楼登记。",
        at=now,
    )
    line = lines_in(roll)[0]
    code = actions.line_code(actor=ground.clerk, line_id=line.id, at=now)
    mine = actions.link_line(
        actor=actor_of(ground.resident, ground.place),
        roll_id=roll.id,
        number=line.number,
        code=code,
        at=now,
    )
    assert mine.account_id == ground.resident.id
    return roll


@pytest.mark.parametrize("size", ["phone", "wide"])
@pytest.mark.parametrize("kind", list(RollKind))
def test_pages_of_rolls_hold(
    new_page: NewPage, looks_right: Look, size: str, kind: RollKind
) -> None:
    ground = ProxyGround()
    roll = a_roll_at_work(ground, kind)
    draft = a_roll(ground, kind=kind, lines=2, at=timezone.now())
    building = f"?building={ground.building.id}"
    line = lines_in(roll)[1]
    desk = new_page(size, signed_in=a_signed_in_client(ground.secretary))
    resident = new_page(size, signed_in=a_signed_in_client(ground.resident))
    visitor = new_page(size)
    objection = roll.objections.get()
    for page, name, args, rest in (
        (desk, "rolls", (), ""),
        (desk, "roll_new", (), ""),
        (desk, "roll_record", (draft.id,), ""),
        (desk, "roll_import", (draft.id,), ""),
        (desk, "roll_record", (roll.id,), ""),
        (desk, "roll_lines", (roll.id,), building),
        (desk, "roll_line", (line.id,), ""),
        (desk, "roll_change", (line.id,), ""),
        (desk, "roll_strike", (line.id,), ""),
        (desk, "roll_objections", (roll.id,), ""),
        (desk, "objection_answer", (objection.id,), ""),
        (desk, "proxies", (ground.election.id,), ""),
        (resident, "roll_mine", (roll.id,), ""),
        (visitor, "public_rolls", (), ""),
        (visitor, "roll_public", (roll.id,), building),
        (visitor, "roll_object", (roll.id,), ""),
    ):
        page.goto(reverse(f"elections:{name}", args=args) + rest)
        looks_right(page)
