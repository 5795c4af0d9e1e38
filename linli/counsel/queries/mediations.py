"""Lists of mediations without opening one: numbers, communities, topics, days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from linli.counsel.models import (
    FileHand,
    Mediation,
    Membership,
    RaisedDispute,
    SealedFile,
    Sitting,
    Team,
)
from linli.counsel.queries.opening import memberships
from linli.counsel.rules import FileKind, Role, TeamKind
from linli.counsel.rules.mediation import SittingState, Stage
from linli.diary.rules import clock
from linli.kernel.actor import Actor
from linli.places import queries as places
from linli.tenancy.dated import in_force

PAGE = 50
_COLUMNS = (
    *("id", "number", "place__name", "team__name", "topic", "state", "outcome"),
    *("opened_on", "due_on", "closed_on"),
)
"""What a list reads; nothing closed, and no more than its lines show."""


class Shelf(StrEnum):
    """How the desk sorts its files."""

    TODAY = "today"
    OPEN = "open"
    WAITING = "waiting"
    CONFIRMING = "confirming"
    FOLLOW_UP = "follow_up"
    CLOSED = "closed"


_STAGES: Mapping[Shelf, tuple[Stage, ...]] = {
    Shelf.WAITING: (Stage.RECEIVED, Stage.WAITING, Stage.CHOOSING),
    Shelf.CONFIRMING: (Stage.CONFIRMING,),
    Shelf.FOLLOW_UP: (Stage.PERFORMING,),
}


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file in a list: nothing of what it says."""

    id: UUID
    number: str
    place_name: str
    team_name: str
    topic: str
    stage: str
    outcome: str
    opened_on: date
    due_on: date | None
    closed_on: date | None
    urgent: bool
    sitting: str
    """When the talk is held today."""


@dataclass(frozen=True, slots=True)
class FilePage:
    """A page of a list, and where the next begins."""

    lines: list[FileLine]
    after: UUID | None


@dataclass(frozen=True, slots=True)
class Parts:
    """The mediation rooms in which somebody works, and those that the same one directs."""

    teams: list[Team]
    led: frozenset[UUID]


def parts_of(actor: Actor, *, on: date) -> Parts:
    """The actor's rooms in the post acted in, asked once for a page."""
    mine = memberships(actor, on=on).filter(team__kind=TeamKind.MEDIATION.value)
    rows = list(mine.select_related("team__place").order_by("team__name"))
    led = frozenset(one.team_id for one in rows if one.role == Role.DIRECTOR)
    return Parts([one.team for one in rows], led)


def mediations_of(actor: Actor, *, on: date, parts: Parts | None = None) -> QuerySet[SealedFile]:
    """The mediations that the actor's hand or office as director opens."""
    mine = parts or parts_of(actor, on=on)
    if actor.account_id is None:
        return SealedFile.objects.none()
    hand = FileHand.objects.filter(
        sub_district_id=OuterRef("sub_district_id"),
        file_id=OuterRef("id"),
        account_id=actor.account_id,
        ended_at=None,
    )
    rows = SealedFile.objects.filter(
        sub_district_id=actor.sub_district_id, kind=FileKind.MEDIATION.value, erased_at=None
    )
    # Rooms are named one by one, so that an index leads to their files.
    of_mine = rows.filter(team_id__in=[one.id for one in mine.teams])
    if len(mine.led) == len(mine.teams):
        return of_mine
    return of_mine.filter(Q(team_id__in=list(mine.led)) | Q(Exists(hand)))


def shelf(
    actor: Actor,
    name: Shelf,
    *,
    on: date,
    after: UUID | None = None,
    parts: Parts | None = None,
) -> FilePage:
    """One shelf of the actor's files, the newest first; what a line shows is asked for its own."""
    shelved = _on_shelf(mediations_of(actor, on=on, parts=parts), name, on)
    if after is not None:
        shelved = shelved.filter(id__lt=after)
    ids = list(shelved.order_by("-id").values_list("id", flat=True)[: PAGE + 1])
    rows = SealedFile.objects.filter(sub_district_id=actor.sub_district_id, id__in=ids[:PAGE])
    rows = rows.order_by("-id")
    held = _planned(on).filter(day=on).order_by("first")
    row = Mediation.objects.filter(
        sub_district_id=OuterRef("sub_district_id"), file_id=OuterRef("id")
    )
    found = list(
        rows.annotate(
            today_from=Subquery(held.values("first")[:1]),
            today_to=Subquery(held.values("end")[:1]),
            urgent=Subquery(row.values("urgent")[:1]),
        ).values(*_COLUMNS, "today_from", "today_to", "urgent")
    )
    lines = [_line(**one) for one in found]
    return FilePage(lines, lines[-1].id if len(ids) > PAGE else None)


