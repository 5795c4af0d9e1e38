"""A month of a fund's books: opening, what came in, what went out, closing; entries by the page."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery, Sum

from linli.money.models import AccountMonth, Entry, Fund, LedgerAccount, Period, Voucher
from linli.money.rules import AccountKind, VoucherKind, VoucherState, next_month

PAGE = 40


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account in a month: what stood on it, what went through it, what stands on it."""

    code: str
    kind: AccountKind
    name: str
    opening_fen: int
    debit_fen: int
    credit_fen: int

    @property
    def closing_fen(self) -> int:
        """What stands on it at the end of the month; below nought it is a credit."""
        return self.opening_fen + self.debit_fen - self.credit_fen

    @property
    def came_fen(self) -> int:
        """What it took in as income."""
        return self.credit_fen - self.debit_fen

    @property
    def went_fen(self) -> int:
        """What it cost."""
        return self.debit_fen - self.credit_fen


@dataclass(frozen=True, slots=True)
class Figures:
    """The sums of a month: opening + came - went + owed = closing, to the fen."""

    lines: Sequence[AccountLine]
    opening_fen: int
    came_fen: int
    went_fen: int
    owed_fen: int
    """By how much what is owed to others grew."""
    closing_fen: int


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry as a page shows it, with the balance after it where all entries are shown."""

    entry: Entry
    balance_fen: int | None
    reversed_by: int | None = None

    @property
    def came_fen(self) -> int:
        """What came in with it."""
        return max(self.entry.held_fen, 0)

    @property
    def went_fen(self) -> int:
        """What went out with it."""
        return max(-self.entry.held_fen, 0)


@dataclass(frozen=True, slots=True)
class Statement:
    """A month of a fund, with one page of its entries, newest first."""

    fund: Fund
    month: date
    figures: Figures
    counts: dict[str, int]
    entries: Sequence[EntryLine]
    older: str
    newer: bool
    period: Period | None
    waiting: Sequence[Voucher] = field(default=())
    waiting_fen: int = 0

    @property
    def closed(self) -> bool:
        """Whether the month is closed."""
        return bool(self.fund.closed_through and self.month <= self.fund.closed_through)


def newest_month(fund: Fund) -> date | None:
    """The first day of the newest month in which something was entered; none before that."""
    rows = AccountMonth.objects.filter(
        sub_district_id=fund.sub_district_id, account__fund=fund
    ).exclude(debit_fen=0, credit_fen=0)
    newest: date | None = rows.aggregate(newest=Max("month"))["newest"]
    return newest


def statement(
    fund: Fund,
    month: date,
    *,
    kind: VoucherKind | None = None,
    before: str = "",
    with_waiting: bool = False,
) -> Statement:
    """The statement of a month; `before` is where the page above ended."""
    figures = figures_of(fund, month)
    cut = _cut(before)
    rows = _page(fund, month, kind, cut)
    lines = _with_balance(fund, month, figures, rows[:PAGE], cut, shown=kind is None)
    waiting = list(_waiting(fund, month)[:PAGE]) if with_waiting and cut is None else []
    return Statement(
        fund=fund,
        month=month,
        figures=figures,
        counts=_counts(fund, month),
        entries=lines,
        older=_mark(rows[PAGE - 1]) if len(rows) > PAGE else "",
        newer=cut is not None,
        period=_period(fund, month),
        waiting=waiting,
        waiting_fen=sum(one.fen for one in waiting if one.kind == VoucherKind.PAY),
    )


def figures_of(fund: Fund, month: date) -> Figures:
    """The sums of a month, account by account, in two statements however many entries."""
    accounts = list(
        LedgerAccount.objects.filter(sub_district_id=fund.sub_district_id, fund=fund).order_by(
            "code"
        )
    )
    now, later = Q(month=month), Q(month__gt=month)
    rows = (
        AccountMonth.objects.filter(
            sub_district_id=fund.sub_district_id,
            account_id__in=[one.id for one in accounts],
            month__gte=month,
        )
        .values("account_id")
        .annotate(
            debit=Sum("debit_fen", filter=now, default=0),
            credit=Sum("credit_fen", filter=now, default=0),
            debit_later=Sum("debit_fen", filter=later, default=0),
            credit_later=Sum("credit_fen", filter=later, default=0),
        )
    )
    moved: dict[UUID, Mapping[str, Any]] = {row["account_id"]: row for row in rows}
    lines = [_line(one, moved.get(one.id, {})) for one in accounts]
    return _sums(lines)


def figures_digest(fund: Fund, month: date) -> str:
    """The fingerprint of a month's figures: anybody who has the statement can make it again."""
    figures = figures_of(fund, month)
    body = {
        "fund": fund.number,
        "month": f"{month:%Y-%m}",
        "accounts": [
            [one.code, one.opening_fen, one.debit_fen, one.credit_fen, one.closing_fen]
            for one in figures.lines
            if one.opening_fen or one.debit_fen or one.credit_fen
        ],
        "entries": sum(_counts(fund, month).values()),
    }
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def month_entries(fund: Fund, month: date) -> QuerySet[Entry]:
    """All entries of a month, oldest first, for sheets and papers."""
    return (
        _in_month(fund, month)
        .select_related("voucher__authority", "matter")
        .order_by("on", "number")
    )


