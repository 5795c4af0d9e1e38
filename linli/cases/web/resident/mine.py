"""What an account sent, what waits for it, and where the rest of its own is."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from linli.cases import queries
from linli.cases.queries import Case
from linli.cases.rules import CaseState
from linli.cases.web.resident.words import state_word
from linli.ui import words
from linli.ui.access import SIGNED_IN, Request, open_to
from linli.ui.pieces import Row

PAGE = 20
_WAITS = frozenset({CaseState.WAITING_SENDER, CaseState.ANSWERED})


@require_safe
@open_to(SIGNED_IN)
def my_cases(request: Request) -> HttpResponse:
    """List the reader's own requests, newest first, those that wait for a word on top."""
    account_id = request.actor.account_id
    before = request.GET.get("before", "")
    found = (
        queries.resident_cases(
            request.sub_district_id,
            account_id,
            before=int(before) if before.isdecimal() else None,
            limit=PAGE + 1,
        )
        if account_id
        else []
    )
    shown = found[:PAGE]
    page = {
        "tab": "mine",
        "waiting": [_waiting(case) for case in shown if CaseState(case.state) in _WAITS],
        "rows": [_row(case) for case in shown],
        "older": f"?before={shown[-1].order_no}" if len(found) > PAGE else "",
        "links": list(_links()),
        "report_url": reverse("cases:report_what"),
    }
    return render(request, "cases/resident/my_cases.html", page)


def _row(case: Case) -> Row:
    meta = [
        state_word(CaseState(case.state)),
        case.number,
        words.day(case.received_at, now=timezone.localdate()),
    ]
    return Row(case.title, _url(case), meta=meta)


def _waiting(case: Case) -> Row:
    asked = case.state == CaseState.WAITING_SENDER
    verb = pgettext("go to a question", "Answer") if asked else _("Is it settled?")
    return Row(case.title, _url(case), meta=[case.number], verb=verb)


def _url(case: Case) -> str:
    return reverse("cases:follow_case", args=[case.number])


def _links() -> Iterator[Row]:
    pages = (
        ("records:messages", _("Messages"), "mail"),
        ("people:my_account", _("My account and who read my data"), "user"),
        ("cases:follow", _("Follow with number and word"), "search"),
    )
    for name, title, icon in pages:
        yield Row(title, reverse(name), icon=icon)
