"""Notices and boards set as PDF for the wall: A4 or A3, each with a square that leads to the page."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib import resources
from typing import Any

import segno
import typst

PAPERS = ("a4", "a3")


@dataclass(frozen=True, slots=True)
class NoticeSheet:
    """A notice as it hangs on the wall."""

    kind: str
    number: str
    title: str
    paragraphs: Sequence[str]
    foot: Sequence[str]
    facts: Sequence[Sequence[str]]
    fingerprint: str
    journal_head: str
    address: str


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A notice in the list of a printed board."""

    kind: str
    title: str
    facts: str
    fingerprint: str
    address: str


def notice_pdf(sheet: NoticeSheet, *, paper: str = "a4") -> bytes:
    """Set a notice for the wall; on A3 it is read from two metres away."""
    return _set("notice.typ", {**asdict(sheet), "paper": paper, "qr": _square(sheet.address)})


def board_pdf(
    lines: Sequence[BoardLine], *, title: str, under: str, foot: str, address: str, paper: str
) -> bytes:
    """Set the list of what hangs at a place, each line with its own square."""
    given = {
        "title": title,
        "under": under,
        "foot": foot,
        "paper": paper,
        "qr": _square(address),
        "lines": [{**asdict(line), "qr": _square(line.address)} for line in lines],
    }
    return _set("board.typ", given)


def _set(name: str, given: dict[str, Any]) -> bytes:
    page = resources.files("linli.decisions").joinpath("templates/decisions/papers", name)
    made: bytes = typst.compile(
        page.read_bytes(), format="pdf", sys_inputs={"given": json.dumps(given)}
    )
    return made


def _square(address: str) -> str:
    drawn = io.BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", border=0)
    return drawn.getvalue().decode()
