"""Deliveries: rounds by building, door by door, on a phone with a weak signal."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from linli.elections import actions, queries
from linli.elections.rules import Delivered, DeliveryOutcome
from linli.elections.web.desk.pages import frame, the_election
from linli.elections.web.paper.pages import GOING_ON, HERE, KEEP, the_delivery
from linli.kernel.errors import Missing, NotAllowed, Refused
from linli.ui.access import Request, open_to
from linli.ui.pages import go

_ENDED = (DeliveryOutcome.HANDED, DeliveryOutcome.POSTED)


@open_to(*KEEP)
@require_safe
def paper_rounds(request: Request, election_id: UUID) -> HttpResponse:
    """List the rounds by building, and plan those that are missing."""
    election = the_election(request, election_id)
    rounds = queries.rounds_of(election)
    context = frame(request, election, HERE) | {
        "kinds": [
            (what.value, queries.delivered_name(what), [one for one in rounds if one.what == what])
            for what in Delivered
        ],
        "going_on": election.state in GOING_ON,
    }
    return render(request, "elections/paper/rounds.html", context)


@open_to(*KEEP)
@require_POST
def paper_plan(request: Request, election_id: UUID) -> HttpResponse:
    """Plan a delivery to every line that stands."""
    election = the_election(request, election_id)
    what = request.POST.get("what", "")
    if what not in set(Delivered):
        raise Missing("no_delivery", _("There is no such delivery."))
    many = actions.plan_deliveries(
        actor=request.actor, election_id=election.id, what=Delivered(what), at=timezone.now()
    )
    messages.success(request, _("Planned: %(many)s deliveries.") % {"many": many})
    return go("elections:paper_rounds", election.id)


@never_cache
@open_to(*KEEP)
@require_safe
def paper_round(request: Request, election_id: UUID, what: str, building_id: UUID) -> HttpResponse:
    """Show the doors of one building: what is to be brought, then what is done."""
    election = the_election(request, election_id)
    here = next(
        (
            one
            for one in queries.rounds_of(election)
            if one.what == what and one.building_id == building_id
        ),
        None,
    )
    if here is None:
        raise Missing("no_round", _("Nothing is brought to this building."))
    doors = queries.deliveries_at(election, what, building_id)
    ended = {one.value for one in _ENDED}
    context = frame(request, election, HERE) | {
        "round": here,
        "what_name": queries.delivered_name(what),
        "waiting": [(one, str(uuid4())) for one in doors if one.outcome not in ended],
        "done": [
            (one, queries.delivery_outcome_name(one.outcome))
            for one in doors
            if one.outcome in ended
        ],
        "outcomes": [(one.value, queries.delivery_outcome_name(one)) for one in DeliveryOutcome],
        "going_on": election.state in GOING_ON,
    }
    return render(request, "elections/paper/round.html", context)


@open_to(*KEEP)
@require_POST
def paper_deliver(request: Request, election_id: UUID, delivery_id: UUID) -> HttpResponse:
    """Note how one delivery ended; sent twice it is noted once."""
    election = the_election(request, election_id)
    delivery = the_delivery(request, election, delivery_id)
    outcome = request.POST.get("outcome", "")
    if outcome not in set(DeliveryOutcome):
        raise Missing("no_delivery", _("There is no such delivery."))
    try:
        actions.record_delivery(
            actor=request.actor,
            delivery_id=delivery.id,
            outcome=DeliveryOutcome(outcome),
            key=request.POST.get("key", "")[:64],
            at=timezone.now(),
        )
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, refusal.message)
    if delivery.building_id is None:
        return go("elections:paper_rounds", election.id)
    return go("elections:paper_round", election.id, delivery.what, delivery.building_id)
