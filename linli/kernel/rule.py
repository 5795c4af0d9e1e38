"""One rule of the rulebook: its words, its value, and how both are read from data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from linli.kernel.shares import Threshold
from linli.kernel.workdays import Duration, Unit

Word = TypeVar("Word", bound=StrEnum)
Row = Mapping[str, str | int | bool]
RuleValue = Threshold | Duration | bool | int | str | tuple[str, ...] | tuple[Row, ...]


class BadRule(ValueError):
    """A rule or a local value is not written as it must be; the text says what is wrong."""


class Kind(StrEnum):
    """Name what a rule's value is; in the files it is the name of the value's entry."""

    SHARE = "share"
    COUNT = "count"
    MINUTES = "minutes"
    WORKDAYS = "workdays"
    DAYS = "days"
    MONTHS = "months"
    SWITCH = "switch"
    TEXT = "text"
    LIST = "list"
    TABLE = "table"


class Certainty(StrEnum):
    """Say how well a number is known."""

    READ = "V"
    SECOND_HAND = "M"
    FROM_KNOWLEDGE = "K"
    NOT_ESTABLISHED = "U"


class Bound(StrEnum):
    """Say from which side a number binds."""

    EXACTLY = "exactly"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


@dataclass(frozen=True, slots=True)
class Words:
    """Hold one text in both languages."""

    zh: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """Hold one number or dated fact, with all that a reader needs to check it.

    `valid_to` is the last day of force. A rule with `must_be_set` has no value of its own;
    one with `should_be_set` has a value that the place ought to confirm or replace.
    """

    id: str
    key: str
    group: str
    name: Words
    kind: Kind
    value: RuleValue | None
    bound: Bound
    source: Words
    valid_from: date
    valid_to: date | None
    certainty: Certainty
    verified_by: str
    url: str
    must_be_set: bool
    should_be_set: bool
    note: Words

    @property
    def unit(self) -> Unit | None:
        """Give the unit of a limit, and none for other kinds."""
        return Unit(self.kind.value) if self.kind in _DURATIONS else None

    def in_force_on(self, on: date) -> bool:
        """Tell whether the rule binds that day."""
        return within(on, self.valid_from, self.valid_to)


def within(on: date, valid_from: date, valid_to: date | None) -> bool:
    """Tell whether a day lies in a span whose last day counts."""
    return valid_from <= on and (valid_to is None or on <= valid_to)


def rule_from(entry: Mapping[str, object], *, group: str) -> Rule:
    """Read one entry of a file, or raise `BadRule` naming the key and the fault."""
    key = entry.get("key")
    if not isinstance(key, str) or not key:
        raise BadRule(f"{group}: a rule has no key.")
    try:
        return _rule(entry, key, group)
    except BadRule as fault:
        raise BadRule(f"{group}: {key}: {fault}") from fault


def value_from(raw: object, *, kind: Kind, source: str) -> tuple[Kind, RuleValue]:
    """Read a value of a kind from plain data; a limit may name another unit than its own.

    Plain data is a number, a yes or no, a text, a list, `{"share": "2/3", "inclusive": true}`
    or `{"minutes": 30}`, and so can be kept as JSON.
    """
    if kind in _DURATIONS:
        return _limit_from(raw, kind)
    if kind is Kind.SHARE:
        return kind, _share_from(raw, source)
    return kind, _READERS[kind](raw)


def _rule(entry: Mapping[str, object], key: str, group: str) -> Rule:
    _refuse_strangers(entry)
    must = _switch(entry.get("must_be_set", False))
    certainty = _member(Certainty, entry, "certainty")
    source = _words(entry, "source")
    kind, value = _no_value(entry) if must else _own_value(entry, source.zh)
    unsure = certainty is Certainty.NOT_ESTABLISHED and not must
    rule = Rule(
        id=_text_of(entry, "id"),
        key=key,
        group=group,
        name=_words(entry, "name"),
        kind=kind,
        value=value,
        bound=_member(Bound, {"bound": Bound.EXACTLY.value, **entry}, "bound"),
        source=source,
        valid_from=_day(entry, "valid_from"),
        valid_to=_day(entry, "valid_to") if "valid_to" in entry else None,
        certainty=certainty,
        verified_by=_text_of(entry, "verified_by") if "verified_by" in entry else "",
        url=_text_of(entry, "url") if "url" in entry else "",
        must_be_set=must,
        should_be_set=_switch(entry.get("should_be_set", unsure)),
        note=_words(entry, "note") if "note" in entry else Words(),
    )
    if rule.valid_to is not None and rule.valid_to < rule.valid_from:
        raise BadRule("it ends before it begins.")
    return rule


def _refuse_strangers(entry: Mapping[str, object]) -> None:
    strangers = entry.keys() - _ENTRIES
    if strangers:
        raise BadRule(f"unknown entry {min(strangers)}.")


def _own_value(entry: Mapping[str, object], source: str) -> tuple[Kind, RuleValue]:
    kinds = [kind for kind in Kind if kind.value in entry]
    if len(kinds) != 1:
        raise BadRule(f"it needs exactly one value, not {len(kinds)}.")
    kind = kinds[0]
    if kind is Kind.SHARE:
        share = {"share": entry["share"], "inclusive": entry.get("inclusive")}
        return value_from(share, kind=kind, source=source)
    return value_from(entry[kind.value], kind=kind, source=source)


def _no_value(entry: Mapping[str, object]) -> tuple[Kind, None]:
    if any(kind.value in entry for kind in Kind):
        raise BadRule("what must be set by the place has no value here.")
    return _member(Kind, entry, "kind"), None


def _limit_from(raw: object, kind: Kind) -> tuple[Kind, Duration]:
    if isinstance(raw, Mapping) and len(raw) == 1:
        unit, raw = next(iter(raw.items()))
        if unit not in _DURATIONS:
            raise BadRule(f"{unit} is not a unit of time.")
        kind = Kind(unit)
    return kind, Duration(_count(raw), Unit(kind.value))


def _share_from(raw: object, source: str) -> Threshold:
    match raw:
        case {"share": str(share), "inclusive": bool(inclusive)}:
            try:
                return Threshold(Fraction(share), inclusive, source)
            except (ValueError, ZeroDivisionError) as fault:
                raise BadRule(f"{share} is not a share.") from fault
        case _:
            raise BadRule('a share is a fraction as text and "inclusive", true or false.')


def _count(raw: object) -> int:
    if not isinstance(raw, int) or isinstance(raw, bool) or raw < 0:
        raise BadRule(f"{raw!r} is not a whole number from 0 up.")
    return raw


def _switch(raw: object) -> bool:
    if not isinstance(raw, bool):
        raise BadRule(f"{raw!r} is neither true nor false.")
    return raw


def _text(raw: object) -> str:
    if not isinstance(raw, str) or not raw.strip():
        raise BadRule(f"{raw!r} is not a text.")
    return raw


def _list(raw: object) -> tuple[str, ...]:
    if not isinstance(raw, list | tuple) or not raw:
        raise BadRule("a list has at least one entry.")
    return tuple(_text(item) for item in raw)


def _table(raw: object) -> tuple[Row, ...]:
    if not isinstance(raw, list | tuple) or not raw:
        raise BadRule("a table has at least one row.")
    return tuple(_row(row) for row in raw)


def _row(raw: object) -> Row:
    if not isinstance(raw, Mapping):
        raise BadRule(f"{raw!r} is not a row of a table.")
    row: dict[str, str | int | bool] = {}
    for name, cell in raw.items():
        if not isinstance(cell, str | int):
            raise BadRule(f"{cell!r} in column {name} is neither text nor whole number.")
        row[_text(name)] = cell
    return row


def _text_of(entry: Mapping[str, object], name: str) -> str:
    if name not in entry:
        raise BadRule(f"{name} is missing.")
    return _text(entry[name])


def _words(entry: Mapping[str, object], name: str) -> Words:
    match entry.get(name):
        case {"zh": str(zh), "en": str(en)} if zh.strip() and en.strip():
            return Words(zh, en)
        case _:
            raise BadRule(f"{name} is missing in Chinese or in English.")


def _day(entry: Mapping[str, object], name: str) -> date:
    day = entry.get(name)
    if type(day) is not date:
        raise BadRule(f"{name} is not a date.")
    return day


def _member(words: type[Word], entry: Mapping[str, object], name: str) -> Word:
    word = _text_of(entry, name)
    if word not in list(words):
        raise BadRule(f"{name} is one of {', '.join(words)}.")
    return words(word)


_DURATIONS = frozenset({Kind.MINUTES, Kind.WORKDAYS, Kind.DAYS, Kind.MONTHS})
_ENTRIES = (
    {field.name for field in fields(Rule)} - {"group", "value"}
    | {kind.value for kind in Kind}
    | {"inclusive"}
)
_READERS: Mapping[Kind, Callable[[object], RuleValue]] = {
    Kind.COUNT: _count,
    Kind.SWITCH: _switch,
    Kind.TEXT: _text,
    Kind.LIST: _list,
    Kind.TABLE: _table,
}
