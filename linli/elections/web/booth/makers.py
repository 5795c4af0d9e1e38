"""The office makes voting codes in its own browser; only the public halves come here."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.elections import actions, queries
from linli.elections.queries import LineForSlip
from linli.elections.rules import ElectionState, Mode
from linli.elections.web.booth import maker_words
from linli.elections.web.booth.answers import plain, sent, text_of
from linli.elections.web.booth.files import pinned
from linli.elections.web.booth.voting import iso
from linli.elections.web.desk.pages import frame
from linli.kernel.errors import Missing, Refused
from linli.kernel.posts import OFFICE
from linli.ui.access import Request, open_to
from linli.ui.pieces import Figure

if TYPE_CHECKING:
    from linli.elections.models import Election

_KEY = re.compile(r"[0-9a-f-]{16,40}")
_LONGEST = 30_000_000


@require_safe
@open_to(OFFICE)
def credentials(request: Request, election_id: UUID) -> HttpResponse:
    """Show the page on which codes are made and slips printed."""
    found, lines = _lines(request, election_id)
    page = {
        **frame(request, found, "credentials"),
        "script": pinned()["credentials.js"],
        "style": pinned()["credentials.css"],
        "words": json.dumps(maker_words.maker(), ensure_ascii=False),
        "figures": [
            Figure(_("Lines of the roll"), str(len(lines))),
            Figure(_("With a code"), str(sum(line.has for line in lines))),
        ],
        "lines_href": reverse("elections:credential_lines", args=[election_id]),
        "take_href": reverse("elections:credentials_taken", args=[election_id]),
    }
    return render(request, "elections/booth/credentials.html", page)


@require_safe
@open_to(OFFICE)
@plain
def credential_lines(request: Request, election_id: UUID) -> dict[str, Any]:
    """Give the lines of the roll that get slips."""
    found, lines = _lines(request, election_id)
    base = settings.LINLI_PUBLIC_URL.rstrip("/")
    return {
        "uuid": found.uuid,
        "title": found.title,
        "number": found.number,
        "place": found.place.name,
        "opens_at": iso(found.opens_at),
        "closes_at": iso(found.closes_at),
        "now": iso(timezone.now()),
        "may": _may_make(found),
        "where": found.where,
        "address": base + reverse("elections:booth", args=[found.uuid]),
        "lines": [
            {
                "id": str(line.id),
                "number": line.number,
                "name": line.name,
                "door": line.door,
                "has": line.has,
            }
            for line in lines
        ],
    }


def _may_make(election: Election) -> str:
    """What the action would take in now: new codes, replacements alone, or nothing."""
    if election.state == ElectionState.PREPARING:
        return "make"
    runs = election.state == ElectionState.VOTING and election.mode == Mode.SIGNED
    return "replace" if runs else "nothing"


@require_http_methods(["POST"])
@open_to(OFFICE)
@plain
def credentials_taken(request: Request, election_id: UUID) -> dict[str, Any]:
    """Take the public halves of the codes."""
    given = sent(request, longest=_LONGEST)
    key = text_of(given, "key")
    if not _KEY.fullmatch(key):
        raise Refused("bad_credential", _("This file holds no public credentials."))
    taken = actions.take_credentials(
        actor=request.actor,
        election_id=election_id,
        credentials=_pairs(given.get("credentials")),
        replace=given.get("replace") is True,
        key=key,
        at=timezone.now(),
    )
    return {"taken": taken}


def _pairs(given: Any) -> list[tuple[UUID | None, str]]:
    try:
        return [
            (UUID(one["line"]) if one.get("line") else None, str(one["public"])) for one in given
        ]
    except (TypeError, KeyError, ValueError, AttributeError):
        raise Refused("bad_credential", _("This file holds no public credentials.")) from None


def _lines(request: Request, election_id: UUID) -> tuple[Election, list[LineForSlip]]:
    found = queries.lines_for_credentials(request.actor, election_id, on=timezone.localdate())
    if found is None:
        raise Missing("no_election", _("There is no such election."))
    return found
