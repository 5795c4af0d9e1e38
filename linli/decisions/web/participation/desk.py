"""The desk's pages of consultations, of what waits for an answer, of interviews."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.decisions import actions, queries
from linli.decisions.queries.participation_words import (
    how_word,
    theme_word,
    voice_outcome_word,
    voice_word,
)
from linli.decisions.rules import InterviewHow, Theme, Verb, VoiceOutcome
from linli.decisions.rules.voices import ConsultationState
from linli.decisions.web.participation.forms import (
    AnswerForm,
    CloseForm,
    ConsultationForm,
    InterviewForm,
)
from linli.decisions.web.participation.pages import RUN, SEE, desk_decision, may
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.places import queries as places
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, as_uuid, form_page, go


@open_to(*SEE)
@require_http_methods(FORM)
def desk_consultation(request: Request, decision_id: UUID) -> HttpResponse:
    """Show the consultations on a decision; open the next one."""
    found = desk_decision(request, decision_id)
    newest = queries.consultation_now(found)
    open_now = newest is not None and newest.state == ConsultationState.OPEN

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.open_consultation(
            actor=request.actor,
            decision_id=found.id,
            question=typed["question"],
            options=form.ways(),
            opens_on=typed["opens_on"],
            closes_on=typed["closes_on"],
            key=typed["key"],
            at=timezone.now(),
        )
        messages.success(request, _("The consultation is open."))
        return go("decisions:desk_consultation", found.id)

    form = ConsultationForm(request.POST or None)
    on = timezone.localdate()
    context = {
        "decision": found,
        "newest": newest,
        "options": queries.options_shown(newest) if newest else [],
        "given": queries.preferences_given(newest) if newest else 0,
        "older": queries.consultations_of(found)[1:],
        "may_close": open_now and newest is not None and on > newest.closes_on,
        "may_open": not open_now and may(request, Verb.RUN, found.place_id),
        "lacks": queries.what_consultation_lacks(found, on),
    }
    return form_page(
        request, form, act, page="decisions/participation/desk_consultation.html", **context
    )


@open_to(*RUN)
@require_http_methods(FORM)
def close_consultation(request: Request, consultation_id: UUID) -> HttpResponse:
    """Close a consultation with what came of it."""
    found = queries.consultation(request.sub_district_id, consultation_id)
    if found is None:
        raise Missing("no_consultation", _("There is no such consultation."))
    decision = desk_decision(request, found.decision_id)

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.close_consultation(
            actor=request.actor,
            consultation_id=found.id,
            version=typed["version"],
            outcome=typed["outcome"],
            option=int(typed["option"]) if typed.get("option") else None,
            at=timezone.now(),
        )
        messages.success(request, _("The consultation is closed; everybody reads what came of it."))
        return go("decisions:desk_consultation", decision.id)

    options = [(str(one.number), one.title) for one in queries.options_of(found)]
    form = CloseForm(request.POST or None, options=options, initial={"version": found.version})
    context = {
        "title": _("Close the consultation"),
        "purpose": decision.title,
        "back_href": reverse("decisions:desk_consultation", args=[decision.id]),
        "verb": _("Close the consultation"),
    }
    return form_page(request, form, act, page="decisions/participation/desk_form.html", **context)


@open_to(*RUN)
@require_safe
def desk_voices(request: Request) -> HttpResponse:
    """List what waits for an answer where the post acted in answers, the one due first on top."""
    post, on = request.actor.post, timezone.localdate()
    below = places.descendants(request.sub_district_id, post.place_id, on=on) if post else []
    here = [*below, *([post.place_id] if post else [])]
    rows = queries.voices_waiting_at(request.sub_district_id, here)
    context = {"rows": [_row(one, on) for one in rows], "decision": None}
    return render(request, "decisions/participation/desk_voices.html", context)


@open_to(*SEE)
@require_safe
def decision_voices(request: Request, decision_id: UUID) -> HttpResponse:
    """List what was said about one decision: kind, theme, answer; the words are on each page."""
    found = desk_decision(request, decision_id)
    on = timezone.localdate()
    rows = queries.voices_of(found, before=as_uuid(request.GET.get("before", "")))
    context = {
        "rows": [_row(one, on) for one in rows],
        "decision": found,
        "themes": queries.theme_counts(request.sub_district_id, decision_id=found.id),
        "older": f"?before={rows[-1].id}" if len(rows) == queries.VOICES_A_PAGE else "",
        "may_answer": may(request, Verb.ANSWER, found.place_id),
    }
    return render(request, "decisions/participation/desk_voices.html", context)


@open_to(*RUN)
@require_http_methods(FORM)
def desk_voice(request: Request, voice_id: UUID) -> HttpResponse:
    """Read what somebody said and answer it."""
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _answered(request, voice_id, form.cleaned_data)
        except (NotAllowed, Missing, Conflict):
            raise
        except Refused as refusal:
            form.add_error(None, refusal.message)
    found = actions.look_at_voice(actor=request.actor, voice_id=voice_id, at=timezone.now())
    context = {
        "voice": found,
        "kind": voice_word(found.kind),
        "theme": theme_word(found.theme),
        "outcome": voice_outcome_word(found.outcome),
        "form": form,
        "late": found.answered_at is None and found.due_on < timezone.localdate(),
        "back_href": reverse("decisions:desk_voices"),
    }
    status = 422 if form.errors else 200
    return render(request, "decisions/participation/desk_voice.html", context, status=status)


@open_to(*SEE)
@require_http_methods(FORM)
def desk_interviews(request: Request, decision_id: UUID) -> HttpResponse:
    """Show interviews about a decision by theme; write down another one."""
    found = desk_decision(request, decision_id)

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.keep_interview(
            actor=request.actor,
            place_id=found.place_id,
            decision_id=found.id,
            theme=Theme(typed["theme"]),
            how=InterviewHow(typed["how"]),
            heads=typed["heads"],
            words=typed["words"],
            held_on=typed["held_on"],
            key=typed["key"],
            at=timezone.now(),
        )
        messages.success(request, _("Written down."))
        return go("decisions:desk_interviews", found.id)

    rows = queries.interviews_of(
        request.sub_district_id,
        decision_id=found.id,
        before=as_uuid(request.GET.get("before", "")),
    )
    context = {
        "decision": found,
        "rows": [(one, theme_word(one.theme), how_word(one.how)) for one in rows],
        "themes": queries.interview_themes(request.sub_district_id, decision_id=found.id),
        "older": f"?before={rows[-1].id}" if len(rows) == queries.VOICES_A_PAGE else "",
        "may_write": may(request, Verb.RUN, found.place_id),
    }
    form = InterviewForm(request.POST or None)
    return form_page(
        request, form, act, page="decisions/participation/desk_interviews.html", **context
    )


def _row(one: Any, on: Any) -> dict[str, Any]:
    waits = one.answered_at is None
    return {
        "voice": one,
        "kind": voice_word(one.kind),
        "theme": theme_word(one.theme),
        "outcome": voice_outcome_word(one.outcome),
        "waits": waits,
        "late": waits and one.due_on < on,
    }


def _answered(request: Request, voice_id: UUID, typed: dict[str, Any]) -> HttpResponse:
    actions.answer_voice(
        actor=request.actor,
        voice_id=voice_id,
        outcome=VoiceOutcome(typed["outcome"]),
        gist=typed["gist"],
        answer=typed["answer"],
        at=timezone.now(),
    )
    messages.success(request, _("Answered."))
    return go("decisions:desk_voices")
