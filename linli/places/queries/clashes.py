"""What already bears a name or a code."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TypeVar
from uuid import UUID

from linli.places.models import Parentage, PlaceCode
from linli.places.rules import CodeScheme, Layer, PlaceKind, Span, folded

Key = TypeVar("Key")
_AT_A_TIME = 10_000

NamesTaken = dict[tuple[UUID, PlaceKind, str], list[Span]]
CodeHolders = dict[tuple[CodeScheme, str], list[tuple[str, Span]]]


def names_taken(
    sub_district_id: UUID, parent_ids: Collection[UUID], *, besides: UUID | None = None
) -> NamesTaken:
    """Names of what lies in these places, by parent, kind and folded name, with their days."""
    taken: NamesTaken = {}
    lying = Parentage.objects.filter(sub_district_id=sub_district_id, layer=Layer.TREE.value)
    if besides is not None:
        lying = lying.exclude(child_id=besides)
    for some in _in_parts(parent_ids):
        rows = lying.filter(parent_id__in=some).values_list(
            "parent_id", "child__kind", "child__name", "valid_from", "valid_to"
        )
        for parent_id, kind, name, first, last in rows:
            key = (parent_id, PlaceKind(kind), folded(name))
            taken.setdefault(key, []).append(Span(first, last))
    return taken


def code_holders(sub_district_id: UUID, codes: Collection[tuple[CodeScheme, str]]) -> CodeHolders:
    """Who bears these codes, and when."""
    held: CodeHolders = {}
    bearing = PlaceCode.objects.filter(sub_district_id=sub_district_id)
    for some in _in_parts({code for _scheme, code in codes}):
        rows = bearing.filter(code__in=some).values_list(
            "scheme", "code", "place__name", "valid_from", "valid_to"
        )
        for scheme, code, name, first, last in rows:
            held.setdefault((CodeScheme(scheme), code), []).append((name, Span(first, last)))
    return held


def _in_parts(keys: Collection[Key]) -> Iterator[list[Key]]:
    """So many keys at a time as one statement of SQLite takes."""
    listed = list(keys)
    for at in range(0, len(listed), _AT_A_TIME):
        yield listed[at : at + _AT_A_TIME]
