"""Any acts on the books in any order: they always add up, and nobody spends above a resolution."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from django.db.models import Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.money import actions
from linli.money.models import (
    AccountMonth,
    Entry,
    Fund,
    LedgerAccount,
    Posting,
    SpendingAuthority,
    Voucher,
)
from linli.money.rules import Move, VoucherKind, VoucherState, month_of, next_month
from tests.money.builders import AT, ON, Ground

WHO = ("treasurer", "supervisor", "chair", "secretary", "congress_chair")
DAYS = (date(2026, 10, 5), date(2026, 11, 2), ON)
CLOSERS = ("supervisor",) * 6 + WHO
AMOUNTS = st.integers(min_value=1, max_value=50_000)
PICK = st.integers(min_value=0, max_value=99)


class Books(RuleBasedStateMachine):
    """One fund; anybody tries anything; refused acts leave nothing behind."""

    def __init__(self) -> None:
        super().__init__()
        self.ground = Ground()
        self.fund: Fund = self.ground.fund
        self.serial = 0
        self.allowed: list[SpendingAuthority] = [self.ground.allowed(30_000)]
        self.ground.receive(40_000, on=DAYS[1])

    def _who(self, name: str) -> Actor:
        return getattr(self.ground, name)  # type: ignore[no-any-return]

    def _key(self) -> str:
        self.serial += 1
        return f"machine-{self.serial}"

    def _tried(self, act: Any, **facts: Any) -> bool:
        try:
            act(at=AT, **facts)
        except Refused:
            return False
        return True

    def _one(self, rows: Any, pick: int) -> Any:
        found = list(rows.order_by("id"))
        return found[pick % len(found)] if found else None

    @rule(fen=AMOUNTS)
    def money_is_allowed(self, fen: int) -> None:
        """A resolution allows another amount."""
        if len(self.allowed) < 4:
            self.allowed.append(self.ground.allowed(fen))

    @rule(
        kind=st.sampled_from([VoucherKind.RECEIVE, VoucherKind.PAY, VoucherKind.MOVE]),
        fen=AMOUNTS,
        who=st.sampled_from(("treasurer",) * 12 + WHO),
        on=st.sampled_from(DAYS),
        pick=PICK,
    )
    def a_voucher_is_made(self, kind: VoucherKind, fen: int, who: str, on: date, pick: int) -> None:
        """Somebody makes a voucher, the right one or not."""
        move = {
            VoucherKind.RECEIVE: Move("1002", "4001", fen),
            VoucherKind.PAY: Move("5001", "1002", fen),
            VoucherKind.MOVE: Move("1001", "1002", fen),
        }[kind]
        authority = self.allowed[pick % len(self.allowed)] if kind is VoucherKind.PAY else None
        made = self._tried(
            actions.prepare_voucher,
            actor=self._who(who),
            fund_id=self.fund.id,
            kind=kind,
            on=on,
            words="示例",
            moves=[move],
            authority_id=authority.id if authority else None,
            key=self._key(),
        )
        assert not made or who == "treasurer"

    @rule(
        pick=PICK,
        who=st.sampled_from(("supervisor",) * 12 + WHO),
        stale=st.sampled_from([0] * 6 + [1]),
    )
    def a_voucher_is_checked(self, pick: int, who: str, stale: int) -> None:
        """Somebody checks a voucher: the right one or not, seen as it stands or before."""
        rows = Voucher.objects.filter(fund=self.fund)
        waiting = rows.filter(state=VoucherState.MADE.value)
        found = self._one(waiting if waiting.exists() else rows, pick)
        if found is not None:
            version = found.version - stale
            done = self._tried(
                actions.check_voucher,
                actor=self._who(who),
                voucher_id=found.id,
                version=version,
            )
            assert not done or (who == "supervisor" and found.state == VoucherState.MADE)

    @rule(pick=PICK, who=st.sampled_from(WHO), reason=st.sampled_from(["", "金额不符"]))
    def a_voucher_is_returned(self, pick: int, who: str, reason: str) -> None:
        """Somebody gives a voucher back."""
        found = self._one(Voucher.objects.filter(fund=self.fund), pick)
        if found is not None and pick % 3 == 0:
            done = self._tried(
                actions.return_voucher,
                actor=self._who(who),
                voucher_id=found.id,
                version=found.version,
                reason=reason,
            )
            assert not done or (reason and who in {"treasurer", "supervisor"})

    @rule(pick=PICK, who=st.sampled_from(("treasurer",) * 6 + WHO))
    def an_entry_is_taken_back(self, pick: int, who: str) -> None:
        """Somebody makes a reversal of an entry, which may be one itself."""
        entry = self._one(Entry.objects.filter(fund=self.fund), pick)
        if entry is not None:
            done = self._tried(
                actions.prepare_reversal,
                actor=self._who(who),
                entry_id=entry.id,
                on=ON,
                words="冲正",
                key=self._key(),
            )
            assert not done or (who == "treasurer" and entry.kind != VoucherKind.REVERSE)

    @precondition(lambda self: self.serial > 4)
    @rule(month=st.sampled_from([month_of(day) for day in DAYS]), who=st.sampled_from(CLOSERS))
    def a_month_is_closed(self, month: date, who: str) -> None:
        """Somebody closes a month, in its turn or not."""
        done = self._tried(
            actions.close_period, actor=self._who(who), fund_id=self.fund.id, month=month
        )
        assert not done or (who == "supervisor" and next_month(month) <= ON)

    @precondition(lambda self: self.serial > 8)
    @rule(pick=PICK)
    def a_resolution_is_taken_back(self, pick: int) -> None:
        """What a resolution allowed ends."""
        if pick % 5:
            return
        matter = self.allowed[pick % len(self.allowed)].matter_id
        self._tried(actions.end_authorities, actor=self.ground.secretary, matter_id=matter)

    @invariant()
    def all_accounts_add_up_to_nought(self) -> None:
        """Debit and credit are equal, whatever happened."""
        assert (
            LedgerAccount.objects.filter(fund=self.fund).aggregate(all=Sum("balance_fen"))["all"]
            == 0
        )

    @invariant()
    def each_balance_is_the_sum_of_its_postings(self) -> None:
        """Balances and months say what the postings say."""
        sums: Counter[object] = Counter()
        for posting in Posting.objects.filter(entry__fund=self.fund):
            sums[posting.debit_id] += posting.fen
            sums[posting.credit_id] -= posting.fen
        months: Counter[object] = Counter()
        for row in AccountMonth.objects.filter(account__fund=self.fund):
            months[row.account_id] += row.debit_fen - row.credit_fen
        for account in LedgerAccount.objects.filter(fund=self.fund):
            assert account.balance_fen == sums[account.id] == months[account.id]

    @invariant()
    def nothing_is_spent_above_a_resolution(self) -> None:
        """What was paid and not taken back is what its resolution counts, within its limit."""
        for one in SpendingAuthority.objects.filter(fund=self.fund):
            paid = Entry.objects.filter(voucher__authority=one)
            out = paid.filter(kind=VoucherKind.PAY).aggregate(fen=Sum("fen"))["fen"] or 0
            back = paid.filter(kind=VoucherKind.REVERSE).aggregate(fen=Sum("fen"))["fen"] or 0
            assert one.spent_fen == out - back
            assert 0 <= one.spent_fen <= one.limit_fen

    @invariant()
    def entries_are_numbered_without_a_gap_and_by_two_people(self) -> None:
        """Every entry has its number, a maker and another checker; no month takes one when closed."""
        rows = list(Entry.objects.filter(fund=self.fund).order_by("number"))
        assert [row.number for row in rows] == list(range(1, len(rows) + 1))
        assert Fund.objects.get(id=self.fund.id).last_entry == len(rows)
        assert all(row.maker_id != row.checker_id for row in rows)
        taken = [row.reverses_id for row in rows if row.reverses_id]
        assert len(taken) == len(set(taken))


class TestBooks(Books.TestCase, TestCase):  # type: ignore[misc, valid-type]
    """Each run in a transaction of its own."""

    settings = settings(
        deadline=timedelta(minutes=5),
        max_examples=20,
        stateful_step_count=40,
        suppress_health_check=list(HealthCheck),
    )
