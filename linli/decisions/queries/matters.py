"""Who may decide what, by which shares, after which article; and who decides instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from linli.decisions.queries.plans import matter_types
from linli.decisions.rules import Body, MatterType
from linli.people import queries as people
from linli.people.queries import BodyCard
from linli.places import queries as places
from linli.places.rules import PlaceKind
from linli.records.queries import in_words, rule_shown

DECIDES_AT: dict[Body, PlaceKind] = {
    Body.CONGRESS: PlaceKind.COMPOUND,
    Body.REPRESENTATIVES: PlaceKind.COMMUNITY,
    Body.OWNERS: PlaceKind.COMPOUND,
    Body.COMMITTEE: PlaceKind.COMPOUND,
}


@dataclass(frozen=True, slots=True)
class Share:
    """A share that the vote must reach, in words, with the paper it stands on."""

    name: str
    value: str
    source: str
    key: str


@dataclass(frozen=True, slots=True)
class RightPath:
    """By whom and how a matter can be decided, with the article."""

    key: str
    name: str
    about: str
    body: Body
    body_word: str
    executor: str
    source: str
    certainty: str
    shares: tuple[Share, ...]
    spends_money: bool
    from_residents: bool


def body_word(body: Body) -> str:
    """What a deciding body is called."""
    words = {
        Body.CONGRESS: _("the residents' congress of the compound"),
        Body.REPRESENTATIVES: _("the residents' representative meeting"),
        Body.OWNERS: _("all owners together"),
        Body.COMMITTEE: _("the owners' committee"),
    }
    return words[body]


def right_path(sub_district_id: UUID, kind: MatterType, *, on: date) -> RightPath:
    """By whom and how a matter of a type can be decided, on a day."""
    return RightPath(
        key=kind.key,
        name=in_words(kind.name),
        about=in_words(kind.about),
        body=kind.body,
        body_word=body_word(kind.body),
        executor=in_words(kind.executor),
        source=in_words(kind.source),
        certainty=kind.certainty,
        shares=shares_of(sub_district_id, kind.rules, on=on),
        spends_money=kind.spends_money,
        from_residents=kind.from_residents,
    )


def shares_of(sub_district_id: UUID, keys: Sequence[str], *, on: date) -> tuple[Share, ...]:
    """The rules that bind a vote, in words."""
    shown = [(key, rule_shown(sub_district_id, key, on=on)) for key in keys]
    return tuple(
        Share(rule.name, rule.value, in_words(rule.rule.source), key)
        for key, rule in shown
        if rule is not None
    )


def paths(sub_district_id: UUID, *, on: date) -> list[RightPath]:
    """Every type of matter with who decides it, in the order of the table."""
    return [right_path(sub_district_id, kind, on=on) for kind in matter_types().values()]


def decides_at(body: Body, place_kind: str) -> bool:
    """Whether such a body stands at such a place."""
    return DECIDES_AT[body].value == place_kind


def deciding_body(
    sub_district_id: UUID, body: Body, place_id: UUID, *, on: date
) -> BodyCard | None:
    """The body of `people` that decides at a place, where it is entered; owners have none."""
    if body is Body.OWNERS:
        return None
    found = people.bodies_at(sub_district_id, [place_id], on=on, kinds=[body.value])
    return next(iter(found), None)


def place_name(sub_district_id: UUID, place_id: UUID) -> str:
    """What the place is called."""
    found = places.place(sub_district_id, place_id)
    return found.name if found else ""
