"""Whether this actor may, and whether the place still stands as the form saw it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from linli.kernel.actor import Actor
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.places import queries, rules
from linli.places.models import Place
from linli.places.queries.clashes import names_taken
from linli.places.queries.lists import parentages_of
from linli.places.queries.words import kind_word, scheme_word
from linli.places.rules import Layer, PlaceKind, Span, Wrong
from linli.records import actions as records
from linli.tenancy.rows import locked


def require_manager(actor: Actor, *, within: Collection[UUID]) -> None:
    """Refuse whoever may not change a place that lies in these."""
    if not rules.may_manage(actor, within=within):
        raise NotAllowed(
            "not_place_manager",
            _(
                "Places are kept by the sub-district office, the administrator, and the secretary "
                "of the community they lie in."
            ),
        )


def place_to_change(actor: Actor, place_id: UUID, *, on: date, version: int | None = None) -> Place:
    """A place under lock, if the actor may change it and nobody else has meanwhile."""
    missing = Missing("no_such_place", _("There is no such place."))
    place = locked(Place, actor.sub_district_id, place_id, missing=missing)
    if not rules.may_manage_all(actor):
        require_manager(actor, within=within(actor, place_id, on=on))
    if version is not None and version != place.version:
        raise Conflict(
            "place_changed",
            _(
                "Somebody else changed “%(name)s” meanwhile. Nothing was saved: look again, then decide."
            )
            % {"name": place.name},
        )
    return place


def within(actor: Actor, place_id: UUID, *, on: date) -> Collection[UUID]:
    """The place and all it lies in."""
    above = queries.ancestors(actor.sub_district_id, place_id, on=on)
    return above.ids if above else ()


def touch(place: Place, *fields: str) -> None:
    """Save these fields of a place and grow its version."""
    place.version += 1
    place.save(update_fields=[*fields, "version"])


GEOMETRY = ("lat_e7", "lng_e7", "outline", "south_e7", "west_e7", "north_e7", "east_e7")


def draw(place: Place, drawn: rules.Drawn) -> None:
    """Put a point, and an outline with its box if there is one, on a place not yet saved."""
    box = drawn.box
    edges = (box.south_e7, box.west_e7, box.north_e7, box.east_e7) if box else (None,) * 4
    values = (drawn.point.lat_e7, drawn.point.lng_e7, drawn.outline, *edges)
    for name, value in zip(GEOMETRY, values, strict=True):
        setattr(place, name, value)


def too_early(place: Place, day: str) -> Refused:
    """The refusal of a change dated before one that is already entered."""
    return Refused(
        "too_early",
        _("“%(name)s” already has an entry that begins on %(day)s. Choose a later day.")
        % {"name": place.name, "day": day},
    )


def refusal_of(wrong: rules.Wrong, name: str) -> Refused:
    """The sentence about one thing wrong with a place."""
    kinds = {word: kind_word(word) for word in (wrong.value, wrong.other)}
    facts = {
        "name": name or "?",
        "value": wrong.value,
        "other": wrong.other,
        "kind": kinds[wrong.value],
        "other_kind": kinds[wrong.other],
        "scheme": scheme_word(wrong.other),
    }
    return Refused(wrong.code, _sentences()[wrong.code] % facts)


def _sentences() -> dict[str, str]:
    return {
        "no_name": _("The name is missing."),
        "name_too_long": _("A name has at most %(value)s characters: shorten “%(name)s”."),
        "short_too_long": _("A short name has at most %(value)s characters."),
        "short_signs": _(
            "“%(value)s” cannot begin numbers: a short name has letters and digits only."
        ),
        "only_compounds_are_closed": _("Only a compound can be closed, “%(name)s” is none."),
        "unknown_site_kind": _("“%(value)s” is no kind of key site."),
        "code_form": _("“%(value)s” does not have the form of a %(scheme)s."),
        "ends_before_it_begins": _("It ends on %(value)s, before it begins on %(other)s."),
        "too_far_ahead": _("%(value)s is more than a year ahead."),
        "half_a_point": _("A point needs latitude and longitude, only one is given."),
        "point_off_earth": _("Latitude lies within 90 degrees, longitude within 180."),
        "outline_json": _("The outline is not GeoJSON."),
        "outline_type": _("An outline is a Point, a Polygon or a MultiPolygon."),
        "outline_coordinates": _("The outline's coordinates are missing or no pairs."),
        "outline_number": _("The outline holds something that is no number of degrees."),
        "outline_range": _("A position of the outline is not on the globe: longitude comes first."),
        "outline_ring": _("A ring of the outline does not end where it begins, or is too small."),
        "outline_size": _("The outline has too many points: at most 20,000."),
        "no_path": _("It is not said what “%(name)s” lies in."),
        "unknown_path": _(
            "There is no place “%(value)s” that “%(name)s” could lie in; it stands before it."
        ),
        "two_of_that_path": _("“%(value)s” is more than one place; rename one of them first."),
        "sub_district_not_first": _("A sub-district stands in the first row and nowhere else."),
        "other_sub_district": _(
            "The sheet is for the sub-district %(value)s, this one is %(other)s."
        ),
        "no_division_code": _("The sub-district's division code (nine digits) is missing."),
        "no_first_day": _("Say since when the sub-district is in force."),
        "unknown_parent": _("What “%(name)s” should lie in does not exist."),
        "does_not_lie_in": _("A %(kind)s does not lie in a %(other_kind)s."),
        "parent_not_in_force": _("“%(other)s” is not in force on %(value)s."),
        "parent_ends_first": _("“%(other)s” ends on %(value)s, before “%(name)s” does."),
        "name_taken": _("“%(other)s” already has a %(kind)s called “%(name)s”."),
        "code_taken": _("The code %(value)s already belongs to “%(other)s”."),
    }


def refuse_name_taken(place: Place, name: str, on: date, *, parent: Place | None = None) -> None:
    """Refuse a name that another place of the kind bears in the same parent after a day."""
    parent = parent or _tree_parent(place, on)
    if parent is None:
        return
    taken = names_taken(place.sub_district_id, [parent.id], besides=place.id)
    spans = taken.get((parent.id, PlaceKind(place.kind), rules.folded(name)), [])
    if any(span.overlaps(Span(on, place.valid_to)) for span in spans):
        raise refusal_of(Wrong("name_taken", place.kind, parent.name), name)


def _tree_parent(place: Place, on: date) -> Place | None:
    rows = parentages_of(place.sub_district_id, place.id, layer=Layer.TREE)
    lying = [row.parent for row in rows if Span(row.valid_from, row.valid_to).covers(on)]
    return lying[0] if lying else None


def record(actor: Actor, did: str, place: Place, facts: dict[str, Any], at: datetime) -> None:
    """Write into the journal what was done to a place."""
    records.record(actor=actor, did=did, on_kind="places.place", on_id=place.id, facts=facts, at=at)
