"""Notices and boards as files: PDF for the wall, a feed, a calendar."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.decisions import queries
from linli.decisions.documents import (
    ATOM,
    CALENDAR,
    PAPERS,
    BoardLine,
    CalendarEntry,
    FeedEntry,
    NoticeSheet,
    atom_feed,
    board_pdf,
    calendar,
    notice_pdf,
)
from linli.decisions.queries import BoardPlace, BoardRow, Shown
from linli.decisions.rules import PublicationKind
from linli.decisions.web.notices import shown as words
from linli.decisions.web.notices.public import the_board, the_publication
from linli.kernel.errors import Missing
from linli.records.queries import journal_head
from linli.ui.access import ANYONE, Request, open_to
from linli.ui.words import day, grouped, spaced

if TYPE_CHECKING:
    from linli.decisions.models import Publication, PublicationEdition

PDF = "application/pdf"
NEWEST = 50
HEAD = 16


@open_to(ANYONE)
@require_safe
def publication_pdf(request: Request, number: str, edition: int) -> HttpResponse:
    """Give an edition of a notice as PDF for the wall, on A4 or A3."""
    found = the_publication(request, number)
    text = next((one for one in queries.editions_of(found) if one.number == edition), None)
    if text is None:
        raise Missing("no_edition", _("This notice has no such edition."))
    with translation.override("zh-hans"):
        made = notice_pdf(_sheet(request, found, text), paper=_paper(request))
    return _pdf(made, f"{found.number}-{edition}")


@open_to(ANYONE)
@require_safe
def board_to_print(request: Request, place_id: UUID) -> HttpResponse:
    """Give the list of what hangs as PDF for the wall, on A4 or A3."""
    here = the_board(request, place_id)
    now = timezone.now()
    found = queries.board(
        request.sub_district_id, here.ids, shown=Shown.HANGING, on=timezone.localdate(now)
    )
    address = request.build_absolute_uri(reverse("decisions:public_board", args=[place_id]))
    with translation.override("zh-hans"):
        made = board_pdf(
            [_board_line(request, row, here, now) for row in found.rows],
            title=_("%(place)s: notice board") % {"place": here.name},
            under=_("%(count)s notices hang. Scan the square beside one to read it whole.")
            % {"count": found.counts.hanging},
            foot=_("As of %(day)s. Journal %(head)s")
            % {
                "day": day(timezone.localdate(now)),
                "head": grouped(journal_head(request.sub_district_id)[:HEAD]),
            },
            address=address,
            paper=_paper(request),
        )
    return _pdf(made, "board")


@open_to(ANYONE)
@require_safe
def board_feed(request: Request, place_id: UUID) -> HttpResponse:
    """Give a board's newest notices as an Atom feed."""
    here = the_board(request, place_id)
    rows = queries.newest(request.sub_district_id, here.ids, limit=NEWEST)
    texts = queries.texts_of_rows(request.sub_district_id, rows)
    with translation.override("zh-hans"):
        made = atom_feed(
            [_feed_entry(request, row, texts.get(row.id, "")) for row in rows],
            title=_("%(place)s: notice board") % {"place": here.name},
            about=_("What hangs on the board, with fingerprints"),
            address=request.build_absolute_uri(reverse("decisions:public_board", args=[place_id])),
            own_address=request.build_absolute_uri(request.path),
        )
    return HttpResponse(made, content_type=ATOM)


@open_to(ANYONE)
@require_safe
def board_calendar(request: Request, place_id: UUID) -> HttpResponse:
    """Give water cuts and works at their times, and the last day of every other notice."""
    here = the_board(request, place_id)
    rows = queries.newest(request.sub_district_id, here.ids, limit=NEWEST)
    with translation.override("zh-hans"):
        title = _("%(place)s: notice board") % {"place": here.name}
        made = calendar((_calendar_entry(request, row) for row in rows), title=title)
    headers = {"Content-Disposition": 'inline; filename="notices.ics"'}
    return HttpResponse(made, content_type=CALENDAR, headers=headers)


def _paper(request: Request) -> str:
    asked = request.GET.get("size", "")
    return asked if asked in PAPERS else PAPERS[0]


def _pdf(made: bytes, name: str) -> HttpResponse:
    disposition = (
        content_disposition_header(as_attachment=False, filename=f"{name}.pdf") or "inline"
    )
    return HttpResponse(made, content_type=PDF, headers={"Content-Disposition": disposition})


def _sheet(request: Request, found: Publication, text: PublicationEdition) -> NoticeSheet:
    address = reverse("decisions:public_edition", args=[found.number, text.number])
    facts = [[fact.label, fact.value] for fact in words.hanging_facts(text, text.made_by)]
    kind = queries.publication_kind_word(found.kind)
    edition = _("edition %(number)s") % {"number": text.number}
    return NoticeSheet(
        kind=f"{found.place.name}　{kind}",
        number=f"{found.number}　{edition}",
        title=text.title,
        paragraphs=[line for line in text.text.splitlines() if line.strip()],
        foot=[line for line in text.foot.splitlines() if line.strip()],
        facts=facts,
        fingerprint=f"{_('Fingerprint')} {grouped(text.digest)}",
        journal_head=f"{_('Head of the journal')} {grouped(text.journal_head[:HEAD])}",
        address=request.build_absolute_uri(address),
    )


def _board_line(request: Request, row: BoardRow, here: BoardPlace, now: datetime) -> BoardLine:
    line = words.line_of(row, here, now)
    until = _("hangs until %(day)s") % {"day": day(row.until)}
    return BoardLine(
        kind=line.kind,
        title=row.title,
        facts=spaced("　".join([*line.meta, until, *([line.when] if line.when else [])])),
        fingerprint=f"{_('Fingerprint')} {grouped(row.digest[:HEAD].upper())}",
        address=request.build_absolute_uri(line.href),
    )


def _feed_entry(request: Request, row: BoardRow, text: str) -> FeedEntry:
    until = _("hangs until %(day)s") % {"day": row.until.isoformat()}
    mark = f"{_('Fingerprint')} {row.digest}"
    return FeedEntry(
        address=request.build_absolute_uri(words.address_of(row)),
        title=row.title,
        kind=words.kind_word(row.kind),
        text="\n\n".join(part for part in (text, until, mark) if part),
        made_by=row.made_by,
        made_at=row.made_at,
    )


def _calendar_entry(request: Request, row: BoardRow) -> CalendarEntry:
    everyday = row.kind == PublicationKind.ORDINARY and row.begins_at is not None
    title = row.title if everyday else _("Last day: %(title)s") % {"title": row.title}
    return CalendarEntry(
        uid=f"{row.id}@linli",
        address=request.build_absolute_uri(words.address_of(row)),
        title=title,
        text=f"{words.kind_word(row.kind)}  {_('Fingerprint')} {row.digest[:HEAD]}",
        made_at=row.made_at,
        edition=row.edition,
        on=None if everyday else row.until,
        begins_at=row.begins_at,
        ends_at=row.ends_at,
    )
