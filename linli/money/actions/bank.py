"""A bank's statement is taken in, held against the books line by line, and settled."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.kernel.actor import Actor
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.kernel.money import Money
from linli.money.actions.funds import FUND, fund_for
from linli.money.actions.vouchers import require_hand
from linli.money.models import (
    BankColumns,
    BankLine,
    BankStatement,
    Entry,
    Fund,
    LedgerAccount,
)
from linli.money.queries.bank import NEAR, candidates, moved_on, row_fault_word
from linli.money.queries.matters import duties_on
from linli.money.rules import KEEPS_BOOKS, AccountKind, BankState, Duty, Verb
from linli.money.rules.bank_file import (
    MOST_ROWS,
    BankRow,
    Column,
    Reading,
    RowFault,
    columns_fault,
    cut_file,
    read_rows,
)
from linli.records import actions as records

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class BankPaper:
    """What is typed from the statement beside the file: on which account, from what to what."""

    account_code: str
    columns: Mapping[Column, str]
    opening_fen: int
    closing_fen: int


@transaction.atomic
def take_bank_statement(
    *, actor: Actor, fund_id: UUID, content: bytes, paper: BankPaper, at: datetime
) -> BankStatement:
    """Take a bank's file in whole or not at all; what is wrong is told by row number."""
    fund = _fund(actor, fund_id, at)
    account = _account(fund, paper.account_code)
    _require_columns(paper.columns)
    reading = _reading(fund, content, paper)
    _require_sound(fund, account, reading, paper, today=timezone.localdate(at))
    made = BankStatement.objects.create(
        sub_district_id=fund.sub_district_id,
        fund=fund,
        account=account,
        first_on=min(row.on for row in reading.rows),
        last_on=max(row.on for row in reading.rows),
        opening_fen=paper.opening_fen,
        closing_fen=paper.closing_fen,
        state=BankState.OPEN.value,
        digest=_digest(content),
        taken_at=at,
        taken_by=actor.label,
    )
    BankLine.objects.bulk_create([_line(fund, made, row) for row in reading.rows])
    BankColumns.objects.update_or_create(
        sub_district_id=fund.sub_district_id,
        fund=fund,
        defaults={"columns": {key.value: heading for key, heading in paper.columns.items()}},
    )
    matched = _match_all(made)
    _record(
        actor,
        fund,
        "money.take_bank_statement",
        {"lines": len(reading.rows), "matched": matched},
        at,
    )
    return made


@transaction.atomic
def match_line(*, actor: Actor, line_id: UUID, entry_id: UUID, at: datetime) -> BankLine:
    """Say that an entry answers to a line; the payer's name goes with it."""
    line = _open_line(actor, line_id, at)
    if entry_id not in {one.id for one in candidates(line)}:
        raise Refused(
            "no_match", _("This entry has another amount, or another line answers to it already.")
        )
    line.entry_id, line.note, line.payer = entry_id, "", None
    line.save(update_fields=["entry", "note", "payer"])
    _record(actor, line.statement.fund, "money.match_line", {"row": line.row}, at)
    return line


@transaction.atomic
def explain_line(*, actor: Actor, line_id: UUID, note: str, at: datetime) -> BankLine:
    """Say why no entry answers to a line, such as an error that the bank set right itself."""
    line = _open_line(actor, line_id, at)
    if not note.strip():
        raise Refused("no_reason", _("Say why no entry answers to this line."))
    line.note, line.payer = note.strip()[:200], None
    line.save(update_fields=["note", "payer"])
    _record(actor, line.statement.fund, "money.explain_line", {"row": line.row}, at)
    return line


@transaction.atomic
def part_line(*, actor: Actor, line_id: UUID, at: datetime) -> BankLine:
    """Take back what was said of a line while its statement is not settled."""
    line = _open_line(actor, line_id, at, answered=True)
    line.entry_id, line.note = None, ""
    line.save(update_fields=["entry", "note"])
    _record(actor, line.statement.fund, "money.part_line", {"row": line.row}, at)
    return line


