"""A fund is opened with its chart and its first month; hands and accounts are added to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, NotAllowed, Refused
from linli.money.actions.matters import open_matter, take_back_hand, take_hand
from linli.money.models import Fund, Hand, LedgerAccount, Period
from linli.money.queries.matters import busy_on, duties_on, may_do_at
from linli.money.queries.words import chart_word, duty_word
from linli.money.rules import (
    CHARTS,
    KEEPS_BOOKS,
    AccountKind,
    Duty,
    FundKind,
    MatterKind,
    PeriodState,
    Verb,
    month_of,
)
from linli.people import queries as people
from linli.records import actions as records
from linli.tenancy.models import new_id

FUND = "money.fund"
_LONGEST = 80
_CODE = 4
"""Digits of an account's code, and of a bank account that are kept."""
_FIRST_DIGITS = {
    AccountKind.HELD: "1",
    AccountKind.OWED_TO: "2",
    AccountKind.CAME_IN: "4",
    AccountKind.WENT_OUT: "5",
}


@dataclass(frozen=True, slots=True)
class Named:
    """A person with a duty on a fund itself: for what belongs to no decision."""

    account_id: UUID
    duty: Duty
    title: str = ""


@transaction.atomic
def open_fund(
    *,
    actor: Actor,
    place_id: UUID,
    kind: FundKind,
    name: str,
    body_id: UUID | None = None,
    bank_label: str = "",
    hands: Sequence[Named] = (),
    on: date,
    key: str,
    at: datetime,
) -> Fund:
    """Open a fund with the accounts of its kind, its first month and the hands on it."""
    require_at(actor, Verb.SET_UP, place_id, on=timezone.localdate(at))
    _require_bank_label(bank_label)
    if on > timezone.localdate(at):
        raise Refused("fund_day", _("A fund opens today or opened before."))
    fund_id = new_id()
    before = records.claim_key(
        sub_district_id=actor.sub_district_id,
        act="money.open_fund",
        key=key,
        body={"place": str(place_id), "kind": kind.value, "name": name.strip()},
        answer={"fund": str(fund_id)},
        at=at,
    )
    if before is not None:
        return Fund.objects.get(sub_district_id=actor.sub_district_id, id=UUID(before["fund"]))
    words = _require_name(actor, place_id, name)
    serial = records.next_number(sub_district_id=actor.sub_district_id, prefix="Z")
    made = Fund.objects.create(
        id=fund_id,
        sub_district_id=actor.sub_district_id,
        place_id=place_id,
        kind=kind.value,
        number=f"Z{serial:02}",
        name=words,
        body_id=body_id,
        bank_label=bank_label.strip(),
        opened_on=on,
    )
    _give_chart(made, kind)
    _begin(actor, made, hands, at)
    records.record(
        actor=actor, did="money.open_fund", on_kind=FUND, on_id=made.id,
        facts={"kind": kind.value, "number": made.number}, at=at,
    )  # fmt: skip
    return made


@transaction.atomic
def name_fund_hand(
    *, actor: Actor, fund_id: UUID, account_id: UUID, duty: Duty, title: str = "", at: datetime
) -> Hand:
    """Give a person a duty on the fund itself; the pairs that are barred on a matter are barred."""
    found = fund_for(actor, fund_id, Verb.SET_UP, at)
    require_may_name(actor, found.id)
    _require_another(actor, account_id)
    return take_hand(
        actor=actor, matter_id=found.id, account_id=account_id, duty=duty, title=title, at=at
    )


@transaction.atomic
def unname_fund_hand(
    *, actor: Actor, fund_id: UUID, account_id: UUID, duty: Duty, at: datetime
) -> Fund:
    """Take back a naming that was a slip, while that person has made and checked nothing here."""
    found = fund_for(actor, fund_id, Verb.SET_UP, at, locked=True)
    require_may_name(actor, found.id)
    if account_id in busy_on(found):
        raise Refused(
            "hand_used",
            _("This person has made or checked vouchers of this fund; the duty stays."),
        )
    take_back_hand(actor=actor, matter_id=found.id, account_id=account_id, duty=duty, at=at)
    return found


