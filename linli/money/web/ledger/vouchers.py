"""Vouchers at the desk: those that wait, making one, checking it, giving it back, taking back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.kernel.errors import Conflict, Missing
from linli.money import actions, queries
from linli.money.rules import VoucherKind
from linli.money.web.ledger.forms import ReasonForm, VoucherForm, WordsForm
from linli.money.web.ledger.pages import KEEP, SEERS, form_page, papers_of, the_fund
from linli.money.web.ledger.shown import voucher_pane
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, as_uuid, go
from linli.ui.pieces import Chip

if TYPE_CHECKING:
    from linli.money.models import Entry, Voucher

_PAGE = 40
_MADE_HERE = (VoucherKind.RECEIVE, VoucherKind.PAY, VoucherKind.MOVE)


@open_to(*SEERS)
@require_safe
def desk_vouchers(request: Request) -> HttpResponse:
    """List the vouchers in reach that wait for their check, the oldest first."""
    funds = queries.funds_seen_by(request.actor, on=timezone.localdate())
    rows = queries.vouchers_waiting(request.sub_district_id, [one.id for one in funds])
    after = as_uuid(request.GET.get("after", ""))
    found = list((rows.filter(id__gt=after) if after else rows)[: _PAGE + 1])
    context = {
        "rows": [
            {"voucher": one, "kind": queries.voucher_word(VoucherKind(one.kind))}
            for one in found[:_PAGE]
        ],
        "older": f"?after={found[_PAGE - 1].id}" if len(found) > _PAGE else "",
        "newer": reverse("money:desk_vouchers") if after else "",
    }
    return render(request, "money/ledger/vouchers.html", context)


@open_to(*SEERS)
@require_safe
def desk_voucher(request: Request, voucher_id: UUID) -> HttpResponse:
    """Show one voucher: what it moves, on which basis, with which papers, and what is next."""
    found = _the_voucher(request, voucher_id)
    context = {"pane": voucher_pane(request, found), "fund": found.fund}
    return render(request, "money/ledger/voucher.html", context)


@open_to(*KEEP)
@require_http_methods(FORM)
def desk_voucher_new(request: Request, fund_id: UUID) -> HttpResponse:
    """Make a voucher."""
    fund = the_fund(request, fund_id)
    typed = request.GET.get("kind", "")
    kind = VoucherKind(typed) if typed in _MADE_HERE else VoucherKind.PAY
    authorities = queries.open_authorities_of(fund)
    form = VoucherForm(
        request.POST or None,
        kind=kind,
        accounts=queries.accounts_of(fund),
        authorities=authorities,
        initial={"on": timezone.localdate()},
    )

    def act(typed: dict[str, Any]) -> HttpResponse:
        made = actions.prepare_voucher(
            actor=request.actor,
            fund_id=fund.id,
            kind=kind,
            on=typed["on"],
            words=typed["words"],
            moves=form.moves(),
            authority_id=as_uuid(typed.get("authority", "")),
            other_side=typed.get("other_side", ""),
            papers=papers_of(request.FILES.getlist("papers")),
            key=form.sent_key,
            at=timezone.now(),
        )
        messages.success(request, _("Voucher %(number)s waits for its check.") % _named(made))
        return go("money:desk_voucher", made.id)

    return form_page(
        request,
        form,
        act,
        fund=fund,
        here="desk_fund",
        page="money/ledger/voucher_new.html",
        kinds=[
            Chip(queries.voucher_word(one), f"?kind={one.value}", on=one is kind)
            for one in _MADE_HERE
        ],
        pays=kind is VoucherKind.PAY,
        nothing_to_pay=kind is VoucherKind.PAY and not authorities,
    )


@open_to(*KEEP)
@require_POST
def desk_voucher_check(request: Request, voucher_id: UUID) -> HttpResponse:
    """Check a voucher: with that it is posted."""
    entry = actions.check_voucher(
        actor=request.actor, voucher_id=voucher_id, version=_version(request), at=timezone.now()
    )
    messages.success(
        request, _("Posted as entry %(number)s; the public balance says it.") % _named(entry)
    )
    return go("money:desk_voucher", voucher_id)


@open_to(*KEEP)
@require_http_methods(FORM)
def desk_voucher_return(request: Request, voucher_id: UUID) -> HttpResponse:
    """Give a voucher back with a reason, or take back one's own."""
    found = _the_voucher(request, voucher_id)

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.return_voucher(
            actor=request.actor,
            voucher_id=found.id,
            version=_version(request),
            reason=typed["reason"],
            at=timezone.now(),
        )
        return go("money:desk_voucher", found.id)

    mine = request.actor.account_id == found.maker_id
    return form_page(
        request,
        ReasonForm(request.POST or None),
        act,
        fund=found.fund,
        here="desk_fund",
        title=_("Take the voucher back") if mine else _("Give the voucher back"),
        purpose=f"{found.number} · {found.words}",
        verb=_("Withdraw it") if mine else _("Give it back"),
        version=found.version,
        back_href=reverse("money:desk_voucher", args=[found.id]),
    )


@open_to(*KEEP)
@require_http_methods(FORM)
def desk_entry_reverse(request: Request, entry_id: UUID) -> HttpResponse:
    """Take an entry back whole, by a voucher that somebody else checks."""
    entry = queries.entry(request.sub_district_id, entry_id)
    if entry is None:
        raise Missing("no_entry", _("There is no such entry."))
    fund = the_fund(request, entry.fund_id)
    form = WordsForm(request.POST or None, initial={"on": timezone.localdate()})

    def act(typed: dict[str, Any]) -> HttpResponse:
        made = actions.prepare_reversal(
            actor=request.actor,
            entry_id=entry.id,
            on=typed["on"],
            words=typed["words"],
            key=form.sent_key,
            at=timezone.now(),
        )
        return go("money:desk_voucher", made.id)

    return form_page(
        request,
        form,
        act,
        fund=fund,
        here="desk_fund",
        title=_("Take entry %(number)s back") % {"number": entry.number},
        purpose=entry.words,
        verb=_("Make the reversal"),
        note=_("The entry stays as it is; the reversal stands beside it and both are shown."),
        back_href=reverse("money:desk_voucher", args=[entry.voucher_id]),
    )


def _the_voucher(request: Request, voucher_id: UUID) -> Voucher:
    found = queries.voucher_seen_by(request.actor, voucher_id, on=timezone.localdate())
    if found is None:
        raise Missing("no_voucher", _("There is no such voucher."))
    return found


def _version(request: Request) -> int:
    typed = request.POST.get("version", "")
    if not typed.isdecimal():
        raise Conflict("voucher_changed", _("Look at the voucher again before you deal with it."))
    return int(typed)


def _named(found: Voucher | Entry) -> dict[str, object]:
    return {"number": found.number}
