"""Hours with the lawyer: one's own by its code word, the day's queue, counts that name nobody."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from linli.counsel.models import LegalEvent, LegalVisit
from linli.counsel.queries.code_words import hash_of_word
from linli.counsel.queries.talks import FreeHours, Line, free_hours
from linli.counsel.rules.legal import (
    EVENT_KEEPERS,
    LAWYERS,
    LEGAL_CLERKS,
    LEGAL_OVERSEERS,
    Advice,
    LegalTopic,
    VisitState,
)
from linli.diary import queries as diary
from linli.diary.queries import Bookable
from linli.diary.rules import BookableKind, Purpose, clock, instant, monday_of
from linli.kernel.actor import Actor
from linli.kernel.tables import PublishedTable, publishable_table
from linli.people import queries as people
from linli.places import queries as places
from linli.records import queries as records

VISIT = "counsel.visit"
HELP_LINE = "12348"
EVENTS, HEADS = "counsel.legal.events", "counsel.legal.heads"
_LATER_EVENTS = 50


def topic_count(topic: str) -> str:
    """What visits on a topic are counted as."""
    return f"counsel.legal.topic.{topic}"


def advice_count(advice: str) -> str:
    """What an outcome is counted as."""
    return f"counsel.legal.advice.{advice}"


def visit_hash(word: str) -> str:
    """What the table keeps of a visit's code word."""
    return hash_of_word(VISIT, word)


def legal_hours(sub_district_id: UUID, *, at: datetime) -> list[FreeHours]:
    """Every lawyer's free hours of the next weeks."""
    return free_hours(sub_district_id, purpose=Purpose.LEGAL, at=at)


def legal_line(sub_district_id: UUID, *, on: date) -> Line | None:
    """The telephone of public legal service, as the place has it."""
    found = records.rule_in_force(sub_district_id, "hotline.help", on=on)
    language = "en" if (get_language() or "").startswith("en") else "zh"
    rows = [Line(str(row["number"]), str(row.get(language, ""))) for row in found.rows]
    return next((one for one in rows if one.number == HELP_LINE), None)


def visit_by_word(sub_district_id: UUID, word: str) -> LegalVisit | None:
    """The visit that a code word belongs to, until it is forgotten."""
    mark = visit_hash(word)
    return _visits(sub_district_id).filter(word_hash=mark).first() if mark else None


def visit_of_lawyer(actor: Actor, visit_id: UUID) -> LegalVisit | None:
    """A visit of the post that the actor acts in; nobody else finds it."""
    if actor.post is None or actor.kind not in LAWYERS:
        return None
    rows = _visits(actor.sub_district_id)
    return rows.filter(id=visit_id, post_id=actor.post.post_id).first()


def visit_at_desk(actor: Actor, visit_id: UUID, *, on: date) -> LegalVisit | None:
    """A visit at hours that the actor keeps a queue of."""
    found = _visits(actor.sub_district_id).filter(id=visit_id).first()
    return found if found and may_serve(actor, found.keeper, on=on) else None


def may_serve(actor: Actor, keeper: Bookable, *, on: date) -> bool:
    """Whether the actor hands out numbers for these hours: the lawyer, or the counter there."""
    if actor.post is not None and actor.post.post_id == keeper.post_id:
        return actor.kind in LAWYERS
    return people.acts_at(actor, LEGAL_CLERKS, keeper.place_id, on=on)


def keepers_served(actor: Actor, *, on: date) -> list[Bookable]:
    """The lawyers' hours that the actor keeps a queue of."""
    found = diary.bookables(
        actor.sub_district_id, on=on, kind=BookableKind.PERSON, purpose=Purpose.LEGAL
    )
    return [one for one in found if may_serve(actor, one, on=on)]


def keeper_served(actor: Actor, keeper_id: UUID, *, on: date) -> Bookable | None:
    """One of these."""
    return next((one for one in keepers_served(actor, on=on) if one.id == keeper_id), None)


def on_duty(sub_district_id: UUID, keeper_ids: Collection[UUID], *, on: date) -> dict[UUID, str]:
    """At what time these are there on a day; who is not there is left out."""
    table = diary.duty_table(sub_district_id, monday=monday_of(on), purpose=Purpose.LEGAL)
    found: dict[UUID, list[str]] = {}
    for one in table:
        if one.day == on and one.bookable_id in set(keeper_ids):
            found.setdefault(one.bookable_id, []).append(one.time)
    return {key: "、".join(times) for key, times in found.items()}


def visits_of_day(
    sub_district_id: UUID, keeper_ids: Collection[UUID], *, on: date
) -> list[LegalVisit]:
    """The times and numbers of a day, times first, in order."""
    rows = _visits(sub_district_id).filter(keeper_id__in=keeper_ids, day=on)
    return list(rows.order_by("number", "first", "id"))


def visits_to_come(
    sub_district_id: UUID, keeper_ids: Collection[UUID], *, after: date, limit: int = 50
) -> list[LegalVisit]:
    """Booked times of later days."""
    rows = _visits(sub_district_id).filter(
        keeper_id__in=keeper_ids, day__gt=after, state=VisitState.BOOKED.value
    )
    return list(rows.order_by("day", "first", "id")[:limit])


def visits_owed(
    sub_district_id: UUID, keeper_ids: Collection[UUID], *, before: date, limit: int = 50
) -> list[LegalVisit]:
    """Visits of earlier days of which nobody said how they went."""
    open_ones = [VisitState.BOOKED.value, VisitState.CALLED.value, VisitState.WAITING.value]
    rows = _visits(sub_district_id).filter(
        keeper_id__in=keeper_ids, day__lt=before, state__in=open_ones
    )
    return list(rows.order_by("day", "number", "first", "id")[:limit])


