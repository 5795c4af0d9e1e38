"""Funds at the desk: the list, a month of the books, accounts, hands, closing."""

from __future__ import annotations

import io
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.kernel.errors import Refused
from linli.kernel.posts import PostKind
from linli.money import actions, queries
from linli.money.documents.statement_sheet import write_statement
from linli.money.queries import Statement
from linli.money.queries.matters import busy_on
from linli.money.rules import (
    KEEPERS,
    KEEPS_BOOKS,
    AccountKind,
    Duty,
    FundKind,
    Verb,
    VoucherKind,
    may_do,
)
from linli.money.web.ledger.forms import AccountForm, FundForm, HandForm
from linli.money.web.ledger.pages import (
    KEEP,
    SEERS,
    form_page,
    frame,
    may,
    month_asked,
    month_chips,
    the_fund,
)
from linli.money.web.ledger.shown import voucher_pane
from linli.people import queries as people
from linli.places import queries as places
from linli.places.rules import PlaceKind
from linli.ui import pages
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, as_uuid, go
from linli.ui.pieces import Chip, Key

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FUND_PLACES = (PlaceKind.COMPOUND, PlaceKind.COMMUNITY)


@open_to(*SEERS)
@require_safe
def desk_funds(request: Request) -> HttpResponse:
    """List the funds in reach with what they hold and what waits."""
    found = queries.funds_seen_by(request.actor, on=timezone.localdate())
    ids = [one.id for one in found]
    held = queries.balances_of(request.sub_district_id, ids)
    waiting = queries.waiting_by_fund(request.sub_district_id, ids)
    context = {
        "rows": [
            {
                "fund": one,
                "kind": queries.fund_word(FundKind(one.kind)),
                "balance_fen": held.get(one.id, 0),
                "waiting": waiting.get(one.id, 0),
            }
            for one in found
        ],
        "may_open": may_do(Verb.SET_UP, request.actor.kind),
    }
    return render(request, "money/ledger/funds.html", context)


@open_to(*KEEP)
@require_http_methods(FORM)
def desk_fund_new(request: Request) -> HttpResponse:
    """Open a fund."""
    form = FundForm(
        request.POST or None, places=_places(request), initial={"on": timezone.localdate()}
    )

    def act(typed: dict[str, Any]) -> HttpResponse:
        made = actions.open_fund(
            actor=request.actor,
            place_id=UUID(typed["place"]),
            kind=FundKind(typed["kind"]),
            name=typed["name"],
            bank_label=typed["bank_label"],
            on=typed["on"],
            key=form.sent_key,
            at=timezone.now(),
        )
        messages.success(request, _("The fund is open. Now name who holds, makes and checks."))
        return go("money:desk_hands", made.id)

    return pages.form_page(
        request,
        form,
        act,
        page="money/ledger/form.html",
        title=_("Open a fund"),
        purpose=_("Money of a place, kept apart from all other money."),
        verb=_("Open this fund"),
        back_href=reverse("money:desk_funds"),
    )


@open_to(*SEERS)
@require_safe
def desk_fund(request: Request, fund_id: UUID) -> HttpResponse:
    """Show a month of a fund's books, with the voucher that is chosen beside it."""
    fund = the_fund(request, fund_id)
    month = month_asked(request, fund)
    kind = _kind(request)
    to_check = request.GET.get("kind") == "waits"
    shown = queries.statement(
        fund, month, kind=kind, before=request.GET.get("before", ""), with_waiting=True
    )
    context = {
        **frame(request, fund, "desk_fund"),
        "shown": shown,
        "month": month,
        "months": month_chips(fund, month),
        "chips": _chips(month, shown, kind, to_check=to_check),
        "to_check": to_check,
        "all_kinds": kind is None and not to_check,
        "pane": _pane(request, shown),
        "parts": _parts(shown),
        "may_make": may(request, Verb.KEEP, fund),
        "may_close": _may_close(request, shown),
        "keys": [Key(["j", "k"], _("up and down")), Key(["c"], _("new voucher"))],
        "keybar_note": _("What is posted is never changed, only taken back."),
        "today": timezone.localdate(),
    }
    return render(request, "money/ledger/fund.html", context)


