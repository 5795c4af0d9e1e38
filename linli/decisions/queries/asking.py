"""What the first page tells of decisions: those that ask the reader now, and those under way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from linli.decisions.models import Decision
from linli.decisions.queries.shown import listed, page_of
from linli.decisions.queries.votes import vote_of
from linli.decisions.rules import DecisionState, StepKind, step_of
from linli.elections.rules import ElectionState, Mode
from linli.records.queries import in_words

_LOOKED_AT = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """A decision in a list: its step now, until when, and the booth where its vote is open."""

    number: str
    title: str
    place_name: str
    step: str
    kind: StepKind
    due_on: date | None
    closes_at: datetime | None = None
    booth: str = ""


def under_way(sub_district_id: UUID, *, limit: int = 3) -> list[Asked]:
    """The newest public decisions that are under way."""
    found = page_of(sub_district_id, states=[DecisionState.OPEN.value], public=True, size=limit)
    return _asked(found[:limit])


def asking_at(sub_district_id: UUID, place_ids: Sequence[UUID], *, limit: int = 5) -> list[Asked]:
    """Decisions of these places in which everybody can speak or vote online now."""
    if not place_ids:
        return []
    found = page_of(
        sub_district_id,
        states=[DecisionState.OPEN.value],
        place_ids=place_ids,
        public=True,
        size=_LOOKED_AT,
    )
    asked = _asked(found, votes=True)
    return [one for one in asked if one.booth or one.kind is StepKind.CONSULT][:limit]


def _asked(found: Sequence[Decision], *, votes: bool = False) -> list[Asked]:
    steps = listed(found)
    made = []
    for one in found:
        row = steps.get(one.id)
        if row is None:
            continue
        vote = vote_of(one) if votes and row.kind == StepKind.RESOLVE else None
        voting = vote is not None and vote.state == ElectionState.VOTING and vote.mode != Mode.OPEN
        made.append(
            Asked(
                number=one.number,
                title=one.title,
                place_name=one.place.name,
                step=in_words(step_of(row.plan).title),
                kind=StepKind(row.kind),
                due_on=row.due_on,
                closes_at=vote.closes_at if vote is not None and voting else None,
                booth=vote.uuid if vote is not None and voting else "",
            )
        )
    return made
