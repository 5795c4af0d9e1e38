"""Funds found by id and place; vouchers and entries; what a matter cost and what waits on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, QuerySet, Sum
from django.utils import timezone

from linli.kernel.actor import Actor
from linli.money.models import Entry, Fund, LedgerAccount, SpendingAuthority, Voucher
from linli.money.queries.matters import may_do_at
from linli.money.queries.statements import figures_of
from linli.money.queries.words import fund_word
from linli.money.rules import AccountKind, FundKind, Verb, VoucherKind, VoucherState, month_of
from linli.places import queries as places

MOST_AUTHORITIES = 100


@dataclass(frozen=True, slots=True)
class FundCard:
    """A fund in a list: what it is and what it holds today."""

    fund: Fund
    kind_word: str
    balance_fen: int
    came_fen: int
    went_fen: int
    since: date
    """The first day of the month of which income and expenses are told."""


@dataclass(frozen=True, slots=True)
class EntryShown:
    """An entry on the page of its matter; it names no person."""

    number: int
    on: date
    kind: VoucherKind
    words: str
    fen: int
    held_fen: int
    fund_name: str
    voucher_number: str
    reversed: bool


def fund(sub_district_id: UUID, fund_id: UUID) -> Fund | None:
    """One fund by its id."""
    rows = Fund.objects.filter(sub_district_id=sub_district_id, id=fund_id)
    return rows.select_related("place").first()


def fund_seen_by(actor: Actor, fund_id: UUID, *, on: date) -> Fund | None:
    """A fund within the reach of the post acted in."""
    found = fund(actor.sub_district_id, fund_id)
    if found is None or not may_do_at(actor, Verb.SEE, found.place_id, on=on):
        return None
    return found


def funds_of_place(sub_district_id: UUID, place_id: UUID) -> list[Fund]:
    """The funds of a place, the open ones first."""
    rows = Fund.objects.filter(sub_district_id=sub_district_id, place_id=place_id)
    found = rows.select_related("place").order_by("id")
    return sorted(found, key=lambda one: one.closed_on is not None)


def funds_seen_by(actor: Actor, *, on: date) -> list[Fund]:
    """The funds in the reach of the post acted in."""
    if actor.post is None:
        return []
    here = actor.post.place_id
    below = [here, *places.descendants(actor.sub_district_id, here, on=on)]
    rows = Fund.objects.filter(sub_district_id=actor.sub_district_id, place_id__in=below)
    return list(rows.select_related("place").order_by("place__name", "id"))


def funds_shown(sub_district_id: UUID, place_id: UUID | None = None) -> list[Fund]:
    """The funds that are open to the public, of one place or of all."""
    rows = Fund.objects.filter(sub_district_id=sub_district_id, closed_on=None)
    if place_id is not None:
        rows = rows.filter(place_id=place_id)
    return list(rows.select_related("place").order_by("place__name", "id"))


def balance_of(found: Fund) -> int:
    """What a fund holds now, in fen."""
    return balances_of(found.sub_district_id, [found.id]).get(found.id, 0)


def balances_of(sub_district_id: UUID, fund_ids: Sequence[UUID]) -> dict[UUID, int]:
    """What funds hold now, in one statement."""
    rows = LedgerAccount.objects.filter(
        sub_district_id=sub_district_id, fund_id__in=fund_ids, kind=AccountKind.HELD.value
    )
    summed = rows.values("fund_id").annotate(fen=Sum("balance_fen"))
    return {row["fund_id"]: row["fen"] for row in summed}


def fund_card(sub_district_id: UUID, fund_id: UUID, *, on: date) -> FundCard | None:
    """A fund with its balance, and what came and went in the month of a day."""
    found = fund(sub_district_id, fund_id)
    if found is None:
        return None
    figures = figures_of(found, month_of(on))
    return FundCard(
        fund=found,
        kind_word=fund_word(FundKind(found.kind)),
        balance_fen=balance_of(found),
        came_fen=figures.came_fen,
        went_fen=figures.went_fen,
        since=month_of(on),
    )


def accounts_of(found: Fund) -> list[LedgerAccount]:
    """The chart of a fund, in order."""
    rows = LedgerAccount.objects.filter(sub_district_id=found.sub_district_id, fund=found)
    return list(rows.order_by("code"))


def voucher_seen_by(actor: Actor, voucher_id: UUID, *, on: date) -> Voucher | None:
    """A voucher of a fund within the reach of the post acted in."""
    rows = Voucher.objects.filter(sub_district_id=actor.sub_district_id, id=voucher_id)
    found = rows.select_related("fund__place", "matter", "authority").first()
    if found is None or not may_do_at(actor, Verb.SEE, found.fund.place_id, on=on):
        return None
    return found


def entry_of_voucher(found: Voucher) -> Entry | None:
    """The entry that a posted voucher became."""
    rows = Entry.objects.filter(sub_district_id=found.sub_district_id, voucher=found)
    return rows.first()


def entry_reversing(found: Entry) -> Entry | None:
    """The entry that takes this one back, if one does."""
    return Entry.objects.filter(sub_district_id=found.sub_district_id, reverses=found).first()


def entry(sub_district_id: UUID, entry_id: UUID) -> Entry | None:
    """One entry with its fund and voucher."""
    rows = Entry.objects.filter(sub_district_id=sub_district_id, id=entry_id)
    return rows.select_related("fund", "voucher").first()


def vouchers_waiting(sub_district_id: UUID, fund_ids: Sequence[UUID]) -> QuerySet[Voucher]:
    """Vouchers of funds that wait for their check, oldest first."""
    rows = Voucher.objects.filter(
        sub_district_id=sub_district_id, fund_id__in=fund_ids, state=VoucherState.MADE.value
    )
    return rows.select_related("fund__place", "matter").order_by("id")


def spent_on(sub_district_id: UUID, matter_id: UUID) -> int:
    """What was paid on a matter and not taken back, in fen."""
    rows = SpendingAuthority.objects.filter(sub_district_id=sub_district_id, matter_id=matter_id)
    return int(rows.aggregate(fen=Sum("spent_fen", default=0))["fen"])


def waiting_on(sub_district_id: UUID, matter_id: UUID) -> tuple[int, int]:
    """How many vouchers of a matter wait for their check, and their sum in fen."""
    rows = Voucher.objects.filter(
        sub_district_id=sub_district_id, matter_id=matter_id, state=VoucherState.MADE.value
    ).values_list("fen", flat=True)
    return len(rows), sum(rows)


def entries_of_matter(sub_district_id: UUID, matter_id: UUID) -> list[EntryShown]:
    """The entries of a matter in all funds, oldest first."""
    rows = Entry.objects.filter(sub_district_id=sub_district_id, matter_id=matter_id)
    found = list(rows.select_related("fund", "voucher").order_by("on", "id"))
    undone = {one.reverses_id for one in found if one.reverses_id}
    return [
        EntryShown(
            number=one.number,
            on=one.on,
            kind=VoucherKind(one.kind),
            words=one.words,
            fen=one.fen,
            held_fen=one.held_fen,
            fund_name=one.fund.name,
            voucher_number=one.voucher.number,
            reversed=one.id in undone,
        )
        for one in found
    ]


def money_allowed(sub_district_id: UUID, matter_id: UUID) -> bool:
    """Whether a decision's money may be spent: an authority that has not ended."""
    rows = SpendingAuthority.objects.filter(
        sub_district_id=sub_district_id, matter_id=matter_id, ended_on=None
    )
    return rows.exists()


