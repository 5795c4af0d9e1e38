"""Reporting a matter in four steps, without an account (S11).

These pages ask for no CSRF cookie: a visitor without an account has nothing that another
site could misuse, and a lost cookie must not cost anybody what was typed. Where the check
fails, the request is taken without the account.
"""

from __future__ import annotations

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from linli.cases import actions, queries
from linli.cases.web.resident.draft import ReportDraft
from linli.cases.web.resident.keys import done_token, opened_from, sender
from linli.cases.web.resident.slip import slip_page
from linli.cases.web.resident.state import standing_of
from linli.cases.web.resident.steps import likely_rows, step_page
from linli.ui.access import ANYONE, Request, open_to


@csrf_exempt
@open_to(ANYONE)
def report_what(request: Request) -> HttpResponse:
    """Ask what the matter is."""
    return _answer(request, "what")


@csrf_exempt
@open_to(ANYONE)
def report_where(request: Request) -> HttpResponse:
    """Ask where it is, and for photos."""
    return _answer(request, "where")


@csrf_exempt
@open_to(ANYONE)
def report_contact(request: Request) -> HttpResponse:
    """Ask how to answer, and what is allowed."""
    return _answer(request, "contact")


@csrf_exempt
@open_to(ANYONE)
def report_check(request: Request) -> HttpResponse:
    """Show all of it before it is sent."""
    return _answer(request, "check")


@csrf_exempt
@open_to(ANYONE)
def report_send(request: Request) -> HttpResponse:
    """Open the request; the same form sent again leads to the same number."""
    if request.method != "POST":
        return redirect("cases:report_what")
    draft = ReportDraft(request)
    if wrong := draft.first_wrong("check"):
        return _page(request, draft, *wrong, status=422)
    actor = sender(request)
    opened = actions.open_case(
        actor=actor,
        key=draft.key,
        draft=draft.case_draft(actor.account_id),
        uploads=draft.photos.uploads(),
        at=timezone.now(),
    )
    page = reverse("cases:report_done", args=[opened.number])
    response = redirect(f"{page}?t={done_token(opened, at=timezone.now())}")
    response.status_code = 303
    return response


@never_cache
@require_safe
@open_to(ANYONE)
def report_done(request: Request, number: str) -> HttpResponse:
    """Show number and secret word once, right after sending."""
    opened = opened_from(request.GET.get("t", ""), number, at=timezone.now())
    if opened is None:
        return redirect(f"{reverse('cases:follow')}?n={number}")
    case = queries.case_with_word(request.sub_district_id, opened.case_id, opened.secret)
    page = slip_page(request, opened, standing_of(case, at=timezone.now()))
    return render(request, "cases/resident/report_done.html", page)


@csrf_exempt
@require_POST
@open_to(ANYONE)
def report_likely(request: Request) -> HttpResponse:
    """Show published texts that fit what is being typed; nothing of it is kept."""
    rows = likely_rows(request, request.POST.get("what", ""))
    return render(request, "cases/resident/_likely.html", {"likely": rows})


def _answer(request: Request, step: str) -> HttpResponse:
    """Show a step, or the first one before it that is not in order."""
    if request.method != "POST" and step != "what":
        return redirect("cases:report_what")
    draft = ReportDraft(request)
    if "find" in request.POST:
        step = "where"
    if wrong := draft.first_wrong(step):
        return _page(request, draft, *wrong, status=422)
    return _page(request, draft, step, draft.shown(step))


def _page(
    request: Request, draft: ReportDraft, step: str, form: Form, status: int = 200
) -> HttpResponse:
    template = f"cases/resident/report_{step}.html"
    return render(request, template, step_page(request, draft, step, form), status=status)
