"""What residents give of their own will: after a decision, without names, back when it is missed."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from linli.kernel.errors import Missing, NotAllowed, Refused
from linli.money import actions, queries
from linli.money.models import Campaign, Contribution
from linli.money.rules import CampaignState, GiftState, IfLeft, IfMissed, PaidBy
from linli.money.rules.campaigns import households_asked, is_reached, shares_of
from linli.records.models import AuditEntry
from tests.money.builders import AT, ON
from tests.money.works_builders import YUAN, WorksGround

AFTER = AT + timedelta(days=15)


@pytest.fixture
def ground(db: None) -> WorksGround:
    """A compound with a matter that was decided."""
    return WorksGround()


def enter(ground: WorksGround, campaign: Campaign, key: str = "enter", days: int = 0) -> int:
    voucher = actions.enter_receipts(
        actor=ground.treasurer,
        campaign_id=campaign.id,
        on=ON + timedelta(days=days),
        key=key,
        at=AT + timedelta(days=days),
    )
    return actions.check_voucher(
        actor=ground.supervisor,
        voucher_id=voucher.id,
        version=voucher.version,
        at=AT + timedelta(days=days),
    ).fen


def ended(ground: WorksGround, campaign: Campaign) -> Campaign:
    return actions.end_campaign(actor=ground.secretary, campaign_id=campaign.id, at=AFTER)


def fresh(campaign: Campaign) -> Campaign:
    found = queries.campaign(campaign.sub_district_id, campaign.id)
    assert found is not None
    return found


def test_nothing_is_collected_before_a_meeting_decided_it(ground: WorksGround) -> None:
    authority = ground.decided(fund=ground.given)
    other = ground.a_matter()
    authority.matter_id = other.id
    with pytest.raises(Refused) as refused:
        ground.campaign(authority=authority)
    assert refused.value.code == "not_decided"
    assert "第16条" in refused.value.source


def test_no_more_is_asked_than_was_decided(ground: WorksGround) -> None:
    authority = ground.decided(3_000 * YUAN - 1, fund=ground.given)
    with pytest.raises(Refused) as refused:
        ground.campaign(authority=authority)
    assert refused.value.code == "above_decision"


def test_common_revenue_takes_no_contributions(ground: WorksGround) -> None:
    with pytest.raises(Refused) as refused:
        ground.campaign(authority=ground.decided())
    assert refused.value.code == "wrong_fund"


def test_a_contribution_has_no_field_for_a_person_or_a_dwelling(ground: WorksGround) -> None:
    campaign = ground.campaign()
    giver = ground.giver()
    gift = ground.pledged(campaign, actor=giver)
    names = {field.name for field in Contribution._meta.get_fields()}
    assert not names & {"account", "account_id", "name", "dwelling", "phone", "giver"}
    assert str(giver.account_id) not in str(Contribution.objects.filter(id=gift.id).values())
    said = AuditEntry.objects.filter(did="money.pledge").values("actor_id", "actor_label")
    assert {"actor_id": None, "actor_label": "sender"} in list(said)


def test_a_resident_pledges_once_and_may_take_it_back(ground: WorksGround) -> None:
    campaign = ground.campaign()
    giver = ground.giver()
    gift = ground.pledged(campaign, actor=giver)
    with pytest.raises(Refused) as refused:
        ground.pledged(campaign, actor=giver)
    assert refused.value.code == "pledged_before"
    actions.withdraw_pledge(actor=giver, campaign_id=campaign.id, code=gift.code, at=AT)
    assert fresh(campaign).pledges == 0
    assert queries.own_pledge(campaign, giver.account_id) is None
    ground.pledged(campaign, 200, actor=giver)
    assert fresh(campaign).pledged_fen == 200 * YUAN


def test_nobody_takes_back_the_pledge_of_another(ground: WorksGround) -> None:
    campaign = ground.campaign()
    gift = ground.pledged(campaign, actor=ground.giver())
    with pytest.raises(Missing):
        actions.withdraw_pledge(
            actor=ground.giver(), campaign_id=campaign.id, code=gift.code, at=AT
        )


def test_a_pledge_sent_twice_is_one(ground: WorksGround) -> None:
    campaign = ground.campaign()
    giver = ground.giver()
    two = [
        actions.pledge(
            actor=giver, campaign_id=campaign.id, building_id=None, fen=100, key="one", at=AT
        )
        for _each in range(2)
    ]
    assert two[0].id == two[1].id


def test_a_visitor_does_not_pledge(ground: WorksGround) -> None:
    with pytest.raises(NotAllowed):
        ground.pledged(ground.campaign(), actor=ground.visitor)


def test_a_pledge_is_no_receipt(ground: WorksGround) -> None:
    campaign = ground.campaign()
    ground.pledged(campaign, 3_000)
    now = fresh(campaign)
    assert (now.pledged_fen, now.received_fen) == (3_000 * YUAN, 0)
    with pytest.raises(Refused) as refused:
        actions.end_campaign(actor=ground.secretary, campaign_id=campaign.id, at=AT)
    assert refused.value.code == "not_over"


def test_only_who_holds_the_money_takes_it_in(ground: WorksGround) -> None:
    campaign = ground.campaign()
    gift = ground.pledged(campaign)
    with pytest.raises(NotAllowed):
        actions.take_in(
            actor=ground.executor,
            campaign_id=campaign.id,
            code=gift.code,
            fen=100,
            paid_by=PaidBy.CASH,
            on=ON,
            at=AT,
        )


def test_fewer_than_five_receipts_do_not_enter_the_books_while_others_still_give(
    ground: WorksGround,
) -> None:
    campaign = ground.campaign()
    ground.gave(campaign, times=4)
    with pytest.raises(Refused) as refused:
        enter(ground, campaign)
    assert refused.value.code == "too_few_receipts"
    ground.gave(campaign)
    assert enter(ground, campaign) == 500 * YUAN
    assert queries.balance_of(ground.given) == 500 * YUAN


def test_progress_moves_by_five_households_or_stays_and_once_a_day(ground: WorksGround) -> None:
    houses = ground.buildings(40, 40, 12)
    first, second, _third = houses
    campaign = ground.campaign(houses=houses)
    ground.gave(campaign, building=first, times=4)
    assert queries.progress_of(fresh(campaign)).gave is None
    ground.gave(campaign, building=first, times=8)
    assert queries.progress_of(fresh(campaign)).gave is None
    ground.gave(campaign, building=second, days=1)
    progress = queries.progress_of(fresh(campaign))
    assert progress.gave == 13
    assert progress.shown_fen == 1_300 * YUAN
    by_name = {house.names: house.gave for house in progress.houses}
    assert by_name == {("1栋",): None, ("2栋",): None, ("3栋",): None}


def test_no_building_shows_one_to_four_who_gave_or_who_did_not(ground: WorksGround) -> None:
    houses = ground.buildings(40, 40, 12)
    first, second, third = houses
    campaign = ground.campaign(houses=houses)
    ground.gave(campaign, building=first, times=20)
    ground.gave(campaign, building=second, times=10)
    ground.gave(campaign, building=third, times=10)
    actions.remind_works(sub_district_id=ground.place.id, at=AT + timedelta(days=1))
    shown = queries.progress_of(fresh(campaign)).houses
    assert all(one.gave is None or 5 <= one.gave <= one.households - 5 for one in shown)


def test_a_missed_target_gives_everything_back_to_the_fen(ground: WorksGround) -> None:
    campaign = ground.campaign()
    gifts = [*ground.gave(campaign, 100, times=5), *ground.gave(campaign, 33, times=1)]
    enter(ground, campaign)
    campaign = ended(ground, campaign)
    assert campaign.state == CampaignState.REFUNDING
    for gift in gifts:
        actions.give_back(
            actor=ground.treasurer,
            campaign_id=campaign.id,
            code=gift.code,
            on=AFTER.date(),
            at=AFTER,
        )
    voucher = actions.enter_refunds(
        actor=ground.treasurer, campaign_id=campaign.id, on=AFTER.date(), key="back", at=AFTER
    )
    actions.check_voucher(
        actor=ground.supervisor, voucher_id=voucher.id, version=voucher.version, at=AFTER
    )
    assert fresh(campaign).state == CampaignState.DONE
    assert queries.balance_of(ground.given) == 0


def test_nothing_is_given_back_twice(ground: WorksGround) -> None:
    campaign = ground.campaign()
    gift = ground.gave(campaign)[0]
    ground.gave(campaign)
    ended(ground, campaign)

    def back() -> None:
        actions.give_back(
            actor=ground.treasurer,
            campaign_id=campaign.id,
            code=gift.code,
            on=AFTER.date(),
            at=AFTER,
        )

    back()
    with pytest.raises(Refused) as refused:
        back()
    assert refused.value.code == "nothing_owed"


def test_a_missed_target_waits_for_a_new_decision_where_that_was_said(ground: WorksGround) -> None:
    campaign = ground.campaign(if_missed=IfMissed.DECIDE_AGAIN)
    ground.gave(campaign)
    campaign = ended(ground, campaign)
    assert campaign.state == CampaignState.MISSED
    with pytest.raises(Refused) as refused:
        actions.go_on_with_less(
            actor=ground.secretary, campaign_id=campaign.id, basis=" ", at=AFTER
        )
    assert refused.value.code == "no_basis"
    campaign = actions.go_on_with_less(
        actor=ground.secretary, campaign_id=campaign.id, basis="决议 0009", at=AFTER
    )
    assert campaign.state == CampaignState.REACHED


def test_money_leaves_trust_when_the_target_is_reached_to_the_fen(ground: WorksGround) -> None:
    campaign = ground.campaign(target_yuan=500)
    ground.gave(campaign, times=5)
    campaign = actions.end_campaign(actor=ground.secretary, campaign_id=campaign.id, at=AT)
    assert campaign.state == CampaignState.REACHED
    with pytest.raises(Refused) as refused:
        actions.release_money(
            actor=ground.treasurer, campaign_id=campaign.id, on=ON, key="r", at=AT
        )
    assert refused.value.code == "receipts_wait"
    enter(ground, campaign)
    voucher = actions.release_money(
        actor=ground.treasurer, campaign_id=campaign.id, on=ON, key="r", at=AT
    )
    assert ground.checked(voucher).fen == 500 * YUAN


def test_eighty_of_a_hundred_households_reach_eighty_percent_and_seventy_nine_do_not() -> None:
    asked = households_asked(100, 80)
    assert asked == 80
    assert is_reached(received_fen=10, target_fen=10, paid=80, asked=asked)
    assert not is_reached(received_fen=10, target_fen=10, paid=79, asked=asked)
    assert households_asked(101, 80) == 81


def test_what_is_left_goes_back_by_what_each_gave(ground: WorksGround) -> None:
    campaign = ground.campaign(target_yuan=600, if_left=IfLeft.SHARE_OUT)
    ground.gave(campaign, 100, times=3)
    ground.gave(campaign, 300)
    campaign = actions.end_campaign(actor=ground.secretary, campaign_id=campaign.id, at=AT)
    actions.share_out_rest(
        actor=ground.secretary, campaign_id=campaign.id, fen=1_000, basis="决算公示", at=AT
    )
    shares = list(Contribution.objects.order_by("serial").values_list("refund_fen", flat=True))
    assert shares == [167, 167, 166, 500]


def test_the_rest_stays_where_that_was_said(ground: WorksGround) -> None:
    campaign = ground.campaign(target_yuan=100, if_left=IfLeft.STAYS)
    ground.gave(campaign)
    campaign = actions.end_campaign(actor=ground.secretary, campaign_id=campaign.id, at=AT)
    with pytest.raises(Refused) as refused:
        actions.share_out_rest(
            actor=ground.secretary, campaign_id=campaign.id, fen=10, basis="x", at=AT
        )
    assert refused.value.code == "stays"


@given(left=st.integers(0, 10**9), gave=st.lists(st.integers(1, 10**7), min_size=1, max_size=60))
def test_shares_of_what_is_left_always_sum_to_it(left: int, gave: list[int]) -> None:
    shares = shares_of(left, gave)
    assert sum(shares) == left
    assert all(share >= 0 for share in shares)


def test_the_database_refuses_to_owe_back_more_than_came(ground: WorksGround) -> None:
    gift = ground.gave(ground.campaign())[0]
    gift.refund_fen = gift.received_fen + 1
    with pytest.raises(IntegrityError), transaction.atomic():
        gift.save()


def test_the_clock_ends_what_is_over(ground: WorksGround) -> None:
    campaign = ground.campaign()
    actions.remind_works(sub_district_id=ground.place.id, at=AFTER)
    assert fresh(campaign).state == CampaignState.DONE


def test_whoever_holds_the_word_of_a_receipt_finds_it_and_nobody_else(ground: WorksGround) -> None:
    campaign = ground.campaign()
    gift = ground.gave(campaign)[0]
    found = queries.gift_by_code(campaign, f" {gift.code[:4].lower()}-{gift.code[4:]} ")
    assert found is not None
    assert found.state == GiftState.RECEIVED
    assert queries.gift_by_code(campaign, "00000000") is None


def test_a_building_that_takes_no_part_is_refused(ground: WorksGround) -> None:
    other: UUID = ground.building.id
    with pytest.raises(Missing):
        ground.pledged(ground.campaign(), building=other)
