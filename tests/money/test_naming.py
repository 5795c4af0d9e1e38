"""Who names the hands on a fund, and how a naming that was a slip is taken back."""

from __future__ import annotations

import pytest

from linli.kernel.errors import Missing, NotAllowed, Refused
from linli.money import actions, queries
from linli.money.actions import Named
from linli.money.models import Fund, Hand
from linli.money.rules import Duty, FundKind, VoucherKind, month_of
from tests.money.builders import AT, ON, Ground, account_of
from tests.people.builders import a_signed_in_client


def named(ground: Ground, duty: Duty, *, by: object = None, whom: object = None) -> Hand:
    return actions.name_fund_hand(
        actor=by or ground.chair,  # type: ignore[arg-type]
        fund_id=ground.fund.id,
        account_id=account_of(whom or ground.congress_chair),  # type: ignore[arg-type]
        duty=duty,
        at=AT,
    )


def taken_back(ground: Ground, duty: Duty, *, by: object = None, whom: object = None) -> Fund:
    return actions.unname_fund_hand(
        actor=by or ground.chair,  # type: ignore[arg-type]
        fund_id=ground.fund.id,
        account_id=account_of(whom or ground.congress_chair),  # type: ignore[arg-type]
        duty=duty,
        at=AT,
    )


def held(ground: Ground) -> set[tuple[Duty, object]]:
    return {(one.duty, one.account_id) for one in queries.hands_of(ground.place.id, ground.fund.id)}


@pytest.mark.parametrize("who", ["treasurer", "supervisor"])
def test_whoever_has_the_money_in_hand_names_nobody_on_it(ground: Ground, who: str) -> None:
    ground.fund  # noqa: B018 - opened before somebody tries
    with pytest.raises(NotAllowed, match="不经手这笔钱"):
        named(ground, Duty.CHECKS, by=getattr(ground, who))
    with pytest.raises(NotAllowed, match="不经手这笔钱"):
        taken_back(ground, Duty.CHECKS, by=getattr(ground, who), whom=ground.supervisor)


def test_nobody_names_themselves_neither_later_nor_when_the_fund_opens(ground: Ground) -> None:
    with pytest.raises(Refused, match="不能指定自己"):
        named(ground, Duty.CHECKS, whom=ground.chair)
    with pytest.raises(Refused, match="不能指定自己"):
        actions.open_fund(
            actor=ground.treasurer,
            place_id=ground.compound.id,
            kind=FundKind.COMMITTEE,
            name="示例经费",
            hands=[Named(account_of(ground.treasurer), Duty.CHECKS)],
            on=ON,
            key="own",
            at=AT,
        )
    assert not Fund.objects.filter(name="示例经费").exists()


def test_a_naming_that_was_a_slip_is_taken_back_and_the_other_duties_stay(ground: Ground) -> None:
    named(ground, Duty.MAKES)
    named(ground, Duty.HOLDS_MONEY)
    one = account_of(ground.congress_chair)
    taken_back(ground, Duty.MAKES)
    assert (Duty.MAKES, one) not in held(ground)
    assert (Duty.HOLDS_MONEY, one) in held(ground)
    taken_back(ground, Duty.HOLDS_MONEY)
    assert not Hand.objects.filter(matter_id=ground.fund.id, account_id=one).exists()
    named(ground, Duty.CHECKS)
    assert (Duty.CHECKS, one) in held(ground)


def test_a_duty_by_which_something_was_done_stays(ground: Ground) -> None:
    voucher = ground.made(VoucherKind.RECEIVE, 500)
    with pytest.raises(Refused, match="职责不能收回"):
        taken_back(ground, Duty.MAKES, whom=ground.treasurer)
    taken_back(ground, Duty.CHECKS, whom=ground.supervisor)
    named(ground, Duty.CHECKS, whom=ground.supervisor)
    ground.checked(voucher)
    with pytest.raises(Refused, match="职责不能收回"):
        taken_back(ground, Duty.CHECKS, whom=ground.supervisor)


def test_a_duty_that_nobody_has_is_not_taken_back(ground: Ground) -> None:
    with pytest.raises(Missing):
        taken_back(ground, Duty.AUDITS)


def test_a_slip_is_taken_back_with_a_button_at_the_desk(ground: Ground) -> None:
    named(ground, Duty.CHECKS)
    one = account_of(ground.congress_chair)
    client, path = a_signed_in_client(ground.chair), f"/desk/funds/{ground.fund.id}/hands/"
    assert "收回：复核" in client.get(path).content.decode()
    typed = {"who": one, "duty": "checks"}
    answer = client.post(f"{path}back/", typed)
    assert answer.status_code == 303
    assert (Duty.CHECKS, one) not in held(ground)
    assert client.post(f"{path}back/", typed).status_code == 404
    assert client.post(f"{path}back/", {"who": "x", "duty": "y"}).status_code == 422


def test_the_page_offers_naming_to_nobody_who_has_a_hand_in_it(ground: Ground) -> None:
    path = f"/desk/funds/{ground.fund.id}/hands/"
    page = a_signed_in_client(ground.treasurer).get(path).content.decode()
    assert "本账的人员由别人指定" in page
    assert 'name="duty"' not in page
    own = a_signed_in_client(ground.chair).get(path).content.decode()
    assert str(account_of(ground.chair)) not in own


def test_who_closed_a_month_stays_the_one_who_checks(ground: Ground) -> None:
    ground.close(month_of(ground.fund.opened_on))
    with pytest.raises(Refused, match="职责不能收回"):
        taken_back(ground, Duty.CHECKS, whom=ground.supervisor)
