"""What helper, supervisor and the person do in a file of help; each act on a form of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.counsel import actions
from linli.counsel.queries import sealed_lists
from linli.counsel.queries.helping import HelpShown
from linli.counsel.rules import By, HandRole, TeamKind
from linli.counsel.rules.helping import HelpEnd, HelpKind, ItemState, ReferralState, ReferralTo
from linli.counsel.web.helping import forms
from linli.counsel.web.helping.desk import HELPERS, help_context, the_help
from linli.counsel.web.sealed_pages import sealed_form, sealed_page, version_sent
from linli.ui.access import SIGNED_IN, Request, open_to
from linli.ui.forms import PlainForm
from linli.ui.pages import FORM, go

Act = Callable[[Request, HelpShown, dict[str, Any]], None]


@open_to(HELPERS)
@require_http_methods(FORM)
def help_act(request: Request, file_id: UUID, act: str) -> HttpResponse:
    """Do one thing in a file as its helper or supervisor."""
    opened = actions.open_for_team(actor=request.actor, file_id=file_id, at=timezone.now())
    shown = the_help(opened)
    known = {
        "write": (forms.WriteForm, _write, _("Write a step or a goal"), _("Write it")),
        "want": (forms.WantForm, _want, _("Add what is wanted"), _("Add it")),
        "refer": (forms.ReferralForm, _refer, _("Refer to an office"), _("Ask the person")),
        "close": (forms.CloseForm, _close, _("Close the file"), _("Close it")),
    }
    if act == "hand-on":
        return _hand_on(request, shown)
    if act not in known:
        raise Http404
    kind, do, title, verb = known[act]
    return _form(request, shown, kind(request.POST or None), do, title=title, verb=verb)


@open_to(HELPERS)
@require_POST
def help_item(request: Request, file_id: UUID, item_id: UUID) -> HttpResponse:
    """Say that a thing was given, or is no longer wanted."""
    given = request.POST.get("state") == ItemState.GIVEN.value
    actions.settle_item(
        actor=request.actor,
        file_id=file_id,
        item_id=item_id,
        state=ItemState.GIVEN if given else ItemState.DROPPED,
        version=version_sent(request),
        at=timezone.now(),
    )
    messages.success(request, _("Kept."))
    return go("counsel:help_file", file_id)


@open_to(HELPERS)
@require_http_methods(FORM)
def help_referral(request: Request, file_id: UUID, referral_id: UUID) -> HttpResponse:
    """Note what the person said to a referral."""
    opened = actions.open_for_team(actor=request.actor, file_id=file_id, at=timezone.now())

    def do(request: Request, shown: HelpShown, typed: dict[str, Any]) -> None:
        actions.settle_referral(
            actor=request.actor,
            file_id=file_id,
            referral_id=referral_id,
            state=ReferralState(typed["answer"]),
            by=By(typed["by"]),
            version=version_sent(request, shown.opened.file.version),
            at=timezone.now(),
        )

    return _form(
        request,
        the_help(opened),
        forms.SaidForm(request.POST or None),
        do,
        title=_("What the person said"),
        verb=_("Note it"),
    )


@open_to(HELPERS)
@require_POST
def help_send(request: Request, file_id: UUID, referral_id: UUID) -> HttpResponse:
    """Note that a referral to which the person said yes was handed over."""
    actions.settle_referral(
        actor=request.actor,
        file_id=file_id,
        referral_id=referral_id,
        state=ReferralState.SENT,
        version=version_sent(request),
        at=timezone.now(),
    )
    messages.success(request, _("Noted as handed over."))
    return go("counsel:help_file", file_id)


@open_to(SIGNED_IN)
@require_http_methods(FORM)
def ask(request: Request) -> HttpResponse:
    """Ask for help with the own account."""
    on = timezone.localdate()
    teams = sealed_lists.teams_serving(request.sub_district_id, TeamKind.HELP, on=on)
    form = forms.AskForm(request.POST or None, teams=[(str(one.id), one.name) for one in teams])

    def act(typed: dict[str, Any]) -> HttpResponse:
        file = actions.ask_for_help(
            actor=request.actor,
            team_id=UUID(typed["team"]),
            told=form.told(),
            key=form.sent_key,
            at=timezone.now(),
        )
        return go("counsel:my_help", file.id)

    return sealed_form(
        request,
        form,
        act,
        page="counsel/helping/ask.html",
        title=_("Ask for help"),
        purpose=_("One person helps you, one more looks after it. Nobody else sees it."),
        verb=_("Ask for it"),
        back={"href": reverse("counsel:my_files"), "label": _("My files")},
        tabs_hidden=True,
        there_are_teams=bool(teams),
    )


@open_to(SIGNED_IN)
@require_safe
def my_help(request: Request, file_id: UUID) -> HttpResponse:
    """Show people their own file: goals, items, referrals, who opened it."""
    opened = actions.open_for_party(actor=request.actor, file_id=file_id)
    context = {
        **help_context(the_help(opened)),
        "tab": "mine",
        "back": {"href": reverse("counsel:my_files"), "label": _("My files")},
    }
    return sealed_page(request, "counsel/helping/mine.html", context)


@open_to(SIGNED_IN)
@require_POST
def my_help_referral(request: Request, file_id: UUID, referral_id: UUID) -> HttpResponse:
    """Say yes or no to a referral."""
    yes = request.POST.get("answer") == ReferralState.AGREED.value
    actions.settle_referral(
        actor=request.actor,
        file_id=file_id,
        referral_id=referral_id,
        state=ReferralState.AGREED if yes else ReferralState.REFUSED,
        version=version_sent(request),
        at=timezone.now(),
    )
    messages.success(request, _("Your answer is kept."))
    return go("counsel:my_help", file_id)


@open_to(SIGNED_IN)
@require_http_methods(FORM)
def my_help_end(request: Request, file_id: UUID) -> HttpResponse:
    """End the help; no reason is asked for."""
    shown = the_help(actions.open_for_party(actor=request.actor, file_id=file_id))
    file = shown.opened.file

    def act(_typed: dict[str, Any]) -> HttpResponse:
        actions.close_help(
            actor=request.actor,
            file_id=file_id,
            end=HelpEnd.WISH,
            version=version_sent(request, file.version),
            at=timezone.now(),
        )
        messages.success(request, _("The help has ended. You may ask again any day."))
        return go("counsel:my_help", file_id)

    return sealed_form(
        request,
        PlainForm(request.POST or None),
        act,
        page="counsel/legal/my_form.html",
        title=_("End the help"),
        purpose=_("No reason is asked for. The file closes now and is erased on its day."),
        verb=_("End it"),
        danger=True,
        version=request.POST.get("version") or file.version,
        back={"href": reverse("counsel:my_help", args=[file_id]), "label": _("Back to the file")},
        tabs_hidden=True,
    )


def _form(
    request: Request, shown: HelpShown, form: PlainForm, do: Act, *, title: str, verb: str
) -> HttpResponse:
    file = shown.opened.file

    def act(typed: dict[str, Any]) -> HttpResponse:
        do(request, shown, typed)
        messages.success(request, _("Kept."))
        return go("counsel:help_file", file.id)

    return sealed_form(
        request,
        form,
        act,
        title=title,
        purpose=file.number,
        verb=verb,
        version=request.POST.get("version") or file.version,
        back_href=reverse("counsel:help_file", args=[file.id]),
    )


def _hand_on(request: Request, shown: HelpShown) -> HttpResponse:
    if shown.opened.hand is not HandRole.SUPERVISOR:
        raise Http404
    found = sealed_lists.colleagues(
        request.actor, [shown.opened.file.team_id], on=timezone.localdate()
    )

    def do(request: Request, shown: HelpShown, typed: dict[str, Any]) -> None:
        actions.hand_help_on(
            actor=request.actor,
            file_id=shown.opened.file.id,
            helper_id=UUID(typed["helper"]),
            at=timezone.now(),
        )

    form = forms.HelperForm(
        request.POST or None, members=[(str(one.id), one.name) for one in found]
    )
    return _form(request, shown, form, do, title=_("Give it to another helper"), verb=_("Give it"))


def _write(request: Request, shown: HelpShown, typed: dict[str, Any]) -> None:
    actions.write_in_help(
        actor=request.actor,
        file_id=shown.opened.file.id,
        text=typed["text"],
        goal=typed["what"] == "goal",
        version=version_sent(request, shown.opened.file.version),
        at=timezone.now(),
    )


def _want(request: Request, shown: HelpShown, typed: dict[str, Any]) -> None:
    actions.want_item(
        actor=request.actor,
        file_id=shown.opened.file.id,
        kind=HelpKind(typed["kind"]),
        version=version_sent(request, shown.opened.file.version),
        at=timezone.now(),
    )


def _refer(request: Request, shown: HelpShown, typed: dict[str, Any]) -> None:
    actions.ask_referral(
        actor=request.actor,
        file_id=shown.opened.file.id,
        to=ReferralTo(typed["to"]),
        text=typed["text"],
        version=version_sent(request, shown.opened.file.version),
        at=timezone.now(),
    )


def _close(request: Request, shown: HelpShown, typed: dict[str, Any]) -> None:
    actions.close_help(
        actor=request.actor,
        file_id=shown.opened.file.id,
        end=HelpEnd(typed["end"]),
        version=version_sent(request, shown.opened.file.version),
        at=timezone.now(),
    )
