"""The rulebook: numbers and dated facts of the law as data, each with its source and its dates.

A rule is one entry of a TOML file. Its value stands under the name of its kind (`days = 15`,
`share = "2/3"`), so that a reader sees number and unit together. A place may adopt its own value
in a rule's stead; it then names who adopted it, when, and on what paper.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from itertools import combinations
from pathlib import Path
from typing import Protocol, TypeVar

from linli.kernel.rule import (
    BadRule,
    Kind,
    Row,
    Rule,
    RuleValue,
    Words,
    rule_from,
    value_from,
    within,
)
from linli.kernel.shares import Threshold
from linli.kernel.workdays import Duration


class NoSuchRule(LookupError):
    """No rule bears this key, or none is in force that day."""


class NotSetByPlace(LookupError):
    """The place must set this number before use, and has not."""


@dataclass(frozen=True, slots=True)
class Group:
    """Hold the heading of one file of rules."""

    name: str
    title: Words
    about: Words


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Hold all groups, and all rules by key, in the order of their files."""

    groups: tuple[Group, ...]
    rules: Mapping[str, tuple[Rule, ...]]

    def rule_in_force(self, key: str, *, on: date) -> Rule:
        """Give the rule that binds under a key that day."""
        for rule in self.rules.get(key, ()):
            if rule.in_force_on(on):
                return rule
        raise NoSuchRule(f"No rule {key} is in force on {on}.")

    def knows(self, key: str, *, on: date) -> bool:
        """Tell whether a rule binds under a key that day."""
        return any(rule.in_force_on(on) for rule in self.rules.get(key, ()))

    def all_rules(self) -> tuple[Rule, ...]:
        """List every rule, those no longer in force too."""
        return tuple(rule for rules in self.rules.values() for rule in rules)


class LocalRule(Protocol):
    """Describe what a place adopted; rows of `records` fit as they are."""

    @property
    def key(self) -> str:
        """Give the key of the rule replaced."""

    @property
    def value(self) -> object:
        """Give the value as plain data."""

    @property
    def source(self) -> str:
        """Give the paper it stands on."""

    @property
    def adopted_by(self) -> str:
        """Give who adopted it."""

    @property
    def adopted_on(self) -> date:
        """Give the day it was adopted."""

    @property
    def valid_from(self) -> date:
        """Give the first day of force."""

    @property
    def valid_to(self) -> date | None:
        """Give the last day of force, if there is one."""


Local = TypeVar("Local", bound=LocalRule)


@dataclass(frozen=True, slots=True)
class InForce:
    """Hold the value that binds at a place on a day, and whose it is.

    `adopted_by` and `adopted_on` are set when the place's own value won.
    """

    rule: Rule
    kind: Kind
    value: RuleValue
    source: Words
    adopted_by: str = ""
    adopted_on: date | None = None

    @property
    def is_local(self) -> bool:
        """Tell whether the place's own value won."""
        return self.adopted_on is not None

    @property
    def threshold(self) -> Threshold:
        """Give a share."""
        if isinstance(self.value, Threshold):
            return self.value
        raise self._is_not("a share")

    @property
    def duration(self) -> Duration:
        """Give a limit in minutes, workdays, days or months."""
        if isinstance(self.value, Duration):
            return self.value
        raise self._is_not("a limit of time")

    @property
    def count(self) -> int:
        """Give a count."""
        if isinstance(self.value, int) and self.kind is Kind.COUNT:
            return self.value
        raise self._is_not("a count")

    @property
    def switch(self) -> bool:
        """Give a yes or no."""
        if isinstance(self.value, bool):
            return self.value
        raise self._is_not("a yes or no")

    @property
    def text(self) -> str:
        """Give a text."""
        if isinstance(self.value, str):
            return self.value
        raise self._is_not("a text")

    @property
    def items(self) -> tuple[str, ...]:
        """Give a list of words."""
        if isinstance(self.value, tuple) and self.kind is Kind.LIST:
            return tuple(str(item) for item in self.value)
        raise self._is_not("a list")

    @property
    def rows(self) -> tuple[Row, ...]:
        """Give the rows of a table."""
        if isinstance(self.value, tuple) and self.kind is Kind.TABLE:
            return tuple(row for row in self.value if not isinstance(row, str))
        raise self._is_not("a table")

    def _is_not(self, wanted: str) -> TypeError:
        return TypeError(f"{self.rule.key} is not {wanted}.")


