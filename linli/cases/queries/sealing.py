"""Requests on their way into a sealed room: what was offered, what waits, what will move."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from linli.cases.models import (
    Case,
    CaseSender,
    CaseStep,
    HandOver,
    Question,
    Rating,
    Sealing,
    SubTask,
)
from linli.cases.queries.names import outcome_name, verb_name
from linli.cases.rules import MovedFile, MovedWords, SealedRoom, Told
from linli.records import queries as records


@dataclass(frozen=True, slots=True)
class WaitingRequest:
    """A request whose sender agreed to a room, without a word of it."""

    case_id: UUID
    number: str
    community_id: UUID | None
    received_at: datetime
    agreed_at: datetime


def offer_on(case: Case, *, locked: bool = False) -> Sealing | None:
    """The offer on a request that was not refused, whether or not it was answered."""
    rows = Sealing.objects.select_for_update() if locked else Sealing.objects.all()
    return rows.filter(
        sub_district_id=case.sub_district_id, case_id=case.id, refused_at=None
    ).first()


def requests_to_seal(
    sub_district_id: UUID,
    *,
    room: SealedRoom,
    community_ids: Iterable[UUID] | None = None,
    limit: int = 50,
) -> list[WaitingRequest]:
    """What waits for a room, the longest first; for these communities, or for all."""
    rows = Sealing.objects.filter(
        sub_district_id=sub_district_id,
        room=SealedRoom(room).value,
        agreed_at__isnull=False,
        moved_at=None,
        case__closed_at=None,
    )
    if community_ids is not None:
        rows = rows.filter(community_id__in=list(community_ids))
    found = rows.select_related("case").order_by("agreed_at", "id")[:limit]
    return [_waiting(row) for row in found]


def _waiting(row: Sealing) -> WaitingRequest:
    assert row.agreed_at is not None  # noqa: S101
    case = row.case
    return WaitingRequest(case.id, case.number, row.community_id, case.received_at, row.agreed_at)


def was_sealed(sub_district_id: UUID, *, since: datetime) -> bool:
    """Whether any request has moved into a sealed room since an instant."""
    return Sealing.objects.filter(sub_district_id=sub_district_id, moved_at__gte=since).exists()


def words_of(case: Case) -> MovedWords:
    """All that anybody wrote about a request, and its photos; for the act that moves them."""
    sender = CaseSender.objects.filter(
        sub_district_id=case.sub_district_id, case_id=case.id
    ).first()
    return MovedWords(
        number=case.number,
        title=case.title,
        body=case.body,
        where=" ".join(filter(None, [case.place.name if case.place else "", case.place_text])),
        received_at=case.received_at,
        community_id=case.community_id,
        history=tuple(sorted(_history(case), key=lambda one: one.at)),
        files=tuple(_files(case)),
        name=sender.name if sender else "",
        contact=sender.contact if sender else "",
        account_id=sender.account_id if sender else None,
    )


def _history(case: Case) -> Iterator[Told]:
    key = {"sub_district_id": case.sub_district_id, "case_id": case.id}
    for step in CaseStep.objects.filter(**key):
        yield Told(step.at, step.actor_label, verb_name(step.verb), step.text)
    for asked in Question.objects.filter(**key):
        yield Told(asked.asked_at, asked.asked_by_label, verb_name("ask"), asked.text)
        if asked.answered_at:
            yield Told(asked.answered_at, "sender", verb_name("reply"), asked.answer)
    for task in SubTask.objects.filter(**key):
        yield Told(
            task.made_at,
            "",
            verb_name("add_task"),
            "\n".join(filter(None, [task.what, task.result])),
        )
    for link in HandOver.objects.filter(**key):
        words = [link.body_name, link.what, link.outside_number, link.result]
        yield Told(link.made_at, "", verb_name("hand_over"), "\n".join(filter(None, words)))
    for one in Rating.objects.filter(**key):
        yield Told(one.at, "sender", outcome_name(one.outcome), one.comment)
    if case.draft:
        yield Told(case.proposed_at or case.received_at, "", verb_name("draft"), case.draft)


def _files(case: Case) -> Iterator[MovedFile]:
    for file in records.attachments_of(case.sub_district_id, case.id, for_staff=True):
        content = records.file_content(file.path)
        if content is not None:
            yield MovedFile(file.media_type, content)
