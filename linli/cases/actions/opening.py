"""A request comes in, by whatever way: once for each client's key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from linli.cases.actions import moves, search_index
from linli.cases.actions.work import SUBJECT, Work
from linli.cases.actions.writing import write
from linli.cases.models import Case
from linli.cases.queries import routing, sentences
from linli.cases.rules import (
    CaseDraft,
    Opened,
    TidyDraft,
    body_of_key,
    draft_fault,
    goes_by_table,
    tidied,
)
from linli.kernel.actor import Actor
from linli.kernel.numbers import RecordNumber
from linli.places import queries as places
from linli.places.queries import Above
from linli.records import actions as records
from linli.records.queries import read_rules_anew
from linli.records.rules import Prepared
from linli.tenancy.models import new_id


@transaction.atomic
def open_case(
    *,
    actor: Actor,
    key: str,
    draft: CaseDraft,
    uploads: Sequence[Prepared] = (),
    at: datetime,
) -> Opened:
    """Take a request in; the same key and words again answer with the same number and word.

    Texts are screened; who gets it is found by the routing table, else by place.
    """
    tidy = tidied(draft)
    fault = draft_fault(draft, tidy, uploads=len(uploads), at=at)
    if fault:
        raise sentences.refused(fault)
    word = moves.new_word()
    case_id = new_id()
    before = records.claim_key(
        sub_district_id=actor.sub_district_id,
        act="cases.open",
        key=key,
        body=body_of_key(draft, tidy, uploads=len(uploads)),
        answer={"case": str(case_id)},
        secret=word,
        at=at,
    )
    if before is not None:
        return _opened_before(actor.sub_district_id, before)
    read_rules_anew(actor.sub_district_id)
    work = _opened(actor=actor, draft=draft, tidy=tidy, case_id=case_id, word=word, at=at)
    give_numbers([work])
    moves.open_steps(work)
    write([work])
    if uploads:
        records.attach_many(
            actor=actor, subject_kind=SUBJECT, subject_id=case_id, uploads=uploads, at=at
        )
    search_index.add([work.case])
    return Opened(case_id=case_id, number=work.case.number, secret=word)


def _opened_before(sub_district_id: UUID, answer: dict[str, str]) -> Opened:
    case_id = UUID(answer["case"])
    number = Case.objects.values_list("number", flat=True).get(
        sub_district_id=sub_district_id, id=case_id
    )
    if "secret" not in answer:
        raise sentences.refused("sent_before", number=number)
    return Opened(case_id=case_id, number=number, secret=answer["secret"], repeated=True)


def _opened(
    *,
    actor: Actor,
    draft: CaseDraft,
    tidy: TidyDraft,
    case_id: UUID,
    word: str,
    at: datetime,
) -> Work:
    on = timezone.localdate(at)
    above = place_above(actor.sub_district_id, draft.place_id, at=at)
    draft = with_default_type(actor.sub_district_id, draft)
    to = None
    if draft.category_id and goes_by_table(draft.type):
        to = routing.receiver_by_table(actor.sub_district_id, draft.category_id, above, on=on)
    by_table = to is not None
    to = to or routing.receiver_by_place(actor.sub_district_id, above, on=on)
    return moves.opened(
        actor=actor,
        draft=draft,
        tidy=tidy,
        case_id=case_id,
        above=above,
        to=to,
        by_table=by_table,
        word=word,
        at=at,
    )


def place_above(sub_district_id: UUID, place_id: UUID | None, *, at: datetime) -> Above | None:
    """A place with what it lies in today; an unknown one is refused."""
    if place_id is None:
        return None
    above = places.ancestors(sub_district_id, place_id, on=timezone.localdate(at))
    if above is None:
        raise sentences.refused("unknown_place")
    return above


def with_default_type(sub_district_id: UUID, draft: CaseDraft) -> CaseDraft:
    """Give a draft the type of its category; an unknown or closed category is refused."""
    if draft.category_id is None:
        return draft
    node = routing.categories(sub_district_id).get(draft.category_id)
    if node is None or node.closed:
        raise sentences.refused("unknown_category")
    return draft if draft.type else replace(draft, type=node.default_type)


def give_numbers(works: Sequence[Work]) -> None:
    """Give new requests their numbers, in the order given; late, for the row stays locked."""
    groups: dict[tuple[UUID, RecordNumber], list[Case]] = {}
    for work in works:
        groups.setdefault((work.tenant, moves.number_for(work.case)), []).append(work.case)
    for (tenant, number), cases in groups.items():
        last = records.next_number(sub_district_id=tenant, prefix=number.prefix, many=len(cases))
        for serial, case in enumerate(cases, start=last - len(cases) + 1):
            case.number = str(replace(number, serial=serial))
