"""Premises that a developer owes: looked at with photos, referred, handed over when as agreed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from linli.kernel.errors import NotAllowed, Refused
from linli.money import actions, queries
from linli.money.actions import PremisesActDraft
from linli.money.models import PremisesDuty
from linli.money.rules import Found, PremisesAct, PremisesState
from linli.records.models import Message
from linli.records.rules import Prepared
from tests.money.builders import AT, ON
from tests.money.works_builders import WorksGround, a_photo

M2 = 10_000


@pytest.fixture
def ground(db: None) -> WorksGround:
    """A compound whose developer owes premises."""
    return WorksGround()


def act(
    ground: WorksGround,
    duty: PremisesDuty,
    what: PremisesAct,
    *,
    found: Found | None = None,
    area: int = 0,
    to_whom: str = "",
    photos: list[Prepared] | None = None,
) -> PremisesDuty:
    duty.refresh_from_db()
    return actions.act_on_premises(
        actor=ground.secretary,
        duty_id=duty.id,
        draft=PremisesActDraft(what, ON, "现场查看", found, area * M2, to_whom),
        photos=photos or [],
        version=duty.version,
        at=AT,
    )


def test_an_inspection_leaves_a_finding_and_a_photo(ground: WorksGround) -> None:
    duty = ground.owed()
    for photos, found, code in (([a_photo()], None, "no_finding"), ([], Found.FIT, "no_photo")):
        with pytest.raises(Refused) as refused:
            act(ground, duty, PremisesAct.INSPECTED, found=found, photos=photos)
        assert refused.value.code == code


def test_premises_are_taken_over_after_an_inspection_found_them_as_agreed(
    ground: WorksGround,
) -> None:
    duty = ground.owed()
    with pytest.raises(Refused) as refused:
        act(ground, duty, PremisesAct.HANDED_OVER, area=120)
    assert refused.value.code == "not_inspected"
    act(ground, duty, PremisesAct.INSPECTED, found=Found.FIT, area=120, photos=[a_photo()])
    with pytest.raises(Refused) as refused:
        act(ground, duty, PremisesAct.HANDED_OVER, area=119)
    assert refused.value.code == "too_small"
    assert act(ground, duty, PremisesAct.HANDED_OVER, area=120).state == PremisesState.HANDED_OVER
    with pytest.raises(Refused) as refused:
        act(ground, duty, PremisesAct.ASKED)
    assert refused.value.code == "wrong_state"


def test_a_referral_names_the_authority_and_takes_its_answer(ground: WorksGround) -> None:
    duty = ground.owed()
    with pytest.raises(Refused) as refused:
        act(ground, duty, PremisesAct.ANSWERED)
    assert refused.value.code == "wrong_state"
    with pytest.raises(Refused) as refused:
        act(ground, duty, PremisesAct.REFERRED)
    assert refused.value.code == "to_whom"
    act(ground, duty, PremisesAct.REFERRED, to_whom="示例住建局")
    act(ground, duty, PremisesAct.ANSWERED, to_whom="示例住建局")
    duty.refresh_from_db()
    assert [one.act for one in queries.premises_events(duty)] == ["answered", "referred"]


def test_late_premises_are_told_once(ground: WorksGround) -> None:
    ground.owed()
    for days in (0, 1):
        actions.remind_works(sub_district_id=ground.place.id, at=AT + timedelta(days=days))
    assert Message.objects.filter(template="money/premises_late").count() == 1


def test_a_company_does_not_keep_what_a_developer_owes(ground: WorksGround) -> None:
    duty = ground.owed()
    with pytest.raises(NotAllowed):
        actions.act_on_premises(
            actor=ground.property_manager,
            duty_id=duty.id,
            draft=PremisesActDraft(PremisesAct.ASKED, ON, "发函"),
            version=duty.version,
            at=AT,
        )
