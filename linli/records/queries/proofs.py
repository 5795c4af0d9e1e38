"""What was done to one record, with the sealed links that prove it, as plain data for a pack."""

from __future__ import annotations

from datetime import UTC
from typing import Any
from uuid import UUID

from linli.records import rules
from linli.records.models import AuditEntry, AuditSeal
from linli.records.queries.journal import digest_fields, paged

_SEALS = 50


def journal_proof(sub_district_id: UUID, *on_ids: UUID) -> dict[str, list[dict[str, Any]]]:
    """The sealed entries on a record, or on several, oldest first, and each link of the chain that holds one.

    Entries of the last seconds, which no link holds yet, are left out.
    """
    entries = {
        entry.id: entry
        for entry in AuditEntry.objects.filter(
            sub_district_id=sub_district_id, on_id__in=on_ids
        ).order_by("id")
    }
    links = _links_holding(sub_district_id, set(entries))
    sealed = {key for _seal, members in links for key in members}
    return {
        "entries": [
            {"fields": digest_fields(entry)} for key, entry in entries.items() if key in sealed
        ],
        "links": [_plain(seal) for seal, _members in links],
    }


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
