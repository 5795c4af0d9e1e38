"""Funds for everybody: what each holds, what came in and went out, on which basis."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.kernel.errors import Missing
from linli.money import queries
from linli.money.queries import AccountLine
from linli.money.rules import AccountKind, FundKind
from linli.money.web.ledger.pages import month_asked, month_chips
from linli.places import queries as places
from linli.ui.access import ANYONE, Request, open_to
from linli.ui.pages import as_uuid
from linli.ui.pieces import Row
from linli.ui.words import yuan


@open_to(ANYONE)
@require_safe
def public_funds(request: Request) -> HttpResponse:
    """List the funds of a place, or of all places, with what each holds."""
    place_id = as_uuid(request.GET.get("place", ""))
    place = places.place(request.sub_district_id, place_id) if place_id else None
    found = queries.funds_shown(request.sub_district_id, place_id)
    held = queries.balances_of(request.sub_district_id, [one.id for one in found])
    context = {
        "at": place,
        "rows": [
            Row(
                one.name,
                href=reverse("money:public_fund", args=[one.id]),
                kicker=[one.place.name],
                meta=[
                    queries.fund_word(FundKind(one.kind)),
                    _("Holds %(sum)s") % {"sum": yuan(held.get(one.id, 0))},
                ],
                icon="clipboard-check",
            )
            for one in found
        ],
        "tab": "council",
    }
    return render(request, "money/ledger/public_funds.html", context)


@open_to(ANYONE)
@require_safe
def public_fund(request: Request, fund_id: UUID) -> HttpResponse:
    """Show a month of a fund: the same sums that its keepers see, and nobody's name."""
    fund = queries.fund(request.sub_district_id, fund_id)
    if fund is None:
        raise Missing("no_fund", _("There is no such fund, or it is closed."))
    month = month_asked(request, fund)
    shown = queries.statement(fund, month, before=request.GET.get("before", ""))
    lines = shown.figures.lines
    context = {
        "fund": fund,
        "kind_word": queries.fund_word(FundKind(fund.kind)),
        "reference": fund.kind == FundKind.MAINTENANCE,
        "month": month,
        "months": month_chips(fund, month),
        "shown": shown,
        "came": _parts(lines, AccountKind.CAME_IN),
        "went": _parts(lines, AccountKind.WENT_OUT),
        "hands": queries.hands_of(request.sub_district_id, fund.id),
        "tab": "council",
        "back": {
            "href": f"{reverse('money:public_funds')}?place={fund.place_id}",
            "label": _("Accounts of %(place)s") % {"place": fund.place.name},
        },
    }
    return render(request, "money/ledger/public_fund.html", context)


def _parts(lines: Sequence[AccountLine], kind: AccountKind) -> list[tuple[str, int]]:
    """What each account of a side took in or cost, the largest first."""
    sums = [
        (line.name, line.came_fen if kind is AccountKind.CAME_IN else line.went_fen)
        for line in lines
        if line.kind is kind
    ]
    return sorted([one for one in sums if one[1]], key=lambda one: -one[1])
