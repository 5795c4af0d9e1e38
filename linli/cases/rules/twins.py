"""How much two requests look like one matter: by place, time and text, never by sender."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from linli.kernel.bigrams import tokens_of

LOOK_BACK = timedelta(days=90)
_TEXT = 300
_NEAR_ENOUGH = 0.34
_SAME_BUILDING = 0.16
_SAME_COMPOUND = 0.08


@dataclass(frozen=True, slots=True)
class Likeness:
    """What is compared of a request."""

    id: UUID
    tokens: frozenset[str]
    received_at: datetime
    compound_id: UUID | None = None
    building_id: UUID | None = None


def likeness(
    *,
    id: UUID,  # noqa: A002 - the column's name
    title: str,
    body: str,
    received_at: datetime,
    compound_id: UUID | None,
    building_id: UUID | None,
) -> Likeness:
    """Make of a request what is compared."""
    tokens = frozenset(token for token in tokens_of(f"{title}\n{body[:_TEXT]}") if len(token) > 1)
    return Likeness(id, tokens, received_at, compound_id, building_id)


def twin_score(one: Likeness, other: Likeness) -> float:
    """From 0 to about 1: shared words, more weight at the same place; 0 where places differ."""
    if one.compound_id and other.compound_id and one.compound_id != other.compound_id:
        return 0.0
    if abs(one.received_at - other.received_at) > LOOK_BACK:
        return 0.0
    shared = len(one.tokens & other.tokens)
    fewer = min(len(one.tokens), len(other.tokens))
    if not fewer:
        return 0.0
    score = shared / fewer
    if one.building_id and one.building_id == other.building_id:
        return score + _SAME_BUILDING
    if one.compound_id and one.compound_id == other.compound_id:
        return score + _SAME_COMPOUND
    return score


def likeliest(one: Likeness, others: Collection[Likeness], *, most: int) -> list[Likeness]:
    """The requests that look most like one, likeliest first."""
    scored = [(twin_score(one, other), other) for other in others if other.id != one.id]
    enough = [pair for pair in scored if pair[0] >= _NEAR_ENOUGH]
    enough.sort(key=lambda pair: (-pair[0], pair[1].received_at))
    return [other for _score, other in enough[:most]]
