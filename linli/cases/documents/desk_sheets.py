"""What a filter of the desk shows, as a sheet: no sender, no contact, no formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from linli.cases.models import Case
from linli.cases.queries.desk_case import category_name, place_names
from linli.cases.queries.names import source_name, state_name, type_name, urgency_name
from linli.people.queries import office_title
from linli.records.documents import write_sheet

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_MINUTE = timedelta(minutes=1)
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
    rows = list(cases)
    names = _around(rows)
    for case in rows:
        yield (
            case.number,
            case.title,
            case.body,
            state_name(case.state),
            type_name(case.type),
            urgency_name(case.urgency),
            category_name(case.sub_district_id, case.category_id),
            _where(case, names),
            _lead(case),
            source_name(case.source),
            _local(case.received_at),
            _deadline(case.due_at),
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


def _around(cases: Sequence[Case]) -> Mapping[UUID, str]:
    """The names of the compounds that the requests lie in."""
    tenant = {case.sub_district_id for case in cases}
    ids = [case.compound_id for case in cases]
    return place_names(tenant.pop(), ids) if len(tenant) == 1 else {}


def _where(case: Case, names: Mapping[UUID, str]) -> str:
    """The place with its compound, then what was written about it."""
    own = case.place.name if case.place else ""
    compound = names.get(case.compound_id, "") if case.compound_id else ""
    around = "" if own.startswith(compound) else compound
    return " ".join(filter(None, [around, own, case.place_text]))


def _deadline(at: datetime | None) -> str:
    """The end of a limit; midnight is 24:00 of the day that ends, as the pages say."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    if (local.hour, local.minute) == (0, 0):
        return f"{local - _MINUTE:%Y-%m-%d} 24:00"
    return f"{local:%Y-%m-%d %H:%M}"


def _local(at: datetime | None) -> datetime | str:
    return timezone.localtime(at).replace(tzinfo=None, microsecond=0) if at else ""


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
