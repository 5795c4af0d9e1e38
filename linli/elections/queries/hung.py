"""Notices of elections as a place's notice board shows them beside all others."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from linli.elections.models import Notice


@dataclass(frozen=True, slots=True)
class HungNotice:
    """A notice of an election on a board: what it says in a line, since when, until when."""

    id: UUID
    election_uuid: str
    election_title: str
    number: int
    title: str
    place_id: UUID
    posted_on: date
    until: date
    down_on: date | None
    digest: str
    made_by: str
    made_at: datetime


_FIELDS = (
    "id",
    "election__uuid",
    "election__title",
    "number",
    "title",
    "election__place_id",
    "posted_on",
    "until",
    "taken_down_on",
    "digest",
    "made_by",
    "made_at",
)


def notices_at(
    sub_district_id: UUID,
    place_ids: Collection[UUID],
    *,
    on: date,
    hanging: bool | None = None,
    after: tuple[date, UUID] | None = None,
    limit: int,
) -> list[HungNotice]:
    """Notices of these places: those that hang, the first to end on top; others by newest end.

    `after` pages on: the last day and the id of the row before.
    """
    rows = _at(sub_district_id, place_ids)
    if hanging is not None:
        rows = rows.filter(_hangs(on)) if hanging else rows.exclude(_hangs(on))
    if after:
        day, row_id = after
        further = Q(until__gt=day) if hanging else Q(until__lt=day)
        same = Q(until=day, id__gt=row_id) if hanging else Q(until=day, id__lt=row_id)
        rows = rows.filter(further | same)
    order = ("until", "id") if hanging else ("-until", "-id")
    return [HungNotice(*values) for values in rows.order_by(*order).values_list(*_FIELDS)[:limit]]


def newest_notices_at(
    sub_district_id: UUID, place_ids: Collection[UUID], *, limit: int
) -> list[HungNotice]:
    """The notices of these places that went up last."""
    rows = _at(sub_district_id, place_ids).order_by("-made_at", "-id")
    return [HungNotice(*values) for values in rows.values_list(*_FIELDS)[:limit]]


def notice_counts_at(
    sub_district_id: UUID, place_ids: Collection[UUID], *, on: date
) -> tuple[int, int]:
    """How many notices of these places hang, and how many there are."""
    found = _at(sub_district_id, place_ids).aggregate(
        hanging=Count("id", filter=_hangs(on)), all=Count("id")
    )
    return found["hanging"], found["all"]


def notices_by_digest(sub_district_id: UUID, begins: str, *, limit: int = 5) -> list[HungNotice]:
    """Notices whose fingerprint begins so."""
    rows = Notice.objects.filter(sub_district_id=sub_district_id, digest__startswith=begins)
    return [HungNotice(*values) for values in rows.order_by("-id").values_list(*_FIELDS)[:limit]]


def _at(sub_district_id: UUID, place_ids: Collection[UUID]) -> QuerySet[Notice]:
    return Notice.objects.filter(
        sub_district_id=sub_district_id, election__place_id__in=list(place_ids)
    )


def _hangs(on: date) -> Q:
    return Q(until__gte=on, taken_down_on=None)
