"""What changed between two texts, clause by clause, so that a reader sees it at a glance."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_WITHIN = r"(?:[^，。；：！？,;!?\n]|,(?=\d))"
"""A comma before a digit parts thousands, not clauses."""
_CLAUSE = re.compile(rf"{_WITHIN}*(?:[，。；：！？;!?]|,(?!\d))+|{_WITHIN}+|\n+")
SAME, OUT, IN = "same", "out", "in"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text: the same in both, taken out, or put in."""

    kind: str
    text: str


def differences(before: str, after: str) -> list[Piece]:
    """The two texts as one: what stayed, what was taken out, what was put in, in reading order."""
    old, new = _clauses(before), _clauses(after)
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(SAME, "".join(old[a:b])))
        elif b - a == d - c:
            pairs = zip(old[a:b], new[c:d], strict=True)
            pieces += [piece for out, in_ in pairs for piece in (Piece(OUT, out), Piece(IN, in_))]
        else:
            pieces += [Piece(OUT, "".join(old[a:b]))] if b > a else []
            pieces += [Piece(IN, "".join(new[c:d]))] if d > c else []
    return pieces


def _clauses(text: str) -> list[str]:
    return _CLAUSE.findall(text.replace("\r\n", "\n"))
