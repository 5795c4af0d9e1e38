"""One's own account: what is kept, how one signs in, who looked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.kernel.errors import Missing
from linli.people import actions, queries
from linli.people.web.forms import ProfileForm, WordForm
from linli.people.web.pages import form_page, keep_type_size
from linli.ui import menu
from linli.ui.access import SIGNED_IN, Request, open_to
from linli.ui.pages import FORM, go

if TYPE_CHECKING:
    from linli.people.models import Account


def _me(request: Request) -> Account:
    found = queries.account(request.actor.account_id)
    if found is None:
        raise Missing("no_account", "")
    return found


@open_to(SIGNED_IN)
@require_safe
def my_account(request: Request) -> HttpResponse:
    """Show what is kept of oneself and how one signs in."""
    me, tenant, on = _me(request), request.sub_district_id, timezone.localdate()
    context = {
        "me": me,
        "profile": queries.profile_of(tenant, me.pk),
        "factors": queries.factors_of(me.pk),
        "devices": queries.devices_of(me.pk, session_key=request.session.session_key),
        "claims": queries.claims_of(tenant, me.pk, on=on),
        "has_offices": bool(queries.seats_held(tenant, me.pk)),
        "own_data_href": menu.page_of_own_data(),
        "tab": "mine",
    }
    return render(request, "people/my_account.html", context)


@open_to(SIGNED_IN)
@require_safe
def who_looked(request: Request) -> HttpResponse:
    """Lead old addresses to where everybody sees who looked."""
    return redirect(menu.page_of_own_data(), permanent=True)


@open_to(SIGNED_IN)
@require_http_methods(FORM)
def my_profile(request: Request) -> HttpResponse:
    """Change one's name and telephone."""
    profile = queries.profile_of(request.sub_district_id, _me(request).pk)
    now = {
        "name": profile.name if profile else "",
        "phone": profile.phone if profile else "",
        "large_type": bool(profile and profile.large_type),
    }

    def act(typed: dict[str, object]) -> HttpResponse:
        actions.change_profile(actor=request.actor, at=timezone.now(), **typed)  # type: ignore[arg-type]
        messages.success(request, _("Kept."))
        return keep_type_size(go("people:my_account"), large=bool(typed["large_type"]))

    return form_page(
        request,
        ProfileForm(request.POST or None, initial=now),
        act,
        page="people/my_form.html",
        title=_("Name and telephone"),
        lead=_("So that we can call you by your name and answer you."),
        verb=_("Keep"),
    )


@open_to(SIGNED_IN)
@require_POST
def end_session(request: Request, session_id: int) -> HttpResponse:
    """Sign oneself out on another device."""
    actions.end_session(actor=request.actor, session_id=session_id, at=timezone.now())
    messages.success(request, _("That device is signed out."))
    return go("people:my_account")


@open_to(SIGNED_IN)
@require_http_methods(FORM)
def close_my_account(request: Request) -> HttpResponse:
    """Close one's account for good, after typing its name."""
    me = _me(request)

    def act(_typed: dict[str, object]) -> HttpResponse:
        actions.close_account(actor=request.actor, account_id=me.pk, at=timezone.now())
        logout(request)
        messages.success(request, _("Your account is closed and what it held is emptied."))
        return go("account_login")

    return form_page(
        request,
        WordForm(request.POST or None, word=me.username),
        act,
        page="people/my_form.html",
        title=_("Close my account"),
        lead=_(
            "You are signed out everywhere. Name, telephone, e-mail and dwellings are emptied. "
            "Requests that you sent stay with their numbers. This cannot be undone."
        ),
        verb=_("Close it for good"),
        username=me.username,
    )
