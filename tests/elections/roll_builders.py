"""Rolls for tests: drafted, brought in, published and frozen by the actions that people use."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from linli.elections import actions, queries
from linli.elections.models import Roll, RollLine
from linli.elections.rules import RollKind
from linli.elections.rules.rolls import RollRow
from linli.places.models import Place
from linli.records.actions import adopt_rule
from tests.builders import Ground
from tests.elections.builders import AT

ROLL_RULES: dict[str, Any] = {
    "self_government.register.objection": 5,
    "self_government.register.ruling": 3,
    "self_government.proxy.most": 3,
    "owners.register.ruling": 3,
    "owners.proxy.most": 3,
}
"""What the law leaves open about rolls, as the example place set it."""
PUBLISHED_BEFORE = timedelta(days=40)
FROZEN_BEFORE = timedelta(days=10)


def adopt_roll_rules(ground: Ground, *keys: str) -> None:
    """Let the place set what the law leaves open about rolls and proxies."""
    for key in keys or ROLL_RULES:
        adopt_rule(
            actor=ground.system,
            key=key,
            value=ROLL_RULES[key],
            source="示例选举办法",
            adopted_by="示例街道",
            adopted_on=date(2026, 1, 2),
            valid_from=date(2026, 1, 2),
            at=AT - PUBLISHED_BEFORE,
        )


def a_voter(number: int, building: str = "3号楼", **facts: Any) -> RollRow:
    """A row of a voters' sheet."""
    given = {"name": f"示例选民{number}", "building": building, "door": f"1单元{100 + number}"}
    return RollRow(number=number + 1, **{**given, **facts})


def a_unit(number: int, building: str = "3号楼", **facts: Any) -> RollRow:
    """A row of an owners' sheet: one unit of 100 m², of an owner of its own."""
    given = {
        "name": f"示例业主{number}",
        "building": building,
        "door": f"1单元{100 + number}",
        "owner_number": str(number),
        "area_cm2": 1_000_000,
    }
    return RollRow(number=number + 1, **{**given, **facts})


def rows_for(kind: RollKind, lines: int | Sequence[RollRow]) -> list[RollRow]:
    """Rows as they are given, or so many of a kind."""
    if not isinstance(lines, int):
        return list(lines)
    make = a_voter if kind is RollKind.VOTERS else a_unit
    return [make(number) for number in range(1, lines + 1)]


def a_roll(
    ground: Ground,
    *,
    kind: RollKind = RollKind.VOTERS,
    lines: int | Sequence[RollRow] = 4,
    place: Place | None = None,
    at: datetime = AT - PUBLISHED_BEFORE,
) -> Roll:
    """A drafted roll with lines; so many, all in building 3, or the rows given."""
    ground.building  # noqa: B018 - it is made when asked for
    drafted = actions.draft_roll(
        actor=ground.secretary,
        kind=kind,
        place_id=(place or ground.compound).id,
        name="示例名册",
        as_of=at.date(),
        at=at,
    )
    rows = rows_for(kind, lines)
    if rows:
        count = actions.import_roll(actor=ground.secretary, roll_id=drafted.id, rows=rows, at=at)
        assert not count.faults, count.faults
    drafted.refresh_from_db()
    return drafted


def a_published_roll(ground: Ground, *, at: datetime = AT - PUBLISHED_BEFORE, **facts: Any) -> Roll:
    """A roll that was published at this time; the place has set its rules."""
    adopt_roll_rules(ground)
    drafted = a_roll(ground, at=at, **facts)
    return actions.publish_roll(actor=ground.secretary, roll_id=drafted.id, at=at)


def a_frozen_roll(
    ground: Ground,
    *,
    published_at: datetime = AT - PUBLISHED_BEFORE,
    at: datetime = AT - FROZEN_BEFORE,
    **facts: Any,
) -> Roll:
    """A frozen roll on which people may vote from `AT` on; `lines=` as for `a_roll`."""
    published = a_published_roll(ground, at=published_at, **facts)
    return actions.freeze_roll(actor=ground.secretary, roll_id=published.id, at=at)


def lines_in(roll: Roll) -> list[RollLine]:
    """The lines of a roll that stand, by number."""
    return queries.lines_of(roll.sub_district_id, roll.id, limit=None)


def a_file(content: bytes, name: str = "名册.xlsx") -> SimpleUploadedFile:
    """A sheet as a browser sends it."""
    return SimpleUploadedFile(name, content)
