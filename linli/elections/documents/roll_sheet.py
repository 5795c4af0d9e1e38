"""The sheets of a roll: their columns, their templates, and how a row is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from linli.elections.actions import RowSaid
from linli.elections.rules import AreaSource, RollKind
from linli.elections.rules.rolls import RollRow, unseen_in
from linli.kernel.areas import CM2_A_M2, NotAnArea, area_cm2
from linli.kernel.screening import numbers_found
from linli.records.documents import SheetPage, SheetRow, Source, read_sheet, text_of, write_book

TEMPLATE_NAMES = {
    RollKind.VOTERS: "voters-template.xlsx",
    RollKind.OWNERS: "owners-template.xlsx",
}
SOURCES = {
    "不动产登记簿": AreaSource.LAND_REGISTER,
    "测绘成果": AreaSource.SURVEY,
    "买卖合同": AreaSource.SALE_CONTRACT,
}
_YES_NO = {"是": True, "否": False, "": False}
_REQUIRED = {
    RollKind.VOTERS: ("姓名", "楼栋", "门牌"),
    RollKind.OWNERS: ("业主编号", "业主姓名", "楼栋", "房号", "面积", "面积来源"),
}
_OPTIONAL = {
    RollKind.VOTERS: ("小区",),
    RollKind.OWNERS: ("小区", "建设单位", "投票人"),
}
_LONGEST_NAME = 80
_LONGEST_DOOR = 60
_LONGEST_NUMBER = 20
_DECIMALS = 2
_CM2_A_HUNDREDTH = CM2_A_M2 // 100
_NOISE = 1e-6
"""A sheet's own arithmetic leaves so much; what is typed has two decimals."""


class _Bad(Exception):
    """One cell cannot be read; the text says which and why."""


@dataclass(frozen=True, slots=True)
class ReadRoll:
    """The rows of a sheet, and those that could not be read."""

    rows: list[RollRow]
    unread: list[RowSaid]


def read_roll(path: Source, kind: RollKind) -> ReadRoll:
    """Read a sheet of voters or of owners' units; a row that cannot be read is told by number."""
    read = ReadRoll([], [])
    for row in read_sheet(path, required=_REQUIRED[kind], optional=_OPTIONAL[kind]):
        try:
            read.rows.append(_row(row, kind))
        except _Bad as bad:
            read.unread.append(RowSaid(row.number, str(bad)))
    return read


def write_roll_template(path: Source, kind: RollKind) -> None:
    """Write the sheet to fill in, with example rows, and a page that explains each column."""
    headings = (*_REQUIRED[kind], *_OPTIONAL[kind])
    title = "选民" if kind is RollKind.VOTERS else "业主专有部分"
    rows = [tuple(example.get(one, "") for one in headings) for example in _EXAMPLES[kind]]
    write_book(
        path,
        [
            SheetPage(title, headings, rows, widths=(12, 16, 12, 16, 12, 16, 14, 10, 14)),
            SheetPage("说明", ("列", "必填", "怎么填"), _EXPLAINED[kind], widths=(12, 8, 90)),
        ],
    )


def _row(row: SheetRow, kind: RollKind) -> RollRow:
    cells = {name: text_of(value) for name, value in row.values.items()}
    if kind is RollKind.VOTERS:
        return RollRow(
            number=row.number,
            name=_short(cells, "姓名", _LONGEST_NAME),
            compound=cells.get("小区", ""),
            building=cells["楼栋"],
            door=_short(cells, "门牌", _LONGEST_DOOR),
        )
    return RollRow(
        number=row.number,
        name=_short(cells, "业主姓名", _LONGEST_NAME),
        compound=cells.get("小区", ""),
        building=cells["楼栋"],
        door=_short(cells, "房号", _LONGEST_DOOR),
        owner_number=_owner_number(cells),
        area_cm2=_area(row.values.get("面积")),
        area_source=_one_of(SOURCES, cells, "面积来源"),
        is_developer=_one_of(_YES_NO, cells, "建设单位"),
        voter_name=_short(cells, "投票人", _LONGEST_NAME),
    )


def _short(cells: Mapping[str, str], heading: str, longest: int) -> str:
    typed = cells.get(heading, "")
    if len(typed) > longest:
        raise _Bad(
            _("%(column)s has more than %(most)s characters.")
            % {"column": heading, "most": longest}
        )
    if unseen_in(typed):
        raise _Bad(
            _("%(column)s holds characters that cannot be seen. Type it again.")
            % {"column": heading}
        )
    if numbers_found(typed):
        raise _Bad(
            _("%(column)s holds a national id or a telephone number. Take it out of the sheet.")
            % {"column": heading}
        )
    return typed


