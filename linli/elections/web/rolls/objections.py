"""Objections at the desk, each answered with a reason."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.elections import actions, queries
from linli.elections.rules.rolls import ObjectionKind
from linli.elections.web.rolls.forms import AlikeForm, ReplyForm
from linli.elections.web.rolls.pages import LOOKERS, WRITERS, the_roll
from linli.elections.web.rolls.words import OBJECTIONS
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, go


@open_to(*LOOKERS)
@require_safe
def roll_objections(request: Request, roll_id: UUID) -> HttpResponse:
    """List what was objected to a roll; the words are on each one's page."""
    return _listed(request, roll_id, AlikeForm())


@open_to(*WRITERS)
@require_POST
def objections_alike(request: Request, roll_id: UUID) -> HttpResponse:
    """Answer the ticked objections alike."""
    the_roll(request, roll_id)
    form = AlikeForm(request.POST)
    if form.is_valid():
        try:
            count = actions.answer_alike(
                actor=request.actor,
                roll_id=roll_id,
                objection_ids=_ticked(request),
                answer=form.cleaned_data["answer"],
                at=timezone.now(),
            )
        except (NotAllowed, Missing, Conflict):
            raise
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Answered: %(count)d.") % {"count": count})
            return go("elections:roll_objections", roll_id)
    return _listed(request, roll_id, form)


def _ticked(request: Request) -> list[UUID]:
    """The objections that were ticked; what is no objection's name is left out."""
    found = []
    for text in request.POST.getlist("objection"):
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _listed(request: Request, roll_id: UUID, form: AlikeForm) -> HttpResponse:
    roll = the_roll(request, roll_id)
    today = timezone.localdate()
    rows = [
        (
            one,
            OBJECTIONS[ObjectionKind(one.kind)],
            one.answered_at is None and one.due_on is not None and one.due_on < today,
        )
        for one in queries.objections_to(request.sub_district_id, roll_id)
    ]
    open_ones = sum(one.answered_at is None for one, _kind, _late in rows)
    context = {
        "roll": roll,
        "rows": rows,
        "form": form,
        "may_answer": open_ones > 1 and request.actor.kind in WRITERS,
    }
    status = 422 if form.errors else 200
    return render(request, "elections/rolls/objections.html", context, status=status)


@open_to(*WRITERS)
@require_http_methods(FORM)
def objection_answer(request: Request, objection_id: UUID) -> HttpResponse:
    """Read one objection and answer it."""
    found = queries.objection(request.sub_district_id, objection_id)
    if found is None:
        raise Missing("no_objection", _("There is no such objection to the roll."))
    roll = the_roll(request, found.roll_id)
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _answered(request, objection_id, form.cleaned_data)
        except (NotAllowed, Missing, Conflict):
            raise
        except Refused as refusal:
            form.add_error(None, refusal.message)
    else:
        actions.look_at_objection(actor=request.actor, objection_id=objection_id, at=timezone.now())
    context = {
        "objection": found,
        "kind": OBJECTIONS[ObjectionKind(found.kind)],
        "roll": roll,
        "form": form,
        "back_href": reverse("elections:roll_objections", args=[roll.id]),
    }
    return render(
        request, "elections/rolls/objection.html", context, status=422 if form.errors else 200
    )


def _answered(request: Request, objection_id: UUID, typed: dict[str, Any]) -> HttpResponse:
    answered = actions.answer_objection(
        actor=request.actor,
        objection_id=objection_id,
        upheld=typed["upheld"] == "yes",
        answer=typed["answer"],
        at=timezone.now(),
    )
    if answered.upheld and answered.line_id:
        messages.success(request, _("Answered. Now correct the line."))
        return go("elections:roll_change", answered.line_id)
    if answered.upheld:
        messages.success(request, _("Answered. Now enter the missing line."))
        return go("elections:roll_add", answered.roll_id)
    messages.success(request, _("Answered."))
    return go("elections:roll_objections", answered.roll_id)
