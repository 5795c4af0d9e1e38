"""Papers as plain blocks, out of text templates; every room writes its papers so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading, a line at the right, or a table."""

    kind: str
    text: str = ""
    rows: Sequence[Sequence[str]] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper: its title, its blocks, and the small line at its foot."""

    title: str
    blocks: Sequence[Block]
    foot: str = ""

    @property
    def text(self) -> str:
        """The paper as plain text, for a notice that is read on a page."""
        return "\n".join(line for block in self.blocks for line in _lines(block)).strip()


def read_paper(text: str, *, foot: str) -> Paper:
    """Read a text template: its first line is the title, `|` begins a row, `##` a heading."""
    lines = [line.rstrip() for line in text.splitlines() if line.strip(" ")]
    blocks: list[Block] = []
    for line in lines[1:]:
        if line.startswith("|"):
            row = tuple(cell.strip(" ") for cell in line.strip("|").split("|"))
            before = blocks.pop() if blocks and blocks[-1].kind == "table" else Block("table")
            blocks.append(Block("table", rows=(*before.rows, row)))
        elif line.startswith("## "):
            blocks.append(Block("heading", line[3:]))
        elif line.startswith(">"):
            blocks.append(Block("right", line[1:]))
        else:
            blocks.append(Block("paragraph", line))
    return Paper(lines[0], tuple(blocks), foot)


def _lines(block: Block) -> Sequence[str]:
    if block.kind == "table":
        return ["　".join(row) for row in block.rows]
    return [block.text]
