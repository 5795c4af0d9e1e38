"""How a sealed file is found and its words are opened; that it was opened is an action's to write."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS
from django.db.models import F, OuterRef, QuerySet, Subquery

from linli.counsel.models import (
    FileEntry,
    FileHand,
    FilePaper,
    GlassBreak,
    MediationGuest,
    Membership,
    Party,
    SealedFile,
    TeamKey,
)
from linli.counsel.queries.keys import about_row, file_key, mark_of
from linli.counsel.rules import POSTS_OF_KIND, FileKind, HandRole, Role, may_open
from linli.kernel.actor import Actor
from linli.tenancy import envelopes
from linli.tenancy.dated import in_force

_PARTY = tuple(
    field.attname for field in Party._meta.concrete_fields if field.name != "sub_district"
)
Row = FileEntry | Party | GlassBreak | MediationGuest
ACCOUNT = "account"
"""The word in a party's closed row that holds the account, where there is one."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file with its key, for one member of its team or for one of its parties."""

    file: SealedFile
    key: bytes = field(repr=False)
    parties: list[Party]
    role: Role | None = None
    hand: HandRole | None = None
    party: Party | None = None

    def read(self, row: Row) -> dict[str, Any]:
        """The words of a row of this file; `body` holds them closed."""
        return read_closed(self.key, self.file.id, row.id, row.body)

    def close(self, row_id: UUID, words: dict[str, Any]) -> bytes:
        """Close words for a row of this file."""
        return close_words(self.key, self.file.id, row_id, words)

    def entries(self, *kinds: str) -> list[FileEntry]:
        """The entries that this reader may see, oldest first."""
        rows = FileEntry.objects.filter(
            sub_district_id=self.file.sub_district_id, file_id=self.file.id
        )
        if kinds:
            rows = rows.filter(kind__in=kinds)
        return [row for row in rows.order_by("id") if self.sees(row)]

    def papers(self) -> list[FilePaper]:
        """The papers that this reader may see, oldest first."""
        rows = FilePaper.objects.filter(
            sub_district_id=self.file.sub_district_id, file_id=self.file.id
        )
        return [row for row in rows.order_by("id") if self.sees(row)]

    def sees(self, row: FileEntry | FilePaper) -> bool:
        """Whether this reader may see a row: the team all, a party what is shared or its own."""
        if self.party is None:
            return True
        return row.shared or row.party_id == self.party.id


def close_words(key: bytes, file_id: UUID, row_id: UUID, words: dict[str, Any]) -> bytes:
    """Close words under a file's key for one row."""
    plain = json.dumps(words, ensure_ascii=False).encode()
    return envelopes.lock(plain, key, about_row(file_id, row_id))


def read_closed(
    key: bytes, file_id: UUID, row_id: UUID, body: bytes | memoryview
) -> dict[str, Any]:
    """Open words that were closed for one row of one file."""
    words: dict[str, Any] = json.loads(envelopes.unlock(body, key, about_row(file_id, row_id)))
    return words


def file_for_team(actor: Actor, file_id: UUID, *, on: date, locked: bool = False) -> Opened | None:
    """A file for a member of its team who may open it; none for everybody else, leaders included."""
    if actor.post is None or actor.account_id is None:
        return None
    rows = _with_parts(actor, actor.account_id, _files(locked=locked), on).filter(id=file_id)
    if locked:
        found, parties = rows.first(), None
    else:
        joined = list(_with_parties(rows))
        found, parties = (
            next(iter(joined), None),
            [_party(row) for row in joined if _has_party(row)],
        )
    if found is None or not _may_open(actor, found):
        return None
    return _opened(found, parties=parties, role=_role(found), hand=_hand(found))


def file_for_party(actor: Actor, file_id: UUID, *, locked: bool = False) -> Opened | None:
    """A file for one of its parties, acting in no post; none for everybody else."""
    if actor.account_id is None or actor.post is not None:
        return None
    found = with_key(_files(locked=locked).filter(sub_district_id=actor.sub_district_id))
    file = found.filter(id=file_id, erased_at=None).first()
    if file is None:
        return None
    mark = mark_of(actor.sub_district_id, actor.account_id)
    rows = list(Party.objects.filter(sub_district_id=file.sub_district_id, file_id=file.id))
    mine = next((row for row in rows if mark and row.mark == mark), None)
    return _opened(file, parties=rows, party=mine) if mine else None


