"""Reads of the journal: what happened to a record, who read it, whether the chain holds."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Model, QuerySet, TextField
from django.db.models.functions import Cast

from linli.records import rules
from linli.records.models import AccessEntry, AuditEntry, AuditSeal

_ENTRIES = 2000
_SEALS = 20
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with the journal, and the row it is in."""

    kind: str
    row: str
    detail: str


def digest_fields(entry: AuditEntry) -> dict[str, Any]:
    """What a row's digest covers: every column but the digest itself."""
    return {
        "id": str(entry.id),
        "sub_district": str(entry.sub_district_id),
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor_id": str(entry.actor_id or ""),
        "actor_label": entry.actor_label,
        "did": entry.did,
        "on_kind": entry.on_kind,
        "on_id": str(entry.on_id),
        "facts": entry.facts,
        "proof": entry.proof,
    }


def last_seal(sub_district_id: UUID) -> AuditSeal | None:
    """The newest link of the chain."""
    return AuditSeal.objects.filter(sub_district_id=sub_district_id).order_by("-seq").first()


def journal_head(sub_district_id: UUID) -> str:
    """The hash that public notices print; it stands for all sealed entries."""
    seal = last_seal(sub_district_id)
    return seal.hash if seal else rules.GENESIS


def link_of(seal: AuditSeal) -> rules.Link:
    """A seal as its hash sees it."""
    return rules.Link(
        sub_district=str(seal.sub_district_id),
        seq=seal.seq,
        sealed_at=seal.sealed_at,
        reaches=str(seal.reaches),
        prev_hash=seal.prev_hash,
        members=seal.members,
    )


def unsealed_entries(
    sub_district_id: UUID, newest: AuditSeal | None, *, limit: int | None = None
) -> list[tuple[UUID, str]]:
    """Id and digest of the oldest entries that no seal holds yet.

    It looks back from where the chain reaches by the longest write, for transactions that
    began before an entry already sealed and committed after it.
    """
    entries = AuditEntry.objects.filter(sub_district_id=sub_district_id).only("id", "digest")
    sealed: set[UUID] = set()
    if newest is not None:
        floor = rules.id_floor(newest.reaches)
        entries = entries.filter(id__gte=floor)
        sealed = _sealed_since(sub_district_id, floor)
    rows = paged(entries, by="id", size=_ENTRIES)
    return list(islice(((row.id, row.digest) for row in rows if row.id not in sealed), limit))


def oldest_unsealed(sub_district_id: UUID) -> datetime | None:
    """When the oldest entry that no seal holds yet was written."""
    found = unsealed_entries(sub_district_id, last_seal(sub_district_id), limit=1)
    if not found:
        return None
    return AuditEntry.objects.get(sub_district_id=sub_district_id, id=found[0][0]).at


def _sealed_since(sub_district_id: UUID, floor: UUID) -> set[UUID]:
    """Sealed entries from an id on; where a link does not reach it, none before does."""
    seals = AuditSeal.objects.filter(sub_district_id=sub_district_id)
    found: set[UUID] = set()
    for seal in paged(seals, by="-seq", size=_SEALS):
        if seal.reaches < floor:
            break
        found.update(key for key in rules.members_in(seal.members) if key >= floor)
    return found


def entries_on(sub_district_id: UUID, on_id: UUID) -> list[AuditEntry]:
    """What was done to one record, oldest first."""
    found = AuditEntry.objects.filter(sub_district_id=sub_district_id, on_id=on_id)
    return list(found.order_by("id"))


def who_did(sub_district_id: UUID, on_id: UUID, acts: Iterable[str]) -> frozenset[UUID]:
    """The accounts that did any of these acts on a record."""
    rows = AuditEntry.objects.filter(
        sub_district_id=sub_district_id, on_id=on_id, did__in=list(acts), actor_id__isnull=False
    )
    found = rows.order_by().values_list("actor_id", flat=True).distinct()
    return frozenset(actor_id for actor_id in found if actor_id)


def accesses_to(sub_district_id: UUID, *subject_ids: UUID, limit: int = 50) -> list[AccessEntry]:
    """Who among staff read what about one subject or several, newest first."""
    found = AccessEntry.objects.filter(sub_district_id=sub_district_id, subject_id__in=subject_ids)
    return list(found.order_by("-id")[:limit])


def acts_shown(
    sub_district_id: UUID, *, room: str = "", before: UUID | None = None, limit: int = 51
) -> list[AuditEntry]:
    """What was done, newest first, in all rooms or one; by post and record, never by person."""
    found = AuditEntry.objects.filter(sub_district_id=sub_district_id)
    if room:
        found = found.filter(did__startswith=f"{room}.")
    if before:
        found = found.filter(id__lt=before)
    return list(found.order_by("-id")[:limit])


def readings_shown(
    sub_district_id: UUID, *, before: UUID | None = None, limit: int = 51
) -> list[AccessEntry]:
    """Who among staff opened or exported what, newest first; whose record it was is left out."""
    found = AccessEntry.objects.filter(sub_district_id=sub_district_id)
    if before:
        found = found.filter(id__lt=before)
    return list(found.defer("subject_id").order_by("-id")[:limit])


