"""What lies above a place and what lies below it on a day, each in one query.

Parentage is a graph of few levels, walked by a recursive query that both databases know.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from linli.places.models import Parentage, Place
from linli.places.rules import Layer, PlaceKind
from linli.tenancy.plain import fetched, uuid_of

MAX_DEPTH = 8

PLACE = Place._meta.db_table
LINK = Parentage._meta.db_table
LINK_IN_FORCE = (
    "link.sub_district_id = %(tenant)s AND link.valid_from <= %(on)s "
    "AND (link.valid_to IS NULL OR link.valid_to >= %(on)s)"
)

_ABOVE = f"""
WITH RECURSIVE above (start_id, place_id, in_tree, depth) AS (
  SELECT id, id, 1, 0 FROM {PLACE} WHERE sub_district_id = %(tenant)s AND id IN ({{starts}})
  UNION
  SELECT above.start_id, link.parent_id,
         CASE WHEN link.layer = '{Layer.TREE}' THEN above.in_tree ELSE 0 END, above.depth + 1
  FROM above JOIN {LINK} link ON link.child_id = above.place_id AND {LINK_IN_FORCE}
  WHERE above.depth < {MAX_DEPTH}
)
SELECT above.start_id, place.id, place.kind, place.name, above.in_tree, above.depth
FROM above JOIN {PLACE} place ON place.id = above.place_id
WHERE place.sub_district_id = %(tenant)s
ORDER BY above.depth, above.in_tree, place.id
"""  # noqa: S608 - the tables' own names and constants, no input

_BELOW = f"""
WITH RECURSIVE below (place_id, depth) AS (
  SELECT link.child_id, 1 FROM {LINK} link
  WHERE link.parent_id IN ({{starts}}) AND {LINK_IN_FORCE}
  UNION
  SELECT link.child_id, below.depth + 1
  FROM below JOIN {LINK} link ON link.parent_id = below.place_id AND {LINK_IN_FORCE}
  WHERE below.depth < {MAX_DEPTH}
)
SELECT DISTINCT place.id, place.kind
FROM below JOIN {PLACE} place ON place.id = below.place_id
WHERE place.sub_district_id = %(tenant)s
"""  # noqa: S608 - the tables' own names and constants, no input


@dataclass(frozen=True, slots=True)
class Above:
    """A place and all it lies in on a day, overlays included.

    The place itself counts: for a compound, `compound_id` is its own. `chain` names the main
    tree from the sub-district down to the place; `ids` is the place and all above it, nearest
    first: a post that stands at one of them reaches this place.
    """

    place_id: UUID
    place_kind: str
    place_name: str
    sub_district_place: UUID | None = None
    community_id: UUID | None = None
    compound_id: UUID | None = None
    building_id: UUID | None = None
    entrance_id: UUID | None = None
    patch_id: UUID | None = None
    group_id: UUID | None = None
    grid_cell_id: UUID | None = None
    community_name: str = ""
    compound_name: str = ""
    chain: tuple[str, ...] = ()
    ids: tuple[UUID, ...] = ()

    @property
    def where(self) -> str:
        """The chain below the sub-district, as staff read it."""
        return " · ".join(self.chain[1:] or self.chain)


@dataclass(frozen=True, slots=True)
class _Step:
    place_id: UUID
    kind: str
    name: str
    in_tree: bool


_ID_FIELDS = {
    PlaceKind.SUB_DISTRICT: "sub_district_place",
    PlaceKind.COMMUNITY: "community_id",
    PlaceKind.COMPOUND: "compound_id",
    PlaceKind.BUILDING: "building_id",
    PlaceKind.ENTRANCE: "entrance_id",
    PlaceKind.PATCH: "patch_id",
    PlaceKind.RESIDENTS_GROUP: "group_id",
    PlaceKind.GRID_CELL: "grid_cell_id",
}
_NAME_FIELDS = {PlaceKind.COMMUNITY: "community_name", PlaceKind.COMPOUND: "compound_name"}


def ancestors(sub_district_id: UUID, place_id: UUID, *, on: date) -> Above | None:
    """A place and all it lies in on a day; None when there is no such place here."""
    return ancestors_of_many(sub_district_id, [place_id], on=on).get(place_id)


def ancestors_of_many(
    sub_district_id: UUID, place_ids: Iterable[UUID], *, on: date
) -> dict[UUID, Above]:
    """The same for many places, in one query."""
    starts = list(dict.fromkeys(place_ids))
    steps: dict[UUID, list[_Step]] = {}
    for start, found, kind, name, in_tree, _depth in _walk(_ABOVE, sub_district_id, starts, on):
        steps.setdefault(uuid_of(start), []).append(
            _Step(uuid_of(found), kind, name, in_tree=bool(in_tree))
        )
    return {start: _above(start, walked) for start, walked in steps.items()}


def descendants(
    sub_district_id: UUID,
    place_id: UUID | Collection[UUID],
    *,
    on: date,
    kinds: Collection[str] = (),
) -> list[UUID]:
    """All places that lie in a place (or in any of several) on a day, the place itself left out."""
    starts = [place_id] if isinstance(place_id, UUID) else list(place_id)
    wanted = {str(kind) for kind in kinds}
    rows = _walk(_BELOW, sub_district_id, starts, on)
    return [uuid_of(found) for found, kind in rows if not wanted or kind in wanted]


def _above(start: UUID, steps: list[_Step]) -> Above:
    """Fold the steps, nearest first, into one answer; of a kind the nearest counts."""
    seen: dict[str, _Step] = {}
    for step in steps:
        seen.setdefault(step.kind, step)
    tree = {step.place_id: step.name for step in steps if step.in_tree}
    ids: dict[str, Any] = {
        field: seen[kind].place_id for kind, field in _ID_FIELDS.items() if kind in seen
    }
    names: dict[str, Any] = {
        field: seen[kind].name for kind, field in _NAME_FIELDS.items() if kind in seen
    }
    return Above(
        place_id=start,
        place_kind=steps[0].kind,
        place_name=steps[0].name,
        chain=tuple(reversed(tree.values())),
        ids=tuple(dict.fromkeys(step.place_id for step in steps)),
        **ids,
        **names,
    )


def _walk(sql: str, sub_district_id: UUID, starts: list[UUID], on: date) -> list[tuple[Any, ...]]:
    if not starts:
        return []
    names = {f"start{number}": start for number, start in enumerate(starts)}
    statement = sql.format(starts=", ".join(f"%({name})s" for name in names))
    return rows_of(statement, sub_district_id, on, names)


def rows_of(
    sql: str, sub_district_id: UUID, on: date, params: dict[str, Any]
) -> list[tuple[Any, ...]]:
    """Run a statement that names its sub-district and its day."""
    return fetched(sql, {"tenant": sub_district_id, "on": on, **params})
