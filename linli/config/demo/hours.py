"""The demo's hours: six hundred times with a lawyer, three hundred talks; nobody's name, no word of any.

Those to come, and the queue of the last Tuesday, go through the actions that people use; the others
are written at once.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.utils import timezone

from linli.config.demo.lives import SEED
from linli.config.demo.people import SPELLINGS, WITHOUT_COUNSELLOR
from linli.config.demo.places import COMMUNITIES, key
from linli.config.demo.trusted import TENANT
from linli.config.rehearsal.ground import actor_of
from linli.counsel import actions
from linli.counsel.actions import PastTalk, PastVisit
from linli.counsel.queries.legal import legal_hours
from linli.counsel.queries.talks import free_hours
from linli.counsel.rules.legal import Advice, LegalTopic, VisitState, VisitWay
from linli.counsel.rules.talks import Missed, ReferredTo, StaffHours, TalkState, Way
from linli.diary import queries as diary
from linli.diary.queries import Slot
from linli.diary.rules import BookableKind, Purpose, instant
from linli.kernel.actor import Actor, nobody, system_actor

Choice = TypeVar("Choice")
VISITS, TALKS = 600, 300
TO_COME, QUEUED = 14, 12
_LOOK_BACK = timedelta(days=130)
_CALLED = "示例化名"


def play_visits(at: datetime) -> None:
    """Times with the lawyers: those that are over, a queue, and those to come."""
    chance = _chance("legal")
    past = [_visit(chance, one) for one in _over(Purpose.LEGAL, VISITS - TO_COME - QUEUED, at)]
    actions.record_visits(actor=system_actor(TENANT), rows=past, at=at)
    _queue(past[-1].slot)
    found = [slot for one in legal_hours(TENANT, at=at) for slot in one.slots[1:3]]
    for number, slot in enumerate(found[:TO_COME]):
        actions.book_visit(
            actor=nobody(TENANT),
            slot=slot.code,
            topic=list(LegalTopic)[number % len(LegalTopic)],
            called=f"{_CALLED}{number + 1}" if number % 2 else "",
            contact="示例联系方式" if number % 4 == 1 else "",
            key=f"demo-visit-{number}",
            at=at,
        )


def _visit(chance: random.Random, slot: Slot) -> PastVisit:
    state = _one_of(
        chance, ((VisitState.DONE, 82), (VisitState.MISSED, 10), (VisitState.CANCELLED, 8))
    )
    advice = _one_of(
        chance,
        (
            (Advice.ADVISED, 70),
            (Advice.LEGAL_AID, 8),
            (Advice.MEDIATION, 10),
            (Advice.COURT, 8),
            (Advice.OTHER, 4),
        ),
    )
    return PastVisit(
        slot=slot,
        booked_on=slot.day - timedelta(days=chance.randint(1, 12)),
        state=state,
        topic=chance.choice(list(LegalTopic)),
        advice=advice if state is VisitState.DONE else None,
        way=_one_of(chance, ((VisitWay.ONLINE, 50), (VisitWay.PHONE, 30), (VisitWay.COUNTER, 20))),
    )


def _queue(slot: Slot) -> None:
    """Numbers handed out on the last day that a lawyer was there; the last ones still wait."""
    keeper = diary.bookable(TENANT, slot.uses[0])
    if keeper is None:
        raise LookupError("the demo's lawyer")
    community = next(one.name for one in COMMUNITIES if key(one.name) == keeper.place_id)
    begun = instant(slot.day, 37, timezone.get_current_timezone())
    clerk, lawyer = (
        actor_of(TENANT, f"{word}-{SPELLINGS[community]}", begun) for word in ("clerk", "legal")
    )
    for number in range(QUEUED):
        actions.hand_out_number(
            actor=clerk,
            keeper_id=keeper.id,
            topic=list(LegalTopic)[number % len(LegalTopic)],
            key=f"demo-number-{number}",
            at=begun,
        )
    for number in range(QUEUED):
        then = begun + timedelta(minutes=9 * number)
        visit = actions.call_next(actor=clerk, keeper_id=keeper.id, at=then)
        actions.end_visit(
            actor=lawyer,
            visit_id=visit.id,
            advice=Advice.ADVISED if number % 5 else None,
            version=visit.version,
            at=then + timedelta(minutes=8),
        )


def play_talks(at: datetime) -> None:
    """Hours with counsellors, and their own hours of supervision and training."""
    chance = _chance("talks")
    past = [_talk(chance, one) for one in _over(Purpose.COUNSELLING, TALKS - TO_COME, at)]
    actions.record_talks(actor=system_actor(TENANT), rows=past, at=at)
    found = [(one.post_id, slot) for one in free_hours(TENANT, at=at) for slot in one.slots[:2]]
    by_post = _counsellors(at)
    for number, (post_id, slot) in enumerate(found[:TO_COME]):
        booked = actions.book_talk(
            actor=nobody(TENANT),
            slot=slot.code,
            called=f"{_CALLED}{number + 1}" if number % 2 else "",
            contact="示例联系方式" if number % 4 == 1 else "",
            key=f"demo-talk-{number}",
            at=at,
        )
        if number % 2:
            actions.confirm_talk(actor=by_post[post_id], talk_id=booked.talk_id, version=1, at=at)
    for number, counsellor in enumerate(by_post.values()):
        for kind, back in ((StaffHours.SUPERVISION, 20), (StaffHours.TRAINING, 45)):
            actions.enter_hours(
                actor=counsellor,
                kind=kind,
                day=timezone.localdate(at) - timedelta(days=back),
                quarters=8,
                key=f"demo-{kind}-{number}",
                at=at,
            )


def _talk(chance: random.Random, slot: Slot) -> PastTalk:
    state = _one_of(
        chance,
        (
            (TalkState.HELD, 76),
            (TalkState.REFERRED, 7),
            (TalkState.NOT_HELD, 9),
            (TalkState.CANCELLED, 8),
        ),
    )
    missed = _one_of(chance, ((Missed.DID_NOT_COME, 6), (Missed.CALLED_OFF_LATE, 4)))
    referred = _one_of(chance, ((ReferredTo.HOSPITAL, 6), (ReferredTo.POOL, 4)))
    return PastTalk(
        slot=slot,
        booked_on=slot.day - timedelta(days=chance.randint(2, 15)),
        state=state,
        missed=missed if state is TalkState.NOT_HELD else None,
        referred_to=referred if state is TalkState.REFERRED else None,
        way=_one_of(chance, ((Way.ONLINE, 70), (Way.COUNTER, 30))),
    )


def _counsellors(at: datetime) -> dict[UUID, Actor]:
    names = [f"counsellor-{one}" for one in (*_with_counsellor(), "pool")]
    found = diary.bookables(
        TENANT,
        on=timezone.localdate(at),
        kind=BookableKind.PERSON,
        purpose=Purpose.COUNSELLING,
    )
    posts = {one.post_id for one in found}
    actors = [actor_of(TENANT, name, at) for name in names]
    return {one.post.post_id: one for one in actors if one.post and one.post.post_id in posts}


def _with_counsellor() -> list[str]:
    return [word for name, word in SPELLINGS.items() if name != WITHOUT_COUNSELLOR]


def _over(purpose: Purpose, many: int, at: datetime) -> Sequence[Slot]:
    """So many times of the last months that are over, in their order."""
    on, begun = timezone.localdate(at), at - _LOOK_BACK
    keepers = diary.bookables(TENANT, on=on, kind=BookableKind.PERSON, purpose=purpose)
    slots = diary.free_slots(
        TENANT,
        any_of=[one.id for one in keepers],
        first=timezone.localdate(begun),
        last=on - timedelta(days=1),
        at=begun,
    )
    chosen = _chance(purpose.value).sample(range(len(slots)), min(many, len(slots)))
    return [slots[number] for number in sorted(chosen)]


def _chance(word: str) -> random.Random:
    return random.Random(f"{SEED}/{word}")  # noqa: S311 - the same demo everywhere


def _one_of(chance: random.Random, shares: Sequence[tuple[Choice, int]]) -> Choice:
    return chance.choices([one for one, _share in shares], [share for _one, share in shares])[0]
