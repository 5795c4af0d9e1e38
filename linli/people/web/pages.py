"""How the pages of this room take a form, and show something once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.translation import gettext as _

from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.people import queries
from linli.tenancy.fields import seal, unseal
from linli.ui.access import Request
from linli.ui.forms import PlainForm

_ONCE = "shown_once"
_YEAR = 365 * 86_400


def go(to: str, *args: Any) -> HttpResponse:
    """Answer a form that was taken in: see the page it leads to."""
    return HttpResponseRedirect(resolve_url(to, *args), status=303)


def form_page(
    request: Request,
    form: PlainForm,
    act: Callable[[dict[str, Any]], HttpResponse],
    *,
    page: str = "people/desk_form.html",
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


def account_named(username: str) -> UUID:
    """The account of exactly this user name; none is a refusal that says who opens one."""
    found = queries.account_by_username(username)
    if found is None:
        raise Refused(
            "no_such_user",
            _("No account has this user name. The administrator opens accounts for staff."),
        )
    return found.pk


def show_once(request: Request, name: str, values: Mapping[str, str]) -> None:
    """Keep a code or link, sealed, for the next page and no longer."""
    request.session[_ONCE] = {name: {key: seal(value) for key, value in values.items()}}


def shown_once(request: Request, name: str) -> dict[str, str] | None:
    """Give what was kept for this page and forget it."""
    kept = request.session.pop(_ONCE, {}).get(name)
    return {key: unseal(value) for key, value in kept.items()} if kept else None


def as_uuid(typed: str) -> UUID | None:
    """Read an id from an address or a form; anything else is none."""
    try:
        return UUID(typed)
    except ValueError:
        return None


def keep_type_size(answer: HttpResponse, *, large: bool) -> HttpResponse:
    """Show this device the size of type that its reader keeps in the profile."""
    answer.set_cookie("large_type", "1" if large else "0", max_age=_YEAR, samesite="Lax")
    return answer
