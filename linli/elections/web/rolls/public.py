"""What everybody sees of a roll, and how voters find and question the own line."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any
from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.elections import actions, queries
from linli.elections.rules import RollKind, RollState
from linli.elections.rules.rolls import Correction, ObjectionKind, line_text
from linli.elections.web.rolls.forms import LinkForm, ObjectForm
from linli.elections.web.rolls.lines import units_shown
from linli.elections.web.rolls.pages import is_owners, number_in, the_public_roll
from linli.elections.web.rolls.words import (
    CORRECTIONS,
    OBJECTIONS,
    fields_words,
    kind_words,
    state_words,
)
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.ui.access import ANYONE, SIGNED_IN, Request, open_to
from linli.ui.pages import FORM, as_uuid, go
from linli.ui.pieces import Chip, Row

if TYPE_CHECKING:
    from linli.elections.models import Roll, RollLine


@open_to(ANYONE)
@require_safe
def public_rolls(request: Request) -> HttpResponse:
    """List the rolls that are public."""
    rows = [
        Row(
            roll.name,
            href=reverse("elections:roll_public", args=[roll.id]),
            meta=[roll.place.name, kind_words(roll.kind), state_words(roll.state)],
        )
        for roll in queries.public_rolls(request.sub_district_id)
    ]
    back = {"href": reverse("elections:public_elections"), "label": _("Elections and votes")}
    return render(request, "elections/rolls/public_rolls.html", {"rows": rows, "back": back})


@open_to(ANYONE)
@require_safe
def roll_public(request: Request, roll_id: UUID) -> HttpResponse:
    """Show a roll by building: number and masked name, no door, no area of anybody."""
    roll = the_public_roll(request, roll_id)
    tenant = request.sub_district_id
    buildings = queries.lines_by_building(tenant, roll_id)
    asked = as_uuid(request.GET.get("building", ""))
    here = next((one for one in buildings if one.building_id == asked), None)
    shown = queries.shows_lines(roll)
    lines = _lines(request, roll_id, here) if shown and here else []
    context = {
        "roll": roll,
        "owners": is_owners(roll),
        "kind": kind_words(roll.kind),
        "state": state_words(roll.state),
        "is_frozen": roll.state == RollState.FROZEN,
        "may_object": _may_object(roll),
        "chips": [_chip(roll_id, one, here) for one in buildings],
        "here": here,
        "shown": shown,
        "lines": lines,
        "older": _older(request, here, lines),
        "corrections": [
            (one, CORRECTIONS[Correction(one.what)], fields_words(one.fields))
            for one in queries.corrections_of(tenant, roll_id)
        ],
        "back": {"href": reverse("elections:public_rolls"), "label": _("Rolls")},
    }
    return render(request, "elections/rolls/public.html", context)


@open_to(ANYONE)
@require_safe
def roll_digests(request: Request, roll_id: UUID) -> HttpResponse:
    """Give number and digest of every line, with which anybody reckons the roll's digest."""
    roll = the_public_roll(request, roll_id)
    text = io.StringIO()
    write = csv.writer(text, lineterminator="\n")
    for one in queries.line_digests(request.sub_district_id, roll_id):
        write.writerow([one.number, one.digest])
    return HttpResponse(
        text.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="roll-{roll.id}.csv"'},
    )


@never_cache
@open_to(SIGNED_IN)
@require_http_methods(FORM)
def roll_mine(request: Request, roll_id: UUID) -> HttpResponse:
    """Show the own line whole, or ask what finds it."""
    roll = the_public_roll(request, roll_id)
    form = LinkForm(request.POST or None, kind=RollKind(roll.kind))
    if request.method == "POST" and form.is_valid():
        try:
            return _linked(request, roll_id, form.cleaned_data)
        except (NotAllowed, Missing, Conflict):
            raise
        except Refused as refusal:
            form.add_error(None, refusal.message)
    line = _own_line(request, roll_id)
    context = {
        "roll": roll,
        "owners": is_owners(roll),
        "line": line,
        "units": units_shown(line) if line else [],
        "text": line_text(queries.facts_of(line)) if line else "",
        "form": form,
        "objections": _own_objections(request, roll_id),
        "may_object": _may_object(roll),
        "back": _back_to_roll(roll),
    }
    status = 422 if form.errors else 200
    return render(request, "elections/rolls/mine.html", context, status=status)


