"""Where residents speak about a decision, and say which option they would rather have."""

from __future__ import annotations

from datetime import date
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
    theme_word,
    voice_outcome_word,
    voice_word,
)
from linli.decisions.rules import DecisionState, Theme, VoiceKind
from linli.decisions.web.participation.forms import SayForm
from linli.decisions.web.participation.pages import public_decision
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.places import queries as places
from linli.ui.access import ANYONE, SIGNED_IN, Request, open_to
from linli.ui.pages import FORM, as_uuid, go

if TYPE_CHECKING:
    from linli.decisions.models import Consultation, Decision, Voice

_ABOUT = frozenset({"money.work", "money.contract", "decisions.publication", "decisions.meeting"})


@never_cache
@open_to(ANYONE)
@require_http_methods(FORM)
def say(request: Request, decision_id: UUID) -> HttpResponse:
    """Take an opinion, an objection or a complaint about a decision."""
    found = public_decision(request, decision_id)
    asked = _consultation(found)
    form = _form(request, _kinds(found, asked), _options(asked))
    back = reverse("decisions:public_decision", args=[found.number])
    if request.method == "POST" and form.is_valid():
        try:
            made = _raised(request, form.cleaned_data, decision_id=found.id)
        except (NotAllowed, Missing, Conflict):
            raise
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            return _thanked(request, made, back)
    context = {
        "form": form,
        "title": found.title,
        "back": {"href": back, "label": _("Back to the decision")},
        "days": queries.answer_days(request.sub_district_id, on=timezone.localdate()),
    }
    return render(
        request, "decisions/participation/say.html", context, status=422 if form.errors else 200
    )


@never_cache
@open_to(ANYONE)
@require_http_methods(FORM)
def say_at(request: Request, place_id: UUID) -> HttpResponse:
    """Take an objection or a complaint about something at a place that is no decision."""
    place = places.place(request.sub_district_id, place_id)
    if place is None:
        raise Missing("no_place", _("There is no such place."))
    form = _form(request, [VoiceKind.OBJECTION, VoiceKind.COMPLAINT], [])
    back = reverse("decisions:public_list")
    if request.method == "POST" and form.is_valid():
        try:
            made = _raised(request, form.cleaned_data, place_id=place.id)
        except (NotAllowed, Missing, Conflict):
            raise
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            return _thanked(request, made, back)
    context = {
        "form": form,
        "title": place.name,
        "back": {"href": back, "label": _("Back")},
        "days": queries.answer_days(request.sub_district_id, on=timezone.localdate()),
    }
    return render(
        request, "decisions/participation/say.html", context, status=422 if form.errors else 200
    )


@never_cache
@open_to(ANYONE)
@require_safe
def hearing(request: Request, decision_id: UUID) -> HttpResponse:
    """Show the options, the themes, and each answer with the gist of what it answers."""
    found = public_decision(request, decision_id)
    tenant, on, account_id = request.sub_district_id, timezone.localdate(), request.actor.account_id
    asked = queries.consultation_now(found)
    rows = queries.voices_shown(
        tenant, decision_id=found.id, before=as_uuid(request.GET.get("before", ""))
    )
    context = {
        "decision": found,
        "asked": asked,
        "takes_voices": asked is not None and queries.takes_voices(asked, on=on),
        "options": queries.options_shown(asked) if asked else [],
        "ended": found.state != DecisionState.OPEN,
        "rows": [_shown(one) for one in rows],
        "older": f"?before={rows[-1].id}" if len(rows) == queries.VOICES_A_PAGE else "",
        "themes": queries.theme_counts(tenant, decision_id=found.id),
        "talks": queries.interview_themes(tenant, decision_id=found.id),
        "back": {
            "href": reverse("decisions:public_decision", args=[found.number]),
            "label": _("Back to the decision"),
        },
        **_own(found, asked, account_id, on),
    }
    return render(request, "decisions/participation/hearing.html", context)


@open_to(SIGNED_IN)
@require_POST
def prefer(request: Request, consultation_id: UUID) -> HttpResponse:
    """Say which option one would rather have."""
    found = queries.consultation(request.sub_district_id, consultation_id)
    if found is None:
        raise Missing("no_consultation", _("There is no such consultation."))
    typed = request.POST.get("option", "")
    if not (typed.isascii() and typed.isdecimal()):
        raise Refused("no_such_option", _("There is no such option."))
    actions.prefer_option(
        actor=request.actor, consultation_id=found.id, option=int(typed), at=timezone.now()
    )
    messages.success(request, _("Kept. Until the last day you can change it."))
    return go("decisions:hearing", found.decision_id)


def _own(
    found: Decision, asked: Consultation | None, account_id: UUID | None, on: date
) -> dict[str, Any]:
    """What the reader said, would rather have, and whether that is counted."""
    if account_id is None:
        return {"own": [], "preferred": None, "at_home": False}
    tenant = found.sub_district_id
    return {
        "own": queries.own_voices(tenant, account_id, decision_id=found.id),
        "preferred": queries.preference_of(asked, account_id) if asked else None,
        "at_home": queries.lives_at(tenant, account_id, found.place_id, on=on),
    }


def _shown(one: Voice) -> tuple[Voice, str, str, str]:
    return one, voice_word(one.kind), theme_word(one.theme), voice_outcome_word(one.outcome)


def _consultation(found: Decision) -> Consultation | None:
    asked = queries.consultation_now(found)
    if asked is None or not queries.takes_voices(asked, on=timezone.localdate()):
        return None
    return asked


def _kinds(found: Decision, asked: Consultation | None) -> list[VoiceKind]:
    if found.state != DecisionState.OPEN:
        return [VoiceKind.COMPLAINT]
    if asked is None:
        return [VoiceKind.OBJECTION, VoiceKind.COMPLAINT]
    return list(VoiceKind)


def _options(asked: Consultation | None) -> list[tuple[str, str]]:
    if asked is None:
        return []
    return [(str(one.number), one.title) for one in queries.options_of(asked)]


def _form(request: Request, kinds: list[VoiceKind], options: list[tuple[str, str]]) -> SayForm:
    wanted = request.GET.get("kind", "")
    first = wanted if wanted in [kind.value for kind in kinds] else kinds[0].value
    return SayForm(
        request.POST or None,
        kinds=kinds,
        options=options,
        signed_in=request.actor.account_id is not None and request.actor.post is None,
        initial={"kind": first},
    )


def _raised(request: Request, typed: dict[str, Any], **where: UUID) -> Voice:
    about = request.GET.get("about", "")
    return actions.raise_voice(
        actor=request.actor,
        kind=VoiceKind(typed["kind"]),
        theme=Theme(typed["theme"]),
        words=typed["words"],
        contact=typed.get("contact", ""),
        option=int(typed["option"]) if typed.get("option") else None,
        about_kind=about if about in _ABOUT else "",
        about_id=as_uuid(request.GET.get("about_id", "")) if about in _ABOUT else None,
        key=typed["key"],
        at=timezone.now(),
        **where,
    )


def _thanked(request: Request, made: Voice, back: str) -> HttpResponse:
    messages.success(
        request,
        _("Received under %(number)s. It is answered by %(day)s.")
        % {"number": made.number, "day": made.due_on},
    )
    return go(back)
