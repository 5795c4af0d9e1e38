"""The vote of a decision in `elections`: where it stands, and what it gave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from linli.decisions.models import Decision
from linli.elections import queries as elections
from linli.elections.rules import ElectionState

if TYPE_CHECKING:
    from linli.elections.models import Election, Result

_OPEN = (ElectionState.PREPARING, ElectionState.VOTING, ElectionState.CLOSED)


@dataclass(frozen=True, slots=True)
class Voted:
    """What a vote gave: the figures as they were announced, with their digest."""

    vote: Election
    result: Result

    @property
    def figures(self) -> dict[str, Any]:
        """The figures as plain data."""
        figures: dict[str, Any] = self.result.figures
        return figures

    @property
    def carried(self) -> bool:
        """Whether it was valid and reached the shares."""
        return bool(self.result.valid and self.figures.get("carried"))


def vote_of(found: Decision) -> Election | None:
    """The vote that a decision was put to last."""
    if found.vote_id is None:
        return None
    return elections.election(found.sub_district_id, found.vote_id)


def vote_is_open(found: Decision) -> bool:
    """Whether a vote of the decision is under way: neither counted nor cancelled."""
    vote = vote_of(found)
    return vote is not None and vote.state in _OPEN


def voted(found: Decision) -> Voted | None:
    """The announced result of the decision's vote."""
    vote = vote_of(found)
    result = elections.result_of(vote) if vote is not None else None
    return Voted(vote, result) if vote is not None and result is not None else None


def may_call_again(found: Decision) -> bool:
    """Whether another vote may follow: the one before was cancelled, or too few took part."""
    vote = vote_of(found)
    if vote is None or vote.state == ElectionState.CANCELLED:
        return True
    result = elections.result_of(vote)
    return result is not None and not result.valid


def answered_seats(vote: Election) -> list[UUID]:
    """The seats whose holders answered a roll call; who was absent or recused decided nothing."""
    return [
        one.member_id for one in elections.members_of(vote) if one.answer_id and not one.recused
    ]
