"""The demo's places: twelve communities, 27 closed compounds, 500 patches, 1,400 groups.

The drawing is invented: communities lie in a grid of four by three, compounds in rows
inside them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid5

from linli.places.rules import NewPlace, PlaceKind, SiteKind

SINCE = date(2011, 1, 1)
ROOT_KEY = UUID("6c8f2a52-5d0b-5f0e-9f44-130903002000")
SUB_DISTRICT = ("130903002", "南环中路街道", "南环")
PATCHES = 500
GROUPS = 1400
BUILDINGS_A_COMPOUND = 10
ENTRANCES_A_BUILDING = 3
FLOORS = 6
WITH_DWELLINGS = ("颐和庄园", "金鼎小区")


@dataclass(frozen=True, slots=True)
class DemoCommunity:
    """A community of the report with its compounds; the first letters begin its numbers."""

    name: str
    short: str
    closed: tuple[str, ...]
    others: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


COMMUNITIES = (
    DemoCommunity("朝阳小区", "朝阳", ("朝阳小区东院", "朝阳小区西院"), aliases=("朝阳社区",)),
    DemoCommunity("朝阳南街", "朝南", ("朝阳南里", "朝阳南苑"), ("朝阳南街老院",), ("朝阳南",)),
    DemoCommunity("南新村", "南新", ("南新村北区", "南新村西区"), ("南新村东巷",)),
    DemoCommunity("署西", "署西", ("署西小区", "署西二院"), ("西环小区南区", "西环小区北区")),
    DemoCommunity("一方", "一方", ("颐和庄园", "阿尔卡迪亚", "一方家园")),
    DemoCommunity("康居园", "康居", ("康居园一区", "康居园二区")),
    DemoCommunity("天成", "天成", ("天成郡府", "天成首府", "天成家园")),
    DemoCommunity("金鼎", "金鼎", ("金鼎小区", "金鼎领域"), ("金鼎沿街",)),
    DemoCommunity("迎宾", "迎宾", ("迎宾小区", "迎宾花园"), ("迎宾路平房",)),
    DemoCommunity("菜市口", "菜市", ("菜市口小区", "菜市口新居"), ("菜市口老街",)),
    DemoCommunity("孔雀城", "孔雀", ("孔雀城一期", "孔雀城二期", "孔雀城三期")),
    DemoCommunity("赵庄西街", "赵庄", ("赵庄西里", "赵庄新居"), ("赵庄平房",)),
)
ALIASES = {"天成首府": ("首府",), "金鼎领域": ("领域",)}
SITES = (
    ("金鼎", "鼎成超市", SiteKind.BUSINESS),
    ("南新村", "南新村卫生服务站", SiteKind.HOSPITAL),
    ("迎宾", "迎宾卫生服务站", SiteKind.HOSPITAL),
    ("赵庄西街", "赵庄西街卫生服务站", SiteKind.HOSPITAL),
    ("朝阳小区", "朝阳小区警务室", SiteKind.OFFICE),
    ("南新村", "南新村警务室", SiteKind.OFFICE),
    ("一方", "示例第一小学", SiteKind.SCHOOL),
    ("孔雀城", "示例第二幼儿园", SiteKind.SCHOOL),
)
COMMON_PARTS = ("东门", "西门", "地下车库", "中心花园")

_SOUTH, _WEST = 382_800_000, 1_168_300_000
_COMMUNITY_HEIGHT, _COMMUNITY_WIDTH = 70_000, 95_000
_COLUMNS = 4
_SLANT = 2_500
_ROAD = 6_000


def key(*names: object) -> UUID:
    """The demo's own id of a thing: the same on every machine."""
    return uuid5(ROOT_KEY, "/".join(str(name) for name in names))


def demo_places(root: UUID) -> list[NewPlace]:
    """All places, each after what it lies in."""
    return [
        *_communities(root),
        *_patches_and_groups(),
        *_compounds(),
        *_buildings(),
        *_sites(),
    ]


def _communities(root: UUID) -> Iterator[NewPlace]:
    for number, community in enumerate(COMMUNITIES):
        box = _box_of(number)
        yield _drawn(
            NewPlace(
                id=key(community.name),
                kind=PlaceKind.COMMUNITY,
                name=full_name(community),
                short=community.short,
                parent_id=root,
                valid_from=SINCE,
                aliases=_aliases(community),
            ),
            box,
        )


def _patches_and_groups() -> Iterator[NewPlace]:
    for number in range(PATCHES):
        community = COMMUNITIES[number % len(COMMUNITIES)]
        nth = number // len(COMMUNITIES) + 1
        patch = key(community.name, "patch", nth)
        yield NewPlace(
            id=patch,
            kind=PlaceKind.PATCH,
            name=f"{community.name}第{nth}片区",
            parent_id=key(community.name),
            valid_from=SINCE,
        )
        for group in range(groups_of(number)):
            yield NewPlace(
                id=key(community.name, "patch", nth, "group", group + 1),
                kind=PlaceKind.RESIDENTS_GROUP,
                name=f"{community.name}第{nth}片区{group + 1}组",
                parent_id=patch,
                valid_from=SINCE,
            )


