"""Calls for an assembly as everybody sees them, and what signers do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.decisions import actions, queries
from linli.decisions.queries.participation_words import call_state_word, call_word
from linli.decisions.rules import CallKind, CallState
from linli.decisions.rules.calls import ENDED
from linli.decisions.web.participation.forms import CallForm
from linli.decisions.web.participation.pages import own_places, public_form
from linli.kernel.errors import Missing
from linli.records.queries import in_words
from linli.ui.access import ANYONE, SIGNED_IN, Request, open_to
from linli.ui.pages import FORM, as_uuid, go
from linli.ui.pieces import Row

if TYPE_CHECKING:
    from linli.decisions.models import Call


@open_to(ANYONE)
@require_safe
def calls(request: Request) -> HttpResponse:
    """List the calls for an assembly, newest first."""
    found = queries.all_calls(
        request.sub_district_id, before=as_uuid(request.GET.get("before", ""))
    )
    running = [one for one in found if one.state not in ENDED]
    context = {
        "running": [_row(one) for one in running],
        "over": [_row(one) for one in found if one.state in ENDED],
        "older": f"?before={found[-1].id}" if len(found) == queries.CALLS_A_PAGE else "",
        "tab": "council",
        "back": {"href": reverse("decisions:public_list"), "label": _("Decide together")},
    }
    return render(request, "decisions/participation/calls.html", context)


@never_cache
@open_to(ANYONE)
@require_safe
def call(request: Request, call_id: UUID) -> HttpResponse:
    """Show a call: what for, how far, who answers; never who signed."""
    found = the_call(request, call_id)
    on = timezone.localdate()
    share = queries.share_of_call(found)
    own = queries.own_signature(found, request.actor, on=on)
    stand = queries.stand_of(found, share)
    collecting = found.state == CallState.COLLECTING and on <= found.closes_on
    context = {
        "call": found,
        "kind": call_word(found.kind),
        "state": call_state_word(found.state),
        "stand": stand,
        "owners": found.kind == CallKind.OWNERS,
        "checked": found.checked_at is not None and found.state != CallState.COLLECTING,
        "source": in_words(share.source),
        "own": own,
        "collecting": collecting,
        "may_sign": collecting and own is None,
        "may_hand_in": collecting and own is not None and stand.is_enough,
        "may_take_back": collecting and queries.is_starter(found, request.actor),
        "signed_in": request.actor.account_id is not None,
        "not_a_signer": _hindrance(request, found),
        "convened": found.state == CallState.CONVENED,
        "late": found.due_on is not None and found.due_on < on,
        "back": {"href": reverse("decisions:calls"), "label": _("Calls for an assembly")},
    }
    return render(request, "decisions/participation/call.html", context)


@open_to(SIGNED_IN)
@require_http_methods(FORM)
def start_call(request: Request) -> HttpResponse:
    """Begin a call where one lives."""
    here = own_places(request)

    def act(typed: dict[str, Any]) -> HttpResponse:
        made = actions.start_call(
            actor=request.actor,
            kind=CallKind(typed["kind"]),
            place_id=UUID(typed["place"]),
            title=typed["title"],
            words=typed["words"],
            closes_on=typed["closes_on"],
            key=typed["key"],
            at=timezone.now(),
        )
        messages.success(request, _("The call is open. Your signature is the first."))
        return go("decisions:call", made.id)

    context: dict[str, Any] = {
        "title": _("Call for an assembly"),
        "lead": _("Who signs is sealed: nobody who is called on ever sees a name."),
        "verb": _("Begin, and sign"),
        "back": {"href": reverse("decisions:calls"), "label": _("Calls for an assembly")},
        "claim": not here,
        "stop": "" if here else _("Have your dwelling borne out first: My account, My dwellings."),
    }
    return public_form(request, CallForm(request.POST or None, places=here), act, **context)


@open_to(SIGNED_IN)
@require_POST
def sign_call(request: Request, call_id: UUID) -> HttpResponse:
    """Sign the words that were shown."""
    actions.sign_call(
        actor=request.actor,
        call_id=call_id,
        digest=request.POST.get("digest", ""),
        at=timezone.now(),
    )
    messages.success(request, _("Signed and sealed. You can withdraw until it is handed in."))
    return go("decisions:call", call_id)


@open_to(SIGNED_IN)
@require_POST
def withdraw_signature(request: Request, call_id: UUID) -> HttpResponse:
    """Take the own signature back."""
    actions.withdraw_signature(actor=request.actor, call_id=call_id, at=timezone.now())
    messages.success(request, _("Your signature is withdrawn, and nothing of it is kept."))
    return go("decisions:call", call_id)


@open_to(SIGNED_IN)
@require_POST
def hand_in_call(request: Request, call_id: UUID) -> HttpResponse:
    """Hand a call with enough signatures to the office."""
    actions.hand_in_call(actor=request.actor, call_id=call_id, at=timezone.now())
    messages.success(request, _("Handed in. The office checks the signatures."))
    return go("decisions:call", call_id)


@open_to(SIGNED_IN)
@require_POST
def take_back_call(request: Request, call_id: UUID) -> HttpResponse:
    """End the own call."""
    actions.take_back_call(actor=request.actor, call_id=call_id, at=timezone.now())
    messages.success(request, _("The call is taken back."))
    return go("decisions:call", call_id)


def the_call(request: Request, call_id: UUID) -> Call:
    """A call as anybody finds it."""
    found = queries.call(request.sub_district_id, call_id)
    if found is None:
        raise Missing("no_call", _("There is no such call."))
    return found


def _hindrance(request: Request, found: Call) -> str:
    """What the reader needs first in order to sign."""
    kind = CallKind(found.kind)
    signer = queries.signer_of(
        request.actor, kind, found.place_id, found.roll_id, on=timezone.localdate()
    )
    return "" if signer else actions.not_a_signer(kind)


def _row(one: Call) -> Row:
    return Row(
        one.title,
        href=reverse("decisions:call", args=[one.id]),
        kicker=[call_state_word(one.state)],
        meta=[one.place.name, call_word(one.kind), one.number],
    )
