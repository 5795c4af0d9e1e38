"""Owed premises at the desk: the list, a new obligation, its page, what happened on it."""

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
from linli.money.rules import PremisesState, Verb, may_do
from linli.money.web.works.campaign_forms import NewPremisesForm, PremisesActForm
from linli.money.web.works.desk import kinds_of
from linli.money.web.works.pages import (
    KEEP,
    PAGE,
    SEE,
    before_asked,
    form_page,
    found_or_gone,
    may,
    older_href,
    photos_shown,
    version_sent,
)
from linli.records.queries import in_words, rule_shown
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, go
from linli.ui.pieces import Fact
from linli.ui.words import day, square_metres

if TYPE_CHECKING:
    from linli.money.models import PremisesDuty, PremisesEvent

RULE = "premises.developer_owes"


@open_to(*SEE)
@require_safe
def desk_premises_list(request: Request) -> HttpResponse:
    """List owed premises in reach."""
    on = timezone.localdate()
    ids = [key for key, _name in queries.places_in_reach(request.actor, on=on)]
    found = queries.premises_at(
        request.sub_district_id, ids, before=before_asked(request), most=PAGE + 1
    )
    context = {
        "rows": [_row(one) for one in found[:PAGE]],
        "older": older_href(request, found),
        "kinds": kinds_of("desk_premises_list"),
        "may_begin": may_do(Verb.SET_UP, request.actor.kind),
    }
    return render(request, "money/works/desk_premises_list.html", context)


@open_to(*KEEP)
@require_http_methods(FORM)
def desk_new_premises(request: Request) -> HttpResponse:
    """Note premises that a developer owes."""
    found = queries.places_in_reach(request.actor, on=timezone.localdate())
    choices = [(str(key), name) for key, name in found]
    form = NewPremisesForm(request.POST or None, places=choices)

    def act(_typed: dict[str, Any]) -> HttpResponse:
        made = actions.note_premises_duty(actor=request.actor, at=timezone.now(), **form.facts())
        return go("money:desk_premises", made.id)

    return form_page(
        request,
        form,
        act,
        title=_("Note owed premises"),
        purpose=_("From the paper that says what the developer hands over."),
        verb=_("Note it"),
        back_href=reverse("money:desk_premises_list"),
    )


@open_to(*SEE)
@require_safe
def desk_premises(request: Request, duty_id: UUID) -> HttpResponse:
    """Show an obligation with what happened on it."""
    duty = _the_duty(request, duty_id)
    context = page_of(duty) | {"keeps": _keeps(request, duty)}
    return render(request, "money/works/desk_premises.html", context)


@open_to(*KEEP)
@require_http_methods(FORM)
def desk_premises_act(request: Request, duty_id: UUID) -> HttpResponse:
    """Enter what happened: an inspection, a letter, a referral, the handover."""
    duty = _the_duty(request, duty_id)
    form = PremisesActForm(request.POST or None, request.FILES or None)

    def act(_typed: dict[str, Any]) -> HttpResponse:
        actions.act_on_premises(
            actor=request.actor,
            duty_id=duty.id,
            version=version_sent(request),
            at=timezone.now(),
            **form.facts(),
        )
        messages.success(request, _("Kept."))
        return go("money:desk_premises", duty.id)

    return form_page(
        request,
        form,
        act,
        title=_("Enter what happened"),
        purpose=duty.where,
        verb=_("Enter this"),
        version=duty.version,
        nothing="" if _keeps(request, duty) else _("Nothing more is entered here."),
        back_href=reverse("money:desk_premises", args=[duty.id]),
    )


def page_of(duty: PremisesDuty) -> dict[str, Any]:
    """All that both pages of an obligation show."""
    on = timezone.localdate()
    late = duty.state == PremisesState.OWED and duty.due_on < on
    return {
        "duty": duty,
        "state_word": queries.premises_state_word(duty.state),
        "state_tone": queries.state_tone(duty),
        "facts": _facts(duty),
        "late": late,
        "events": [_event(one) for one in queries.premises_events(duty)],
    }


def _facts(duty: PremisesDuty) -> list[Fact]:
    facts = [
        Fact(_("Owed by"), duty.developer),
        Fact(_("Use of the premises"), queries.use_word(duty.use)),
        Fact(_("Area"), square_metres(duty.area_cm2)),
        Fact(_("By which paper"), duty.basis),
        Fact(_("To be handed over by"), day(duty.due_on)),
    ]
    shown = rule_shown(duty.sub_district_id, RULE, on=timezone.localdate())
    if shown:
        href = reverse("records:rule_detail", args=[RULE])
        facts.append(Fact(_("By which rule"), shown.name, href, in_words(shown.rule.source)))
    return facts


def _event(one: PremisesEvent) -> dict[str, Any]:
    return {
        "event": one,
        "what": queries.premises_act_word(one.act),
        "found": queries.found_word(one.found) if one.found else "",
        "area": square_metres(one.area_cm2) if one.area_cm2 else "",
        "photos": photos_shown(one.photos),
    }


def _the_duty(request: Request, duty_id: UUID) -> PremisesDuty:
    on = timezone.localdate()
    return found_or_gone(queries.premises_seen_by(request.actor, duty_id, on=on))


def _keeps(request: Request, duty: PremisesDuty) -> bool:
    is_open = duty.state in {PremisesState.OWED, PremisesState.REFERRED}
    return is_open and may(request, Verb.KEEP, duty.place_id)


def _row(duty: PremisesDuty) -> dict[str, Any]:
    return {
        "duty": duty,
        "use": queries.use_word(duty.use),
        "state_word": queries.premises_state_word(duty.state),
        "state_tone": queries.state_tone(duty),
        "late": duty.state == PremisesState.OWED and duty.due_on < timezone.localdate(),
    }
