"""The pages of the books: what the desk does, what everybody sees, what nobody sees."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate
from openpyxl import load_workbook

from linli.kernel.actor import Actor
from linli.kernel.posts import PostKind
from linli.money import queries
from linli.money.models import Voucher
from linli.money.rules import VoucherKind, VoucherState
from linli.tenancy.models import new_id
from tests.money.builders import ON, Ground
from tests.money.test_bank import ONE, TWO, file, taken
from tests.people import builders as people
from tests.places import builders as places


def client_of(actor: Actor) -> Client:
    return people.a_signed_in_client(actor)


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_a_fund_is_opened_and_its_people_named_at_the_desk(ground: Ground) -> None:
    client = client_of(ground.chair)
    ground.treasurer  # noqa: B018
    typed = {
        "place": ground.compound.id,
        "kind": "common_revenue",
        "name": "公共收益账",
        "bank_label": "示例银行 1234",
        "on": localdate(),
    }
    answer = client.post("/desk/funds/new/", typed)
    assert answer.status_code == 303
    page = text_of(client, answer["Location"])
    who = re.search(r'value="([0-9a-f-]+:[0-9a-f-]+)"', page)
    assert who
    answer = client.post(answer["Location"], {"who": who[1], "duty": "holds_money"})
    assert answer.status_code == 303
    assert "管钱" in text_of(client, answer["Location"]) or "保管" in text_of(
        client, answer["Location"]
    )


def test_one_makes_a_voucher_and_another_posts_it_at_the_desk(ground: Ground) -> None:
    fund = ground.fund
    typed = {
        "on": localdate(),
        "words": "车位费",
        "held": "1002",
        "account1": "4001",
        "fen1": "13,800.00",
    }
    made = client_of(ground.treasurer).post(
        f"/desk/funds/{fund.id}/vouchers/new/?kind=receive", typed
    )
    assert made.status_code == 303
    page = text_of(client_of(ground.treasurer), made["Location"])
    assert "您是经办人，不能复核这张凭证" in page
    checker = client_of(ground.supervisor)
    assert "车位费" in text_of(checker, "/desk/vouchers/")
    assert "复核通过，记账" in text_of(checker, made["Location"])
    answer = checker.post(f"{made['Location']}check/", {"version": 1})
    assert answer.status_code == 303
    assert queries.balance_of(fund) == 13_800_00
    again = checker.post(f"{made['Location']}check/", {"version": 1})
    assert again.status_code == 409


def test_a_voucher_goes_back_with_its_reason_at_the_desk(ground: Ground) -> None:
    voucher = ground.made(VoucherKind.RECEIVE, 100)
    checker = client_of(ground.supervisor)
    path = f"/desk/vouchers/{voucher.id}/return/"
    assert checker.post(path, {"version": 1, "reason": ""}).status_code == 422
    assert checker.post(path, {"version": 1, "reason": "缺发票"}).status_code == 303
    voucher.refresh_from_db()
    assert voucher.state == VoucherState.RETURNED
    assert "缺发票" in text_of(checker, f"/desk/vouchers/{voucher.id}/")


def test_a_payment_asks_for_its_resolution_at_the_desk(ground: Ground) -> None:
    authority = ground.allowed(1_000_00)
    ground.receive(5_000_00)
    client = client_of(ground.treasurer)
    path = f"/desk/funds/{ground.fund.id}/vouchers/new/?kind=pay"
    assert "还可支出 ¥1,000.00" in text_of(client, path)
    typed = {
        "on": localdate(),
        "words": "路灯",
        "held": "1002",
        "account1": "5001",
        "fen1": "1000.01",
        "authority": authority.id,
    }
    over = client.post(path, typed)
    assert over.status_code == 422
    assert "决议还允许支出 ¥1,000.00" in over.content.decode()
    assert client.post(path, typed | {"fen1": "1000"}).status_code == 303


def test_without_a_resolution_the_form_says_so_before_anything_is_typed(ground: Ground) -> None:
    client = client_of(ground.treasurer)
    path = f"/desk/funds/{ground.fund.id}/vouchers/new/?kind="
    shown = text_of(client, f"{path}pay")
    assert "这笔资金现在不能付款" in shown
    assert "提交复核" not in shown
    assert "这笔资金现在不能付款" not in text_of(client, f"{path}receive")


def test_an_entry_is_taken_back_at_the_desk(ground: Ground) -> None:
    entry = ground.receive(100_00)
    client = client_of(ground.treasurer)
    typed = {"on": localdate(), "words": "金额记错"}
    answer = client.post(f"/desk/entries/{entry.id}/reverse/", typed)
    assert answer.status_code == 303
    voucher = Voucher.objects.get(reverses_id=entry.id)
    ground.checked(voucher)
    assert "已被分录 2 冲正" in text_of(client, f"/desk/funds/{ground.fund.id}/?month={ON:%Y-%m}")


def test_the_desk_closes_a_month(ground: Ground) -> None:
    ground.receive(1_00, on=date(2026, 10, 8))
    checker = client_of(ground.supervisor)
    path = f"/desk/funds/{ground.fund.id}/"
    assert "本月结账" in text_of(checker, f"{path}?month=2026-10")
    answer = checker.post(f"{path}close/", {"month": "2026-10"})
    assert answer.status_code == 303
    assert "本月已结账" in text_of(checker, f"{path}?month=2026-10")


def test_every_page_of_the_books_opens_for_its_keepers(ground: Ground) -> None:
    ground.receive(13_800_00, on=date(2026, 11, 2))
    ground.made(VoucherKind.RECEIVE, 5)
    statement = taken(ground, file(ONE, TWO))
    line = queries.bank_lines(statement)[1]
    client = client_of(ground.treasurer)
    fund = ground.fund.id
    for path in (
        "/desk/funds/",
        f"/desk/funds/{fund}/?month={ON:%Y-%m}",
        f"/desk/funds/{fund}/?kind=waits",
        f"/desk/funds/{fund}/?kind=pay",
        f"/desk/funds/{fund}/accounts/",
        f"/desk/funds/{fund}/accounts/new/",
        f"/desk/funds/{fund}/hands/",
        f"/desk/funds/{fund}/bank/",
        f"/desk/funds/{fund}/bank/new/",
        f"/desk/bank/{statement.id}/",
        f"/desk/bank/lines/{line.id}/",
    ):
        text_of(client, path)


def test_the_bank_is_taken_in_matched_and_settled_at_the_desk(ground: Ground) -> None:
    ground.receive(13_800_00, on=date(2026, 11, 2))
    client = client_of(ground.treasurer)
    upload = SimpleUploadedFile("bank.csv", file(ONE, TWO))
    typed = {"account": "1002", "opening": "86,420.50", "closing": "95,900.50", "file": upload}
    answer = client.post(f"/desk/funds/{ground.fund.id}/bank/new/", typed)
    assert answer.status_code == 303, answer.content.decode()
    page = text_of(client, answer["Location"])
    assert "示例照明公司" in page
    assert "示例某" not in page
    statement = queries.bank_statements_of(ground.fund)[0]
    line = queries.bank_lines(statement)[1]
    told = client.post(f"/desk/bank/lines/{line.id}/", {"note": "银行误扣"})
    assert told.status_code == 303
    settled = client_of(ground.supervisor).post(
        f"/desk/bank/{statement.id}/settle/", {"version": statement.version}
    )
    assert settled.status_code == 303
    assert "示例照明公司" not in text_of(client, answer["Location"])


def test_a_wrong_bank_file_is_told_by_row_at_the_desk(ground: Ground) -> None:
    client = client_of(ground.treasurer)
    upload = SimpleUploadedFile("bank.csv", file(ONE, ONE))
    typed = {"account": "1002", "opening": "86420.50", "closing": "95900.50", "file": upload}
    answer = client.post(f"/desk/funds/{ground.fund.id}/bank/new/", typed)
    assert answer.status_code == 422
    assert "第 4 行" in answer.content.decode()


def test_everybody_sees_the_same_balance_and_nobodys_name(ground: Ground) -> None:
    authority = ground.allowed(1_000_00)
    ground.receive(5_000_00)
    ground.pay(300_00, authority)
    page = text_of(Client(), f"/books/{ground.fund.id}/?month={ON:%Y-%m}")
    assert "¥4,700.00" in page
    assert "决议 0007" in page
    assert "示例工程商行" not in page
    assert f"/books/{ground.fund.id}/" in text_of(Client(), f"/books/?place={ground.compound.id}")


def test_a_voucher_that_waits_is_not_public(ground: Ground) -> None:
    ground.receive(1_00)
    voucher = ground.made(VoucherKind.RECEIVE, 7_77_00)
    assert "777.00" not in text_of(Client(), f"/books/{ground.fund.id}/?month={ON:%Y-%m}")
    assert Client().get(f"/desk/vouchers/{voucher.id}/").status_code in {302, 303, 403}


def test_a_post_elsewhere_finds_no_such_fund(ground: Ground) -> None:
    other = places.a_compound(ground.community, name="别的小区")
    chair = ground.holder(PostKind.OWNERS_COMMITTEE_CHAIR, other)
    answer = client_of(chair).get(f"/desk/funds/{ground.fund.id}/")
    assert answer.status_code == 404
    assert client_of(ground.chair).get(f"/desk/funds/{new_id()}/").status_code == 404


def test_the_sheet_of_a_month_holds_every_entry_with_its_balance(ground: Ground) -> None:
    ground.receive(100_00)
    ground.receive(23_45)
    answer = client_of(ground.chair).get(
        f"/desk/funds/{ground.fund.id}/statement.xlsx?month={ON:%Y-%m}"
    )
    book = load_workbook(io.BytesIO(answer.content))
    rows = list(book.worksheets[1].iter_rows(min_row=2, values_only=True))
    assert [row[-1] for row in rows] == ["100.00", "123.45"]


@pytest.mark.parametrize("path", ["/desk/funds/{}/?month={}", "/books/{}/?month={}"])
def test_a_month_is_shown_with_at_most_twenty_five_queries(ground: Ground, path: str) -> None:
    ground.receive(100_00)
    client = client_of(ground.treasurer)
    client.get(path.format(ground.fund.id, f"{ON:%Y-%m}"))
    with CaptureQueriesContext(connection) as asked:
        client.get(path.format(ground.fund.id, f"{ON:%Y-%m}"))
    assert len(asked.captured_queries) <= 25


def test_the_statement_of_a_month_asks_at_most_eight_queries(ground: Ground) -> None:
    ground.receive(100_00)
    fund = queries.fund(ground.place.id, ground.fund.id)
    assert fund is not None
    with CaptureQueriesContext(connection) as asked:
        shown = queries.statement(fund, date(2026, 11, 1))
    assert shown.figures.closing_fen == 100_00
    assert len(asked.captured_queries) <= 8


def test_pages_of_a_month_carry_the_balance_on(ground: Ground) -> None:
    total = 0
    for at in range(1, 44):
        total += at
        ground.receive(at)
    first = queries.statement(ground.fund, date(2026, 11, 1))
    second = queries.statement(ground.fund, date(2026, 11, 1), before=first.older)
    assert first.entries[0].balance_fen == total
    assert [line.balance_fen for line in second.entries] == [6, 3, 1]
    assert len(first.entries) + len(second.entries) == 43


def test_an_account_can_be_added_and_is_refused_with_a_wrong_code(ground: Ground) -> None:
    client = client_of(ground.chair)
    path = f"/desk/funds/{ground.fund.id}/accounts/new/"
    assert client.post(path, {"kind": "came_in", "code": "5005", "name": "会费"}).status_code == 422
    assert client.post(path, {"kind": "came_in", "code": "4005", "name": "会费"}).status_code == 303


@pytest.mark.parametrize("month", ["", "xx", "2026-13", "-1"])
def test_a_month_that_is_none_is_told_in_a_sentence(ground: Ground, month: str) -> None:
    answer = client_of(ground.supervisor).post(
        f"/desk/funds/{ground.fund.id}/close/", {"month": month}
    )
    assert answer.status_code == 422
