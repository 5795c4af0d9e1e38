"""Follow-up calls after closing, for those who cannot rate on a page (回访)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.cases import actions, queries
from linli.cases.queries import desk_case
from linli.cases.queries.desk_case import Call
from linli.cases.rules.who import CALLERS
from linli.cases.web.desk.forms import CallForm
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, go


@open_to(CALLERS)
@require_safe
def follow_ups(request: Request) -> HttpResponse:
    """List the calls that wait to be made."""
    calls = desk_case.calls_waiting(request.actor, at=timezone.now())
    return render(request, "cases/desk/follow_ups.html", {"calls": calls})


@open_to(CALLERS)
@require_http_methods(FORM)
def follow_up(request: Request, call_id: UUID) -> HttpResponse:
    """Make a call: whom to call is opened on purpose, what was said is written down."""
    call = _call(request, call_id)
    form = CallForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and "open" in request.POST:
        contact = actions.open_contact(
            actor=request.actor, case_id=call.case_id, why=_("Follow-up call"), at=timezone.now()
        )
        return _page(request, call, CallForm(), contact=contact)
    if request.method == "POST" and form.is_valid():
        try:
            return _noted(request, call, form)
        except (Missing, NotAllowed, Conflict):
            raise
        except Refused as refusal:
            form.add_error(None, refusal.message)
    return _page(request, call, form)


def _call(request: Request, call_id: UUID) -> Call:
    waiting = desk_case.calls_waiting(request.actor, at=timezone.now(), only=call_id)
    if not waiting:
        raise Missing("no_call", _("There is no such call, or it has been made."))
    return waiting[0]


def _noted(request: Request, call: Call, form: CallForm) -> HttpResponse:
    data = form.cleaned_data
    actions.record_follow_up(
        actor=request.actor,
        follow_up_id=call.id,
        reached=data["reached"],
        outcome=data["said"],
        comment=data["comment"],
        at=timezone.now(),
    )
    messages.success(request, _("The call is noted."))
    return go("cases:follow_ups")


def _page(request: Request, call: Call, form: CallForm, **more: object) -> HttpResponse:
    seen = queries.case_for(request.actor, call.case_id)
    context = {"call": call, "case": seen.case, "seen": seen, "form": form, **more}
    status = 422 if form.errors else 200
    return render(request, "cases/desk/follow_up.html", context, status=status)
