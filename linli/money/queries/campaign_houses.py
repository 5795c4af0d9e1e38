"""Who could give, by building; how many did; what is still to be entered in the books."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from linli.kernel.turnout import House
from linli.money.models import Campaign, CampaignHouse, Contribution
from linli.money.rules import GiftState
from linli.money.rules.campaigns import households_asked, is_reached
from linli.places import queries as places
from linli.places.rules import PlaceKind

_KEPT = [GiftState.RECEIVED.value, GiftState.REFUNDED.value]


def houses_below(sub_district_id: UUID, place_id: UUID, *, on: date) -> dict[UUID, int]:
    """How many dwellings each building of a place has today."""
    dwellings = places.descendants(sub_district_id, place_id, on=on, kinds=[PlaceKind.DWELLING])
    above = places.ancestors_of_many(sub_district_id, dwellings, on=on)
    counted = Counter(found.building_id for found in above.values() if found.building_id)
    return dict(counted)


def buildings_of(campaign: Campaign) -> list[tuple[UUID, str]]:
    """The buildings from which one may give, by name."""
    rows = CampaignHouse.objects.filter(
        sub_district_id=campaign.sub_district_id, campaign=campaign
    ).select_related("building")
    return sorted(((row.building_id, row.building.name) for row in rows), key=_by_name)


def buildings_at(sub_district_id: UUID, place_id: UUID, *, on: date) -> list[tuple[UUID, str]]:
    """The buildings of a place, by name."""
    ids = places.descendants(sub_district_id, place_id, on=on, kinds=[PlaceKind.BUILDING])
    names = places.place_names(sub_district_id, ids)
    return sorted(names.items(), key=_by_name)


def houses_now(campaign: Campaign) -> list[House]:
    """Each building with its households and those that gave; who named no building is not in it."""
    rows = CampaignHouse.objects.filter(
        sub_district_id=campaign.sub_district_id, campaign=campaign
    ).select_related("building")
    gave = _gave(campaign)
    houses = [
        House(
            key=str(row.building_id),
            name=row.building.name,
            heads=row.households,
            took_part=min(gave.get(row.building_id, 0), row.households),
        )
        for row in rows
    ]
    return sorted(houses, key=lambda house: _in_numbers(house.name))


def households(campaign: Campaign) -> int:
    """How many households could give."""
    rows = CampaignHouse.objects.filter(sub_district_id=campaign.sub_district_id, campaign=campaign)
    return sum(rows.values_list("households", flat=True))


def is_reached_now(campaign: Campaign) -> bool:
    """Whether money and households have come as asked."""
    asked = households_asked(households(campaign), campaign.target_percent)
    return is_reached(
        received_fen=campaign.received_fen,
        target_fen=campaign.target_fen,
        paid=campaign.receipts,
        asked=asked,
    )


def waiting_to_enter(campaign: Campaign) -> int:
    """How many receipts are not in the books yet."""
    rows = Contribution.objects.filter(
        sub_district_id=campaign.sub_district_id,
        campaign=campaign,
        state__in=_KEPT,
    )
    return rows.filter(Q(receipt_voucher=None) | Q(receipt_voucher__state="returned")).count()


def _gave(campaign: Campaign) -> Mapping[UUID | None, int]:
    rows = Contribution.objects.filter(
        sub_district_id=campaign.sub_district_id, campaign=campaign, state__in=_KEPT
    )
    counted = rows.values("building_id").annotate(count=Count("id"))
    return {row["building_id"]: row["count"] for row in counted}


def _by_name(one: tuple[UUID, str]) -> tuple[int, str]:
    return _in_numbers(one[1])


def _in_numbers(name: str) -> tuple[int, str]:
    digits = "".join(sign for sign in name if sign.isdigit())
    return int(digits or 0), name
