"""A count on two measures in words: heads, areas, what was needed, what it misses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from linli.kernel.areas import area_in_words, least_area_words

Figures = Mapping[str, Any]


def owners_words(figures: Figures, names: Mapping[int, str]) -> list[str]:
    """The arithmetic of an owners' vote, sentence by sentence."""
    said = [*quorum_words(figures), *invalid_words(figures["invalid"]), *_flaws(figures["flaws"])]
    if not (_both_met(figures["quorum"]) and not figures["flaws"]):
        return [*said, _("So the vote is not valid, and nothing is decided.")]
    if figures["decision"]:
        return [*said, *decision_words(figures)]
    return [*said, *_elected_words(figures, names)]


def quorum_words(figures: Figures) -> list[str]:
    """How many heads and how much area took part, and how much the rule needs."""
    heads, area = figures["quorum"]["heads"], figures["quorum"]["area"]
    return [
        _joined(
            _("%(part)s of %(whole)s heads took part; %(share)s needs %(needs)s.") % _heads(heads),
            missed_heads_words(heads),
        ),
        _joined(
            _("Area: %(part)s of %(whole)s took part; %(share)s needs %(needs)s.") % _area(area),
            _missed_area(area),
        ),
    ]


def decision_words(figures: Figures) -> list[str]:
    """Who is for it on both measures, and whether that carries it, in one tally or two."""
    said = _approval_words(figures["approval"], of_all=figures["of_all"])
    joined = figures["with_nonvoters"]
    if joined is None:
        return [*said, _carried_words(figures["carried"], figures["approval"])]
    first = _("Counted without those who did not vote: %(so)s") % {
        "so": _carried_words(figures["plain_carried"], figures["approval"])
    }
    second = _("Counted with them: %(so)s") % {
        "so": _carried_words(joined["carried"], joined["approval"])
    }
    return [
        *said,
        first,
        _joining_words(joined),
        *_approval_words(joined["approval"], of_all=True),
        second,
    ]


def invalid_words(invalid: Mapping[str, int]) -> list[str]:
    """How many votes are invalid, and why; they took part all the same."""
    return [
        _("%(count)s invalid: %(why)s. They took part and are for nothing.")
        % {"count": count, "why": flaw_words(flaw)}
        for flaw, count in invalid.items()
    ]


def flaw_words(flaw: str) -> str:
    """Why a vote is invalid."""
    return {
        "shut": _("the ballot does not open with the tellers' key"),
        "other_commitment": _("the ballot is not what its receipt says"),
        "bad_text": _("the ballot is not written as one"),
        "other_election": _("the ballot was made for another vote"),
        "other_line": _("the ballot names another owner"),
        "not_on_ballot": _("something was chosen that is not on the ballot"),
        "too_many": _("too much was chosen"),
        "too_few": _("too little was chosen"),
        "struck": _("the owner was struck from the roll"),
    }.get(flaw, flaw)


def roll_call_words(figures: Figures) -> list[str]:
    """A council's roll call: who was there, who is for it, of all members or of those who came."""
    present, approval = figures["turnout"], figures["majority"]
    said = [
        _("%(part)s of %(whole)s members were there; %(share)s needs %(needs)s.") % _heads(present)
    ]
    if figures["recused"]:
        said.append(
            _("%(count)s took no part for a reason of their own; they still count as members.")
            % {"count": figures["recused"]}
        )
    if not present["met"]:
        return [*said, _("So the council could not decide.")]
    words = _("%(part)s of all %(whole)s members are for it; %(share)s needs %(needs)s.")
    if figures.get("of_present"):
        words = _("%(part)s of the %(whole)s who were there are for it; %(share)s needs %(needs)s.")
    said.append(words % _heads(approval))
    if approval["met"]:
        return [*said, _("So it is carried.")]
    return [*said, _joined(_("So it is not carried."), missed_heads_words(approval))]


def _approval_words(approval: Figures, *, of_all: bool) -> list[str]:
    heads, area = _heads(approval["heads"]), _area(approval["area"])
    if of_all:
        return [
            _("%(part)s of all %(whole)s heads are for it; %(share)s needs %(needs)s.") % heads,
            _("Area: %(part)s of all %(whole)s is for it; %(share)s needs %(needs)s.") % area,
        ]
    return [
        _("%(part)s of the %(whole)s heads who took part are for it; %(share)s needs %(needs)s.")
        % heads,
        _("Area: %(part)s of the %(whole)s that took part is for it; %(share)s needs %(needs)s.")
        % area,
    ]


