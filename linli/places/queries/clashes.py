"""What already bears a name or a code."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from linli.places.models import Parentage, PlaceCode
from linli.places.rules import CodeScheme, Layer, PlaceKind, Span, folded

NamesTaken = dict[tuple[UUID, PlaceKind, str], list[Span]]
CodeHolders = dict[tuple[CodeScheme, str], list[tuple[str, Span]]]


def names_taken(
    sub_district_id: UUID, parent_ids: Collection[UUID], *, besides: UUID | None = None
) -> NamesTaken:
    """Names of what lies in these places, by parent, kind and folded name, with their days."""
    lying = Parentage.objects.filter(
        sub_district_id=sub_district_id, parent_id__in=list(parent_ids), layer=Layer.TREE.value
    )
    if besides is not None:
        lying = lying.exclude(child_id=besides)
    rows = lying.values_list("parent_id", "child__kind", "child__name", "valid_from", "valid_to")
    taken: NamesTaken = {}
    for parent_id, kind, name, first, last in rows:
        taken.setdefault((parent_id, PlaceKind(kind), folded(name)), []).append(Span(first, last))
    return taken


def code_holders(sub_district_id: UUID, codes: Collection[tuple[CodeScheme, str]]) -> CodeHolders:
    """Who bears these codes, and when."""
    rows = PlaceCode.objects.filter(
        sub_district_id=sub_district_id, code__in=[code for _scheme, code in codes]
    ).values_list("scheme", "code", "place__name", "valid_from", "valid_to")
    held: CodeHolders = {}
    for scheme, code, name, first, last in rows:
        held.setdefault((CodeScheme(scheme), code), []).append((name, Span(first, last)))
    return held
