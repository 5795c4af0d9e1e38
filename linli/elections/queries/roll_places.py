"""The buildings of a roll's place, found by how an office writes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from linli.places import queries as places
from linli.places.rules import PlaceKind, folded


@dataclass(frozen=True, slots=True)
class Buildings:
    """Buildings by name, each with the compound it lies in."""

    by_name: dict[str, list[tuple[str, UUID]]]

    def named(self, compound: str, building: str) -> list[UUID]:
        """The buildings that a row may mean; a compound narrows them down where one is named."""
        found = self.by_name.get(folded(building), [])
        wanted = folded(compound)
        return [one for where, one in found if not wanted or where == wanted]

    def one(self, compound: str, building: str) -> UUID:
        """The building that a checked row names."""
        return self.named(compound, building)[0]


def buildings_of(sub_district_id: UUID, place_id: UUID, *, on: date) -> Buildings:
    """All buildings below a place on a day."""
    found = places.descendants(sub_district_id, place_id, on=on, kinds=[PlaceKind.BUILDING])
    names = places.place_names(sub_district_id, found)
    above = places.ancestors_of_many(sub_district_id, found, on=on)
    by_name: dict[str, list[tuple[str, UUID]]] = {}
    for building in found:
        where = above.get(building)
        compound = folded(where.compound_name or "") if where else ""
        by_name.setdefault(folded(names.get(building, "")), []).append((compound, building))
    return Buildings(by_name)
