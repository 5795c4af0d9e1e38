"""Heads, areas and digests of rolls, without a database."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from linli.elections.rules import RollKind
from linli.elections.rules.rolls import (
    LineFacts,
    RollRow,
    RowNote,
    RowWrong,
    UnitFacts,
    door_parts,
    heads_of,
    line_digest,
    masked_name,
    notes_on,
    roll_digest,
    unseen_in,
    wrong_rows,
)

TEXT = some.text(max_size=6)
UNITS = some.lists(
    some.builds(
        UnitFacts,
        door=TEXT,
        area_cm2=some.integers(1, 10**9),
        area_source=some.sampled_from(["land_register", "survey", "sale_contract"]),
    ),
    max_size=4,
).map(tuple)
LINES = some.builds(
    LineFacts,
    number=some.integers(1, 9999),
    name=TEXT,
    building=TEXT,
    door=TEXT,
    salt=TEXT,
    owner_number=TEXT,
    voter_name=TEXT,
    is_developer=some.booleans(),
    units=UNITS,
)
ON = date(2026, 11, 24)


def digest(lines: list[tuple[int, str]], place: str = "p") -> str:
    return roll_digest("owners", place, ON, lines)


def a_row(number: int, **facts: object) -> RollRow:
    given = {
        "name": f"示例{number}",
        "building": "3号楼",
        "door": f"1单元{number}",
        "owner_number": str(number),
        "area_cm2": 1_000_000,
    }
    return RollRow(number=number, **{**given, **facts})  # type: ignore[arg-type]


def wrong(rows: list[RollRow], kind: RollKind = RollKind.OWNERS) -> list[tuple[int, str]]:
    return [(mark.number, mark.what) for mark in wrong_rows(rows, kind)]


@given(some.lists(LINES, max_size=8, unique_by=lambda line: line.number), some.randoms())
def test_the_digest_is_the_same_in_whatever_order_lines_come(lines, chance) -> None:  # type: ignore[no-untyped-def]
    marks = [(line.number, line_digest(line)) for line in lines]
    shuffled = list(marks)
    chance.shuffle(shuffled)
    assert digest(marks) == digest(shuffled)


@given(LINES, some.randoms())
def test_a_line_is_the_same_in_whatever_order_its_units_stand(line, chance) -> None:  # type: ignore[no-untyped-def]
    units = list(line.units)
    chance.shuffle(units)
    assert line_digest(line) == line_digest(dataclasses.replace(line, units=tuple(units)))


@given(LINES, LINES)
def test_any_field_changes_the_digest(line: LineFacts, other: LineFacts) -> None:
    for field in dataclasses.fields(LineFacts):
        changed = dataclasses.replace(line, **{field.name: getattr(other, field.name)})
        same = changed == line or (
            field.name == "units"
            and sorted(map(repr, changed.units)) == sorted(map(repr, line.units))
        )
        assert (line_digest(changed) == line_digest(line)) == same


@given(
    some.lists(some.tuples(some.integers(1, 99), TEXT), max_size=6, unique_by=lambda one: one[0])
)
def test_a_roll_with_another_line_has_another_digest(lines: list[tuple[int, str]]) -> None:
    assert digest(lines) != digest([*lines, (100, "x")])
    assert digest(lines) != digest(lines, place="q")


@given(
    some.lists(
        some.tuples(some.integers(1, 5), some.booleans(), some.integers(10_000, 10**8)),
        min_size=1,
        max_size=40,
    )
)
def test_one_buyer_is_one_head_and_so_is_the_developer(
    typed: list[tuple[int, bool, int]],
) -> None:
    rows = [
        a_row(at, owner_number=str(owner), is_developer=developer, area_cm2=area)
        for at, (owner, developer, area) in enumerate(typed)
    ]
    heads = heads_of(rows, RollKind.OWNERS)
    owners = {owner for owner, developer, _area in typed if not developer}
    assert len(heads) == len(owners) + any(developer for _owner, developer, _area in typed)
    assert sum(row.area_cm2 for head in heads for row in head) == sum(one[2] for one in typed)
    by_owner: dict[str, int] = defaultdict(int)
    for row in rows:
        by_owner["developer" if row.is_developer else row.owner_number] += row.area_cm2
    assert sorted(by_owner.values()) == sorted(sum(row.area_cm2 for row in head) for head in heads)


def test_each_voter_is_one_head() -> None:
    rows = [a_row(1), a_row(2, door="1单元1")]
    assert len(heads_of(rows, RollKind.VOTERS)) == 2


@pytest.mark.parametrize(
    ("facts", "what"),
    [
        ({"name": ""}, RowWrong.NO_NAME),
        ({"building": ""}, RowWrong.NO_BUILDING),
        ({"door": ""}, RowWrong.NO_DOOR),
        ({"owner_number": ""}, RowWrong.NO_OWNER_NUMBER),
        ({"area_cm2": 0}, RowWrong.AREA_ZERO),
        ({"area_cm2": 9_999}, RowWrong.AREA_ABSURD),
        ({"area_cm2": 500_000_001}, RowWrong.AREA_ABSURD),
    ],
)
def test_a_row_that_cannot_be_right_is_told(facts: dict[str, object], what: RowWrong) -> None:
    assert wrong([a_row(1, **facts)]) == [(1, what)]


def test_a_door_stands_once_however_it_is_written() -> None:
    rows = [a_row(1, door="2单元301"), a_row(2, door="2-301室")]
    assert wrong(rows) == [(2, RowWrong.DOOR_TWICE)]


def test_the_same_name_at_the_same_door_stands_once() -> None:
    rows = [a_row(1, name="示例甲", door="1-1"), a_row(2, name="示例甲", door="1单元1")]
    assert wrong(rows, RollKind.VOTERS) == [(2, RowWrong.PERSON_TWICE)]


def test_one_owner_number_bears_one_name() -> None:
    rows = [a_row(1, owner_number="7"), a_row(2, owner_number="7")]
    assert wrong(rows) == [(2, RowWrong.OTHER_NAME)]


def test_co_owners_name_one_voter() -> None:
    rows = [
        a_row(1, owner_number="7", name="示例甲、示例乙", voter_name="示例甲"),
        a_row(2, owner_number="7", name="示例甲、示例乙", voter_name="示例乙"),
    ]
    assert wrong(rows) == [(2, RowWrong.OTHER_VOTER)]


def test_what_looks_odd_is_noted_and_hinders_nothing() -> None:
    rows = [
        a_row(1, name="示例甲、示例乙"),
        a_row(2, name="示例丙", area_cm2=10_000_001),
        a_row(3, name="示例丙"),
    ]
    assert wrong(rows) == []
    assert [(mark.number, mark.what) for mark in notes_on(rows, RollKind.OWNERS)] == [
        (1, RowNote.NO_VOTER),
        (2, RowNote.LARGE_AREA),
        (3, RowNote.SAME_NAME),
    ]


def test_a_stranger_sees_the_first_character_alone() -> None:
    assert masked_name("王示例") == "王*"


def test_doors_of_one_building_are_told_apart_by_their_numbers() -> None:
    assert door_parts("3号楼2单元0301室", building="3号楼") == door_parts("2-301")
    assert door_parts("2-301") != door_parts("23-01")


def test_a_voter_who_is_none_of_the_co_owners_is_refused() -> None:
    row = RollRow(
        number=2,
        name="示例甲、示例乙",
        building="1号楼",
        door="101",
        owner_number="1",
        area_cm2=900_000,
        voter_name="示例丙",
    )
    assert [mark.what for mark in wrong_rows([row], RollKind.OWNERS)] == [RowWrong.VOTER_NO_OWNER]


@pytest.mark.parametrize("name", ["示例\u200b甲", "示例\u2060甲", "\ufeff示例甲"])
def test_what_nobody_sees_in_a_name_is_found(name: str) -> None:
    assert unseen_in(name)


def test_a_wide_space_in_a_name_is_seen() -> None:
    assert not unseen_in("示\u3000例")
