"""What was received and given back goes into the books, in one line for many; a rest is named."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.money.actions.campaigns import (
    campaign_under_change,
    refund_purpose,
    require_campaign,
)
from linli.money.actions.tended import Tended
from linli.money.actions.vouchers import prepare_voucher
from linli.money.models import Campaign, Contribution, SpendingAuthority, Voucher
from linli.money.rules import CampaignState, Duty, GiftState, Move, PaidBy, VoucherKind
from linli.money.rules.campaigns import GIVEN, IN_TRUST, may_enter_books

SPENT_BACK = "5002"


@transaction.atomic
def enter_receipts(*, actor: Actor, campaign_id: UUID, on: date, key: str, at: datetime) -> Voucher:
    """Make one voucher of all receipts that are not in the books yet; it names their sum alone."""
    tended = campaign_under_change(actor, campaign_id, at)
    tended.require_hand(tended.row.matter_id, Duty.MAKES)
    gifts = _unentered(tended)
    if not may_enter_books(len(gifts), CampaignState(tended.row.state)):
        raise Refused(
            "too_few_receipts",
            _(
                "Fewer than five receipts wait for more, so that no line of the books tells of one "
                "household; after the end any number goes in."
            ),
        )
    sums = {by: sum(one.received_fen for one in gifts if one.paid_by == by) for by in PaidBy}
    voucher = prepare_voucher(
        actor=actor,
        fund_id=tended.row.fund_id,
        kind=VoucherKind.RECEIVE,
        on=on,
        words=_("%(title)s: %(count)s contributions")
        % {"title": tended.row.title, "count": len(gifts)},
        moves=[Move(by.account, IN_TRUST, fen) for by, fen in sums.items() if fen],
        matter_id=tended.row.matter_id,
        key=key,
        at=at,
    )
    ids = [one.id for one in gifts]
    Contribution.objects.filter(sub_district_id=tended.tenant, id__in=ids).update(
        receipt_voucher=voucher
    )
    tended.record("money.enter_receipts", {"count": len(gifts), "fen": voucher.fen})
    tended.batch.write()
    return voucher


@transaction.atomic
def enter_refunds(*, actor: Actor, campaign_id: UUID, on: date, key: str, at: datetime) -> Voucher:
    """Make one voucher of all that was given back and is not in the books yet."""
    tended = campaign_under_change(actor, campaign_id, at)
    tended.require_hand(tended.row.matter_id, Duty.MAKES)
    require_campaign(tended, CampaignState.REFUNDING, CampaignState.DONE)
    gifts = list(
        Contribution.objects.select_for_update(of=("self",)).filter(
            Q(refund_voucher=None) | Q(refund_voucher__state="returned"),
            sub_district_id=tended.tenant,
            campaign=tended.row,
            state=GiftState.REFUNDED.value,
        )
    )
    if not gifts:
        raise Refused("nothing_waits", _("Nothing that was given back waits for the books."))
    authority = SpendingAuthority.objects.filter(
        sub_district_id=tended.tenant,
        matter_id=tended.row.matter_id,
        purpose=refund_purpose(tended.row),
    ).latest("id")
    from_ = IN_TRUST if not _released(tended) else SPENT_BACK
    sums = {by: sum(one.refund_fen for one in gifts if one.paid_by == by) for by in PaidBy}
    voucher = prepare_voucher(
        actor=actor,
        fund_id=tended.row.fund_id,
        kind=VoucherKind.PAY,
        on=on,
        words=_("%(title)s: %(count)s contributions given back")
        % {"title": tended.row.title, "count": len(gifts)},
        moves=[Move(from_, by.account, fen) for by, fen in sums.items() if fen],
        matter_id=tended.row.matter_id,
        authority_id=authority.id,
        key=key,
        at=at,
    )
    ids = [one.id for one in gifts]
    Contribution.objects.filter(sub_district_id=tended.tenant, id__in=ids).update(
        refund_voucher=voucher
    )
    tended.record("money.enter_refunds", {"count": len(gifts), "fen": voucher.fen})
    tended.batch.write()
    return voucher


def _unentered(tended: Tended[Campaign]) -> list[Contribution]:
    rows = Contribution.objects.select_for_update(of=("self",)).filter(
        Q(receipt_voucher=None) | Q(receipt_voucher__state="returned"),
        sub_district_id=tended.tenant,
        campaign=tended.row,
        state__in=[GiftState.RECEIVED.value, GiftState.REFUNDED.value],
    )
    return list(rows.order_by("serial"))


def _released(tended: Tended[Campaign]) -> bool:
    """Whether the money was taken out of trust before it was to go back."""
    rows = Voucher.objects.filter(
        sub_district_id=tended.tenant,
        fund_id=tended.row.fund_id,
        matter_id=tended.row.matter_id,
        kind=VoucherKind.MOVE.value,
        state="posted",
    )
    return any(list(move[:2]) == [IN_TRUST, GIVEN] for row in rows for move in row.moves)
