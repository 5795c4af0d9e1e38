"""Help on one's own request at the desk of helper and supervisor."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from linli.cases import queries as cases
from linli.cases.rules import SealedRoom
from linli.counsel import actions
from linli.counsel.queries import help_words as words
from linli.counsel.queries import sealed_lists
from linli.counsel.queries.helping import HelpShown, help_shown, waiting_referrals
from linli.counsel.queries.opening import Opened
from linli.counsel.rules import FileKind, HandRole, TeamKind
from linli.counsel.rules.helping import HelpKind, HelpState
from linli.counsel.web.helping.forms import OpenForm, TakeHelpForm, TwoForm
from linli.counsel.web.sealed_pages import sealed_form, sealed_page
from linli.kernel.posts import PostKind, Posts
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, as_number, go
from linli.ui.pieces import Chip

HELPERS: Posts = frozenset({PostKind.HELP_WORKER})
Choices = list[tuple[str, str]]


@open_to(HELPERS)
@require_safe
def help_files(request: Request) -> HttpResponse:
    """List the files in the own hand by number, and what waits for two hands."""
    today, closed = timezone.localdate(), request.GET.get("closed") == "1"
    typed = request.GET.get("skip", "0")
    skip = as_number(typed)
    find = sealed_lists.closed_files if closed else sealed_lists.open_files
    files, more = find(request.actor, FileKind.HELP, on=today, skip=skip)
    waiting = waiting_referrals(request.sub_district_id, [one.id for one in files])
    teams = _teams(request)
    context = {
        "rows": [
            {
                "file": one,
                "state": words.help_state_word(one.state),
                "end": words.help_end_word(one.outcome) if one.outcome else "",
                "referral": one.id in waiting,
            }
            for one in files
        ],
        "unshared": []
        if closed
        else sealed_lists.unshared_files(request.actor, FileKind.HELP, on=today),
        "requests": cases.requests_to_seal(request.sub_district_id, room=SealedRoom.HELP)
        if teams and not closed
        else [],
        "may_open": bool(teams),
        "chips": [
            Chip(pgettext("of files", "Open"), "?", on=not closed),
            Chip(pgettext("of files", "Closed"), "?closed=1", on=closed),
        ],
        "older": f"?skip={skip + sealed_lists.PAGE}{'&closed=1' if closed else ''}" if more else "",
    }
    return sealed_page(request, "counsel/helping/files.html", context)


@open_to(HELPERS)
@require_http_methods(FORM)
def help_new(request: Request) -> HttpResponse:
    """Open a file for somebody who asked in person."""
    form = OpenForm(request.POST or None, teams=_teams(request), colleagues=_colleagues(request))

    def act(typed: dict[str, Any]) -> HttpResponse:
        file = actions.open_help(
            actor=request.actor,
            team_id=UUID(typed["team"]),
            told=form.told(),
            supervisor_id=UUID(typed["supervisor"]),
            key=form.sent_key,
            at=timezone.now(),
        )
        messages.success(request, _("The file is open. You help; your colleague supervises."))
        return go("counsel:help_file", file.id)

    return sealed_form(
        request,
        form,
        act,
        title=_("Open a file of help"),
        purpose=_("Only on the person's own request. Two people open it: you and who supervises."),
        verb=_("Open the file"),
        back_href=reverse("counsel:help_files"),
    )


@open_to(HELPERS)
@require_http_methods(FORM)
def help_take(request: Request, case_id: UUID) -> HttpResponse:
    """Take a request in whose sender agreed to the sealed room."""
    waiting = cases.requests_to_seal(request.sub_district_id, room=SealedRoom.HELP)
    found = next((one for one in waiting if one.case_id == case_id), None)
    if found is None or not _teams(request):
        raise Http404
    form = TakeHelpForm(
        request.POST or None, teams=_teams(request), colleagues=_colleagues(request)
    )

    def act(typed: dict[str, Any]) -> HttpResponse:
        file = actions.take_help_request(
            actor=request.actor,
            team_id=UUID(typed["team"]),
            case_id=case_id,
            kinds=[HelpKind(one) for one in typed["kinds"]],
            supervisor_id=UUID(typed["supervisor"]),
            at=timezone.now(),
        )
        messages.success(request, _("The request moved here; where it was stands only that."))
        return go("counsel:help_file", file.id)

    return sealed_form(
        request,
        form,
        act,
        title=_("Take the request in"),
        purpose=found.number,
        verb=_("Take the request in"),
        back_href=reverse("counsel:help_files"),
    )


@open_to(HELPERS)
@require_http_methods(FORM)
def help_share(request: Request, file_id: UUID) -> HttpResponse:
    """Name helper and supervisor of a file, without opening it."""
    on = timezone.localdate()
    waiting = sealed_lists.unshared_files(request.actor, FileKind.HELP, on=on)
    found = next((one for one in waiting if one.id == file_id), None)
    if found is None:
        raise Http404
    members = sealed_lists.members_of(request.sub_district_id, found.team_id, on=on)
    form = TwoForm(request.POST or None, members=[(str(one.id), one.name) for one in members])

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.share_out_help(
            actor=request.actor,
            file_id=file_id,
            helper_id=UUID(typed["helper"]),
            supervisor_id=UUID(typed["supervisor"]),
            at=timezone.now(),
        )
        messages.success(request, _("Named. Only these two open the file."))
        return go("counsel:help_files")

    return sealed_form(
        request,
        form,
        act,
        title=_("Name helper and supervisor"),
        purpose=found.number,
        verb=_("Name these two"),
        back_href=reverse("counsel:help_files"),
    )


@open_to(HELPERS)
@require_safe
def help_file(request: Request, file_id: UUID) -> HttpResponse:
    """Show a file to its helper or supervisor; the person sees that it was opened."""
    opened = actions.open_for_team(actor=request.actor, file_id=file_id, at=timezone.now())
    return sealed_page(request, "counsel/helping/file.html", help_context(the_help(opened)))


def the_help(opened: Opened) -> HelpShown:
    """The opened file, if it is one of help."""
    if opened.file.kind != FileKind.HELP:
        raise Http404
    return help_shown(opened)


def help_context(shown: HelpShown) -> dict[str, Any]:
    """What the pages of helper and person show alike."""
    file = shown.opened.file
    return {
        "shown": shown,
        "file": file,
        "state": words.help_state_word(file.state),
        "open": file.state == HelpState.OPEN,
        "closed": file.state == HelpState.CLOSED,
        "end": words.help_end_word(file.outcome) if file.outcome else "",
        "supervises": shown.opened.hand is HandRole.SUPERVISOR,
        "items": [
            {
                "row": one,
                "word": words.help_kind_word(one.kind),
                "state": words.item_state_word(one.state),
                "tone": words.item_tone(one.state),
                "wanted": one.state == "wanted",
            }
            for one in shown.items
        ],
        "referrals": [
            {
                "row": one.row,
                "text": one.text,
                "to": words.office_word(one.row.to),
                "state": words.referral_state_word(one.row.state),
                "tone": words.referral_tone(one.row.state),
            }
            for one in shown.referrals
        ],
        "helper": shown.hands.get(HandRole.HANDLER.value, ""),
        "supervisor": shown.hands.get(HandRole.SUPERVISOR.value, ""),
    }


def _teams(request: Request) -> Choices:
    found = sealed_lists.teams_of(request.actor, TeamKind.HELP, on=timezone.localdate())
    return [(str(one.id), one.name) for one in found]


def _colleagues(request: Request) -> Choices:
    teams = [UUID(key) for key, _name in _teams(request)]
    found = sealed_lists.colleagues(request.actor, teams, on=timezone.localdate())
    return [(str(one.id), one.name) for one in found]
