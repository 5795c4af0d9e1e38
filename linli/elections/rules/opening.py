"""Which rules bind an election, and how they are kept with it when voting opens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from linli.elections.rules.words import ElectionKind
from linli.kernel.rule import Bound, Certainty, Kind, Rule, Words, value_from
from linli.kernel.rulebook import InForce
from linli.kernel.shares import Threshold
from linli.kernel.workdays import Duration

_RESIDENTS = (
    "self_government.voters.least_age",
    "self_government.voters.worker_months",
    "self_government.register.published",
    "self_government.register.objection",
    "self_government.register.ruling",
    "self_government.proxy.written",
    "self_government.proxy.most",
    "self_government.candidates.notice",
    "self_government.observers.least",
    "self_government.election.turnout",
    "self_government.election.elected",
    "self_government.election.rerun",
    "self_government.election.principles",
    "self_government.mobile_box.allowed",
    "self_government.mobile_box.reasons",
    "self_government.mobile_box.witnesses",
)
_OWNERS = (
    "owners.joint_matters",
    "owners.quorum.area",
    "owners.quorum.heads",
    "owners.approval.ordinary.area",
    "owners.approval.ordinary.heads",
    "owners.approval.special.area",
    "owners.approval.special.heads",
    "owners.special_matters",
    "owners.count_nonvoters_with_majority",
    "owners.heads_of_developer",
    "owners.heads_of_buyer_of_several",
    "owners.area_sources",
    "owners.assembly.notice",
    "owners.assembly.forms",
    "owners.proxy.most",
    "owners.revocation",
    "owners.assembly.unrelated_matters",
)
_COMMITTEE = (
    "owners.committee.least_members",
    "owners.committee.most_members",
    "owners.committee.odd",
    "owners.committee.term",
    "owners.committee.first_meeting",
    "owners.committee.filing",
    "owners.committee.handover",
    "owners.preparatory.publication",
    "owners.preparatory.owners_share",
)
USED: dict[ElectionKind, tuple[str, ...]] = {
    ElectionKind.CONGRESS: _RESIDENTS,
    ElectionKind.RESIDENTS_COMMITTEE: (
        *_RESIDENTS,
        "self_government.committee.least_members",
        "self_government.committee.most_members",
        "self_government.committee.term",
        "self_government.committee.elected_by",
    ),
    ElectionKind.OWNERS_COMMITTEE: (*_OWNERS, *_COMMITTEE),
    ElectionKind.OWNERS_DECISION: _OWNERS,
    ElectionKind.ROLL_CALL: ("owners.committee.quorum", "owners.committee.approval"),
}
"""The rules that an election of a kind is held by; what stands here is kept with it."""


@dataclass(frozen=True, slots=True)
class Council:
    """The shares of a body that votes by roll call, and of whom approval is counted."""

    present: str
    approval: str
    of_present: bool


_COMMITTEES = Council("owners.committee.quorum", "owners.committee.approval", of_present=False)
_REPRESENTATIVES = Council(
    "self_government.representatives.quorum",
    "self_government.representatives.approval",
    of_present=True,
)
COUNCILS: dict[str, Council] = {
    "owners_committee": _COMMITTEES,
    "compound_residents_congress": _REPRESENTATIVES,
    "residents_representative_meeting": _REPRESENTATIVES,
}
"""Committees count all their members (R18), representatives those who are there (R32)."""


def council_of(matter: str) -> Council:
    """The shares that bind a roll call; without a body those of a committee, the stricter ones."""
    return COUNCILS.get(matter, _COMMITTEES)


def used_by(kind: ElectionKind, matter: str) -> tuple[str, ...]:
    """The rules that bind an election: of its kind, in a roll call of the body that votes."""
    if kind is not ElectionKind.ROLL_CALL:
        return USED[kind]
    council = council_of(matter)
    return (council.present, council.approval)


ONLY_IF = {
    "self_government.mobile_box.reasons": "self_government.mobile_box.allowed",
    "self_government.mobile_box.witnesses": "self_government.mobile_box.allowed",
}
"""Rules that bind only where the place switched another one on."""


@dataclass(frozen=True, slots=True)
class Binding:
    """A rule that an election needs, with its value, or none where the place has not set it."""

    key: str
    rule: Rule | None
    value: InForce | None

    @property
    def is_missing(self) -> bool:
        """Whether the place must still set it: no value, or one that no law establishes."""
        if self.rule is None or self.value is None:
            return True
        return self.rule.certainty is Certainty.NOT_ESTABLISHED and not self.value.is_local


def still_missing(bindings: Mapping[str, Binding]) -> list[Binding]:
    """What the place must set before voting can open."""
    return [one for one in bindings.values() if one.is_missing and _binds(one.key, bindings)]


def _binds(key: str, bindings: Mapping[str, Binding]) -> bool:
    switch = bindings.get(ONLY_IF.get(key, ""))
    return switch is None or switch.value is None or switch.value.switch


def kept(value: InForce) -> dict[str, Any]:
    """A rule as plain data, to stand with an election for good; `as_kept` reads it."""
    rule = value.rule
    return {
        "id": rule.id,
        "name": {"zh": rule.name.zh, "en": rule.name.en},
        "kind": value.kind.value,
        "bound": rule.bound.value,
        "value": _plain(value),
        "source": {"zh": value.source.zh, "en": value.source.en},
        "certainty": rule.certainty.value,
        "adopted_by": value.adopted_by,
        "adopted_on": value.adopted_on.isoformat() if value.adopted_on else "",
    }


def as_kept(key: str, data: Mapping[str, Any]) -> InForce:
    """The rule that was kept with an election."""
    source = Words(**data["source"])
    kind, value = value_from(data["value"], kind=Kind(data["kind"]), source=source.zh)
    rule = Rule(
        id=data["id"],
        key=key,
        group=key.partition(".")[0],
        name=Words(**data["name"]),
        kind=kind,
        value=value,
        bound=Bound(data["bound"]),
        source=source,
        valid_from=date.min,
        valid_to=None,
        certainty=Certainty(data["certainty"]),
        verified_by="",
        url="",
        must_be_set=False,
        should_be_set=False,
        note=Words(),
    )
    day = data["adopted_on"]
    adopted_on = date.fromisoformat(day) if day else None
    return InForce(rule, kind, value, source, data["adopted_by"], adopted_on)


def _plain(value: InForce) -> Any:
    match value.value:
        case Threshold() as share:
            return {"share": str(share.share), "inclusive": share.inclusive}
        case Duration() as limit:
            return {limit.unit.value: limit.count}
        case tuple() as many:
            return [one if isinstance(one, str) else dict(one) for one in many]
        case plain:
            return plain
