"""Rolls at the desk: list, draft, sheet, publication, freeze."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.elections import actions, queries
from linli.elections.documents.roll_sheet import (
    TEMPLATE_NAMES,
    read_roll,
    write_roll_template,
)
from linli.elections.rules import RollKind, RollState
from linli.elections.rules.rolls import Correction
from linli.elections.web.rolls.forms import DraftForm, RollSheetForm
from linli.elections.web.rolls.pages import (
    LOOKERS,
    WRITERS,
    form_page,
    is_owners,
    may_keep,
    number_in,
    places_for_rolls,
    the_roll,
)
from linli.elections.web.rolls.words import (
    CORRECTIONS,
    fields_words,
    kind_words,
    state_words,
)
from linli.kernel.areas import area_in_words
from linli.kernel.errors import Missing, Refused
from linli.records.documents import Source
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, as_uuid, go
from linli.ui.pieces import Figure, Step, steps

if TYPE_CHECKING:
    from linli.elections.models import Roll

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST_BYTES = 20_000_000


@open_to(*LOOKERS)
@require_safe
def rolls(request: Request) -> HttpResponse:
    """List the rolls within the post's reach."""
    here = [place_id for place_id, _name in places_for_rolls(request)]
    rows = [
        (roll, kind_words(roll.kind), state_words(roll.state), is_owners(roll))
        for roll in queries.rolls_at(request.sub_district_id, here)
    ]
    context = {"rows": rows, "may_draft": request.actor.kind in WRITERS}
    return render(request, "elections/rolls/rolls.html", context)


@open_to(*WRITERS)
@require_http_methods(FORM)
def roll_new(request: Request) -> HttpResponse:
    """Begin a roll."""
    choices = [(str(key), name) for key, name in places_for_rolls(request)]
    form = DraftForm(request.POST or None, places=choices)

    def act(typed: dict[str, Any]) -> HttpResponse:
        drafted = actions.draft_roll(
            actor=request.actor,
            kind=RollKind(typed["kind"]),
            place_id=as_uuid(typed["place"]) or request.sub_district_id,
            name=typed["name"],
            as_of=typed["as_of"],
            key=typed["key"],
            at=timezone.now(),
        )
        return go("elections:roll_import", drafted.id)

    return form_page(
        request,
        form,
        act,
        title=_("New roll"),
        purpose=_("A draft is seen at the desk alone. Next you bring in its sheet."),
        verb=_("Begin the roll"),
        back_href=reverse("elections:rolls"),
    )


@open_to(*LOOKERS)
@require_safe
def roll_record(request: Request, roll_id: UUID) -> HttpResponse:
    """Show where a roll stands, what it adds up to, and what was corrected."""
    roll = the_roll(request, roll_id)
    tenant = request.sub_district_id
    found = queries.objections_to(tenant, roll_id)
    context = {
        "roll": roll,
        "owners": is_owners(roll),
        "kind": kind_words(roll.kind),
        "state": state_words(roll.state),
        "steps": _steps(roll),
        "figures": _figures(roll),
        "buildings": queries.lines_by_building(tenant, roll_id),
        "corrections": [
            (one, CORRECTIONS[Correction(one.what)], fields_words(one.fields))
            for one in queries.corrections_of(tenant, roll_id)
        ],
        "objections": len(found),
        "unanswered": sum(one.answered_at is None for one in found),
        "may_keep": may_keep(request, roll),
        "is_draft": roll.state == RollState.DRAFT,
        "is_published": roll.state == RollState.PUBLISHED,
        "objections_over": _objections_over(roll),
        "not_set": _not_set(roll) if roll.state == RollState.DRAFT else [],
        "voting_begun": queries.voting_has_begun(roll),
    }
    return render(request, "elections/rolls/roll.html", context)


@open_to(*WRITERS)
@require_http_methods(FORM)
def roll_import(request: Request, roll_id: UUID) -> HttpResponse:
    """Take the sheet of a draft; every faulty row is told, and all come in or none."""
    roll = the_roll(request, roll_id)
    form = RollSheetForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "roll": roll, "owners": is_owners(roll)}
    if request.method == "POST" and form.is_valid():
        sheet = form.cleaned_data["sheet"]
        try:
            context["count"] = count = _brought_in(request, roll, sheet)
        except Refused as refusal:
            form.add_error("sheet", refusal.message)
        else:
            if not count.faults and not count.notes:
                return _came_in(request, roll, count)
    wrong = form.errors or ("count" in context and context["count"].faults)
    return render(request, "elections/rolls/import.html", context, status=422 if wrong else 200)


