"""The types of matters: which body decides, by which vote, who proposes and carries out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from linli.decisions.rules.words import Body
from linli.kernel.posts import PostKind
from linli.kernel.rule import Words


class BadMatterType(ValueError):
    """A type is not written as it must be; the text says which and what."""


@dataclass(frozen=True, slots=True)
class MatterType:
    """A type of matter, with the article that says whose it is.

    `joint_matter` is one of the nine of article 278 where owners decide; `rules` are the keys of
    the rulebook that bind its vote.
    """

    key: str
    name: Words
    about: Words
    body: Body
    source: Words
    certainty: str
    proposers: tuple[str, ...]
    executor: Words
    rules: tuple[str, ...]
    joint_matter: str = ""
    spends_money: bool = False
    from_residents: bool = False
    """Residents give money of their own will (R34)."""
    procedure: str = "three_deliberations"

    @property
    def vote_kind(self) -> str:
        """The kind of vote of `elections`: signed by all owners, or a roll call of a body."""
        return "owners_decision" if self.body is Body.OWNERS else "roll_call"


def matter_type_from(entry: Mapping[str, Any]) -> MatterType:
    """Read a type from plain data, or raise `BadMatterType`."""
    try:
        found = MatterType(
            key=entry["key"],
            name=Words(**entry["name"]),
            about=Words(**entry["about"]),
            body=Body(entry["body"]),
            source=Words(**entry["source"]),
            certainty=entry["certainty"],
            proposers=tuple(entry["proposers"]),
            executor=Words(**entry["executor"]),
            rules=tuple(entry.get("rules", ())),
            joint_matter=entry.get("joint_matter", ""),
            spends_money=entry.get("spends_money", False),
            from_residents=entry.get("from_residents", False),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise BadMatterType(f"{entry.get('key')}: {error}") from error
    if set(found.proposers) - set(PostKind):
        raise BadMatterType(f"{found.key}: no such post among those who propose.")
    if (found.body is Body.OWNERS) != bool(found.joint_matter):
        raise BadMatterType(f"{found.key}: owners decide joint matters, and nobody else does.")
    return found


def right_body(kind: MatterType, wanted: Body) -> bool:
    """Whether the body that wants to decide is the one that may."""
    return kind.body is wanted
