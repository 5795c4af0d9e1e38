"""What pages show of a notice: its row on a board, its clock, its facts, what changed in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.decisions import queries
from linli.decisions.queries import BoardPlace, BoardRow
from linli.decisions.queries.board import ELECTION
from linli.decisions.rules import Piece, differences
from linli.decisions.rules.publications import spots_from
from linli.ui.clock import ClockFace, clock_face
from linli.ui.pieces import Fact
from linli.ui.words import day, stamp

if TYPE_CHECKING:
    from linli.decisions.models import PostedSpot, Publication, PublicationEdition


@dataclass(frozen=True, slots=True)
class Line:
    """A notice in a list."""

    kind: str
    title: str
    href: str
    meta: Sequence[str]
    clock: ClockFace
    digest: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """What one edition changed in the one before it."""

    edition: PublicationEdition
    facts: Sequence[tuple[str, str, str]]
    pieces: Sequence[Piece]


def kind_word(kind: str) -> str:
    """What a row of a board is, elections included."""
    return _("Election") if kind == ELECTION else queries.publication_kind_word(kind)


def address_of(row: BoardRow) -> str:
    """The page of a row, whichever room it belongs to."""
    if row.kind == ELECTION:
        return reverse("elections:public_notice", args=[row.election_uuid, int(row.number)])
    return reverse("decisions:public_publication", args=[row.number])


def line_of(row: BoardRow, here: BoardPlace, now: datetime) -> Line:
    """A row of a board in words; a notice of a place above says of which."""
    above = here.names.get(row.place_id, "") if row.place_id != here.id else ""
    if above and row.made_by.startswith(above):
        above = ""
    edited = _("changed, edition %(number)s") % {"number": row.edition} if row.edition > 1 else ""
    posted = posted_words(row.posted_on, now)
    return Line(
        kind=kind_word(row.kind),
        title=row.title,
        href=address_of(row),
        meta=[word for word in (above, row.made_by, posted, edited) if word],
        clock=clock_of(row.until, row.down_on, now),
        digest=row.digest,
        when=span_words(row.begins_at, row.ends_at, now),
    )


def posted_words(on: date, now: datetime) -> str:
    """When it went up, in words."""
    return _("posted %(day)s") % {"day": day(on, now=timezone.localdate(now))}


def clock_of(until: date, down_on: date | None, now: datetime) -> ClockFace:
    """How long a notice still hangs; its last day counts to its end."""
    if down_on is not None or until < timezone.localdate(now):
        return ClockFace(_("Over"), "done")
    ends = timezone.make_aware(datetime.combine(until, time.max))
    return clock_face(due_at=ends, now=now)


def span_words(begins_at: datetime | None, ends_at: datetime | None, now: datetime) -> str:
    """From when to when, in the reader's words; empty where nothing is said."""
    if begins_at is None:
        return ""
    today = timezone.localdate(now)
    first = stamp(begins_at, now=today)
    if ends_at is None:
        return _("from %(at)s") % {"at": first}
    same_day = timezone.localdate(begins_at) == timezone.localdate(ends_at)
    last = f"{timezone.localtime(ends_at):%H:%M}" if same_day else stamp(ends_at, now=today)
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def hanging_facts(edition: PublicationEdition, made_by: str) -> list[Fact]:
    """Who put it up, where, from when to when."""
    where = "；".join(spot.words for spot in spots_from(edition.spots))
    facts = [
        Fact(_("Put up by"), made_by),
        Fact(_("Hangs at"), where),
        Fact(_("Goes up on"), day(edition.posted_on)),
        Fact(_("Hangs until"), day(edition.until)),
    ]
    if edition.begins_at is not None:
        facts.insert(0, Fact(_("When"), _when(edition)))
    return facts


def spot_lines(spots: Sequence[PostedSpot]) -> list[tuple[PostedSpot, str]]:
    """Each place where a notice hangs, with what it is called."""
    return [(spot, queries.spot_word(spot.kind)) for spot in spots]


def changes_of(editions: Sequence[PublicationEdition]) -> list[Changed]:
    """What each edition changed, the last one on top."""
    return [_changed(before, after) for before, after in pairwise(editions)][::-1]


def _changed(before: PublicationEdition, after: PublicationEdition) -> Changed:
    said = [(_("Title"), before.title, after.title)]
    said += [(_("Hangs at"), _where(before), _where(after))]
    said += [(_("Hangs until"), day(before.until), day(after.until))]
    said += [(_("When"), _when(before), _when(after))]
    facts = [(name, was, became) for name, was, became in said if was != became]
    same_text = before.text == after.text
    return Changed(after, facts, [] if same_text else differences(before.text, after.text))


def _where(edition: PublicationEdition) -> str:
    return "；".join(spot.words for spot in spots_from(edition.spots))


def _when(edition: PublicationEdition) -> str:
    return span_words(edition.begins_at, edition.ends_at, edition.made_at)


def waits_for(
    notice: Publication, spots: Sequence[PostedSpot], objections: int, on: date
) -> list[str]:
    """What a notice waits for at the desk."""
    words = []
    if notice.down_on is None and any(spot.first_photo_id is None for spot in spots):
        words.append(_("a photo of it on the wall"))
    if notice.down_on is None and on >= notice.until:
        words.append(_("to be taken down, with a photo"))
    if objections:
        words.append(_("%(count)s objections to answer") % {"count": objections})
    return words
