"""The announced result as papers tell it: in words, and in figures by both channels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from linli.elections import queries
from linli.elections.rules.results import elected_numbers
from linli.kernel.areas import area_in_words

if TYPE_CHECKING:
    from linli.elections.models import Election

_KINDS = (
    ("handed", "发出纸票"),
    ("ballots", "收回"),
    ("blank", "空白"),
    ("spoiled", "作废"),
)


@dataclass(frozen=True, slots=True)
class NameTold:
    """A name or answer with its votes by both channels."""

    number: int
    name: str
    online: int
    paper: int
    votes: int
    area: str
    outcome: str


@dataclass(frozen=True, slots=True)
class ChannelsTold:
    """How many ballots of a kind came by each channel."""

    name: str
    online: str
    paper: str
    both: str


@dataclass(frozen=True, slots=True)
class ResultTold:
    """A result for paper: its arithmetic in words, names, channels, who is elected."""

    words: Sequence[str]
    names: Sequence[NameTold]
    channels: Sequence[ChannelsTold]
    by_area: bool
    elected: Sequence[str]
    here: int
    members: int


def told(election: Election) -> ResultTold | None:
    """The announced result; None before that, so that papers leave room for the hand."""
    result = queries.result_of(election)
    if result is None:
        return None
    figures = result.figures
    names = {number: plain(name) for number, name in queries.names_on_ballot(election).items()}
    won = elected_numbers(figures) if result.valid else []
    return ResultTold(
        words=[plain(said) for said in queries.result_words(figures, names)],
        names=[_name(one, names) for one in figures["candidates"]],
        channels=_channels(figures["channels"]),
        by_area="areas" in figures,
        elected=[names.get(number, str(number)) for number in won],
        here=figures["took_part"],
        members=figures["heads"],
    )


def plain(text: str) -> str:
    """A text that cannot be taken for a table or begin a line of its own."""
    return " ".join(text.replace("|", "／").split())


def _name(one: Mapping[str, Any], names: Mapping[int, str]) -> NameTold:
    area = area_in_words(one["area_cm2"]) if "area_cm2" in one else ""
    return NameTold(
        one["number"],
        names.get(one["number"], str(one["number"])),
        one["online"],
        one["paper"],
        one["votes"],
        area,
        queries.outcome_words(one["outcome"]) if one["outcome"] else "—",
    )


def _channels(channels: Mapping[str, Mapping[str, int]]) -> list[ChannelsTold]:
    """A line for each kind of ballot; nothing where there were no ballots (a roll call)."""
    if not channels:
        return []
    online, paper = channels["online"], channels["paper"]
    lines = []
    for key, name in _KINDS:
        both = online.get(key, 0) + paper.get(key, 0)
        shown = str(online[key]) if key in online else "—"
        lines.append(ChannelsTold(name, shown, str(paper.get(key, 0)), str(both)))
    return lines
