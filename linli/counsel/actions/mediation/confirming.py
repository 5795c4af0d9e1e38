"""Thirty days in which both sides may together ask the court to confirm the agreement (R40)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.counsel.actions.mediation.agreement import next_check
from linli.counsel.actions.mediation.table import Table
from linli.counsel.rules import By
from linli.counsel.rules.mediation import Confirmation, Move, Stage
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused

_AT_COURT = frozenset({Confirmation.CONFIRMED, Confirmation.COURT_REFUSED})
_BY_BOTH = frozenset({Confirmation.APPLIED, Confirmation.DECLINED})


@transaction.atomic
def want_confirmation(
    *,
    actor: Actor,
    file_id: UUID,
    yes: bool,
    party_id: UUID | None = None,
    by: By = By.COUNTER,
    version: int | None = None,
    at: datetime,
) -> None:
    """Say as a side whether to ask the court; only together can it be asked."""
    table = Table.of(actor=actor, file_id=file_id, version=version, at=at)
    table.require(Stage.CONFIRMING)
    party = table.party(party_id)
    table.answer(party, table.row.id, yes=yes, by=by)
    table.work.record("counsel.want_confirmation", {"side": party.side, "yes": yes})
    table.others_told(party)
    table.write()


@transaction.atomic
def settle_confirmation(
    *,
    actor: Actor,
    file_id: UUID,
    became: Confirmation,
    version: int | None = None,
    at: datetime,
) -> None:
    """Note that both applied in time, that they do not, or what the court said."""
    table = Table.of(actor=actor, file_id=file_id, version=version, at=at)
    table.require_team()
    if became in _AT_COURT:
        table.require(Stage.PERFORMING)
        if table.row.confirmation != Confirmation.APPLIED:
            raise Refused("not_applied", _("Nobody has applied to the court here."))
    elif became in _BY_BOTH:
        _require_in_time(table, became)
        table.go(Move.SETTLE, due_on=next_check(table))
    else:
        raise Refused("wrong_state", _("The file is no longer where this can be done."))
    table.set(confirmation=became.value, confirmed_on=table.work.today)
    table.work.record("counsel.settle_confirmation", {"became": became.value})
    table.count(f"confirmation.{became.value}")
    table.others_told(None)
    table.write()


def _require_in_time(table: Table, became: Confirmation) -> None:
    table.require(Stage.CONFIRMING)
    if became is not Confirmation.APPLIED:
        return
    if table.row.confirm_by is None or table.work.today > table.row.confirm_by:
        raise Refused(
            "too_late",
            _("The thirty days are over. The agreement still binds; the court is open to a suit."),
            source="R40",
        )
    said = table.answers(table.row.id)
    if any(said.get(one.id) is False for one in table.parties):
        raise Refused("not_joint", _("One side does not want it; only both together may apply."))