@transaction.atomic
def settle_statement(
    *, actor: Actor, statement_id: UUID, version: int, at: datetime
) -> BankStatement:
    """Settle a statement of which every line is answered for; no payer's name stays."""
    found = _locked_statement(actor, statement_id, version)
    fund = fund_for(actor, found.fund_id, Verb.CHECK, at)
    require_hand(actor, fund.id, fund.id, Duty.CHECKS)
    lines = BankLine.objects.filter(sub_district_id=fund.sub_district_id, statement=found)
    waiting = lines.filter(entry=None, note="").count()
    if waiting:
        words = _("%(count)s lines are not answered for yet.")
        raise Refused("lines_open", words % {"count": waiting})
    lines.filter(payer__isnull=False).update(payer=None)
    found.state = BankState.SETTLED.value
    found.settled_at, found.settled_by = at, actor.label
    found.version += 1
    found.save(update_fields=["state", "settled_at", "settled_by", "version"])
    _record(actor, fund, "money.settle_statement", {"version": found.version}, at)
    return found


@transaction.atomic
def drop_statement(*, actor: Actor, statement_id: UUID, version: int, at: datetime) -> Fund:
    """Take back the newest statement of an account that is not settled, as when it was the wrong file."""
    found = _locked_statement(actor, statement_id, version)
    fund = _fund(actor, found.fund_id, at)
    later = BankStatement.objects.filter(
        sub_district_id=fund.sub_district_id, account_id=found.account_id, id__gt=found.id
    )
    if later.exists():
        raise Refused("not_newest", _("A later statement was taken in. Take that one back first."))
    lines = BankLine.objects.filter(sub_district_id=fund.sub_district_id, statement=found)
    count, _by_table = lines.delete()
    found.delete()
    _record(actor, fund, "money.drop_statement", {"lines": count}, at)
    return fund


def _locked_statement(actor: Actor, statement_id: UUID, version: int) -> BankStatement:
    """A statement under lock that is not settled; a stale version is a conflict."""
    rows = BankStatement.objects.select_for_update()
    found = rows.filter(sub_district_id=actor.sub_district_id, id=statement_id).first()
    if found is None:
        raise _no_statement()
    if found.version != version or found.state != BankState.OPEN:
        raise Conflict("statement_changed", _("Somebody else dealt with this statement first."))
    return found


def _fund(actor: Actor, fund_id: UUID, at: datetime) -> Fund:
    """A fund with whose money the actor has to do."""
    fund = fund_for(actor, fund_id, Verb.KEEP, at)
    if not duties_on(actor, fund.id) & KEEPS_BOOKS:
        raise NotAllowed(
            "no_hand", _("Bank statements are for those who hold, pay or check this fund's money.")
        )
    return fund


def _account(fund: Fund, code: str) -> LedgerAccount:
    rows = LedgerAccount.objects.filter(sub_district_id=fund.sub_district_id, fund=fund, code=code)
    found = rows.first()
    if found is None or found.kind != AccountKind.HELD:
        raise Refused("no_account", _("Choose the account of the fund that is kept at the bank."))
    return found


def _require_columns(columns: Mapping[Column, str]) -> None:
    sentences = {
        "day": _("Say which column holds the day."),
        "amount": _("Say which columns hold the amount: one, or one for each direction."),
        "identity": _(
            "Say which column holds the serial number or the balance: without one of them a line "
            "that stands twice cannot be told from two payments."
        ),
    }
    fault = columns_fault(columns)
    if fault:
        raise Refused(f"columns_{fault}", sentences[fault])


def _reading(fund: Fund, content: bytes, paper: BankPaper) -> Reading:
    file = cut_file(content)
    if file is None:
        raise Refused("no_file", _("This is no csv file. Save the statement as csv and send that."))
    missing = [heading for heading in paper.columns.values() if heading not in file.headings]
    if missing:
        words = _("The file has no column “%(heading)s”. Look at its first row.")
        raise Refused("no_column", words % {"heading": missing[0]})
    if len(file.rows) > MOST_ROWS:
        raise Refused("too_many_rows", _("A file has at most 20,000 rows. Send it in parts."))
    return read_rows(file, paper.columns, opening_fen=paper.opening_fen, salt=str(fund.id))