@open_to(*WRITERS)
@require_safe
def roll_template(_request: Request, kind: str) -> HttpResponse:
    """Give the sheet to fill in."""
    if kind not in list(RollKind):
        raise Missing("no_template", _("There is no such sheet."))
    file = io.BytesIO()
    write_roll_template(file, RollKind(kind))
    name = TEMPLATE_NAMES[RollKind(kind)]
    return HttpResponse(
        file.getvalue(),
        content_type=_XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@open_to(*WRITERS)
@require_POST
def roll_publish(request: Request, roll_id: UUID) -> HttpResponse:
    """Make a draft public."""
    roll = actions.publish_roll(
        actor=request.actor, roll_id=roll_id, version=_version(request), at=timezone.now()
    )
    said = _("The roll is public. Anybody may object until %(day)s.")
    messages.success(request, said % {"day": roll.objections_until})
    return go("elections:roll_record", roll_id)


@open_to(*WRITERS)
@require_POST
def roll_freeze(request: Request, roll_id: UUID) -> HttpResponse:
    """Fix a roll by its digest."""
    actions.freeze_roll(
        actor=request.actor, roll_id=roll_id, version=_version(request), at=timezone.now()
    )
    messages.success(request, _("The roll is frozen. What changes now is a logged correction."))
    return go("elections:roll_record", roll_id)


@open_to(*WRITERS)
@require_POST
def roll_drop(request: Request, roll_id: UUID) -> HttpResponse:
    """Give a roll up; its lines are destroyed."""
    actions.drop_roll(
        actor=request.actor,
        roll_id=roll_id,
        reason=request.POST.get("reason", "")[:300],
        version=_version(request),
        at=timezone.now(),
    )
    messages.success(request, _("The roll is given up; its lines are destroyed."))
    return go("elections:rolls")


def _brought_in(request: Request, roll: Roll, sheet: Source) -> actions.RollCount:
    if getattr(sheet, "size", 0) > _MOST_BYTES:
        raise Refused("sheet_too_big", _("The sheet is too big: at most 20 MB."))
    read = read_roll(sheet, RollKind(roll.kind))
    return actions.import_roll(
        actor=request.actor,
        roll_id=roll.id,
        rows=read.rows,
        unread=read.unread,
        at=timezone.now(),
    )


def _came_in(request: Request, roll: Roll, count: actions.RollCount) -> HttpResponse:
    messages.success(
        request,
        _("%(rows)s rows came in: %(heads)s heads.") % {"rows": count.rows, "heads": count.heads},
    )
    return go("elections:roll_record", roll.id)


def _version(request: Request) -> int | None:
    return number_in(request.POST.get("version", "")) or None


def _objections_over(roll: Roll) -> bool:
    return roll.objections_until is not None and timezone.localdate() > roll.objections_until


def _steps(roll: Roll) -> list[Step]:
    at = [RollState.DRAFT, RollState.PUBLISHED, RollState.FROZEN].index(RollState(roll.state))
    frozen = timezone.localdate(roll.frozen_at).isoformat() if roll.frozen_at else ""
    when = ["", roll.published_on.isoformat() if roll.published_on else "", frozen]
    words = [state_words(one) for one in (RollState.DRAFT, RollState.PUBLISHED, RollState.FROZEN)]
    done = at + 1 if roll.state == RollState.FROZEN else at
    return steps(words, done, when=when)


def _figures(roll: Roll) -> list[Figure]:
    found = [Figure(_("Heads"), f"{roll.heads:,}")]
    if is_owners(roll):
        number, unit = area_in_words(roll.area_cm2).split(" ")
        found.append(Figure(_("Registered area"), number, unit=unit))
    return found


def _not_set(roll: Roll) -> list[str]:
    """What the place must still set before this roll can be published."""
    missing = []
    for key in queries.roll_rule_keys(RollKind(roll.kind)):
        try:
            queries.adopted_rule(roll.sub_district_id, key, on=timezone.localdate())
        except Refused as refusal:
            missing.append(refusal.message)
    return missing
