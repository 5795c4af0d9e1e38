"""Mediations as numbers for those who lead: by community and topic, none below the floor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from linli.counsel.queries.mediation_words import topic_word
from linli.counsel.rules.mediation import Topic
from linli.kernel.tables import PublishedTable, publishable_table
from linli.kernel.tally import FLOOR, publishable
from linli.places import queries as places
from linli.records import queries as records

COUNTED = ("opened", "agreements", "outcome.refused", "confirmation.confirmed", "kept")


@dataclass(frozen=True, slots=True)
class MediationCounts:
    """A table of communities, and the topics beside it."""

    places: Sequence[tuple[str, Sequence[int | None]]]
    topics: Sequence[tuple[str, int | None]]


def mediation_counts(
    sub_district_id: UUID,
    *,
    first: date,
    last: date,
    place_ids: Sequence[UUID] | None = None,
) -> MediationCounts:
    """What came in, was agreed, refused, confirmed, kept between two days; never who."""
    on = last
    floor = max(FLOOR, records.rule_in_force(sub_district_id, "statistics.floor", on=on).count)
    names = [f"counsel.mediation.{one}" for one in COUNTED]
    sums = records.tally_by_place(sub_district_id, names, first=first, last=last)
    known = [
        one
        for one in places.communities(sub_district_id, on=on)
        if place_ids is None or one.id in place_ids
    ]
    table: PublishedTable = publishable_table(
        {one.name: {name: max(0, sums.get((name, one.id), 0)) for name in names} for one in known},
        floor=floor,
    )
    topics = list(Topic)
    found = records.tally_between(
        sub_district_id,
        [f"counsel.mediation.topic.{one.value}" for one in topics],
        first=first,
        last=last,
    )
    parts = publishable(
        [max(0, found.get(f"counsel.mediation.topic.{one.value}", 0)) for one in topics],
        floor=floor,
    ).parts
    return MediationCounts(
        places=[(one.name, [table.count(one.name, name) for name in names]) for one in known],
        topics=[
            (topic_word(one.value), count)
            for one, count in zip(topics, parts, strict=True)
            if count != 0
        ],
    )