def _owner_number(cells: Mapping[str, str]) -> str:
    return _short(cells, "业主编号", _LONGEST_NUMBER)


def _area(value: object) -> int:
    """Square metres with at most two decimals as whole cm2, exactly."""
    if value is None or value == "":
        return 0
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _area_of_number(value)
    try:
        found: int = area_cm2(str(value))
    except NotAnArea:
        raise _not_an_area(value) from None
    if found % _CM2_A_HUNDREDTH:
        raise _not_an_area(value)
    return found


def _area_of_number(value: float) -> int:
    if value < 0:
        raise _Bad(_("The area is below nought. Write it in square metres, such as 89.56."))
    if value == 0:
        return 0
    near = round(value, _DECIMALS)
    if abs(near - value) > _NOISE:
        raise _not_an_area(value)
    return round(near * 100) * _CM2_A_HUNDREDTH


def _not_an_area(value: object) -> _Bad:
    return _Bad(
        _("The area reads “%(value)s”: write square metres with two decimals, such as 89.56.")
        % {"value": str(value)[:20]}
    )


def _one_of(words: Mapping[str, Any], cells: Mapping[str, str], heading: str) -> Any:
    typed = cells.get(heading, "")
    if typed not in words:
        raise _Bad(
            _("%(column)s reads “%(value)s”: write one of %(known)s.")
            % {
                "column": heading,
                "value": typed[:40],
                "known": "、".join(word for word in words if word),
            }
        )
    return words[typed]


_EXAMPLES: dict[RollKind, list[dict[str, object]]] = {
    RollKind.VOTERS: [
        {"姓名": "示例甲", "楼栋": "3号楼", "门牌": "1单元101"},
        {"姓名": "示例乙", "楼栋": "3号楼", "门牌": "1单元101"},
    ],
    RollKind.OWNERS: [
        {
            "业主编号": "1",
            "业主姓名": "示例甲",
            "楼栋": "3号楼",
            "房号": "1单元101",
            "面积": 98.5,
            "面积来源": "不动产登记簿",
        },
        {
            "业主编号": "1",
            "业主姓名": "示例甲",
            "楼栋": "3号楼",
            "房号": "1单元201",
            "面积": 89.36,
            "面积来源": "不动产登记簿",
        },
        {
            "业主编号": "2",
            "业主姓名": "示例乙、示例丙",
            "楼栋": "3号楼",
            "房号": "1单元102",
            "面积": 112.04,
            "面积来源": "测绘成果",
            "投票人": "示例乙",
        },
        {
            "业主编号": "",
            "业主姓名": "示例开发公司",
            "楼栋": "3号楼",
            "房号": "1单元301",
            "面积": 98.5,
            "面积来源": "测绘成果",
            "建设单位": "是",
        },
    ],
}
_PLACE_COLUMNS: list[tuple[object, ...]] = [
    ("楼栋", "是", "和“地点”里的名称一样，例如 3号楼。"),
    ("小区", "", "名册属于社区、几个小区有同名楼栋时才填。"),
]
_EXPLAINED: dict[RollKind, list[tuple[object, ...]]] = {
    RollKind.VOTERS: [
        (
            "姓名",
            "是",
            "一人一行。同一门牌不能有两个相同的姓名；确有同名的，在姓名后加（大）（小）。",
        ),
        *_PLACE_COLUMNS,
        ("门牌", "是", "单元和房号，例如 1单元101。"),
        ("说明", "", "不填出生日期、证件号和电话：这些不进系统。年满十八周岁由登记的人核对。"),
    ],
    RollKind.OWNERS: [
        (
            "业主编号",
            "是",
            "自己编的流水号，不用证件号。一人买几个单元，每行写同一个编号，只算一人（R08）。",
        ),
        ("业主姓名", "是", "共有的，几个姓名用顿号隔开，同一编号各行要写得一样。"),
        *_PLACE_COLUMNS,
        ("房号", "是", "一个专有部分一行，例如 1单元101；同一房号只能有一行。"),
        ("面积", "是", "平方米，两位小数，例如 98.50。"),
        ("面积来源", "是", "不动产登记簿；没有登记的用测绘成果；再没有的用买卖合同（R09）。"),
        ("建设单位", "", "未售、未交付的写 是；全部合算一人（R08），不用写业主编号。"),
        ("投票人", "", "共有人推选一人投票，写这个人的姓名。"),
    ],
}
