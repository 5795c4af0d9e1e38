"""A text of somebody's file as a screen may show it."""

from __future__ import annotations

import unicodedata

_STEERING = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Kinds of letters that move, hide or turn what stands around them."""


def visible(text: object) -> str:
    """Write letters that steer a screen, line ends among them, as their numbers."""
    return "".join(
        f"\\u{{{ord(one):x}}}" if unicodedata.category(one) in _STEERING else one
        for one in str(text)
    )
