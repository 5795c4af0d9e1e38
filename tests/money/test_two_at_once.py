"""Two people at one voucher, one entry, one resolution, at the same moment: one of them wins."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connections
from django.db.models import Sum

from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.kernel.posts import PostKind
from linli.money import actions
from linli.money.models import Entry, LedgerAccount, SpendingAuthority, Voucher
from linli.money.rules import Duty, VoucherKind, VoucherState
from tests.money.builders import AT, ON, Ground, account_of

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 4
Do = Callable[[], object]


def at_once(*acts: Do) -> list[str]:
    """What became of each act, done at one moment, each on a connection of its own."""
    start = threading.Barrier(len(acts))
    found = [""] * len(acts)

    def work(number: int, act: Do) -> None:
        try:
            start.wait()
            act()
            found[number] = "done"
        except Refused as refusal:
            found[number] = refusal.code
        except Exception as error:  # noqa: BLE001 - threads hand it over
            found[number] = f"broke: {error!r}"
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(found)


def a_second_checker(ground: Ground) -> Actor:
    found = ground.holder(PostKind.OWNERS_COMMITTEE_CHAIR, ground.compound)
    ground.hand(ground.fund.id, account_of(found), Duty.CHECKS)
    return found


def check(actor: Actor, voucher: Voucher) -> Do:
    return lambda: actions.check_voucher(
        actor=actor, voucher_id=voucher.id, version=voucher.version, at=AT
    )


def give_back(actor: Actor, voucher: Voucher) -> Do:
    return lambda: actions.return_voucher(
        actor=actor, voucher_id=voucher.id, version=voucher.version, reason="金额不符", at=AT
    )


def adds_up(ground: Ground, *, held: int) -> None:
    rows = LedgerAccount.objects.filter(fund=ground.fund)
    assert rows.aggregate(all=Sum("balance_fen"))["all"] == 0
    assert rows.get(code="1002").balance_fen == held
    entries = Entry.objects.filter(fund=ground.fund).order_by("number")
    numbers = list(entries.values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


def test_two_checkers_at_once_post_a_voucher_once() -> None:
    ground = Ground()
    other, first = a_second_checker(ground), ground.supervisor
    for number in range(1, ROUNDS + 1):
        voucher = ground.made(VoucherKind.RECEIVE, 500)
        assert at_once(check(first, voucher), check(other, voucher)) == ["done", "voucher_changed"]
        assert Entry.objects.filter(voucher=voucher).count() == 1
        adds_up(ground, held=500 * number)


def test_one_checker_in_two_windows_posts_a_voucher_once() -> None:
    ground = Ground()
    voucher = ground.made(VoucherKind.RECEIVE, 500)
    one = check(ground.supervisor, voucher)
    assert at_once(one, one, one) == ["done", "voucher_changed", "voucher_changed"]
    adds_up(ground, held=500)


def test_one_posts_and_another_gives_back_at_once_and_only_one_of_both_counts() -> None:
    ground = Ground()
    other, first = a_second_checker(ground), ground.supervisor
    posted = 0
    for _round in range(ROUNDS):
        voucher = ground.made(VoucherKind.RECEIVE, 500)
        said = at_once(check(first, voucher), give_back(other, voucher))
        assert said == ["done", "voucher_changed"]
        voucher.refresh_from_db()
        posted += voucher.state == VoucherState.POSTED
        adds_up(ground, held=500 * posted)


def test_two_payments_at_once_do_not_pass_their_resolution_by_a_fen() -> None:
    ground = Ground()
    ground.receive(10_000)
    checker = ground.supervisor
    authority = ground.allowed(1_000)
    vouchers = [ground.made(VoucherKind.PAY, fen, authority=authority) for fen in (501, 500)]
    assert at_once(*(check(checker, one) for one in vouchers)) == ["done", "over_authority"]
    spent = SpendingAuthority.objects.get(id=authority.id).spent_fen
    assert spent in {500, 501}
    adds_up(ground, held=10_000 - spent)


def test_two_payments_at_once_do_not_take_more_than_is_held() -> None:
    ground = Ground()
    ground.receive(1_000)
    checker = ground.supervisor
    authority = ground.allowed(10_000)
    vouchers = [ground.made(VoucherKind.PAY, 600, authority=authority) for _one in range(2)]
    assert at_once(*(check(checker, one) for one in vouchers)) == ["done", "not_held"]
    assert SpendingAuthority.objects.get(id=authority.id).spent_fen == 600
    adds_up(ground, held=400)


def test_an_entry_is_taken_back_once_by_two_at_once() -> None:
    ground = Ground()
    entry, maker = ground.receive(500), ground.treasurer

    def reverse(key: str) -> Do:
        return lambda: actions.prepare_reversal(
            actor=maker, entry_id=entry.id, on=ON, words="冲正", key=key, at=AT
        )

    assert at_once(reverse("one"), reverse("two")) == ["done", "reversed_already"]
    assert Voucher.objects.filter(reverses_id=entry.id).count() == 1
    ground.checked(Voucher.objects.get(reverses_id=entry.id))
    adds_up(ground, held=0)