def in_force(book: Rulebook, key: str, *, on: date, overrides: Iterable[LocalRule] = ()) -> InForce:
    """Give the value that binds under a key on a day: the place's own, else the rulebook's.

    Of several local values in force one binds, as `binding` says.
    """
    rule = book.rule_in_force(key, on=on)
    local = binding(overrides, key, on=on)
    if local is not None:
        return _adopted(rule, local)
    if rule.value is None:
        raise NotSetByPlace(f"The place must set {key} before it is used.")
    return InForce(rule, rule.kind, rule.value, rule.source)


def binding(overrides: Iterable[Local], key: str, *, on: date) -> Local | None:
    """Give the local value that binds that day: begun last, then adopted last, then written last.

    The values come in the order in which they were written down.
    """
    found = [one for one in overrides if one.key == key and _binds(one, on)]
    found.sort(key=lambda one: (one.valid_from, one.adopted_on))
    return found[-1] if found else None


def first_in_force(
    book: Rulebook, *keys: str, on: date, overrides: Iterable[LocalRule] = ()
) -> InForce:
    """Give the value of the first of these keys that the rulebook knows that day."""
    for key in keys:
        if book.knows(key, on=on):
            return in_force(book, key, on=on, overrides=overrides)
    raise NoSuchRule(f"None of {', '.join(keys)} is in force on {on}.")


def value_for(rule: Rule, raw: object, *, source: str) -> tuple[Kind, RuleValue]:
    """Read a local value in a rule's stead, or raise `BadRule` with what is wrong.

    A limit may come in another unit than the rule's own, as `{"minutes": 30}`.
    """
    return value_from(raw, kind=rule.kind, source=source)


def rules_to_set(
    book: Rulebook, *, on: date, overrides: Iterable[LocalRule] = ()
) -> tuple[Rule, ...]:
    """List the rules that the place must or should still set, musts first."""
    done = {one.key for one in overrides if _binds(one, on)}
    waiting = [
        rule
        for rule in book.all_rules()
        if rule.in_force_on(on)
        and rule.key not in done
        and (rule.must_be_set or rule.should_be_set)
    ]
    return tuple(sorted(waiting, key=lambda rule: not rule.must_be_set))


@cache
def shipped_rulebook() -> Rulebook:
    """Read the rulebook that comes with the package, once."""
    with resources.as_file(resources.files("linli").joinpath("rulebook")) as folder:
        return rulebook_in(folder)


def rulebook_in(folder: Path) -> Rulebook:
    """Read a rulebook from a folder of TOML files."""
    files = sorted(folder.glob("*.toml"))
    return rulebook_from({file.stem: file.read_text(encoding="utf-8") for file in files})


def rulebook_from(texts: Mapping[str, str]) -> Rulebook:
    """Read a rulebook from the texts of its files by name, or raise `BadRule`."""
    groups: list[Group] = []
    rules: dict[str, tuple[Rule, ...]] = {}
    for name, text in texts.items():
        group, entries = _group_from(name, text)
        groups.append(group)
        for entry in entries:
            rule = rule_from(entry, group=name)
            rules[rule.key] = (*rules.get(rule.key, ()), rule)
    for same_key in rules.values():
        _refuse_overlap(same_key)
    return Rulebook(tuple(groups), rules)


def _group_from(name: str, text: str) -> tuple[Group, list[Mapping[str, object]]]:
    try:
        match tomllib.loads(text):
            case {
                "title": {"zh": str(title_zh), "en": str(title_en)},
                "about": {"zh": str(about_zh), "en": str(about_en)},
                "rule": list(entries),
            }:
                title, about = Words(title_zh, title_en), Words(about_zh, about_en)
                return Group(name, title, about), entries
    except tomllib.TOMLDecodeError as fault:
        raise BadRule(f"{name}: {fault}") from fault
    raise BadRule(f"{name}: a file has a title and an about in both languages, and rules.")


def _refuse_overlap(rules: tuple[Rule, ...]) -> None:
    for one, other in combinations(rules, 2):
        if one.in_force_on(other.valid_from) or other.in_force_on(one.valid_from):
            raise BadRule(f"{one.group}: {one.key}: two rules bind on the same day.")
        if one.kind is not other.kind and not (one.unit and other.unit):
            raise BadRule(f"{one.group}: {one.key}: its kind changes in time.")


def _adopted(rule: Rule, local: LocalRule) -> InForce:
    kind, value = value_for(rule, local.value, source=local.source)
    source = Words(local.source, local.source)
    return InForce(rule, kind, value, source, local.adopted_by, local.adopted_on)


def _binds(local: LocalRule, on: date) -> bool:
    return within(on, local.valid_from, local.valid_to)
