"""Hours with a counsellor: what is free, one's own by its code word, the counsellor's, and counts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.translation import get_language

from linli.counsel.models import CounsellorHours, Talk
from linli.counsel.queries.code_words import hash_of_word
from linli.counsel.rules.talks import (
    OPEN,
    SHOWN_AHEAD,
    TALK_OVERSEERS,
    TALKERS,
    StaffHours,
    TalkState,
    Tier,
    average,
)
from linli.diary import queries as diary
from linli.diary.queries import Slot
from linli.diary.rules import BookableKind, Purpose, instant
from linli.kernel.actor import Actor
from linli.kernel.tables import PublishedTable, publishable_table
from linli.kernel.tally import FLOOR, publishable
from linli.people import queries as people
from linli.places import queries as places
from linli.records import queries as records

HELD, NOT_HELD = "counsel.talk.held", "counsel.talk.not_held"
REFERRED, BOOKED = "counsel.talk.referred", "counsel.talk.booked"
CANCELLED, WAITED = "counsel.talk.cancelled", "counsel.talk.waited_days"
COUNTED = (HELD, REFERRED, NOT_HELD)


@dataclass(frozen=True, slots=True)
class FreeHours:
    """A counsellor's free hours: whose, where, and the times."""

    keeper_id: UUID
    post_id: UUID
    name: str
    tier: Tier
    place_id: UUID
    place_name: str
    room: str
    slots: list[Slot]


@dataclass(frozen=True, slots=True)
class Line:
    """A telephone line and what it is for."""

    number: str
    label: str


def word_hash(word: str) -> str:
    """What the table keeps of a code word: nothing without the server's key."""
    return hash_of_word("counsel.talk", word)


def crisis_lines(sub_district_id: UUID, *, on: date) -> list[Line]:
    """Whom to ring at once, the first one first; a place may set its own table."""
    found = records.rule_in_force(sub_district_id, "hotline.crisis", on=on)
    language = "en" if (get_language() or "").startswith("en") else "zh"
    return [Line(str(row["number"]), str(row.get(language, ""))) for row in found.rows]


def free_hours(
    sub_district_id: UUID, *, purpose: Purpose = Purpose.COUNSELLING, at: datetime
) -> list[FreeHours]:
    """Everybody's free hours for a purpose in the next weeks, the communities' own first."""
    on = timezone.localdate(at)
    keepers = diary.bookables(sub_district_id, on=on, kind=BookableKind.PERSON, purpose=purpose)
    root = places.root(sub_district_id)
    slots = diary.free_slots(
        sub_district_id,
        any_of=[one.id for one in keepers],
        first=on,
        last=on + timedelta(days=SHOWN_AHEAD),
        at=at,
    )
    rooms = {
        one.id: one.name for one in diary.bookables(sub_district_id, on=on, kind=BookableKind.ROOM)
    }
    found = [
        FreeHours(
            keeper_id=one.id,
            post_id=one.post_id,
            name=one.name,
            tier=Tier.POOL if root and one.place_id == root.id else Tier.COMMUNITY,
            place_id=one.place_id,
            place_name=one.place.name,
            room=_room(mine, rooms) or one.where,
            slots=mine,
        )
        for one in keepers
        if one.post_id is not None
        for mine in ([slot for slot in slots if slot.uses[0] == one.id],)
    ]
    return sorted(found, key=lambda one: (one.tier is Tier.POOL, one.place_name, one.name))


def slot_of(
    sub_district_id: UUID,
    code: str,
    *,
    purpose: Purpose = Purpose.COUNSELLING,
    at: datetime,
) -> tuple[FreeHours, Slot] | None:
    """The free hour that a form's code means, with whose it is."""
    for one in free_hours(sub_district_id, purpose=purpose, at=at):
        slot = diary.still_free(sub_district_id, code, one.slots)
        if slot is not None:
            return one, slot
    return None


def talk_by_word(sub_district_id: UUID, word: str) -> Talk | None:
    """The hour that a code word belongs to, until it is forgotten."""
    mark = word_hash(word)
    if not mark:
        return None
    rows = Talk.objects.select_related("place", "keeper")
    return rows.filter(sub_district_id=sub_district_id, word_hash=mark).first()


def talk_of_counsellor(actor: Actor, talk_id: UUID) -> Talk | None:
    """An hour of the post that the actor acts in; nobody else finds it."""
    if actor.post is None or actor.kind not in TALKERS:
        return None
    rows = Talk.objects.select_related("place", "keeper")
    return rows.filter(
        sub_district_id=actor.sub_district_id, id=talk_id, post_id=actor.post.post_id
    ).first()


def talks_of(actor: Actor, *, first: date, last: date) -> list[Talk]:
    """The hours of the post acted in between two days, in order."""
    if actor.post is None or actor.kind not in TALKERS:
        return []
    rows = Talk.objects.select_related("place", "keeper").filter(
        sub_district_id=actor.sub_district_id,
        post_id=actor.post.post_id,
        day__gte=first,
        day__lte=last,
    )
    return list(rows.order_by("day", "first", "id"))


def begins_at(talk: Talk) -> datetime:
    """When an hour begins."""
    return instant(talk.day, talk.first, timezone.get_current_timezone())


def is_open(talk: Talk) -> bool:
    """Whether somebody still has to say how it went."""
    return TalkState(talk.state) in OPEN


