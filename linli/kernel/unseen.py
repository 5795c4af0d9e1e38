"""Take signs out of a text that steer a screen and that nobody sees."""

from __future__ import annotations

import re

_LINE_ENDS = re.compile("[\u0085\u2028\u2029\x0b\x0c]")
_UNSEEN = re.compile(
    "[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_GAPS = re.compile(r"[\t\r\n]+")


def without_unseen(text: str, *, lines: bool) -> str:
    """The text without controls and marks that turn its direction; with `lines` it keeps its lines.

    The zero sign stays, for forms refuse it by name; so do the joiners that letters and emoji need.
    """
    plain = _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))
    return plain if lines else _GAPS.sub(" ", plain)
