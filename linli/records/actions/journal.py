"""The journal: what was done, who read what, and the seals that chain it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from linli.kernel.actor import Actor
from linli.records import rules
from linli.records.models import AccessEntry, AuditEntry, AuditSeal
from linli.records.queries.journal import digest_fields, last_seal, link_of, unsealed_entries

_ACCESSES_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act to record; `text` is proved by a salted hash and never stored here.

    `did` and `on_kind` name their room: `cases.open` on a `cases.case`.
    """

    did: str
    on_kind: str
    on_id: UUID
    facts: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    salt: str = ""


def record(
    *,
    actor: Actor,
    did: str,
    on_kind: str,
    on_id: UUID,
    facts: Mapping[str, Any] | None = None,
    text: str = "",
    salt: str = "",
    at: datetime,
) -> None:
    """Write one act into the journal, in the caller's transaction.

    `facts` holds codes, ids and numbers only: nothing that a person could ask to erase.
    """
    act = Act(did=did, on_kind=on_kind, on_id=on_id, facts=facts or {}, text=text, salt=salt)
    record_many(actor=actor, acts=[act], at=at)


def record_many(*, actor: Actor, acts: Iterable[Act], at: datetime) -> None:
    """Write several acts of one actor in one statement."""
    record_all((actor, act, at) for act in acts)


def record_all(rows: Iterable[tuple[Actor, Act, datetime]]) -> None:
    """Write the acts of several actors, each with its own time, in one statement."""
    AuditEntry.objects.bulk_create([_entry(actor, act, at) for actor, act, at in rows])


def _entry(actor: Actor, act: Act, at: datetime) -> AuditEntry:
    entry = AuditEntry(
        sub_district_id=actor.sub_district_id,
        at=at,
        actor_id=actor.account_id,
        actor_label=actor.label,
        did=rules.room_name(act.did),
        on_kind=rules.room_name(act.on_kind),
        on_id=act.on_id,
        facts=dict(act.facts),
        proof=rules.text_proof(salt=act.salt, text=act.text),
    )
    entry.digest = rules.entry_digest(digest_fields(entry))
    return entry


def log_access(
    *,
    actor: Actor,
    subject_kind: str,
    subject_id: UUID,
    what: str,
    why: str,
    exported: bool = False,
    at: datetime,
) -> None:
    """Write down that staff read or exported a record about somebody.

    A resident reading the own record leaves no trace: only acts in a post or as
    administrator are written.
    """
    log_access_many(
        actor=actor,
        subjects=[(subject_kind, subject_id)],
        what=what,
        why=why,
        exported=exported,
        at=at,
    )


def log_access_many(
    *,
    actor: Actor,
    subjects: Iterable[tuple[str, UUID]],
    what: str,
    why: str,
    exported: bool = False,
    at: datetime,
) -> None:
    """Write down that staff read or exported records about several, an entry for each."""
    if actor.post is None and not actor.administrator:
        return
    AccessEntry.objects.bulk_create(
        [
            AccessEntry(
                sub_district_id=actor.sub_district_id,
                at=at,
                actor_id=actor.account_id,
                actor_name=actor.name,
                actor_label=actor.label,
                subject_kind=rules.room_name(kind),
                subject_id=subject_id,
                what=what,
                why=why,
                exported=exported,
            )
            for kind, subject_id in subjects
        ],
        batch_size=_ACCESSES_AT_ONCE,
    )


def seal_journal(*, sub_district_id: UUID, at: datetime) -> int:
    """Seal what is not sealed yet, in links of at most a thousand; answer how many entries.

    The clock calls it at least once a minute. Two sealers at once cannot fork the chain:
    a link's number is unique, and the slower one leaves the work to the other.
    """
    sealed = 0
    while added := _add_link(sub_district_id, at):
        sealed += added
    return sealed


def _add_link(sub_district_id: UUID, at: datetime) -> int:
    try:
        with transaction.atomic():
            # The last link is read first: what another sealer adds after it takes our number.
            before = last_seal(sub_district_id)
            entries = unsealed_entries(sub_district_id, before, limit=rules.SEAL_AT_MOST)
            if entries:
                _next_seal(sub_district_id, before, entries, at).save(force_insert=True)
    except IntegrityError:
        return 0
    return len(entries)


def _next_seal(
    sub_district_id: UUID,
    before: AuditSeal | None,
    entries: list[tuple[UUID, str]],
    at: datetime,
) -> AuditSeal:
    newest = entries[-1][0]
    seal = AuditSeal(
        sub_district_id=sub_district_id,
        seq=before.seq + 1 if before else 1,
        sealed_at=at,
        members=rules.member_lines(entries),
        reaches=max(newest, before.reaches) if before else newest,
        prev_hash=before.hash if before else rules.GENESIS,
    )
    seal.hash = link_of(seal).hash
    return seal
