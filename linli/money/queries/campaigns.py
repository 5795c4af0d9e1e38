"""Collections found and shown: what everybody sees moves by five households or more, once a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from linli.kernel.actor import Actor
from linli.kernel.numbers import secret_as_meant
from linli.kernel.turnout import Group, Shown, final_groups, from_data, grouped, percent
from linli.money.models import Campaign, Contribution
from linli.money.queries.campaign_houses import houses_now
from linli.money.queries.matters import may_do_at
from linli.money.rules import CampaignState, GiftState, Verb
from linli.money.rules.campaigns import households_asked


@dataclass(frozen=True, slots=True)
class HouseShown:
    """A building, or neighbours together, as everybody sees them; None: too few to say."""

    names: tuple[str, ...]
    households: int
    gave: int | None
    percent: int | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a collection is, as everybody sees it."""

    shown_fen: int
    target_fen: int
    percent: int
    gave: int | None
    """Households that gave; None below the floor."""
    households: int
    asked: int
    """Households asked for; 0: none."""
    houses: tuple[HouseShown, ...]
    on: date | None
    final: bool

    @property
    def households_percent(self) -> int | None:
        """The share of households, in whole percent."""
        if self.gave is None or not self.households:
            return None
        return percent(self.gave, self.households)


def campaign(sub_district_id: UUID, campaign_id: UUID) -> Campaign | None:
    """One collection by its id."""
    return _campaigns(sub_district_id).filter(id=campaign_id).first()


def campaign_by_number(sub_district_id: UUID, number: str) -> Campaign | None:
    """One collection by the number that people know."""
    return _campaigns(sub_district_id).filter(number=number).first()


def campaign_seen_by(actor: Actor, campaign_id: UUID, *, on: date) -> Campaign | None:
    """A collection as the desk finds it: none beyond the reach of the post."""
    found = campaign(actor.sub_district_id, campaign_id)
    if found is None or not may_do_at(actor, Verb.SEE, found.place_id, on=on):
        return None
    return found


def campaigns_of_matter(sub_district_id: UUID, matter_id: UUID) -> list[Campaign]:
    """The collections of a matter, oldest first."""
    return list(_campaigns(sub_district_id).filter(matter_id=matter_id).order_by("id"))


def campaign_of_matter(sub_district_id: UUID, matter_id: UUID) -> Campaign | None:
    """The newest collection of a matter."""
    return _campaigns(sub_district_id).filter(matter_id=matter_id).order_by("-id").first()


def campaigns_at(
    sub_district_id: UUID,
    place_ids: Sequence[UUID],
    *,
    before: UUID | None = None,
    most: int,
) -> list[Campaign]:
    """The newest collections of these places; `before` goes on from a row."""
    rows = _campaigns(sub_district_id).filter(place_id__in=place_ids)
    if before is not None:
        rows = rows.filter(id__lt=before)
    return list(rows.order_by("-id")[:most])


def shown_fen_of(found: Campaign) -> int:
    """The sum that everybody sees: as last shown, or that of the end."""
    return found.received_fen if _ended(found) else found.shown_fen


def progress_of(found: Campaign) -> Progress:
    """What everybody sees: the figures as last shown, or those of the end."""
    ended, fen = _ended(found), shown_fen_of(found)
    houses = houses_now(found)
    if ended:
        groups = final_groups(houses)
        gave = sum(house.took_part for house in houses)
    else:
        kept = from_data(found.shown) if found.shown else Shown(groups=grouped(houses))
        groups, gave = kept.groups, kept.took_part
    heads = sum(house.heads for house in houses)
    return Progress(
        shown_fen=fen,
        target_fen=found.target_fen,
        percent=min(percent(fen, found.target_fen), 100),
        gave=gave or None,
        households=heads,
        asked=households_asked(heads, found.target_percent),
        houses=tuple(map(_house, groups)),
        on=found.shown_on,
        final=ended,
    )


def _ended(found: Campaign) -> bool:
    return found.state != CampaignState.RAISING


def pledge_mark(campaign_id: UUID, account_id: UUID) -> str:
    """By what a signed-in giver finds the own pledge: a keyed hash, useless without the key."""
    words = f"{campaign_id}:{account_id}"
    return salted_hmac("money.pledge", words, algorithm="sha256").hexdigest()


def own_pledge(found: Campaign, account_id: UUID | None) -> Contribution | None:
    """The pledge of somebody signed in, unless it was taken back."""
    if account_id is None:
        return None
    rows = Contribution.objects.filter(
        sub_district_id=found.sub_district_id,
        campaign=found,
        mark=pledge_mark(found.id, account_id),
    )
    return rows.exclude(state=GiftState.WITHDRAWN.value).select_related("building").first()


def gift_by_code(found: Campaign, typed: str) -> Contribution | None:
    """The contribution whose receipt bears this word."""
    code = secret_as_meant(typed)
    if not code:
        return None
    rows = Contribution.objects.filter(sub_district_id=found.sub_district_id, campaign=found)
    return rows.filter(code=code).select_related("building").first()


def campaigns_over(sub_district_id: UUID, *, on: date) -> list[UUID]:
    """The collections whose last day is over and that nobody ended."""
    rows = Campaign.objects.filter(
        sub_district_id=sub_district_id, state=CampaignState.RAISING.value, closes_on__lt=on
    )
    return list(rows.values_list("id", flat=True))


def campaigns_to_show(sub_district_id: UUID, *, on: date) -> list[UUID]:
    """The collections whose progress was not looked at today."""
    rows = Campaign.objects.filter(
        sub_district_id=sub_district_id, state=CampaignState.RAISING.value
    ).exclude(shown_on=on)
    return list(rows.values_list("id", flat=True))


def _house(group: Group) -> HouseShown:
    gave = group.shown or None
    share = percent(group.shown, group.heads) if gave else None
    return HouseShown(group.names, group.heads, gave, share)


def _campaigns(sub_district_id: UUID) -> QuerySet[Campaign]:
    rows = Campaign.objects.filter(sub_district_id=sub_district_id)
    return rows.select_related("place", "fund", "matter")
