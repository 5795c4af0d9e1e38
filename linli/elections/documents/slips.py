"""Voting slips for the printer: whoever holds one can vote with it."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

import segno
import typst
from django.utils.translation import gettext as _

from linli.ballots.credentials import slip_text
from linli.records.documents import FONTS

_MORE_FONTS = ("Microsoft YaHei", "SimSun", "PingFang SC")
"""What computers of offices have that never had a package installed."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A credential with the line of the roll that it is for."""

    credential: str
    line: str

    @property
    def code(self) -> str:
        """What the voter types, check characters included."""
        return slip_text(self.credential)


def slips_pdf(slips: Sequence[Slip], *, title: str, address: str) -> bytes:
    """Set slips for printing, each with a square that opens the booth with its code."""
    page = resources.files("linli.elections").joinpath("templates/elections/papers/slips.typ")
    given = {
        "title": title,
        "address": address,
        "fonts": fonts_there(),
        "words": {
            "code": _("Your voting code"),
            "keep": _(
                "Whoever holds this slip can vote for you. Show it to nobody; do not photograph it."
            ),
        },
        "slips": [
            {
                "line": slip.line,
                "groups": slip.code.split("-"),
                "drawing": _square(slip, address),
            }
            for slip in slips
        ],
    }
    made: bytes = typst.compile(
        page.read_bytes(), format="pdf", sys_inputs={"slips": json.dumps(given)}
    )
    return made


def fonts_there() -> list[str]:
    """The fonts with Chinese letters that this computer has, best first."""
    there = set(typst.Fonts().families())
    return [font for font in (*FONTS, *_MORE_FONTS) if font in there] or [*FONTS]


def _square(slip: Slip, address: str) -> str:
    # The part behind # stays in the voter's browser: no server ever receives it.
    drawn = io.BytesIO()
    segno.make(f"{address}#{slip.code}" if address else slip.code, error="m").save(
        drawn, kind="svg", border=0
    )
    return drawn.getvalue().decode()
