"""The only writes of this room."""

from linli.money.actions.bank import (
    BankPaper,
    explain_line,
    match_line,
    part_line,
    settle_statement,
    take_bank_statement,
)
from linli.money.actions.campaign_books import enter_receipts, enter_refunds
from linli.money.actions.campaign_gifts import give_back, pledge, take_in, withdraw_pledge
from linli.money.actions.campaigns import (
    CampaignDraft,
    begin_refund,
    end_campaign,
    go_on_with_less,
    open_campaign,
    release_money,
    share_out_rest,
)
from linli.money.actions.forgetting import forget_due
from linli.money.actions.funds import Named, name_fund_hand, open_account, open_fund
from linli.money.actions.matters import (
    Allowed,
    close_matter,
    end_authorities,
    give_authority,
    open_matter,
    take_hand,
)
from linli.money.actions.periods import close_period
from linli.money.actions.posting import check_voucher
from linli.money.actions.premises import (
    PremisesActDraft,
    PremisesDraft,
    act_on_premises,
    note_premises_duty,
)
from linli.money.actions.vouchers import prepare_reversal, prepare_voucher, return_voucher
from linli.money.actions.works import (
    ContractDraft,
    QuotationDraft,
    StageDraft,
    WorksDraft,
    add_quotation,
    begin_own_works,
    choose_again,
    choose_quotation,
    open_works,
    sign_contract,
)
from linli.money.actions.works_end import accept_works, finish_works, send_back, stop_works
from linli.money.actions.works_reminding import remind_works
from linli.money.actions.works_stages import (
    ChangeDraft,
    accept_stage,
    answer_change,
    pay_stage,
    propose_change,
    report_stage,
)

__all__ = [
    "Allowed",
    "BankPaper",
    "CampaignDraft",
    "ChangeDraft",
    "ContractDraft",
    "Named",
    "PremisesActDraft",
    "PremisesDraft",
    "QuotationDraft",
    "StageDraft",
    "WorksDraft",
    "accept_stage",
    "accept_works",
    "act_on_premises",
    "add_quotation",
    "answer_change",
    "begin_own_works",
    "begin_refund",
    "check_voucher",
    "choose_again",
    "choose_quotation",
    "close_matter",
    "close_period",
    "end_authorities",
    "end_campaign",
    "enter_receipts",
    "enter_refunds",
    "explain_line",
    "finish_works",
    "forget_due",
    "give_authority",
    "give_back",
    "go_on_with_less",
    "match_line",
    "name_fund_hand",
    "note_premises_duty",
    "open_account",
    "open_campaign",
    "open_fund",
    "open_matter",
    "open_works",
    "part_line",
    "pay_stage",
    "pledge",
    "prepare_reversal",
    "prepare_voucher",
    "propose_change",
    "release_money",
    "remind_works",
    "report_stage",
    "return_voucher",
    "send_back",
    "settle_statement",
    "share_out_rest",
    "sign_contract",
    "stop_works",
    "take_bank_statement",
    "take_hand",
    "take_in",
    "withdraw_pledge",
]
