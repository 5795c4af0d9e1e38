"""A bank's file read row by row: what is wrong is told with the number of its row."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from linli.kernel.money import Money, NotMoney

MOST_ROWS = 20_000
_HEADING_ROWS = 30
_LEAST_HEADINGS = 3
_LONGEST_WORDS = 120
_LONGEST_PAYER = 80
_YUAN = frozenset({"", "CNY", "RMB", "156", "01", "001", "人民币", "人民币元", "元"})
_IN = frozenset({"贷", "收", "收入", "转入", "C", "CR", "+", "IN", "存入"})
_OUT = frozenset({"借", "付", "支", "支出", "转出", "D", "DR", "-", "OUT", "支取"})
_DAY = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:[ T].*)?")


class Column(StrEnum):
    """What a column of a bank's file is for."""

    DAY = "day"
    CAME = "came"
    WENT = "went"
    AMOUNT = "amount"
    DIRECTION = "direction"
    BALANCE = "balance"
    CURRENCY = "currency"
    WORDS = "words"
    PAYER = "payer"
    REFERENCE = "reference"


class RowFault(StrEnum):
    """What is wrong with a row of a bank's file."""

    DAY = "day"
    AMOUNT = "amount"
    CURRENCY = "currency"
    TWICE = "twice"
    BALANCE = "balance"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class BankRow:
    """A line of a bank's statement as read."""

    row: int
    on: date
    fen: int
    words: str
    payer: str
    mark: str
    balance_fen: int | None = None


@dataclass(frozen=True, slots=True)
class BankFile:
    """A file cut into cells: its headings, and each row with its number in the file."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says: its lines, oldest first, and what is wrong by row number."""

    rows: Sequence[BankRow] = ()
    faults: Sequence[tuple[int, RowFault]] = field(default=())


def cut_file(content: bytes) -> BankFile | None:
    """Cut a csv file into cells, whichever code and separator the bank uses; None if it is none."""
    text = _decoded(content)
    if text is None or "\0" in text:
        return None
    lines = text.splitlines()
    separator = max("\t;,", key=lambda sign: sum(line.count(sign) for line in lines[:50]))
    try:
        cells = [
            [_plain(cell) for cell in row]
            for row in csv.reader(io.StringIO(text), delimiter=separator)
        ]
    except csv.Error:
        return None
    at = _heading_row(cells)
    if at is None:
        return None
    headings = tuple(cells[at])
    rows = [
        (number, dict(zip(headings, row, strict=False)))
        for number, row in enumerate(cells[at + 1 :], start=at + 2)
        if any(row)
    ]
    return BankFile(
        headings=tuple(one for one in headings if one), rows=tuple(rows[: MOST_ROWS + 1])
    )


def columns_fault(columns: Mapping[Column, str]) -> str:
    """Which column a mapping still lacks, as the code of a sentence; empty when it will do."""
    if Column.DAY not in columns:
        return "day"
    two = Column.CAME in columns and Column.WENT in columns
    if not two and Column.AMOUNT not in columns:
        return "amount"
    if Column.BALANCE not in columns and Column.REFERENCE not in columns:
        return "identity"
    return ""


def read_rows(
    file: BankFile, columns: Mapping[Column, str], *, opening_fen: int, salt: str
) -> Reading:
    """Read the lines of a file; balances must follow from each other, no line stands twice."""
    rows: list[BankRow] = []
    faults: list[tuple[int, RowFault]] = []
    for number, cells in file.rows:
        got = {column: cells.get(heading, "") for column, heading in columns.items()}
        if not _is_line(got):
            continue
        read = _read_row(number, got, salt)
        if isinstance(read, RowFault):
            faults.append((number, read))
        else:
            rows.append(read)
    faults += _twice(rows)
    if Column.BALANCE in columns and not faults:
        rows, wrong = _in_order(rows, opening_fen)
        faults += wrong
    return Reading(rows=_oldest_first(rows), faults=sorted(faults))


def _decoded(content: bytes) -> str | None:
    for code in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(code)
        except UnicodeDecodeError:
            continue
    return None


def _plain(cell: str) -> str:
    return cell.strip().strip("\t'\"=").strip()


def _heading_row(cells: Sequence[Sequence[str]]) -> int | None:
    """The first row with the most words in it; titles above it have fewer."""
    counts = [sum(bool(one) for one in row) for row in cells[:_HEADING_ROWS]]
    if not counts or max(counts) < _LEAST_HEADINGS:
        return None
    return counts.index(max(counts))


def _is_line(got: Mapping[Column, str]) -> bool:
    """Whether a row is a line at all: sums and signatures below a table have no day and no amount."""
    amounts = (Column.CAME, Column.WENT, Column.AMOUNT)
    day = _day(got.get(Column.DAY, ""))
    return day is not None or any(_fen(got.get(one, "")) for one in amounts)