def uses_now(talk: Talk) -> list[str]:
    """Counsellor and room, by name, while the time is taken."""
    return [one.name for one in diary.uses_of(talk.sub_district_id, talk.booking_id)]


def readings_of(talk: Talk) -> list[tuple[str, datetime]]:
    """Which post looked at the contact that was left, and when."""
    found = records.accesses_to(talk.sub_district_id, talk.id)
    return [(one.actor_label, one.at) for one in found]


def staff_hours(
    sub_district_id: UUID, post_ids: Collection[UUID], *, first: date, last: date
) -> dict[tuple[UUID, str], int]:
    """Quarters of supervision and training by post and kind."""
    rows = CounsellorHours.objects.filter(
        sub_district_id=sub_district_id, post_id__in=post_ids, day__range=(first, last)
    )
    sums = rows.values("post_id", "kind").annotate(total=Sum("quarters"))
    return {(row["post_id"], row["kind"]): row["total"] for row in sums}


def entries_of(actor: Actor, *, first: date, last: date) -> list[CounsellorHours]:
    """The own entries of supervision and training, newest first."""
    if actor.post is None:
        return []
    rows = CounsellorHours.objects.filter(
        sub_district_id=actor.sub_district_id,
        post_id=actor.post.post_id,
        day__range=(first, last),
    )
    return list(rows.order_by("-day", "-id"))


@dataclass(frozen=True, slots=True)
class Worked:
    """What one post of a counsellor did: quarters of an hour, never how many people came."""

    label: str
    place_name: str
    talks: int | None
    """Hidden where it would tell of fewer talks than may be told."""
    supervision: int
    training: int


def worked(
    actor: Actor, table: PublishedTable, *, first: date, last: date, on: date
) -> list[Worked]:
    """Hours by counsellor's post in reach, for who oversees them; no more than the table tells."""
    reach = _reach(actor, on=on)
    posts = people.posts_at(
        actor.sub_district_id, reach, on=on, kinds=[kind.value for kind in TALKERS]
    )
    ids = [one.post_id for one in posts]
    sums = staff_hours(actor.sub_district_id, ids, first=first, last=last)
    met = _met(actor.sub_district_id, ids, first, last)
    told = publishable([met.get(one, (0, 0))[0] for one in ids]).parts
    return [
        Worked(
            label=one.title,
            place_name=one.place_name,
            talks=None
            if number is None or _hidden(table, one.place_name)
            else _length(met, one.post_id),
            supervision=sums.get((one.post_id, StaffHours.SUPERVISION.value), 0),
            training=sums.get((one.post_id, StaffHours.TRAINING.value), 0),
        )
        for one, number in zip(posts, told, strict=True)
    ]


def counts(sub_district_id: UUID, *, first: date, ends: Sequence[date]) -> PublishedTable:
    """Held, referred and not held by place up to the last of some days, as they may be told.

    Each day's figures were told before the next day's, and no talk is to be read off the
    difference.
    """
    known = {one.id: one.name for one in places.communities(sub_district_id, on=ends[-1])}
    root = places.root(sub_district_id)
    if root is not None:
        known[root.id] = root.name
    told: list[PublishedTable] = []
    for end in ends:
        sums = records.tally_by_place(sub_district_id, COUNTED, first=first, last=end)
        rows = {
            name: {one: max(0, sums.get((one, key), 0)) for one in COUNTED}
            for key, name in known.items()
        }
        told.append(publishable_table(rows, earlier=told))
    return told[-1]


def waiting_days(sub_district_id: UUID, *, first: date, last: date) -> int | None:
    """How many days people waited for an hour that was held, on average; of few nothing is said."""
    sums = records.tally_between(sub_district_id, [HELD, REFERRED, WAITED], first=first, last=last)
    met = sums.get(HELD, 0) + sums.get(REFERRED, 0)
    return average(sums.get(WAITED, 0), met) if met >= FLOOR else None


def _met(
    sub_district_id: UUID, post_ids: Sequence[UUID], first: date, last: date
) -> dict[UUID, tuple[int, int]]:
    """How many talks each post held, and how many quarters they took."""
    rows = Talk.objects.filter(
        sub_district_id=sub_district_id,
        post_id__in=post_ids,
        day__range=(first, last),
        state__in=[TalkState.HELD.value, TalkState.REFERRED.value],
    )
    sums = rows.values("post_id").annotate(number=Count("id"), total=Sum("end") - Sum("first"))
    return {row["post_id"]: (row["number"], row["total"]) for row in sums}


def _hidden(table: PublishedTable, place_name: str) -> bool:
    known = place_name in table.rows
    return known and None in {table.count(place_name, one) for one in (HELD, REFERRED)}


def _length(met: dict[UUID, tuple[int, int]], post_id: UUID) -> int:
    return met.get(post_id, (0, 0))[1]


def _reach(actor: Actor, *, on: date) -> list[UUID]:
    if actor.kind not in TALK_OVERSEERS:
        return []
    root = places.root(actor.sub_district_id)
    found = [root.id] if root else []
    found += [one.id for one in places.communities(actor.sub_district_id, on=on)]
    return [one for one in found if people.acts_at(actor, TALK_OVERSEERS, one, on=on)]


def _room(slots: Sequence[Slot], rooms: dict[UUID, str]) -> str:
    first = slots[0].uses[1:] if slots else ()
    return next((rooms[one] for one in first if one in rooms), "")