def _carried_words(carried: bool, approval: Figures) -> str:  # noqa: FBT001 - of one tally
    if carried:
        return _("It is carried.")
    heads, area = approval["heads"], approval["area"]
    if area["met"]:
        return _joined(
            _("It is not carried: the area is enough, the heads are not."),
            missed_heads_words(heads),
        )
    if heads["met"]:
        return _joined(
            _("It is not carried: the heads are enough, the area is not."), _missed_area(area)
        )
    return _("It is not carried: neither heads nor area are enough.")


def _joining_words(joined: Figures) -> str:
    facts = {
        "clause": joined["clause"],
        "heads": joined["absent"],
        "area": area_in_words(joined["absent_cm2"]),
    }
    return {
        "for": _(
            "By %(clause)s those who did not vote join the majority: %(heads)s heads and %(area)s "
            "are added to those for it."
        ),
        "against": _(
            "By %(clause)s those who did not vote join the majority: %(heads)s heads and %(area)s "
            "are added to those against it."
        ),
        "none": _(
            "By %(clause)s those who did not vote join the majority; as heads and area do not "
            "point the same way, %(heads)s heads and %(area)s join neither side."
        ),
    }[joined["joined"]] % facts


def _elected_words(figures: Figures, names: Mapping[int, str]) -> list[str]:
    heads, area = figures["majority"], figures["majority_area"]
    needs = _("To be elected takes %(share)s on both measures: %(needs)s votes and %(area)s.") % {
        **_heads(heads),
        "area": least_area_words(area["needs"]),
    }
    won = [one["number"] for one in figures["candidates"] if one["outcome"] in {"elected", "drawn"}]
    said = [needs, _("Among those who reach it, more votes come first, then more area.")]
    said.append(
        _("Elected for %(seats)s seats: %(names)s.")
        % {"seats": figures["seats"], "names": _listed(won, names)}
        if won
        else _("Nobody reached it.")
    )
    if figures["vacant"]:
        said.append(
            _("%(vacant)s of %(seats)s seats stay empty until a further election.")
            % {"vacant": figures["vacant"], "seats": figures["seats"]}
        )
    return said


def missed_heads_words(measure: Figures) -> str:
    """How many heads a measure misses; nothing where it is met."""
    if measure["met"]:
        return ""
    return _("Missed by %(missed)s heads.") % {"missed": f"{measure['missed_by']:,}"}


def _missed_area(measure: Figures) -> str:
    if measure["met"]:
        return ""
    return _("Missed by %(missed)s.") % {"missed": least_area_words(measure["missed_by"])}


def _heads(measure: Figures) -> dict[str, Any]:
    return {
        "part": f"{measure['part']:,}",
        "whole": f"{measure['whole']:,}",
        "needs": f"{measure['needs']:,}",
        "share": share_words(measure),
    }


def _area(measure: Figures) -> dict[str, Any]:
    return {
        "part": area_in_words(measure["part"]),
        "whole": area_in_words(measure["whole"]),
        "needs": least_area_words(measure["needs"]),
        "share": share_words(measure),
    }


def share_words(measure: Figures) -> str:
    """The share that is asked for: 2/3, or more than 1/2."""
    known = {"1/3": _("1/3"), "1/2": _("1/2"), "2/3": _("2/3"), "3/4": _("3/4")}
    share = known.get(str(measure["share"]), str(measure["share"]))
    return (
        share
        if measure["inclusive"]
        else pgettext("a sum in words", "more than %(share)s") % {"share": share}
    )


def _both_met(measured: Figures) -> bool:
    return bool(measured["heads"]["met"] and measured["area"]["met"])


def _flaws(flaws: Iterable[str]) -> list[str]:
    words = {
        "more_ballots_than_heads": _("There are more ballots than heads on the roll."),
        "more_paper_than_handed": _("More paper ballots were taken out than handed out."),
    }
    return [words[flaw] for flaw in flaws]


def _joined(said: str, more: str) -> str:
    return _("%(said)s %(more)s") % {"said": said, "more": more} if more else said


def _listed(numbers: Iterable[int], names: Mapping[int, str]) -> str:
    return _(", ").join(names.get(number, str(number)) for number in numbers)
