"""What the ledger bench writes in bulk adds up as what the actions write one by one."""

from datetime import date

import pytest
from django.utils import timezone

from linli.config.bench import books
from linli.config.demo.load import TENANT, settle_demo
from linli.money import actions, queries
from linli.people.queries import account_by_username, actor_for


@pytest.mark.django_db
def test_books_written_in_bulk_are_exact_before_and_after_a_check(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(books, "TO_CHECK", 2)
    now = timezone.now()
    settle_demo(at=now, progress=lambda *_: None)
    keys = books.fill_books(600)
    month = date.fromisoformat(f"{keys['month']}-01")
    assert keys["exact"]
    account = account_by_username(books.CHECKER)
    assert account is not None
    on = timezone.localdate(now)
    checker = actor_for(account, sub_district_id=TENANT, chosen_post=None, on=on)
    entry = actions.check_voucher(
        actor=checker, voucher_id=keys["vouchers"][1], version=1, at=timezone.now()
    )
    assert entry.number == 301
    assert books.is_exact(entry.fund_id, month)
    assert queries.balance_of(entry.fund) == keys["held"] + 2
