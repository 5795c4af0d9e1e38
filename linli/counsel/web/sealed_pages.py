"""What pages of sealed files do alike: nobody keeps a copy, a form knows its version."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from linli.ui import pages
from linli.ui.access import Request
from linli.ui.forms import PlainForm
from linli.ui.pages import as_number


def sealed_page(request: Request, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page that no browser and no proxy keeps."""
    return unkept(render(request, template, context))


def sealed_form(
    request: Request,
    form: PlainForm,
    act: Callable[[dict[str, Any]], HttpResponse],
    *,
    page: str = "counsel/legal/form.html",
    **context: Any,
) -> HttpResponse:
    """A form of a sealed file."""
    return unkept(pages.form_page(request, form, act, page=page, **context))


def unkept(answer: HttpResponse) -> HttpResponse:
    """The same answer, to be kept by nobody."""
    answer["Cache-Control"] = "no-store"
    return answer


def version_sent(request: Request, now: int | None = None) -> int | None:
    """The version that a form was made with."""
    typed = request.POST.get("version", "")
    return as_number(typed) if typed.isdecimal() else now
