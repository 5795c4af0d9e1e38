"""What a leaving company hands over: listed, handed over or disputed, signed by three sides (R20)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, NotAllowed, Refused
from linli.money.actions.contracts import contract_under_change
from linli.money.actions.tended import Tended, gone
from linli.money.models import Facility, PropertyContract, TakeoverItem, TakeoverSignature
from linli.money.queries.matters import may_do_at
from linli.money.queries.takeover import sides_of, signed_sides, takeover_digest, takeover_items
from linli.money.rules import (
    ContractState,
    HandoverKind,
    HandoverState,
    TakeoverSide,
    Verb,
)
from linli.money.rules.service import lacking


@dataclass(frozen=True, slots=True)
class HandoverDraft:
    """A thing to be handed over."""

    kind: HandoverKind
    title: str


@transaction.atomic
def list_takeover(
    *,
    actor: Actor,
    contract_id: UUID,
    items: Sequence[HandoverDraft],
    with_facilities: bool = False,
    version: int,
    at: datetime,
) -> PropertyContract:
    """Add what is to be handed over, with the compound's facilities; signatures begin anew."""
    tended = _leaving(actor, contract_id, version, at)
    tended.require(Verb.KEEP)
    present = takeover_items(tended.row)
    wanted = [*(_facilities(tended) if with_facilities else ()), *items]
    known = {(one.kind, one.title) for one in present}
    fresh = [one for one in wanted if (one.kind.value, one.title.strip()) not in known]
    if not fresh or not all(one.title.strip() for one in fresh):
        raise Refused("no_words", _("Say what is handed over; nothing stands on the list twice."))
    for order, one in enumerate(fresh, len(present) + 1):
        tended.batch.add(
            TakeoverItem(
                sub_district_id=tended.tenant,
                contract=tended.row,
                order=order,
                kind=one.kind.value,
                title=one.title.strip()[:120],
                state=HandoverState.LISTED.value,
            )
        )
    return _changed(tended, "money.list_takeover", {"items": len(fresh)})


@transaction.atomic
def mark_handed(
    *, actor: Actor, contract_id: UUID, item_id: UUID, version: int, at: datetime
) -> PropertyContract:
    """Say that a thing was handed over."""
    tended = _leaving(actor, contract_id, version, at)
    tended.require(Verb.KEEP)
    item = _item(tended, item_id, HandoverState.LISTED)
    item.state = HandoverState.HANDED_OVER.value
    item.save(update_fields=["state"])
    return _changed(tended, "money.mark_handed", {"item": item.order})


@transaction.atomic
def dispute_item(
    *, actor: Actor, contract_id: UUID, item_id: UUID, words: str, version: int, at: datetime
) -> PropertyContract:
    """Put a thing on the dispute list: what is missing or contested. The takeover goes on."""
    tended = _leaving(actor, contract_id, version, at)
    tended.require(Verb.KEEP)
    item = _item(tended, item_id, HandoverState.LISTED, HandoverState.HANDED_OVER)
    if not words.strip():
        raise Refused("no_words", _("Say what is missing or contested."))
    item.state, item.dispute = HandoverState.DISPUTED.value, words.strip()[:300]
    item.save(update_fields=["state", "dispute"])
    return _changed(tended, "money.dispute_item", {"item": item.order}, words)


@transaction.atomic
def settle_item(
    *, actor: Actor, contract_id: UUID, item_id: UUID, words: str, version: int, at: datetime
) -> PropertyContract:
    """Say how a dispute ended; it may be long after the takeover."""
    tended = contract_under_change(actor, contract_id, version, at)
    tended.require(Verb.KEEP)
    item = _item(tended, item_id, HandoverState.DISPUTED)
    if not words.strip():
        raise Refused("no_words", _("Say how it ended, and by which paper."))
    item.state, item.settled = HandoverState.SETTLED.value, words.strip()[:300]
    item.save(update_fields=["state", "settled"])
    if tended.row.state != ContractState.TAKEN_OVER:
        return _changed(tended, "money.settle_item", {"item": item.order}, words)
    tended.record("money.settle_item", {"item": item.order}, text=words)
    return tended.write()


