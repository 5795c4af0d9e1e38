"""Finding a place: by what people call it, by where they stand."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Abs, Length, Replace

from linli.places.models import Place, PlaceAlias
from linli.places.queries.tree import (
    LINK,
    LINK_IN_FORCE,
    PLACE,
    Above,
    ancestors_of_many,
    rows_of,
)
from linli.places.rules import Layer, PlaceKind, search_words
from linli.places.rules.names import MAX_WORDS, SAME_SIGNS, plain_sign
from linli.tenancy.dated import in_force
from linli.tenancy.plain import uuid_of

PUBLIC_KINDS = (
    PlaceKind.COMPOUND,
    PlaceKind.COMMUNITY,
    PlaceKind.KEY_SITE,
    PlaceKind.BUILDING,
    PlaceKind.ENTRANCE,
)
"""What anybody may search: no dwellings, no patches or groups. The order breaks ties."""

NEAR_E7 = 100_000
"""About a kilometre north or south; near ones are looked for within it."""

MOST_BELOW = 500
"""Places that several words may name at most; of more, the typist must say more."""


def _plain_sql(column: str) -> str:
    for said, plain in SAME_SIGNS:
        column = f"REPLACE({column}, '{said}', '{plain}')"
    return f"LOWER({column})"


def _plain_name() -> F | Replace:
    """A name with one sign for a building and no spaces, as `plain_sign` gives what was typed."""
    name: F | Replace = F("name")
    for said, plain in SAME_SIGNS:
        name = Replace(name, Value(said), Value(plain))
    return name


_ALIAS = PlaceAlias._meta.db_table
_BELOW_NAMED = f"""
WITH RECURSIVE walk (place_id, met, depth) AS (
  SELECT place.id, 1, 0 FROM {PLACE} place
  WHERE place.sub_district_id = %(tenant)s AND (
    {_plain_sql("place.name")} LIKE %(word1)s ESCAPE '\\'
    OR place.id IN (
      SELECT place_id FROM {_ALIAS}
      WHERE sub_district_id = %(tenant)s AND {_plain_sql("name")} LIKE %(word1)s ESCAPE '\\'
    )
  )
  UNION
  SELECT child.id, walk.met + CASE WHEN {_plain_sql("child.name")} LIKE CASE walk.met
      WHEN 1 THEN %(word2)s WHEN 2 THEN %(word3)s ELSE %(word4)s END ESCAPE '\\'
    THEN 1 ELSE 0 END, walk.depth + 1
  FROM walk
  JOIN {LINK} link ON link.parent_id = walk.place_id AND {LINK_IN_FORCE}
    AND link.layer = '{Layer.TREE}'
  JOIN {PLACE} child ON child.id = link.child_id AND child.sub_district_id = %(tenant)s
  WHERE walk.met < %(last)s
)
SELECT DISTINCT place_id FROM walk WHERE met = %(last)s LIMIT %(most)s
"""  # noqa: S608 - the tables' own names and constants, no input


@dataclass(frozen=True, slots=True)
class Found:
    """A place found, with what tells it from others of its name."""

    id: UUID
    kind: str
    name: str
    community_id: UUID | None
    community: str
    compound: str
    between: tuple[str, ...] = ()
    """Names from the compound down to what the place lies in."""

    @property
    def title(self) -> str:
        """The name as a row shows it: a part of a compound begins with the compound's name."""
        first, *rest = (*self.between, self.name)
        return f"{first} · {' '.join(rest)}" if rest else first

    @property
    def where(self) -> str:
        """The line below the title."""
        return self.community if self.community != self.name else ""


def places_named(
    sub_district_id: UUID,
    text: str,
    *,
    on: date,
    limit: int = 8,
    kinds: Collection[str] = PUBLIC_KINDS,
) -> list[Found]:
    """Places whose name or alias holds what was typed, best first, in two queries.

    Several words narrow from the left, in a third: "颐和庄园 3号楼" finds building 3 in that
    compound. Where that finds nothing, what was typed is taken as one name.
    """
    for typed in search_words(text):
        words = [plain_sign(word) for word in typed]
        held = _holding(sub_district_id, words, on=on)
        found = list(_ranked(held, sub_district_id, words[-1], kinds)[:limit])
        if found:
            return _with_above(sub_district_id, found, on=on)
    return []


