"""Each side says yes or no to the mediation, and may take its yes back until something binds."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.counsel.actions.mediation.table import Table
from linli.counsel.actions.papers import put_paper
from linli.counsel.models import Party
from linli.counsel.rules import By, Consent
from linli.counsel.rules.mediation import (
    OPEN_TO_WITHDRAWAL,
    Move,
    Outcome,
    Stage,
    all_agree,
)
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused


@transaction.atomic
def answer_consent(
    *,
    actor: Actor,
    file_id: UUID,
    yes: bool,
    party_id: UUID | None = None,
    by: By = By.COUNTER,
    scan: bytes = b"",
    version: int | None = None,
    at: datetime,
) -> None:
    """Keep a side's yes or no, its own or written down by the team; one no ends it politely."""
    table = Table.of(actor=actor, file_id=file_id, version=version, at=at)
    table.require(Stage.WAITING)
    party = table.party(party_id)
    if party.consent == Consent.GIVEN and yes:
        raise Refused("has_agreed", _("This side has agreed already."))
    _say(table, party, Consent.GIVEN if yes else Consent.REFUSED, by)
    if scan:
        put_paper(table.work, kind="consent", content=scan, party=party)
    if not yes:
        table.end(Outcome.REFUSED)
    elif all_agree(one.consent for one in table.parties):
        table.set(agreed_on=table.work.today)
        table.go(Move.ALL_AGREE)
        table.count("agreed_to_talk")
        table.others_told(None)
        table.tell_team()
    elif table.by_party:
        table.tell_team()
    table.write()


@transaction.atomic
def withdraw_consent(
    *,
    actor: Actor,
    file_id: UUID,
    party_id: UUID | None = None,
    by: By = By.COUNTER,
    version: int | None = None,
    at: datetime,
) -> None:
    """End the mediation because a side no longer wants it; no reason is asked (R37).

    What all have signed and sealed binds and is not undone so.
    """
    table = Table.of(actor=actor, file_id=file_id, version=version, at=at)
    if table.stage not in OPEN_TO_WITHDRAWAL | {Stage.RECEIVED}:
        raise Refused(
            "binds",
            _("The agreement binds both sides now. Whether it is kept is looked at on its day."),
        )
    party = table.party(party_id)
    _say(table, party, Consent.WITHDRAWN, by)
    table.end(Outcome.WITHDRAWN)
    if table.by_party:
        table.tell_team()
    table.write()


def _say(table: Table, party: Party, said: Consent, by: By) -> None:
    party.consent, party.consent_at = said.value, table.work.at
    party.consent_by = table.how(by).value
    party.version += 1
    party.save(update_fields=["consent", "consent_at", "consent_by", "version"])
    table.work.record(
        "counsel.consent", {"side": party.side, "said": said.value, "by": party.consent_by}
    )
