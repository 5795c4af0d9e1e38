"""The sheet of places: its columns, its template, and how a row is read."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from linli.kernel.errors import Refused
from linli.kernel.geo import BadGeometry, e7
from linli.places.rules import (
    CodeScheme,
    PlaceKind,
    PlaceRow,
    RowFault,
    SiteKind,
    folded,
    tidy_name,
    tidy_short,
)
from linli.places.rules.import_row import Path
from linli.records.documents import SheetPage, SheetRow, Source, read_sheet, write_book

TEMPLATE_NAME = "places-template.xlsx"
REQUIRED = ("类型", "名称", "上级")
OPTIONAL = (
    "也属于",
    "区划代码",
    "统计代码",
    "网格代码",
    "自编代码",
    "简称",
    "别名",
    "封闭",
    "场所类别",
    "纬度",
    "经度",
    "图形",
    "自",
    "至",
    "依据",
)
KINDS = {
    "街道": PlaceKind.SUB_DISTRICT,
    "社区": PlaceKind.COMMUNITY,
    "小区": PlaceKind.COMPOUND,
    "楼栋": PlaceKind.BUILDING,
    "单元": PlaceKind.ENTRANCE,
    "房屋": PlaceKind.DWELLING,
    "片区": PlaceKind.PATCH,
    "居民小组": PlaceKind.RESIDENTS_GROUP,
    "网格": PlaceKind.GRID_CELL,
    "重点场所": PlaceKind.KEY_SITE,
}
SITES = {
    "学校": SiteKind.SCHOOL,
    "医疗": SiteKind.HOSPITAL,
    "商户": SiteKind.BUSINESS,
    "办公服务": SiteKind.OFFICE,
    "公共部位": SiteKind.COMMON_PART,
    "其他": SiteKind.OTHER,
}
_CODES = {
    "区划代码": CodeScheme.DIVISION,
    "统计代码": CodeScheme.STATISTICAL,
    "网格代码": CodeScheme.GRID,
    "自编代码": CodeScheme.LOCAL,
}
_YES_NO = {"是": True, "否": False, "": False}
_SEVERAL = re.compile(r"[;；、\n]+")
_STEP = re.compile(r"[/／>＞]+")
_DAY = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")


class _Bad(Exception):
    """One cell cannot be read; the text says which and why."""


def rows_of_sheet(path: Source) -> list[PlaceRow | RowFault]:
    """Read a sheet of places; a row that cannot be read is a fault with its number."""
    rows = [_row_or_fault(row) for row in read_sheet(path, required=REQUIRED, optional=OPTIONAL)]
    if not rows:
        raise Refused("no_rows", _("The sheet has no places below its headings."))
    return rows


def write_template(path: Source) -> None:
    """Write the sheet to fill in, with example rows, and a page that explains each column."""
    write_book(
        path,
        [
            SheetPage("地点", (*REQUIRED, *OPTIONAL), _EXAMPLES, widths=(10, 18, 26, 22)),
            SheetPage("说明", ("列", "必填", "怎么填"), _EXPLAINED, widths=(12, 8, 90)),
        ],
    )


def _row_or_fault(row: SheetRow) -> PlaceRow | RowFault:
    try:
        return _row(row)
    except _Bad as bad:
        return RowFault(row.number, str(bad))


def _row(row: SheetRow) -> PlaceRow:
    cells = {heading: _text(row.values.get(heading)) for heading in (*REQUIRED, *OPTIONAL)}
    return PlaceRow(
        number=row.number,
        kind=_one_of(KINDS, cells, "类型"),
        name=tidy_name(cells["名称"]),
        path=_path(cells["上级"]),
        overlays=tuple(_path(part) for part in _several(cells["也属于"])),
        short=tidy_short(cells["简称"]),
        aliases=tuple(tidy_name(part) for part in _several(cells["别名"])),
        codes=tuple(
            (scheme, cells[heading]) for heading, scheme in _CODES.items() if cells[heading]
        ),
        closed_compound=_one_of(_YES_NO, cells, "封闭"),
        site_kind=_one_of(SITES, cells, "场所类别") if cells["场所类别"] else "",
        lat_e7=_degrees(cells, "纬度"),
        lng_e7=_degrees(cells, "经度"),
        outline=cells["图形"],
        valid_from=_day(row, "自"),
        valid_to=_day(row, "至"),
        source=cells["依据"][:200],
    )


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _one_of(words: dict[str, Any], cells: dict[str, str], heading: str) -> Any:
    typed = folded(cells[heading])
    if typed not in words:
        raise _Bad(
            _("%(column)s reads “%(value)s”: write one of %(known)s.")
            % {
                "column": heading,
                "value": cells[heading][:40],
                "known": "、".join(word for word in words if word),
            }
        )
    return words[typed]


def _several(typed: str) -> list[str]:
    return [part for part in _SEVERAL.split(typed) if part.strip()]


def _path(typed: str) -> Path:
    return tuple(name for part in _STEP.split(typed) if (name := tidy_name(part)))


def _degrees(cells: dict[str, str], heading: str) -> int | None:
    if not cells[heading]:
        return None
    try:
        return e7(cells[heading])
    except BadGeometry:
        raise _Bad(
            _("%(column)s reads “%(value)s”: write degrees such as 38.2834567.")
            % {"column": heading, "value": cells[heading][:40]}
        ) from None


def _day(row: SheetRow, heading: str) -> date | None:
    value = row.values.get(heading)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    typed = _text(value)
    if not typed:
        return None
    found = _DAY.fullmatch(typed)
    try:
        if found:
            year, month, day = map(int, found.groups())
            return date(year, month, day)
    except ValueError:
        pass
    raise _Bad(
        _("%(column)s reads “%(value)s”: write a day such as 2026-01-31.")
        % {"column": heading, "value": typed[:40]}
    )


def _example(**cells: str) -> tuple[object, ...]:
    return tuple(cells.get(heading, "") for heading in (*REQUIRED, *OPTIONAL))


_EXAMPLES = [
    _example(类型="街道", 名称="示例街道", 区划代码="130903999", 简称="示例", 自="2011-01-01"),
    _example(
        类型="社区",
        名称="示例一社区",
        上级="示例街道",
        统计代码="130903999001",
        简称="一社",
        别名="一社；示例一居",
    ),
    _example(类型="片区", 名称="第1片区", 上级="示例一社区"),
    _example(类型="居民小组", 名称="第1片区1组", 上级="示例一社区/第1片区"),
    _example(
        类型="小区",
        名称="示例花园",
        上级="示例一社区",
        别名="花园小区",
        封闭="是",
        纬度="38.2861",
        经度="116.8372",
    ),
    _example(类型="楼栋", 名称="3号楼", 上级="示例一社区/示例花园", 也属于="示例一社区/第1片区"),
    _example(类型="单元", 名称="1单元", 上级="示例一社区/示例花园/3号楼"),
    _example(类型="房屋", 名称="101", 上级="示例一社区/示例花园/3号楼/1单元"),
    _example(类型="重点场所", 名称="东门", 上级="示例一社区/示例花园", 场所类别="公共部位"),
]
_EXPLAINED: list[tuple[object, ...]] = [
    ("类型", "是", "、".join(KINDS) + "。"),
    ("名称", "是", "最多 80 字。同一上级里，同一类型的名称不能重复。"),
    (
        "上级",
        "街道以外必填",
        "从社区写起，用 / 隔开，例如 示例一社区/示例花园/3号楼；社区写街道名。须已有或写在前面。",
    ),
    ("也属于", "", "楼栋、单元、重点场所另外所在的片区、居民小组、网格；几个之间用分号。"),
    ("区划代码", "街道必填", "九位。空的安装从这一行开始：第一行是街道时，先建立这个街道。"),
    ("统计代码", "", "十二位，或到小组十五位。"),
    ("网格代码", "", "十二到二十位数字或大写字母。"),
    ("自编代码", "", "本地自己编的代码，字母、数字和 . / _ -，最多 30 位。"),
    ("简称", "", "最多 12 个汉字、字母或数字；社区的简称是事项编号的开头。"),
    ("别名", "", "大家平常怎么叫；几个之间用分号。"),
    ("封闭", "", "是 或 否；只有小区可以封闭。"),
    ("场所类别", "", "、".join(SITES) + "；只用于重点场所。"),
    ("纬度", "", "WGS-84，度，例如 38.2861。与经度同时填。"),
    ("经度", "", "WGS-84，度，例如 116.8372。"),
    ("图形", "", "GeoJSON：Point、Polygon 或 MultiPolygon，WGS-84，先经度后纬度。"),
    ("自", "街道必填", "从哪天起，例如 2011-01-01；不填就和上级同一天起。"),
    ("至", "", "到哪天为止（含当天）；不填就是仍在用。"),
    ("依据", "", "文件名称或说明，例如区划调整的批复。"),
]
