"""Teams at the desk: opened by their keepers, filled by their directors."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.counsel import actions, queries
from linli.counsel.queries import Candidate, TeamShown
from linli.counsel.rules import POWERS, TEAM_KEEPERS, Role, TeamKind, Verb
from linli.counsel.web.guarding.forms import TakeInForm, TeamForm
from linli.kernel.actor import Actor
from linli.kernel.errors import Missing
from linli.kernel.posts import OFFICE, OVERSEERS
from linli.people import queries as people
from linli.places import queries as places
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, go
from linli.ui.pages import form_page as _form_page

form_page = partial(_form_page, page="counsel/guarding/form.html")
_SEE = POWERS[Verb.SEE_TEAMS]


@require_safe
@open_to(_SEE)
def teams(request: Request) -> HttpResponse:
    """List the teams that the reader may know of."""
    on = timezone.localdate()
    page = {
        "rows": [(one, queries.team_kind_word(one.team.kind)) for one in _seen(request)],
        "may_open": request.actor.kind in TEAM_KEEPERS,
        "may_see_guardians": request.actor.kind in OFFICE | OVERSEERS
        or queries.guardian_of(request.actor, on=on) is not None,
    }
    return render(request, "counsel/guarding/teams.html", page)


@require_safe
@open_to(_SEE)
def team(request: Request, team_id: UUID) -> HttpResponse:
    """Show who is in a team and how its keys stand."""
    shown, on = _team(request, team_id), timezone.localdate()
    own = queries.membership_of(request.actor, team_id, on=on)
    directs = own is not None and own.role == Role.DIRECTOR
    page = {
        "team": shown.team,
        "kind": queries.team_kind_word(shown.team.kind),
        "directed": shown.directed,
        "members": [
            {
                "row": one,
                "role": queries.role_word(one.role),
                "may_end": directs or (own is not None and own.id == one.id),
            }
            for one in shown.members
        ],
        "team_key": next(
            (one for one in queries.team_keys(request.sub_district_id) if one.team.id == team_id),
            None,
        ),
        "may_take_in": queries.may_take_in(request.actor, shown, on=on),
    }
    return render(request, "counsel/guarding/team.html", page)


@require_http_methods(FORM)
@open_to(TEAM_KEEPERS)
def team_open(request: Request) -> HttpResponse:
    """Open a team with a key of its own."""
    form = TeamForm(
        request.POST or None, places=_places(request.actor), initial={"key": str(uuid4())}
    )

    def act(typed: dict[str, Any]) -> HttpResponse:
        made = actions.open_team(
            actor=request.actor,
            kind=TeamKind(typed["kind"]),
            name=typed["name"],
            place_id=UUID(typed["place"]),
            key=typed["key"],
            at=timezone.now(),
        )
        messages.success(request, _("The team is open. Name its director now."))
        return go("counsel:team", made.id)

    return form_page(
        request,
        form,
        act,
        title=_("Open a team"),
        purpose=_("It gets a key of its own. Whoever opens it does not belong to it."),
        verb=_("Open the team"),
        back_href=reverse("counsel:teams"),
    )


@require_http_methods(FORM)
@open_to(_SEE)
def team_take_in(request: Request, team_id: UUID) -> HttpResponse:
    """Take somebody into a team."""
    shown, on = _team(request, team_id), timezone.localdate()
    if not queries.may_take_in(request.actor, shown, on=on):
        raise Missing("no_team", "")
    roles = [Role.MEMBER, Role.DIRECTOR] if shown.members else [Role.DIRECTOR]
    form = TakeInForm(request.POST or None, people=people_of(shown, on), roles=roles)

    def act(typed: dict[str, Any]) -> HttpResponse:
        account, post = chosen(typed["who"])
        actions.add_member(
            actor=request.actor,
            team_id=team_id,
            account_id=account,
            post_id=post,
            role=Role(typed["role"]),
            at=timezone.now(),
        )
        messages.success(request, _("Taken into the team."))
        return go("counsel:team", team_id)

    return form_page(
        request,
        form,
        act,
        title=_("Take somebody in"),
        purpose=_("Only holders of the post that such a team asks for stand here."),
        verb=_("Take into the team"),
        back_href=reverse("counsel:team", args=[team_id]),
    )


@require_POST
@open_to(_SEE)
def member_end(request: Request, membership_id: UUID) -> HttpResponse:
    """Let a member go; from this moment no file opens to that person."""
    gone = actions.end_member(actor=request.actor, membership_id=membership_id, at=timezone.now())
    messages.success(request, _("Let go. From now on no file of the team opens to that person."))
    if queries.team_seen(request.actor, gone.team_id, on=timezone.localdate()) is None:
        return go("counsel:teams")
    return go("counsel:team", gone.team_id)


def people_of(shown: TeamShown, on: Any) -> list[tuple[str, str]]:
    """Who could be in a team, as choices."""
    found = queries.candidates(shown.team, on=on)
    return [(_value(one), f"{one.name}\n{one.where} · {one.title}") for one in found]


def chosen(value: str) -> tuple[UUID, UUID]:
    """The account and the post behind a choice."""
    account, _colon, post = value.partition(":")
    return UUID(account), UUID(post)


def _value(one: Candidate) -> str:
    return f"{one.account_id}:{one.post_id}"


def _seen(request: Request) -> list[TeamShown]:
    return queries.teams_seen(request.actor, on=timezone.localdate())


def _team(request: Request, team_id: UUID) -> TeamShown:
    found = queries.team_seen(request.actor, team_id, on=timezone.localdate())
    if found is None:
        raise Missing("no_team", "")
    return found


def _places(actor: Actor) -> list[tuple[str, str]]:
    """The sub-district and its communities, as far as the actor keeps teams there."""
    on, tenant = timezone.localdate(), actor.sub_district_id
    root = places.root(tenant)
    where = [*([root] if root else []), *places.communities(tenant, on=on)]
    return [
        (str(place.id), place.name)
        for place in where
        if people.acts_at(actor, TEAM_KEEPERS, place.id, on=on)
    ]
