"""The agreement with the fields of the law, signed by each side, the mediator and the seal (R39)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.counsel.actions.mediation.table import Table
from linli.counsel.actions.papers import put_paper
from linli.counsel.models import Party, PromisedDuty
from linli.counsel.rules import By
from linli.counsel.rules.mediation import (
    AGREED,
    CONFIRM,
    Confirmation,
    Move,
    Stage,
    in_force,
    may_be_confirmed,
)
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.records import queries as records

AGREEMENT = "agreement"
NOT_FOR = "mediation.confirmation_not_for"


@dataclass(frozen=True, slots=True)
class Promise:
    """What one side is to do, how, and by when."""

    side: str
    what: str
    due_on: date
    how: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """The fields of an agreement beside its parties: facts, points, content, manner and term."""

    facts: str
    points: str
    content: str
    promises: Sequence[Promise] = ()

    def words(self) -> dict[str, Any]:
        """As the file holds them."""
        return {
            "facts": self.facts.strip(),
            "points": self.points.strip(),
            "content": self.content.strip(),
            "promises": [
                {
                    "side": one.side,
                    "what": one.what.strip(),
                    "how": one.how.strip(),
                    "due": one.due_on.isoformat(),
                }
                for one in self.promises
            ],
        }


@transaction.atomic
def write_agreement(
    *,
    actor: Actor,
    file_id: UUID,
    terms: Terms,
    oral: bool = False,
    version: int | None = None,
    at: datetime,
) -> None:
    """Write down what both sides agree on; it binds nobody before all have signed it."""
    table = Table.of(actor=actor, file_id=file_id, version=version, at=at)
    table.require_team()
    table.require_move(Move.WRITE)
    _require_fields(table, terms)
    entry = table.work.enter(AGREEMENT, terms.words(), shared=True)
    table.work.batch.rows.remove(entry)
    entry.save(force_insert=True)
    for number, one in enumerate(terms.promises, 1):
        table.work.batch.add(
            PromisedDuty(
                sub_district_id=table.work.tenant,
                file=table.file,
                entry=entry,
                number=number,
                due_on=one.due_on,
            )
        )
    _unsign(table)
    table.set(agreement=entry, oral=oral, mediator_signed_at=None, sealed_at=None)
    table.go(Move.WRITE)
    table.work.record("counsel.write_agreement", {"promises": len(terms.promises), "oral": oral})
    table.others_told(None)
    table.write()


@transaction.atomic
def take_back_agreement(
    *, actor: Actor, file_id: UUID, version: int | None = None, at: datetime
) -> None:
    """Go back to the table because a word of the agreement is to be changed."""
    table = Table.of(actor=actor, file_id=file_id, version=version, at=at)
    table.require_team()
    table.go(Move.REWRITE)
    PromisedDuty.objects.filter(
        sub_district_id=table.work.tenant, entry_id=table.row.agreement_id
    ).delete()
    _unsign(table)
    table.set(agreement=None, mediator_signed_at=None, sealed_at=None)
    table.work.record("counsel.take_back_agreement")
    table.others_told(None)
    table.write()


@transaction.atomic
def sign_agreement(
    *,
    actor: Actor,
    file_id: UUID,
    party_id: UUID | None = None,
    by: By = By.PAPER,
    scan: bytes = b"",
    version: int | None = None,
    at: datetime,
) -> None:
    """Sign as a side in the app, or write down a signature on paper with its scan."""
    table = Table.of(actor=actor, file_id=file_id, version=version, at=at)
    table.require(Stage.SIGNING)
    party = table.party(party_id)
    if party.signed_at is not None:
        raise Refused("has_signed", _("This side has signed already."))
    how = table.how(by)
    if how is By.PAPER and not scan and not table.row.oral:
        raise Refused("no_scan", _("Add the scan of the signed paper."))
    if scan:
        put_paper(table.work, kind=AGREEMENT, content=scan, shared=True)
    party.signed_at, party.signed_by = at, how.value
    party.save(update_fields=["signed_at", "signed_by"])
    table.work.record("counsel.sign_agreement", {"side": party.side, "by": how.value})
    _bind_when_all_signed(table)
    table.others_told(party)
    table.write()


@transaction.atomic
def seal_agreement(
    *, actor: Actor, file_id: UUID, version: int | None = None, at: datetime
) -> None:
    """Note that the mediator signed and the committee's seal is on the paper."""
    table = Table.of(actor=actor, file_id=file_id, version=version, at=at)
    table.require_team()
    table.require(Stage.SIGNING)
    table.set(mediator_signed_at=at, sealed_at=at)
    table.work.record("counsel.seal_agreement")
    _bind_when_all_signed(table)
    table.write()


@transaction.atomic
def give_copy(*, actor: Actor, file_id: UUID, party_id: UUID | None = None, at: datetime) -> None:
    """Note that a side has its own copy: handed over, or taken in the app."""
    table = Table.of(actor=actor, file_id=file_id, version=None, at=at)
    table.require(*AGREED, Stage.CLOSED)
    party = table.party(party_id)
    if party.copy_at is not None:
        return
    party.copy_at = at
    party.save(update_fields=["copy_at"])
    table.work.record("counsel.give_copy", {"side": party.side})
    table.write()


def _bind_when_all_signed(table: Table) -> None:
    row = table.row
    if not in_force(
        parties_signed=[one.signed_at is not None for one in table.parties],
        sealed=row.sealed_at is not None,
        oral=row.oral,
    ):
        return
    table.set(effective_on=table.work.today, confirm_by=table.day_of_rule(CONFIRM))
    table.go(Move.TAKE_EFFECT, due_on=row.confirm_by)
    table.count("agreements")
    table.work.record("counsel.agreement_binds", {"on": table.work.today.isoformat()})
    table.tell_parties()
    not_for = records.rule_in_force(table.work.tenant, NOT_FOR, on=table.work.today).items
    if not may_be_confirmed(table.file.topic, not_for):
        table.set(confirmation=Confirmation.NOT_FOR.value, confirmed_on=table.work.today)
        table.go(Move.SETTLE, due_on=next_check(table))


def next_check(table: Table) -> date:
    """The first day on which a promise is to be looked at; today where none is left."""
    rows = PromisedDuty.objects.filter(
        sub_district_id=table.work.tenant, entry_id=table.row.agreement_id, checked_on=None
    )
    first = rows.order_by("due_on").values_list("due_on", flat=True).first()
    return first or table.work.today


def _unsign(table: Table) -> None:
    parties: list[Party] = table.parties
    for one in parties:
        one.signed_at, one.signed_by, one.copy_at = None, "", None
        one.save(update_fields=["signed_at", "signed_by", "copy_at"])


def _require_fields(table: Table, terms: Terms) -> None:
    if not all(part.strip() for part in (terms.facts, terms.points, terms.content)):
        raise Refused(
            "fields_missing",
            _("An agreement tells the facts, the points in dispute, and what was agreed."),
            source="R39",
        )
    if any(one.due_on < table.work.today or not one.what.strip() for one in terms.promises):
        raise Refused("no_term", _("Each promise says what is done and by which day to come."))
    sides = {party.side for party in table.parties}
    if any(one.side not in sides for one in terms.promises):
        raise Refused("no_side", _("Each promise says which side keeps it."))
