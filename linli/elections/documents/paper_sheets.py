"""Sheets of the paper channel in large type: poll book, rounds, seals, witnesses, counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from linli.elections import queries
from linli.records.documents import Paper, read_paper

if TYPE_CHECKING:
    from linli.elections.models import Delivery, Election, PaperBox, RollLine

OF_BOXES = ("seal", "witnesses", "count")
"""Sheets that belong to one box."""
OF_HOUSES = ("poll_book", "deliveries")
"""Sheets that belong to one building."""


def sheet_title(name: str) -> str:
    """What a sheet is called."""
    return {
        "poll_book": _("Poll book of a building"),
        "deliveries": _("Round of a building"),
        "seal": _("Seal of a box"),
        "witnesses": _("Record of the witnesses"),
        "count": _("Counting sheet"),
    }[name]


def poll_book_sheet(election: Election, building: str, lines: Sequence[RollLine]) -> Paper:
    """The lines of one building with room to sign; no serial stands in it."""
    return _sheet(election, "poll_book", building=building, lines=lines)


def deliveries_sheet(
    election: Election, building: str, what: str, doors: Sequence[Delivery]
) -> Paper:
    """The doors of one round with room to tick how each ended; no names."""
    with translation.override("zh-hans"):
        name = queries.delivered_name(what)
    return _sheet(election, "deliveries", building=building, what=name, doors=doors)


def box_sheet(election: Election, name: str, box: PaperBox) -> Paper:
    """The sheet of one box: to be signed at its sealing, its opening, its count."""
    names = queries.ballot_names(election)
    with translation.override("zh-hans"):
        kind = queries.box_kind_name(box.kind)
    return _sheet(election, name, box=box, kind=kind, names=names.items())


def _sheet(election: Election, name: str, **facts: object) -> Paper:
    with translation.override("zh-hans"):
        text = render_to_string(
            f"elections/papers/sheet_{name}.txt", {"election": election, **facts}
        )
    return read_paper(text, foot=election.number)
