"""What the booth asks the server, and the one thing that it sends: plain data, no cookie."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from linli.ballots.sealed import check_signature
from linli.elections import actions, queries
from linli.elections.queries import BoothFacts, CredentialFacts
from linli.elections.rules import Mode
from linli.elections.web.booth.answers import plain, sent, text_of
from linli.elections.web.booth.pages import no_booth, public_page
from linli.kernel.actor import nobody
from linli.kernel.errors import Missing, Refused
from linli.ui.access import ANYONE, Request, open_to
from linli.ui.words import square_metres

_FRESH = timedelta(minutes=15)
_KEY = re.compile(r"[0-9a-f-]{16,40}")


@require_safe
@open_to(ANYONE)
def booth_election(request: Request, uuid: str) -> HttpResponse:
    """Give the election's own text, byte for byte."""
    text = queries.election_json(request.sub_district_id, uuid)
    if text is None:
        raise no_booth()
    answer = HttpResponse(text.encode(), content_type="application/json")
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
@open_to(ANYONE)
@plain
def booth_state(request: Request, uuid: str) -> dict[str, Any]:
    """Give what the booth shows beside the election's text."""
    return _state(_facts(request, uuid), timezone.now())


def _facts(request: Request, uuid: str) -> BoothFacts:
    facts = queries.booth_facts(request.sub_district_id, uuid, on=timezone.localdate())
    if facts is None:
        raise no_booth()
    return facts


def _state(facts: BoothFacts, now: datetime) -> dict[str, Any]:
    found = facts.election
    return {
        "uuid": found.uuid,
        "number": found.number,
        "title": found.title,
        "place": facts.place_name,
        "mode": found.mode,
        "state": found.state,
        "opens_at": iso(found.opens_at),
        "closes_at": iso(found.closes_at),
        "now": iso(now),
        "demo": facts.demo,
        "lead": _lead(facts),
        "matter": "decision" if facts.is_decision else "",
        "candidates": [
            {"number": one.number, "name": one.name, "about": _about(facts, one.about)}
            for one in facts.candidates
        ],
        "least": found.least_choices,
        "most": min(found.most_choices, len(facts.candidates)),
        "seats": found.seats,
        "trustees": facts.trustees,
        "threshold": facts.threshold,
        "cancel_reason": found.cancel_reason,
        "paper": facts.counter.name,
        "phone": facts.counter.phone,
        "public_href": public_page(found.uuid),
    }


def _about(facts: BoothFacts, about: str) -> str:
    """What is said of a candidate; an answer's own word is for the count alone."""
    if not facts.is_decision:
        return about
    return _("Counts as taking part, not as agreeing") if about == "abstain" else ""


def _lead(facts: BoothFacts) -> str:
    found = facts.election
    if facts.is_decision:
        return found.question
    words = _("%(place)s: %(seats)s seats, %(candidates)s candidates; choose up to %(most)s.")
    return words % {
        "place": facts.place_name,
        "seats": found.seats,
        "candidates": len(facts.candidates),
        "most": found.most_choices,
    }


def iso(at: datetime | None) -> str:
    """An instant in the place's own time, as the pages read it."""
    return timezone.localtime(at).isoformat(timespec="seconds") if at else ""


@csrf_exempt
@require_POST
@open_to(ANYONE)
@plain
def booth_mine(request: Request, uuid: str) -> dict[str, Any]:
    """Tell who holds a code what it may still do; the holder proves it by a signature."""
    given = sent(request)
    public, at = text_of(given, "credential"), text_of(given, "at")
    if not _is_fresh(at) or not _is_signed(uuid, public, at, given.get("signature")):
        raise Refused("bad_signature", _("The code could not be checked. Load the page anew."))
    facts = queries.credential_facts(request.sub_district_id, uuid, public=public)
    if facts is None:
        raise Missing(
            "unknown_credential",
            _("This code does not belong to this election. Look which election the slip names."),
        )
    return _mine(facts)


def _is_fresh(at: str) -> bool:
    try:
        when = parse_datetime(at)
    except ValueError:
        return False
    if when is None or timezone.is_naive(when):
        return False
    return abs(timezone.now() - when) < _FRESH


def _is_signed(uuid: str, public: str, at: str, signature: Any) -> bool:
    message = f"mine|{uuid}|{public}|{at}"
    written = json.dumps(signature, separators=(",", ":"))
    return check_signature(public, message, written)


def _mine(facts: CredentialFacts) -> dict[str, Any]:
    return {
        "open": facts.open,
        "code": facts.code,
        "message": _closed_words(facts.code),
        "votes": facts.votes,
        "tracker": facts.tracker,
        "at": iso(facts.at),
        "area": square_metres(facts.area_cm2).removesuffix("m²").strip() if facts.area_cm2 else "",
        "door": facts.door,
    }


def _closed_words(code: str) -> str:
    if code == "closed_paper":
        return _("The poll book says that you were handed a paper ballot. That one counts.")
    if code == "closed_replaced":
        return _("You were given a newer slip. Its code counts; this one does nothing.")
    return ""


@csrf_exempt
@require_POST
@open_to(ANYONE)
@plain
def booth_cast(request: Request, uuid: str) -> dict[str, Any]:
    """Take a ballot; the code that signed it is all that is known of its voter."""
    given = sent(request)
    key, text, turn = text_of(given, "key"), text_of(given, "ballot"), given.get("turn")
    if not _KEY.fullmatch(key) or not text:
        raise Refused("bad_ballot", _("What arrived is no ballot. Load the page anew."))
    facts = _facts(request, uuid)
    act = actions.cast_ballot if facts.election.mode == Mode.SECRET else actions.cast_signed
    cast = act(
        actor=nobody(request.sub_district_id),
        uuid=uuid,
        text=text,
        key=key,
        turn=turn if isinstance(turn, int) else None,
        at=timezone.now(),
    )
    return {"tracker": cast.tracker, "at": iso(cast.at), "turn": cast.turn}
