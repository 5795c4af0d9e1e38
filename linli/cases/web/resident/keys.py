"""What lets somebody without an account see the own request: the slip, and for how long.

The secret word is never in an address. After sending it travels once, sealed, to the page that
shows it; after that the session remembers for an hour that it was given.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from cryptography.fernet import InvalidToken
from django.http import HttpRequest, HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware

from linli.cases.rules import Followed, Opened
from linli.kernel.actor import Actor, nobody
from linli.tenancy.fields import seal, unseal
from linli.ui.access import Request

SHOWN_FOR = timedelta(minutes=30)
REMEMBERED_FOR = timedelta(hours=1)
MOST_REMEMBERED = 5
_NAME = "followed"


def done_token(opened: Opened, *, at: datetime) -> str:
    """Seal number and word for the one page that shows them."""
    fields = [str(opened.case_id), opened.number, opened.secret, at.timestamp()]
    return seal(json.dumps(fields))


def opened_from(token: str, number: str, *, at: datetime) -> Opened | None:
    """What a token seals, for half an hour."""
    try:
        case_id, sealed_number, secret, made = json.loads(unseal(token))
    except (InvalidToken, ValueError):
        return None
    fresh = timedelta() <= at - datetime.fromtimestamp(made, tz=at.tzinfo) <= SHOWN_FOR
    if not fresh or sealed_number != number:
        return None
    return Opened(UUID(case_id), number, secret)


def remember(request: Request, followed: Followed, *, at: datetime) -> None:
    """Keep in the session that the right word was given, for an hour."""
    kept = {**_fresh(request, at), followed.number: _entry(followed, at)}
    request.session[_NAME] = dict(list(kept.items())[-MOST_REMEMBERED:])


def remembered(request: Request, number: str, *, at: datetime) -> Followed | None:
    """The request of this number, if its word was given within the hour."""
    entry = _fresh(request, at).get(number)
    return Followed(UUID(entry["case"]), number, entry["slip"]) if entry else None


def forget(request: Request, number: str) -> None:
    """Let the next person on this device begin anew."""
    kept = dict(request.session.get(_NAME, {}))
    if kept.pop(number, None):
        request.session[_NAME] = kept


def sender(request: Request) -> Actor:
    """Who sends a form: the account only where the form is surely from our own page."""
    if request.actor.account_id is None:
        return request.actor
    check = _FormCheck(_never)
    check.process_request(request)
    fault = check.process_view(request, _plain_view, (), {})
    return request.actor if fault is None else nobody(request.sub_district_id)


class _FormCheck(CsrfViewMiddleware):
    """Django's own check of a form's origin, answering instead of refusing."""

    def _reject(self, _request: HttpRequest, reason: str) -> str:
        return reason


def _never(_request: HttpRequest) -> HttpResponseBase:
    raise NotImplementedError


def _plain_view() -> HttpResponseBase:
    """Stand for a view that is not exempt from the check."""
    raise NotImplementedError


def _entry(followed: Followed, at: datetime) -> dict[str, Any]:
    until = (at + REMEMBERED_FOR).timestamp()
    return {"case": str(followed.case_id), "slip": followed.slip, "until": until}


def _fresh(request: Request, at: datetime) -> dict[str, Any]:
    now = at.timestamp()
    kept = request.session.get(_NAME, {})
    return {number: entry for number, entry in kept.items() if entry["until"] > now}
