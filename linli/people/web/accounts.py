"""Accounts of staff: opened, locked, reset, closed; for administrators alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.kernel.errors import Missing
from linli.people import actions, queries
from linli.people.web.adapter import set_password_address
from linli.people.web.forms import OpenAccountForm, WordForm
from linli.people.web.pages import form_page, show_once, shown_once
from linli.ui.access import ADMINISTRATOR, Request, open_to
from linli.ui.pages import FORM, go

_LINK = "link"


@open_to(ADMINISTRATOR)
@require_safe
def accounts(request: Request) -> HttpResponse:
    """List the accounts of staff by user name; residents are not in it."""
    typed = request.GET.get("q", "").strip()[:60]
    found = queries.staff_accounts(
        request.sub_district_id,
        on=timezone.localdate(),
        containing=typed,
        after=request.GET.get("after", ""),
        limit=queries.PAGE + 1,
    )
    shown = found[: queries.PAGE]
    older = ""
    if len(found) > queries.PAGE:
        query = request.GET.copy()
        query["after"] = shown[-1].username
        older = f"?{query.urlencode()}"
    return render(
        request, "people/accounts.html", {"accounts": shown, "typed": typed, "older": older}
    )


@open_to(ADMINISTRATOR)
@require_http_methods(FORM)
def open_account(request: Request) -> HttpResponse:
    """Open an account for a member of staff and show the link to its password once."""

    def act(typed: dict[str, Any]) -> HttpResponse:
        account = actions.open_account(actor=request.actor, staff=True, at=timezone.now(), **typed)
        return _show_link(request, account.pk)

    return form_page(
        request,
        OpenAccountForm(request.POST or None),
        act,
        title=_("Open an account"),
        purpose=_("For a member of staff. A post is given afterwards, by whoever fills it."),
        verb=_("Open the account"),
        back_href=reverse("people:accounts"),
    )


def _show_link(request: Request, account_id: UUID) -> HttpResponse:
    """Make the link to a password: shown once, and sent where there is an address."""
    account = queries.account(account_id)
    if account is None:
        raise Missing("no_account", "")
    address = set_password_address(request, account)
    if account.email:
        actions.send_letter(
            actor=request.actor,
            channel="email",
            address=account.email,
            subject=_("Your account in Linli"),
            body=_("User name: %(name)s. Set your password here: %(link)s")
            % {"name": account.username, "link": address},
            at=timezone.now(),
        )
    show_once(
        request,
        _LINK,
        {"address": address, "username": account.username, "sent_to": account.email},
    )
    return go("people:account_link")


@open_to(ADMINISTRATOR)
@require_safe
def account_link(request: Request) -> HttpResponse:
    """Show the link to a password once, to print or to scan."""
    link = shown_once(request, _LINK)
    code = (
        segno.make(link["address"], error="m").svg_inline(omitsize=True, border=0) if link else ""
    )
    context = {"link": link, "qr": mark_safe(code)}  # noqa: S308
    return render(request, "people/account_link.html", context)


@open_to(ADMINISTRATOR)
@require_safe
def account_detail(request: Request, account_id: UUID) -> HttpResponse:
    """Show one account; its owner sees who looked."""
    account = actions.look_at_account(actor=request.actor, account_id=account_id, at=timezone.now())
    held = queries.posts_of(request.sub_district_id, account_id, on=timezone.localdate())
    context = {
        "account": account,
        "factors": queries.factors_of(account_id),
        "held": held,
        "own": account_id == request.actor.account_id,
    }
    return render(request, "people/account_detail.html", context)


def _act(
    request: Request, account_id: UUID, act: Callable[..., object], said: str, **facts: Any
) -> HttpResponse:
    act(actor=request.actor, account_id=account_id, at=timezone.now(), **facts)
    messages.success(request, said)
    return go("people:account_detail", account_id)


@open_to(ADMINISTRATOR)
@require_POST
def lock_account(request: Request, account_id: UUID) -> HttpResponse:
    """Keep an account from signing in."""
    return _act(request, account_id, actions.lock_account, _("Locked, and signed out everywhere."))


@open_to(ADMINISTRATOR)
@require_POST
def unlock_account(request: Request, account_id: UUID) -> HttpResponse:
    """Let a locked account sign in again."""
    return _act(request, account_id, actions.unlock_account, _("Unlocked."))


@open_to(ADMINISTRATOR)
@require_POST
def end_sessions(request: Request, account_id: UUID) -> HttpResponse:
    """Sign an account out everywhere."""
    return _act(request, account_id, actions.end_sessions, _("Signed out everywhere."))


@open_to(ADMINISTRATOR)
@require_POST
def reset_account(request: Request, account_id: UUID) -> HttpResponse:
    """Forget password and factors and show a new link once."""
    actions.reset_account(actor=request.actor, account_id=account_id, at=timezone.now())
    return _show_link(request, account_id)


@open_to(ADMINISTRATOR)
@require_POST
def grant_administrator(request: Request, account_id: UUID) -> HttpResponse:
    """Make an account an administrator from today."""
    said, today = _("This account is an administrator now."), timezone.localdate()
    return _act(request, account_id, actions.grant_administrator, said, valid_from=today)


@open_to(ADMINISTRATOR)
@require_POST
def end_grant(request: Request, account_id: UUID) -> HttpResponse:
    """End an administrator's grant today."""
    said, today = _("Today is this administrator's last day."), timezone.localdate()
    return _act(request, account_id, actions.end_grant, said, last_day=today)


@open_to(ADMINISTRATOR)
@require_http_methods(FORM)
def close_account(request: Request, account_id: UUID) -> HttpResponse:
    """Close an account for good, after typing its name."""
    account = actions.look_at_account(actor=request.actor, account_id=account_id, at=timezone.now())

    def act(_typed: dict[str, Any]) -> HttpResponse:
        actions.close_account(actor=request.actor, account_id=account_id, at=timezone.now())
        messages.success(request, _("The account is closed and what it held is emptied."))
        return go("people:accounts")

    return form_page(
        request,
        WordForm(request.POST or None, word=account.username),
        act,
        title=_("Close the account"),
        purpose=_("Its terms end today and what identifies its owner is emptied. No way back."),
        note=account.username,
        verb=_("Close it for good"),
        danger=True,
        back_href=reverse("people:account_detail", args=[account_id]),
    )
