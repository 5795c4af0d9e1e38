"""A voucher is made by one person and waits for another; it is returned, or it takes an entry back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.kernel.actor import Actor
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.kernel.money import Money
from linli.money.actions.funds import fund_for, no_fund, require_at
from linli.money.models import (
    Entry,
    Fund,
    Hand,
    LedgerAccount,
    Matter,
    Period,
    SpendingAuthority,
    Voucher,
)
from linli.money.queries.words import duty_word, fault_sentence
from linli.money.rules import (
    AccountKind,
    Duty,
    FundKind,
    Move,
    PeriodState,
    Verb,
    VoucherKind,
    VoucherState,
    clash,
    fault_of,
    month_of,
    months_between,
    moves_of,
)
from linli.records import actions as records
from linli.records import rules as record_rules
from linli.records.rules import Prepared
from linli.tenancy.models import new_id

VOUCHER = "money.voucher"
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class _Sent:
    """Who sends a voucher in, under which key, when, with which papers."""

    actor: Actor
    key: str
    at: datetime
    papers: Sequence[Prepared] = ()


@transaction.atomic
def prepare_voucher(
    *,
    actor: Actor,
    fund_id: UUID,
    kind: VoucherKind,
    on: date,
    words: str,
    moves: Sequence[Move],
    matter_id: UUID | None = None,
    authority_id: UUID | None = None,
    other_side: str = "",
    papers: Sequence[Prepared] = (),
    key: str,
    at: datetime,
) -> Voucher:
    """Make a voucher for somebody else to check; nothing moves before that."""
    if kind is VoucherKind.REVERSE:
        raise Refused("not_here", _("A reversal is made from the entry that it takes back."))
    fund = fund_for(actor, fund_id, Verb.KEEP, at)
    authority = _authority(fund, authority_id) if kind is VoucherKind.PAY else None
    matter = _matter(fund, authority.matter_id if authority else matter_id)
    require_hand(actor, fund.id, matter.id, Duty.MAKES)
    _require_day(fund, on, at)
    _require_moves(fund, kind, moves)
    total = sum(move.fen for move in moves)
    if authority is not None:
        require_within(authority, total)
    draft = Voucher(
        id=new_id(),
        sub_district_id=fund.sub_district_id,
        fund=fund,
        matter=None if matter.id == fund.id else matter,
        authority=authority,
        kind=kind.value,
        on=on,
        words=words.strip(),
        other_side=other_side.strip()[:80],
        moves=[move.as_list() for move in moves],
        fen=total,
    )
    return _make(_Sent(actor, key, at, papers), fund, draft)


@transaction.atomic
def prepare_reversal(
    *, actor: Actor, entry_id: UUID, on: date, words: str, key: str, at: datetime
) -> Voucher:
    """Make a voucher that takes an entry back whole; a reversal is never taken back itself."""
    rows = Entry.objects.filter(sub_district_id=actor.sub_district_id, id=entry_id)
    entry = rows.select_related("fund", "voucher").first()
    if entry is None:
        raise Missing("no_entry", _("There is no such entry."))
    fund = fund_for(actor, entry.fund_id, Verb.KEEP, at)
    require_hand(actor, fund.id, entry.matter_id or fund.id, Duty.MAKES)
    if entry.kind == VoucherKind.REVERSE:
        raise Refused(
            "reversal_of_reversal",
            _("This entry takes another one back. Make a new voucher instead of reversing it."),
        )
    _require_day(fund, on, at)
    draft = Voucher(
        id=new_id(),
        sub_district_id=fund.sub_district_id,
        fund=fund,
        matter_id=entry.matter_id,
        authority_id=entry.voucher.authority_id,
        kind=VoucherKind.REVERSE.value,
        on=on,
        words=words.strip(),
        moves=[move.turned.as_list() for move in moves_of(entry.voucher.moves)],
        fen=entry.fen,
        reverses_id=entry.id,
    )
    return _make(_Sent(actor, key, at), fund, draft)


@transaction.atomic
def return_voucher(
    *, actor: Actor, voucher_id: UUID, version: int, reason: str, at: datetime
) -> Voucher:
    """Give a voucher back with a reason: the checker, or the maker who takes it back."""
    found = locked_voucher(actor, voucher_id, version)
    verb = Verb.KEEP if found.maker_id == actor.account_id else Verb.CHECK
    require_at(actor, verb, found.fund.place_id, on=timezone.localdate(at))
    if found.maker_id != actor.account_id:
        require_checks(found)
    if not reason.strip():
        raise Refused("no_reason", _("Say why it goes back, so that it can be mended."))
    found.state = VoucherState.RETURNED.value
    found.reason = reason.strip()[:300]
    found.version += 1
    found.save(update_fields=["state", "reason", "version"])
    batch = records.Batch(
        sub_district_id=found.sub_district_id, subject_kind=VOUCHER, subject_id=found.id
    )
    batch.record(
        actor=actor, did="money.return_voucher", text=found.reason, salt=str(found.id), at=at
    )
    if found.maker_id != actor.account_id:
        batch.tell(_letter(found, "money/voucher_returned", found.maker_id, found.version), at=at)
    batch.write()
    return found


def locked_voucher(actor: Actor, voucher_id: UUID, version: int) -> Voucher:
    """A voucher that waits, with its fund, both under lock; a stale version is a conflict."""
    rows = Voucher.objects.select_for_update(of=("self", "fund"))
    rows = rows.filter(sub_district_id=actor.sub_district_id, id=voucher_id)
    found = (
        rows.select_related("fund", "authority", "matter")
        .annotate(
            on_fund=_duties_in_row(_account(actor), "fund_id"),
            on_matter=_duties_in_row(_account(actor), "matter_id"),
        )
        .first()
    )
    if found is None:
        raise Missing("no_voucher", _("There is no such voucher."))
    if found.version != version:
        raise Conflict(
            "voucher_changed", _("Somebody else dealt with this voucher first. Look at it again.")
        )
    if found.state != VoucherState.MADE:
        raise Refused("voucher_done", _("This voucher was dealt with already."))
    return found


def require_checks(found: Voucher) -> None:
    """Go on only where the one for whom the voucher was locked checks it, as `require_hand` asks."""
    rows: tuple[dict[str, bool] | None, ...] = (found.on_fund, found.on_matter)  # type: ignore[attr-defined]
    on_fund, on_matter = ([duty for duty in Duty if row and row[duty]] for row in rows)
    matter_id = found.matter_id or found.fund_id
    held = {found.fund_id: on_fund} | ({matter_id: on_matter} if found.matter_id else {})
    _require_duty(held, matter_id, Duty.CHECKS)


def require_hand(actor: Actor, fund_id: UUID, matter_id: UUID, duty: Duty) -> None:
    """Go on only with this duty on the matter, and none that bars it on matter or fund."""
    _require_duty(_hands(actor, (fund_id, matter_id)), matter_id, duty)


def _require_duty(held: Mapping[UUID, list[Duty]], matter_id: UUID, duty: Duty) -> None:
    if duty not in held.get(matter_id, ()):
        words = _("You are not named as the one who “%(duty)s” here. Ask whoever names the hands.")
        raise NotAllowed("no_hand", words % {"duty": duty_word(duty)})
    other = clash([one for duties in held.values() for one in duties], duty)
    if other is not None:
        words = _("You have the duty “%(other)s” here and cannot also “%(duty)s”.")
        raise Refused("barred_pair", words % {"other": duty_word(other), "duty": duty_word(duty)})


def require_open_month(fund: Fund, on: date) -> None:
    """Go on only where the month of the day takes entries."""
    if fund.closed_through is not None and month_of(on) <= fund.closed_through:
        words = _("The books of %(month)s are closed. Date it in an open month and say why.")
        raise Refused("month_closed", words % {"month": f"{on:%Y-%m}"})


def require_within(authority: SpendingAuthority, fen: int) -> None:
    """Go on only where the decision's amount still holds this payment, to the fen."""
    left = authority.limit_fen - authority.spent_fen
    if fen > left:
        words = _("The decision allows %(left)s more; this payment is %(fen)s.")
        raise Refused(
            "over_authority", words % {"left": Money(left), "fen": Money(fen)},
            source=authority.basis,
        )  # fmt: skip


