"""Published answers and how-to pages: nothing of them belongs to a person."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.cases.queries import resident as reads
from linli.cases.queries.resident import Published
from linli.cases.web.resident.words import public_row
from linli.kernel.errors import Missing
from linli.ui.access import ANYONE, Request, open_to

_LONGEST = 60
_HOWTOS = 6


@require_safe
@open_to(ANYONE)
def answer_list(request: Request) -> HttpResponse:
    """List published answers, newest first, and how-to pages that fit."""
    typed = request.GET.get("q", "").strip()[:_LONGEST]
    before = _instant(request.GET.get("before", ""))
    found = reads.published_answers(
        request.sub_district_id, typed, before=before, limit=reads.PAGE + 1
    )
    shown = found[: reads.PAGE]
    howtos = [] if before else reads.articles(request.sub_district_id, typed, limit=_HOWTOS)
    page = {
        "typed": typed,
        "howtos": [public_row(one) for one in howtos],
        "rows": [public_row(one) for one in shown],
        "older": _older(typed, shown[-1]) if len(found) > reads.PAGE else "",
        "report_url": reverse("cases:report_what"),
    }
    return render(request, "cases/resident/answer_list.html", page)


@require_safe
@open_to(ANYONE)
def answer_detail(request: Request, case_id: UUID) -> HttpResponse:
    """Show one published answer."""
    one = reads.published_answer(request.sub_district_id, case_id)
    return _one(request, one, "answer_detail")


@require_safe
@open_to(ANYONE)
def howto_list(request: Request) -> HttpResponse:
    """List the how-to pages."""
    typed = request.GET.get("q", "").strip()[:_LONGEST]
    rows = [public_row(one) for one in reads.articles(request.sub_district_id, typed, limit=100)]
    page = {"typed": typed, "rows": rows, "report_url": reverse("cases:report_what")}
    return render(request, "cases/resident/howto_list.html", page)


@require_safe
@open_to(ANYONE)
def howto_detail(request: Request, slug: str) -> HttpResponse:
    """Show one how-to page."""
    return _one(request, reads.article(request.sub_district_id, slug), "howto_detail")


def _one(request: Request, one: Published | None, name: str) -> HttpResponse:
    if one is None:
        raise Missing("no_page", _("There is no such page, or it is no longer published."))
    return render(request, f"cases/resident/{name}.html", {"one": one})


def _older(typed: str, last: Published) -> str:
    asked = {"q": typed, "before": last.at.isoformat()}
    return f"?{urlencode({name: value for name, value in asked.items() if value})}"


def _instant(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None
