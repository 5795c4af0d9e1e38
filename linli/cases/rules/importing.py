"""What a row of an office's sheet becomes, and what can be wrong with it."""

from __future__ import annotations

from datetime import datetime

from linli.cases.rules.drafts import CaseDraft, ImportRow
from linli.cases.rules.texts import BODY_LENGTH, TITLE_LENGTH, tidy, tidy_line
from linli.cases.rules.words import Source

OUTSIDE_NUMBER_LENGTH = 60


def draft_of(row: ImportRow) -> CaseDraft:
    """The request that a row describes; a title too long for its column stays whole in the text."""
    title, body = tidy_line(row.title), tidy(row.body) or tidy(row.title)
    if len(title) > TITLE_LENGTH:
        title, body = title[: TITLE_LENGTH - 1] + "…", f"{title}\n\n{body}"
    return CaseDraft(
        title=title,
        body=body,
        source=Source.IMPORT,
        type=row.type,
        category_id=row.category_id,
        place_id=row.place_id,
        sender_name=row.sender_name,
        contact=row.contact,
        outside_number=row.outside_number,
        received_at=row.received_at,
        against=row.against,
        in_favour=row.in_favour,
    )


def row_fault(row: ImportRow, *, at: datetime) -> str:
    """The code of what only a sheet can get wrong; empty when all is well."""
    checks = (
        (not row.outside_number, "no_outside_number"),
        (len(row.outside_number) > OUTSIDE_NUMBER_LENGTH, "outside_number_too_long"),
        (len(row.answer) > BODY_LENGTH, "answer_too_long"),
        (_out_of_order(row, at), "answer_out_of_order"),
    )
    return next((code for wrong, code in checks if wrong), "")


def _out_of_order(row: ImportRow, at: datetime) -> bool:
    when = row.answered_at
    return when is not None and not row.received_at <= when <= at
