"""Where a place lies from a day on; where it lay until then is kept."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, Refused
from linli.places import queries, rules
from linli.places.actions.checks import (
    place_to_change,
    record,
    refusal_of,
    refuse_name_taken,
    require_manager,
    too_early,
    touch,
    within,
)
from linli.places.models import Parentage, Place
from linli.places.queries.lists import parentages_of
from linli.places.rules import Layer, Lies, PlaceKind, Span, Wrong
from linli.places.rules.new_place import FURTHEST_AHEAD


@transaction.atomic
def redraw(
    *,
    actor: Actor,
    place_id: UUID,
    parent_id: UUID,
    source: str = "",
    version: int | None = None,
    on: date,
    at: datetime,
) -> Place:
    """Let a place lie in another from a day on; where it lay until then is kept."""
    place = place_to_change(actor, place_id, on=on, version=version)
    parent = queries.place(place.sub_district_id, parent_id)
    if parent is None:
        raise Missing("no_such_place", _("There is no such place."))
    require_manager(actor, within=within(actor, parent_id, on=on))
    _require_may_lie_in(place, parent, on, at)
    layer = rules.layer_of(PlaceKind(place.kind), PlaceKind(parent.kind))
    rows = parentages_of(place.sub_district_id, place.id, layer=layer, lock=True)
    history = [Lies(row.parent_id, Span(row.valid_from, row.valid_to)) for row in rows]
    if any(lies.parent == parent_id and lies.span.covers(on) for lies in history):
        raise Refused(
            "already_there",
            _("“%(name)s” already lies in “%(parent)s”.")
            % {"name": place.name, "parent": parent.name},
        )
    if layer is Layer.TREE:
        refuse_name_taken(place, place.name, on, parent=parent)
    try:
        after = rules.moved(history, to=parent_id, on=on, until=place.valid_to)
    except rules.TooEarly as error:
        raise too_early(place, str(error)) from None
    _write_history(place, layer, rows, after, source)
    touch(place)
    facts = {"parent": str(parent_id), "layer": layer.value, "from": on.isoformat()}
    record(actor, "places.redraw", place, facts, at)
    return place


@transaction.atomic
def leave_overlay(*, actor: Actor, place_id: UUID, layer: Layer, on: date, at: datetime) -> Place:
    """End a place's lying in a patch, group or grid cell; `on` is its last day there."""
    place = place_to_change(actor, place_id, on=on)
    if layer is Layer.TREE:
        raise Refused("tree_has_no_hole", _("A place leaves the tree only by ending or moving."))
    lying = Parentage.objects.filter(
        sub_district_id=place.sub_district_id,
        child_id=place.id,
        layer=layer.value,
        valid_to=None,
        valid_from__lte=on,
    )
    if not lying.update(valid_to=on):
        raise Refused("not_there", _("“%(name)s” lies in none.") % {"name": place.name})
    touch(place)
    facts = {"layer": layer.value, "to": on.isoformat()}
    record(actor, "places.leave_overlay", place, facts, at)
    return place


def _require_may_lie_in(place: Place, parent: Place, on: date, at: datetime) -> None:
    kind, parent_kind = PlaceKind(place.kind), PlaceKind(parent.kind)
    if not rules.may_lie_in(kind, parent_kind):
        raise refusal_of(Wrong("does_not_lie_in", kind, parent_kind), place.name)
    for row in (place, parent):
        if not Span(row.valid_from, row.valid_to).covers(on):
            raise refusal_of(Wrong("parent_not_in_force", on.isoformat(), row.name), place.name)
    if on > timezone.localdate(at) + FURTHEST_AHEAD:
        raise refusal_of(Wrong("too_far_ahead", on.isoformat()), place.name)


def _write_history(
    place: Place, layer: Layer, rows: list[Parentage], after: tuple[Lies, ...], source: str
) -> None:
    """Bring the rows of a layer to what the rule says: close, replace, begin."""
    wanted = {(lies.parent, lies.span.first): lies for lies in after}
    for row in rows:
        lies = wanted.pop((row.parent_id, row.valid_from), None)
        if lies is None:
            row.delete()
        elif row.valid_to != lies.span.last:
            row.valid_to = lies.span.last
            row.save(update_fields=["valid_to"])
    for lies in wanted.values():
        Parentage.objects.create(
            sub_district_id=place.sub_district_id,
            child=place,
            parent_id=lies.parent,
            layer=layer.value,
            valid_from=lies.span.first,
            valid_to=lies.span.last,
            source=source,
        )
