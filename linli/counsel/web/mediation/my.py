"""A resident's own files: what stands in them, what waits for an answer, who opened them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.counsel import actions
from linli.counsel.queries import mediation_words as words
from linli.counsel.queries.mediation_shown import mediation_shown
from linli.counsel.queries.mediations import mediation_teams
from linli.counsel.queries.opening import parties_of_account
from linli.counsel.rules import FileKind, Side
from linli.counsel.web.mediation.acting import act_page, the_act
from linli.counsel.web.mediation.forms import CodeForm, RoomIntakeForm
from linli.counsel.web.mediation.my_acts import ACTS
from linli.counsel.web.mediation.shown import file_context, waiting_for_me
from linli.places import queries as places
from linli.records.queries import accesses_to
from linli.ui import pages
from linli.ui.access import SIGNED_IN, Request, open_to
from linli.ui.pages import FORM, go
from linli.ui.pieces import Row

PAGE_OF = {
    FileKind.MEDIATION: "counsel:my_file",
    FileKind.LEGAL_AID: "counsel:my_legal_aid",
    FileKind.HELP: "counsel:my_help",
}


@open_to(SIGNED_IN)
@require_safe
def my_files(request: Request) -> HttpResponse:
    """List the files in which the reader is a side, with what kind each is."""
    account = request.actor.account_id
    rows = (
        []
        if account is None or request.actor.post is not None
        else list(parties_of_account(request.sub_district_id, account))
    )
    context = {
        "in_post": request.actor.post is not None,
        "rows": [_row(one) for one in rows if one.file.erased_at is None],
        "tab": "mine",
    }
    answer = render(request, "counsel/mediation/my_files.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@open_to(SIGNED_IN)
@require_safe
def my_file(request: Request, file_id: UUID) -> HttpResponse:
    """Show a side its own file: what waits for its answer first."""
    opened = actions.open_for_party(actor=request.actor, file_id=file_id)
    if opened.file.kind != FileKind.MEDIATION or opened.party is None:
        raise Http404
    shown = mediation_shown(opened)
    read = accesses_to(request.sub_district_id, opened.party.id, limit=50)
    context = {
        **file_context(shown, request),
        "waiting": waiting_for_me(shown),
        "me": opened.party,
        "read": read,
        "read_count": len(read),
        "back": {"href": reverse("counsel:my_files"), "label": _("My files")},
        "tab": "mine",
    }
    answer = render(request, "counsel/mediation/my_file.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@open_to(SIGNED_IN)
@require_http_methods(FORM)
def my_act(request: Request, file_id: UUID, act: str) -> HttpResponse:
    """Ask for one act of a side in its own file, or do it."""
    known = the_act(ACTS, act)
    opened = actions.open_for_party(actor=request.actor, file_id=file_id)
    if opened.file.kind != FileKind.MEDIATION:
        raise Http404
    return act_page(
        request,
        known,
        mediation_shown(opened),
        page="counsel/mediation/my_act.html",
        back=reverse("counsel:my_file", args=[file_id]),
        kept="mine",
    )


@open_to(SIGNED_IN)
@require_http_methods(FORM)
def my_new(request: Request) -> HttpResponse:
    """Apply for a mediation with the own account."""
    form = RoomIntakeForm(request.POST or None)
    form.offer("room", _rooms(request))

    def act(typed: dict[str, Any]) -> HttpResponse:
        team, _line, place = typed["room"].partition(":")
        actions.apply_online(
            actor=request.actor,
            team_id=UUID(team),
            place_id=UUID(place),
            told=form.told,
            key=typed["key"],
            at=timezone.now(),
        )
        messages.success(request, _("Your application lies with the mediation room."))
        return go("counsel:my_files")

    return pages.form_page(
        request,
        form,
        act,
        page="counsel/mediation/my_form.html",
        title=_("Apply for a mediation"),
        lead=_(
            "Free and in confidence. Nothing begins before the other side agrees, and each side "
            "may end it. In danger call 110 first; if somebody is hurt, 120."
        ),
        verb=_("Send the application"),
        back={"href": reverse("counsel:my_files"), "label": _("My files")},
        tabs_hidden=True,
    )


@open_to(SIGNED_IN)
@require_http_methods(FORM)
def my_join(request: Request) -> HttpResponse:
    """Find the own file with the code on the mediator's paper."""
    form = CodeForm(request.POST or None)

    def act(typed: dict[str, Any]) -> HttpResponse:
        found = actions.join_file(actor=request.actor, code=typed["code"], at=timezone.now())
        return go("counsel:my_file", found)

    return pages.form_page(
        request,
        form,
        act,
        page="counsel/mediation/my_form.html",
        title=_("I have a code from a mediator"),
        lead=_("The code stands on the paper that the mediation room gave you. It opens once."),
        verb=_("Open my file"),
        back={"href": reverse("counsel:my_files"), "label": _("My files")},
        tabs_hidden=True,
    )


def _row(party: Any) -> Row:
    file = party.file
    kind = FileKind(file.kind)
    try:
        href = reverse(PAGE_OF[kind], args=[file.id])
    except NoReverseMatch:
        href = ""
    if kind is not FileKind.MEDIATION:
        title = _("Legal aid") if kind is FileKind.LEGAL_AID else _("Help on your own request")
        return Row(title, href, [file.number, file.team.name])
    closed = words.outcome_word(file.outcome) if file.outcome else words.stage_word(file.state)
    return Row(
        words.topic_word(file.topic),
        href,
        [closed, words.side_word(Side(party.side)), file.team.name],
        kicker=[file.number],
    )


def _rooms(request: Request) -> list[tuple[str, str]]:
    on, tenant = timezone.localdate(), request.sub_district_id
    teams = mediation_teams(tenant, on=on)
    return [
        (f"{team.id}:{one.id}", f"{one.name} · {team.name}")
        for one in places.communities(tenant, on=on)
        for team in teams
        if team.place_id == one.id or team.place.kind == "sub_district"
    ]