def visit_begins(visit: LegalVisit) -> datetime:
    """When a booked time begins; a number of the queue begins with its day."""
    return instant(visit.day, visit.first or 0, timezone.get_current_timezone())


def visit_time(visit: LegalVisit) -> str:
    """From when to when; of a number nothing."""
    if visit.first is None or visit.end is None:
        return ""
    return f"{clock(visit.first)}–{clock(visit.end)}"


@dataclass(frozen=True, slots=True)
class QueueShown:
    """The queue of some hours today: what is called, how many wait."""

    keeper_id: UUID
    name: str
    place_name: str
    time: str
    now: int | None
    waiting: int


def queues(sub_district_id: UUID, *, on: date) -> list[QueueShown]:
    """The queues of all who are there today; numbers alone."""
    keepers = diary.bookables(
        sub_district_id, on=on, kind=BookableKind.PERSON, purpose=Purpose.LEGAL
    )
    there = on_duty(sub_district_id, [one.id for one in keepers], on=on)
    rows = LegalVisit.objects.filter(
        sub_district_id=sub_district_id, keeper_id__in=list(there), day=on, number__isnull=False
    )
    of_keeper: dict[UUID, list[tuple[int, str]]] = {}
    for key, number, state in rows.values_list("keeper_id", "number", "state"):
        of_keeper.setdefault(key, []).append((number or 0, state))
    return [
        QueueShown(
            one.id,
            one.name,
            one.place.name,
            there[one.id],
            max((n for n, state in mine if state == VisitState.CALLED), default=None),
            sum(state == VisitState.WAITING for _n, state in mine),
        )
        for one in keepers
        if one.id in there
        for mine in (of_keeper.get(one.id, []),)
    ]


def gaps(sub_district_id: UUID, *, on: date) -> list[str]:
    """Communities at which no lawyer has hours of the community's own (S18)."""
    known = {one.id: one.name for one in places.communities(sub_district_id, on=on)}
    missing = diary.places_without(
        sub_district_id, place_ids=list(known), purpose=Purpose.LEGAL, on=on
    )
    return [known[one] for one in missing]


def topics_by_place(sub_district_id: UUID, *, first: date, last: date) -> PublishedTable:
    """Finished visits by place and topic, as they may be told."""
    return _table(sub_district_id, [topic_count(one) for one in LegalTopic], first, last)


def advice_by_place(sub_district_id: UUID, *, first: date, last: date) -> PublishedTable:
    """Finished visits by place and outcome, as they may be told."""
    return _table(sub_district_id, [advice_count(one) for one in Advice], first, last)


def events_held(sub_district_id: UUID, *, first: date, last: date) -> tuple[int, int]:
    """How many events there were, and how many heads were counted at them."""
    sums = records.tally_between(sub_district_id, [EVENTS, HEADS], first=first, last=last)
    return sums.get(EVENTS, 0), sums.get(HEADS, 0)


def events(sub_district_id: UUID, *, first: date, last: date | None = None) -> list[LegalEvent]:
    """Events from a day on, by day."""
    rows = LegalEvent.objects.select_related("place").filter(
        sub_district_id=sub_district_id, day__gte=first
    )
    rows = rows.filter(day__lte=last) if last else rows
    return list(rows.order_by("day", "first", "id")[:_LATER_EVENTS])


def event_kept(actor: Actor, event_id: UUID, *, on: date) -> LegalEvent | None:
    """An event that the actor may change."""
    rows = LegalEvent.objects.select_related("place")
    found = rows.filter(sub_district_id=actor.sub_district_id, id=event_id).first()
    return found if found and may_keep_events(actor, found.place_id, on=on) else None


def may_keep_events(actor: Actor, place_id: UUID, *, on: date) -> bool:
    """Whether the actor enters events at a place."""
    return people.acts_at(actor, EVENT_KEEPERS, place_id, on=on)


def places_of_events(actor: Actor, *, on: date) -> list[tuple[UUID, str]]:
    """Where the actor enters events."""
    root = places.root(actor.sub_district_id)
    found = [*places.communities(actor.sub_district_id, on=on), *([root] if root else [])]
    return [(one.id, one.name) for one in found if may_keep_events(actor, one.id, on=on)]


def visit_readings(visit: LegalVisit) -> list[tuple[str, datetime]]:
    """Which post looked at the contact that was left, and when."""
    found = records.accesses_to(visit.sub_district_id, visit.id)
    return [(one.actor_label, one.at) for one in found]


def sees_legal_counts(actor: Actor) -> bool:
    """Whether the actor sees counts and gaps."""
    return actor.kind in LEGAL_OVERSEERS


def _visits(sub_district_id: UUID) -> QuerySet[LegalVisit]:
    rows = LegalVisit.objects.select_related("place", "keeper__place")
    return rows.filter(sub_district_id=sub_district_id)


def _table(
    sub_district_id: UUID, names: Collection[str], first: date, last: date
) -> PublishedTable:
    sums = records.tally_by_place(sub_district_id, names, first=first, last=last)
    known = {one.id: one.name for one in places.communities(sub_district_id, on=last)}
    root = places.root(sub_district_id)
    if root is not None:
        known[root.id] = root.name
    rows = {
        name: {one: max(0, sums.get((one, key), 0)) for one in names} for key, name in known.items()
    }
    return publishable_table(rows)
