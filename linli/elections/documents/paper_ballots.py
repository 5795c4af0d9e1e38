"""Paper ballots for the printer: large type, a serial and a square each, no name of a voter."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from importlib import resources
from typing import TYPE_CHECKING

import segno
import typst
from django.utils import translation
from django.utils.translation import gettext as _

from linli.elections import queries
from linli.elections.documents.slips import fonts_there
from linli.elections.rules import ElectionKind, Mode
from linli.elections.rules.candidates import PERSONS

if TYPE_CHECKING:
    from linli.elections.models import Election


def paper_ballots_pdf(election: Election, serials: Sequence[str]) -> bytes:
    """Set one ballot a page; in a secret vote nothing on it can be tied to a voter."""
    page = resources.files("linli.elections").joinpath("templates/elections/papers/ballot.typ")
    with translation.override("zh-hans"):
        given = json.dumps(_given(election, serials))
    made: bytes = typst.compile(page.read_bytes(), format="pdf", sys_inputs={"ballots": given})
    return made


def _given(election: Election, serials: Sequence[str]) -> dict[str, object]:
    persons = ElectionKind(election.kind) in PERSONS
    signed = election.mode == Mode.SIGNED
    names = queries.ballot_names(election)
    return {
        "title": election.title,
        "lead": election.question or election.place.name,
        "how": _how(election) if persons else _("Mark one box with a circle."),
        "rows": [{"number": str(number), "name": name} for number, name in names.items()],
        "secret": ""
        if signed
        else _("Fold it and put it into the box yourself. Write no name on it."),
        "signed": [_("Number on the roll"), _("Door"), _("Signature")] if signed else [],
        "stamp": _("Good with the stamp of the election committee"),
        "number": election.number,
        "fonts": fonts_there(),
        "ballots": [{"serial": serial, "drawing": _square(election, serial)} for serial in serials],
    }


def _how(election: Election) -> str:
    words = _(
        "Mark at most %(most)s with a circle. Marking more makes the ballot count for nobody."
    )
    return words % {"most": election.most_choices}


def _square(election: Election, serial: str) -> str:
    drawn = io.BytesIO()
    segno.make(f"LINLI {election.uuid} {serial}", error="m").save(drawn, kind="svg", border=0)
    return drawn.getvalue().decode()
