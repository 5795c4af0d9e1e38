"""A result in words: who took part, what the rule needed, who is elected, what a tie did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from linli.elections.queries.signed_words import (
    missed_heads_words,
    owners_words,
    roll_call_words,
    share_words,
)

Figures = Mapping[str, Any]
_SHORT = 3
"""Sentences that a box at the head of a page can hold."""


def result_words(figures: Figures, names: Mapping[int, str]) -> list[str]:
    """The arithmetic of a result, sentence by sentence."""
    if figures.get("mode") == "open":
        return roll_call_words(figures)
    if figures.get("mode") == "signed":
        said = owners_words(figures, names)
        return [*said, tie_words(figures["tie"], names)] if figures["tie"] else said
    said = [turnout_words(figures["turnout"]), *_flaws(figures["flaws"])]
    if not figures["turnout"]["met"] or figures["flaws"]:
        return [*said, _("So the election is not valid, and nobody is elected.")]
    said.append(majority_words(figures["majority"]))
    said.append(_elected(figures, names))
    if figures["tie"]:
        said.append(tie_words(figures["tie"], names))
    if figures["vacant"]:
        said.append(
            _("%(vacant)s of %(seats)s seats stay empty until a further election.")
            % {"vacant": figures["vacant"], "seats": figures["seats"]}
        )
    if figures.get("rerun"):
        said.append(rerun_words(figures["rerun"], names))
    return said


def conclusion_words(figures: Figures, names: Mapping[int, str], *, valid: bool) -> list[str]:
    """What came of it, before all arithmetic: who is elected, what is decided, or why nothing is."""
    said = result_words(figures, names)
    if not valid:
        return [said[-1], *said[:2]] if len(said) > _SHORT else [said[-1], *said[:-1]]
    if not figures.get("seats"):
        return said[-_SHORT:]
    told = [_elected(figures, names)]
    if figures["tie"]:
        told.append(tie_words(figures["tie"], names))
    return told


def turnout_words(measure: Figures) -> str:
    """How many took part of how many, and how many the rule needs."""
    said = _("%(part)s of %(whole)s heads took part; %(share)s needs %(needs)s.") % _of(measure)
    return said + missed_heads_words(measure)


def majority_words(measure: Figures) -> str:
    """How many votes elect."""
    return _(
        "%(whole)s ballots were cast; to be elected takes %(share)s of them: %(needs)s votes."
    ) % _of(measure)


def tie_words(tie: Figures, names: Mapping[int, str]) -> str:
    """Who is tied for the last seats, and what the rule asked beforehand does."""
    facts = {"names": _listed(tie["numbers"], names), "seats": tie["seats"]}
    said = _("%(names)s have equally many votes for the last %(seats)s seats.") % facts
    if tie["rule"] == "run_off":
        return said + _("By the rule set before the vote, a run-off between them decides.")
    if tie["rule"] == "vacant":
        return said + _("By the rule set before the vote, the seats stay empty.")
    if not tie["drawn"]:
        return said + _("By the rule set before the vote, lots are drawn before everybody.")
    drawn = {"names": _listed(tie["drawn"], names)}
    return said + _("Lots were drawn as the rule says, and fell on %(names)s.") % drawn


def rerun_words(rerun: Figures, names: Mapping[int, str]) -> str:
    """Among whom the seats left are voted on again, and how many votes elect then."""
    return _(
        "A re-run for %(seats)s seats is held among %(names)s; most votes win, with at "
        "least %(share)s of the ballots cast then."
    ) % {
        "seats": rerun["seats"],
        "names": _listed(rerun["numbers"], names),
        "share": share_words(rerun),
    }


def outcome_words(outcome: str) -> str:
    """What became of a candidate, in a word or two."""
    return {
        "elected": _("Elected"),
        "drawn": _("Elected by lot"),
        "run_off": _("In the run-off"),
        "tied": _("Tied, seat empty"),
        "lots_due": _("Lots to be drawn"),
        "not_drawn": _("Not drawn"),
        "no_seat": _("Enough votes, no seat left"),
        "not_elected": _("Not elected"),
        "invalid": _("Not valid"),
    }.get(outcome, outcome)


def _elected(figures: Figures, names: Mapping[int, str]) -> str:
    won = [one["number"] for one in figures["candidates"] if one["outcome"] in {"elected", "drawn"}]
    if not won:
        return _("Nobody reached it.")
    return _("Elected for %(seats)s seats: %(names)s.") % {
        "seats": figures["seats"],
        "names": _listed(won, names),
    }


def _flaws(flaws: Iterable[str]) -> list[str]:
    words = {
        "more_ballots_than_heads": _("There are more ballots than heads on the roll."),
        "more_paper_than_handed": _("More paper ballots were taken out than handed out."),
    }
    return [words[flaw] for flaw in flaws]


def _of(measure: Figures) -> dict[str, Any]:
    return {
        "part": measure["part"],
        "whole": measure["whole"],
        "needs": measure["needs"],
        "share": share_words(measure),
    }


def _listed(numbers: Iterable[int], names: Mapping[int, str]) -> str:
    return _(", ").join(names.get(number, str(number)) for number in numbers)
