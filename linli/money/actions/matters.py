"""A matter is opened, hands are joined to it, money is allowed on it, and it is closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, Refused
from linli.money.models import Fund, Hand, Matter, SpendingAuthority
from linli.money.queries.words import duty_word
from linli.money.rules import Duty, MatterKind, clash
from linli.people import queries as people
from linli.records import actions as records

MATTER = "money.matter"


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a decision allows: from which fund, for what, how much, on which basis."""

    fund_id: UUID
    purpose: str
    limit_fen: int
    basis: str
    basis_digest: str = ""


@transaction.atomic
def open_matter(
    *,
    actor: Actor,
    matter_id: UUID,
    number: str,
    kind: MatterKind,
    title: str,
    place_id: UUID,
    at: datetime,
) -> Matter:
    """Open a matter under the id of what it is; asked again, it is the same one."""
    found, made = Matter.objects.get_or_create(
        sub_district_id=actor.sub_district_id,
        id=matter_id,
        defaults={
            "number": number,
            "kind": kind.value,
            "title": title[:120],
            "place_id": place_id,
            "opened_at": at,
        },
    )
    if made:
        _record(actor, found, "money.open_matter", {"kind": kind.value}, at)
    return found


@transaction.atomic
def set_decided(*, actor: Actor, matter_id: UUID, decided: bool, at: datetime) -> Matter:
    """Say that a decision may be carried out, or that it went back and may not yet."""
    found = _locked(actor.sub_district_id, matter_id)
    if decided == (found.decided_at is not None):
        return found
    found.decided_at = at if decided else None
    found.save(update_fields=["decided_at"])
    _record(actor, found, "money.set_decided", {"decided": int(decided)}, at)
    return found


def require_decided(found: Matter) -> None:
    """Go on only with a matter that may be carried out: a decision's only once it is decided."""
    if found.kind == MatterKind.DECISION and found.decided_at is None:
        raise Refused(
            "not_decided",
            _("This is not decided yet. It is carried out once its step “carry out” has begun."),
        )


def require_carried_out(found: Matter) -> None:
    """Go on only while a matter may be carried out: not closed, and not gone back to be decided."""
    if found.closed_at is not None:
        raise Refused("matter_closed", _("This matter is closed."))
    require_decided(found)


@transaction.atomic
def take_hand(
    *,
    actor: Actor,
    matter_id: UUID,
    account_id: UUID,
    duty: Duty,
    name: str = "",
    title: str = "",
    at: datetime,
) -> Hand:
    """Give a person a duty on a matter; refused where it meets a barred one, or an administrator."""
    found = _locked(actor.sub_district_id, matter_id)
    if account_id in people.administrators(actor.sub_district_id, on=timezone.localdate(at)):
        raise Refused(
            "administrator", _("Whoever administers accounts has no hand in a matter of people.")
        )
    hand, _made = Hand.objects.select_for_update().get_or_create(
        sub_district_id=actor.sub_district_id,
        matter=found,
        account_id=account_id,
        defaults={
            "name": name[:40] or _name(actor.sub_district_id, account_id),
            "title": title[:200],
            "since": at,
        },
    )
    if duty in hand.duties:
        return hand
    if (other := clash(hand.duties, duty)) is not None:
        words = _("%(name)s has the duty “%(other)s” in this matter and cannot also “%(duty)s”.")
        facts = {"name": hand.name, "other": duty_word(other), "duty": duty_word(duty)}
        raise Refused("barred_pair", words % facts)
    setattr(hand, duty.value, True)
    hand.save(update_fields=[duty.value])
    _record(actor, found, "money.take_hand", {"hand": str(hand.id), "duty": duty.value}, at)
    return hand