def _require_sound(
    fund: Fund, account: LedgerAccount, reading: Reading, paper: BankPaper, *, today: date
) -> None:
    ahead = [(row.row, RowFault.AHEAD) for row in reading.rows if row.on > today]
    faults = [*reading.faults, *_taken_before(fund, reading.rows), *ahead]
    if faults:
        told = [
            _("row %(row)s: %(fault)s") % {"row": row, "fault": row_fault_word(fault)}
            for row, fault in sorted(faults)[:_SHOWN]
        ]
        words = _("Nothing was taken in. %(rows)s.")
        raise Refused("bank_rows", words % {"rows": "；".join(told)})
    if not reading.rows:
        raise Refused("no_rows", _("The file has no lines. Look whether the columns are right."))
    came = sum(row.fen for row in reading.rows)
    if paper.opening_fen + came != paper.closing_fen:
        words = _("%(opening)s and the lines of the file make %(made)s, not %(closing)s.")
        facts = {
            "opening": Money(paper.opening_fen),
            "made": Money(paper.opening_fen + came),
            "closing": Money(paper.closing_fen),
        }
        raise Refused("bank_sum", words % facts)
    _require_follows(account, min(row.on for row in reading.rows), paper)


def _require_follows(account: LedgerAccount, first: date, paper: BankPaper) -> None:
    before = (
        BankStatement.objects.filter(
            sub_district_id=account.sub_district_id, account=account, last_on__lte=first
        )
        .order_by("-last_on", "-id")
        .first()
    )
    if before is not None and before.closing_fen != paper.opening_fen:
        words = _(
            "The statement before ends on %(day)s with %(was)s; this one begins with %(now)s."
        )
        facts = {
            "day": f"{before.last_on}",
            "was": Money(before.closing_fen),
            "now": Money(paper.opening_fen),
        }
        raise Refused("bank_gap", words % facts)


def _taken_before(fund: Fund, rows: Sequence[BankRow]) -> list[tuple[int, RowFault]]:
    known = set(
        BankLine.objects.filter(
            sub_district_id=fund.sub_district_id, fund=fund, mark__in=[row.mark for row in rows]
        ).values_list("mark", flat=True)
    )
    return [(row.row, RowFault.TWICE) for row in rows if row.mark in known]


def _line(fund: Fund, made: BankStatement, row: BankRow) -> BankLine:
    return BankLine(
        sub_district_id=fund.sub_district_id,
        fund=fund,
        statement=made,
        row=row.row,
        on=row.on,
        fen=row.fen,
        words=row.words,
        payer=row.payer or None,
        mark=row.mark,
    )


def _match_all(made: BankStatement) -> int:
    """Join lines and entries where each is the only one of its amount near the day."""
    moved = moved_on(
        made.account, first=made.first_on - NEAR, last=made.last_on + NEAR, open_only=True
    )
    entries: dict[int, list[Entry]] = defaultdict(list)
    for one in Entry.objects.filter(sub_district_id=made.sub_district_id, id__in=moved):
        entries[moved[one.id]].append(one)
    lines: dict[int, list[BankLine]] = defaultdict(list)
    for line in BankLine.objects.filter(sub_district_id=made.sub_district_id, statement=made):
        lines[line.fen].append(line)
    joined = [
        _joined(mine[0], entries[fen][0])
        for fen, mine in lines.items()
        if len(mine) == 1 == len(entries[fen]) and abs(mine[0].on - entries[fen][0].on) <= NEAR
    ]
    BankLine.objects.bulk_update(joined, ["entry", "payer"], batch_size=500)
    return len(joined)


def _joined(line: BankLine, entry: Entry) -> BankLine:
    line.entry, line.payer = entry, None
    return line


def _open_line(actor: Actor, line_id: UUID, at: datetime, *, answered: bool = False) -> BankLine:
    rows = BankLine.objects.select_for_update(of=("self", "statement"))
    rows = rows.select_related("statement__fund", "statement__account")
    line = rows.filter(sub_district_id=actor.sub_district_id, id=line_id).first()
    if line is None:
        raise _no_statement()
    _fund(actor, line.fund_id, at)
    if line.statement.state != BankState.OPEN:
        raise Refused("settled", _("This statement is settled; nothing about it is changed."))
    if answered != bool(line.entry_id or line.note):
        raise Conflict("line_changed", _("Somebody else dealt with this line first."))
    return line


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _no_statement() -> Missing:
    return Missing("no_statement", _("There is no such bank statement."))


def _record(actor: Actor, fund: Fund, did: str, facts: dict[str, int], at: datetime) -> None:
    records.record(actor=actor, did=did, on_kind=FUND, on_id=fund.id, facts=facts, at=at)
