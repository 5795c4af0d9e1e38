"""Matters found by id; who has which hand in them; what may be spent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from linli.kernel.actor import Actor
from linli.money.models import Fund, Hand, Matter, SpendingAuthority, Voucher
from linli.money.queries.words import duty_word
from linli.money.rules import POWERS, Duty, Verb
from linli.people import queries as people
from linli.records.queries import who_did


@dataclass(frozen=True, slots=True)
class HandShown:
    """Who has a duty on a matter: "who does what" for pages and packs."""

    duty: Duty
    name: str
    title: str
    account_id: UUID

    @property
    def word(self) -> str:
        """The duty in words."""
        return duty_word(self.duty)


def matter(sub_district_id: UUID, matter_id: UUID) -> Matter | None:
    """One matter by its id."""
    found = Matter.objects.filter(sub_district_id=sub_district_id, id=matter_id)
    return found.select_related("place").first()


def hands_of(sub_district_id: UUID, matter_id: UUID) -> list[HandShown]:
    """Who does what on a matter, in the order of duties; nobody twice under one duty."""
    rows = Hand.objects.filter(sub_district_id=sub_district_id, matter_id=matter_id)
    found = sorted(rows, key=lambda row: (row.since, row.id))
    return [
        HandShown(duty, row.name, row.title, row.account_id)
        for duty in Duty
        for row in found
        if duty in row.duties
    ]


def duties_on(actor: Actor, matter_id: UUID) -> frozenset[Duty]:
    """The duties of the one who acts on a matter."""
    if actor.account_id is None:
        return frozenset()
    row = Hand.objects.filter(
        sub_district_id=actor.sub_district_id, matter_id=matter_id, account_id=actor.account_id
    ).first()
    return frozenset(row.duties) if row else frozenset()


_ON_THE_BOOKS = (
    "money.close_period",
    "money.take_bank_statement",
    "money.match_line",
    "money.explain_line",
    "money.part_line",
    "money.drop_statement",
    "money.settle_statement",
)


def busy_on(found: Fund) -> frozenset[UUID]:
    """Who has worked on a fund: made or checked a voucher, closed a month, answered for its bank."""
    rows = Voucher.objects.filter(sub_district_id=found.sub_district_id, fund=found)
    makers = rows.order_by().values_list("maker_id", flat=True).distinct()
    checked = rows.filter(checker__isnull=False).order_by()
    return frozenset(
        (
            *makers,
            *checked.values_list("checker_id", flat=True).distinct(),
            *who_did(found.sub_district_id, found.id, _ON_THE_BOOKS),
        )
    )


def matters_in_hand(actor: Actor) -> list[UUID]:
    """The matters in which the one who acts has any duty, newest first."""
    if actor.account_id is None:
        return []
    mine = Hand.objects.filter(
        sub_district_id=actor.sub_district_id, account_id=actor.account_id
    ).order_by("-matter_id")
    return list(mine.values_list("matter_id", flat=True))


def authorities_of(sub_district_id: UUID, matter_ids: Sequence[UUID]) -> list[SpendingAuthority]:
    """What may be spent on these matters, with its fund."""
    found = SpendingAuthority.objects.filter(
        sub_district_id=sub_district_id, matter_id__in=matter_ids
    )
    return list(found.select_related("fund", "matter").order_by("id"))


def may_do_at(actor: Actor, verb: Verb, place_id: UUID, *, on: date) -> bool:
    """Whether the post acted in may do this at a place."""
    return people.acts_at(actor, POWERS[verb], place_id, on=on)
