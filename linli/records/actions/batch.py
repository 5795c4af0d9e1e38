"""What an act leaves in the records: gathered while it goes on, written once at its end.

An action that does more than one thing to a record makes a `Batch` for that record, adds
what happens as it happens, and writes it last, in its own transaction:

    batch = Batch(sub_district_id=here, subject_kind="money.payment", subject_id=payment.id)
    batch.clocks.start("check", rule_keys=["money.check"], place_id=..., post_id=..., at=at)
    batch.record(actor=actor, did="money.pay", facts={"fen": payment.fen}, at=at)
    batch.count("money.paid", place_id=payment.place_id, on=on)
    batch.tell_post(post_id, "money/to_check", mark=1, params={...}, link=..., at=at)
    batch.add(Receipt(...))
    batch.write()

An act that changes many records at once makes a batch for each and writes them with
`write_batches`: a statement a table, however many they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Model

from linli.kernel.actor import Actor
from linli.records import rules
from linli.records.actions.duties import Clocks, write_clocks
from linli.records.actions.journal import Act, record_all
from linli.records.actions.outbox import Letter, notify_all
from linli.records.actions.tallies import Counted, count_all
from linli.records.models import Channel
from linli.tenancy.models import TenantModel


class Batch:
    """What one record's change leaves behind: clocks, acts, counts, letters, rows of its room.

    `new` says that the record is only being made, so that nothing is asked for what hangs on
    it. What was added stands open in the lists until it is written.
    """

    def __init__(
        self, *, sub_district_id: UUID, subject_kind: str, subject_id: UUID, new: bool = False
    ) -> None:
        self.sub_district_id = sub_district_id
        self.subject_kind = subject_kind
        self.subject_id = subject_id
        self.clocks = Clocks(
            sub_district_id=sub_district_id,
            subject_kind=subject_kind,
            subject_id=subject_id,
            new=new,
        )
        self.acts: list[tuple[Actor, Act, datetime]] = []
        self.counts: list[Counted] = []
        self.letters: list[tuple[Letter, datetime]] = []
        self.rows: list[Model] = []

    @classmethod
    def on(cls, row: TenantModel, kind: str, *, new: bool = False) -> Batch:
        """A batch for a row of a room's own table."""
        return cls(
            sub_district_id=row.sub_district_id, subject_kind=kind, subject_id=row.id, new=new
        )

    def record(
        self,
        *,
        actor: Actor,
        did: str,
        facts: Mapping[str, Any] | None = None,
        text: str = "",
        salt: str = "",
        at: datetime,
    ) -> None:
        """Add an act on the record: codes and ids, and the proof of a text."""
        act = Act(
            did=did,
            on_kind=self.subject_kind,
            on_id=self.subject_id,
            facts=facts or {},
            text=text,
            salt=salt,
        )
        self.acts.append((actor, act, at))

    def count(self, indicator: str, delta: int = 1, *, place_id: UUID, on: date) -> None:
        """Add a change of a count at a place on a day."""
        self.counts.append(Counted(self.sub_district_id, indicator, place_id, on, delta))

    def tell(self, letter: Letter, *, at: datetime) -> None:
        """Add a letter to whomever it names."""
        self.letters.append((letter, at))

    def tell_post(
        self,
        post_id: UUID | None,
        template: str,
        *,
        mark: object,
        params: Mapping[str, Any],
        link: str,
        at: datetime,
    ) -> None:
        """Add a letter for a post's inbox, if there is a post; the same mark is told once."""
        if post_id is None:
            return
        letter = Letter(
            key=rules.letter_key(template, self.subject_id, mark, post_id),
            channel=Channel.INBOX,
            template=template,
            params=params,
            post_id=post_id,
            link=link,
        )
        self.tell(letter, at=at)

    def add(self, row: Model) -> None:
        """Add a new row of one of the room's own tables."""
        self.rows.append(row)

    def write(self) -> None:
        """Write all of it, in the caller's transaction; the record itself must be there."""
        write_batches([self])


def write_batches(batches: Sequence[Batch]) -> None:
    """Write what many batches hold, in the caller's transaction: a statement a table."""
    write_clocks(batch.clocks for batch in batches)
    acts = [act for batch in batches for act in batch.acts]
    if acts:
        record_all(acts)
    counts = [counted for batch in batches for counted in batch.counts]
    if counts:
        count_all(counts)
    _write_rows(row for batch in batches for row in batch.rows)
    letters = [
        (batch.sub_district_id, letter, at) for batch in batches for letter, at in batch.letters
    ]
    if letters:
        notify_all(letters)


def _write_rows(rows: Iterable[Model]) -> None:
    kinds: dict[type[Model], list[Model]] = {}
    for row in rows:
        kinds.setdefault(type(row), []).append(row)
    for kind, mine in kinds.items():
        kind._default_manager.bulk_create(mine)