@open_to(*SEERS)
@require_safe
def desk_accounts(request: Request, fund_id: UUID) -> HttpResponse:
    """Show every account of a fund in a month; the sums of both sides are equal."""
    fund = the_fund(request, fund_id)
    month = month_asked(request, fund)
    figures = queries.figures_of(fund, month)
    context = {
        **frame(request, fund, "desk_accounts"),
        "month": month,
        "months": month_chips(fund, month),
        "rows": [(line, queries.account_kind_word(line.kind)) for line in figures.lines],
        "debit_fen": sum(line.debit_fen for line in figures.lines),
        "credit_fen": sum(line.credit_fen for line in figures.lines),
        "closing_fen": sum(line.closing_fen for line in figures.lines),
        "may_add": may(request, Verb.SET_UP, fund),
    }
    return render(request, "money/ledger/accounts.html", context)


@open_to(*KEEP)
@require_http_methods(FORM)
def desk_account_new(request: Request, fund_id: UUID) -> HttpResponse:
    """Add an account to a fund's chart."""
    fund = the_fund(request, fund_id)

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.open_account(
            actor=request.actor,
            fund_id=fund.id,
            code=typed["code"],
            kind=AccountKind(typed["kind"]),
            name=typed["name"],
            at=timezone.now(),
        )
        return go("money:desk_accounts", fund.id)

    return form_page(
        request,
        AccountForm(request.POST or None),
        act,
        fund=fund,
        here="desk_accounts",
        title=_("Add an account"),
        purpose=fund.name,
        verb=_("Add it"),
    )


@open_to(*SEERS)
@require_http_methods(FORM)
def desk_hands(request: Request, fund_id: UUID) -> HttpResponse:
    """Say who does what on a fund; name somebody for a duty."""
    fund = the_fund(request, fund_id)
    cards = _posts_here(request, fund.place_id)
    people_here = {
        f"{card.post_id}:{one.account_id}": (one.account_id, f"{one.name} · {card.label}")
        for card in cards
        for one in card.holders
        if one.account_id != request.actor.account_id
    }
    form = HandForm(
        request.POST or None, people=[(key, label) for key, (_id, label) in people_here.items()]
    )

    def act(typed: dict[str, Any]) -> HttpResponse:
        account_id, label = people_here[typed["who"]]
        actions.name_fund_hand(
            actor=request.actor,
            fund_id=fund.id,
            account_id=account_id,
            duty=Duty(typed["duty"]),
            title=label.partition(" · ")[2],
            at=timezone.now(),
        )
        return go("money:desk_hands", fund.id)

    hands = queries.hands_of(request.sub_district_id, fund.id)
    keeps = bool(queries.duties_on(request.actor, fund.id) & KEEPS_BOOKS)
    may_name = may(request, Verb.SET_UP, fund) and not keeps
    busy = busy_on(fund)
    return form_page(
        request,
        form,
        act,
        fund=fund,
        here="desk_hands",
        page="money/ledger/hands.html",
        hands=hands,
        slips=[one for one in hands if one.account_id not in busy] if may_name else [],
        apart=queries.pairs_in_words(),
        may_name=may_name,
        keeps=keeps,
        verb=_("Name the person"),
    )


@open_to(*KEEP)
@require_POST
def desk_hand_back(request: Request, fund_id: UUID) -> HttpResponse:
    """Take back a naming that was a slip."""
    fund = the_fund(request, fund_id)
    account_id, duty = as_uuid(request.POST.get("who", "")), request.POST.get("duty", "")
    if account_id is None or duty not in set(Duty):
        raise Refused("no_hand", _("Choose the person from the page of the fund."))
    actions.unname_fund_hand(
        actor=request.actor,
        fund_id=fund.id,
        account_id=account_id,
        duty=Duty(duty),
        at=timezone.now(),
    )
    messages.success(request, _("Taken back: %(duty)s") % {"duty": queries.duty_word(Duty(duty))})
    return go("money:desk_hands", fund.id)


