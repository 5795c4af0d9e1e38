"""Ballots go into the box, one by one, whole, in order, and only while it is open."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from linli.elections import actions, queries
from linli.elections.models import BoxEvent, Credential, Election
from linli.elections.rules import ElectionState
from linli.kernel.errors import Conflict, Missing, Refused
from linli.records.models import AuditEntry
from tests.elections.box_builders import CLOSES, DURING, OPENS, BoxGround, credential_of

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
KEY = "00000000-0000-4000-8000-000000000001"


@pytest.fixture
def ground() -> BoxGround:
    """A vote that is open, with four slips."""
    return BoxGround().opened()


def refused(ground: BoxGround, text: str, **given: object) -> str:
    with pytest.raises(Refused) as refusal:
        ground.cast(text, **given)  # type: ignore[arg-type]
    return refusal.value.code


def test_a_ballot_is_in_the_archive_and_its_tracker_is_the_receipt(ground: BoxGround) -> None:
    cast = ground.vote(0, 1)
    assert [str(event.type) for event in ground.events()] == ["Setup", "Ballot"]
    assert listed_in(ground) == {cast.tracker: True}
    assert cast.turn == 1


def listed_in(ground: BoxGround) -> dict[str, bool]:
    page = queries.ballots_listed(ground.place.id, ground.election.uuid)
    assert page is not None
    return {row.tracker: row.counts for row in page.rows}


def test_who_votes_again_replaces_the_ballot_before(ground: BoxGround) -> None:
    first, second = ground.vote(0, 1), ground.vote(0, 2)
    assert (first.turn, second.turn) == (1, 2)
    assert listed_in(ground) == {first.tracker: False, second.tracker: True}


def test_the_same_key_gives_the_same_receipt(ground: BoxGround) -> None:
    text = ground.ballot(0, 1)
    first = ground.cast(text, key=KEY)
    assert ground.cast(text, key=KEY, at=DURING + SECOND) == first
    assert len(ground.events()) == 2


def test_the_receipt_is_given_again_after_the_close(ground: BoxGround) -> None:
    text = ground.ballot(0, 1)
    first = ground.cast(text, key=KEY)
    ground.closed()
    assert ground.cast(text, key=KEY, at=CLOSES + SECOND) == first


def test_a_replayed_ballot_is_refused(ground: BoxGround) -> None:
    text = ground.ballot(0, 1)
    ground.cast(text)
    assert refused(ground, text) == "replayed"


def test_a_key_serves_one_ballot(ground: BoxGround) -> None:
    ground.cast(ground.ballot(0, 1), key=KEY)
    with pytest.raises(Conflict):
        ground.cast(ground.ballot(0, 2), key=KEY)


def test_no_ballot_goes_in_before_the_opening(ground: BoxGround) -> None:
    assert refused(ground, ground.ballot(0, 1), at=OPENS - SECOND) == "not_open_yet"


def test_the_last_second_counts_and_the_instant_of_the_close_does_not(ground: BoxGround) -> None:
    ground.vote(0, 1, at=CLOSES - SECOND)
    assert refused(ground, ground.ballot(1, 1), at=CLOSES) == "after_close"
    assert refused(ground, ground.ballot(1, 1), at=CLOSES + SECOND) == "after_close"


def test_a_closed_box_takes_nothing_even_if_the_clock_is_set_back(ground: BoxGround) -> None:
    ground.closed()
    assert refused(ground, ground.ballot(0, 1), at=DURING) in {"after_close", "clock_set_back"}


def test_a_clock_set_back_is_seen_by_the_last_ballot(ground: BoxGround) -> None:
    ground.vote(0, 1, at=DURING + timedelta(hours=5))
    assert refused(ground, ground.ballot(1, 1), at=DURING) == "clock_set_back"


def test_a_request_that_waited_its_turn_is_no_clock_set_back(ground: BoxGround) -> None:
    ground.vote(0, 1, at=DURING + SECOND)
    cast = ground.vote(1, 1, at=DURING)
    assert cast.at == DURING + SECOND


def test_a_slip_closed_for_paper_takes_no_ballot(ground: BoxGround) -> None:
    closed_for(ground, "paper")
    assert refused(ground, ground.ballot(0, 1)) == "closed_paper"


def test_a_replaced_slip_takes_no_ballot(ground: BoxGround) -> None:
    closed_for(ground, "replaced")
    assert refused(ground, ground.ballot(0, 1)) == "closed_replaced"


def closed_for(ground: BoxGround, why: str) -> None:
    mine = Credential.objects.filter(id=credential_of(ground, 0).id)
    mine.update(closed_at=OPENS, closed_why=why)


def test_a_ballot_for_another_election_is_refused(ground: BoxGround) -> None:
    other = BoxGround().opened()
    assert refused(ground, other.ballot(0, 1)) == "wrong_election"


@pytest.mark.parametrize("field", ["alpha", "beta", "challenge", "response"])
def test_a_ballot_altered_in_one_digit_is_refused(ground: BoxGround, field: str) -> None:
    text = ground.ballot(0, 1)
    start = text.index(f'"{field}":"') + len(field) + 14
    digit = str((int(text[start]) + 1) % 10)
    assert refused(ground, text[:start] + digit + text[start + 1 :]) == "bad_ballot"
    assert len(ground.events()) == 1


def test_a_slip_of_nobody_is_refused(ground: BoxGround) -> None:
    Credential.objects.filter(id=credential_of(ground, 0).id).delete()
    assert refused(ground, ground.ballot(0, 1)) == "unknown_credential"


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "null", '{"election_uuid":1}', "é" * 500_000, "\ud800", "\0"]
)
def test_what_is_no_ballot_is_refused(ground: BoxGround, text: str) -> None:
    assert refused(ground, text) == "bad_ballot"


def test_an_election_that_is_not_there_is_missing(ground: BoxGround) -> None:
    with pytest.raises(Missing):
        actions.cast_ballot(
            actor=ground.visitor, uuid="1" * 22, text=ground.ballot(0, 1), key=KEY, at=DURING
        )


def test_a_cancelled_election_takes_no_ballot(ground: BoxGround) -> None:
    Election.objects.filter(id=ground.election.id).update(
        state=ElectionState.CANCELLED, cancel_reason="示例理由"
    )
    assert refused(ground, ground.ballot(0, 1)) == "cancelled"


def test_a_second_window_is_told_of_the_first(ground: BoxGround) -> None:
    ground.cast(ground.ballot(0, 1), turn=0)
    with pytest.raises(Conflict) as conflict:
        ground.cast(ground.ballot(0, 2), turn=0)
    assert conflict.value.code == "other_window"
    assert ground.cast(ground.ballot(0, 2), turn=1).turn == 2


def test_the_journal_knows_the_height_and_nothing_else(ground: BoxGround) -> None:
    ground.vote(0, 1)
    (entry,) = AuditEntry.objects.filter(did="elections.cast")
    assert (entry.facts, entry.actor_id, entry.proof) == ({"height": 1}, None, "")


def test_each_height_stands_once_by_the_table_itself(ground: BoxGround) -> None:
    ground.vote(0, 1)
    row = BoxEvent.objects.get(height=1)
    row.pk, row.payload_hash = ground.election.id, "0" * 64
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_each_ballot_stands_once_by_the_table_itself(ground: BoxGround) -> None:
    ground.vote(0, 1)
    row = BoxEvent.objects.get(height=1)
    row.pk, row.height = ground.election.id, 2
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.django_db(transaction=True)
def test_two_windows_at_once_are_both_kept_in_order() -> None:
    ground = BoxGround().opened()
    texts = [ground.ballot(0, place) for place in (1, 2, 3, 1, 2, 3)]

    def send(text: str) -> actions.Cast:
        try:
            return ground.cast(text)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        casts = list(pool.map(send, texts))
    assert sorted(cast.turn for cast in casts) == [1, 2, 3, 4, 5, 6]
    events = ground.events()
    assert [event.height for event in events] == list(range(7))
    last = max(casts, key=lambda cast: cast.turn)
    assert [tracker for tracker, counts in listed_in(ground).items() if counts] == [last.tracker]
