"""Calls at the desk: how far they are; the office's check of sealed names; convening."""

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
from linli.decisions.queries.participation_words import (
    call_state_word,
    call_word,
    reason_word,
    signature_word,
)
from linli.decisions.rules import CallKind, CallState, NotCounted
from linli.decisions.rules.calls import CHECKERS, SEERS, Channel
from linli.decisions.web.participation.forms import CheckForm, ConveneForm, PaperForm
from linli.decisions.web.participation.pages import CALLS, desk_form
from linli.kernel.errors import Missing
from linli.places import queries as places
from linli.records.queries import in_words
from linli.ui.access import Request, audience, open_to
from linli.ui.pages import FORM, as_number, as_uuid, go

if TYPE_CHECKING:
    from linli.decisions.models import Call

CHECK = audience(CHECKERS)
CONVENE = audience(SEERS)


@open_to(*CALLS)
@require_safe
def desk_calls(request: Request) -> HttpResponse:
    """List the calls below the post acted in, newest first."""
    post, on = request.actor.post, timezone.localdate()
    below = places.descendants(request.sub_district_id, post.place_id, on=on) if post else []
    here = [*below, *([post.place_id] if post else [])]
    found = queries.calls_at(
        request.sub_district_id, here, before=as_uuid(request.GET.get("before", ""))
    )
    context = {
        "rows": [(one, call_word(one.kind), call_state_word(one.state)) for one in found],
        "older": f"?before={found[-1].id}" if len(found) == queries.CALLS_A_PAGE else "",
        "today": on,
    }
    return render(request, "decisions/participation/desk_calls.html", context)


@open_to(*CALLS)
@require_safe
def desk_call(request: Request, call_id: UUID) -> HttpResponse:
    """Show how far a call is, and what the post acted in can do; no name stands here."""
    found = _the_call(request, call_id)
    on = timezone.localdate()
    share = queries.share_of_call(found)
    sees = queries.sees_names(request.actor, found, on=on)
    context = {
        "call": found,
        "kind": call_word(found.kind),
        "state": call_state_word(found.state),
        "stand": queries.stand_of(found, share),
        "owners": found.kind == CallKind.OWNERS,
        "checked": found.checked_at is not None and found.state != CallState.COLLECTING,
        "source": in_words(share.source),
        "sees_names": sees,
        "may_check": sees and found.state == CallState.HANDED_IN,
        "may_enter": sees and found.state == CallState.COLLECTING and found.roll_id is not None,
        "waits": found.state == CallState.CONFIRMED,
        "late": found.due_on is not None and found.due_on < on,
        "paper": PaperForm(),
    }
    return render(request, "decisions/participation/desk_call.html", context)


@never_cache
@open_to(*CHECK)
@require_http_methods(FORM)
def check_call(request: Request, call_id: UUID) -> HttpResponse:
    """Open a page of sealed signatures; say which do not count, the rest of the page does."""
    found = _the_call(request, call_id)
    after = as_uuid(request.GET.get("after", ""))
    if request.method == "POST":
        return _checked(request, found)
    rows = actions.look_at_signatures(
        actor=request.actor, call_id=found.id, after=after, at=timezone.now()
    )
    context = {
        "call": found,
        "rows": [
            (one, signature_word(one.state), reason_word(one.reason), one.channel == Channel.PAPER)
            for one in rows
        ],
        "form": CheckForm(),
        "waiting": queries.signatures_waiting(found),
        "older": f"?after={rows[-1].signature_id}" if len(rows) == queries.CALLS_A_PAGE else "",
    }
    return render(request, "decisions/participation/check_call.html", context)


@open_to(*CHECK)
@require_POST
def conclude_call(request: Request, call_id: UUID) -> HttpResponse:
    """Count what counts and say what follows."""
    typed = request.POST.get("version", "")
    made = actions.conclude_check(
        actor=request.actor,
        call_id=call_id,
        version=as_number(typed),
        at=timezone.now(),
    )
    messages.success(request, call_state_word(made.state))
    return go("decisions:desk_call", call_id)


@open_to(*CHECK)
@require_POST
def enter_paper(request: Request, call_id: UUID) -> HttpResponse:
    """Enter a signature that came on paper."""
    form = PaperForm(request.POST)
    if form.is_valid():
        actions.enter_paper_signature(
            actor=request.actor,
            call_id=call_id,
            number=form.cleaned_data["number"],
            at=timezone.now(),
        )
        messages.success(request, _("Entered and sealed."))
    else:
        messages.error(request, _("Write the number on the roll."))
    return go("decisions:desk_call", call_id)


@open_to(*CONVENE)
@require_http_methods(FORM)
def convene_call(request: Request, call_id: UUID) -> HttpResponse:
    """Name the day of the assembly that was called for."""
    found = _the_call(request, call_id)

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.answer_call(
            actor=request.actor,
            call_id=found.id,
            version=typed["version"],
            meeting_on=typed["meeting_on"],
            words=typed["words"],
            decision_number=typed["decision_number"],
            at=timezone.now(),
        )
        messages.success(request, _("Convened. Who called is told."))
        return go("decisions:desk_call", found.id)

    form = ConveneForm(request.POST or None, initial={"version": found.version})
    return desk_form(
        request,
        form,
        act,
        title=_("Convene the assembly"),
        purpose=found.title,
        back_href=reverse("decisions:desk_call", args=[found.id]),
        verb=_("Convene"),
    )


def _the_call(request: Request, call_id: UUID) -> Call:
    found = queries.call_seen_by(request.actor, call_id, on=timezone.localdate())
    if found is None:
        raise Missing("no_call", _("There is no such call."))
    return found


def _checked(request: Request, found: Call) -> HttpResponse:
    shown = {one for typed in request.POST.getlist("shown") if (one := as_uuid(typed))}
    ticked = {one for typed in request.POST.getlist("bad") if (one := as_uuid(typed))} & shown
    form = CheckForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else NotCounted.NOT_ON_ROLL
    actions.check_signatures(
        actor=request.actor,
        call_id=found.id,
        counted=shown - ticked,
        not_counted={one: NotCounted(reason) for one in ticked},
        at=timezone.now(),
    )
    messages.success(request, _("This page is checked."))
    following = request.POST.get("following", "")
    return go(
        "decisions:check_call",
        found.id,
        query=f"after={as_uuid(following)}" if as_uuid(following) else "",
    )