def places_near(
    sub_district_id: UUID,
    *,
    lat_e7: int,
    lng_e7: int,
    on: date,
    limit: int = 5,
    kinds: Collection[str] = (PlaceKind.COMPOUND, PlaceKind.KEY_SITE),
) -> list[Found]:
    """Places whose point lies within about a kilometre, nearest first; two queries.

    Nearness counts a degree east as three quarters of a degree north, which is near enough to
    order rows between 30 and 50 degrees of latitude.
    """
    gap = Abs(F("lat_e7") - lat_e7) * 4 + Abs(F("lng_e7") - lng_e7) * 3
    near = (
        Place.objects.filter(
            in_force(on),
            sub_district_id=sub_district_id,
            kind__in=[str(kind) for kind in kinds],
            lat_e7__range=(lat_e7 - NEAR_E7, lat_e7 + NEAR_E7),
            lng_e7__range=(lng_e7 - NEAR_E7, lng_e7 + NEAR_E7),
        )
        .annotate(gap=gap)
        .order_by("gap", "name")
    )
    return _with_above(sub_district_id, list(near[:limit]), on=on)


def _holding(sub_district_id: UUID, words: list[str], *, on: date) -> QuerySet[Place]:
    """Places with the last word in a name of theirs, below places with the words before."""
    found = Place.objects.filter(in_force(on), sub_district_id=sub_district_id)
    if len(words) > 1:
        return found.filter(id__in=_below_named(sub_district_id, words, on=on))
    aliased = PlaceAlias.objects.filter(sub_district_id=sub_district_id).alias(plain=_plain_name())
    held = aliased.filter(plain__icontains=words[0])
    return found.alias(plain=_plain_name()).filter(
        Q(plain__icontains=words[0]) | Q(id__in=held.values("place_id"))
    )


def _below_named(sub_district_id: UUID, words: list[str], *, on: date) -> list[UUID]:
    """Walk down from places named by the first word; each further word is met on the way."""
    likes = [f"%{connection.ops.prep_for_like_query(word.lower())}%" for word in words]
    padded = likes + likes[-1:] * (MAX_WORDS - len(likes))
    params: dict[str, Any] = {f"word{number}": like for number, like in enumerate(padded, start=1)}
    params |= {"last": len(words), "most": MOST_BELOW}
    rows = rows_of(_BELOW_NAMED, sub_district_id, on, params)
    return [uuid_of(row[0]) for row in rows]


def _ranked(
    found: QuerySet[Place], sub_district_id: UUID, word: str, kinds: Collection[str]
) -> QuerySet[Place]:
    """The whole name first, then its beginning, then its middle; a name before an alias."""
    order = [str(kind) for kind in kinds]
    aliases = PlaceAlias.objects.filter(
        sub_district_id=sub_district_id, place=OuterRef("id")
    ).alias(plain=_plain_name())
    rank = Case(
        When(plain=word, then=0),
        When(Exists(aliases.filter(plain=word)), then=1),
        When(plain__istartswith=word, then=2),
        When(Exists(aliases.filter(plain__istartswith=word)), then=3),
        When(plain__icontains=word, then=4),
        default=5,
        output_field=IntegerField(),
    )
    kind_rank = Case(*(When(kind=kind, then=Value(at)) for at, kind in enumerate(order)))
    return (
        found.filter(kind__in=order)
        .alias(plain=_plain_name())
        .annotate(rank=rank, kind_rank=kind_rank, size=Length("name"))
        .order_by("rank", "kind_rank", "size", "name", "id")
    )


def _with_above(sub_district_id: UUID, found: list[Place], *, on: date) -> list[Found]:
    above = ancestors_of_many(sub_district_id, [row.id for row in found], on=on)
    return [_found(row, above.get(row.id)) for row in found]


def _found(row: Place, above: Above | None) -> Found:
    return Found(
        id=row.id,
        kind=row.kind,
        name=row.name,
        community_id=above.community_id if above else None,
        community=above.community_name if above else "",
        compound=above.compound_name if above else "",
        between=_between(above) if above else (),
    )


def _between(above: Above) -> tuple[str, ...]:
    *over, _own = above.chain
    return tuple(over[over.index(above.compound_name) :]) if above.compound_name in over else ()
