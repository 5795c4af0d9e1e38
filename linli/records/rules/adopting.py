"""What a place may put in a rule's stead: within reason, decided already, and not covered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from linli.kernel.rule import Rule, RuleValue
from linli.kernel.rulebook import LocalRule, binding
from linli.kernel.shares import Threshold
from linli.kernel.workdays import Duration, Unit

_DAY = 1_440
_MINUTES = {Unit.MINUTES: 1, Unit.WORKDAYS: _DAY * 7 // 5, Unit.DAYS: _DAY, Unit.MONTHS: _DAY * 30}
_YEAR = 366 * _DAY
TIMES = 20
"""A limit longer than a year and twenty times the rulebook's own is a slip of the hand."""
YEARS = 30
"""Where the rulebook has no limit of its own, none is longer than this."""


def why_unreasonable(rule: Rule, value: RuleValue) -> str:
    """Why a value cannot be meant, as a code; empty where it can."""
    if isinstance(value, Threshold) and not 0 < value.share <= 1:
        return "no_share"
    if not isinstance(value, Duration):
        return ""
    own = rule.value if isinstance(rule.value, Duration) else None
    if not value.count and not (own and not own.count):
        return "no_time"
    return "too_long" if _minutes(value) > _longest(own) else ""


def covered_by(own: Iterable[LocalRule], new: LocalRule, *, today: date) -> LocalRule | None:
    """What would bind instead of a new value on the first day that it is meant for."""
    first = max(new.valid_from, today)
    on = min(first, new.valid_to) if new.valid_to else first
    wins = binding((*own, new), new.key, on=on)
    return None if wins is new else wins


def _longest(own: Duration | None) -> int:
    return max(_YEAR, TIMES * _minutes(own)) if own else YEARS * _YEAR


def _minutes(limit: Duration) -> int:
    return limit.count * _MINUTES[limit.unit]