@transaction.atomic
def sign_takeover(
    *,
    actor: Actor,
    contract_id: UUID,
    side: TakeoverSide,
    by_whom: str = "",
    version: int,
    at: datetime,
) -> PropertyContract:
    """Sign the list as it stands for one side; each by another person. The third takes over."""
    tended = _leaving(actor, contract_id, version, at)
    _require_side(tended, side)
    digest = _require_listed(tended)
    _keep_signature(tended, side, digest)
    signed = {*signed_sides(tended.row), side}
    tended.record("money.sign_takeover", {"side": side.value, "digest": digest})
    if not lacking(dict.fromkeys(signed)):
        tended.change(
            state=ContractState.TAKEN_OVER.value,
            taken_over_at=at,
            taken_over_by=(by_whom.strip() or tended.row.taken_over_by)[:120],
        )
        tended.record("money.taken_over", {"round": tended.row.round})
    elif by_whom.strip():
        tended.change(taken_over_by=by_whom.strip()[:120])
    return tended.write()


def _leaving(
    actor: Actor, contract_id: UUID, version: int, at: datetime
) -> Tended[PropertyContract]:
    tended = contract_under_change(actor, contract_id, version, at)
    if tended.row.state not in {ContractState.NOTICE_GIVEN, ContractState.ENDED_SERVING}:
        raise Refused("wrong_state", _("A takeover begins when notice was given."))
    return tended


def _changed(
    tended: Tended[PropertyContract], did: str, facts: dict[str, int], words: str = ""
) -> PropertyContract:
    """A list that changed is signed anew."""
    if signed_sides(tended.row):
        tended.change(round=tended.row.round + 1)
    tended.record(did, facts, text=words)
    return tended.write()


def _facilities(tended: Tended[PropertyContract]) -> list[HandoverDraft]:
    rows = Facility.objects.filter(
        sub_district_id=tended.tenant, place_id=tended.row.place_id, gone_on=None
    )
    return [
        HandoverDraft(HandoverKind(one.kind), f"{one.title} {one.where} ×{one.quantity}")
        for one in rows.order_by("id")
    ]


def _item(tended: Tended[PropertyContract], item_id: UUID, *states: HandoverState) -> TakeoverItem:
    rows = TakeoverItem.objects.select_for_update().filter(
        sub_district_id=tended.tenant, contract=tended.row, id=item_id
    )
    item = rows.first()
    if item is None:
        raise Missing("nothing_here", _("There is nothing of that number here."))
    if item.state not in states:
        raise Refused("wrong_state", _("This cannot be done at this point."))
    return item


def _require_side(tended: Tended[PropertyContract], side: TakeoverSide) -> None:
    actor = tended.actor
    if not may_do_at(actor, Verb.SEE, tended.row.place_id, on=tended.today):
        raise gone()
    if side not in sides_of(actor, tended.row):
        raise NotAllowed("not_this_side", _("Your post does not sign for this side."))


def _require_listed(tended: Tended[PropertyContract]) -> str:
    items = takeover_items(tended.row)
    if not items:
        raise Refused("no_list", _("There is no list to sign yet."))
    if any(one.state == HandoverState.LISTED for one in items):
        raise Refused(
            "not_looked_at",
            _("Each thing on the list is handed over or disputed before anybody signs."),
        )
    return takeover_digest(items)


def _keep_signature(tended: Tended[PropertyContract], side: TakeoverSide, digest: str) -> None:
    actor = tended.actor
    if actor.account_id is None:
        raise gone()
    try:
        with transaction.atomic():
            TakeoverSignature.objects.create(
                sub_district_id=tended.tenant,
                contract_id=tended.row.id,
                round=tended.row.round,
                side=side.value,
                account_id=actor.account_id,
                name=actor.name[:40],
                title=actor.label[:200],
                digest=digest,
                at=tended.at,
            )
    except IntegrityError as error:
        raise Refused(
            "signed_already", _("This side has signed, or you have signed for another side.")
        ) from error
