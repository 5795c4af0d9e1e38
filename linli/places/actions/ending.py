"""A place ends, and a compound is fenced or opened."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.places import rules
from linli.places.actions.checks import (
    place_to_change,
    record,
    refusal_of,
    too_early,
    touch,
)
from linli.places.models import Parentage, Place, PlaceCode
from linli.places.queries.lists import open_below
from linli.places.rules import PlaceKind, Wrong
from linli.places.rules.new_place import FURTHEST_AHEAD


@transaction.atomic
def retire_place(
    *, actor: Actor, place_id: UUID, version: int | None = None, on: date, at: datetime
) -> Place:
    """End a place, `on` being its last day; refused while something still lies in it after that."""
    place = place_to_change(actor, place_id, on=on, version=version)
    if not rules.may_manage_all(actor) and place.kind == PlaceKind.COMMUNITY:
        raise NotAllowed("office_only", _("Only the sub-district office ends a community."))
    _require_may_end(place, on, at)
    place.valid_to = on
    touch(place, "valid_to")
    lying = Q(child_id=place.id) | Q(parent_id=place.id)
    still = Q(valid_to=None) | Q(valid_to__gt=on)
    for rows in (
        Parentage.objects.filter(lying, sub_district_id=place.sub_district_id),
        PlaceCode.objects.filter(place_id=place.id, sub_district_id=place.sub_district_id),
    ):
        rows.filter(still).update(valid_to=on)
    record(actor, "places.retire", place, {"to": on.isoformat()}, at)
    return place


@transaction.atomic
def mark_closed(
    *,
    actor: Actor,
    place_id: UUID,
    closed: bool,
    version: int | None = None,
    on: date,
    at: datetime,
) -> Place:
    """Note whether a compound is closed, that is, fenced with a gate."""
    place = place_to_change(actor, place_id, on=on, version=version)
    if place.kind != PlaceKind.COMPOUND:
        raise refusal_of(Wrong("only_compounds_are_closed"), place.name)
    place.closed_compound = closed
    touch(place, "closed_compound")
    did = "places.close_compound" if closed else "places.open_compound"
    record(actor, did, place, {"from": on.isoformat()}, at)
    return place


def _require_may_end(place: Place, on: date, at: datetime) -> None:
    if place.valid_to is not None:
        raise Refused("ended", _("“%(name)s” has ended already.") % {"name": place.name})
    if place.kind == PlaceKind.SUB_DISTRICT:
        raise Refused("root_stays", _("A sub-district cannot be ended here."))
    if on < place.valid_from or on > timezone.localdate(at) + FURTHEST_AHEAD:
        raise Refused(
            "end_day",
            _("The last day lies between %(first)s and a year from today.")
            % {"first": place.valid_from.isoformat()},
        )
    inside = list(open_below(place.sub_district_id, place.id, after=on)[:4])
    if inside:
        names = _(", ").join(row.name for row in inside[:3])
        raise Refused(
            "something_lies_in_it",
            _(
                "“%(name)s” cannot end while something lies in it: %(inside)s. Move or end that first."
            )
            % {"name": place.name, "inside": names + ("…" if len(inside) > 3 else "")},  # noqa: PLR2004
        )
    begins = Parentage.objects.filter(
        Q(child_id=place.id) | Q(parent_id=place.id),
        sub_district_id=place.sub_district_id,
        valid_from__gt=on,
    ).first()
    if begins is not None:
        raise too_early(place, begins.valid_from.isoformat())
