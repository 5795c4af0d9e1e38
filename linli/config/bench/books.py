"""A fund with very many postings, written in bulk as the actions would write them one by one.

What is written is then added up anew from the postings themselves: the balance of the books
has to be the same to the fen, and all accounts together nought.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models, transaction
from django.utils import timezone

from linli.config.demo.load import TENANT
from linli.config.demo.places import key
from linli.kernel.actor import Actor
from linli.money import actions, queries
from linli.money.actions import Allowed, Named
from linli.money.rules import Duty, FundKind, Move, VoucherKind, month_of
from linli.people.queries import account_by_username, actor_for
from linli.tenancy.models import new_id

OPENER, MAKER, CHECKER = "leader", "governance", "secretary-jinding"
TO_CHECK = 3_000
_COMPOUND = "金鼎小区"
_MONTHS = 24
_PER_ENTRY = 2
_AT_ONCE = 5_000
_LIMIT = 10**12


def fill_books(rows: int) -> dict[str, Any]:
    """Open a fund, write its postings, make vouchers that wait; answer what to ask for."""
    now = timezone.now()
    maker, checker = _actor(MAKER, now), _actor(CHECKER, now)
    first = month_of(timezone.localdate(now) - timedelta(days=31 * _MONTHS))
    fund = _fund(maker, checker, first, now)
    authority = actions.give_authority(
        actor=maker,
        matter_id=fund.id,
        allowed=Allowed(fund.id, "日常维护", _LIMIT, "示例决议 1"),
        on=first,
        key=str(new_id()),
        at=now,
    )
    _write(_Stage(fund, authority, maker, checker, first, now), rows // _PER_ENTRY)
    month = month_of(first + timedelta(days=31 * _MONTHS // 2))
    return {
        "rows": rows,
        "fund": str(fund.id),
        "month": f"{month:%Y-%m}",
        "vouchers": [_to_check(maker, fund.id, now, number) for number in range(TO_CHECK)],
        "exact": is_exact(fund.id, month),
        "held": queries.balance_of(fund),
    }


def is_exact(fund_id: UUID, month: date) -> bool:
    """Whether balances, months and the postings themselves say the same, to the fen."""
    fund = queries.fund(TENANT, fund_id)
    if fund is None:
        return False
    figures = queries.figures_of(fund, month)
    sums = _added_up(fund_id, None)
    until = _added_up(fund_id, month)
    books = {one.code: one.balance_fen for one in queries.accounts_of(fund)}
    return (
        sum(books.values()) == 0
        and books == {code: sums.get(code, 0) for code in books}
        and all(line.closing_fen == until.get(line.code, 0) for line in figures.lines)
        and figures.opening_fen + figures.came_fen - figures.went_fen + figures.owed_fen
        == figures.closing_fen
    )


def _added_up(fund_id: UUID, month: date | None) -> dict[str, int]:
    """What the postings of a fund add up to by account, up to the end of a month."""
    rows = _model("Posting").objects.filter(sub_district_id=TENANT, entry__fund_id=fund_id)
    if month is not None:
        rows = rows.filter(entry__on__lt=(month + timedelta(days=31)).replace(day=1))
    sums: dict[str, int] = defaultdict(int)
    for side, sign in (("debit__code", 1), ("credit__code", -1)):
        for code, fen in rows.values_list(side).annotate(fen=models.Sum("fen")):
            sums[code] += sign * fen
    return sums


def _model(name: str) -> Any:
    # The books are a vault: no room reads their tables; only this bench writes them in bulk.
    return apps.get_model("money", name)


def _actor(username: str, now: datetime) -> Actor:
    account = account_by_username(username)
    if account is None:
        raise LookupError(username)
    return actor_for(account, sub_district_id=TENANT, chosen_post=None, on=timezone.localdate(now))


def _fund(maker: Actor, checker: Actor, first: date, now: datetime) -> Any:
    hands = [
        Named(one.account_id, duty)
        for one, duty in ((maker, Duty.MAKES), (checker, Duty.CHECKS))
        if one.account_id
    ]
    return actions.open_fund(
        actor=_actor(OPENER, now),
        place_id=key(_COMPOUND),
        kind=FundKind.COMMON_REVENUE,
        name="测量用账",
        hands=hands,
        on=first,
        key=str(new_id()),
        at=now,
    )


def _to_check(maker: Actor, fund_id: UUID, now: datetime, number: int) -> str:
    made = actions.prepare_voucher(
        actor=maker,
        fund_id=fund_id,
        kind=VoucherKind.RECEIVE,
        on=timezone.localdate(now),
        words=f"车位费 {number}",
        moves=[Move("1002", "4001", number + 1)],
        key=str(new_id()),
        at=now,
    )
    return str(made.id)


@dataclass(frozen=True, slots=True)
class _Stage:
    """What all rows of the books have in common."""

    fund: Any
    authority: Any
    maker: Actor
    checker: Actor
    first: date
    now: datetime


def _write(at: _Stage, many: int) -> None:
    fund, first, now = at.fund, at.first, at.now
    accounts = {one.code: one for one in queries.accounts_of(fund)}
    months: dict[tuple[str, date], list[int]] = defaultdict(lambda: [0, 0])
    for begin in range(0, many, _AT_ONCE):
        rows: dict[str, list[Any]] = {"Voucher": [], "Entry": [], "Posting": []}
        for number in range(begin + 1, min(begin + _AT_ONCE, many) + 1):
            on = first + timedelta(days=(number - 1) * 30 * _MONTHS // many)
            moves = list(_moves(number))
            voucher = _voucher(at, number, on, moves)
            entry = _entry(voucher, number, now)
            rows["Voucher"].append(voucher)
            rows["Entry"].append(entry)
            rows["Posting"] += [_posting(entry, accounts, move) for move in moves]
            for move in moves:
                months[move.debit, month_of(on)][0] += move.fen
                months[move.credit, month_of(on)][1] += move.fen
        with transaction.atomic():
            for name, made in rows.items():
                _model(name).objects.bulk_create(made)
    _finish(at, accounts, months, many)


def _moves(number: int) -> Iterator[Move]:
    """Two receipts, then a payment of less: the fund never runs dry."""
    fen = number * 7 % 9_973 + 100
    for at in range(_PER_ENTRY):
        if number % 3:
            yield Move("1002", ("4001", "4002")[at], fen + at)
        else:
            yield Move(("5001", "5002")[at], "1002", 1 + (fen + at) // 3)


def _voucher(at: _Stage, number: int, on: date, moves: list[Move]) -> Any:
    fund, maker, checker, now = at.fund, at.maker, at.checker, at.now
    pays = number % 3 == 0
    return _model("Voucher")(
        sub_district_id=TENANT,
        fund=fund,
        authority=at.authority if pays else None,
        number=f"{fund.number}-{on.year}-B{number:07}",
        kind=(VoucherKind.PAY if pays else VoucherKind.RECEIVE).value,
        state="posted",
        on=on,
        words=f"第 {number} 笔",
        moves=[move.as_list() for move in moves],
        fen=sum(move.fen for move in moves),
        maker_id=maker.account_id,
        made_by=maker.label,
        made_at=now,
        checker_id=checker.account_id,
        checked_by=checker.label,
        checked_at=now,
    )


def _entry(voucher: Any, number: int, now: datetime) -> Any:
    pays = voucher.kind == VoucherKind.PAY
    return _model("Entry")(
        sub_district_id=TENANT,
        fund=voucher.fund,
        number=number,
        voucher=voucher,
        kind=voucher.kind,
        on=voucher.on,
        words=voucher.words,
        fen=voucher.fen,
        held_fen=-voucher.fen if pays else voucher.fen,
        maker_id=voucher.maker_id,
        checker_id=voucher.checker_id,
        posted_at=now,
    )


def _posting(entry: Any, accounts: dict[str, Any], move: Move) -> Any:
    return _model("Posting")(
        sub_district_id=TENANT,
        entry=entry,
        debit=accounts[move.debit],
        credit=accounts[move.credit],
        fen=move.fen,
    )


@transaction.atomic
def _finish(
    at: _Stage, accounts: dict[str, Any], months: dict[tuple[str, date], list[int]], many: int
) -> None:
    sums: dict[str, int] = defaultdict(int)
    for (code, _month), (debit, credit) in months.items():
        sums[code] += debit - credit
    for code, fen in sums.items():
        accounts[code].balance_fen = fen
        accounts[code].save(update_fields=["balance_fen"])
    _model("AccountMonth").objects.bulk_create(
        [
            _model("AccountMonth")(
                sub_district_id=TENANT,
                account=accounts[code],
                month=month,
                debit_fen=debit,
                credit_fen=credit,
            )
            for (code, month), (debit, credit) in months.items()
        ]
    )
    at.fund.last_entry = many
    at.fund.save(update_fields=["last_entry"])
    at.authority.spent_fen = sums["5001"] + sums["5002"]
    at.authority.save(update_fields=["spent_fen"])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
