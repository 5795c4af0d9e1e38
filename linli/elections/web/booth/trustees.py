"""A trustee's page: opened by a secret link, works on the trustee's own device."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from linli.elections import actions, queries
from linli.elections.queries import TrusteeFacts
from linli.elections.web.booth import trustee_words
from linli.elections.web.booth.answers import pinned_page, plain, sent, text_of
from linli.elections.web.booth.pages import language_of, shell
from linli.elections.web.booth.voting import iso
from linli.kernel.actor import nobody
from linli.kernel.errors import Missing
from linli.ui.access import ANYONE, Request, open_to

_TURNS: dict[str, Callable[..., Any]] = {
    "cert": actions.take_certificate,
    "polynomial": actions.take_polynomial,
    "verification": actions.take_verification,
    "opening": actions.take_opening,
}


@require_safe
@open_to(ANYONE)
@pinned_page
def trustee(request: Request, token: str) -> HttpResponse:
    """Serve the trustee's page; who has the link is the trustee."""
    _facts(request, token)
    page = shell(
        "trustee", language_of(request), script="trustee_page.js", named=trustee_words.trustee
    )
    answer = HttpResponse(page)
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
@open_to(ANYONE)
@plain
def trustee_state(request: Request, token: str) -> dict[str, Any]:
    """Tell how far the making of keys, or the opening of the box, is."""
    return _state(_facts(request, token))


@csrf_exempt
@require_POST
@open_to(ANYONE)
@plain
def trustee_turn(request: Request, token: str, turn: str) -> dict[str, Any]:
    """Take a trustee's text of one step."""
    _TURNS[turn](
        actor=nobody(request.sub_district_id),
        token=token,
        text=text_of(sent(request), "text"),
        at=timezone.now(),
    )
    return _state(_facts(request, token))


@csrf_exempt
@require_POST
@open_to(ANYONE)
@plain
def trustee_lost(request: Request, token: str) -> dict[str, Any]:
    """Note that the key is lost."""
    actions.report_lost_key(actor=nobody(request.sub_district_id), token=token, at=timezone.now())
    return _state(_facts(request, token))


def _facts(request: Request, token: str) -> TrusteeFacts:
    facts = queries.trustee_facts(request.sub_district_id, token)
    if facts is None:
        raise Missing("no_trustee", _("This link is not known. Ask the office for a new one."))
    return facts


def _state(facts: TrusteeFacts) -> dict[str, Any]:
    found, everybody = facts.election, facts.trustees
    return {
        "election": {
            "uuid": found.uuid,
            "title": found.title,
            "number": found.number,
            "mode": found.mode,
            "state": found.state,
            "closes_at": iso(found.closes_at),
        },
        "demo": facts.demo,
        "name": facts.trustee.name,
        "names": [one.name for one in everybody],
        "index": facts.trustee.index,
        "size": len(everybody),
        "threshold": facts.threshold,
        "step": facts.step,
        "certs": [one.cert or None for one in everybody],
        "polynomials": [one.polynomial or None for one in everybody],
        "verifications": [one.verification or None for one in everybody],
        "fingerprint": facts.fingerprint,
        "encrypted_tally": facts.encrypted_tally,
        "opened": [one.index for one in everybody if one.opened_at],
        "lost": [one.index for one in everybody if one.lost_at],
    }
