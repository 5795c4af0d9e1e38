"""What every room's pages do alike: read an id, take a form, send the reader on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url

from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.ui.access import Request
from linli.ui.forms import PlainForm

FORM = ("GET", "HEAD", "POST")


def go(to: str, *args: Any, query: str = "") -> HttpResponse:
    """Answer a form that was taken in: see the page it leads to, and what narrows it."""
    return HttpResponseRedirect(resolve_url(to, *args) + (f"?{query}" if query else ""), status=303)


_DIGITS = 15


def as_uuid(typed: str) -> UUID | None:
    """Read an id from an address or a form; anything else is none."""
    try:
        return UUID(typed)
    except ValueError:
        return None


def as_number(typed: str, *, default: int = 0) -> int:
    """Read a whole number from an address or a form; anything else, or a huge one, is the default."""
    plain = typed.isascii() and typed.isdecimal() and len(typed) <= _DIGITS
    return int(typed) if plain else default


def form_page(
    request: Request,
    form: PlainForm,
    act: Callable[[dict[str, Any]], HttpResponse],
    *,
    page: str,
    **context: Any,
) -> HttpResponse:
    """Show a form, or act on it; a refusal stands above the form with what was typed kept."""
    if request.method == "POST" and form.is_valid():
        try:
            return act(form.cleaned_data)
        except (NotAllowed, Missing, Conflict):
            raise
        except Refused as refusal:
            form.add_error(None, refusal.message)
    status = 422 if form.errors else 200
    return render(request, page, {**context, "form": form}, status=status)
