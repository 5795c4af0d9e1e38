"""How many took part, as it may be shown: no figure, no rest, no step between two below a floor."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from linli.kernel.tally import FLOOR

LEAST_OF_A_GROUP = 2 * FLOOR
"""Buildings with fewer heads are shown together with a neighbour."""


@dataclass(frozen=True, slots=True)
class House:
    """A building of the roll: how many heads it has, how many of them took part."""

    key: str
    name: str
    heads: int
    took_part: int = 0
    area_cm2: int = 0
    area_part_cm2: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """One or more buildings shown as one; `shown` is nought while it is below the floor."""

    keys: tuple[str, ...]
    names: tuple[str, ...]
    heads: int
    shown: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """Turnout as shown: each figure moves by five heads or more, or stays what it was."""

    groups: tuple[Group, ...] = ()
    took_part: int = 0
    heads: int = 0
    area_percent: int = 0
    area_at: int = 0
    """How many heads had taken part when the area was shown last."""


def grouped(houses: Sequence[House], *, least: int = LEAST_OF_A_GROUP) -> tuple[Group, ...]:
    """Put neighbouring buildings together until each group is large enough."""
    groups: list[Group] = []
    for house in houses:
        own = Group((house.key,), (house.name,), house.heads)
        if groups and groups[-1].heads < least:
            groups[-1] = _together(groups[-1], own)
        else:
            groups.append(own)
    if len(groups) > 1 and groups[-1].heads < least:
        last = groups.pop()
        groups[-1] = _together(groups[-1], last)
    return tuple(groups)


def regrouped(before: Sequence[Group], houses: Sequence[House]) -> tuple[Group, ...]:
    """Keep the groups that were shown, with the roll's heads of today."""
    if not before:
        return grouped(houses)
    heads = {house.key: house.heads for house in houses}
    known = {key for group in before for key in group.keys}
    new = [house for house in houses if house.key not in known]
    groups = [replace(one, heads=sum(heads.get(key, 0) for key in one.keys)) for one in before]
    for house in new:
        own = Group((house.key,), (house.name,), house.heads)
        groups[-1] = replace(_together(groups[-1], own), shown=groups[-1].shown)
    return tuple(groups)


def moved(before: Shown, houses: Sequence[House]) -> Shown:
    """Move the figures on as far as the floor allows; what must wait keeps its old figure.

    Nothing hidden can be reckoned from the total and the other figures: at least two groups
    wait together, and together they hide five heads or more, on both sides.
    """
    groups = regrouped(before.groups, houses)
    true = _true(groups, houses)
    heads = sum(house.heads for house in houses)
    took_part = sum(house.took_part for house in houses)
    still = replace(before, groups=groups, heads=heads)
    if took_part - before.took_part < FLOOR or heads - took_part < FLOOR:
        return still
    pending = [now - group.shown for now, group in zip(true, groups, strict=True)]
    rests = [group.heads - now for now, group in zip(true, groups, strict=True)]
    waiting = _waiting(pending, rests)
    if waiting is None:
        return still
    new = tuple(
        group if place in waiting else replace(group, shown=now)
        for place, (group, now) in enumerate(zip(groups, true, strict=True))
    )
    return replace(still, groups=new, took_part=took_part)


def with_area(shown: Shown, houses: Sequence[House]) -> Shown:
    """Show the area in whole percent anew, once a day, unless too few heads came or stay away."""
    heads = sum(house.heads for house in houses)
    took_part = sum(house.took_part for house in houses)
    if took_part - shown.area_at < FLOOR or heads - took_part < FLOOR:
        return shown
    area = sum(house.area_cm2 for house in houses)
    part = sum(house.area_part_cm2 for house in houses)
    return replace(shown, area_percent=percent(part, area), area_at=took_part)


def percent(part: int, whole: int) -> int:
    """Whole percent, rounded down, so that nothing seems reached before it is."""
    return 100 * part // whole if whole else 0


def final_groups(houses: Sequence[House]) -> tuple[Group, ...]:
    """Turnout by building after the close, where neighbours join until both sides reach the floor."""
    done: list[Group] = []
    open_: list[House] = []
    for house in houses:
        open_.append(house)
        if _is_large(open_):
            done.append(_closed(open_))
            open_ = []
    if open_ and done:
        last = done.pop()
        rest = _closed(open_)
        done.append(replace(_together(last, rest), shown=last.shown + rest.shown))
    return tuple(done)


def by_building(houses: Sequence[House]) -> list[dict[str, Any]]:
    """Turnout on both measures after the close, as plain data; areas in whole percent."""
    known = {house.key: house for house in houses}
    return [
        {
            "names": list(group.names),
            "heads": group.heads,
            "took_part": group.shown,
            "area_percent": _area_percent([known[key] for key in group.keys]),
        }
        for group in final_groups(houses)
    ]


def _area_percent(houses: Sequence[House]) -> int | None:
    area = sum(house.area_cm2 for house in houses)
    return percent(sum(house.area_part_cm2 for house in houses), area) if area else None


def as_data(shown: Shown) -> dict[str, Any]:
    """Turnout as shown, as plain data; `from_data` reads it."""
    return asdict(shown)


def from_data(data: Mapping[str, Any]) -> Shown:
    """Turnout as it was kept."""
    groups = tuple(
        Group(tuple(one["keys"]), tuple(one["names"]), one["heads"], one["shown"])
        for one in data["groups"]
    )
    return Shown(groups, data["took_part"], data["heads"], data["area_percent"], data["area_at"])


def _closed(houses: Sequence[House]) -> Group:
    return Group(
        tuple(one.key for one in houses),
        tuple(one.name for one in houses),
        sum(one.heads for one in houses),
        sum(one.took_part for one in houses),
    )


def _is_large(houses: Sequence[House]) -> bool:
    took = sum(one.took_part for one in houses)
    return took >= FLOOR and sum(one.heads for one in houses) - took >= FLOOR


def _together(one: Group, other: Group) -> Group:
    return Group(
        (*one.keys, *other.keys), (*one.names, *other.names), one.heads + other.heads, one.shown
    )


def _true(groups: Sequence[Group], houses: Sequence[House]) -> list[int]:
    took: Mapping[str, int] = {house.key: house.took_part for house in houses}
    return [sum(took.get(key, 0) for key in group.keys) for group in groups]


def _waiting(pending: Sequence[int], rests: Sequence[int]) -> set[int] | None:
    """Which groups keep their old figure; None when nothing at all may move."""
    waiting = {
        place
        for place, (step, rest) in enumerate(zip(pending, rests, strict=True))
        if step and (step < FLOOR or rest < FLOOR)
    }
    while _gives_away(waiting, pending, rests):
        others = [place for place, step in enumerate(pending) if step and place not in waiting]
        if not others:
            return None
        waiting.add(min(others, key=lambda place: (pending[place], place)))
    return waiting


def _gives_away(waiting: Collection[int], pending: Sequence[int], rests: Sequence[int]) -> bool:
    if not waiting:
        return False
    hidden = sum(pending[place] for place in waiting)
    rest = sum(rests[place] for place in waiting)
    return len(waiting) == 1 or hidden < FLOOR or rest < FLOOR
