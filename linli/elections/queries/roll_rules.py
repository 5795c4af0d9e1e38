"""The numbers that bind a roll and its proxies; what the law leaves open the place must set."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from linli.elections.rules import RollKind
from linli.kernel.errors import Refused
from linli.kernel.rule import Certainty, Rule, Words
from linli.kernel.rulebook import InForce, NotSetByPlace
from linli.records.queries import rule_in_force, shipped

PUBLISHED: Mapping[RollKind, str] = {
    RollKind.VOTERS: "self_government.register.published",
    RollKind.OWNERS: "owners.preparatory.publication",
}
"""How long a roll is public before people vote on it (R17, R27)."""
OBJECTION: Mapping[RollKind, str] = {
    RollKind.VOTERS: "self_government.register.objection",
    RollKind.OWNERS: "owners.preparatory.publication",
}
"""How long anybody may object; to an owners' roll while it is published."""
RULING: Mapping[RollKind, str] = {
    RollKind.VOTERS: "self_government.register.ruling",
    RollKind.OWNERS: "owners.register.ruling",
}
"""By when an objection is answered."""
PROXIES: Mapping[RollKind, str] = {
    RollKind.VOTERS: "self_government.proxy.most",
    RollKind.OWNERS: "owners.proxy.most",
}
"""How many proxies one agent may hold (R14, R28)."""


def roll_rule_keys(kind: RollKind) -> tuple[str, ...]:
    """Every rule that a roll of this kind and its proxies stand on."""
    return tuple(dict.fromkeys((PUBLISHED[kind], OBJECTION[kind], RULING[kind], PROXIES[kind])))


def adopted_rule(sub_district_id: UUID, key: str, *, on: date) -> InForce:
    """The rule that binds; one that the law leaves open is refused until the place adopted it."""
    try:
        found = rule_in_force(sub_district_id, key, on=on, fresh=True)
    except NotSetByPlace:
        raise _not_set(shipped().rule_in_force(key, on=on)) from None
    if found.rule.certainty is Certainty.NOT_ESTABLISHED and not found.is_local:
        raise _not_set(found.rule)
    return found


def proxy_cap(sub_district_id: UUID, kind: RollKind, *, on: date) -> int:
    """How many proxies one agent may hold; refused until the place has set it (R28)."""
    return adopted_rule(sub_district_id, PROXIES[kind], on=on).count


def _not_set(rule: Rule) -> Refused:
    return Refused(
        "rule_not_set",
        _(
            "The law leaves “%(name)s” open. Your place sets it first, with its source, under "
            "Rules in force."
        )
        % {"name": _said(rule.name)},
        source=_said(rule.source),
    )


def _said(words: Words) -> str:
    here = (get_language() or "").startswith("en")
    return words.en if here else words.zh
