"""Guardians, and the files that two of them opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from linli.counsel.models import (
    GlassBreak,
    Guardian,
    Membership,
    Party,
    SealedFile,
    Succession,
    Team,
)
from linli.counsel.queries.keys import file_key
from linli.counsel.queries.opening import Opened, with_key
from linli.counsel.rules import Role
from linli.kernel.actor import Actor
from linli.tenancy.dated import in_force


@dataclass(frozen=True, slots=True)
class GlassShown:
    """A breaking of the glass as its two persons see it: the number of the file, never its words."""

    row: GlassBreak
    mine: bool
    open_now: bool


def guardians(sub_district_id: UUID, *, on: date) -> QuerySet[Guardian]:
    """Who is named on a day, confirmed or not."""
    rows = Guardian.objects.filter(in_force(on), sub_district_id=sub_district_id)
    return rows.order_by("valid_from", "id")


def guardian_of(actor: Actor, *, on: date) -> Guardian | None:
    """The actor's own confirmed guardianship; an administrator has none."""
    if actor.account_id is None or actor.administrator:
        return None
    mine = guardians(actor.sub_district_id, on=on).filter(account_id=actor.account_id)
    return mine.filter(confirmed_at__isnull=False).first()


def glass_breaks(actor: Actor, *, at: datetime) -> list[GlassShown]:
    """What was asked for and opened, newest first; for guardians and those who oversee them."""
    rows = GlassBreak.objects.filter(sub_district_id=actor.sub_district_id)
    found = rows.select_related("file", "file__team").order_by("-asked_at", "-id")[:50]
    return [
        GlassShown(
            row,
            mine=actor.account_id in {row.asked_by_id, row.agreed_by_id},
            open_now=is_open(row, at=at),
        )
        for row in found
    ]


def is_open(row: GlassBreak, *, at: datetime) -> bool:
    """Whether a file stands open to its two guardians now."""
    return row.open_until is not None and at < row.open_until


def file_by_number(sub_district_id: UUID, number: str) -> Opened | None:
    """A file by its number with its key: for the acts of guardians alone, which ask who they are."""
    rows = SealedFile.objects.filter(
        sub_district_id=sub_district_id, number=number.strip(), erased_at=None
    )
    return _with_everything(rows)


def file_behind(row: GlassBreak) -> Opened | None:
    """The file of a breaking with its key."""
    rows = SealedFile.objects.filter(sub_district_id=row.sub_district_id, id=row.file_id)
    return _with_everything(rows.filter(erased_at=None))


def teams_without_director(sub_district_id: UUID, *, on: date) -> list[Team]:
    """Teams that began, that nobody directs today, and so take nobody in."""
    began = Membership.objects.filter(
        sub_district_id=OuterRef("sub_district_id"), team_id=OuterRef("id")
    )
    rows = Team.objects.filter(in_force(on), sub_district_id=sub_district_id)
    led = began.filter(in_force(on), role=Role.DIRECTOR.value)
    return list(rows.filter(Exists(began)).exclude(Exists(led)).order_by("name"))


def succession_of(sub_district_id: UUID, team_id: UUID) -> Succession | None:
    """What one guardian proposed for a team and no other has answered."""
    return Succession.objects.filter(
        sub_district_id=sub_district_id, team_id=team_id, agreed_at=None, refused_at=None
    ).first()


def _with_everything(rows: QuerySet[SealedFile]) -> Opened | None:
    file = with_key(rows).first()
    if file is None:
        return None
    parties = Party.objects.filter(sub_district_id=file.sub_district_id, file_id=file.id)
    key = file_key(file, file.team_wrapped, file.team_master)  # type: ignore[attr-defined]
    return Opened(file, key, list(parties.order_by("id")))
