"""A collection begins, ends, and its money is released, kept for a new decision, or given back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, Refused
from linli.money.actions.matters import Allowed, give_authority, require_decided
from linli.money.actions.tended import Tended, gone, next_number, require_at
from linli.money.actions.vouchers import prepare_voucher
from linli.money.models import Campaign, CampaignHouse, Contribution, Matter, Voucher
from linli.money.queries.campaign_houses import houses_below, is_reached_now, waiting_to_enter
from linli.money.queries.matters import authorities_of
from linli.money.rules import (
    CampaignState,
    Duty,
    FundKind,
    GiftState,
    IfLeft,
    IfMissed,
    Move,
    Verb,
    VoucherKind,
)
from linli.money.rules.campaigns import GIVEN, IN_TRUST, shares_of, state_at_end
from linli.records import actions as records
from linli.tenancy.models import new_id

AFTER_DECISION = "self_government.money.after_decision"
MOST_PERCENT = 100


@dataclass(frozen=True, slots=True)
class CampaignDraft:
    """What is collected, for how long, and what happens if it is missed or something is left."""

    fund_id: UUID
    title: str
    words: str
    target_fen: int
    opens_on: date
    closes_on: date
    if_missed: IfMissed
    if_left: IfLeft
    target_percent: int = 0
    asked_fen: int = 0
    houses: Mapping[UUID, int] = field(default_factory=dict)


@transaction.atomic
def open_campaign(
    *, actor: Actor, matter_id: UUID, draft: CampaignDraft, key: str, at: datetime
) -> Campaign:
    """Begin a collection that was decided, into a fund of its own kind; the key makes it once."""
    matter = Matter.objects.filter(sub_district_id=actor.sub_district_id, id=matter_id).first()
    if matter is None:
        raise gone()
    require_at(actor, Verb.SET_UP, matter.place_id, at=at)
    require_decided(matter)
    _require_sound(draft)
    campaign_id = new_id()
    before = records.claim_key(
        sub_district_id=actor.sub_district_id,
        act="money.open_campaign",
        key=key,
        body={"matter": str(matter_id), "title": draft.title, "fen": draft.target_fen},
        answer={"campaign": str(campaign_id)},
        at=at,
    )
    if before is not None:
        return Campaign.objects.get(
            sub_district_id=actor.sub_district_id, id=UUID(before["campaign"])
        )
    campaign = Campaign(
        id=campaign_id,
        sub_district_id=actor.sub_district_id,
        number=next_number(actor.sub_district_id, matter.place_id, "JZ", at=at),
        matter=matter,
        fund_id=draft.fund_id,
        place_id=matter.place_id,
        title=draft.title.strip(),
        words=draft.words.strip(),
        state=CampaignState.RAISING.value,
        target_fen=draft.target_fen,
        target_percent=draft.target_percent,
        asked_fen=draft.asked_fen,
        if_missed=draft.if_missed.value,
        if_left=draft.if_left.value,
        opens_on=draft.opens_on,
        closes_on=draft.closes_on,
        made_by=actor.label,
        made_at=at,
    )
    tended = Tended(actor=actor, row=campaign, at=at, new=True)
    _require_decided(tended)
    campaign.save(force_insert=True)
    _keep_houses(tended, draft)
    tended.record("money.open_campaign", {"fen": draft.target_fen, "percent": draft.target_percent})
    tended.batch.write()
    return campaign


@transaction.atomic
def end_campaign(*, actor: Actor, campaign_id: UUID, at: datetime) -> Campaign:
    """End a collection: when what was asked has come, or after its last day."""
    tended = campaign_under_change(actor, campaign_id, at)
    tended.require(Verb.KEEP)
    campaign = tended.row
    require_campaign(tended, CampaignState.RAISING)
    reached = is_reached_now(campaign)
    if not reached and tended.today <= campaign.closes_on:
        words = _("It goes on until %(day)s, or until what was asked has come.")
        raise Refused("not_over", words % {"day": campaign.closes_on})
    state = state_at_end(
        reached=reached,
        received_fen=campaign.received_fen,
        if_missed=IfMissed(campaign.if_missed),
    )
    tended.change(state=state.value, ended_on=tended.today)
    tended.record("money.end_campaign", {"state": state.value, "fen": campaign.received_fen})
    if state is CampaignState.REFUNDING:
        _owe_back_all(tended)
    return tended.write()


@transaction.atomic
def release_money(*, actor: Actor, campaign_id: UUID, on: date, key: str, at: datetime) -> Voucher:
    """Take what was given out of trust, once the target is reached: from now on it may be spent."""
    tended = campaign_under_change(actor, campaign_id, at)
    tended.require_hand(tended.row.matter_id, Duty.MAKES)
    require_campaign(tended, CampaignState.REACHED)
    if waiting_to_enter(tended.row):
        raise Refused("receipts_wait", _("Enter all receipts in the books first."))
    voucher = prepare_voucher(
        actor=actor,
        fund_id=tended.row.fund_id,
        kind=VoucherKind.MOVE,
        on=on,
        words=_("%(title)s: the target is reached") % {"title": tended.row.title},
        moves=[Move(IN_TRUST, GIVEN, tended.row.received_fen)],
        matter_id=tended.row.matter_id,
        key=key,
        at=at,
    )
    tended.record("money.release_money", {"fen": tended.row.received_fen})
    tended.batch.write()
    return voucher


@transaction.atomic
def go_on_with_less(*, actor: Actor, campaign_id: UUID, basis: str, at: datetime) -> Campaign:
    """After a missed target: a new decision says to go on with what has come."""
    tended = campaign_under_change(actor, campaign_id, at)
    tended.require(Verb.KEEP)
    tended.require_free_for(tended.row.matter_id, Duty.DECIDES)
    require_campaign(tended, CampaignState.MISSED)
    _require_basis(basis)
    tended.change(state=CampaignState.REACHED.value)
    tended.record("money.go_on_with_less", {"fen": tended.row.received_fen}, text=basis)
    return tended.write()


@transaction.atomic
def begin_refund(*, actor: Actor, campaign_id: UUID, basis: str, at: datetime) -> Campaign:
    """After a missed target: a new decision says to give everything back."""
    tended = campaign_under_change(actor, campaign_id, at)
    tended.require(Verb.KEEP)
    tended.require_free_for(tended.row.matter_id, Duty.DECIDES)
    require_campaign(tended, CampaignState.MISSED)
    _require_basis(basis)
    tended.change(state=CampaignState.REFUNDING.value)
    tended.record("money.begin_refund", {"fen": tended.row.received_fen}, text=basis)
    _owe_back_all(tended)
    return tended.write()


@transaction.atomic
def share_out_rest(
    *, actor: Actor, campaign_id: UUID, fen: int, basis: str, at: datetime
) -> Campaign:
    """Give back what the work did not need, by what each gave, to the fen."""
    tended = campaign_under_change(actor, campaign_id, at)
    tended.require(Verb.KEEP)
    tended.require_free_for(tended.row.matter_id, Duty.DECIDES)
    require_campaign(tended, CampaignState.REACHED)
    if tended.row.if_left != IfLeft.SHARE_OUT:
        raise Refused("stays", _("It was said before that the rest stays in the fund."))
    _require_basis(basis)
    if not 0 < fen <= tended.row.received_fen:
        raise Refused("no_amount", _("Between one fen and all that came can be given back."))
    gifts = _received(tended)
    for gift, share in zip(gifts, shares_of(fen, [one.received_fen for one in gifts]), strict=True):
        gift.refund_fen = share
    Contribution.objects.bulk_update(gifts, ["refund_fen"])
    _allow_refunds(tended, fen, basis)
    tended.change(state=CampaignState.REFUNDING.value)
    tended.record("money.share_out_rest", {"fen": fen, "gifts": len(gifts)}, text=basis)
    return tended.write()


def campaign_under_change(actor: Actor, campaign_id: UUID, at: datetime) -> Tended[Campaign]:
    """A collection under lock for an act."""
    return Tended.on(Campaign, actor=actor, row_id=campaign_id, version=None, at=at)


def require_campaign(tended: Tended[Campaign], *states: CampaignState) -> None:
    """Go on only where the collection stands in one of these states."""
    if CampaignState(tended.row.state) not in states:
        raise Refused("wrong_state", _("This cannot be done at this point of the collection."))


def _received(tended: Tended[Campaign]) -> list[Contribution]:
    rows = Contribution.objects.select_for_update().filter(
        sub_district_id=tended.tenant,
        campaign=tended.row,
        state=GiftState.RECEIVED.value,
    )
    return list(rows.order_by("serial"))


def _owe_back_all(tended: Tended[Campaign]) -> None:
    gifts = _received(tended)
    for gift in gifts:
        gift.refund_fen = gift.received_fen
    Contribution.objects.bulk_update(gifts, ["refund_fen"])
    _allow_refunds(tended, sum(gift.refund_fen for gift in gifts), tended.row.number)


def _allow_refunds(tended: Tended[Campaign], fen: int, basis: str) -> None:
    """What is owed back may be paid, and not a fen more."""
    give_authority(
        actor=tended.actor,
        matter_id=tended.row.matter_id,
        allowed=Allowed(
            fund_id=tended.row.fund_id,
            purpose=refund_purpose(tended.row),
            limit_fen=fen,
            basis=basis,
        ),
        on=tended.today,
        key=f"refund-{tended.row.id}",
        at=tended.at,
    )


def refund_purpose(campaign: Campaign) -> str:
    """By what the permission to give back is known."""
    return f"退还自愿出资 {campaign.number}"


def _require_sound(draft: CampaignDraft) -> None:
    if not (draft.title.strip() and draft.words.strip()):
        raise Refused("no_words", _("Say what it is for, in short and at length."))
    if draft.target_fen <= 0 or draft.asked_fen < 0:
        raise Refused("no_amount", _("An amount above nought is asked for."))
    if draft.closes_on < draft.opens_on:
        raise Refused("days_in_order", _("It ends on the day it begins, or after."))
    if not 0 <= draft.target_percent <= MOST_PERCENT:
        raise Refused("no_share", _("The share of households lies between 0 and 100."))


def _require_decided(tended: Tended[Campaign]) -> None:
    """Money from residents only after a meeting's decision, and not more than it says (R34)."""
    campaign = tended.row
    rule = tended.rule(AFTER_DECISION)
    found = [
        one
        for one in authorities_of(tended.tenant, [campaign.matter_id])
        if one.fund_id == campaign.fund_id and one.ended_on is None
    ]
    if not found:
        raise Refused(
            "not_decided",
            _(
                "Money is collected only after a meeting decided it: the decision must allow this "
                "matter to spend from this fund."
            ),
            source=rule.source.zh,
        )
    if found[0].fund.kind != FundKind.SELF_RAISED:
        raise Refused("wrong_fund", _("What residents give goes into a fund of its own kind."))
    if campaign.target_fen > max(one.limit_fen for one in found):
        raise Refused("above_decision", _("More is asked than the decision allows."))
    if found[0].fund.place_id != campaign.place_id:
        raise Missing("no_fund", _("There is no such fund at this place."))


def _keep_houses(tended: Tended[Campaign], draft: CampaignDraft) -> None:
    campaign = tended.row
    counted = draft.houses or houses_below(tended.tenant, campaign.place_id, on=tended.today)
    if campaign.target_percent and not sum(counted.values()):
        raise Refused(
            "no_households", _("A share of households needs their number. Enter it by building.")
        )
    CampaignHouse.objects.bulk_create(
        CampaignHouse(
            sub_district_id=tended.tenant, campaign=campaign, building_id=key, households=count
        )
        for key, count in counted.items()
        if count
    )


def _require_basis(basis: str) -> None:
    if not basis.strip():
        raise Refused("no_basis", _("Name the decision that it rests on, with its number."))
