"""Contracts, services and facilities at the desk: the lists, new ones, their pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.money import actions, queries
from linli.money.rules import ContractState, HandoverState, Verb, may_do
from linli.money.web.service import shown
from linli.money.web.service.forms import FacilityForm, NewContractForm, NewServiceForm
from linli.money.web.works.forms import Choices
from linli.money.web.works.pages import (
    KEEP,
    PAGE,
    SEE,
    Act,
    before_asked,
    form_page,
    found_or_gone,
    may,
    older_href,
)
from linli.people import queries as people
from linli.people.rules import OrganisationKind
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, go
from linli.ui.pieces import Chip

if TYPE_CHECKING:
    from linli.money.models import CommunityService, PropertyContract


def kinds_of(here: str) -> list[Chip]:
    """The three lists of these pages."""
    lists = [
        ("desk_contracts", _("Property contracts")),
        ("desk_services", _("Services of neighbours")),
        ("desk_facilities", _("Common facilities")),
    ]
    return [Chip(label, reverse(f"money:{name}"), on=name == here) for name, label in lists]


def places_to_choose(request: Request) -> Choices:
    """Compounds and communities in reach."""
    found = queries.places_in_reach(request.actor, on=timezone.localdate())
    return [(str(key), name) for key, name in found]


@open_to(*SEE)
@require_safe
def desk_contracts(request: Request) -> HttpResponse:
    """List property contracts in reach."""
    found = queries.contracts_of_places(
        request.sub_district_id, _reach(request), before=before_asked(request), most=PAGE + 1
    )
    context = {
        "rows": [
            {
                "contract": one,
                "state_word": queries.contract_state_word(one.state),
                "state_tone": queries.contract_tone(one.state),
                "until": shown.until_sentence(one),
            }
            for one in found[:PAGE]
        ],
        "older": older_href(request, found),
        "kinds": kinds_of("desk_contracts"),
        "may_begin": may_do(Verb.SET_UP, request.actor.kind),
    }
    return render(request, "money/service/desk_contracts.html", context)


@open_to(*KEEP)
@require_http_methods(FORM)
def desk_new_contract(request: Request) -> HttpResponse:
    """Enter a contract that was signed."""
    companies = people.organisations(
        request.sub_district_id,
        on=timezone.localdate(),
        kind=OrganisationKind.PROPERTY_SERVICE_PROVIDER.value,
    )
    votes = queries.owners_votes(request.sub_district_id, _reach(request))
    form = NewContractForm(
        request.POST or None,
        request.FILES or None,
        places=places_to_choose(request),
        companies=[(str(one.id), one.name) for one in companies],
        votes=[(one.number, f"{one.place_name} {one.number} {one.title}") for one in votes],
    )

    def act(_typed: dict[str, Any]) -> HttpResponse:
        made = actions.sign_property_contract(
            actor=request.actor, at=timezone.now(), **form.facts()
        )
        return go("money:desk_contract", made.id)

    return form_page(
        request,
        form,
        act,
        title=_("Enter a property contract"),
        note=""
        if votes
        else _("No vote of owners has carried here yet; it can rest on another paper."),
        purpose=_("As it was signed, on the vote or the paper that it rests on."),
        verb=_("Enter the contract"),
        back_href=reverse("money:desk_contracts"),
    )


@open_to(*SEE)
@require_safe
def desk_contract(request: Request, contract_id: UUID) -> HttpResponse:
    """Show a contract with what can be done now."""
    contract = the_contract(request, contract_id)
    context = shown.contract_page(contract) | {
        "acts": contract_acts(request, contract),
        "income": queries.income_by_month(
            request.sub_district_id, contract.place_id, on=timezone.localdate()
        ),
    }
    return render(request, "money/service/desk_contract.html", context)


@open_to(*SEE)
@require_safe
def desk_services(request: Request) -> HttpResponse:
    """List services of neighbours in reach."""
    found = queries.services_of_places(
        request.sub_district_id, _reach(request), before=before_asked(request), most=PAGE + 1
    )
    context = {
        "rows": [
            {"service": one, "mode_word": queries.mode_word(one.mode)} for one in found[:PAGE]
        ],
        "older": older_href(request, found),
        "kinds": kinds_of("desk_services"),
        "may_begin": may_do(Verb.SET_UP, request.actor.kind),
    }
    return render(request, "money/service/desk_services.html", context)


@open_to(*KEEP)
@require_http_methods(FORM)
def desk_new_service(request: Request) -> HttpResponse:
    """Begin a service that neighbours run."""
    books = queries.cash_books(request.sub_district_id, _reach(request))
    form = NewServiceForm(
        request.POST or None,
        places=places_to_choose(request),
        funds=[(str(one.id), f"{one.name}（{one.place.name}）") for one in books],
    )

    def act(_typed: dict[str, Any]) -> HttpResponse:
        made = actions.open_community_service(
            actor=request.actor, at=timezone.now(), **form.facts()
        )
        return go("money:desk_service", made.id)

    return form_page(
        request,
        form,
        act,
        title=_("Begin a service of neighbours"),
        purpose=_("Where no company serves: tasks, a cash book, and what everybody is told."),
        verb=_("Begin it"),
        back_href=reverse("money:desk_services"),
    )


@open_to(*SEE)
@require_safe
def desk_service(request: Request, service_id: UUID) -> HttpResponse:
    """Show a service with its tasks and what can be done now."""
    service = the_service(request, service_id)
    context = shown.service_page(service) | {"acts": service_acts(request, service)}
    return render(request, "money/service/desk_service.html", context)


@open_to(*SEE)
@require_safe
def desk_facilities(request: Request) -> HttpResponse:
    """List the common facilities of one compound in reach, chosen by its name."""
    choices = places_to_choose(request)
    chosen = request.GET.get("place") or (choices[0][0] if choices else "")
    known = dict(choices)
    place_id = UUID(chosen) if chosen in known else None
    context = {
        "chips": [Chip(name, f"?place={key}", on=key == chosen) for key, name in choices],
        "place_name": known.get(chosen, ""),
        "rows": [
            {"one": one, "kind": queries.handover_kind_word(one.kind)}
            for one in queries.facilities_of(request.sub_district_id, place_id)
        ]
        if place_id
        else [],
        "kinds": kinds_of("desk_facilities"),
        "may_begin": may_do(Verb.KEEP, request.actor.kind),
    }
    return render(request, "money/service/desk_facilities.html", context)


@open_to(*KEEP)
@require_http_methods(FORM)
def desk_new_facility(request: Request) -> HttpResponse:
    """Enter a facility."""
    form = FacilityForm(request.POST or None, places=places_to_choose(request))

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.note_facility(actor=request.actor, at=timezone.now(), **form.facts())
        messages.success(request, _("Kept."))
        return go("money:desk_facilities", query=f"place={typed['place']}")

    return form_page(
        request,
        form,
        act,
        title=_("Enter a facility"),
        purpose=_("What belongs to all: lifts, pumps, lights, sheds, premises, bays."),
        verb=_("Enter it"),
        back_href=reverse("money:desk_facilities"),
    )


def the_contract(request: Request, contract_id: UUID) -> PropertyContract:
    """The contract of the address, within the reach of the post acted in."""
    on = timezone.localdate()
    return found_or_gone(queries.property_contract_seen_by(request.actor, contract_id, on=on))


def the_service(request: Request, service_id: UUID) -> CommunityService:
    """The service of the address, within the reach of the post acted in."""
    on = timezone.localdate()
    return found_or_gone(queries.community_service_seen_by(request.actor, service_id, on=on))


def contract_acts(request: Request, contract: PropertyContract) -> list[Act]:
    """What the reader can do to a contract now."""
    state = ContractState(contract.state)
    leaving = state in shown.LEAVING
    states = {one.state for one in queries.takeover_items(contract)}
    acts: list[Act] = []
    if may(request, Verb.KEEP, contract.place_id):
        acts = [one for one, can in _kept(contract, state, states).items() if can]
    ready = states and HandoverState.LISTED not in states
    waits = set(queries.sides_of(request.actor, contract)) - set(queries.signed_sides(contract))
    if leaving and ready and waits:
        acts.insert(0, Act("sign", _("Sign the takeover"), "pencil", main=True))
    return acts


def service_acts(request: Request, service: CommunityService) -> list[Act]:
    """What the reader can do to a service now."""
    if service.ended_on or not may(request, Verb.KEEP, service.place_id):
        return []
    return [
        Act("done", _("Enter what was done"), "check", main=True),
        Act("task", _("Add a service task"), "plus"),
        Act("end", _("End the service"), "ban"),
    ]


def _kept(contract: PropertyContract, state: ContractState, states: set[str]) -> dict[Act, bool]:
    leaving, left = state in shown.LEAVING, state is ContractState.TAKEN_OVER
    survey = queries.open_survey_of(contract, on=timezone.localdate())
    listed = HandoverState.LISTED in states
    return {
        Act("handed", _("Handed over"), "check", main=True): leaving and listed,
        Act("list", _("Add to the takeover list"), "list-check"): leaving,
        Act("dispute", _("Put in dispute"), "alert-triangle"): leaving and bool(states),
        Act("settle", _("Settle a dispute"), "scale"): HandoverState.DISPUTED in states,
        Act("notice", _("Enter a notice"), "mail"): state is ContractState.RUNNING,
        Act("vote", _("Note the vote on who serves next"), "checkbox"): not left,
        Act("renew", _("Renew the contract"), "refresh"): not left,
        Act("survey", _("Ask residents"), "messages"): not left and survey is None,
    }


def _reach(request: Request) -> list[UUID]:
    found = queries.places_in_reach(request.actor, on=timezone.localdate())
    return [key for key, _name in found]