@open_to(*KEEP)
@require_POST
def desk_close(request: Request, fund_id: UUID) -> HttpResponse:
    """Close a month that is over and checked."""
    fund = the_fund(request, fund_id)
    try:
        month = date.fromisoformat(f"{request.POST.get('month', '')}-01")
    except ValueError:
        raise Refused("no_month", _("Choose the month from the page of the fund.")) from None
    actions.close_period(actor=request.actor, fund_id=fund.id, month=month, at=timezone.now())
    messages.success(request, _("%(month)s is closed.") % {"month": f"{month:%Y-%m}"})
    return go("money:desk_fund", fund.id, query=f"month={month:%Y-%m}")


@open_to(*SEERS)
@require_safe
def desk_statement_sheet(request: Request, fund_id: UUID) -> HttpResponse:
    """Give a month of a fund as a workbook."""
    fund = the_fund(request, fund_id)
    month = month_asked(request, fund)
    file = io.BytesIO()
    write_statement(file, fund, month)
    name = f"{fund.number}-{month:%Y-%m}.xlsx"
    return HttpResponse(
        file.getvalue(),
        content_type=_XLSX,
        headers={
            "Content-Disposition": content_disposition_header(as_attachment=True, filename=name)
            or ""
        },
    )


def _kind(request: Request) -> VoucherKind | None:
    typed = request.GET.get("kind", "")
    return VoucherKind(typed) if typed in {VoucherKind.RECEIVE, VoucherKind.PAY} else None


def _chips(
    month: date, shown: Statement, kind: VoucherKind | None, *, to_check: bool
) -> list[Chip]:
    base = f"?month={month:%Y-%m}"
    counts, waiting = shown.counts, len(shown.waiting)
    every = sum(counts.values()) + waiting
    return [
        Chip(_("All"), base, every, on=kind is None and not to_check),
        Chip(_("To check"), f"{base}&kind=waits", waiting, on=to_check),
        *(
            Chip(label, f"{base}&kind={one.value}", counts.get(one.value, 0), on=kind is one)
            for one, label in (
                (VoucherKind.RECEIVE, _("Receipts")),
                (VoucherKind.PAY, _("Payments")),
            )
        ),
    ]


def _pane(request: Request, shown: Statement) -> dict[str, Any] | None:
    """The voucher beside the books: the chosen one, or the first that waits."""
    chosen = as_uuid(request.GET.get("voucher", ""))
    if chosen is None:
        chosen = shown.waiting[0].id if shown.waiting else None
    if chosen is None and shown.entries:
        chosen = shown.entries[0].entry.voucher_id
    found = (
        queries.voucher_seen_by(request.actor, chosen, on=timezone.localdate()) if chosen else None
    )
    return voucher_pane(request, found) if found and found.fund_id == shown.fund.id else None


def _parts(shown: Statement) -> dict[str, list[Any]]:
    """What residents see at a glance: the three largest of each side."""
    lines = shown.figures.lines
    came = [line for line in lines if line.kind is AccountKind.CAME_IN and line.came_fen > 0]
    went = [line for line in lines if line.kind is AccountKind.WENT_OUT and line.went_fen > 0]
    return {
        "came": sorted(came, key=lambda line: -line.came_fen)[:3],
        "went": sorted(went, key=lambda line: -line.went_fen)[:3],
    }


def _may_close(request: Request, shown: Statement) -> bool:
    over = shown.month < timezone.localdate().replace(day=1)
    checks = Duty.CHECKS in queries.duties_on(request.actor, shown.fund.id)
    return over and checks and not shown.closed


def _places(request: Request) -> list[tuple[str, str]]:
    on = timezone.localdate()
    found = [
        place
        for kind in _FUND_PLACES
        for place in places.places_of_kind(request.sub_district_id, kind.value, on=on)
    ]
    reach = request.actor.post.place_id if request.actor.post else None
    above = places.ancestors_of_many(request.sub_district_id, [one.id for one in found], on=on)
    return [(str(one.id), one.name) for one in found if reach in above[one.id].ids]


def _posts_here(request: Request, place_id: UUID) -> list[people.PostCard]:
    on = timezone.localdate()
    above = places.ancestors(request.sub_district_id, place_id, on=on)
    line = list(above.ids) if above else []
    kinds = [*KEEPERS, PostKind.AUDITOR]
    return people.posts_at(request.sub_district_id, line, on=on, kinds=kinds)
