"""The booth's pages: the same bytes for every reader, whoever asks and for whichever election."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from linli.elections import queries
from linli.elections.web.booth import words
from linli.elections.web.booth.answers import pinned_page
from linli.elections.web.booth.files import Pinned, pinned
from linli.kernel.errors import Missing
from linli.places import queries as places
from linli.ui.access import ANYONE, Request, open_to

CHINESE, ENGLISH = "zh-hans", "en"
_OTHER = {
    CHINESE: {"lang": ENGLISH, "label": "English"},
    ENGLISH: {"lang": CHINESE, "label": "中文"},
}
_SHOWN = 8
_ANY = "1" * 22
"""Stands for any election where an address is only named."""


def shell(
    template: str, language: str, *, script: str, named: Callable[[], dict[str, str]], **more: Any
) -> str:
    """Render a pinned page; nothing of the reader or of an election enters it."""
    files = pinned()
    with override(language):
        page = {
            "language": language,
            "style": files["booth.css"],
            "script": files[script] if script else None,
            "print": _short(files[script or "booth.js"]),
            "files_href": reverse("elections:booth_files"),
            "words": json.dumps(named(), ensure_ascii=False, separators=(",", ":")),
            **more,
        }
        return render_to_string(f"elections/booth/{template}.html", page)


def _short(file: Pinned) -> str:
    digits = file.sha256[:_SHOWN].upper()
    return f"{digits[:4]} {digits[4:]}"


@cache
def booth_page(language: str) -> str:
    """The booth in one language: one page for all elections."""
    at = "./" if language == CHINESE else "../"
    other = {**_OTHER[language], "href": "en/" if language == CHINESE else "../"}
    return shell(
        "booth",
        language,
        script="booth.js",
        named=words.booth,
        other=other,
        paper_href=f"{at}paper/",
    )


@require_safe
@open_to(ANYONE)
@pinned_page
def booth(_request: Request, uuid: str) -> HttpResponse:
    """Serve the booth in Chinese."""
    return HttpResponse(booth_page(CHINESE))


@require_safe
@open_to(ANYONE)
@pinned_page
def booth_en(_request: Request, uuid: str) -> HttpResponse:
    """Serve the booth in English."""
    return HttpResponse(booth_page(ENGLISH))


@require_safe
@open_to(ANYONE)
@pinned_page
def booth_paper(request: Request, uuid: str) -> HttpResponse:
    """Say where to vote on paper; needs no script."""
    facts = queries.booth_facts(request.sub_district_id, uuid, on=timezone.localdate())
    if facts is None:
        raise no_booth()
    page = {"election": facts.election, "counter": facts.counter, "demo": facts.demo}
    language = language_of(request)
    return HttpResponse(shell("paper", language, script="plain_page.js", named=dict, **page))


@require_safe
@open_to(ANYONE)
@pinned_page
def booth_files(request: Request) -> HttpResponse:
    """List the booth's files with their SHA-256, and how to compare them."""
    here = places.sub_district(request.sub_district_id)
    base = settings.LINLI_PUBLIC_URL.rstrip("/")
    booth_address = base + reverse("elections:booth", args=[_ANY])
    files = [_page_file(CHINESE), _page_file(ENGLISH), *_listed()]
    page = {
        "files": files,
        "page_address": booth_address,
        "script_address": base + pinned()["booth.js"].href,
        "demo": bool(here and here.is_demo),
    }
    language = language_of(request)
    return HttpResponse(shell("files", language, script="plain_page.js", named=dict, **page))


def _listed() -> list[Pinned]:
    names = [
        "booth.js",
        "booth.css",
        "trustee_page.js",
        "verify_page.js",
        "verify_worker.js",
        "plain_page.js",
    ]
    return [pinned()[name] for name in names]


def _page_file(language: str) -> Pinned:
    """The booth's page itself, as a file with its hash."""
    data = booth_page(language).encode()
    name = "elections:booth" if language == CHINESE else "elections:booth_en"
    any_file = replace(pinned()["booth.js"], integrity="")
    return replace(
        any_file,
        name=f"booth.html ({language})",
        href=reverse(name, args=[_ANY]),
        sha256=sha256(data).hexdigest(),
        size=len(data),
    )


def language_of(request: Request) -> str:
    """The reader's language, one of the two that there are."""
    return ENGLISH if getattr(request, "LANGUAGE_CODE", CHINESE).startswith("en") else CHINESE


def public_page(uuid: str) -> str:
    """Where the election's public page is."""
    try:
        return reverse("elections:public_election", args=[uuid])
    except NoReverseMatch:
        return "/"


def no_booth() -> Missing:
    """The sentence for an address of no election."""
    return Missing("no_election", _("There is no such election."))
