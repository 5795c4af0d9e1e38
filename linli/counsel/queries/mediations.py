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


def mediations_of(actor: Actor, *, on: date) -> QuerySet[SealedFile]:
    """The mediations that the actor's hand or office as director opens."""
    if actor.account_id is None:
        return SealedFile.objects.none()
    mine = memberships(actor, on=on).filter(team__kind=TeamKind.MEDIATION.value)
    led = mine.filter(team_id=OuterRef("team_id"), role=Role.DIRECTOR.value)
    member = mine.filter(team_id=OuterRef("team_id"))
    hand = FileHand.objects.filter(
        sub_district_id=OuterRef("sub_district_id"),
        file_id=OuterRef("id"),
        account_id=actor.account_id,
        ended_at=None,
    )
    rows = SealedFile.objects.filter(
        sub_district_id=actor.sub_district_id, kind=FileKind.MEDIATION.value, erased_at=None
    )
    return rows.filter(Exists(led) | (Exists(member) & Exists(hand)))


def shelf(actor: Actor, name: Shelf, *, on: date, after: UUID | None = None) -> FilePage:
    """One shelf of the actor's files, the newest first."""
    rows = _on_shelf(mediations_of(actor, on=on), name, on)
    if after is not None:
        rows = rows.filter(id__lt=after)
    rows = rows.select_related("place", "team").order_by("-id")
    held = _planned(on).filter(day=on).order_by("first")
    row = Mediation.objects.filter(
        sub_district_id=OuterRef("sub_district_id"), file_id=OuterRef("id")
    )
    found = list(
        rows.annotate(
            today_from=Subquery(held.values("first")[:1]),
            today_to=Subquery(held.values("end")[:1]),
            urgent=Subquery(row.values("urgent")[:1]),
        ).defer("wrapped")[: PAGE + 1]
    )
    lines = [_line(one) for one in found[:PAGE]]
    return FilePage(lines, found[PAGE - 1].id if len(found) > PAGE else None)


def shelf_counts(actor: Actor, *, on: date) -> dict[Shelf, int]:
    """How many files lie on each shelf but that of the closed ones."""
    rows = mediations_of(actor, on=on).filter(closed_on=None)
    counted: dict[str, int] = rows.aggregate(
        open=Count("id"),
        today=Count("id", filter=Exists(_planned(on).filter(day=on))),
        **{
            one.value: Count("id", filter=Q(state__in=[stage.value for stage in stages]))
            for one, stages in _STAGES.items()
        },
    )
    return {Shelf(name): count for name, count in counted.items()}


def hands_waiting(actor: Actor, *, on: date) -> int:
    """How many of a director's files nobody works on yet."""
    held = FileHand.objects.filter(
        sub_district_id=OuterRef("sub_district_id"), file_id=OuterRef("id"), ended_at=None
    )
    return mediations_of(actor, on=on).filter(closed_on=None).exclude(Exists(held)).count()


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
    mine = memberships(actor, on=on).filter(team__kind=TeamKind.MEDIATION.value)
    return [one.team for one in mine.select_related("team__place").order_by("team__name")]


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


def _line(file: Any) -> FileLine:
    today = f"{clock(file.today_from)}–{clock(file.today_to)}" if file.today_from else ""
    return FileLine(
        id=file.id,
        number=file.number,
        place_name=file.place.name,
        team_name=file.team.name,
        topic=file.topic,
        stage=file.state,
        outcome=file.outcome,
        opened_on=file.opened_on,
        due_on=file.due_on,
        closed_on=file.closed_on,
        urgent=bool(file.urgent),
        sitting=today,
    )
