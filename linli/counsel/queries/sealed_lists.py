"""Lists of a team's files without opening one: numbers, places, codes, days."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from linli.counsel.models import FileHand, Membership, Party, SealedFile, Team
from linli.counsel.queries.opening import memberships, parties_of_account
from linli.counsel.rules import FILES_OF, FileKind, Role, TeamKind
from linli.kernel.actor import Actor
from linli.tenancy.dated import in_force

PAGE = 50


def files_in_hand(actor: Actor, kind: FileKind, *, on: date) -> QuerySet[SealedFile]:
    """The files of a kind that the actor opens: by hand, or as director where that is enough."""
    mine = memberships(actor, on=on).filter(team_id=OuterRef("team_id"))
    hands = FileHand.objects.filter(
        sub_district_id=OuterRef("sub_district_id"), file_id=OuterRef("id"), ended_at=None
    )
    if actor.account_id is None:
        return SealedFile.objects.none()
    by_hand = Exists(mine) & Exists(hands.filter(account_id=actor.account_id))
    allowed = Q(by_hand)
    if kind is not FileKind.HELP:
        allowed |= Q(Exists(mine.filter(role=Role.DIRECTOR.value)))
    rows = SealedFile.objects.filter(
        allowed, sub_district_id=actor.sub_district_id, kind=kind.value, erased_at=None
    )
    return rows.select_related("place", "team").defer("wrapped")


def open_files(
    actor: Actor, kind: FileKind, *, on: date, skip: int = 0
) -> tuple[list[SealedFile], bool]:
    """A page of the open ones, what is due first; and whether there are more."""
    rows = files_in_hand(actor, kind, on=on).filter(closed_on=None)
    return _page(rows.order_by(F("due_on").asc(nulls_last=True), "id"), skip)


def closed_files(
    actor: Actor, kind: FileKind, *, on: date, skip: int = 0
) -> tuple[list[SealedFile], bool]:
    """A page of the closed ones, the newest first."""
    rows = files_in_hand(actor, kind, on=on).filter(closed_on__isnull=False)
    return _page(rows.order_by("-closed_on", "-id"), skip)


def unshared_files(actor: Actor, kind: FileKind, *, on: date) -> list[SealedFile]:
    """Open files of teams that the actor directs, in nobody's hand or in one hand too few."""
    led = memberships(actor, on=on).filter(team_id=OuterRef("team_id"), role=Role.DIRECTOR.value)
    hands = FileHand.objects.filter(
        sub_district_id=OuterRef("sub_district_id"), file_id=OuterRef("id"), ended_at=None
    )
    rows = SealedFile.objects.filter(
        Exists(led), sub_district_id=actor.sub_district_id, kind=kind.value, closed_on=None
    )
    lacking = ~Q(Exists(hands))
    if kind is FileKind.HELP:
        lacking = ~Q(Exists(hands.filter(role="handler"))) | ~Q(
            Exists(hands.filter(role="supervisor"))
        )
    return list(rows.filter(lacking).select_related("place", "team").order_by("id")[:PAGE])


def teams_of(actor: Actor, kind: TeamKind, *, on: date) -> list[Team]:
    """The teams of a kind that the actor belongs to in the post acted in."""
    rows = memberships(actor, on=on).filter(team__kind=kind.value)
    return [row.team for row in rows.order_by("team__name")]


def teams_serving(sub_district_id: UUID, kind: TeamKind, *, on: date) -> list[Team]:
    """All teams of a kind, for whoever turns to one."""
    rows = Team.objects.filter(in_force(on), sub_district_id=sub_district_id, kind=kind.value)
    return list(rows.select_related("place").order_by("place__name", "name"))


def colleagues(actor: Actor, team_ids: list[UUID], *, on: date) -> list[Membership]:
    """The other members of teams."""
    rows = Membership.objects.filter(
        in_force(on), sub_district_id=actor.sub_district_id, team_id__in=team_ids
    )
    return [row for row in rows.order_by("name", "id") if row.account_id != actor.account_id]


def members_of(sub_district_id: UUID, team_id: UUID, *, on: date) -> list[Membership]:
    """All members of a team today."""
    rows = Membership.objects.filter(in_force(on), sub_district_id=sub_district_id, team_id=team_id)
    return list(rows.order_by("name", "id"))


def hands_of(file: SealedFile) -> dict[str, str]:
    """Who has a file in hand: names of members by their part."""
    hands = FileHand.objects.filter(
        sub_district_id=file.sub_district_id, file_id=file.id, ended_at=None
    )
    parts = {row.account_id: row.role for row in hands}
    rows = Membership.objects.filter(
        sub_district_id=file.sub_district_id,
        team_id=file.team_id,
        account_id__in=list(parts),
        valid_to=None,
    )
    return {parts[row.account_id]: row.name for row in rows}


def my_files(sub_district_id: UUID, account_id: UUID, kind: FileKind) -> list[Party]:
    """Where an account is a party of a file of a kind that is not erased."""
    rows = parties_of_account(sub_district_id, account_id)
    return list(rows.filter(file__kind=kind.value, file__erased_at=None))


def kind_of_team(kind: FileKind) -> TeamKind:
    """Which kind of team keeps files of a kind."""
    return next(team for team, files in FILES_OF.items() if files is kind)


def _page(rows: QuerySet[SealedFile], skip: int) -> tuple[list[SealedFile], bool]:
    found = list(rows[skip : skip + PAGE + 1])
    return found[:PAGE], len(found) > PAGE
