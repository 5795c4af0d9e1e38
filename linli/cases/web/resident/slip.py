"""The slip: number, secret word, a code to scan, and what happens next."""

from __future__ import annotations

from typing import Any

import segno
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from linli.cases.rules import Opened
from linli.cases.web.resident.state import Standing
from linli.ui.access import Request


def slip_page(request: Request, opened: Opened, standing: Standing) -> dict[str, Any]:
    """All that the page right after sending shows."""
    return {
        "number": opened.number,
        "word": opened.secret,
        "qr": code_to_scan(request, opened.number),
        "standing": standing,
        "sent_at": timezone.localtime(),
        "slip_title": _("Keep this slip"),
        "slip_lines": [_("With number and word anybody can follow this request.")],
        "slip_foot": _("The code leads to the page; the word is not in it."),
        "ahead": [
            _("Somebody reads it and finds who is in charge."),
            _("You can look at any time, and add words or photos."),
            _("When it is done you are asked whether it is settled."),
        ],
        "tabs_hidden": True,
    }


def code_to_scan(request: Request, number: str) -> SafeString:
    """A code that leads to the request's page; it holds the number, never the word."""
    address = request.build_absolute_uri(f"{reverse('cases:follow')}?n={number}")
    drawing = segno.make(address, error="m").svg_inline(omitsize=True, border=0)
    return mark_safe(drawing)  # noqa: S308 - drawn by segno from our own address
