"""A month of a fund's books is closed when all of it is checked; it never opens again."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.money.actions.funds import FUND, fund_for
from linli.money.actions.vouchers import require_hand
from linli.money.models import Fund, Period, Voucher
from linli.money.queries.statements import figures_digest
from linli.money.rules import Duty, PeriodState, Verb, VoucherState, month_of, next_month
from linli.records import actions as records


@transaction.atomic
def close_period(*, actor: Actor, fund_id: UUID, month: date, at: datetime) -> Period:
    """Close the oldest open month, with the fingerprint of its figures; the next one is open."""
    fund = fund_for(actor, fund_id, Verb.CHECK, at, locked=True)
    require_hand(actor, fund.id, fund.id, Duty.CHECKS)
    month = month_of(month)
    _require_turn(fund, month, at)
    _require_checked(fund, month)
    found, _made = Period.objects.get_or_create(
        sub_district_id=fund.sub_district_id, fund=fund, month=month,
        defaults={"state": PeriodState.OPEN.value},
    )  # fmt: skip
    found.state = PeriodState.CLOSED.value
    found.closed_at, found.closed_by = at, actor.label
    found.digest = figures_digest(fund, month)
    found.save(update_fields=["state", "closed_at", "closed_by", "digest"])
    Period.objects.get_or_create(
        sub_district_id=fund.sub_district_id, fund=fund, month=next_month(month),
        defaults={"state": PeriodState.OPEN.value},
    )  # fmt: skip
    fund.closed_through = month
    fund.version += 1
    fund.save(update_fields=["closed_through", "version"])
    records.record(
        actor=actor, did="money.close_period", on_kind=FUND, on_id=fund.id,
        facts={"month": f"{month:%Y-%m}", "digest": found.digest}, at=at,
    )  # fmt: skip
    return found


def _require_turn(fund: Fund, month: date, at: datetime) -> None:
    turn = next_month(fund.closed_through) if fund.closed_through else month_of(fund.opened_on)
    if month < turn:
        raise Refused("month_closed", _("This month is closed already; it does not open again."))
    if month > turn:
        words = _("Months are closed in order. Close %(month)s first.")
        raise Refused("month_order", words % {"month": f"{turn:%Y-%m}"})
    if timezone.localdate(at) < next_month(month):
        raise Refused("month_runs", _("This month still runs. Close it when it is over."))


def _require_checked(fund: Fund, month: date) -> None:
    waiting = Voucher.objects.filter(
        sub_district_id=fund.sub_district_id,
        fund=fund,
        state=VoucherState.MADE.value,
        on__gte=month,
        on__lt=next_month(month),
    ).count()
    if waiting:
        words = _("%(count)s vouchers of this month still wait for their check.")
        raise Refused("month_waits", words % {"count": waiting})
