"""A request moves into a sealed room: offered by staff, agreed by its sender, taken by the room.

What moves is every word that anybody wrote about it and every photo. What stays is a stub with
number, community, category and states, so that counts stay true.
"""

from __future__ import annotations

import os
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.cases.actions import search_index
from linli.cases.actions.work import Work, load
from linli.cases.actions.writing import write
from linli.cases.models import (
    Assistance,
    Case,
    CaseSender,
    CaseStep,
    FollowUp,
    HandOver,
    Question,
    Rating,
    Sealing,
    SubTask,
)
from linli.cases.queries import sentences
from linli.cases.queries.sealing import offer_on, words_of
from linli.cases.rules import (
    TAKEN_BY,
    AgreedBy,
    CaseState,
    MovedWords,
    SealedRoom,
    Verb,
    contact_channel,
)
from linli.kernel.actor import Actor
from linli.records import actions as records
from linli.records.actions import Channel, Letter
from linli.records.rules import letter_key
from linli.tenancy.models import new_id
from linli.tenancy.overwriting import overwritten

MOVED = "cases/sealed"


@transaction.atomic
def offer_sealing(
    *, actor: Actor, case_id: UUID, version: int, room: SealedRoom, at: datetime
) -> Case:
    """Ask the sender whether the request may move into a sealed room."""
    work = load(actor=actor, case_id=case_id, version=version, kept={"room": room.value}, at=at)
    work.require(Verb.OFFER_SEAL)
    _require_alone(work)
    if offer_on(work.case) is not None:
        raise sentences.refused("offered_already")
    work.batch.add(
        Sealing(
            sub_district_id=work.tenant,
            case_id=case_id,
            room=room.value,
            community_id=work.case.community_id,
            offered_at=at,
            offered_by_label=actor.label,
        )
    )
    work.note(Verb.OFFER_SEAL, room=room.value)
    work.tell_sender("cases/seal_offered", once=at.isoformat())
    write([work])
    return work.case


@transaction.atomic
def answer_sealing(
    *,
    actor: Actor,
    case_id: UUID,
    yes: bool,
    by: AgreedBy,
    slip: str = "",
    at: datetime,
) -> Case:
    """Write down what the sender says to the offer; a no leaves everything as it is."""
    work = load(actor=actor, case_id=case_id, slip=slip, as_sender=True, at=at)
    work.require(Verb.AGREE_SEAL)
    offer = offer_on(work.case, locked=True)
    if offer is None or offer.agreed_at is not None:
        raise sentences.refused("not_offered")
    offer.answered_by = (AgreedBy.APP if work.is_sender else by).value
    offer.agreed_at, offer.refused_at = (at, None) if yes else (None, at)
    offer.save(update_fields=["answered_by", "agreed_at", "refused_at"])
    work.note(Verb.AGREE_SEAL, yes=yes, by=offer.answered_by)
    write([work])
    return work.case


@transaction.atomic
def take_back_agreement(*, actor: Actor, case_id: UUID, slip: str = "", at: datetime) -> Case:
    """Let the sender change a yes into a no, as long as the room has not taken the request."""
    work = load(actor=actor, case_id=case_id, slip=slip, as_sender=True, at=at)
    work.require(Verb.AGREE_SEAL)
    offer = offer_on(work.case, locked=True)
    if offer is None or offer.agreed_at is None:
        raise sentences.refused("not_offered")
    offer.agreed_at, offer.refused_at = None, at
    offer.save(update_fields=["agreed_at", "refused_at"])
    work.note(Verb.AGREE_SEAL, yes=False, by=AgreedBy.APP.value)
    write([work])
    return work.case


@transaction.atomic
def move_to_sealed_room(
    *, actor: Actor, case_id: UUID, room: SealedRoom, at: datetime
) -> MovedWords:
    """Take all words and photos out of a request whose sender agreed; they are handed on once.

    The caller closes them in the same transaction; that the actor belongs to the room's team
    is the caller's to know.
    """
    work = load(actor=actor, case_id=case_id, at=at)
    work.is_confidant = actor.kind == TAKEN_BY[room]
    offer = offer_on(work.case, locked=True)
    if not work.is_confidant or offer is None or offer.room != room.value:
        raise sentences.missing()
    work.require(Verb.SEAL)
    if offer.agreed_at is None:
        raise sentences.refused("not_agreed")
    _require_alone(work)
    moved = words_of(work.case)
    with overwritten():
        _empty(work)
        offer.moved_at = at
        offer.save(update_fields=["moved_at"])
    return moved