def _duties_in_row(account_id: UUID, column: str) -> Subquery:
    """The duties of an account on the matter that a voucher's column names."""
    rows = Hand.objects.filter(
        sub_district_id=OuterRef("sub_district_id"),
        matter_id=OuterRef(column),
        account_id=account_id,
    )
    return Subquery(rows.values(held=JSONObject(**{duty.value: duty.value for duty in Duty}))[:1])


def _hands(actor: Actor, matter_ids: Sequence[UUID]) -> Mapping[UUID, list[Duty]]:
    if actor.account_id is None:
        return {}
    rows = Hand.objects.filter(
        sub_district_id=actor.sub_district_id,
        matter_id__in=set(matter_ids),
        account_id=actor.account_id,
    )
    return {row.matter_id: row.duties for row in rows}


def _authority(fund: Fund, authority_id: UUID | None) -> SpendingAuthority:
    if authority_id is None:
        raise Refused(
            "no_authority", _("Money is paid only on a resolution. Choose the one that allows it.")
        )
    rows = SpendingAuthority.objects.filter(sub_district_id=fund.sub_district_id, fund=fund)
    found = rows.filter(id=authority_id).first()
    if found is None:
        raise Refused("wrong_authority", _("This resolution allows nothing from this fund."))
    if found.ended_on is not None:
        raise Refused("authority_ended", _("What this resolution allowed has ended."))
    return found


