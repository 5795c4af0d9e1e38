"""Reads of the journal: what happened to a record, who read it, whether the chain holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from typing import Any
from uuid import UUID

from linli.records import rules
from linli.records.models import AccessEntry, AuditEntry, AuditSeal

_CHUNK = 2000


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


def unsealed_entries(sub_district_id: UUID) -> list[tuple[str, str]]:
    """Id and digest of entries that no seal holds yet, oldest first.

    It looks back before the last seal by the longest write, for transactions that
    began before it and committed after.
    """
    entries = AuditEntry.objects.filter(sub_district_id=sub_district_id)
    seals = AuditSeal.objects.filter(sub_district_id=sub_district_id)
    newest = last_seal(sub_district_id)
    if newest is not None:
        floor = rules.id_floor(newest.id, back=rules.LONGEST_WRITE)
        entries, seals = entries.filter(id__gte=floor), seals.filter(id__gte=floor)
    sealed = {
        line.split(" ", 1)[0]
        for members in seals.values_list("members", flat=True)
        for line in members.splitlines()
    }
    rows = entries.order_by("id").values_list("id", "digest")
    return [(str(key), digest) for key, digest in rows if str(key) not in sealed]


def entries_on(sub_district_id: UUID, on_id: UUID) -> list[AuditEntry]:
    """What was done to one record, oldest first."""
    found = AuditEntry.objects.filter(sub_district_id=sub_district_id, on_id=on_id)
    return list(found.order_by("id"))


def accesses_to(sub_district_id: UUID, subject_id: UUID, *, limit: int = 50) -> list[AccessEntry]:
    """Who among staff read what about one subject, newest first."""
    found = AccessEntry.objects.filter(sub_district_id=sub_district_id, subject_id=subject_id)
    return list(found.order_by("-id")[:limit])


def journal_faults(sub_district_id: UUID) -> Iterator[Fault]:
    """Walk the whole chain and name every row that was altered, added behind or taken out."""
    yield from _chain_faults(sub_district_id)
    sealed: dict[str, str] = {}
    for seal in _seals(sub_district_id):
        sealed.update(line.split(" ", 1) for line in seal.members.splitlines())  # type: ignore[misc]
    newest = last_seal(sub_district_id)
    floor = rules.id_floor(newest.id, back=rules.LONGEST_WRITE) if newest else None
    entries = AuditEntry.objects.filter(sub_district_id=sub_district_id).order_by("id")
    for entry in entries.iterator(chunk_size=_CHUNK):
        row = f"audit entry {entry.id}"
        digest = rules.entry_digest(digest_fields(entry))
        expected = sealed.pop(str(entry.id), None)
        if digest != entry.digest or (expected is not None and digest != expected):
            yield Fault("altered", row, f"{entry.did} on {entry.on_kind} {entry.on_id}")
        elif expected is None and floor is not None and entry.id < floor:
            yield Fault("added", row, "it is older than the last seal and in none")
    for key in sealed:
        yield Fault("missing", f"audit entry {key}", "a seal holds it, the journal does not")


def _chain_faults(sub_district_id: UUID) -> Iterator[Fault]:
    seq, prev_hash = 0, rules.GENESIS
    for seal in _seals(sub_district_id):
        row = f"seal {seal.seq}"
        if seal.seq != seq + 1 or seal.prev_hash != prev_hash:
            yield Fault("broken", row, f"it does not follow seal {seq}")
        if seal.hash != rules.seal_hash(
            seq=seal.seq, prev_hash=seal.prev_hash, members=seal.members
        ):
            yield Fault("altered", row, "its hash does not fit its content")
        seq, prev_hash = seal.seq, seal.hash


def _seals(sub_district_id: UUID) -> Iterator[AuditSeal]:
    found = AuditSeal.objects.filter(sub_district_id=sub_district_id).order_by("seq")
    yield from found.iterator(chunk_size=100)