def _read_row(number: int, got: Mapping[Column, str], salt: str) -> BankRow | RowFault:
    on = _day(got[Column.DAY])
    if on is None:
        return RowFault.DAY
    if got.get(Column.CURRENCY, "").upper() not in _YUAN:
        return RowFault.CURRENCY
    fen = _amount(got)
    balance = _fen(got.get(Column.BALANCE, ""))
    if not fen or (Column.BALANCE in got and balance is None):
        return RowFault.AMOUNT
    told = got.get(Column.REFERENCE, "") or f"{fen}|{balance}|{got.get(Column.WORDS, '')}"
    return BankRow(
        row=number,
        on=on,
        fen=fen,
        words=got.get(Column.WORDS, "")[:_LONGEST_WORDS],
        payer=got.get(Column.PAYER, "")[:_LONGEST_PAYER],
        mark=hashlib.sha256(f"{salt}|{on}|{told}".encode()).hexdigest(),
        balance_fen=balance,
    )


def _amount(got: Mapping[Column, str]) -> int | None:
    """What came in, or went out below nought; None where the cells do not say."""
    if Column.AMOUNT not in got:
        came, went = _fen(got.get(Column.CAME, "") or "0"), _fen(got.get(Column.WENT, "") or "0")
        if came is None or went is None or (came and went):
            return None
        return came - abs(went)
    fen = _fen(got[Column.AMOUNT])
    if fen is None or Column.DIRECTION not in got:
        return fen
    sign = got[Column.DIRECTION].upper()
    if sign in _IN:
        return abs(fen)
    return -abs(fen) if sign in _OUT else None


def _fen(cell: str) -> int | None:
    try:
        return Money.parse(cell.lstrip("+")).fen if cell else None
    except NotMoney:
        return None


def _day(cell: str) -> date | None:
    found = _DAY.fullmatch(cell)
    try:
        return date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None


def _twice(rows: Iterable[BankRow]) -> list[tuple[int, RowFault]]:
    seen: set[str] = set()
    found = []
    for row in rows:
        if row.mark in seen:
            found.append((row.row, RowFault.TWICE))
        seen.add(row.mark)
    return found


def _in_order(
    rows: list[BankRow], opening_fen: int
) -> tuple[list[BankRow], list[tuple[int, RowFault]]]:
    """The rows in the order in which their balances follow, or what breaks in the better one."""
    forward, backward = _breaks(rows, opening_fen), _breaks(rows[::-1], opening_fen)
    if len(backward) < len(forward):
        return rows[::-1], backward
    return rows, forward


def _breaks(rows: Sequence[BankRow], opening_fen: int) -> list[tuple[int, RowFault]]:
    before, found = opening_fen, []
    for row in rows:
        if row.balance_fen is not None and row.balance_fen != before + row.fen:
            found.append((row.row, RowFault.BALANCE))
        before = row.balance_fen if row.balance_fen is not None else before + row.fen
    return found


def _oldest_first(rows: list[BankRow]) -> list[BankRow]:
    if rows and rows[0].on > rows[-1].on:
        return rows[::-1]
    return rows


_USUAL: dict[Column, tuple[str, ...]] = {
    Column.DAY: ("交易日期", "记账日期", "交易时间", "日期", "入账日期"),
    Column.CAME: ("收入金额", "贷方金额", "贷方发生额", "收入", "存入金额", "转入金额"),
    Column.WENT: ("支出金额", "借方金额", "借方发生额", "支出", "支取金额", "转出金额"),
    Column.AMOUNT: ("交易金额", "发生额", "金额"),
    Column.DIRECTION: ("借贷标志", "借贷", "收支", "收/支", "借贷方向", "方向"),
    Column.BALANCE: ("余额", "账户余额", "交易后余额", "本次余额"),
    Column.CURRENCY: ("币种", "币别", "货币"),
    Column.WORDS: ("摘要", "用途", "附言", "备注"),
    Column.PAYER: ("对方户名", "对方名称", "对方账户名称", "交易对方"),
    Column.REFERENCE: ("流水号", "交易流水号", "凭证号", "交易序号", "核心流水号"),
}
"""How banks usually call their columns; a fund whose bank does otherwise types it once."""


def guessed_columns(headings: Sequence[str]) -> dict[Column, str]:
    """Which heading means what, as far as the usual words tell."""
    there = set(headings)
    found = {
        column: next(one for one in usual if one in there)
        for column, usual in _USUAL.items()
        if there.intersection(usual)
    }
    if Column.CAME in found and Column.WENT in found:
        found.pop(Column.AMOUNT, None)
        found.pop(Column.DIRECTION, None)
    return found
