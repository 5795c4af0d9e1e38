"""The public status board: what came in and what was settled, by matter and place."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.reports import queries
from linli.reports.queries import Board, BoardRow, Month
from linli.ui import words
from linli.ui.access import ANYONE, Request, open_to
from linli.ui.pieces import Chip, Figure

_MONTHS_SHOWN = 6


@require_safe
@open_to(ANYONE)
def board(request: Request) -> HttpResponse:
    """Show the figures of one whole month; small ones are hidden."""
    months = queries.whole_months(timezone.localdate())
    asked = request.GET.get("month", "")
    month = next((one for one in months if one.code == asked), months[0])
    shown = queries.board(request.sub_district_id, month)
    page = {
        "board": shown,
        "title": _month_words(month),
        "figures": _figures(shown),
        "chips": [
            Chip(_month_words(one), f"?month={one.code}", on=one == month)
            for one in months[:_MONTHS_SHOWN]
        ],
        "by_type": [_line(row) for row in shown.by_type],
        "by_place": [_line(row) for row in shown.by_place],
    }
    return render(request, "reports/board.html", page)


def _month_words(month: Month) -> str:
    return _("%(month)s/%(year)s") % {"year": month.first.year, "month": month.first.month}


def _figures(shown: Board) -> list[Figure]:
    return [
        Figure(_("Came in"), _number(shown.received)),
        Figure(_("Settled"), _number(shown.closed)),
        Figure(_("Settled in time"), _number(shown.in_time)),
    ]


def _line(row: BoardRow) -> dict[str, str]:
    return {
        "label": row.label,
        "received": _number(row.received),
        "closed": _number(row.closed),
        "in_time": _number(row.in_time),
    }


def _number(count: int | None) -> str:
    """A figure, or the word for one that is small or would give a small one away."""
    return _("not shown") if count is None else words.floored(count)
