"""A place to be registered, and what may be wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from linli.kernel.geo import MOST_EAST, MOST_NORTH, BadGeometry
from linli.places.rules.codes import CodeScheme, code_fits
from linli.places.rules.dates import Span
from linli.places.rules.kinds import TREE_PARENTS, PlaceKind, SiteKind, may_lie_in
from linli.places.rules.names import MAX_NAME, short_fault
from linli.places.rules.shape import drawn

FURTHEST_AHEAD = timedelta(days=366)
"""A redrawing may be entered when it is announced, not years before."""


@dataclass(frozen=True, slots=True)
class NewPlace:
    """All facts of a place at its start; whoever registers it makes the id.

    `parent_id` and `overlays` may name places of the same batch that stand before it.
    """

    id: UUID
    kind: PlaceKind
    name: str
    parent_id: UUID
    valid_from: date
    valid_to: date | None = None
    overlays: tuple[UUID, ...] = ()
    short: str = ""
    closed_compound: bool = False
    site_kind: str = ""
    lat_e7: int | None = None
    lng_e7: int | None = None
    outline: str = ""
    geometry_invented: bool = False
    aliases: tuple[str, ...] = ()
    codes: tuple[tuple[CodeScheme, str], ...] = ()
    source: str = ""

    @property
    def span(self) -> Span:
        """The days it is in force."""
        return Span(self.valid_from, self.valid_to)


@dataclass(frozen=True, slots=True)
class Parent:
    """What must be known of a place to lie in it."""

    id: UUID
    kind: PlaceKind
    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing wrong: a stable code, and what a sentence about it needs."""

    code: str
    value: str = ""
    other: str = ""


def what_is_wrong(
    new: NewPlace, *, parent: Parent | None, overlays: Sequence[Parent], today: date
) -> Wrong | None:
    """Give the first thing wrong with a place to be registered, or nothing."""
    return next(_faults(new, parent, overlays, today), None)


def _faults(
    new: NewPlace, parent: Parent | None, overlays: Sequence[Parent], today: date
) -> Iterator[Wrong]:
    yield from _wrong_words(new)
    yield from _wrong_dates(new, today)
    yield from _wrong_point(new)
    if parent is None or len(overlays) != len(new.overlays):
        yield Wrong("unknown_parent")
        return
    yield from _wrong_parent(new, parent, in_tree=True)
    for overlay in overlays:
        yield from _wrong_parent(new, overlay, in_tree=False)


def _wrong_words(new: NewPlace) -> Iterator[Wrong]:
    if not new.name:
        yield Wrong("no_name")
    if any(len(name) > MAX_NAME for name in (new.name, *new.aliases)):
        yield Wrong("name_too_long", str(MAX_NAME))
    code, value = short_fault(new.short)
    if code:
        yield Wrong(code, value)
    if new.closed_compound and new.kind is not PlaceKind.COMPOUND:
        yield Wrong("only_compounds_are_closed")
    if new.site_kind and new.site_kind not in set(SiteKind):
        yield Wrong("unknown_site_kind", new.site_kind)
    for scheme, code in new.codes:
        if not code_fits(scheme, code):
            yield Wrong("code_form", code, scheme)


def _wrong_dates(new: NewPlace, today: date) -> Iterator[Wrong]:
    if new.valid_to is not None and new.valid_to < new.valid_from:
        yield Wrong("ends_before_it_begins", new.valid_to.isoformat(), new.valid_from.isoformat())
    if new.valid_from > today + FURTHEST_AHEAD:
        yield Wrong("too_far_ahead", new.valid_from.isoformat())


def _wrong_point(new: NewPlace) -> Iterator[Wrong]:
    if (new.lat_e7 is None) != (new.lng_e7 is None):
        yield Wrong("half_a_point")
    elif new.lat_e7 is not None and new.lng_e7 is not None:
        on_earth = abs(new.lat_e7) <= MOST_NORTH and abs(new.lng_e7) <= MOST_EAST
        if not on_earth:
            yield Wrong("point_off_earth")
    if new.outline:
        yield from _wrong_outline(new.outline)


def _wrong_outline(geojson: str) -> Iterator[Wrong]:
    try:
        drawn(geojson)
    except BadGeometry as error:
        yield Wrong(f"outline_{error.code}")


def _wrong_parent(new: NewPlace, parent: Parent, *, in_tree: bool) -> Iterator[Wrong]:
    fits = may_lie_in(new.kind, parent.kind)
    if not fits or in_tree != (parent.kind in TREE_PARENTS[new.kind]):
        yield Wrong("does_not_lie_in", new.kind, parent.kind)
    if not parent.span.covers(new.valid_from):
        yield Wrong("parent_not_in_force", new.valid_from.isoformat(), parent.name)
    elif not parent.span.holds(new.span):
        yield Wrong("parent_ends_first", str(parent.span.last), parent.name)
