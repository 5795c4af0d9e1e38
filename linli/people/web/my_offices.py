"""The offices one has in bodies: what one declares of oneself, a handover to sign, resigning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.kernel.errors import Missing
from linli.people import actions, queries
from linli.people.web.body_acts import declared
from linli.people.web.body_forms import DeclareForm
from linli.people.web.forms import LastDayForm
from linli.people.web.pages import form_page
from linli.ui.access import SIGNED_IN, Request, open_to
from linli.ui.pages import FORM, go


@dataclass(frozen=True, slots=True)
class MyOffice:
    """A seat as its holder sees it."""

    seat_id: UUID
    body_id: UUID
    body: str
    title: str
    first: date
    last: date
    here: bool
    declared: bool


def _mine(request: Request) -> list[MyOffice]:
    account, on = request.actor.account_id, timezone.localdate()
    if account is None:
        raise Missing("no_account", "")
    return [
        MyOffice(
            seat_id=seat.id,
            body_id=seat.term.body_id,
            body=seat.term.body.name,
            title=queries.member_title(seat.term.body.kind, seat.office),
            first=seat.valid_from,
            last=seat.valid_to,
            here=seat.valid_to >= on,
            declared=queries.declaration_of(request.sub_district_id, seat.id) is not None,
        )
        for seat in queries.seats_held(request.sub_district_id, account)
    ]


def _own(request: Request, seat_id: UUID) -> MyOffice:
    found = next((one for one in _mine(request) if one.seat_id == seat_id), None)
    if found is None:
        raise Missing("no_seat", "")
    return found


@open_to(SIGNED_IN)
@require_safe
def my_offices(request: Request) -> HttpResponse:
    """Show the seats one has and had, and the handovers that wait for a signature."""
    account = request.actor.account_id
    sheets = queries.handovers_of_account(request.sub_district_id, account) if account else []
    context = {"offices": _mine(request), "handovers": sheets, "tab": "mine"}
    return render(request, "people/my_offices.html", context)


@open_to(SIGNED_IN)
@require_http_methods(FORM)
def declare(request: Request, seat_id: UUID) -> HttpResponse:
    """Declare facts for the statistics of elected bodies, or take them back."""
    office = _own(request, seat_id)
    said = queries.declaration_of(request.sub_district_id, seat_id)
    now = {
        name: getattr(said, name) if said else "" for name in ("party_member", "sex", "age_band")
    }

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.declare_facts(
            actor=request.actor, seat_id=seat_id, at=timezone.now(), **declared(typed)
        )
        messages.success(request, _("Kept."))
        return go("people:my_offices")

    return form_page(
        request,
        DeclareForm(request.POST or None, initial=now),
        act,
        page="people/my_form.html",
        title=_("For the statistics of elected bodies"),
        lead=_(
            "You need not answer. Pages show sums over many people alone, never yours; nobody of the "
            "staff sees it. It is destroyed some months after your office ends."
        ),
        verb=_("Keep"),
        other=_("Leave it"),
        other_href=reverse("people:my_offices"),
        about=office.body,
        tab="mine",
    )


@open_to(SIGNED_IN)
@require_http_methods(FORM)
def resign(request: Request, seat_id: UUID) -> HttpResponse:
    """Give up the own seat."""
    office = _own(request, seat_id)

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.resign(actor=request.actor, seat_id=seat_id, at=timezone.now(), **typed)
        messages.success(request, _("Your seat ends on that day; the community is told."))
        return go("people:my_offices")

    return form_page(
        request,
        LastDayForm(request.POST or None),
        act,
        page="people/my_form.html",
        title=_("Resign"),
        lead=f"{office.body} · {office.title}",
        verb=_("Resign"),
        other=_("Leave it"),
        other_href=reverse("people:my_offices"),
        tab="mine",
    )
