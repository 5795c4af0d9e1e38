"""Turnout and results on two measures as pages show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from linli.elections import queries
from linli.elections.rules import Mode
from linli.elections.rules.thresholds import SMALL_ROLL
from linli.kernel.areas import area_in_words
from linli.kernel.rule import Words
from linli.kernel.shares import Threshold
from linli.kernel.turnout import Group, percent
from linli.records.queries import in_words

if TYPE_CHECKING:
    from linli.elections.models import Election

WON = frozenset({"elected", "drawn"})


@dataclass(frozen=True, slots=True)
class Bar:
    """A measure with its bar: what it is of, how far, and where the rule's tick stands."""

    label: str
    whole: str
    percent: int
    tick: str
    tick_words: str
    met: bool


@dataclass(frozen=True, slots=True)
class HouseRow:
    """A building, or several small ones together; `took_part` is None below the floor."""

    name: str
    heads: int
    took_part: int | None
    percent: int
    area_percent: int | None = None


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A name or answer with its heads by both channels and the area behind it."""

    number: int
    name: str
    online: int
    paper: int
    votes: int
    area: str
    outcome: str
    won: bool


def turnout_context(election: Election) -> dict[str, Any] | None:
    """Turnout while people vote; None before anything may be shown."""
    live = queries.live_turnout(election)
    if live is None:
        return None
    shown, asked = live.shown, live.asked
    tick = str(asked.share) if asked else ""
    needs = asked.least(shown.heads) if asked and shown.heads else 0
    bars = [
        Bar(
            label=_("By heads"),
            whole=f"{shown.took_part:,} / {shown.heads:,}",
            percent=percent(shown.took_part, shown.heads),
            tick=tick,
            tick_words=_needs(asked, needs) if asked and needs else "",
            met=bool(needs) and shown.took_part >= needs,
        )
    ]
    if live.counts_area:
        bars.append(
            Bar(
                label=_("By area"),
                whole=area_in_words(live.area_cm2),
                percent=shown.area_percent,
                tick=tick,
                tick_words="",
                met=bool(asked and asked.met_by(Fraction(shown.area_percent), 100)),
            )
        )
    return {
        "bars": bars,
        "houses": [_house(group) for group in shown.groups] if len(shown.groups) > 1 else [],
        "tick": tick,
        "day": live.day,
        "signed": live.counts_area,
    }


def _needs(asked: Threshold, needs: int) -> str:
    """How many heads the share asks for."""
    share = queries.share_words({"share": asked.share, "inclusive": asked.inclusive})
    return _("%(share)s needs %(needs)s heads") % {"share": share, "needs": f"{needs:,}"}


def _house(group: Group) -> HouseRow:
    name = _(", ").join(name for name in group.names if name)
    return HouseRow(name, group.heads, group.shown or None, percent(group.shown, group.heads))


def result_context(election: Election) -> dict[str, Any] | None:
    """The announced result of a signed vote or a roll call, as pages show it."""
    result = queries.result_of(election)
    if result is None:
        return None
    figures = result.figures
    names = queries.names_on_ballot(election)
    return {
        "result": result,
        "figures": figures,
        "signed": election.mode == Mode.SIGNED,
        "rows": [_answer(one, names) for one in figures["candidates"]],
        "words": queries.result_words(figures, names),
        "verdict": _verdict(figures, valid=result.valid),
        "took_part_area": area_in_words(figures.get("took_part_cm2", 0)),
        "sources": _sources(figures),
        "houses": [_closed_house(one) for one in figures.get("buildings", [])],
        "minutes": [_minute(one, names) for one in figures.get("minutes", [])],
        "small": is_small(election),
        "heads": figures["heads"],
    }


def is_small(election: Election) -> bool:
    """Whether a roll is so small that exact sums of area let votes be guessed."""
    heads = election.roll.heads if election.roll else 0
    return election.mode == Mode.SIGNED and 0 < heads <= SMALL_ROLL


def _answer(one: Mapping[str, Any], names: Mapping[int, str]) -> AnswerRow:
    return AnswerRow(
        number=one["number"],
        name=names.get(one["number"], str(one["number"])),
        online=one["online"],
        paper=one["paper"],
        votes=one["votes"],
        area=area_in_words(one["area_cm2"]) if "area_cm2" in one else "",
        outcome=queries.outcome_words(one["outcome"]) if one["outcome"] else "",
        won=one["outcome"] in WON,
    )


def _verdict(figures: Mapping[str, Any], *, valid: bool) -> tuple[str, str]:
    """The result in a word, with its tone."""
    if not valid:
        return _("Not valid"), "is-late"
    if not figures["decision"]:
        return _("Valid"), "is-good"
    return (_("Carried"), "is-good") if figures["carried"] else (_("Not carried"), "is-late")


def _sources(figures: Mapping[str, Any]) -> list[str]:
    asked = [figures["turnout"], figures["majority"]]
    said = [in_words(Words(**one["source"])) for one in asked if one.get("source")]
    return list(dict.fromkeys(said))


def _closed_house(one: Mapping[str, Any]) -> HouseRow:
    return HouseRow(
        name=_(", ").join(name for name in one["names"] if name) or _("All together"),
        heads=one["heads"],
        took_part=one["took_part"],
        percent=percent(one["took_part"], one["heads"]),
        area_percent=one["area_percent"],
    )


def _minute(one: Mapping[str, Any], names: Mapping[int, str]) -> dict[str, str]:
    said = {"absent": _("Absent"), "recused": _("Recused")}.get(one["stand"])
    answer = said or names.get(one["number"], "")
    return {"name": one["name"], "answer": answer, "reason": one["reason"]}


def lines_of(text: str) -> Sequence[str]:
    """The names given one on a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]