def journal_size(sub_district_id: UUID) -> tuple[int, int]:
    """How many entries and how many seals there are."""
    entries = AuditEntry.objects.filter(sub_district_id=sub_district_id).count()
    return entries, AuditSeal.objects.filter(sub_district_id=sub_district_id).count()


def chain_holds_hash(sub_district_id: UUID, wanted: str) -> bool:
    """Whether a head that was printed once is a link of the chain: nothing before it went."""
    found = AuditSeal.objects.filter(sub_district_id=sub_district_id, hash=wanted)
    return wanted == rules.GENESIS or found.exists()


def journal_faults(
    sub_district_id: UUID, *, on_seal: Callable[[], object] = bool
) -> Iterator[Fault]:
    """Walk the whole chain and name every row that was altered, added behind or taken out.

    `on_seal` is called after each link, for a progress bar.
    """
    newest = last_seal(sub_district_id)
    floor = rules.id_floor(newest.reaches) if newest else UUID(int=0)
    old, seq, prev_hash = 0, 0, rules.GENESIS
    for seal in paged(
        AuditSeal.objects.filter(sub_district_id=sub_district_id), by="seq", size=_SEALS
    ):
        if seal.seq != seq + 1 or seal.prev_hash != prev_hash:
            yield Fault("broken", f"seal {seal.seq}", f"it does not follow seal {seq}")
        if seal.hash != link_of(seal).hash:
            yield Fault("altered", f"seal {seal.seq}", "its hash does not fit its content")
        found = _members_found(seal)
        yield from _member_faults(seal, found)
        old += sum(key < floor for key in found)
        seq, prev_hash = seal.seq, seal.hash
        on_seal()
    yield from _open_faults(sub_district_id, floor)
    yield from _added_faults(sub_district_id, floor, old)


def _members_found(seal: AuditSeal) -> dict[UUID, AuditEntry]:
    """The rows of the entries that a seal holds."""
    members = list(rules.members_in(seal.members))
    rows = _as_written(
        AuditEntry.objects.filter(sub_district_id=seal.sub_district_id, id__in=members)
    )
    return {entry.id: entry for entry in rows}


def _member_faults(seal: AuditSeal, found: Mapping[UUID, AuditEntry]) -> Iterator[Fault]:
    for key, digest in rules.members_in(seal.members).items():
        entry = found.get(key)
        if entry is None:
            yield Fault("missing", f"audit entry {key}", f"seal {seal.seq} holds it, no row does")
        elif not digest == entry.digest == _digest(entry) or _rewritten(entry):
            yield _altered(entry)


def _open_faults(sub_district_id: UUID, floor: UUID) -> Iterator[Fault]:
    """Entries too young to be looked for in a seal are checked by their own digest."""
    entries = _as_written(AuditEntry.objects.filter(sub_district_id=sub_district_id, id__gte=floor))
    sealed = _sealed_since(sub_district_id, floor)
    for entry in paged(entries, by="id", size=_ENTRIES):
        if entry.id not in sealed and (entry.digest != _digest(entry) or _rewritten(entry)):
            yield _altered(entry)


def _added_faults(sub_district_id: UUID, floor: UUID, old: int) -> Iterator[Fault]:
    """Entries older than what the chain reaches that no seal holds: put in afterwards."""
    entries = AuditEntry.objects.filter(sub_district_id=sub_district_id, id__lt=floor)
    if entries.count() == old:
        return
    # Only now are all members held in memory at once.
    sealed = _sealed_since(sub_district_id, UUID(int=0))
    for entry in paged(entries.only("id"), by="id", size=_ENTRIES):
        if entry.id not in sealed:
            detail = "it is older than the chain reaches and in no seal"
            yield Fault("added", f"audit entry {entry.id}", detail)


def _rewritten(entry: AuditEntry) -> bool:
    """Whether the text of the facts is another than was written, though it means the same.

    PostgreSQL keeps no such text.
    """
    raw = getattr(entry, "facts_text", None)
    return raw is not None and raw != json.dumps(entry.facts)


def _as_written(entries: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
    """Entries with the text of their facts, where the database keeps it as it was written."""
    if connection.vendor != "sqlite":
        return entries
    return entries.annotate(facts_text=Cast("facts", TextField()))


def _altered(entry: AuditEntry) -> Fault:
    detail = f"{entry.did} on {entry.on_kind} {entry.on_id}"
    return Fault("altered", f"audit entry {entry.id}", detail)


def _digest(entry: AuditEntry) -> str:
    return rules.entry_digest(digest_fields(entry))


def paged(found: QuerySet[Row], *, by: str, size: int) -> Iterator[Row]:
    """All rows in the order of a unique column, a page at a time: few in memory, none locked."""
    column, later = by.removeprefix("-"), "lt" if by.startswith("-") else "gt"
    page = list(found.order_by(by)[:size])
    while page:
        yield from page
        last = getattr(page[-1], column)
        page = list(found.filter(**{f"{column}__{later}": last}).order_by(by)[:size])
