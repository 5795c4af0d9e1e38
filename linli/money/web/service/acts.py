"""What is done to contracts and services: each act a form of its own under their page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from linli.money import actions, queries
from linli.money.rules import HandoverState
from linli.money.web.service import forms
from linli.money.web.service.desk import contract_acts, service_acts, the_contract, the_service
from linli.money.web.works.pages import KEEP, SEE, Act, form_page, gone, version_sent
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, go

if TYPE_CHECKING:
    from linli.money.models import CommunityService, PropertyContract
    from linli.ui.forms import PlainForm

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Doing:
    """How one act is typed and done."""

    kind: type[PlainForm]
    run: Callable[..., Any]
    facts: Callable[[Any], Facts]
    built: Callable[[Request, Any], Mapping[str, Any]]
    """What the form is built with, beside the request."""
    versioned: bool = True


@open_to(*SEE)
@require_http_methods(FORM)
def desk_contract_act(request: Request, contract_id: UUID, act: str) -> HttpResponse:
    """Show the form of an act on a contract that can be done now, and do it."""
    contract = the_contract(request, contract_id)
    return _act_page(
        request,
        CONTRACT_DOINGS.get(act),
        next((one for one in contract_acts(request, contract) if one.key == act), None),
        contract,
        who={"contract_id": contract.id},
        page="money:desk_contract",
        purpose=f"{contract.place.name} {contract.number}",
    )


@open_to(*KEEP)
@require_http_methods(FORM)
def desk_service_act(request: Request, service_id: UUID, act: str) -> HttpResponse:
    """Show the form of an act on a service that can be done now, and do it."""
    service = the_service(request, service_id)
    return _act_page(
        request,
        SERVICE_DOINGS.get(act),
        next((one for one in service_acts(request, service) if one.key == act), None),
        service,
        who={"service_id": service.id},
        page="money:desk_service",
        purpose=service.title,
    )


def _act_page(
    request: Request,
    doing: Doing | None,
    now: Act | None,
    found: PropertyContract | CommunityService,
    *,
    who: Facts,
    page: str,
    purpose: str,
) -> HttpResponse:
    if doing is None:
        raise gone()
    form = doing.kind(request.POST or None, **doing.built(request, found))

    def run(_typed: Facts) -> HttpResponse:
        version = {"version": version_sent(request)} if doing.versioned else {}
        doing.run(actor=request.actor, at=timezone.now(), **who, **version, **doing.facts(form))
        messages.success(request, _("Kept."))
        return go(page, found.id)

    return form_page(
        request,
        form,
        run,
        title=now.verb if now else purpose,
        purpose=purpose,
        verb=now.verb if now else _("Keep"),
        nothing="" if now else _("This cannot be done now, or not by you."),
        version=found.version,
        back_href=reverse(page, args=[found.id]),
    )


def _plain(_request: Request, _found: Any) -> Facts:
    return {}


def _items(*states: HandoverState) -> Callable[[Request, PropertyContract], Facts]:
    return lambda _request, found: {"items": forms.items_in(queries.takeover_items(found), *states)}


def _sides(request: Request, found: PropertyContract) -> Facts:
    signed = queries.signed_sides(found)
    return {"sides": [one for one in queries.sides_of(request.actor, found) if one not in signed]}


def _votes(_request: Request, found: PropertyContract) -> Facts:
    votes = queries.owners_votes(found.sub_district_id, [found.place_id])
    return {"votes": [(one.number, f"{one.number} {one.title}") for one in votes]}


def _tasks(_request: Request, found: CommunityService) -> Facts:
    rows = queries.tasks_of(found, on=timezone.localdate())
    return {"tasks": [(str(one.task.id), one.task.title) for one in rows]}


def _typed(form: Any) -> Facts:
    facts: Facts = form.facts()
    return facts


def _as_is(form: Any) -> Facts:
    return dict(form.cleaned_data)


CONTRACT_DOINGS: dict[str, Doing] = {
    "vote": Doing(forms.VoteForm, actions.note_service_vote, _as_is, _plain),
    "renew": Doing(forms.RenewForm, actions.renew_contract, _typed, _votes),
    "notice": Doing(forms.NoticeForm, actions.give_notice, _typed, _plain),
    "survey": Doing(forms.SurveyForm, actions.open_survey, _as_is, _plain, versioned=False),
    "list": Doing(forms.ListForm, actions.list_takeover, _typed, _plain),
    "handed": Doing(forms.ItemForm, actions.mark_handed, _typed, _items(HandoverState.LISTED)),
    "dispute": Doing(
        forms.DisputeForm,
        actions.dispute_item,
        _typed,
        _items(HandoverState.LISTED, HandoverState.HANDED_OVER),
    ),
    "settle": Doing(forms.DisputeForm, actions.settle_item, _typed, _items(HandoverState.DISPUTED)),
    "sign": Doing(forms.SignForm, actions.sign_takeover, _typed, _sides),
}
SERVICE_DOINGS: dict[str, Doing] = {
    "task": Doing(forms.TaskForm, actions.add_service_task, _typed, _plain),
    "done": Doing(forms.DoneForm, actions.do_task, _typed, _tasks),
    "end": Doing(forms.EndForm, actions.end_community_service, _typed, _plain),
}
