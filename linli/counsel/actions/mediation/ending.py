"""What is promised is looked at on its day; a folder is closed when it is whole, or opened anew."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.counsel.actions.mediation.agreement import next_check
from linli.counsel.actions.mediation.table import Table
from linli.counsel.actions.work import gone
from linli.counsel.models import PromisedDuty
from linli.counsel.queries.folder import folder_of
from linli.counsel.rules import Consent
from linli.counsel.rules.mediation import (
    AGREED,
    TALKING,
    Confirmation,
    DutyState,
    Move,
    Outcome,
    Stage,
)
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused

CHECK = "check"


@transaction.atomic
def check_duty(
    *,
    actor: Actor,
    file_id: UUID,
    duty_id: UUID,
    kept: bool,
    text: str = "",
    version: int | None = None,
    at: datetime,
) -> None:
    """Note whether a promise was kept, as the follow-up found (R39, art. 31)."""
    table = Table.of(actor=actor, file_id=file_id, version=version, at=at)
    table.require_team()
    table.require(*AGREED)
    rows = PromisedDuty.objects.filter(
        sub_district_id=table.work.tenant, entry_id=table.row.agreement_id
    )
    duty = rows.select_for_update().filter(id=duty_id).first()
    if duty is None:
        raise gone()
    duty.state = (DutyState.KEPT if kept else DutyState.BROKEN).value
    duty.checked_on = table.work.today
    duty.save(update_fields=["state", "checked_on"])
    words = {"number": duty.number, "kept": kept, "text": text.strip()}
    table.work.enter(CHECK, words, shared=True)
    table.work.record("counsel.check_duty", {"number": duty.number, "kept": kept})
    table.count("kept" if kept else "not_kept")
    if table.stage is Stage.PERFORMING:
        table.work.change(due_on=next_check(table))
    table.others_told(None)
    table.write()


@transaction.atomic
def finish_mediation(
    *, actor: Actor, file_id: UUID, version: int | None = None, at: datetime
) -> None:
    """Close the folder once it is whole: everything that the law keeps on file lies in it (R38)."""
    table = Table.of(actor=actor, file_id=file_id, version=version, at=at)
    table.require_team()
    table.require_move(Move.FINISH)
    missing = folder_of(table.work.opened, table.row).missing
    if missing:
        raise Refused(
            "folder_not_whole",
            _("The folder is not whole yet. Look at what is missing beside it."),
            source="R38",
        )
    broken = PromisedDuty.objects.filter(
        sub_district_id=table.work.tenant,
        entry_id=table.row.agreement_id,
        state=DutyState.BROKEN.value,
    )
    table.end(Outcome.BROKEN if broken.exists() else Outcome.KEPT, move=Move.FINISH)
    table.write()


@transaction.atomic
def end_without_agreement(
    *, actor: Actor, file_id: UUID, text: str = "", version: int | None = None, at: datetime
) -> None:
    """End talks that came to nothing; both sides get the sheet of the other routes (R38)."""
    table = Table.of(actor=actor, file_id=file_id, version=version, at=at)
    table.require_team()
    table.require(*TALKING)
    if text.strip():
        table.work.enter("note", {"text": text.strip()})
    table.end(Outcome.NO_AGREEMENT)
    table.write()


@transaction.atomic
def reopen_mediation(
    *, actor: Actor, file_id: UUID, version: int | None = None, at: datetime
) -> None:
    """Take up a closed mediation anew; each side is asked for its consent again."""
    table = Table.of(actor=actor, file_id=file_id, version=version, at=at)
    table.require_team()
    if len(table.parties) < 2:  # noqa: PLR2004
        raise Refused("no_other_side", _("Enter both sides first; a mediation has two at least."))
    table.go(Move.REOPEN)
    for one in table.parties:
        one.consent, one.consent_at, one.consent_by = Consent.ASKED.value, None, ""
        one.signed_at, one.signed_by, one.copy_at = None, "", None
        one.save(
            update_fields=[
                "consent",
                "consent_at",
                "consent_by",
                "signed_at",
                "signed_by",
                "copy_at",
            ]
        )
    table.work.change(closed_on=None, outcome="", erase_on=None)
    table.set(
        round=table.row.round + 1,
        agreed_on=None,
        limit_on=None,
        prolonged=0,
        agreement=None,
        oral=False,
        mediator_signed_at=None,
        sealed_at=None,
        effective_on=None,
        confirm_by=None,
        confirmation=Confirmation.OPEN.value,
        confirmed_on=None,
    )
    table.work.record("counsel.reopen_mediation", {"round": table.row.round})
    table.count("reopened")
    table.others_told(None)
    table.write()
