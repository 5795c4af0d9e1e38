"""Addresses of these pages."""

from django.urls import URLPattern, path

from linli.money.web.ledger import bank, funds, public, vouchers

_FUND = "desk/funds/<uuid:fund_id>/"
_VOUCHER = "desk/vouchers/<uuid:voucher_id>/"
_BANK = "desk/bank/<uuid:statement_id>/"
_LINE = "desk/bank/lines/<uuid:line_id>/"
urlpatterns: list[URLPattern] = [
    path("books/", public.public_funds, name="public_funds"),
    path("books/<uuid:fund_id>/", public.public_fund, name="public_fund"),
    path("desk/funds/", funds.desk_funds, name="desk_funds"),
    path("desk/funds/new/", funds.desk_fund_new, name="desk_fund_new"),
    path(_FUND, funds.desk_fund, name="desk_fund"),
    path(f"{_FUND}accounts/", funds.desk_accounts, name="desk_accounts"),
    path(f"{_FUND}accounts/new/", funds.desk_account_new, name="desk_account_new"),
    path(f"{_FUND}hands/", funds.desk_hands, name="desk_hands"),
    path(f"{_FUND}hands/back/", funds.desk_hand_back, name="desk_hand_back"),
    path(f"{_FUND}close/", funds.desk_close, name="desk_close"),
    path(f"{_FUND}statement.xlsx", funds.desk_statement_sheet, name="desk_statement_sheet"),
    path(f"{_FUND}vouchers/new/", vouchers.desk_voucher_new, name="desk_voucher_new"),
    path(f"{_FUND}bank/", bank.desk_bank, name="desk_bank"),
    path(f"{_FUND}bank/new/", bank.desk_bank_take, name="desk_bank_take"),
    path("desk/vouchers/", vouchers.desk_vouchers, name="desk_vouchers"),
    path(_VOUCHER, vouchers.desk_voucher, name="desk_voucher"),
    path(f"{_VOUCHER}check/", vouchers.desk_voucher_check, name="desk_voucher_check"),
    path(f"{_VOUCHER}return/", vouchers.desk_voucher_return, name="desk_voucher_return"),
    path(
        "desk/entries/<uuid:entry_id>/reverse/",
        vouchers.desk_entry_reverse,
        name="desk_entry_reverse",
    ),
    path(_LINE, bank.desk_bank_line, name="desk_bank_line"),
    path(f"{_LINE}part/", bank.desk_bank_part, name="desk_bank_part"),
    path(_BANK, bank.desk_bank_statement, name="desk_bank_statement"),
    path(f"{_BANK}drop/", bank.desk_bank_drop, name="desk_bank_drop"),
    path(f"{_BANK}settle/", bank.desk_bank_settle, name="desk_bank_settle"),
]