def shelf_counts(
    actor: Actor, *, on: date, parts: Parts | None = None
) -> tuple[dict[Shelf, int], int]:
    """How many files lie on each shelf but that of the closed ones, and on how many nobody works."""
    held = FileHand.objects.filter(
        sub_district_id=OuterRef("sub_district_id"), file_id=OuterRef("id"), ended_at=None
    )
    rows = mediations_of(actor, on=on, parts=parts).filter(closed_on=None)
    counted: dict[str, int] = rows.aggregate(
        open=Count("id"),
        today=Count("id", filter=Q(id__in=_today(actor, on))),
        unheld=Count("id", filter=~Exists(held)),
        **{
            one.value: Count("id", filter=Q(state__in=[stage.value for stage in stages]))
            for one, stages in _STAGES.items()
        },
    )
    unheld = counted.pop("unheld")
    return {Shelf(name): count for name, count in counted.items()}, unheld


def file_numbered(actor: Actor, number: str, *, on: date) -> UUID | None:
    """One of the actor's own files by its number."""
    rows = mediations_of(actor, on=on).filter(number__iexact=number.strip())
    return rows.values_list("id", flat=True).first()


def mediation_teams(sub_district_id: UUID, *, on: date, place_id: UUID | None = None) -> list[Team]:
    """The rooms that take in a dispute of a community: its own before those of the sub-district."""
    rows = Team.objects.filter(
        in_force(on), sub_district_id=sub_district_id, kind=TeamKind.MEDIATION.value
    ).select_related("place")
    if place_id is None:
        return list(rows.order_by("place__name", "name"))
    root = places.root(sub_district_id)
    near = [place_id, *([root.id] if root else [])]
    found = list(rows.filter(place_id__in=near).order_by("name"))
    return sorted(found, key=lambda one: (near.index(one.place_id), one.name))


def my_teams(actor: Actor, *, on: date) -> list[Team]:
    """The mediation rooms in which the actor works, in the post acted in."""
    return parts_of(actor, on=on).teams


def mediators_of(sub_district_id: UUID, team_id: UUID, *, on: date) -> list[Membership]:
    """The members of a room today."""
    rows = Membership.objects.filter(in_force(on), sub_district_id=sub_district_id, team_id=team_id)
    return list(rows.order_by("role", "name"))


def raised_disputes(sub_district_id: UUID, *, limit: int = PAGE) -> list[RaisedDispute]:
    """What teams told the sub-district, without a way to the files; unanswered ones first."""
    rows = RaisedDispute.objects.filter(sub_district_id=sub_district_id).defer("file")
    found = rows.select_related("place").order_by("-raised_at")[:limit]
    return sorted(found, key=lambda one: one.answered_at is not None)


def raised_dispute(sub_district_id: UUID, raised_id: UUID) -> RaisedDispute | None:
    """One of them."""
    rows = RaisedDispute.objects.filter(sub_district_id=sub_district_id, id=raised_id)
    return rows.select_related("place").first()


def sittings_today(actor: Actor, *, on: date, days: int = 0) -> list[Sitting]:
    """The actor's talks of a day or the days after it, by time."""
    rows = Sitting.objects.filter(
        sub_district_id=actor.sub_district_id,
        state=SittingState.PLANNED.value,
        day__range=(on, on + timedelta(days=days)),
        file__in=mediations_of(actor, on=on).values("id"),
    )
    return list(rows.select_related("file").order_by("day", "first"))


def _today(actor: Actor, on: date) -> QuerySet[Sitting, UUID]:
    """The files of the day's talks."""
    rows = Sitting.objects.filter(
        sub_district_id=actor.sub_district_id, state=SittingState.PLANNED.value, day=on
    )
    return rows.values_list("file_id", flat=True)


def _planned(_on: date) -> QuerySet[Sitting]:
    return Sitting.objects.filter(
        sub_district_id=OuterRef("sub_district_id"),
        file_id=OuterRef("id"),
        state=SittingState.PLANNED.value,
    )


def _on_shelf(rows: QuerySet[SealedFile], name: Shelf, on: date) -> QuerySet[SealedFile]:
    if name is Shelf.CLOSED:
        return rows.filter(closed_on__isnull=False)
    rows = rows.filter(closed_on=None)
    if name is Shelf.TODAY:
        return rows.filter(Exists(_planned(on).filter(day=on)))
    stages = _STAGES.get(name)
    return rows.filter(state__in=[one.value for one in stages]) if stages else rows


def _line(*, today_from: int | None, today_to: int | None, **columns: Any) -> FileLine:
    return FileLine(
        id=columns["id"],
        number=columns["number"],
        place_name=columns["place__name"],
        team_name=columns["team__name"],
        topic=columns["topic"],
        stage=columns["state"],
        outcome=columns["outcome"],
        opened_on=columns["opened_on"],
        due_on=columns["due_on"],
        closed_on=columns["closed_on"],
        urgent=bool(columns["urgent"]),
        sitting=f"{clock(today_from)}–{clock(today_to or today_from)}" if today_from else "",
    )
