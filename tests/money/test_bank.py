"""A bank's statement is taken in whole or not at all, and names nobody once it is answered for."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from linli.kernel.errors import Refused
from linli.money import actions, queries
from linli.money.actions import BankPaper
from linli.money.models import BankLine, BankStatement
from linli.money.rules import BankState, Column, Move, VoucherKind, cut_file
from tests.money.builders import AT, Ground

COLUMNS = {
    Column.DAY: "交易日期",
    Column.CAME: "收入金额",
    Column.WENT: "支出金额",
    Column.BALANCE: "余额",
    Column.CURRENCY: "币种",
    Column.WORDS: "摘要",
    Column.PAYER: "对方户名",
    Column.REFERENCE: "流水号",
}
HEAD = "交易日期,收入金额,支出金额,余额,币种,摘要,对方户名,流水号"
ONE = "2026-11-02,13800.00,,100220.50,CNY,车位费,示例某,A001"
TWO = "2026/11/04,,4320.00,95900.50,人民币,路灯,示例照明公司,A002"


def file(*lines: str, head: str = HEAD) -> bytes:
    return "\n".join(["示例银行账户明细", head, *lines]).encode("gb18030")


def taken(
    ground: Ground,
    content: bytes,
    opening_fen: int = 86_420_50,
    closing_fen: int = 95_900_50,
    columns: dict[Column, str] | None = None,
) -> BankStatement:
    return actions.take_bank_statement(
        actor=ground.treasurer,
        fund_id=ground.fund.id,
        content=content,
        paper=BankPaper("1002", columns or COLUMNS, opening_fen, closing_fen),
        at=AT,
    )


def refused(ground: Ground, content: bytes, **given: int) -> Refused:
    with pytest.raises(Refused) as error:
        taken(ground, content, **given)
    assert not BankLine.objects.exists()
    return error.value


def test_a_file_of_a_bank_is_taken_in_with_the_mapping_kept_for_the_fund(ground: Ground) -> None:
    made = taken(ground, file(ONE, TWO))
    assert [line.fen for line in queries.bank_lines(made)] == [13_800_00, -4_320_00]
    assert queries.bank_columns_of(ground.fund) == COLUMNS


def test_a_file_that_runs_from_new_to_old_is_read_the_other_way(ground: Ground) -> None:
    made = taken(ground, file(TWO, ONE))
    assert made.first_on == date(2026, 11, 2)


def test_a_line_that_stands_twice_is_refused_by_its_row(ground: Ground) -> None:
    found = refused(ground, file(ONE, TWO, ONE))
    assert found.code == "bank_rows"
    assert "第 5 行" in found.message


def test_another_currency_is_refused_by_its_row(ground: Ground) -> None:
    found = refused(ground, file(ONE, TWO.replace("人民币", "USD")))
    assert "第 4 行" in found.message
    assert "币种" in found.message


def test_a_balance_that_does_not_follow_is_refused_by_its_row(ground: Ground) -> None:
    found = refused(ground, file(ONE, TWO.replace("4320.00", "4320.01")))
    assert found.code == "bank_rows"
    assert "第 4 行" in found.message


def test_a_wrong_sum_is_refused(ground: Ground) -> None:
    assert refused(ground, file(ONE, TWO), closing_fen=95_900_51).code == "bank_sum"


def test_a_line_taken_in_before_is_refused(ground: Ground) -> None:
    taken(ground, file(ONE, TWO))
    with pytest.raises(Refused) as error:
        taken(ground, file(ONE, TWO))
    assert error.value.code == "bank_rows"


def test_a_statement_that_does_not_follow_the_one_before_is_refused(ground: Ground) -> None:
    taken(ground, file(ONE, TWO))
    later = "2026-11-06,9000.00,,104900.51,CNY,广告,示例某,A003"
    with pytest.raises(Refused) as error:
        taken(ground, file(later), opening_fen=95_900_51, closing_fen=104_900_51)
    assert error.value.code == "bank_gap"


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\0\0", "只有一行".encode()])
def test_what_is_no_csv_is_refused(ground: Ground, content: bytes) -> None:
    assert refused(ground, content).code == "no_file"


def test_a_mapping_without_serial_or_balance_is_refused(ground: Ground) -> None:
    with pytest.raises(Refused) as error:
        taken(
            ground,
            file(ONE),
            columns={key: COLUMNS[key] for key in (Column.DAY, Column.CAME, Column.WENT)},
        )
    assert error.value.code == "columns_identity"


def test_utf8_and_tabs_are_read_alike() -> None:
    plain = cut_file("日期\t金额\t流水号\n2026-11-02\t1.00\t1".encode())
    assert plain is not None
    assert plain.headings == ("日期", "金额", "流水号")


def test_a_line_and_the_only_entry_of_its_amount_find_each_other_and_the_payer_goes(
    ground: Ground,
) -> None:
    entry = ground.receive(13_800_00, on=date(2026, 11, 2))
    made = taken(ground, file(ONE, TWO))
    one, two = queries.bank_lines(made)
    assert one.entry == entry
    assert (one.payer, two.payer) == (None, "示例照明公司")


def test_two_entries_of_one_amount_wait_for_a_hand(ground: Ground) -> None:
    ground.receive(13_800_00, on=date(2026, 11, 2))
    chosen = ground.receive(13_800_00, on=date(2026, 11, 3))
    line = queries.bank_lines(taken(ground, file(ONE, TWO)))[0]
    assert line.entry is None
    assert len(queries.candidates(line_of(ground, line))) == 2
    actions.match_line(actor=ground.treasurer, line_id=line.id, entry_id=chosen.id, at=AT)
    line.refresh_from_db()
    assert (line.entry, line.payer) == (chosen, None)


def line_of(ground: Ground, line: BankLine) -> BankLine:
    found = queries.bank_line(ground.place.id, line.id)
    assert found is not None
    return found


def test_an_entry_of_another_amount_answers_to_no_line(ground: Ground) -> None:
    entry = ground.receive(1_00, on=date(2026, 11, 2))
    line = queries.bank_lines(taken(ground, file(ONE, TWO)))[0]
    with pytest.raises(Refused) as error:
        actions.match_line(actor=ground.treasurer, line_id=line.id, entry_id=entry.id, at=AT)
    assert error.value.code == "no_match"


def test_open_items_make_up_the_whole_difference(ground: Ground) -> None:
    ground.receive(86_420_50, on=date(2026, 10, 31))
    ground.receive(13_800_00, on=date(2026, 11, 2))
    ground.receive(77_00, on=date(2026, 11, 3))
    items = queries.open_items(taken(ground, file(ONE, TWO)))
    assert [line.fen for line in items.lines] == [-4_320_00]
    assert [one.fen for one in items.entries] == [77_00]
    assert items.explained
    assert not items.agrees


def test_a_statement_is_settled_when_every_line_is_answered_for(ground: Ground) -> None:
    ground.receive(13_800_00, on=date(2026, 11, 2))
    made = taken(ground, file(ONE, TWO))
    with pytest.raises(Refused) as error:
        settled(ground, made)
    assert error.value.code == "lines_open"
    line = queries.bank_lines(made)[1]
    actions.explain_line(actor=ground.treasurer, line_id=line.id, note="银行误扣，已退", at=AT)
    assert settled(ground, made).state == BankState.SETTLED
    assert not BankLine.objects.filter(payer__isnull=False).exists()


def settled(ground: Ground, made: BankStatement) -> BankStatement:
    return actions.settle_statement(
        actor=ground.supervisor, statement_id=made.id, version=made.version, at=AT
    )


def test_an_answer_is_taken_back_while_the_statement_is_open(ground: Ground) -> None:
    ground.receive(13_800_00, on=date(2026, 11, 2))
    line = queries.bank_lines(taken(ground, file(ONE, TWO)))[0]
    assert actions.part_line(actor=ground.treasurer, line_id=line.id, at=AT).entry is None


def test_names_on_statements_that_nobody_settles_go_in_time(ground: Ground) -> None:
    taken(ground, file(ONE, TWO))
    late = AT + timedelta(days=100)
    assert actions.forget_due(sub_district_id=ground.place.id, at=late) == 2
    assert not BankLine.objects.filter(payer__isnull=False).exists()


def test_who_has_no_hand_in_the_money_takes_no_statement_in(ground: Ground) -> None:
    with pytest.raises(Refused) as error:
        actions.take_bank_statement(
            actor=ground.chair,
            fund_id=ground.fund.id,
            content=file(ONE, TWO),
            paper=BankPaper("1002", COLUMNS, 86_420_50, 95_900_50),
            at=AT,
        )
    assert error.value.code == "no_hand"


def test_a_receipt_into_the_cash_box_is_no_open_item_of_the_bank(ground: Ground) -> None:
    voucher = ground.made(
        VoucherKind.RECEIVE, 5, moves=[Move("1001", "4001", 5)], on=date(2026, 11, 3)
    )
    ground.checked(voucher)
    assert not queries.open_items(taken(ground, file(ONE, TWO))).entries


def test_a_line_of_a_day_to_come_is_named(ground: Ground) -> None:
    ahead = "2030-01-01,13800.00,,100220.50,CNY,车位费,示例某,A009"
    told = refused(ground, file(ahead), closing_fen=100_220_50).message
    assert "这一天还没有到" in told


def test_a_statement_that_was_the_wrong_file_is_taken_back_whole(ground: Ground) -> None:
    made = taken(ground, file(ONE, TWO))
    actions.drop_statement(actor=ground.treasurer, statement_id=made.id, version=1, at=AT)
    assert not BankLine.objects.exists()
    taken(ground, file(ONE, TWO))


def test_only_the_newest_statement_is_taken_back(ground: Ground) -> None:
    made = taken(ground, file(ONE), closing_fen=100_220_50)
    taken(ground, file(TWO), opening_fen=100_220_50)
    with pytest.raises(Refused) as error:
        actions.drop_statement(actor=ground.treasurer, statement_id=made.id, version=1, at=AT)
    assert error.value.code == "not_newest"
