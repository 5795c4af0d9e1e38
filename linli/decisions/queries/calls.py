"""Calls for an assembly as everybody sees them, as the office does, and who may sign as what."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from linli.decisions.models import Call, Signature
from linli.decisions.queries.consultations import lives_at
from linli.decisions.rules.calls import (
    SEERS,
    SHARE_KEYS,
    CallKind,
    CallState,
    Count,
    SignatureState,
    enough,
    may_see_names,
    share_in_fives,
    told_in_fives,
)
from linli.elections import queries as elections
from linli.elections.rules import RollKind, RollState
from linli.kernel.actor import Actor
from linli.kernel.posts import PostKind
from linli.kernel.rulebook import InForce
from linli.people import queries as people
from linli.places import queries as places
from linli.places.rules import PlaceKind

if TYPE_CHECKING:
    from linli.elections.models import Roll, RollLine

PAGE = 30
CHECK = "participation.call.check"
CONVENE = "participation.call.convene"
NOTICE = "owners.assembly.notice"
_ROLLS = {CallKind.OWNERS: RollKind.OWNERS, CallKind.ADULTS: RollKind.VOTERS}
_PUBLIC = (RollState.PUBLISHED, RollState.FROZEN)


@dataclass(frozen=True, slots=True)
class Signer:
    """As what somebody signs: the line, dwelling or group that counts once."""

    unit: str
    sealed: Mapping[str, Any]
    area_cm2: int = 0


@dataclass(frozen=True, slots=True)
class Whole:
    """What the share is taken of, and the roll that it stands on."""

    count: Count
    roll_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class SignatureShown:
    """A signature opened for the office."""

    signature_id: UUID
    number: int | None
    name: str
    door: str
    channel: str
    state: str
    reason: str
    matches: bool


@dataclass(frozen=True, slots=True)
class CallStand:
    """How far a call has come, as everybody may know it."""

    told: int
    """Heads in whole fives."""
    needed: int
    area_told: int
    """Per cent of area in whole fives."""
    area_needed: int
    is_enough: bool


def call(sub_district_id: UUID, call_id: UUID) -> Call | None:
    """One call by its id."""
    return _calls(sub_district_id).filter(id=call_id).first()


def calls_at(
    sub_district_id: UUID, place_ids: Collection[UUID], *, before: UUID | None = None
) -> list[Call]:
    """The calls of these places, newest first."""
    rows = _calls(sub_district_id).filter(place_id__in=list(place_ids)).order_by("-id")
    return list((rows.filter(id__lt=before) if before else rows)[:PAGE])


def all_calls(sub_district_id: UUID, *, before: UUID | None = None) -> list[Call]:
    """The calls of the sub-district, newest first."""
    rows = _calls(sub_district_id).order_by("-id")
    return list((rows.filter(id__lt=before) if before else rows)[:PAGE])


def call_seen_by(actor: Actor, call_id: UUID, *, on: date) -> Call | None:
    """A call as somebody at the desk finds it."""
    found = call(actor.sub_district_id, call_id)
    if found is None or actor.kind not in SEERS:
        return None
    return found if reaches_place(actor, found.place_id, on=on) else None


def reaches_place(actor: Actor, place_id: UUID, *, on: date) -> bool:
    """Whether the post acted in stands at a place or above it."""
    return people.reaches(actor, places.ancestors(actor.sub_district_id, place_id, on=on))


def share_of(sub_district_id: UUID, kind: CallKind, *, on: date) -> InForce:
    """The share that a call needs; refused until the place set what the law leaves open (R33)."""
    return elections.adopted_rule(sub_district_id, SHARE_KEYS[kind], on=on)


def whole_of(sub_district_id: UUID, kind: CallKind, place_id: UUID, *, on: date) -> Whole | None:
    """What the share is taken of at a place; none where nobody has counted it yet."""
    if kind in _ROLLS:
        roll = _roll_at(sub_district_id, place_id, _ROLLS[kind])
        return Whole(Count(roll.heads, roll.area_cm2), roll.id) if roll and roll.heads else None
    wanted = PlaceKind.DWELLING if kind is CallKind.HOUSEHOLDS else PlaceKind.RESIDENTS_GROUP
    heads = len(places.descendants(sub_district_id, place_id, on=on, kinds=[wanted]))
    return Whole(Count(heads)) if heads else None


def signer_of(
    actor: Actor, kind: CallKind, place_id: UUID, roll_id: UUID | None, *, on: date
) -> Signer | None:
    """As what this account signs a call of a kind at a place, if it can."""
    if actor.account_id is None:
        return None
    if roll_id is not None:
        row = elections.line_of_account(actor.sub_district_id, roll_id, actor.account_id)
        return signer_by_line(row, actor.account_id) if row and row.stands else None
    if kind is CallKind.HOUSEHOLDS:
        return _household(actor, place_id, on)
    return _group(actor, place_id, on)


def signer_by_line(row: RollLine, account_id: UUID | None = None) -> Signer:
    """A line of a roll as the one that signs."""
    sealed = {"line": str(row.id), "account": str(account_id) if account_id else ""}
    return Signer(f"line:{row.id}", sealed, row.area_cm2)


def mark_of(call_id: UUID, unit: str) -> str:
    """What makes a line, a dwelling or a group count once without saying which one it is."""
    return salted_hmac("decisions.signature", f"{call_id}:{unit}", algorithm="sha256").hexdigest()


def starter_mark(call_id: UUID, account_id: UUID) -> str:
    """What knows the one again who began a call."""
    text = f"{call_id}:{account_id}"
    return salted_hmac("decisions.call_starter", text, algorithm="sha256").hexdigest()


def is_starter(found: Call, actor: Actor) -> bool:
    """Whether this account began the call."""
    if actor.account_id is None:
        return False
    return found.starter_mark == starter_mark(found.id, actor.account_id)


def own_signature(found: Call, actor: Actor, *, on: date) -> Signature | None:
    """The signature that this account gave, for its owner alone."""
    signer = signer_of(actor, CallKind(found.kind), found.place_id, found.roll_id, on=on)
    if signer is None:
        return None
    rows = _signatures(found).exclude(state=SignatureState.WITHDRAWN)
    return rows.filter(mark=mark_of(found.id, signer.unit)).first()


def stand_of(found: Call, share: InForce) -> CallStand:
    """How far a call has come: in fives while people sign, exactly once the office has counted."""
    checked = found.checked_at is not None and found.state != CallState.COLLECTING
    signed = Count(found.signed_heads, found.signed_area_cm2)
    counted = Count(found.counted_heads, found.counted_area_cm2) if checked else signed
    whole = Count(found.whole_heads, found.whole_area_cm2)
    area_told = share_in_fives(counted.area_cm2, whole.area_cm2)
    threshold = share.threshold
    return CallStand(
        told=counted.heads if checked else told_in_fives(counted.heads),
        needed=threshold.least(whole.heads),
        area_told=area_told if told_in_fives(counted.heads) else 0,
        area_needed=int(threshold.share * 100),
        is_enough=enough(CallKind(found.kind), threshold, counted, whole),
    )


def sees_names(actor: Actor, found: Call, *, on: date) -> bool:
    """Whether this post opens the signatures of a call: the office alone, never who is addressed."""
    held = frozenset(str(post.kind) for post in actor.posts)
    return may_see_names(actor.kind, held) and reaches_place(actor, found.place_id, on=on)


def signatures_waiting(found: Call) -> int:
    """How many signatures the office has not looked at yet."""
    return _signatures(found).filter(state=SignatureState.WAITING).count()


def opened(
    found: Call, *, after: UUID | None = None, limit: int = PAGE
) -> list[tuple[Signature, SignatureShown]]:
    """Signatures with who gave them, oldest first; `actions.look_at_signatures` logs the sight."""
    rows = _signatures(found).exclude(state=SignatureState.WITHDRAWN).order_by("id")
    if after:
        rows = rows.filter(id__gt=after)
    some = list(rows[:limit])
    facts = {row.id: facts_in(row) for row in some}
    wanted = [UUID(one["line"]) for one in facts.values() if one.get("line")]
    lines = elections.lines_by_id(found.sub_district_id, wanted)
    accounts = [UUID(one["account"]) for one in facts.values() if one.get("account")]
    names = people.names_of(found.sub_district_id, accounts)
    spots = places.place_names(
        found.sub_district_id, {UUID(one["place"]) for one in facts.values() if one.get("place")}
    )
    return [(row, _shown(row, facts[row.id], lines, names, spots)) for row in some]


def facts_in(row: Signature) -> dict[str, str]:
    """What lies under the seal of a signature; nothing once it was forgotten."""
    return json.loads(row.sealed) if row.sealed else {}


def signature(found: Call, signature_id: UUID) -> Signature | None:
    """One signature of a call."""
    return _signatures(found).filter(id=signature_id).first()


def _shown(
    row: Signature,
    facts: Mapping[str, str],
    lines: Mapping[UUID, RollLine],
    names: Mapping[UUID, str],
    spots: Mapping[UUID, str],
) -> SignatureShown:
    line = lines.get(UUID(facts["line"])) if facts.get("line") else None
    account_id = UUID(facts["account"]) if facts.get("account") else None
    name = line.name if line else names.get(account_id, "") if account_id else ""
    door = line.door if line else spots.get(UUID(facts["place"]), "") if facts.get("place") else ""
    linked = line is not None and account_id is not None and line.account_id == account_id
    return SignatureShown(
        signature_id=row.id,
        number=line.number if line else None,
        name=name,
        door=door,
        channel=row.channel,
        state=row.state,
        reason=row.reason,
        matches=bool(line and line.stands and (linked or account_id is None))
        if facts.get("line")
        else bool(facts.get("place")),
    )


def _household(actor: Actor, place_id: UUID, on: date) -> Signer | None:
    if actor.account_id is None or not lives_at(
        actor.sub_district_id, actor.account_id, place_id, on=on
    ):
        return None
    held = [
        one for one in people.claims_of(actor.sub_district_id, actor.account_id, on=on) if one.held
    ]
    above = places.ancestors_of_many(
        actor.sub_district_id, [one.dwelling_id for one in held], on=on
    )
    here = [one for one in held if place_id in above[one.dwelling_id].ids]
    home = sorted(str(one.dwelling_id) for one in here)[0]
    return Signer(f"dwelling:{home}", {"place": home, "account": str(actor.account_id)})


def _group(actor: Actor, place_id: UUID, on: date) -> Signer | None:
    post = actor.post
    if post is None or post.kind != PostKind.GROUP_LEAD or actor.account_id is None:
        return None
    above = places.ancestors(actor.sub_district_id, post.place_id, on=on)
    if above is None or place_id not in above.ids:
        return None
    group = str(post.place_id)
    return Signer(f"group:{group}", {"place": group, "account": str(actor.account_id)})


def _roll_at(sub_district_id: UUID, place_id: UUID, kind: RollKind) -> Roll | None:
    rolls = elections.rolls_at(sub_district_id, [place_id])
    return next((one for one in rolls if one.kind == kind and one.state in _PUBLIC), None)


def _calls(sub_district_id: UUID) -> QuerySet[Call]:
    return Call.objects.filter(sub_district_id=sub_district_id).select_related("place")


def _signatures(found: Call) -> QuerySet[Signature]:
    return Signature.objects.filter(sub_district_id=found.sub_district_id, call=found)


def share_of_call(found: Call) -> InForce:
    """The share that a call needs, as it was on the day it began."""
    on = timezone.localdate(found.opened_at)
    return share_of(found.sub_district_id, CallKind(found.kind), on=on)
