"""What lies in the folder of a mediation, and what is still missing before it is closed."""

from __future__ import annotations

from collections.abc import Sequence

from linli.counsel.models import Mediation, PartyAnswer, PromisedDuty, Sitting
from linli.counsel.queries.opening import Opened
from linli.counsel.rules import Consent
from linli.counsel.rules.mediation import (
    Confirmation,
    DutyState,
    Folder,
    SittingState,
    answered_by_all,
)


def folder_of(opened: Opened, row: Mediation) -> Folder:
    """The folder of an opened mediation."""
    of_file = {"sub_district_id": opened.file.sub_district_id, "file_id": opened.file.id}
    duties = PromisedDuty.objects.filter(
        sub_district_id=opened.file.sub_district_id, entry_id=row.agreement_id
    )
    return folder_from(
        opened,
        row,
        sittings=list(Sitting.objects.filter(**of_file)),
        answers=list(PartyAnswer.objects.filter(**of_file)),
        duties=list(duties) if row.agreement_id else [],
        photos=sum(paper.kind == "photo" for paper in opened.papers()),
    )


def folder_from(
    opened: Opened,
    row: Mediation,
    *,
    sittings: Sequence[Sitting],
    answers: Sequence[PartyAnswer],
    duties: Sequence[PromisedDuty],
    photos: int,
) -> Folder:
    """The same out of rows that are at hand."""
    records = [one for one in sittings if one.state == SittingState.HELD and one.record_id]
    parties = [one.id for one in opened.parties]
    waiting = [one for one in duties if one.state == DutyState.OPEN]
    return Folder(
        consents=all(one.consent == Consent.GIVEN for one in opened.parties),
        records=len(records),
        records_checked=all(
            answered_by_all(
                parties, [said.party_id for said in answers if said.about_id == one.record_id]
            )
            for one in records
        ),
        agreement=row.effective_on is not None,
        copies=all(one.copy_at is not None for one in opened.parties),
        confirmation=Confirmation(row.confirmation),
        confirm_due=row.confirm_by,
        duties_open=len(waiting),
        check_due=min((one.due_on for one in waiting), default=None),
        photos=photos,
    )