def _matter(fund: Fund, matter_id: UUID | None) -> Matter:
    rows = Matter.objects.filter(sub_district_id=fund.sub_district_id, id=matter_id or fund.id)
    found = rows.first()
    if found is None:
        raise Missing("no_matter", _("There is no such matter."))
    if found.closed_at is not None:
        raise Refused("matter_closed", _("This matter is closed."))
    return found


def _require_day(fund: Fund, on: date, at: datetime) -> None:
    if on > timezone.localdate(at):
        raise Refused("day_ahead", _("A voucher is dated today or before."))
    if on < fund.opened_on:
        raise Refused("day_before", _("This fund was not open yet on that day."))
    require_open_month(fund, on)


def _require_moves(fund: Fund, kind: VoucherKind, moves: Sequence[Move]) -> None:
    codes = {code for move in moves for code in (move.debit, move.credit)}
    kinds = account_kinds(fund, codes)
    fault = fault_of(kind, FundKind(fund.kind), moves, kinds)
    if fault is not None:
        raise Refused(f"lines_{fault.value}", fault_sentence(fault))


def account_kinds(fund: Fund, codes: set[str]) -> dict[str, AccountKind]:
    """On which side these accounts of a fund stand."""
    rows = LedgerAccount.objects.filter(
        sub_district_id=fund.sub_district_id, fund=fund, code__in=codes
    )
    return {code: AccountKind(kind) for code, kind in rows.values_list("code", "kind")}


def _make(sent: _Sent, fund: Fund, draft: Voucher) -> Voucher:
    """Write a voucher once, with its papers, and tell whoever may check it."""
    if not 0 < len(draft.words) <= _LONGEST:
        raise Refused("no_words", _("Say in at most 200 signs what it is for."))
    body = {
        "fund": str(fund.id), "kind": draft.kind, "on": draft.on.isoformat(), "words": draft.words,
        "moves": draft.moves, "reverses": str(draft.reverses_id or ""),
    }  # fmt: skip
    before = records.claim_key(
        sub_district_id=fund.sub_district_id,
        act="money.prepare_voucher",
        key=sent.key,
        body=body,
        answer={"voucher": str(draft.id)},
        at=sent.at,
    )
    if before is not None:
        return Voucher.objects.get(sub_district_id=fund.sub_district_id, id=UUID(before["voucher"]))
    prefix = f"{fund.number}-{draft.on.year}-"
    serial = records.next_number(sub_district_id=fund.sub_district_id, prefix=prefix)
    draft.number = f"{prefix}{serial:04}"
    draft.state = VoucherState.MADE.value
    draft.maker_id = _account(sent.actor)
    draft.made_by = sent.actor.label
    draft.made_at = sent.at
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("reversed_already", _("This entry is being taken back already.")) from error
    _open_months(fund, draft.on)
    if sent.papers:
        records.attach_many(
            actor=sent.actor, subject_kind=VOUCHER, subject_id=draft.id, uploads=sent.papers,
            for_staff_only=True, at=sent.at,
        )  # fmt: skip
    _record_made(sent.actor, draft, sent.at)
    return draft


def _record_made(actor: Actor, draft: Voucher, at: datetime) -> None:
    batch = records.Batch(
        sub_district_id=draft.sub_district_id, subject_kind=VOUCHER, subject_id=draft.id, new=True
    )
    batch.record(
        actor=actor,
        did="money.prepare_voucher",
        facts={"fund": str(draft.fund_id), "kind": draft.kind, "fen": draft.fen},
        text=draft.words,
        salt=str(draft.id),
        at=at,
    )
    checkers = Hand.objects.filter(
        sub_district_id=draft.sub_district_id,
        matter_id=draft.matter_id or draft.fund_id,
        checks=True,
    )
    for account_id in checkers.values_list("account_id", flat=True):
        batch.tell(_letter(draft, "money/voucher_waits", account_id, draft.version), at=at)
    batch.write()


def _open_months(fund: Fund, on: date) -> None:
    """Open the months up to the day's that are not open yet, in order."""
    rows = Period.objects.filter(sub_district_id=fund.sub_district_id, fund=fund)
    newest = rows.order_by("-month").values_list("month", flat=True).first()
    wanted = months_between(newest or fund.opened_on, on)
    Period.objects.bulk_create(
        [
            Period(
                sub_district_id=fund.sub_district_id,
                fund=fund,
                month=month,
                state=PeriodState.OPEN.value,
            )
            for month in wanted
            if month != newest
        ],
        ignore_conflicts=True,
    )


def _account(actor: Actor) -> UUID:
    if actor.account_id is None:
        raise no_fund()
    return actor.account_id


def _letter(voucher: Voucher, template: str, account_id: UUID, mark: object) -> records.Letter:
    return records.Letter(
        key=record_rules.letter_key(template, voucher.id, mark, account_id),
        channel=records.Channel.INBOX,
        template=template,
        params={"number": voucher.number, "words": voucher.words, "fen": voucher.fen},
        account_id=account_id,
        link=f"/desk/vouchers/{voucher.id}/",
    )
