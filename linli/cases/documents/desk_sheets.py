"""What a filter of the desk shows, as a sheet: no sender, no contact, no formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from linli.cases.models import Case
from linli.cases.queries.desk_case import category_name
from linli.cases.queries.names import source_name, state_name, type_name, urgency_name
from linli.people.queries import office_title
from linli.records.documents import write_sheet

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_WIDTHS = (18, 30, 60, 12, 12, 14, 24, 20, 24, 12, 18, 18, 18, 60)


def headings() -> list[str]:
    """The columns, in the reader's language."""
    return [
        _("Number"),
        _("Title"),
        _("Text"),
        _("State"),
        _("Type"),
        _("Urgency"),
        _("Category"),
        _("Place"),
        _("With"),
        _("Source"),
        _("Came in"),
        _("Due"),
        _("Answered"),
        _("Answer given"),
    ]


def sheet_rows(cases: Iterable[Case]) -> Iterator[Sequence[object]]:
    """One row for each request; nobody who sent one stands in it."""
    for case in cases:
        yield (
            case.number,
            case.title,
            case.body,
            state_name(case.state),
            type_name(case.type),
            urgency_name(case.urgency),
            category_name(case.sub_district_id, case.category_id),
            case.place.name if case.place else case.place_text,
            _lead(case),
            source_name(case.source),
            _local(case.received_at),
            _local(case.due_at),
            _local(case.answered_at),
            case.answer,
        )


def as_xlsx(cases: Iterable[Case]) -> bytes:
    """A workbook; what begins like a formula stays text."""
    target = io.BytesIO()
    write_sheet(
        target,
        headings=headings(),
        rows=sheet_rows(cases),
        title=_("Requests"),
        widths=_WIDTHS,
    )
    return target.getvalue()


def as_csv(cases: Iterable[Case]) -> bytes:
    """A text that spreadsheets open in UTF-8; what begins like a formula is set in quotes."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(headings())
    for row in sheet_rows(cases):
        writer.writerow([_plain(value) for value in row])
    return target.getvalue().encode("utf-8-sig")


def _lead(case: Case) -> str:
    post = case.lead_post
    if post is None:
        return ""
    where = post.organisation.name if post.organisation else post.place.name
    return f"{where} {office_title(post.kind, post.name)}"


def _local(at: datetime | None) -> datetime | str:
    return timezone.localtime(at).replace(tzinfo=None, microsecond=0) if at else ""


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
