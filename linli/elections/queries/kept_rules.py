"""The rules of an election: those of today while it is prepared, those kept with it afterwards."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from linli.elections.models import Election
from linli.elections.rules import ElectionKind
from linli.elections.rules.opening import Binding, as_kept, kept, still_missing, used_by
from linli.kernel.rulebook import InForce, NoSuchRule, NotSetByPlace
from linli.records.queries import rule_in_force, shipped


def kept_rule(election: Election, key: str) -> InForce:
    """A rule that binds an election: as it was kept when voting opened, before that as of today.

    Raises NoSuchRule or NotSetByPlace while there is none.
    """
    if key in election.rules:
        return as_kept(key, election.rules[key])
    if election.rules:
        raise NoSuchRule(f"No rule {key} was kept with this election.")
    return rule_in_force(election.sub_district_id, key, on=timezone.localdate())


def rule_is_known(key: str, *, on: date) -> bool:
    """Whether the rulebook has a rule of this key on a day."""
    return shipped().knows(key, on=on)


def bindings_of(election: Election, *, on: date) -> dict[str, Binding]:
    """Every rule that an election of this kind needs, as it stands at the place on a day."""
    keys = used_by(ElectionKind(election.kind), election.matter)
    return {key: _binding(election, key, on) for key in keys}


def missing_rules(election: Election, *, on: date) -> list[Binding]:
    """What the place must still set, with its own source, before voting can open."""
    return still_missing(bindings_of(election, on=on))


def snapshot(election: Election, *, on: date) -> dict[str, Any]:
    """The rules as they are kept with an election for good."""
    bound = bindings_of(election, on=on)
    return {key: kept(one.value) for key, one in bound.items() if one.value is not None}


def _binding(election: Election, key: str, on: date) -> Binding:
    rule = next((one for one in shipped().rules.get(key, ()) if one.in_force_on(on)), None)
    try:
        value = rule_in_force(election.sub_district_id, key, on=on, fresh=True)
    except (NoSuchRule, NotSetByPlace):
        value = None
    return Binding(key, rule, value)
