"""Copies made inside the database for the benchmark equal what actions wrote."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import models
from django.utils import timezone

from linli.cases import actions
from linli.cases.models import Case, CaseSender
from linli.cases.queries import desk
from linli.cases.rules.desk import Filters
from linli.config.bench.fill import ORDER_STEP, copy_rounds, earlier_by
from tests.cases import desk_builders as cases
from tests.cases.desk_builders import Ground, a_request

Row = dict[str, Any]
ROUNDS = (1, 2, 3)


@pytest.fixture
def ground(db: None) -> Ground:
    return cases.a_ground()


@pytest.fixture
def originals(ground: Ground) -> list[Case]:
    """A request just sent, one sorted, one answered; copied."""
    sent = a_request(ground, title="暖气不热", body="五号楼供暖不热。", place_text="五号楼")
    cases.sorted_request(ground, a_request(ground, contact="13812345678"))
    done = cases.dispatched(ground, ground.property_manager)
    facts = {"actor": ground.property_manager, "case_id": done.id, "at": timezone.now()}
    done = actions.accept_case(version=done.version, **facts)
    actions.answer_case(version=done.version, text="电梯已修好。", **facts)
    made = list(Case.objects.order_by("id"))
    assert sent.id in {case.id for case in made}
    copy_rounds(ROUNDS[0], ROUNDS[-1])
    return made


def row_of(row: models.Model, *leaving_out: str) -> Row:
    """All columns by name but those left out."""
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.attname not in leaving_out
    }


def copy_of(case: Case, round_: int) -> Case:
    return Case.objects.get(number=f"{case.number}-{round_}")


def assert_equal_but_earlier(copy: Row, original: Row, round_: int) -> None:
    """Times lie back by a whole number of rounds (SQLite keeps thousandths), the rest is equal."""
    times = [name for name, value in original.items() if isinstance(value, datetime)]
    for name in times:
        wanted = original.pop(name) - earlier_by(round_)
        assert abs(copy.pop(name) - wanted) <= timedelta(milliseconds=1), name
    assert times
    assert copy == original


@pytest.mark.parametrize("round_", ROUNDS)
def test_a_copy_equals_its_original_but_for_id_number_order_and_dates(
    originals: list[Case], round_: int
) -> None:
    for original in originals:
        copy, own = copy_of(original, round_), ("id", "number", "order_no")
        assert_equal_but_earlier(row_of(copy, *own), row_of(original, *own), round_)
        assert copy.order_no == original.order_no - round_ * ORDER_STEP


def test_each_copy_has_its_sender_under_the_same_seal(originals: list[Case]) -> None:
    for original in originals:
        sender = CaseSender.objects.get(case_id=original.id)
        for round_ in ROUNDS:
            copy = CaseSender.objects.get(case_id=copy_of(original, round_).id)
            assert row_of(copy, "id", "case_id") == row_of(sender, "id", "case_id")


def test_every_row_is_copied_once_a_round_under_an_id_of_its_own(originals: list[Case]) -> None:
    ids = [row.id for row in Case.objects.all()]
    assert len(ids) == len(set(ids)) == len(originals) * (1 + len(ROUNDS))
    copies = set(ids) - {case.id for case in originals}
    assert all(isinstance(key, UUID) and key.hex[16] == "e" for key in copies)


def test_copies_of_copies_are_not_made(originals: list[Case]) -> None:
    copy_rounds(ROUNDS[-1] + 1, ROUNDS[-1] + 1)
    assert Case.objects.count() == len(originals) * (2 + len(ROUNDS))


def test_copies_are_found_by_words_and_by_their_numbers(
    ground: Ground, originals: list[Case]
) -> None:
    def found(words: str) -> list[str]:
        wanted = Filters(queue="all", q=words)
        return [row.number for row in desk.desk_page(ground.office, wanted, at=timezone.now()).rows]

    number = next(case.number for case in originals if case.title == "暖气不热")
    assert found("供暖不热") == [number, *(f"{number}-{round_}" for round_ in ROUNDS)]
    assert found(f"{number}-2") == [f"{number}-2"]