@transaction.atomic
def open_account(
    *, actor: Actor, fund_id: UUID, code: str, kind: AccountKind, name: str, at: datetime
) -> LedgerAccount:
    """Add an account to a fund's chart; its code is four digits, whose first says its kind."""
    found = fund_for(actor, fund_id, Verb.SET_UP, at)
    first, plain = _FIRST_DIGITS[kind], code.strip()
    if not (len(plain) == _CODE and plain.isdecimal() and plain.startswith(first)):
        words = _("Give the account a code of four digits that begins with %(digit)s.")
        raise Refused("account_code", words % {"digit": first})
    mine = LedgerAccount.objects.filter(sub_district_id=actor.sub_district_id, fund=found)
    if mine.filter(code=plain).exists():
        raise Refused("account_code", _("This fund has an account with this code already."))
    if not name.strip():
        raise Refused("account_name", _("Give the account a name."))
    made = LedgerAccount.objects.create(
        sub_district_id=actor.sub_district_id,
        fund=found,
        code=plain,
        kind=kind.value,
        name=name.strip()[:60],
    )
    facts = {"code": plain, "kind": kind.value}
    records.record(
        actor=actor, did="money.open_account", on_kind=FUND, on_id=found.id, facts=facts, at=at
    )
    return made


def require_may_name(actor: Actor, matter_id: UUID) -> None:
    """Go on only without money in one's own hands: who holds, makes or checks names nobody."""
    held = [duty for duty in Duty if duty in duties_on(actor, matter_id) & KEEPS_BOOKS]
    if held:
        words = _("You have the duty “%(duty)s” here. Somebody who has no hand in it names people.")
        raise NotAllowed("names_with_hand", words % {"duty": duty_word(held[0])})


def _require_another(actor: Actor, account_id: UUID) -> None:
    if account_id == actor.account_id:
        raise Refused("names_oneself", _("Nobody names themselves. Let somebody else name you."))


def no_fund() -> Missing:
    """The sentence for a fund that is not there, or not for this actor."""
    return Missing("no_fund", _("There is no such fund, or it is closed."))


def require_at(actor: Actor, verb: Verb, place_id: UUID, *, on: date) -> None:
    """Go on only in a post that may do this with money at a place."""
    if may_do_at(actor, verb, place_id, on=on):
        return
    if not may_do_at(actor, Verb.SEE, place_id, on=on):
        raise no_fund()
    raise NotAllowed("not_keeper", _("Your post may look at these books, not do this."))


def fund_for(
    actor: Actor, fund_id: UUID, verb: Verb, at: datetime, *, locked: bool = False
) -> Fund:
    """An open fund on which the actor may do this."""
    rows = Fund.objects.select_for_update() if locked else Fund.objects.all()
    found = rows.filter(sub_district_id=actor.sub_district_id, id=fund_id).first()
    if found is None:
        raise no_fund()
    require_at(actor, verb, found.place_id, on=timezone.localdate(at))
    if found.closed_on is not None:
        raise Refused("fund_closed", _("This fund is closed."))
    return found


def _require_name(actor: Actor, place_id: UUID, name: str) -> str:
    words = name.strip()
    if not words or len(words) > _LONGEST:
        raise Refused("fund_name", _("Give the fund a name of at most 80 signs."))
    mine = Fund.objects.filter(sub_district_id=actor.sub_district_id, place_id=place_id)
    if mine.filter(name=words).exists():
        raise Refused("fund_name", _("There is a fund with this name at this place already."))
    return words


def _require_bank_label(label: str) -> None:
    if sum(sign.isdigit() for sign in label) > _CODE:
        raise Refused(
            "bank_label",
            _("Of the bank account write the bank's name and the last four digits only."),
        )


def _give_chart(made: Fund, kind: FundKind) -> None:
    LedgerAccount.objects.bulk_create(
        [
            LedgerAccount(
                sub_district_id=made.sub_district_id,
                fund=made,
                code=line.code,
                kind=line.kind.value,
                name=chart_word(line.word),
            )
            for line in CHARTS[kind]
        ]
    )


def _begin(actor: Actor, made: Fund, hands: Sequence[Named], at: datetime) -> None:
    Period.objects.create(
        sub_district_id=made.sub_district_id,
        fund=made,
        month=month_of(made.opened_on),
        state=PeriodState.OPEN.value,
    )
    open_matter(
        actor=actor,
        matter_id=made.id,
        number=made.number,
        kind=MatterKind.FUND,
        title=made.name,
        place_id=made.place_id,
        at=at,
    )
    names = people.names_of(made.sub_district_id, [one.account_id for one in hands])
    for one in hands:
        _require_another(actor, one.account_id)
        take_hand(
            actor=actor,
            matter_id=made.id,
            account_id=one.account_id,
            duty=one.duty,
            name=names.get(one.account_id, ""),
            title=one.title,
            at=at,
        )
