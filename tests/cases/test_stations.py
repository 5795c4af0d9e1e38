"""The stations of a request: only what was reached is marked as passed."""

from __future__ import annotations

from linli.cases.rules import CaseState, Mark, Station, Verb, stations

SENDER = (
    Station.RECEIVED,
    Station.ACCEPTED,
    Station.WORKED_ON,
    Station.CONFIRMED,
    Station.CLOSED,
)
DESK = (
    Station.RECEIVED,
    Station.SORTED,
    Station.DISPATCHED,
    Station.ACCEPTED,
    Station.WORKED_ON,
    Station.CLOSED,
)
OPENED = (Verb.OPEN.value, CaseState.RECEIVED.value)
SORTED = (Verb.SORT.value, CaseState.SORTED.value)
ANSWERED = (Verb.ANSWER.value, CaseState.ANSWERED.value)


def marks(found: list[tuple[Station, Mark]]) -> dict[str, str]:
    return {station.name: mark.value for station, mark in found}


def test_a_question_after_sorting_takes_nothing_on() -> None:
    asked = (Verb.ASK.value, CaseState.WAITING_SENDER.value)
    found = stations(
        SENDER, state=CaseState.WAITING_SENDER, before="sorted", steps=[OPENED, SORTED, asked]
    )
    assert marks(found) == {
        "RECEIVED": "done",
        "ACCEPTED": "now",
        "WORKED_ON": "ahead",
        "CONFIRMED": "ahead",
        "CLOSED": "ahead",
    }


def test_what_was_answered_at_once_was_never_dispatched_nor_taken_on() -> None:
    found = stations(DESK, state=CaseState.ANSWERED, steps=[OPENED, ANSWERED])
    assert marks(found) == {"RECEIVED": "done", "WORKED_ON": "done", "CLOSED": "now"}


def test_what_went_out_by_the_table_was_dispatched_but_not_sorted() -> None:
    sent = (Verb.OPEN.value, CaseState.DISPATCHED.value)
    found = stations(DESK, state=CaseState.DISPATCHED, steps=[sent])
    assert list(marks(found).items())[:3] == [
        ("RECEIVED", "done"),
        ("DISPATCHED", "done"),
        ("ACCEPTED", "now"),
    ]


def test_closed_without_the_sender_s_word_is_not_confirmed() -> None:
    closed = (Verb.CLOSE.value, CaseState.CLOSED.value)
    found = stations(SENDER, state=CaseState.CLOSED, steps=[OPENED, ANSWERED, closed])
    assert marks(found) == {"RECEIVED": "done", "WORKED_ON": "done", "CLOSED": "done"}


def test_reopened_is_worked_on_again_whatever_was_closed() -> None:
    closed = (Verb.CLOSE.value, CaseState.CLOSED.value)
    again = (Verb.REOPEN.value, CaseState.REOPENED.value)
    steps = [OPENED, SORTED, ANSWERED, closed, again]
    found = stations(SENDER, state=CaseState.REOPENED, steps=steps)
    assert marks(found) == {
        "RECEIVED": "done",
        "WORKED_ON": "now",
        "CONFIRMED": "ahead",
        "CLOSED": "ahead",
    }
