"""What a process keeps: a commit is seen by all threads, a rollback by none, and never too late."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from threading import Event, Thread

import pytest
from django.db import connection, transaction

from linli.kernel.actor import Actor
from linli.records import actions, queries
from linli.records.models import LocalRule
from linli.tenancy.kept import Kept, forget_all
from tests.records.builders import AT, the_system

KEY = "request.reopen.most"
whole = pytest.mark.django_db(transaction=True)


def most(actor: Actor, *, fresh: bool = False) -> int:
    rule = queries.rule_in_force(actor.sub_district_id, KEY, on=AT.date(), fresh=fresh)
    return rule.count


def adopt(actor: Actor, value: int, *, since: date = date(2026, 1, 1)) -> LocalRule:
    return actions.adopt_rule(
        actor=actor,
        key=KEY,
        value=value,
        source="示例文件",
        adopted_by="示例街道办",
        adopted_on=AT.date(),
        valid_from=since,
        at=AT,
    )


def elsewhere(ask: Callable[[], int]) -> int:
    """What another thread of the process gets."""
    got: list[int] = []

    def run() -> None:
        got.append(ask())
        connection.close()

    thread = Thread(target=run)
    thread.start()
    thread.join()
    return got[0]


@whole
def test_a_change_is_seen_here_at_once_and_elsewhere_when_it_is_committed() -> None:
    actor = the_system()
    before = most(actor)
    with transaction.atomic():
        adopt(actor, 7)
        assert most(actor) == 7
        assert elsewhere(lambda: most(actor)) == before
    assert most(actor) == 7
    assert elsewhere(lambda: most(actor)) == 7


@whole
def test_a_change_that_is_rolled_back_leaves_no_trace() -> None:
    actor = the_system()
    before = most(actor)
    with transaction.atomic():
        adopt(actor, 7)
        assert most(actor) == 7
        transaction.set_rollback(True)
    assert most(actor) == before
    assert elsewhere(lambda: most(actor)) == before


@pytest.mark.django_db
def test_a_savepoint_rolled_back_takes_what_was_read_since_with_it() -> None:
    actor = the_system()
    adopt(actor, 5)
    assert most(actor) == 5
    with transaction.atomic():
        adopt(actor, 6, since=date(2026, 2, 1))
        assert most(actor) == 6
        transaction.set_rollback(True)
    assert most(actor) == 5


@pytest.mark.django_db
def test_what_another_process_changed_is_seen_by_whoever_asks_for_it_fresh() -> None:
    actor = the_system()
    before = most(actor)
    LocalRule.objects.create(
        sub_district_id=actor.sub_district_id,
        key=KEY,
        value=9,
        source="示例文件",
        adopted_by="示例街道办",
        adopted_on=AT.date(),
        valid_from=date(2026, 1, 1),
    )
    assert most(actor) == before
    assert most(actor, fresh=True) == 9
    assert most(actor) == 9


@pytest.mark.django_db
def test_what_was_read_before_a_commit_is_not_kept_after_it() -> None:
    stands, reading, go_on = [1], Event(), Event()

    def read(_key: str) -> int:
        value = stands[0]
        reading.set()
        go_on.wait(5)
        return value

    kept = Kept(30, read)
    slow = Thread(target=lambda: kept.of("key"))
    slow.start()
    reading.wait(5)
    stands[0] = 2
    kept.drop()
    go_on.set()
    slow.join()
    assert kept.of("key") == 2


@pytest.mark.django_db
def test_a_value_is_read_once_while_it_is_kept_and_again_when_all_is_forgotten() -> None:
    asked: list[str] = []
    kept = Kept(30, asked.append)
    kept.of("a"), kept.of("a"), kept.of("b")
    assert asked == ["a", "b"]
    forget_all()
    kept.of("a")
    assert asked == ["a", "b", "a"]


@pytest.mark.django_db
def test_a_value_is_read_again_when_its_seconds_are_over() -> None:
    asked: list[str] = []
    kept = Kept(0, asked.append)
    kept.of("a"), kept.of("a")
    assert asked == ["a", "a"]
