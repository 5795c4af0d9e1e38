"""How the pages of this room take a form, and show something once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from linli.kernel.errors import Refused
from linli.kernel.posts import PostKind
from linli.people import queries
from linli.tenancy.fields import seal, unseal
from linli.ui import errors, pages
from linli.ui.access import ADMINISTRATOR, Audience, Request

_ONCE = "shown_once"
_YEAR = 365 * 86_400


def no_right(request: Request, audience: Audience | None) -> HttpResponse:
    """Say by title which posts may open a page; that any post may needs no list."""
    kinds = [kind for kind in PostKind if kind in (audience or ())]
    named = [] if len(kinds) == len(PostKind) else [queries.post_title(kind) for kind in kinds]
    if ADMINISTRATOR in (audience or ()):
        named.append(_("System administrator"))
    return errors.no_right(request, audience, post_labels=named)


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


def keep_type_size(answer: HttpResponse, *, large: bool) -> HttpResponse:
    """Show this device the size of type that its reader keeps in the profile."""
    answer.set_cookie("large_type", "1" if large else "0", max_age=_YEAR, samesite="Lax")
    return answer


form_page = partial(pages.form_page, page="people/desk_form.html")
"""A form in this room's own frame."""