@open_to(SIGNED_IN)
@require_POST
def roll_unlink(request: Request, roll_id: UUID) -> HttpResponse:
    """Take the own account off its line."""
    actions.unlink_line(actor=request.actor, roll_id=roll_id, at=timezone.now())
    messages.success(request, _("Your account is no longer linked with a line."))
    return go("elections:roll_public", roll_id)


@never_cache
@open_to(ANYONE)
@require_http_methods(FORM)
def roll_object(request: Request, roll_id: UUID) -> HttpResponse:
    """Object to a published roll, with an account or with a contact."""
    roll = the_public_roll(request, roll_id)
    number = number_in(request.GET.get("number", "")) or None
    form = ObjectForm(
        request.POST or None,
        kind=RollKind(roll.kind),
        signed_in=request.actor.account_id is not None,
        initial={"number": number},
    )
    if request.method == "POST" and form.is_valid():
        try:
            _require_seldom(request)
            return _objected(request, roll_id, form.cleaned_data)
        except (NotAllowed, Conflict):
            raise
        except Refused as refusal:
            form.add_error(None, refusal.message)
    context = {
        "roll": roll,
        "form": form,
        "may_object": _may_object(roll),
        "back": _back_to_roll(roll),
    }
    status = 422 if form.errors else 200
    return render(request, "elections/rolls/object.html", context, status=status)


def _back_to_roll(roll: Roll) -> dict[str, str]:
    address = reverse("elections:roll_public", args=[roll.id])
    return {"href": address, "label": _("Back to the roll")}


def _require_seldom(request: Request) -> None:
    """Whoever has not signed in objects a few times an hour; the address is counted, not kept."""
    signed_in = request.actor.account_id is not None
    if signed_in or ratelimit.consume(request, action="object_to_roll"):
        return
    raise Refused(
        "too_often",
        _(
            "Several objections came from here within an hour. Sign in to send more, try again "
            "later, or tell them at the counter: there several are written down at once."
        ),
    )


def _objected(request: Request, roll_id: UUID, typed: dict[str, Any]) -> HttpResponse:
    made = actions.object_to_roll(
        actor=request.actor,
        roll_id=roll_id,
        kind=ObjectionKind(typed["kind"]),
        words=typed["words"],
        contact=typed["contact"],
        number=typed["number"],
        key=typed["key"],
        at=timezone.now(),
    )
    messages.success(
        request,
        _("Your objection to the roll is in. It is answered by %(day)s.") % {"day": made.due_on},
    )
    return go("elections:roll_public", roll_id)


def _linked(request: Request, roll_id: UUID, typed: dict[str, Any]) -> HttpResponse:
    actions.link_line(
        actor=request.actor,
        roll_id=roll_id,
        name=typed.get("name", ""),
        number=typed["number"],
        code=typed["code"],
        at=timezone.now(),
    )
    messages.success(request, _("This is your line."))
    return go("elections:roll_mine", roll_id)


def _own_line(request: Request, roll_id: UUID) -> RollLine | None:
    account_id = request.actor.account_id
    if account_id is None:
        return None
    return queries.line_of_account(request.sub_district_id, roll_id, account_id)


def _own_objections(request: Request, roll_id: UUID) -> list[tuple[Any, Any]]:
    account_id = request.actor.account_id
    if account_id is None:
        return []
    found = queries.own_objections(request.sub_district_id, roll_id, account_id)
    return [(one, OBJECTIONS[ObjectionKind(one.kind)]) for one in found]


def _lines(request: Request, roll_id: UUID, here: queries.BuildingSum) -> list[queries.PublicLine]:
    if here.building_id is None:
        return []
    after = number_in(request.GET.get("after", ""))
    return queries.public_lines(request.sub_district_id, roll_id, here.building_id, after=after)


def _chip(roll_id: UUID, one: queries.BuildingSum, here: queries.BuildingSum | None) -> Chip:
    address = reverse("elections:roll_public", args=[roll_id])
    return Chip(
        label=one.name or _("no building"),
        href=f"{address}?building={one.building_id}#lines",
        count=one.heads,
        on=one == here,
    )


def _older(
    request: Request, here: queries.BuildingSum | None, lines: list[queries.PublicLine]
) -> str:
    if here is None or len(lines) < queries.LINES_A_PAGE:
        return ""
    return f"{request.path}?building={here.building_id}&after={lines[-1].number}#lines"


def _may_object(roll: Roll) -> bool:
    until = roll.objections_until
    published = roll.state == RollState.PUBLISHED
    return published and until is not None and timezone.localdate() <= until
