"""How the desk's form pages of this room take a form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url

from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.ui.access import Request
from linli.ui.forms import PlainForm

FORM = ("GET", "HEAD", "POST")


def go(to: str, *args: Any) -> HttpResponse:
    """Answer a form that was taken in: see the page it leads to."""
    return HttpResponseRedirect(resolve_url(to, *args), status=303)


def see(to: str, *args: Any, query: str = "") -> HttpResponse:
    """Answer a form that was taken in, keeping what stands in the address."""
    return HttpResponseRedirect(resolve_url(to, *args) + (f"?{query}" if query else ""), status=303)


def form_page(
    request: Request,
    form: PlainForm,
    act: Callable[[dict[str, Any]], HttpResponse],
    *,
    page: str = "cases/setup/form.html",
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