def full_name(community: DemoCommunity) -> str:
    """A community's name as people say it; one that is called after a compound says so already."""
    return community.name if community.name.endswith("小区") else f"{community.name}社区"


def _aliases(community: DemoCommunity) -> tuple[str, ...]:
    names = dict.fromkeys((community.name, *community.aliases))
    return tuple(name for name in names if name != full_name(community))


def groups_of(patch_number: int) -> int:
    """How many groups a patch has: three in four of five, two in the fifth, 1,400 in all."""
    return 2 if patch_number % 5 == 4 else 3  # noqa: PLR2004


def compounds_of(community: DemoCommunity) -> tuple[str, ...]:
    """The names of a community's compounds, closed ones first."""
    return community.closed + community.others


def _compounds() -> Iterator[NewPlace]:
    for number, community in enumerate(COMMUNITIES):
        names = compounds_of(community)
        for nth, name in enumerate(names):
            yield _drawn(
                NewPlace(
                    id=key(name),
                    kind=PlaceKind.COMPOUND,
                    name=name,
                    parent_id=key(community.name),
                    valid_from=SINCE,
                    closed_compound=name in community.closed,
                    aliases=ALIASES.get(name, ()),
                ),
                _part(_box_of(number), nth, len(names)),
            )


def _buildings() -> Iterator[NewPlace]:
    for number, community in enumerate(COMMUNITIES):
        names = compounds_of(community)
        for nth, name in enumerate(names):
            south, west, north, east = _part(_box_of(number), nth, len(names))
            for building in range(1, BUILDINGS_A_COMPOUND + 1):
                column, row = (building - 1) % 2, (building - 1) // 2
                patch = (nth * BUILDINGS_A_COMPOUND + building - 1) % 41 + 1
                yield NewPlace(
                    id=key(name, building),
                    kind=PlaceKind.BUILDING,
                    name=f"{building} 号楼",
                    parent_id=key(name),
                    overlays=(
                        key(community.name, "patch", patch),
                        key(community.name, "patch", patch, "group", building % 2 + 1),
                    ),
                    valid_from=SINCE,
                    lat_e7=south + (north - south) * (row * 2 + 1) // 10,
                    lng_e7=west + (east - west) * (column * 2 + 1) // 4,
                    geometry_invented=True,
                )
                yield from _entrances(name, building)


def _entrances(compound: str, building: int) -> Iterator[NewPlace]:
    for entrance in range(1, ENTRANCES_A_BUILDING + 1):
        here = key(compound, building, entrance)
        yield NewPlace(
            id=here,
            kind=PlaceKind.ENTRANCE,
            name=f"{entrance} 单元",
            parent_id=key(compound, building),
            valid_from=SINCE,
        )
        if compound in WITH_DWELLINGS and building <= 3:  # noqa: PLR2004
            for floor in range(1, FLOORS + 1):
                for door in (1, 2):
                    yield NewPlace(
                        id=key(compound, building, entrance, floor, door),
                        kind=PlaceKind.DWELLING,
                        name=f"{floor}0{door}",
                        parent_id=here,
                        valid_from=SINCE,
                    )


def _sites() -> Iterator[NewPlace]:
    for community_name, name, kind in SITES:
        yield NewPlace(
            id=key(name),
            kind=PlaceKind.KEY_SITE,
            name=name,
            parent_id=key(community_name),
            site_kind=kind.value,
            valid_from=SINCE,
        )
    for community in COMMUNITIES:
        for compound in compounds_of(community):
            for part in COMMON_PARTS:
                yield NewPlace(
                    id=key(compound, part),
                    kind=PlaceKind.KEY_SITE,
                    name=f"{compound}{part}",
                    parent_id=key(compound),
                    site_kind=SiteKind.COMMON_PART.value,
                    valid_from=SINCE,
                )


Box = tuple[int, int, int, int]


def _box_of(number: int) -> Box:
    row, column = divmod(number, _COLUMNS)
    south = _SOUTH + row * _COMMUNITY_HEIGHT
    west = _WEST + column * _COMMUNITY_WIDTH
    return south, west, south + _COMMUNITY_HEIGHT - _ROAD, west + _COMMUNITY_WIDTH - _ROAD


def _part(box: Box, nth: int, of: int) -> Box:
    south, west, north, east = box
    width = (east - west) // of
    left = west + nth * width
    return south + _ROAD // 2, left + _ROAD // 2, north - _ROAD // 2, left + width - _ROAD // 2


def _drawn(place: NewPlace, box: Box) -> NewPlace:
    south, west, north, east = box
    corners = (
        (west, south),
        (east, south + _SLANT),
        (east + _SLANT, north),
        (west + _SLANT, north - _SLANT),
        (west, south),
    )
    ring = [[lng / 10_000_000, lat / 10_000_000] for lng, lat in corners]
    return replace(
        place,
        outline=json.dumps({"type": "Polygon", "coordinates": [ring]}),
        lat_e7=(south + north) // 2,
        lng_e7=(west + east) // 2,
        geometry_invented=True,
    )
