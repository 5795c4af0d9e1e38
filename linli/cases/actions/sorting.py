"""Sorting, dispatching, handing back: who works on a request."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from linli.cases.actions import moves, search_index
from linli.cases.actions.helping import let_help
from linli.cases.actions.opening import place_above
from linli.cases.actions.work import Work, load
from linli.cases.actions.writing import write
from linli.cases.models import Case
from linli.cases.queries import routing, sentences
from linli.cases.rules import (
    CaseState,
    CaseType,
    SortedMany,
    Urgency,
    Verb,
    may_reassign,
    screened,
    tidy,
    tidy_line,
)
from linli.kernel.actor import Actor
from linli.kernel.errors import Conflict, Missing, Refused
from linli.places import queries as places


@transaction.atomic
def sort_case(
    *,
    actor: Actor,
    case_id: UUID,
    version: int,
    category_id: UUID | None,
    type: CaseType | None,  # noqa: A002 - the word of the office
    urgency: Urgency,
    place_id: UUID | None,
    place_text: str = "",
    complained_of_id: UUID | None = None,
    at: datetime,
) -> Case:
    """Say what kind of request it is and where; the clocks follow type and urgency.

    `complained_of_id` is the organisation that a complaint is about: it does not see the
    sender (R44).
    """
    kept = {"category": str(category_id or ""), "type": type or "", "urgency": urgency}
    work = load(actor=actor, case_id=case_id, version=version, kept=kept, at=at)
    work.require(Verb.SORT)
    _require_category(work, category_id)
    _sort_place(work, place_id, tidy_line(place_text))
    moves.sort(
        work,
        category_id=category_id,
        type_=type,
        urgency=urgency,
        complained_of_id=complained_of_id,
    )
    _remember(work)
    write([work])
    return work.case


@transaction.atomic
def sort_many(*, actor: Actor, rows: Sequence[tuple[UUID, int, UUID]], at: datetime) -> SortedMany:
    """Give many requests (id, version seen, category) their category and its type.

    What somebody else changed meanwhile is left as it is and named; so is what cannot be sorted.
    """
    works: list[Work] = []
    conflicts: list[UUID] = []
    refused: list[tuple[UUID, str, str]] = []
    for case_id, version, category_id in rows:
        try:
            work = load(actor=actor, case_id=case_id, version=version, at=at)
        except Conflict:
            conflicts.append(case_id)
            continue
        try:
            work.require(Verb.SORT)
            node = _require_category(work, category_id)
        except Missing:
            raise
        except Refused as refusal:
            named = f"{work.case.number} {work.case.title}"
            refused.append((case_id, named, refusal.message))
            continue
        type_ = node.default_type or (CaseType(work.case.type) if work.case.type else None)
        moves.sort(
            work,
            category_id=category_id,
            type_=type_,
            urgency=Urgency(work.case.urgency),
            complained_of_id=work.case.complained_of_id,
        )
        _remember(work)
        works.append(work)
    write(works)
    done = tuple(work.case.id for work in works)
    return SortedMany(done, tuple(conflicts), tuple(refused))


@transaction.atomic
def dispatch_case(
    *,
    actor: Actor,
    case_id: UUID,
    version: int,
    post_id: UUID,
    assisting: Sequence[UUID] = (),
    note: str = "",
    at: datetime,
) -> Case:
    """Send a request to the post that leads, and to those that help."""
    kept = {"post": str(post_id), "note": note}
    work = load(actor=actor, case_id=case_id, version=version, kept=kept, at=at)
    work.require(Verb.DISPATCH)
    if not may_reassign(work.facts, work.roles()):
        raise sentences.refused("taken_in_hand")
    to = _post(work, post_id)
    if work.state is CaseState.DISPATCHED and post_id == work.case.lead_post_id:
        raise sentences.refused("same_post")
    moves.dispatch(work, to, note=screened(tidy(note)))
    _remember(work)
    for helper in assisting:
        if helper != post_id:
            let_help(work, _post(work, helper))
    write([work])
    return work.case


@transaction.atomic
def return_case(*, actor: Actor, case_id: UUID, version: int, reason: str, at: datetime) -> Case:
    """Hand a request back to the sorter, with a reason."""
    work = load(actor=actor, case_id=case_id, version=version, kept={"reason": reason}, at=at)
    work.require(Verb.RETURN)
    why = screened(tidy(reason))
    if not why:
        raise sentences.refused("no_reason")
    moves.give_back(work, sorter_of(work), reason=why)
    write([work])
    return work.case


def sorter_of(work: Work) -> routing.Receiver | None:
    """The post that sorts at the request's place, whoever has it now."""
    case = work.case
    on = timezone.localdate(work.at)
    above = None
    if case.place_id:
        above = places.ancestors(work.tenant, case.place_id, on=on)
    return routing.receiver_by_place(work.tenant, above, on=on)


def _sort_place(work: Work, place_id: UUID | None, place_text: str) -> None:
    case = work.case
    case.place_text = screened(place_text) or case.place_text
    if place_id == case.place_id:
        return
    community = case.community_id
    moves.relocate(work, place_above(work.tenant, place_id, at=work.at))
    search_index.move(case, was=community)
    if case.community_id != community and work.state in {CaseState.RECEIVED, CaseState.SORTED}:
        moves.give_to(case, sorter_of(work))
        work.tell_post(case.lead_post_id, "cases/new")


def _require_category(work: Work, category_id: UUID | None) -> routing.Node:
    if category_id is None:
        return _NO_CATEGORY
    node = routing.categories(work.tenant).get(category_id)
    if node is None or (node.closed and category_id != work.case.category_id):
        raise sentences.refused("unknown_category")
    return node


_NO_CATEGORY = routing.Node(UUID(int=0), None, "", None, closed=False)


def _post(work: Work, post_id: UUID) -> routing.Receiver:
    found = routing.receiver(work.tenant, post_id, on=timezone.localdate(work.at))
    if found is None:
        raise sentences.refused("unknown_post")
    return found


def _remember(work: Work) -> None:
    """Keep what stood before with the step, for the ten seconds in which it can be undone."""
    names = [name for name in work.changes() if name not in moves.CLOCK_COLUMNS]
    work.steps[-1].data["before"] = work.values_before(names)