def parties_of_account(sub_district_id: UUID, account_id: UUID) -> QuerySet[Party]:
    """Where an account is a party; found by its mark, so only while the key is here."""
    mark = mark_of(sub_district_id, account_id)
    rows = Party.objects.filter(sub_district_id=sub_district_id).select_related("file__team")
    return rows.filter(mark=mark).order_by("-id") if mark else rows.none()


def membership_of(actor: Actor, team_id: UUID, *, on: date) -> Membership | None:
    """The actor's own part in a team today, in the post acted in."""
    if actor.post is None or actor.account_id is None:
        return None
    return memberships(actor, on=on).filter(team_id=team_id).first()


def memberships(actor: Actor, *, on: date) -> QuerySet[Membership]:
    """The parts that the actor has in teams today, in the post acted in."""
    mine = Membership.objects.filter(
        in_force(on), in_force(on, "team__"), sub_district_id=actor.sub_district_id
    )
    if actor.post is None or actor.account_id is None:
        return mine.none()
    rows = mine.filter(account_id=actor.account_id, post_id=actor.post.post_id)
    return rows.select_related("team")


def read_all(opened: Opened, rows: Iterable[Row]) -> list[tuple[Row, dict[str, Any]]]:
    """Rows with their words."""
    return [(row, opened.read(row)) for row in rows]


def _files(*, locked: bool) -> QuerySet[SealedFile]:
    rows = SealedFile.objects.all()
    return rows.select_for_update(of=("self",)) if locked else rows


def with_key(rows: QuerySet[SealedFile]) -> QuerySet[SealedFile]:
    """Files with the wrapped key of their team and the name of the master that closes it."""
    key = TeamKey.objects.filter(
        sub_district_id=OuterRef("sub_district_id"),
        team_id=OuterRef("team_id"),
        number=OuterRef("key_version"),
    )
    return rows.annotate(
        team_wrapped=Subquery(key.values("wrapped")[:1]),
        team_master=Subquery(key.values("master")[:1]),
    ).select_related("team", "place")


def _with_parts(
    actor: Actor, account_id: UUID, rows: QuerySet[SealedFile], on: date
) -> QuerySet[SealedFile]:
    role = memberships(actor, on=on).filter(team_id=OuterRef("team_id"))
    hand = FileHand.objects.filter(
        sub_district_id=actor.sub_district_id,
        file_id=OuterRef("id"),
        account_id=account_id,
        ended_at=None,
    )
    return with_key(rows.filter(sub_district_id=actor.sub_district_id, erased_at=None)).annotate(
        my_role=Subquery(role.values("role")[:1]), my_hand=Subquery(hand.values("role")[:1])
    )


def _with_parties(rows: QuerySet[SealedFile]) -> QuerySet[SealedFile]:
    """A file once for each of its parties, or once, with the party's columns beside it."""
    columns = {f"party_{name}": F(f"parties__{name}") for name in _PARTY}
    return rows.annotate(**columns).order_by("parties__id")


def _has_party(row: SealedFile) -> bool:
    return row.party_id is not None  # type: ignore[attr-defined]


def _party(row: SealedFile) -> Party:
    here = {"sub_district_id": row.sub_district_id}
    names = [field.attname for field in Party._meta.concrete_fields]
    values = [here[name] if name in here else getattr(row, f"party_{name}") for name in names]
    party = Party.from_db(DEFAULT_DB_ALIAS, names, values)
    party.file = row
    return party


def _hand(found: SealedFile) -> HandRole | None:
    held: str | None = found.my_hand  # type: ignore[attr-defined]
    return HandRole(held) if held else None


def _role(found: SealedFile) -> Role | None:
    held: str | None = found.my_role  # type: ignore[attr-defined]
    return Role(held) if held else None


def _may_open(actor: Actor, found: SealedFile) -> bool:
    kind = FileKind(found.kind)
    return actor.kind in POSTS_OF_KIND[kind] and may_open(kind, _role(found), _hand(found))


def _opened(
    file: SealedFile,
    *,
    parties: list[Party] | None = None,
    role: Role | None = None,
    hand: HandRole | None = None,
    party: Party | None = None,
) -> Opened:
    key = file_key(file, file.team_wrapped, file.team_master)  # type: ignore[attr-defined]
    if parties is None:
        rows = Party.objects.filter(sub_district_id=file.sub_district_id, file_id=file.id)
        parties = list(rows.order_by("id"))
    return Opened(file, key, parties, role=role, hand=hand, party=party)
