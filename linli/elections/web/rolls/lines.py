"""Lines at the desk: read by building, opened one by one, corrected with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseFormSet, formset_factory
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.elections import actions, queries
from linli.elections.rules import AreaSource, RollKind
from linli.elections.rules.rolls import Correction, NewUnit, line_text
from linli.elections.web.rolls.forms import LineForm, ReasonForm, UnitForm
from linli.elections.web.rolls.pages import (
    COUNTER,
    LOOKERS,
    WRITERS,
    buildings_at,
    form_page,
    is_owners,
    may_keep,
    number_in,
    the_roll,
)
from linli.elections.web.rolls.words import SOURCES
from linli.kernel.areas import area_in_words
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, as_uuid, go

if TYPE_CHECKING:
    from linli.elections.models import Roll, RollLine

_MOST_UNITS = 2000
_EMPTY_ROWS = 2


@open_to(*LOOKERS)
@require_safe
def roll_lines(request: Request, roll_id: UUID) -> HttpResponse:
    """Read the lines of one building; that they were read is written down."""
    roll = the_roll(request, roll_id)
    buildings = queries.lines_by_building(request.sub_district_id, roll_id)
    asked = as_uuid(request.GET.get("building", ""))
    here = next((one for one in buildings if one.building_id == asked), None)
    if here is None or here.building_id is None:
        raise Missing("no_building", _("Choose a building on the page of the roll."))
    lines = actions.look_at_lines(
        actor=request.actor,
        roll_id=roll_id,
        building_id=here.building_id,
        after=number_in(request.GET.get("after", "")),
        at=timezone.now(),
    )
    context = {
        "roll": roll,
        "owners": is_owners(roll),
        "here": here,
        "lines": lines,
        "older": _older(request, here.building_id, lines),
    }
    return render(request, "elections/rolls/lines.html", context)


@open_to(*LOOKERS)
@require_safe
def roll_find(request: Request, roll_id: UUID) -> HttpResponse:
    """Open the line of a number that somebody reads out."""
    the_roll(request, roll_id)
    number = number_in(request.GET.get("number", ""))
    found = queries.line_by_number(request.sub_district_id, roll_id, number)
    if found is None:
        messages.error(request, _("No line of this number stands on the roll."))
        return go("elections:roll_record", roll_id)
    return go("elections:roll_line", found.id)


@open_to(*LOOKERS)
@require_safe
def roll_line(request: Request, line_id: UUID) -> HttpResponse:
    """Open one line whole; that it was opened is written down."""
    line = actions.look_at_line(actor=request.actor, line_id=line_id, at=timezone.now())
    context = {
        "roll": line.roll,
        "line": line,
        "owners": is_owners(line.roll),
        "units": units_shown(line),
        "text": line_text(queries.facts_of(line)),
        "may_keep": may_keep(request, line.roll) and not queries.voting_has_begun(line.roll),
        "may_code": request.actor.kind in COUNTER,
        "code": request.session.pop(f"line_code_{line_id}", ""),
    }
    return render(request, "elections/rolls/line.html", context)


@open_to(*COUNTER)
@require_POST
def roll_code(request: Request, line_id: UUID) -> HttpResponse:
    """Make a code for a voter who stands here with papers."""
    code = actions.line_code(actor=request.actor, line_id=line_id, at=timezone.now())
    request.session[f"line_code_{line_id}"] = code
    return go("elections:roll_line", line_id)


@open_to(*WRITERS)
@require_http_methods(FORM)
def roll_add(request: Request, roll_id: UUID) -> HttpResponse:
    """Enter a line by hand."""
    return _edit(request, the_roll(request, roll_id), None)


@open_to(*WRITERS)
@require_http_methods(FORM)
def roll_change(request: Request, line_id: UUID) -> HttpResponse:
    """Change a line."""
    line = actions.look_at_line(actor=request.actor, line_id=line_id, at=timezone.now())
    return _edit(request, line.roll, line)


@open_to(*WRITERS)
@require_http_methods(FORM)
def roll_strike(request: Request, line_id: UUID) -> HttpResponse:
    """Strike a line."""
    line = queries.line(request.sub_district_id, line_id)
    if line is None:
        raise Missing("no_line", _("There is no such line on this roll."))
    roll = the_roll(request, line.roll_id)
    form = ReasonForm(request.POST or None, public=_is_public(roll))

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.correct_roll(
            actor=request.actor,
            roll_id=roll.id,
            what=Correction.STRUCK,
            line_id=line_id,
            reason=typed.get("reason", ""),
            at=timezone.now(),
        )
        messages.success(request, _("Line %(number)s is struck.") % {"number": line.number})
        return go("elections:roll_record", roll.id)

    return form_page(
        request,
        form,
        act,
        title=_("Strike line %(number)s") % {"number": line.number},
        purpose=_("The number stays taken. The reason is shown with the corrections."),
        verb=_("Strike the line"),
        danger=True,
        back_href=reverse("elections:roll_line", args=[line_id]),
    )


def units_shown(line: RollLine) -> list[tuple[str, str, str, str]]:
    """The units of a line: building, door, area, where the area is from."""
    return [
        (
            unit.building.name if unit.building else "",
            unit.door,
            area_in_words(unit.area_cm2),
            str(SOURCES[AreaSource(unit.area_source)]),
        )
        for unit in line.units.all()
    ]


def _edit(request: Request, roll: Roll, line: RollLine | None) -> HttpResponse:
    buildings = buildings_at(roll)
    owners = is_owners(roll)
    form = LineForm(
        request.POST or None,
        kind=RollKind(roll.kind),
        public=_is_public(roll),
        buildings=buildings,
        initial=_initial(line),
    )
    units = _units_form(request, line, buildings) if owners else None
    if request.method == "POST" and form.is_valid() and (units is None or units.is_valid()):
        try:
            return _written(request, roll, line, form, units)
        except (NotAllowed, Missing, Conflict):
            raise
        except Refused as refusal:
            form.add_error(None, refusal.message)
    wrong = bool(form.errors) or (units is not None and units.is_bound and not units.is_valid())
    context = {
        "form": form,
        "units": units,
        "roll": roll,
        "line": line,
        "public": _is_public(roll),
        "back_href": reverse("elections:roll_line", args=[line.id])
        if line
        else reverse("elections:roll_record", args=[roll.id]),
    }
    return render(request, "elections/rolls/line_form.html", context, status=422 if wrong else 200)


def _written(
    request: Request, roll: Roll, line: RollLine | None, form: LineForm, units: Any
) -> HttpResponse:
    typed_units: Sequence[NewUnit] = (
        [unit for one in units if (unit := one.unit())] if units is not None else []
    )
    if units is not None and not typed_units:
        raise Refused("no_units", _("An owner has at least one unit."))
    written = actions.correct_roll(
        actor=request.actor,
        roll_id=roll.id,
        what=Correction.CHANGED if line else Correction.ADDED,
        line_id=line.id if line else None,
        entry=form.entry(typed_units),
        reason=form.cleaned_data.get("reason", ""),
        key="" if line else form.cleaned_data["key"],
        at=timezone.now(),
    )
    messages.success(request, _("Line %(number)s is written.") % {"number": written.number})
    return go("elections:roll_line", written.id)


def _units_form(
    request: Request, line: RollLine | None, buildings: list[tuple[str, str]]
) -> BaseFormSet[Any]:
    known = [
        {
            "building": str(unit.building_id),
            "door": unit.door,
            "area": area_in_words(unit.area_cm2).split(" ")[0].replace(",", ""),
            "area_source": unit.area_source,
        }
        for unit in (line.units.all() if line else [])
    ]
    units = formset_factory(
        UnitForm, extra=_EMPTY_ROWS, max_num=_MOST_UNITS, absolute_max=_MOST_UNITS
    )
    return units(
        request.POST or None,
        initial=known,
        prefix="units",
        form_kwargs={"buildings": buildings},
    )


def _initial(line: RollLine | None) -> dict[str, Any]:
    if line is None:
        return {}
    return {
        "name": line.name,
        "building": str(line.building_id),
        "door": line.door,
        "owner_number": line.owner_number,
        "voter_name": line.voter_name,
        "is_developer": line.is_developer,
    }


def _is_public(roll: Roll) -> bool:
    return roll.published_on is not None


def _older(request: Request, building_id: UUID, lines: Sequence[Any]) -> str:
    """The address of the next lines, where the page is full."""
    if len(lines) < queries.LINES_A_PAGE:
        return ""
    return f"{request.path}?building={building_id}&after={lines[-1].number}"
