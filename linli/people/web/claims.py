"""The counter: claims of dwellings are checked, letters printed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.kernel.posts import COUNTER
from linli.people import actions, queries
from linli.people.web.pages import show_once, shown_once
from linli.ui.access import Request, open_to
from linli.ui.pages import go

_LETTER = "letter"


@open_to(COUNTER)
@require_safe
def claims(request: Request) -> HttpResponse:
    """List the claims that wait below the post's place; names are on the claim alone."""
    post = request.actor.post
    waiting = (
        queries.claims_waiting(request.sub_district_id, post.place_id, on=timezone.localdate())
        if post
        else []
    )
    typed = request.GET.get("number", "").strip().upper()
    if typed:
        waiting = [claim for claim in waiting if claim.number == typed]
    return render(request, "people/claims.html", {"claims": waiting, "typed": typed})


@open_to(COUNTER)
@require_safe
def claim_detail(request: Request, claim_id: UUID) -> HttpResponse:
    """Open one claim; its owner sees who did."""
    claim = actions.look_at_claim(actor=request.actor, claim_id=claim_id, at=timezone.now())
    return render(request, "people/claim_detail.html", {"claim": claim})


@open_to(COUNTER)
@require_POST
def confirm_at_counter(request: Request, claim_id: UUID) -> HttpResponse:
    """Bear a claim out: its owner stands here with papers."""
    actions.confirm_at_counter(actor=request.actor, claim_id=claim_id, at=timezone.now())
    messages.success(request, _("Confirmed. No copy of the papers is kept."))
    return go("people:claims")


@open_to(COUNTER)
@require_POST
def post_code(request: Request, claim_id: UUID) -> HttpResponse:
    """Make a code and show the letter to print, once."""
    made = actions.post_code(actor=request.actor, claim_id=claim_id, at=timezone.now())
    until = timezone.localdate(made.claim.code_until).isoformat() if made.claim.code_until else ""
    address = queries.claim(request.sub_district_id, claim_id, on=timezone.localdate())
    show_once(
        request,
        _LETTER,
        {"code": made.code, "until": until, "address": address.address if address else ""},
    )
    return go("people:claim_letter")


@open_to(COUNTER)
@require_safe
def claim_letter(request: Request) -> HttpResponse:
    """Show the letter once; a second look finds no code."""
    return render(request, "people/claim_letter.html", {"letter": shown_once(request, _LETTER)})
