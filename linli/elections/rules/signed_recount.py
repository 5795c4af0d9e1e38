"""Recount a signed vote from the tellers' pack alone: receipts, box, list and sums must agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from linli.elections.rules.arithmetic import Ballot, committee_outcome, decision_outcome
from linli.elections.rules.results import Asked
from linli.elections.rules.signed import (
    Choosing,
    Flaw,
    Vote,
    choice_flaw,
    choices_in,
    commitment_of,
    flaw_in,
    next_head,
)
from linli.elections.rules.thresholds import Asks, Both, Sum
from linli.elections.rules.words import Channel, TieRule
from linli.kernel.shares import Threshold

OPENED_BY_TELLERS = frozenset({Flaw.SHUT, Flaw.OTHER_COMMITMENT, Flaw.STRUCK})
"""Flaws that key and roll tell, and the pack cannot."""
NOT_COUNTED = frozenset({"buildings"})
"""What a result says beside the count."""


def recount(pack: Mapping[str, Any]) -> list[str]:
    """Name in codes what does not hold of a pack; nothing is named when all of it does."""
    checks = {
        "roll": _fits_roll(pack),
        "receipts": all(_fits_receipt(one) for one in pack["votes"]),
        "flaws": all(_fits_flaw(one, pack) for one in pack["votes"]),
        "box": _fits_box(pack),
        "list": _fits_list(pack),
        "sums": _fits_sums(pack),
    }
    return [name for name, holds in checks.items() if not holds]


def ballot_as_data(ballot: Ballot) -> dict[str, Any]:
    """What was asked and by which shares it is counted, as plain data."""
    return {
        "heads": ballot.roll.heads,
        "area_cm2": ballot.roll.area_cm2,
        "numbers": list(ballot.numbers),
        "quorum": _both_as_data(ballot.asks.quorum),
        "approval": _both_as_data(ballot.asks.approval),
        "of_all": ballot.asks.of_all,
        "clause": ballot.clause,
        "seats": ballot.seats,
        "tie_rule": str(ballot.tie_rule),
        "handed": ballot.handed,
    }


def counted_again(pack: Mapping[str, Any]) -> dict[str, Any]:
    """The figures that the votes of a pack give."""
    votes = [_vote(one) for one in pack["votes"]]
    ballot = _ballot(pack["count"])
    if pack["decision"]:
        return decision_outcome(ballot, votes).figures
    return committee_outcome(ballot, votes, _drawn(pack)).figures


def _fits_roll(pack: Mapping[str, Any]) -> bool:
    """Each line votes once, and none takes more area than the roll has."""
    lines = [one["line"] for one in pack["votes"]]
    area = sum(one["area_cm2"] for one in pack["votes"])
    return len(lines) == len(set(lines)) and area <= pack["count"]["area_cm2"]


def _fits_receipt(vote: Mapping[str, Any]) -> bool:
    if vote["flaw"] in {Flaw.SHUT, Flaw.OTHER_COMMITMENT}:
        return True
    return bool(commitment_of(vote["text"]) == vote["commitment"])


def _fits_flaw(vote: Mapping[str, Any], pack: Mapping[str, Any]) -> bool:
    if vote["flaw"] in OPENED_BY_TELLERS:
        return True
    choosing = Choosing(pack["count"]["numbers"], pack["least"], pack["most"])
    if vote["channel"] == Channel.PAPER:
        return str(choice_flaw(choices_in(vote["text"]), choosing) or "") == str(vote["flaw"])
    found = flaw_in(vote["text"], election=pack["election"], line=vote["mark"], choosing=choosing)
    return str(found or "") == str(vote["flaw"])


def _fits_box(pack: Mapping[str, Any]) -> bool:
    """Every ballot stands in the chain where it came, and each line's last one was opened."""
    head = ""
    last: dict[int, str] = {}
    for height, row in enumerate(pack["box"]):
        head = next_head(head, height, row["commitment"], row["ballot"])
        last[row["line"]] = row["commitment"]
    opened = {one["line"]: one["commitment"] for one in _by(Channel.ONLINE, pack)}
    return bool(head == pack["public"]["head"] and last == opened)


def _fits_list(pack: Mapping[str, Any]) -> bool:
    """The public list names each opened vote by its receipt, and nothing else."""
    public = pack["public"]
    return all(
        sorted(one["commitment"] for one in _by(channel, pack)) == public.get(str(channel), [])
        for channel in Channel
    )


def _fits_sums(pack: Mapping[str, Any]) -> bool:
    figures = {
        key: value for key, value in pack["result"]["figures"].items() if key not in NOT_COUNTED
    }
    return bool(counted_again(pack) == figures)


def _by(channel: Channel, pack: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    return [one for one in pack["votes"] if one["channel"] == channel]


def _vote(one: Mapping[str, Any]) -> Vote:
    choices = () if one["flaw"] else choices_in(one["text"])
    return Vote(one["area_cm2"], choices, Channel(one["channel"]), one["flaw"])


def _ballot(data: Mapping[str, Any]) -> Ballot:
    return Ballot(
        roll=Sum(data["heads"], data["area_cm2"]),
        numbers=data["numbers"],
        asks=Asks(_both(data["quorum"]), _both(data["approval"]), of_all=data["of_all"]),
        clause=data["clause"],
        seats=data["seats"],
        tie_rule=TieRule(data["tie_rule"]),
        handed=data["handed"],
    )


def _drawn(pack: Mapping[str, Any]) -> Sequence[int]:
    tie = pack["result"]["figures"].get("tie") or {}
    drawn: Sequence[int] = tie.get("drawn", [])
    return drawn


def _both_as_data(both: Both) -> dict[str, Any]:
    return {"heads": _asked_as_data(both.heads), "area": _asked_as_data(both.area)}


def _asked_as_data(asked: Asked) -> dict[str, Any]:
    return {
        "share": str(asked.threshold.share),
        "inclusive": asked.threshold.inclusive,
        "rule": asked.rule,
        "source": dict(asked.source),
    }


def _both(data: Mapping[str, Any]) -> Both:
    return Both(_asked(data["heads"]), _asked(data["area"]))


def _asked(data: Mapping[str, Any]) -> Asked:
    threshold = Threshold(Fraction(data["share"]), data["inclusive"])
    return Asked(threshold, data["rule"], data["source"])
