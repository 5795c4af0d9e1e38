"""The room's desk: its files on shelves, one file with all its words, the ways to open a new one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.cases.queries import requests_to_seal
from linli.cases.rules import SealedRoom
from linli.counsel import actions
from linli.counsel.queries import mediation_words as words
from linli.counsel.queries.mediation_shown import mediation_shown
from linli.counsel.queries.mediations import (
    Shelf,
    file_numbered,
    my_teams,
    parts_of,
    shelf,
    shelf_counts,
)
from linli.counsel.queries.opening import file_for_team
from linli.counsel.rules import FileKind
from linli.counsel.rules.mediation import Topic
from linli.counsel.web.mediation.acting import ONE_FORM, act_page, the_act
from linli.counsel.web.mediation.desk_acts import ACTS
from linli.counsel.web.mediation.forms import CounterForm, TakeForm, topics
from linli.counsel.web.mediation.shown import file_context
from linli.kernel.posts import PostKind
from linli.places import queries as places
from linli.ui import pages
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, go
from linli.ui.pieces import Chip

_SHELVES = {one.value: one for one in Shelf}


@open_to(PostKind.MEDIATOR)
@require_safe
def files(request: Request) -> HttpResponse:
    """Show the room's files on their shelves; none of them is opened by it."""
    on = timezone.localdate()
    wanted = request.GET.get("number", "").strip()
    found = file_numbered(request.actor, wanted, on=on) if wanted else None
    if found is not None:
        return go("counsel:file", found)
    name = _SHELVES.get(request.GET.get("show", ""), Shelf.OPEN)
    parts = parts_of(request.actor, on=on)
    after = pages.as_uuid(request.GET.get("after", ""))
    page = shelf(request.actor, name, on=on, after=after, parts=parts)
    counts, unheld = shelf_counts(request.actor, on=on, parts=parts)
    teams = parts.teams
    context = {
        "name": name,
        "lines": [
            (one, words.topic_word(one.topic), words.stage_word(one.stage)) for one in page.lines
        ],
        "older": f"?show={name.value}&after={page.after}" if page.after else "",
        "tabs": _tabs(counts, name),
        "teams": teams,
        "requests": _requests(request, [one.place_id for one in teams]),
        "unheld": unheld,
        "not_found": wanted,
        "outcome_word": words.outcome_word,
    }
    return render(request, "counsel/mediation/files.html", context)


@open_to(PostKind.MEDIATOR)
@require_safe
def file(request: Request, file_id: UUID) -> HttpResponse:
    """Open a file with all its words; each side can see that it was opened."""
    opened = actions.open_for_team(actor=request.actor, file_id=file_id, at=timezone.now())
    if opened.file.kind != FileKind.MEDIATION:
        raise Http404
    answer = render(
        request, "counsel/mediation/file.html", file_context(mediation_shown(opened), request)
    )
    answer["Cache-Control"] = "no-store"
    return answer


@open_to(PostKind.MEDIATOR)
@require_http_methods(FORM)
def file_act(request: Request, file_id: UUID, act: str) -> HttpResponse:
    """Ask for one act in a file, or do it."""
    known = the_act(ACTS, act)
    if request.method == "POST":
        opened = file_for_team(request.actor, file_id, on=timezone.localdate())
    else:
        opened = actions.open_for_team(
            actor=request.actor, file_id=file_id, what=ONE_FORM, at=timezone.now()
        )
    if opened is None or opened.file.kind != FileKind.MEDIATION:
        raise Http404
    return act_page(
        request,
        known,
        mediation_shown(opened),
        page="counsel/mediation/act.html",
        back=reverse("counsel:file", args=[file_id]),
        kept="desk",
    )


@open_to(PostKind.MEDIATOR)
@require_http_methods(FORM)
def new_file(request: Request) -> HttpResponse:
    """Open a file for somebody at the counter or on the telephone."""
    teams = {str(one.id): one for one in my_teams(request.actor, on=timezone.localdate())}
    form = CounterForm(request.POST or None)
    form.offer("room", _rooms(request, list(teams.values())))

    def act(typed: dict[str, Any]) -> HttpResponse:
        team, _line, place = typed["room"].partition(":")
        made = actions.open_at_counter(
            actor=request.actor,
            team_id=UUID(team),
            place_id=UUID(place),
            told=form.told,
            key=typed["key"],
            at=timezone.now(),
        )
        return go("counsel:file", made.id)

    return pages.form_page(
        request,
        form,
        act,
        page="counsel/mediation/desk_form.html",
        title=_("Open a file"),
        purpose=_("For somebody at the counter or on the telephone. It is free for both sides."),
        verb=_("Open the file"),
        back_href=reverse("counsel:files"),
    )


@open_to(PostKind.MEDIATOR)
@require_http_methods(FORM)
def take_request(request: Request, case_id: UUID) -> HttpResponse:
    """Take a request whose sender agreed into a file of the room."""
    teams = my_teams(request.actor, on=timezone.localdate())
    waiting = {one.case_id: one for one in _requests(request, [one.place_id for one in teams])}
    if case_id not in waiting:
        raise Http404
    form = TakeForm(request.POST or None)
    for name, pairs in (
        ("room", [(str(one.id), one.name) for one in teams]),
        ("topic", topics()),
    ):
        form.fields[name].choices = pairs  # type: ignore[attr-defined]

    def act(typed: dict[str, Any]) -> HttpResponse:
        made = actions.take_request(
            actor=request.actor,
            team_id=UUID(typed["room"]),
            place_id=waiting[case_id].community_id,
            case_id=case_id,
            topic=Topic(typed["topic"]),
            at=timezone.now(),
        )
        return go("counsel:file", made.id)

    return pages.form_page(
        request,
        form,
        act,
        page="counsel/mediation/desk_form.html",
        title=_("Take the request in"),
        purpose=_("Its words and photos move into the file; the request keeps a stub."),
        verb=_("Take it in"),
        back_href=reverse("counsel:files"),
    )


def _requests(request: Request, place_ids: list[UUID]) -> list[Any]:
    root = places.root(request.sub_district_id)
    if not place_ids:
        return []
    everywhere = root is not None and root.id in place_ids
    return list(
        requests_to_seal(
            request.sub_district_id,
            room=SealedRoom.MEDIATION,
            community_ids=None if everywhere else place_ids,
        )
    )


def _rooms(request: Request, teams: list[Any]) -> list[tuple[str, str]]:
    """Rooms with the communities that they serve, as a form offers them."""
    known = places.communities(request.sub_district_id, on=timezone.localdate())
    return [
        (f"{team.id}:{one.id}", f"{one.name} · {team.name}")
        for team in teams
        for one in known
        if team.place_id == one.id or team.place.kind == "sub_district"
    ]


def _tabs(counts: Mapping[Shelf, int], name: Shelf) -> list[Chip]:
    labels = {
        Shelf.TODAY: _("Talks today"),
        Shelf.OPEN: _("Open files"),
        Shelf.WAITING: _("Waiting for the sides"),
        Shelf.CONFIRMING: _("30 days for the court"),
        Shelf.FOLLOW_UP: _("Follow-up of promises"),
        Shelf.CLOSED: _("Closed files"),
    }
    return [
        Chip(label, f"?show={one.value}", counts.get(one), on=one is name)
        for one, label in labels.items()
    ]
