"""Contributions: pledged, received, given back; never by name or dwelling."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from linli.kernel import turnout
from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, NotAllowed, Refused
from linli.kernel.numbers import random_bytes_needed, secret_as_meant, secret_word
from linli.money.actions.campaigns import campaign_under_change, require_campaign
from linli.money.actions.matters import require_carried_out
from linli.money.actions.tended import Tended
from linli.money.models import Campaign, CampaignHouse, Contribution
from linli.money.queries.campaign_houses import houses_now
from linli.money.queries.campaigns import pledge_mark
from linli.money.queries.matters import may_do_at
from linli.money.rules import CampaignState, Duty, GiftState, PaidBy, Verb
from linli.money.rules.campaigns import takes_pledges
from linli.records import actions as records

MOST_FEN = 10**9
"""A pledge is below ten million yuan."""


@transaction.atomic
def pledge(
    *,
    actor: Actor,
    campaign_id: UUID,
    building_id: UUID | None,
    fen: int,
    key: str,
    at: datetime,
) -> Contribution:
    """Promise an amount: a resident once, or a post of the place for somebody at the counter."""
    tended = campaign_under_change(actor, campaign_id, at)
    campaign = tended.row
    by_post = may_do_at(actor, Verb.KEEP, campaign.place_id, on=tended.today)
    if actor.account_id is None:
        raise NotAllowed("sign_in", _("Sign in to pledge, or pledge at the counter."))
    code = secret_word(secrets.token_bytes(random_bytes_needed()))
    before = records.claim_key(
        sub_district_id=tended.tenant,
        act="money.pledge",
        key=key,
        body={"campaign": str(campaign_id), "fen": fen, "building": str(building_id)},
        secret=code,
        at=at,
    )
    if before is not None:
        return gift_of(tended, before["secret"])
    _require_open(tended)
    _require_amount(fen)
    _require_building(tended, building_id)
    mark = "" if by_post else pledge_mark(campaign.id, actor.account_id)
    made = _pledged(tended, building_id, fen, code, mark)
    tended.change(pledged_fen=campaign.pledged_fen + fen, pledges=campaign.pledges + 1)
    tended.batch.record(
        actor=_nameless(actor, by_post=by_post),
        did="money.pledge",
        facts={"pledges": campaign.pledges},
        at=at,
    )
    tended.write()
    return made


@transaction.atomic
def withdraw_pledge(*, actor: Actor, campaign_id: UUID, code: str, at: datetime) -> Contribution:
    """Take back a pledge that was not paid yet; nobody asks why."""
    tended = campaign_under_change(actor, campaign_id, at)
    gift = gift_of(tended, code)
    by_post = may_do_at(actor, Verb.KEEP, tended.row.place_id, on=tended.today)
    own = actor.account_id is not None and gift.mark == pledge_mark(tended.row.id, actor.account_id)
    if not (by_post or own):
        raise _no_gift()
    if gift.state != GiftState.PLEDGED:
        raise Refused("not_pledged", _("Only a pledge that is not paid can be taken back."))
    gift.state = GiftState.WITHDRAWN.value
    gift.save(update_fields=["state"])
    tended.change(
        pledged_fen=tended.row.pledged_fen - gift.pledged_fen, pledges=tended.row.pledges - 1
    )
    tended.batch.record(actor=_nameless(actor, by_post=by_post), did="money.withdraw_pledge", at=at)
    tended.write()
    return gift


@transaction.atomic
def take_in(
    *,
    actor: Actor,
    campaign_id: UUID,
    code: str,
    fen: int,
    paid_by: PaidBy,
    on: date,
    at: datetime,
) -> Contribution:
    """Receive what was pledged, whole, more or less than it: from now on it has a receipt."""
    tended = campaign_under_change(actor, campaign_id, at)
    tended.require_hand(tended.row.matter_id, Duty.HOLDS_MONEY, Duty.MAKES)
    require_campaign(tended, CampaignState.RAISING)
    _require_amount(fen)
    if on > tended.today or on < tended.row.opens_on:
        raise Refused("day_ahead", _("Money is entered on the day it comes, or after."))
    gift = gift_of(tended, code)
    if gift.state != GiftState.PLEDGED:
        raise Refused("not_pledged", _("This receipt was paid or taken back already."))
    campaign = tended.row
    gift.state = GiftState.RECEIVED.value
    gift.received_fen = fen
    gift.paid_by = paid_by.value
    gift.received_on = on
    gift.serial = campaign.receipts + 1
    gift.save()
    tended.change(
        received_fen=campaign.received_fen + fen,
        receipts=campaign.receipts + 1,
        pledged_fen=campaign.pledged_fen - gift.pledged_fen + fen,
    )
    show_progress(tended)
    tended.record("money.take_in", {"serial": gift.serial, "by": paid_by.value})
    tended.write()
    return gift


@transaction.atomic
def give_back(
    *, actor: Actor, campaign_id: UUID, code: str, on: date, at: datetime
) -> Contribution:
    """Note that a giver has back what was owed."""
    tended = campaign_under_change(actor, campaign_id, at)
    tended.require_hand(tended.row.matter_id, Duty.HOLDS_MONEY, Duty.MAKES)
    require_campaign(tended, CampaignState.REFUNDING)
    gift = gift_of(tended, code)
    if not gift.refund_fen or gift.state != GiftState.RECEIVED:
        raise Refused(
            "nothing_owed", _("Nothing is owed back on this receipt, or it was paid back.")
        )
    if on > tended.today:
        raise Refused("day_ahead", _("Money is entered on the day it goes, or after."))
    gift.state = GiftState.REFUNDED.value
    gift.refunded_on = on
    gift.save(update_fields=["state", "refunded_on"])
    tended.change(refunded_fen=tended.row.refunded_fen + gift.refund_fen)
    if not _owed(tended):
        tended.change(state=CampaignState.DONE.value)
    tended.record("money.give_back", {"serial": gift.serial})
    tended.write()
    return gift


def show_progress(tended: Tended[Campaign]) -> bool:
    """Move what everybody sees on, at most once a day and by five households or more."""
    campaign = tended.row
    if campaign.shown_on == tended.today:
        return False
    before = turnout.from_data(campaign.shown) if campaign.shown else turnout.Shown()
    now = turnout.moved(before, houses_now(campaign))
    moved = now.took_part != before.took_part
    if not (moved or not campaign.shown):
        return False
    tended.change(shown=turnout.as_data(now), shown_on=tended.today)
    if moved:
        tended.change(shown_fen=campaign.received_fen)
    return True


def gift_of(tended: Tended[Campaign], code: str) -> Contribution:
    """The contribution with this word on its receipt, under lock."""
    rows = Contribution.objects.select_for_update(of=("self",))
    found = rows.filter(
        sub_district_id=tended.tenant, campaign=tended.row, code=secret_as_meant(code)
    ).first()
    if found is None:
        raise _no_gift()
    return found


def _pledged(
    tended: Tended[Campaign], building_id: UUID | None, fen: int, code: str, mark: str
) -> Contribution:
    try:
        with transaction.atomic():
            return Contribution.objects.create(
                sub_district_id=tended.tenant,
                campaign=tended.row,
                building_id=building_id,
                code=code,
                mark=mark,
                state=GiftState.PLEDGED.value,
                pledged_fen=fen,
                pledged_on=tended.today,
            )
    except IntegrityError as error:
        raise Refused(
            "pledged_before", _("You have pledged already. Take that back first to change it.")
        ) from error


def _owed(tended: Tended[Campaign]) -> int:
    rows = Contribution.objects.filter(
        sub_district_id=tended.tenant, campaign=tended.row, state=GiftState.RECEIVED.value
    )
    return int(rows.aggregate(owed=Sum("refund_fen"))["owed"] or 0)


def _require_open(tended: Tended[Campaign]) -> None:
    require_carried_out(tended.row.matter)
    campaign = tended.row
    if not takes_pledges(
        CampaignState(campaign.state),
        tended.today,
        opens_on=campaign.opens_on,
        closes_on=campaign.closes_on,
    ):
        raise Refused("not_open", _("This collection does not take pledges today."))


def _require_amount(fen: int) -> None:
    if not 0 < fen <= MOST_FEN:
        raise Refused("no_amount", _("An amount above nought is asked for."))


def _require_building(tended: Tended[Campaign], building_id: UUID | None) -> None:
    if building_id is None:
        return
    rows = CampaignHouse.objects.filter(
        sub_district_id=tended.tenant, campaign=tended.row, building_id=building_id
    )
    if not rows.exists():
        raise Missing("no_building", _("This building takes no part in the collection."))


def _nameless(actor: Actor, *, by_post: bool) -> Actor:
    """Who pledges stands in no journal; a post that enters it does."""
    return actor if by_post else Actor(sub_district_id=actor.sub_district_id)


def _no_gift() -> Missing:
    return Missing("no_gift", _("No receipt of this collection bears this word."))
