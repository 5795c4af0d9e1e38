"""Rules as a page shows them: the value in words, whose it is, how well it is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from linli.kernel.rule import BadRule, Bound, Certainty, Kind, Row, Rule, RuleValue, Words
from linli.kernel.rulebook import Group, binding, in_force, value_for
from linli.kernel.rules_used import Use, use_of
from linli.kernel.shares import Threshold
from linli.kernel.workdays import Duration, Unit
from linli.records.models import LocalRule
from linli.records.queries.rulebook import local_rules, shipped
from linli.records.queries.rulecodes import CODES

CERTAINTIES: Mapping[Certainty, Any] = {
    Certainty.READ: gettext_lazy("read in the law"),
    Certainty.SECOND_HAND: gettext_lazy("taken from others' reports"),
    Certainty.FROM_KNOWLEDGE: gettext_lazy("from general knowledge, verify before use"),
    Certainty.NOT_ESTABLISHED: gettext_lazy("not established, the place decides"),
}
_ELSEWHERE = gettext_lazy("another place's practice or a like matter, as a sample")
_BOUNDS: Mapping[Bound, Any] = {
    Bound.EXACTLY: "",
    Bound.AT_LEAST: gettext_lazy("at least"),
    Bound.AT_MOST: gettext_lazy("at most"),
}
_USES: Mapping[Use, Any] = {
    Use.READ: "",
    Use.ALWAYS: gettext_lazy("Linli is built so and takes no other value"),
    Use.BY_PEOPLE: gettext_lazy("for people to keep; Linli reckons nothing from it"),
    Use.NOT_YET: gettext_lazy("not used yet: its room is not built"),
}


def _minutes(count: int) -> str:
    """Minutes as people say them: whole hours as hours."""
    hours, rest = divmod(count, 60)
    if hours and not rest:
        return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    return ngettext("%(n)s minute", "%(n)s minutes", count) % {"n": count}


_UNITS: Mapping[Unit, Callable[[int], str]] = {
    Unit.MINUTES: _minutes,
    Unit.WORKDAYS: lambda n: ngettext("%(n)s workday", "%(n)s workdays", n) % {"n": n},
    Unit.DAYS: lambda n: ngettext("%(n)s day", "%(n)s days", n) % {"n": n},
    Unit.MONTHS: lambda n: ngettext("%(n)s month", "%(n)s months", n) % {"n": n},
}


@dataclass(frozen=True, slots=True)
class Adopted:
    """What the place put in a rule's stead."""

    id: UUID
    value: str
    source: str
    adopted_by: str
    adopted_on: date
    valid_from: date
    valid_to: date | None
    binds: bool


@dataclass(frozen=True, slots=True)
class ShownRule:
    """One rule as a reader sees it."""

    rule: Rule
    name: str
    value: str
    own_value: str
    bound: str
    source: str
    certainty: str
    note: str
    use: str
    local: Adopted | None

    @property
    def waits(self) -> bool:
        """Whether the place must or should still set it."""
        return self.local is None and (self.rule.must_be_set or self.rule.should_be_set)


def in_words(words: Words) -> str:
    """A text of the rulebook in the reader's language."""
    return words.en if (get_language() or "").startswith("en") else words.zh


def groups() -> tuple[Group, ...]:
    """The parts of the rulebook."""
    return shipped().groups


def rules_shown(sub_district_id: UUID, *, on: date, group: str = "") -> list[ShownRule]:
    """The rules in force on a day, of one part or of all."""
    return [
        _shown(rule, sub_district_id, on)
        for rule in shipped().all_rules()
        if rule.in_force_on(on) and group in {"", rule.group}
    ]


def rule_shown(sub_district_id: UUID, key: str, *, on: date) -> ShownRule | None:
    """One rule in force on a day."""
    if not shipped().knows(key, on=on):
        return None
    return _shown(shipped().rule_in_force(key, on=on), sub_district_id, on)


def adopted_for(sub_district_id: UUID, rule: Rule, *, on: date) -> list[Adopted]:
    """Everything that the place ever put in a rule's stead, newest first."""
    own = sorted((one for one in local_rules(sub_district_id) if one.key == rule.key), key=_newest)
    binds = binding(own, rule.key, on=on)
    return [_adopted(one, rule, binds=one is binds) for one in reversed(own)]


def value_in_words(_kind: Kind, value: RuleValue | None) -> str:
    """A rule's value as a sentence would say it."""
    match value:
        case None:
            return _("the place sets it")
        case Threshold():
            return _share(value)
        case Duration():
            return _UNITS[value.unit](value.count)
        case bool():
            return _("yes") if value else _("no")
        case tuple():
            return _("; ").join(_row(item) for item in value)
    return _called(value)


def _shown(rule: Rule, sub_district_id: UUID, on: date) -> ShownRule:
    own = [one for one in adopted_for(sub_district_id, rule, on=on) if one.binds]
    own_value = value_in_words(rule.kind, rule.value)
    return ShownRule(
        rule=rule,
        name=in_words(rule.name),
        value=_binding(rule, sub_district_id, on) if own else own_value,
        own_value=own_value,
        bound=str(_BOUNDS[rule.bound]),
        source=in_words(rule.source),
        certainty=str(_certainty(rule)),
        note=in_words(rule.note),
        use=str(_USES[use_of(rule.key)]),
        local=own[0] if own else None,
    )


def _binding(rule: Rule, sub_district_id: UUID, on: date) -> str:
    bound = in_force(shipped(), rule.key, on=on, overrides=local_rules(sub_district_id))
    return value_in_words(bound.kind, bound.value)


def _adopted(one: LocalRule, rule: Rule, *, binds: bool) -> Adopted:
    try:
        words = value_in_words(*value_for(rule, one.value, source=one.source))
    except BadRule:
        words = str(one.value)
    return Adopted(
        id=one.id,
        value=words,
        source=one.source,
        adopted_by=one.adopted_by,
        adopted_on=one.adopted_on,
        valid_from=one.valid_from,
        valid_to=one.valid_to,
        binds=binds,
    )


def _newest(one: LocalRule) -> tuple[date, date]:
    return one.valid_from, one.adopted_on


def _share(value: Threshold) -> str:
    words = _("%(share)s or more") if value.inclusive else _("more than %(share)s")
    return words % {"share": f"{value.share.numerator}/{value.share.denominator}"}


def _certainty(rule: Rule) -> Any:
    """How well it is known; what was read of another place is no law that binds here."""
    sample = rule.should_be_set and rule.certainty is Certainty.READ
    return _ELSEWHERE if sample else CERTAINTIES[rule.certainty]


def _called(code: object) -> str:
    return str(CODES.get(str(code), code))


def _row(item: str | Row) -> str:
    if isinstance(item, str):
        return _called(item)
    if "after" in item:
        return _told(item)
    other = "zh" if (get_language() or "").startswith("en") else "en"
    return " ".join(_called(cell) for name, cell in item.items() if name != other or len(item) < 2)  # noqa: PLR2004


def _told(step: Row) -> str:
    """Who is told of a lateness, and how long after it."""
    post, count = _called(step["post"]), int(str(step["after"]))
    if not count:
        return _("%(post)s at once") % {"post": post}
    after = _UNITS[Unit(str(step["unit"]))](count)
    return _("%(post)s after %(time)s") % {"post": post, "time": after}
