"""Codes that schemes outside Linli give to places; identity never rests on them."""

from __future__ import annotations

import re
from enum import StrEnum


class CodeScheme(StrEnum):
    """Whose code it is."""

    DIVISION = "division"
    STATISTICAL = "statistical"
    GRID = "grid"
    LOCAL = "local"

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Pairs for a model field."""
        return [(scheme.value, scheme.value) for scheme in cls]


CODE_SCHEMES: dict[CodeScheme, re.Pattern[str]] = {
    CodeScheme.DIVISION: re.compile(r"\d{9}"),
    CodeScheme.STATISTICAL: re.compile(r"\d{12}(?:\d{3})?"),
    CodeScheme.GRID: re.compile(r"[0-9A-Z]{12,20}"),
    CodeScheme.LOCAL: re.compile(r"[0-9A-Za-z][0-9A-Za-z./_-]{0,29}"),
}
"""The form of each scheme's codes; grid codes vary from place to place."""


def code_fits(scheme: CodeScheme, code: str) -> bool:
    """Whether a code has its scheme's form."""
    return CODE_SCHEMES[scheme].fullmatch(code) is not None