def _line(account: LedgerAccount, moved: Mapping[str, Any]) -> AccountLine:
    debit, credit = moved.get("debit", 0), moved.get("credit", 0)
    later = moved.get("debit_later", 0) - moved.get("credit_later", 0)
    return AccountLine(
        code=account.code,
        kind=AccountKind(account.kind),
        name=account.name,
        opening_fen=account.balance_fen - later - debit + credit,
        debit_fen=debit,
        credit_fen=credit,
    )


def _sums(lines: Sequence[AccountLine]) -> Figures:
    def of(kind: AccountKind) -> list[AccountLine]:
        return [line for line in lines if line.kind is kind]

    return Figures(
        lines=lines,
        opening_fen=sum(line.opening_fen for line in of(AccountKind.HELD)),
        came_fen=sum(line.came_fen for line in of(AccountKind.CAME_IN)),
        went_fen=sum(line.went_fen for line in of(AccountKind.WENT_OUT)),
        owed_fen=sum(line.came_fen for line in of(AccountKind.OWED_TO)),
        closing_fen=sum(line.closing_fen for line in of(AccountKind.HELD)),
    )


def _in_month(fund: Fund, month: date) -> QuerySet[Entry]:
    return Entry.objects.filter(
        sub_district_id=fund.sub_district_id, fund=fund, on__gte=month, on__lt=next_month(month)
    )


def _counts(fund: Fund, month: date) -> dict[str, int]:
    rows = _in_month(fund, month).values("kind").annotate(count=Count("number")).order_by("kind")
    return {row["kind"]: row["count"] for row in rows}


def _page(
    fund: Fund, month: date, kind: VoucherKind | None, cut: tuple[date, int] | None
) -> list[Entry]:
    rows = _in_month(fund, month)
    if kind is not None:
        rows = rows.filter(kind=kind.value)
    if cut is not None:
        rows = rows.filter(_before(cut))
    taking_back = Entry.objects.filter(
        sub_district_id=OuterRef("sub_district_id"), reverses_id=OuterRef("id")
    )
    rows = rows.annotate(undone=Subquery(taking_back.values("number")[:1]))
    rows = rows.select_related("voucher", "matter", "voucher__authority")
    return list(rows.order_by("-on", "-number")[: PAGE + 1])


def _before(cut: tuple[date, int]) -> Q:
    day, number = cut
    return Q(on__lte=day) & (Q(on__lt=day) | Q(number__lt=number))


def _with_balance(
    fund: Fund,
    month: date,
    figures: Figures,
    rows: Sequence[Entry],
    cut: tuple[date, int] | None,
    *,
    shown: bool,
) -> list[EntryLine]:
    if not shown:
        return [EntryLine(row, None, _undone(row)) for row in rows]
    balance = figures.closing_fen if cut is None else figures.opening_fen + _held(fund, month, cut)
    lines = []
    for row in rows:
        lines.append(EntryLine(row, balance, _undone(row)))
        balance -= row.held_fen
    return lines


def _held(fund: Fund, month: date, cut: tuple[date, int]) -> int:
    """What the entries of a month before a place in it add up to."""
    summed = _in_month(fund, month).filter(_before(cut)).aggregate(fen=Sum("held_fen", default=0))
    return int(summed["fen"])


def _undone(row: Entry) -> int | None:
    number: int | None = getattr(row, "undone", None)
    return number


def _period(fund: Fund, month: date) -> Period | None:
    """A closed month with its fingerprint; an open one has none."""
    if fund.closed_through is None or month > fund.closed_through:
        return None
    rows = Period.objects.filter(sub_district_id=fund.sub_district_id, fund=fund, month=month)
    return rows.first()


def _waiting(fund: Fund, month: date) -> QuerySet[Voucher]:
    rows = Voucher.objects.filter(
        sub_district_id=fund.sub_district_id,
        fund=fund,
        state=VoucherState.MADE.value,
        on__gte=month,
        on__lt=next_month(month),
    )
    return rows.select_related("matter", "authority").order_by("-id")


def _mark(row: Entry) -> str:
    return f"{row.on.isoformat()}.{row.number}"


def _cut(before: str) -> tuple[date, int] | None:
    day, _dot, number = before.partition(".")
    try:
        return (date.fromisoformat(day), int(number)) if before else None
    except ValueError:
        return None
