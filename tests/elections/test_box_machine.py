"""No ordering of casts, repeats, second windows, paper and closings loses or doubles a vote."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from functools import cache

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.elections import actions, queries
from linli.elections.models import Credential
from linli.kernel.errors import Refused
from tests.elections.box_builders import CLOSES, DURING, OPENS, BoxGround

pytestmark = pytest.mark.django_db
VOTERS, PLACES, TURNS = 3, 3, 2
CAST, CLOSE, PAPER = "cast", "close", "paper"

Ballot = tuple[int, int, int]
"""Whose it is, for which place, and which of several made alike."""
BALLOTS = st.tuples(st.integers(0, VOTERS - 1), st.integers(1, PLACES), st.integers(0, TURNS - 1))
MOVES = st.one_of(
    st.tuples(st.just(CAST), BALLOTS, st.integers(0, 2)),
    st.tuples(st.just(PAPER), st.integers(0, VOTERS - 1)),
    st.tuples(st.just(CLOSE)),
)


class Expected:
    """What must be true of the box, kept by hand."""

    def __init__(self) -> None:
        self.last: dict[int, int] = {}
        self.turns: Counter[int] = Counter()
        self.sent: dict[Ballot, str] = {}
        self.receipts: dict[str, str] = {}
        self.paper: set[int] = set()
        self.closed = False

    def cast(self, ballot: Ballot, key: str) -> str:
        """Say what becomes of a ballot: `in`, `again`, or a refusal's code."""
        if ballot in self.sent:
            if self.sent[ballot] == key:
                return "again"
            return "after_close" if self.closed else self._closed(ballot[0]) or "replayed"
        if self.closed:
            return "after_close"
        if closed := self._closed(ballot[0]):
            return closed
        self.sent[ballot] = key
        self.last[ballot[0]] = ballot[1]
        self.turns[ballot[0]] += 1
        return "in"

    def _closed(self, voter: int) -> str:
        return "closed_paper" if voter in self.paper else ""


class Box:
    """The real box, with ballots that were made before."""

    def __init__(self, ground: BoxGround, ballots: dict[Ballot, str]) -> None:
        self.ground, self.ballots = ground, ballots
        self.at = OPENS

    def cast(self, ballot: Ballot, key: str) -> tuple[str, str]:
        """Send a ballot: `in` with its tracker, or a refusal's code."""
        self.at += timedelta(seconds=1)
        try:
            with transaction.atomic():
                cast = self.ground.cast(self.ballots[ballot], key=key, at=self.at)
        except Refused as refusal:
            return refusal.code, ""
        return "in", cast.tracker

    def close(self) -> None:
        self.at = max(self.at, CLOSES)
        self.ground.closed(self.at)

    def paper(self, voter: int) -> bool:
        """Hand out a paper ballot, as the poll book does, unless the slip has voted."""
        line = self.ground.lines[voter]
        mine = Credential.objects.filter(line=line, votes=0, closed_at=None)
        return bool(mine.update(closed_at=DURING, closed_why="paper"))


@pytest.fixture
def box() -> Box:
    """An open box and all ballots that its voters may send, made once."""
    ground = BoxGround(voters=VOTERS, candidates=PLACES, seats=1).opened()
    ballots = {
        (voter, place, turn): ground.ballot(voter, place)
        for voter in range(VOTERS)
        for place in range(1, PLACES + 1)
        for turn in range(TURNS)
    }
    return Box(ground, ballots)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(moves=st.lists(MOVES, max_size=12))
def test_no_ordering_loses_or_doubles_a_vote(box: Box, moves: list[tuple[object, ...]]) -> None:
    kept = transaction.savepoint()
    box.at = OPENS
    try:
        expected = play(box, moves)
        check(box, expected)
    finally:
        transaction.savepoint_rollback(kept)
        box.ground.election.refresh_from_db()


def play(box: Box, moves: list[tuple[object, ...]]) -> Expected:
    """Make the moves, each against what must come of it."""
    expected = Expected()
    for number, move in enumerate(moves):
        match move:
            case ("cast", (int(voter), int(place), int(turn)), int(slot)):
                ballot = (voter, place, turn)
                key = key_of(ballot, slot)
                wanted = expected.cast(ballot, key)
                code, tracker = box.cast(ballot, key)
                assert code == ("in" if wanted == "again" else wanted), number
                if code == "in":
                    assert expected.receipts.setdefault(key, tracker) == tracker
            case ("paper", int(voter)) if not expected.closed:
                handed = box.paper(voter)
                assert handed == (not expected.turns[voter] and voter not in expected.paper)
                if handed:
                    expected.paper.add(voter)
            case ("close",) if not expected.closed:
                box.close()
                expected.closed = True
    if not expected.closed:
        box.close()
    return expected


@cache
def key_of(ballot: Ballot, slot: int) -> str:
    return f"key-{ballot}-{slot}"


def check(box: Box, expected: Expected) -> None:
    """Open the box: each last vote counts once, each acknowledged ballot is in the archive."""
    for index in (1, 2):
        box.ground.trusted.open(index, box.at)
    online = queries.online_result(box.ground.election)
    assert online is not None
    wanted = Counter(expected.last.values())
    assert online.ballots == len(expected.last)
    assert online.votes == {place: wanted[place] for place in range(1, PLACES + 1)}
    events = box.ground.events()
    assert [event.height for event in events] == list(range(len(events)))
    assert sum(event.type == "Ballot" for event in events) == len(expected.sent)
    listed = queries.ballots_listed(box.ground.place.id, box.ground.election.uuid)
    assert listed is not None
    assert {row.tracker for row in listed.rows} == set(expected.receipts.values())
    assert sum(row.counts for row in listed.rows) == len(expected.last)
    assert actions.close_due(sub_district_id=box.ground.place.id, at=box.at) == 0
