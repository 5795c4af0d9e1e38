"""Deliveries by building and door: what is still to be brought; nothing about who voted."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from linli.elections.models import Delivery, Election
from linli.elections.rules.paper import Delivered, DeliveryOutcome
from linli.places import queries as places
from linli.places.rules import counted

_DONE = Q(outcome__in=[DeliveryOutcome.HANDED.value, DeliveryOutcome.POSTED.value])
_FAILED = Q(outcome=DeliveryOutcome.UNDELIVERED.value)


@dataclass(frozen=True, slots=True)
class Round:
    """What is brought to one building, and how much of it is done."""

    what: str
    building_id: UUID | None
    name: str
    total: int
    done: int
    failed: int

    @property
    def left(self) -> int:
        """What is still to be brought."""
        return self.total - self.done


def rounds_of(election: Election) -> list[Round]:
    """One round for each thing and building, in the order in which people count buildings."""
    rows = list(
        Delivery.objects.filter(sub_district_id=election.sub_district_id, election_id=election.id)
        .values_list("what", "building_id")
        .annotate(
            total=Count("id"), done=Count("id", filter=_DONE), failed=Count("id", filter=_FAILED)
        )
    )
    houses = {building for _what, building, *_sums in rows if building}
    names = places.place_names(election.sub_district_id, houses)
    rounds = [
        Round(what, building, names.get(building, "") if building else "", total, done, failed)
        for what, building, total, done, failed in rows
    ]
    order = [one.value for one in Delivered]
    rounds.sort(key=lambda one: (order.index(one.what), not one.name, counted(one.name)))
    return rounds


def deliveries_at(election: Election, what: str, building_id: UUID | None) -> list[Delivery]:
    """The doors of one round, by number on the roll; no name is read."""
    rows = Delivery.objects.filter(
        sub_district_id=election.sub_district_id,
        election_id=election.id,
        what=what,
        building_id=building_id,
    )
    return list(rows.select_related("line").defer("line__name").order_by("line__number"))


def delivery(sub_district_id: UUID, delivery_id: UUID) -> Delivery | None:
    """One delivery."""
    return Delivery.objects.filter(sub_district_id=sub_district_id, id=delivery_id).first()
