"""What was done to one record, with the sealed links that prove it, as plain data for a pack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC
from typing import Any
from uuid import UUID

from linli.evidence.journal import UNTIMED, lines_digest
from linli.records import rules
from linli.records.models import AuditEntry, AuditSeal
from linli.records.queries.journal import digest_fields, paged

_SEALS = 50


def journal_proof(sub_district_id: UUID, *on_ids: UUID) -> dict[str, Any]:
    """The sealed entries on a record and on what hangs on it, oldest first, and their links.

    Entries of the last seconds, which no link holds yet, are left out. So are acts whose moment
    nobody may learn, and each link with such a member: of them only the number is told.
    """
    entries = {entry.id: entry for entry in _shown(sub_district_id, on_ids)}
    links = _links_holding(sub_district_id, set(entries))
    sealed = {key for _seal, members in links for key in members}
    return {
        "entries": [
            {"fields": digest_fields(entry)} for key, entry in entries.items() if key in sealed
        ],
        "untimed": _untimed(sub_district_id, on_ids),
        "links": [_plain(seal) for seal, _members in links if not _tells_moments(seal)],
    }


def evidence_facts(
    sub_district_id: UUID, on_ids: Sequence[UUID], digests: Mapping[str, Any]
) -> dict[str, Any]:
    """What an act that seals a pack says: the pack's hashes, and those of all acts before it."""
    return {**digests, **_before(sub_district_id, _shown(sub_district_id, on_ids), on_ids)}


def evidence_stands(
    sub_district_id: UUID, on_ids: Sequence[UUID], did: str, digests: Mapping[str, Any]
) -> bool:
    """Whether the last act on a record seals this very pack, in a link that may be shown."""
    acts = _shown(sub_district_id, on_ids)
    if not acts or acts[-1].did != did:
        return False
    before = _before(sub_district_id, acts[:-1], on_ids, act=acts[-1])
    if acts[-1].facts != {**digests, **before}:
        return False
    return bool(evidence_head(sub_district_id, on_ids[0], did))


def evidence_head(sub_district_id: UUID, on_id: UUID, did: str) -> str:
    """The hash of the link that holds the last act that sealed a pack; empty where none does."""
    acts = AuditEntry.objects.filter(sub_district_id=sub_district_id, on_id=on_id, did=did)
    last = acts.order_by("id").last()
    links = _links_holding(sub_district_id, {last.id}) if last else []
    return next((seal.hash for seal, _members in links if not _tells_moments(seal)), "")


def _shown(sub_district_id: UUID, on_ids: Sequence[UUID]) -> list[AuditEntry]:
    found = AuditEntry.objects.filter(sub_district_id=sub_district_id, on_id__in=on_ids)
    return list(found.exclude(did__in=UNTIMED).order_by("id"))


def _before(
    sub_district_id: UUID,
    entries: Sequence[AuditEntry],
    on_ids: Sequence[UUID],
    act: AuditEntry | None = None,
) -> dict[str, Any]:
    """What stands before the act that seals a pack; the act's own link is not among the links."""
    links = _links_holding(sub_district_id, {entry.id for entry in entries})
    shown = [
        seal
        for seal, _members in links
        if not (act and act.id in set(rules.members_in(seal.members))) and not _tells_moments(seal)
    ]
    return {
        "entries": lines_digest((str(entry.id), entry.digest) for entry in entries),
        "links": lines_digest((str(seal.seq), seal.hash) for seal in shown),
        "untimed": _untimed(sub_district_id, on_ids),
    }


def _untimed(sub_district_id: UUID, on_ids: Sequence[UUID]) -> dict[str, int]:
    found = AuditEntry.objects.filter(sub_district_id=sub_district_id, on_id__in=on_ids)
    return {did: found.filter(did=did).count() for did in UNTIMED}


def _tells_moments(seal: AuditSeal) -> bool:
    """Whether a link holds an act, on whatever record, whose moment nobody may learn."""
    members = list(rules.members_in(seal.members))
    found = AuditEntry.objects.filter(sub_district_id=seal.sub_district_id, did__in=UNTIMED)
    return found.filter(id__in=members).exists()


def _links_holding(sub_district_id: UUID, wanted: set[UUID]) -> list[tuple[AuditSeal, set[UUID]]]:
    """Walk the chain from where the first of them can stand, until all are found."""
    found: list[tuple[AuditSeal, set[UUID]]] = []
    if not wanted:
        return found
    seals = AuditSeal.objects.filter(sub_district_id=sub_district_id, reaches__gte=min(wanted))
    missing = set(wanted)
    for seal in paged(seals, by="seq", size=_SEALS):
        here = missing & set(rules.members_in(seal.members))
        if here:
            found.append((seal, here))
            missing -= here
        if not missing:
            break
    return found


def _plain(seal: AuditSeal) -> dict[str, Any]:
    return {
        "sub_district": str(seal.sub_district_id),
        "seq": seal.seq,
        "sealed_at": seal.sealed_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "reaches": str(seal.reaches),
        "prev_hash": seal.prev_hash,
        "members": seal.members,
        "hash": seal.hash,
    }