def accounts_settled(sub_district_id: UUID, matter_id: UUID) -> bool:
    """Whether nothing of a matter still waits for its check."""
    return waiting_on(sub_district_id, matter_id)[0] == 0


def may_read_attachment(
    *,
    actor: Actor,
    subject_id: UUID,
    for_staff_only: bool,
    session: Mapping[str, Any],
    key: str,
) -> bool:
    """Whoever sees a fund's books sees the papers of its vouchers; nobody else does."""
    return voucher_seen_by(actor, subject_id, on=timezone.localdate()) is not None


def waiting_by_fund(sub_district_id: UUID, fund_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How many vouchers of each fund wait for their check."""
    rows = Voucher.objects.filter(
        sub_district_id=sub_district_id, fund_id__in=fund_ids, state=VoucherState.MADE.value
    )
    counted = rows.values("fund_id").annotate(count=Count("id"))
    return {row["fund_id"]: row["count"] for row in counted}


def open_authorities_of(found: Fund) -> list[SpendingAuthority]:
    """What resolutions still allow to be spent from a fund."""
    rows = SpendingAuthority.objects.filter(
        sub_district_id=found.sub_district_id,
        fund=found,
        ended_on=None,
        spent_fen__lt=F("limit_fen"),
    )
    return list(rows.order_by("-id")[:MOST_AUTHORITIES])
