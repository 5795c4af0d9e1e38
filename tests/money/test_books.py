"""Vouchers are made by one and checked by another; only then do the books move."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext

from linli.kernel.errors import Conflict, NotAllowed, Refused
from linli.money import actions, queries
from linli.money.models import LedgerAccount, Posting, SpendingAuthority
from linli.money.rules import Duty, FundKind, Move, VoucherKind
from tests.money.builders import AT, ON, Ground, account_of


def test_what_one_made_and_another_checked_stands_in_the_books(ground: Ground) -> None:
    ground.receive(25_200_00)
    assert queries.balance_of(ground.fund) == 25_200_00


def test_a_voucher_that_waits_moves_nothing(ground: Ground) -> None:
    ground.made(VoucherKind.RECEIVE, 25_200_00)
    assert queries.balance_of(ground.fund) == 0


def test_the_maker_cannot_check(ground: Ground) -> None:
    voucher = ground.made(VoucherKind.RECEIVE, 100)
    with pytest.raises(Refused) as refused:
        actions.check_voucher(
            actor=ground.treasurer, voucher_id=voucher.id, version=voucher.version, at=AT
        )
    assert refused.value.code == "maker_checks"


def test_who_is_not_named_as_checker_cannot_check(ground: Ground) -> None:
    voucher = ground.made(VoucherKind.RECEIVE, 100)
    with pytest.raises(NotAllowed):
        actions.check_voucher(
            actor=ground.chair, voucher_id=voucher.id, version=voucher.version, at=AT
        )


def test_the_proposer_cannot_become_the_checker(ground: Ground) -> None:
    matter = ground.matter
    ground.hand(matter.id, ground.chair_account, Duty.PROPOSES)
    with pytest.raises(Refused) as refused:
        ground.hand(matter.id, ground.chair_account, Duty.CHECKS)
    assert refused.value.code == "barred_pair"


def test_who_holds_the_funds_money_checks_no_payment_of_a_matter(ground: Ground) -> None:
    authority = ground.allowed(1_000_00)
    ground.receive(1_000_00)
    other = ground.holder_at_compound()
    ground.hand(authority.matter_id, account_of(other), Duty.CHECKS)
    ground.hand(ground.fund.id, account_of(other), Duty.HOLDS_MONEY)
    voucher = ground.made(VoucherKind.PAY, 1_00, authority=authority)
    with pytest.raises(Refused) as refused:
        actions.check_voucher(actor=other, voucher_id=voucher.id, version=voucher.version, at=AT)
    assert refused.value.code == "barred_pair"


def test_two_checkers_at_once_post_it_once(ground: Ground) -> None:
    voucher = ground.made(VoucherKind.RECEIVE, 100)
    ground.checked(voucher)
    with pytest.raises(Conflict):
        ground.checked(voucher)
    assert queries.balance_of(ground.fund) == 100


def test_a_payment_without_a_resolution_is_refused(ground: Ground) -> None:
    ground.receive(1_000_00)
    with pytest.raises(Refused) as refused:
        ground.made(VoucherKind.PAY, 1_00)
    assert refused.value.code == "no_authority"


def test_a_payment_of_exactly_what_is_allowed_goes_out(ground: Ground) -> None:
    authority = ground.allowed(1_000_00)
    ground.receive(2_000_00)
    ground.pay(1_000_00, authority)
    assert queries.spent_on(ground.place.id, authority.matter_id) == 1_000_00


def test_a_payment_above_the_resolution_by_one_fen_is_refused(ground: Ground) -> None:
    authority = ground.allowed(1_000_00)
    ground.receive(2_000_00)
    with pytest.raises(Refused) as refused:
        ground.made(VoucherKind.PAY, 1_000_01, authority=authority)
    assert refused.value.code == "over_authority"


def test_two_payments_that_together_exceed_the_resolution_are_not_both_checked(
    ground: Ground,
) -> None:
    authority = ground.allowed(1_000_00)
    ground.receive(2_000_00)
    one = ground.made(VoucherKind.PAY, 600_00, authority=authority)
    other = ground.made(VoucherKind.PAY, 400_01, authority=authority)
    ground.checked(one)
    with pytest.raises(Refused) as refused:
        ground.checked(other)
    assert refused.value.code == "over_authority"


def test_the_database_refuses_one_fen_above_the_resolution(ground: Ground) -> None:
    authority = ground.allowed(1_000_00)
    with pytest.raises(IntegrityError), transaction.atomic():
        SpendingAuthority.objects.filter(id=authority.id).update(spent_fen=1_000_01)


def test_more_than_is_held_cannot_leave(ground: Ground) -> None:
    authority = ground.allowed(1_000_00)
    ground.receive(500_00)
    voucher = ground.made(VoucherKind.PAY, 500_01, authority=authority)
    with pytest.raises(Refused) as refused:
        ground.checked(voucher)
    assert refused.value.code == "not_held"


def test_a_transfer_takes_nothing_out_of_the_fund(ground: Ground) -> None:
    ground.receive(500_00)
    with pytest.raises(Refused) as refused:
        ground.made(VoucherKind.MOVE, 1_00, moves=[Move("5001", "1002", 1_00)])
    assert refused.value.code == "lines_shape"


def test_the_maintenance_fund_is_never_paid_from_here(ground: Ground) -> None:
    fund = ground.a_fund(FundKind.MAINTENANCE)
    authority = ground.allowed(1_000_00, fund=fund)
    with pytest.raises(Refused) as refused:
        ground.made(VoucherKind.PAY, 1_00, authority=authority, fund=fund)
    assert refused.value.code == "lines_reference_only"


def test_a_reversed_payment_gives_its_authority_back(ground: Ground) -> None:
    authority = ground.allowed(1_000_00)
    ground.receive(1_000_00)
    entry = ground.pay(1_000_00, authority)
    ground.reverse(entry)
    assert queries.balance_of(ground.fund) == 1_000_00
    assert queries.spent_on(ground.place.id, authority.matter_id) == 0


def test_a_reversal_is_not_reversed(ground: Ground) -> None:
    entry = ground.reverse(ground.receive(1_00))
    with pytest.raises(Refused) as refused:
        ground.reverse(entry)
    assert refused.value.code == "reversal_of_reversal"


def test_an_entry_is_taken_back_once(ground: Ground) -> None:
    entry = ground.receive(1_00)
    ground.reverse(entry)
    with pytest.raises(Refused) as refused:
        ground.reverse(entry)
    assert refused.value.code == "reversed_already"


def test_a_returned_reversal_can_be_made_anew(ground: Ground) -> None:
    entry = ground.receive(1_00)
    voucher = ground.reversal_made(entry)
    actions.return_voucher(
        actor=ground.supervisor,
        voucher_id=voucher.id,
        version=voucher.version,
        reason="日期不对",
        at=AT,
    )
    assert ground.reverse(entry).held_fen == -1_00


def test_a_voucher_goes_back_with_a_reason_only(ground: Ground) -> None:
    voucher = ground.made(VoucherKind.RECEIVE, 100)
    with pytest.raises(Refused) as refused:
        actions.return_voucher(
            actor=ground.supervisor, voucher_id=voucher.id, version=1, reason=" ", at=AT
        )
    assert refused.value.code == "no_reason"


def test_a_form_sent_twice_makes_one_voucher(ground: Ground) -> None:
    one = ground.made(VoucherKind.RECEIVE, 100, key="same")
    assert ground.made(VoucherKind.RECEIVE, 100, key="same").id == one.id


def test_a_voucher_is_not_dated_tomorrow(ground: Ground) -> None:
    with pytest.raises(Refused) as refused:
        ground.made(VoucherKind.RECEIVE, 100, on=ON + timedelta(days=1))
    assert refused.value.code == "day_ahead"


def test_an_entry_is_never_changed(ground: Ground) -> None:
    entry = ground.receive(1_00)
    entry.fen = 2
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.filter(entry=entry).delete()


def test_the_sum_of_all_accounts_is_nought(ground: Ground) -> None:
    authority = ground.allowed(1_000_00)
    ground.receive(1_000_00)
    ground.reverse(ground.pay(333_33, authority))
    summed = LedgerAccount.objects.filter(fund=ground.fund).aggregate(fen=Sum("balance_fen"))
    assert summed["fen"] == 0


def test_posting_a_payment_asks_at_most_twelve_queries(ground: Ground) -> None:
    authority = ground.allowed(1_000_00)
    ground.receive(1_000_00)
    voucher = ground.made(VoucherKind.PAY, 100_00, authority=authority)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        ground.checked(voucher)
    said = [one["sql"] for one in asked.captured_queries if "SAVEPOINT" not in one["sql"]]
    assert len(said) <= 12, said


def test_months_are_closed_in_order_when_all_is_checked(ground: Ground) -> None:
    fund = ground.fund
    with pytest.raises(Refused) as refused:
        ground.close(date(2026, 11, 1))
    assert refused.value.code == "month_order"
    voucher = ground.made(VoucherKind.RECEIVE, 100, on=date(2026, 10, 20))
    with pytest.raises(Refused) as refused:
        ground.close(date(2026, 10, 1))
    assert refused.value.code == "month_waits"
    ground.checked(voucher)
    period = ground.close(date(2026, 10, 1))
    assert period.digest == queries.figures_digest(fund, date(2026, 10, 1))
    with pytest.raises(Refused) as refused:
        ground.made(VoucherKind.RECEIVE, 100, on=date(2026, 10, 31))
    assert refused.value.code == "month_closed"


def test_a_voucher_of_a_month_that_closed_meanwhile_is_not_posted(ground: Ground) -> None:
    ground.close(date(2026, 10, 1))
    entry = ground.receive(100)
    with pytest.raises(Refused) as refused:
        ground.reversal_made(entry, on=date(2026, 10, 31))
    assert refused.value.code == "month_closed"


def test_a_month_that_runs_is_not_closed(ground: Ground) -> None:
    ground.close(date(2026, 10, 1))
    with pytest.raises(Refused) as refused:
        ground.close(date(2026, 11, 1))
    assert refused.value.code == "month_runs"
