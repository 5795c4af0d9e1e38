"""Rooms and hours as they stand, and who keeps them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from linli.diary.models import Bookable, OpenTime
from linli.diary.rules import POWERS, WITH_HOURS, BookableKind, Hours, Purpose, Span, Verb
from linli.kernel.actor import Actor
from linli.people import queries as people
from linli.places import queries as places
from linli.places.rules import PlaceKind
from linli.records import queries as records
from linli.tenancy.dated import in_force, not_over


def bookable(sub_district_id: UUID, bookable_id: UUID) -> Bookable | None:
    """One room or person's hours, over or not."""
    rows = Bookable.objects.select_related("place", "post")
    return rows.filter(sub_district_id=sub_district_id, id=bookable_id).first()


def bookables(
    sub_district_id: UUID,
    *,
    on: date,
    kind: BookableKind | None = None,
    purpose: Purpose | None = None,
    place_ids: Collection[UUID] | None = None,
    post_ids: Collection[UUID] | None = None,
) -> list[Bookable]:
    """Rooms and hours in force on a day, narrowed by what is asked; by place and name."""
    rows = Bookable.objects.select_related("place", "post").filter(
        in_force(on), sub_district_id=sub_district_id
    )
    asked = {
        "kind": kind,
        "purpose": purpose,
        "place_id__in": place_ids,
        "post_id__in": post_ids,
    }
    rows = rows.filter(**{name: value for name, value in asked.items() if value is not None})
    return list(rows.order_by("place__name", "kind", "name", "id"))


def hours_of(sub_district_id: UUID, bookable_ids: Collection[UUID], *, on: date) -> list[OpenTime]:
    """Weekly hours that are not over on a day, in the order of the week."""
    rows = OpenTime.objects.select_related("room").filter(
        not_over(on), sub_district_id=sub_district_id, bookable_id__in=bookable_ids
    )
    return list(rows.order_by("weekday", "first", "valid_from", "id"))


def as_rule(row: OpenTime) -> Hours:
    """Hours as the rules know them."""
    return Hours(
        bookable_id=row.bookable_id,
        weekday=row.weekday,
        span=Span(row.first, row.end),
        first_day=row.valid_from,
        last_day=row.valid_to,
        room_id=row.room_id,
    )


def holidays(sub_district_id: UUID) -> frozenset[date]:
    """Announced days off; duty hours rest on them."""
    return records.calendar_for(sub_district_id).rest_days


def may_do_at(actor: Actor, verb: Verb, place_id: UUID, *, on: date) -> bool:
    """Whether the post acted in may do this to rooms and hours of a place."""
    return people.acts_at(actor, POWERS[verb], place_id, on=on)


def may_keep(actor: Actor, one: Bookable, *, on: date) -> bool:
    """Whether the actor keeps this calendar: by post at the place, or as the post it is of."""
    if actor.post is not None and actor.post.post_id == one.post_id:
        return True
    return may_do_at(actor, Verb.KEEP, one.place_id, on=on)


def may_see(actor: Actor, one: Bookable, *, on: date) -> bool:
    """Whether the actor may look at this calendar at the desk."""
    return may_keep(actor, one, on=on) or may_do_at(actor, Verb.SEE, one.place_id, on=on)


def may_take(actor: Actor, one: Bookable, *, on: date) -> bool:
    """Whether the actor may take times of this calendar for the office, or close them."""
    return may_keep(actor, one, on=on) or may_do_at(actor, Verb.TAKE, one.place_id, on=on)


def bookable_seen_by(actor: Actor, bookable_id: UUID, *, on: date) -> Bookable | None:
    """A calendar that the actor may look at."""
    found = bookable(actor.sub_district_id, bookable_id)
    return found if found is not None and may_see(actor, found, on=on) else None


def places_in_reach(actor: Actor, *, on: date) -> list[tuple[UUID, str]]:
    """The sub-district and communities that the post acted in reaches, with their names."""
    tenant = actor.sub_district_id
    root = places.root(tenant)
    found = [root] if root else []
    found += places.places_of_kind(tenant, PlaceKind.COMMUNITY, on=on)
    return [(one.id, one.name) for one in found if may_do_at(actor, Verb.SEE, one.id, on=on)]


def places_kept(actor: Actor, *, on: date) -> list[tuple[UUID, str]]:
    """The places in reach whose rooms and hours the post acted in keeps."""
    found = places_in_reach(actor, on=on)
    return [(key, name) for key, name in found if may_do_at(actor, Verb.KEEP, key, on=on)]


def communities_among(
    sub_district_id: UUID, place_ids: Collection[UUID], *, on: date
) -> list[UUID]:
    """Those of the places that are communities."""
    known = places.communities(sub_district_id, on=on)
    return [one.id for one in known if one.id in set(place_ids)]


def posts_with_hours(actor: Actor, *, on: date) -> list[tuple[UUID, str]]:
    """The posts in reach that can hold hours: those of the office, the community, and confidants."""
    found = people.posts_at(
        actor.sub_district_id,
        [key for key, _name in places_in_reach(actor, on=on)],
        on=on,
        kinds=[one.value for one in WITH_HOURS],
    )
    return [(one.post_id, one.label) for one in found]
