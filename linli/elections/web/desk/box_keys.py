"""Who opens the box: name the trustees, hand out their links once, see how far their keys are."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from linli.elections import actions, queries
from linli.elections.rules import ElectionState, Verb
from linli.elections.web.desk.pages import RUN, SEERS, VersionedForm, form_page, may, the_election
from linli.tenancy.fields import seal, unseal
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, go

if TYPE_CHECKING:
    from linli.elections.models import Election, Trustee

_ONCE = "trustee_links_once"


class TrusteesForm(VersionedForm):
    """The names of those who open the box together, one a line."""

    names = forms.CharField(
        label=gettext_lazy("Keepers"),
        help_text=gettext_lazy(
            "One name a line, three as a rule: persons who do not stand for election and do not "
            "depend on each other. Two of three open the box."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
    )


@dataclass(frozen=True, slots=True)
class Link:
    """A trustee's secret link, as it is shown once."""

    name: str
    address: str


@never_cache
@open_to(*SEERS)
@require_http_methods(FORM)
def desk_keys(request: Request, election_id: UUID) -> HttpResponse:
    """Show how far each trustee is; name them, before the vote."""
    election = the_election(request, election_id)
    initial = {"version": election.version}
    form = TrusteesForm(request.POST or None, initial=initial)

    def act(typed: dict[str, Any]) -> HttpResponse:
        named = actions.name_trustees(
            actor=request.actor,
            election_id=election.id,
            names=typed["names"].splitlines(),
            version=typed["version"],
            at=timezone.now(),
        )
        _keep(request, election, {one.name: one.token for one in named})
        return go("elections:desk_keys", election.id)

    return form_page(
        request,
        form,
        act,
        election=election,
        here="keys",
        page="elections/desk/box/keys.html",
        trustees=[(one, step_words(one)) for one in queries.trustees_of(election)],
        stand=queries.trustees_stand(election),
        links=_kept(request, election),
        may_name=election.state == ElectionState.PREPARING and may(request, Verb.SET_UP, election),
        may_link=election.state in (ElectionState.VOTING, ElectionState.CLOSED)
        and may(request, Verb.SET_UP, election),
    )


@open_to(*RUN)
@require_POST
def desk_new_link(request: Request, election_id: UUID, index: int) -> HttpResponse:
    """Give a trustee a new link in place of a lost one."""
    election = the_election(request, election_id)
    token = actions.new_trustee_link(
        actor=request.actor, election_id=election.id, index=index, at=timezone.now()
    )
    name = next(one.name for one in queries.trustees_of(election) if one.index == index)
    _keep(request, election, {name: token})
    messages.success(request, _("The old link opens nothing any more."))
    return go("elections:desk_keys", election.id)


def step_words(trustee: Trustee) -> str:
    """How far a trustee is, in words."""
    if trustee.lost_at is not None:
        return _("Reports the key lost")
    if trustee.opened_at is not None:
        return _("Has opened")
    if trustee.confirmed_at is not None:
        return _("Key made")
    done = sum(map(bool, (trustee.cert, trustee.polynomial, trustee.verification)))
    return _("%(done)s of 3 steps done") % {"done": done}


def _keep(request: Request, election: Election, tokens: dict[str, str]) -> None:
    text = json.dumps({"election": str(election.id), "tokens": tokens})
    request.session[_ONCE] = seal(text)


def _kept(request: Request, election: Election) -> list[Link]:
    """The links that were just made: taken out of the session, so that they show this once."""
    if request.method != "GET" or _ONCE not in request.session:
        return []
    kept = json.loads(unseal(request.session.pop(_ONCE)))
    if kept["election"] != str(election.id):
        return []
    base = settings.LINLI_PUBLIC_URL.rstrip("/")
    return [
        Link(name, base + reverse("elections:trustee", args=[token]))
        for name, token in kept["tokens"].items()
    ]