@transaction.atomic
def take_back_hand(
    *, actor: Actor, matter_id: UUID, account_id: UUID, duty: Duty, at: datetime
) -> None:
    """Take a duty off a person on a matter; a row without any duty goes."""
    found = _locked(actor.sub_district_id, matter_id)
    hand = (
        Hand.objects.select_for_update()
        .filter(sub_district_id=actor.sub_district_id, matter=found, account_id=account_id)
        .first()
    )
    if hand is None or duty not in hand.duties:
        raise Missing("no_hand", _("Nobody of that name has this duty here."))
    setattr(hand, duty.value, False)
    hand.save(update_fields=[duty.value])
    _record(actor, found, "money.take_back_hand", {"hand": str(hand.id), "duty": duty.value}, at)
    if not hand.duties:
        hand.delete()


@transaction.atomic
def give_authority(
    *, actor: Actor, matter_id: UUID, allowed: Allowed, on: date, key: str, at: datetime
) -> SpendingAuthority:
    """Allow an amount to be spent from a fund for a matter, as its decision says."""
    found = _locked(actor.sub_district_id, matter_id)
    mine = SpendingAuthority.objects.filter(sub_district_id=actor.sub_district_id, matter=found)
    body: dict[str, str | int] = {
        "matter": str(matter_id),
        "fund": str(allowed.fund_id),
        "fen": allowed.limit_fen,
    }
    before = records.claim_key(
        sub_district_id=actor.sub_district_id,
        act="money.give_authority",
        key=key,
        body=body,
        at=at,
    )
    if before is not None:
        return mine.filter(fund_id=allowed.fund_id).latest("id")
    fund = Fund.objects.filter(sub_district_id=actor.sub_district_id, id=allowed.fund_id).first()
    if fund is None or fund.closed_on is not None:
        raise Missing("no_fund", _("There is no such fund, or it is closed."))
    if allowed.limit_fen <= 0:
        raise Refused("no_amount", _("An amount above nought is asked for."))
    made = SpendingAuthority.objects.create(
        sub_district_id=actor.sub_district_id,
        matter=found,
        fund=fund,
        purpose=allowed.purpose[:200],
        basis=allowed.basis[:200],
        basis_digest=allowed.basis_digest,
        limit_fen=allowed.limit_fen,
        given_on=on,
        given_by=actor.label,
    )
    _record(actor, found, "money.give_authority", {"authority": str(made.id), **body}, at)
    return made


@transaction.atomic
def end_authorities(*, actor: Actor, matter_id: UUID, at: datetime) -> int:
    """End what may be spent on a matter: what it rested on is decided anew. Answer how many."""
    found = _locked(actor.sub_district_id, matter_id)
    open_ones = SpendingAuthority.objects.filter(
        sub_district_id=actor.sub_district_id, matter=found, ended_on=None
    )
    ended = open_ones.update(ended_on=timezone.localdate(at))
    if ended:
        _record(actor, found, "money.end_authorities", {"ended": ended}, at)
    return ended


@transaction.atomic
def close_matter(*, actor: Actor, matter_id: UUID, at: datetime) -> Matter:
    """Close a matter: no more hands, no more money."""
    found = _locked(actor.sub_district_id, matter_id)
    found.closed_at = at
    found.save(update_fields=["closed_at"])
    SpendingAuthority.objects.filter(
        sub_district_id=actor.sub_district_id, matter=found, ended_on=None
    ).update(ended_on=timezone.localdate(at))
    _record(actor, found, "money.close_matter", {}, at)
    return found


def _locked(sub_district_id: UUID, matter_id: UUID) -> Matter:
    rows = Matter.objects.select_for_update()
    found = rows.filter(sub_district_id=sub_district_id, id=matter_id).first()
    if found is None:
        raise Missing("no_matter", _("There is no such matter."))
    if found.closed_at is not None:
        raise Refused("matter_closed", _("This matter is closed."))
    return found


def _name(sub_district_id: UUID, account_id: UUID) -> str:
    return people.names_of(sub_district_id, [account_id]).get(account_id, "")[:40]


def _record(
    actor: Actor, found: Matter, did: str, facts: dict[str, str | int], at: datetime
) -> None:
    records.record(actor=actor, did=did, on_kind=MATTER, on_id=found.id, facts=facts, at=at)
