"""A voucher is checked by another person, and with that stands in the books for good."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.kernel.money import Money
from linli.money.actions.funds import require_at
from linli.money.actions.vouchers import (
    VOUCHER,
    locked_voucher,
    require_checks,
    require_open_month,
    require_within,
)
from linli.money.models import Entry, LedgerAccount, Posting, SpendingAuthority, Voucher
from linli.money.rules import (
    AccountKind,
    Move,
    Verb,
    VoucherKind,
    VoucherState,
    changes,
    held_change,
    month_of,
    moves_of,
)
from linli.records import actions as records
from linli.tenancy.models import new_id
from linli.tenancy.plain import fetched, uuid_of

_MOVE_BALANCES = """
    UPDATE money_ledgeraccount SET balance_fen = balance_fen + CASE code {cases} ELSE 0 END
    WHERE sub_district_id = %s AND fund_id = %s AND code IN ({codes})
    RETURNING id, code, kind, name, balance_fen
"""
_ADD_TO_MONTHS = """
    INSERT INTO money_accountmonth (id, sub_district_id, account_id, month, debit_fen, credit_fen)
    VALUES {rows}
    ON CONFLICT (sub_district_id, account_id, month) DO UPDATE SET
        debit_fen = money_accountmonth.debit_fen + excluded.debit_fen,
        credit_fen = money_accountmonth.credit_fen + excluded.credit_fen
    RETURNING id
"""


@transaction.atomic
def check_voucher(*, actor: Actor, voucher_id: UUID, version: int, at: datetime) -> Entry:
    """Post a voucher that another person made: books, months, balance and authority together."""
    found = locked_voucher(actor, voucher_id, version)
    fund = found.fund
    require_at(actor, Verb.CHECK, fund.place_id, on=timezone.localdate(at))
    if actor.account_id is None or actor.account_id == found.maker_id:
        raise Refused(
            "maker_checks", _("You made this voucher. Somebody else checks it: two pairs of eyes.")
        )
    require_checks(found)
    require_open_month(fund, found.on)
    moves = moves_of(found.moves)
    _spend(found)
    accounts = _move_balances(found, moves)
    _add_to_months(found, moves, accounts)
    entry = _write_entry(found, actor.account_id, moves, accounts, at)
    found.state = VoucherState.POSTED.value
    found.checker_id, found.checked_by, found.checked_at = actor.account_id, actor.label, at
    found.version += 1
    found.save(update_fields=["state", "checker", "checked_by", "checked_at", "version"])
    records.record(
        actor=actor,
        did="money.check_voucher",
        on_kind=VOUCHER,
        on_id=found.id,
        facts={"fund": str(fund.id), "entry": entry.number, "fen": entry.fen},
        at=at,
    )
    return entry


def _spend(found: Voucher) -> None:
    """Take a payment off what its decision allows; a reversed one goes back."""
    if found.authority is None:
        return
    rows = SpendingAuthority.objects.filter(
        sub_district_id=found.sub_district_id, id=found.authority.id
    )
    if found.kind == VoucherKind.REVERSE:
        rows.update(spent_fen=F("spent_fen") - found.fen)
        return
    if found.authority.ended_on is not None:
        raise Refused("authority_ended", _("What this resolution allowed has ended."))
    # The fund's lock keeps every other payment on this authority away until we commit, but it
    # may have moved between our reading and our lock: the database counts, not we.
    if not rows.filter(spent_fen__lte=F("limit_fen") - found.fen).update(
        spent_fen=F("spent_fen") + found.fen
    ):
        found.authority.refresh_from_db()
        require_within(found.authority, found.fen)


def _move_balances(found: Voucher, moves: Sequence[Move]) -> dict[str, LedgerAccount]:
    """Move the balances of the accounts of a voucher; answer the accounts as they stand then."""
    sums = {code: debit - credit for code, (debit, credit) in changes(moves).items()}
    cases = " ".join("WHEN %s THEN %s" for _code in sums)
    codes = ", ".join("%s" for _code in sums)
    told = [value for pair in sums.items() for value in pair]
    rows = fetched(
        _MOVE_BALANCES.format(cases=cases, codes=codes),
        [*told, found.sub_district_id, found.fund_id, *sums],
    )
    accounts = {
        code: LedgerAccount(id=uuid_of(held), code=code, kind=kind, name=name, balance_fen=fen)
        for held, code, kind, name, fen in rows
    }
    if found.kind != VoucherKind.REVERSE:
        _require_held(accounts, sums)
    return accounts


def _require_held(accounts: Mapping[str, LedgerAccount], sums: Mapping[str, int]) -> None:
    for code, fen in sums.items():
        account = accounts[code]
        if account.kind == AccountKind.HELD and fen < 0 and account.balance_fen < 0:
            words = _("“%(account)s” holds %(held)s; %(fen)s cannot leave it.")
            facts = {
                "account": account.name,
                "held": Money(account.balance_fen - fen),
                "fen": Money(-fen),
            }
            raise Refused("not_held", words % facts)


def _add_to_months(
    found: Voucher, moves: Sequence[Move], accounts: Mapping[str, LedgerAccount]
) -> None:
    month: date = month_of(found.on)
    rows = [
        (new_id(), found.sub_district_id, accounts[code].id, month, debit, credit)
        for code, (debit, credit) in sorted(changes(moves).items())
    ]
    places = ", ".join("(%s, %s, %s, %s, %s, %s)" for _row in rows)
    fetched(_ADD_TO_MONTHS.format(rows=places), [value for row in rows for value in row])


def _write_entry(
    found: Voucher,
    checker_id: UUID,
    moves: Sequence[Move],
    accounts: Mapping[str, LedgerAccount],
    at: datetime,
) -> Entry:
    fund = found.fund
    fund.last_entry += 1
    fund.version += 1
    fund.save(update_fields=["last_entry", "version"])
    kinds = {code: AccountKind(row.kind) for code, row in accounts.items()}
    entry = Entry(
        sub_district_id=found.sub_district_id,
        fund=fund,
        number=fund.last_entry,
        voucher=found,
        matter_id=found.matter_id,
        kind=found.kind,
        on=found.on,
        words=found.words,
        fen=found.fen,
        held_fen=held_change(moves, kinds),
        reverses_id=found.reverses_id,
        maker_id=found.maker_id,
        checker_id=checker_id,
        posted_at=at,
    )
    entry.save(force_insert=True)
    Posting.objects.bulk_create(
        [
            Posting(
                sub_district_id=found.sub_district_id,
                entry=entry,
                debit=accounts[move.debit],
                credit=accounts[move.credit],
                fen=move.fen,
            )
            for move in moves
        ]
    )
    return entry