def _require_alone(work: Work) -> None:
    joined = Case.objects.filter(sub_district_id=work.tenant, merged_into_id=work.case.id)
    if joined.exists():
        raise sentences.refused("has_merged")


def _empty(work: Work) -> None:
    """Leave a stub: no word, no place below the community, nobody who sent it."""
    case, key = work.case, {"sub_district_id": work.tenant, "case_id": work.case.id}
    search_index.take_out(case, was_at=_first_place_words(case))
    letters = _letters(work)
    records.drop_letters_about(sub_district_id=work.tenant, number=case.number)
    records.take_out_attachments(sub_district_id=work.tenant, subject_id=case.id)
    _empty_around(key, at=work.at)
    _empty_row(case, at=work.at)
    search_index.add([case])
    before = work.state
    work.move(CaseState.TRANSFERRED)
    work.note(Verb.SEAL, before=before)
    for letter in letters:
        work.batch.tell(letter, at=work.at)
    write([work])


def _empty_row(case: Case, *, at: datetime) -> None:
    case.title, case.sealed_at, case.closed_at, case.forgotten_at = (
        _("Moved into a sealed file"),
        at,
        at,
        at,
    )
    case.body = case.place_text = case.answer = case.draft = ""
    case.published_title = case.published_body = ""
    case.published_at = case.proposed_by = case.proposed_at = None
    case.may_publish = False
    case.place_id = case.community_id
    case.compound_id = case.building_id = case.patch_id = case.group_id = case.grid_id = None
    case.lat_e7 = case.lng_e7 = None
    case.complained_of_id = None
    # Without the old salt nobody can try a guessed text against the journal's proofs.
    case.salt = os.urandom(16).hex()


def _empty_around(key: dict[str, UUID], *, at: datetime) -> None:
    CaseStep.objects.filter(**key).update(text="", data={})
    CaseSender.objects.filter(**key).update(name="", contact="", account_id=None)
    Question.objects.filter(**key, answered_at=None).update(answered_at=at)
    Question.objects.filter(**key).update(text="", choices=[], answer="")
    SubTask.objects.filter(**key, done_at=None).update(done_at=at)
    SubTask.objects.filter(**key).update(what="", result="")
    HandOver.objects.filter(**key, done_at=None, revoked_at=None).update(revoked_at=at)
    HandOver.objects.filter(**key).update(
        body_name="", contact="", what="", outside_number="", result=""
    )
    Rating.objects.filter(**key).update(comment="")
    FollowUp.objects.filter(**key, done_at=None).update(done_at=at)
    Assistance.objects.filter(**key, to_at=None).update(to_at=at)


def _first_place_words(case: Case) -> str:
    """What the place was called when the request came in: the index was written with it."""
    sorted_first = CaseStep.objects.filter(
        sub_district_id=case.sub_district_id, case_id=case.id, verb=Verb.SORT.value
    )
    for step in sorted_first.order_by("at", "id"):
        if "place_text" in step.data.get("before", {}):
            return str(step.data["before"]["place_text"] or "")
    return case.place_text


def _letters(work: Work) -> list[Letter]:
    """A last letter to the sender; it names no number, so that nothing leads back from it."""
    mark, found = str(new_id()), []
    sender = CaseSender.objects.filter(sub_district_id=work.tenant, case_id=work.case.id).first()
    if sender is not None and sender.account_id:
        key = letter_key(MOVED, new_id(), mark, "inbox")
        found.append(
            Letter(key=key, channel=Channel.INBOX, template=MOVED, account_id=sender.account_id)
        )
    channel, address = contact_channel(sender.contact if sender else "")
    if channel:
        key = letter_key(MOVED, new_id(), mark, channel)
        found.append(Letter(key=key, channel=Channel(channel), template=MOVED, address=address))
    return found
