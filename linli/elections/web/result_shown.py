"""A result as pages show it: a row for each name, both channels apart and together, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from linli.elections import queries
from linli.kernel.rule import Words
from linli.records.queries import in_words

if TYPE_CHECKING:
    from linli.elections.models import Election

WON = frozenset({"elected", "drawn"})


@dataclass(frozen=True, slots=True)
class NameShown:
    """A name on the ballot with its votes by both channels, and what became of it."""

    number: int
    name: str
    online: int
    paper: int
    votes: int
    outcome: str
    won: bool


@dataclass(frozen=True, slots=True)
class ResultShown:
    """A result with its arithmetic, ready to be drawn."""

    rows: Sequence[NameShown]
    words: Sequence[str]
    figures: Mapping[str, Any]
    valid: bool
    source: str
    """The article or paper that the shares rest on."""


def result_shown(election: Election, figures: Mapping[str, Any], *, valid: bool) -> ResultShown:
    """Put names to the numbers of a result; most votes first."""
    names = queries.names_on_ballot(election)
    rows = [
        NameShown(
            one["number"],
            names.get(one["number"], str(one["number"])),
            one["online"],
            one["paper"],
            one["votes"],
            queries.outcome_words(one["outcome"]),
            one["outcome"] in WON,
        )
        for one in figures["candidates"]
    ]
    ranked = sorted(rows, key=lambda row: (-row.votes, row.number))
    words = queries.result_words(figures, names)
    source = figures["turnout"]["source"]
    told = in_words(Words(**source)) if source else ""
    return ResultShown(ranked, words, figures, valid, told)
