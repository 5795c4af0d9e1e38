"""The desk's queues and what may be filtered: values that live in the address."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from linli.cases.rules.searching import WORDS_LONGEST
from linli.cases.rules.who import SORTERS
from linli.cases.rules.words import CaseState, CaseType, Source, Urgency, Verb
from linli.kernel.posts import COUNTER, NEIGHBOURHOOD, OFFICE, UNIT, PostKind

SHOWN = 50
COUNTED = 100
"""Counts stop here: "99+" says enough, and costs the same with a million requests."""
EXPORTED = 5_000
_HIGHEST = 2**63 - 1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Queue(StrEnum):
    """What lies on the desk."""

    MINE = "mine"
    UNIT = "unit"
    LATE = "late"
    UNSORTED = "unsorted"
    WAITING = "waiting"
    HELPING = "helping"
    APPROVE = "approve"
    ALL = "all"


class DueBy(StrEnum):
    """By when it is due."""

    LATE = "late"
    TODAY = "today"
    WEEK = "week"


def queues_of(post_kind: str) -> tuple[Queue, ...]:
    """The queues that make sense for a post, the most used first."""
    sorter = post_kind in SORTERS
    chosen = {
        Queue.MINE: True,
        Queue.UNSORTED: sorter,
        Queue.UNIT: post_kind in UNIT,
        Queue.LATE: True,
        Queue.WAITING: True,
        Queue.APPROVE: post_kind in OFFICE | {PostKind.SECRETARY},
        Queue.HELPING: True,
        Queue.ALL: True,
    }
    return tuple(queue for queue, wanted in chosen.items() if wanted)


_NEXT: Mapping[CaseState, tuple[Verb, ...]] = {
    CaseState.RECEIVED: (Verb.SORT, Verb.DISPATCH),
    CaseState.SORTED: (Verb.DISPATCH, Verb.ACCEPT),
    CaseState.DISPATCHED: (Verb.ACCEPT, Verb.DISPATCH),
    CaseState.ACCEPTED: (Verb.START, Verb.ANSWER),
    CaseState.IN_PROGRESS: (Verb.ANSWER,),
    CaseState.WAITING_SENDER: (Verb.REPLY, Verb.ANSWER),
    CaseState.WAITING_OUTSIDE: (Verb.RESUME, Verb.ANSWER),
    CaseState.REOPENED: (Verb.ACCEPT, Verb.START, Verb.ANSWER),
    CaseState.ANSWERED: (Verb.CLOSE,),
}


def next_act(state: CaseState, allowed: Collection[Verb], *, proposed: bool) -> Verb | None:
    """What a request's state asks for, of what may be done with it: the desk's main button."""
    wanted = (Verb.APPROVE,) if proposed and Verb.APPROVE in allowed else _NEXT.get(state, ())
    return next((verb for verb in wanted if verb in allowed), None)


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list shows; each value stands in the address under its own name."""

    queue: str = Queue.MINE.value
    q: str = ""
    state: str = ""
    type: str = ""
    source: str = ""
    urgency: str = ""
    due: str = ""
    category: str = ""
    community: str = ""
    place: str = ""
    after: str = ""
    before: str = ""

    def words(self) -> dict[str, str]:
        """The values that say anything, for an address."""
        return {name: value for name, value in asdict(self).items() if value}

    def on_first_page(self) -> Filters:
        """The same list from its beginning."""
        return replace(self, after="", before="")

    @property
    def narrowing(self) -> tuple[str, ...]:
        """The names of the filters that narrow the queue."""
        names = ("q", "state", "type", "source", "urgency", "due", "category", "community", "place")
        return tuple(name for name in names if getattr(self, name))


def filters_of(typed: Mapping[str, str], *, post_kind: str) -> Filters:
    """Read filters from an address; what makes no sense counts as not there."""
    queues = queues_of(post_kind)
    words = " ".join(typed.get("q", "").split())[:WORDS_LONGEST]
    # Whoever only types words means all that the post may see.
    queue = typed.get("queue", Queue.ALL.value if words else "")
    known = {
        "state": [word.value for word in CaseState],
        "type": [word.value for word in CaseType],
        "source": [word.value for word in Source],
        "urgency": [word.value for word in Urgency],
        "due": [word.value for word in DueBy],
    }
    chosen = {name: value for name, some in known.items() if (value := typed.get(name, "")) in some}
    keys = {
        name: value
        for name in ("category", "community", "place")
        if _is_key(value := typed.get(name, ""))
    }
    pages = {name: typed.get(name, "")[:80] for name in ("after", "before")}
    return Filters(
        queue=queue if queue in [one.value for one in queues] else queues[0].value,
        q=words,
        **chosen,
        **keys,
        **pages,
    )


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Scope:
    """The one column by which a post's lists are cut out, so that an index serves them.

    `column` is empty for the office, which sees all of the sub-district.
    """

    column: str = ""
    value: UUID | None = None


def scope_of(
    *, kind: str, post_id: UUID, place_id: UUID, place_kind: str, organisation_id: UUID | None
) -> Scope:
    """What a post's lists hold: the whole, its community, its small place, its unit, or its own."""
    if kind in OFFICE:
        return Scope()
    if kind in COUNTER:
        return Scope("community_id", place_id)
    if kind in NEIGHBOURHOOD:
        return Scope(_PLACE_COLUMNS.get(place_kind, "place_id"), place_id)
    if kind in UNIT and organisation_id is not None:
        return Scope("lead_organisation_id", organisation_id)
    return Scope("lead_post_id", post_id)


_PLACE_COLUMNS = {
    "community": "community_id",
    "compound": "compound_id",
    "building": "building_id",
    "patch": "patch_id",
    "residents_group": "group_id",
    "grid_cell": "grid_id",
}


def due_mark(due_at: datetime, case_id: UUID) -> str:
    """Where a list by due time goes on."""
    return f"{(due_at - _EPOCH) // timedelta(microseconds=1)}.{case_id.hex}"


def read_due_mark(mark: str) -> tuple[datetime, UUID] | None:
    """The due time and the request that a mark names."""
    micros, _dot, key = mark.partition(".")
    try:
        return _EPOCH + timedelta(microseconds=int(micros)), UUID(key)
    except (ValueError, OverflowError):
        return None


def read_order_mark(mark: str) -> int | None:
    """The order that a mark names."""
    if not (mark.isascii() and mark.isdigit() and len(mark) <= len(str(_HIGHEST))):
        return None
    order = int(mark)
    return order if order <= _HIGHEST else None
