"""The list of what a leaving company hands over, its fingerprint, and who signed it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from linli.kernel.actor import Actor
from linli.kernel.posts import OFFICE, PROPERTY, PostKind
from linli.money.models import PropertyContract, TakeoverItem, TakeoverSignature
from linli.money.rules import HandoverState, TakeoverSide

COMMITTEE = frozenset({PostKind.OWNERS_COMMITTEE_CHAIR, PostKind.OWNERS_COMMITTEE_TREASURER})
"""Who signs for the owners."""
WATCHING = OFFICE | {PostKind.SECRETARY}
"""Who signs for the office."""


def takeover_items(found: PropertyContract) -> list[TakeoverItem]:
    """What is handed over, in order."""
    rows = TakeoverItem.objects.filter(sub_district_id=found.sub_district_id, contract=found)
    return list(rows.order_by("order"))


def disputes_of(found: PropertyContract) -> list[TakeoverItem]:
    """What is or was contested."""
    contested = {HandoverState.DISPUTED, HandoverState.SETTLED}
    return [one for one in takeover_items(found) if one.state in contested]


def takeover_digest(items: Sequence[TakeoverItem]) -> str:
    """The fingerprint of a list as it is signed."""
    lines = [[one.order, one.kind, one.title, one.state, one.dispute, one.settled] for one in items]
    words = json.dumps(lines, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(words.encode()).hexdigest()


def signatures_of(found: PropertyContract) -> list[TakeoverSignature]:
    """Who signed the list as it stands now."""
    rows = TakeoverSignature.objects.filter(
        sub_district_id=found.sub_district_id, contract_id=found.id, round=found.round
    )
    return list(rows.order_by("id"))


def signed_sides(found: PropertyContract) -> list[TakeoverSide]:
    """The sides that have signed the list as it stands now."""
    return [TakeoverSide(one.side) for one in signatures_of(found)]


def sides_of(actor: Actor, contract: PropertyContract) -> list[TakeoverSide]:
    """For which sides the post acted in may sign."""
    if actor.post is None:
        return []
    kind, own = actor.post.kind, actor.post.organisation_id == contract.organisation_id
    sides = {
        TakeoverSide.COMPANY: kind in PROPERTY and own,
        TakeoverSide.COMMITTEE: kind in COMMITTEE,
        TakeoverSide.OFFICE: kind in WATCHING,
    }
    return [side for side, may in sides.items() if may]
