"""Anybody may object to a notice while it hangs; who put it up answers in time, or it rises."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.decisions.actions.notice_work import NoticeWork, no_publication
from linli.decisions.models import Publication, PublicationObjection
from linli.decisions.queries.publications import (
    publication,
    publication_objection,
    sees_notices_at,
)
from linli.decisions.rules import ObjectionTheme
from linli.decisions.rules.publications import ANSWER, ESCALATION, NEVER_OBJECTED
from linli.decisions.rules.who import POWERS, Verb
from linli.kernel.actor import Actor, system_actor
from linli.kernel.clocks import escalation_steps
from linli.kernel.errors import Missing, Refused
from linli.people import queries as people
from linli.records.actions import (
    AT_ONCE,
    Batch,
    Channel,
    Guard,
    Letter,
    claim_key,
    in_batches,
    log_access_many,
    record_forgotten,
)
from linli.records.queries import (
    calendar_for,
    duties_to_look_at,
    kept_until,
    rule_in_force,
)
from linli.records.rules import letter_key
from linli.tenancy.models import new_id
from linli.tenancy.rows import locked

if TYPE_CHECKING:
    from linli.records.models import Duty

SUBJECT = "decisions.notice_objection"
DUTY = "answer"
LONGEST = 2000
CONTACTS = "personal.retention.request_contact"


@transaction.atomic
def object_to_publication(
    *,
    actor: Actor,
    publication_id: UUID,
    theme: ObjectionTheme,
    words: str,
    contact: str = "",
    key: str = "",
    at: datetime,
) -> PublicationObjection:
    """Object to a notice that hangs; the clock of the answer runs from now."""
    work = NoticeWork.on(actor=actor, publication_id=publication_id, at=at)
    _require_open(work)
    if not words.strip() or len(words) > LONGEST:
        raise Refused("no_words", _("Say in a few sentences what you object to."))
    sender_id = None if actor.post else actor.account_id
    if sender_id is None and not contact.strip():
        raise Refused(
            "no_contact", _("Leave a telephone number or an address, so that you get the answer.")
        )
    limit = rule_in_force(work.tenant, ANSWER, on=work.today).duration
    made = PublicationObjection(
        id=new_id(),
        sub_district_id=work.tenant,
        publication=work.publication,
        edition=work.publication.edition,
        theme=theme.value,
        words=words.strip(),
        account_id=sender_id,
        contact=contact.strip(),
        made_at=at,
        due_on=calendar_for(work.tenant).due_after(at, limit).on,
    )
    if key and (before := _sent_before(work, made, key)):
        return before
    made.save(force_insert=True)
    work.record(
        "decisions.object_to_publication",
        {"objection": str(made.id), "theme": made.theme, "edition": made.edition},
        text=made.words,
    )
    work.batch.write()
    _start_clock(work, made)
    return made


@transaction.atomic
def answer_publication_objection(
    *, actor: Actor, objection_id: UUID, answer: str, upheld: bool, at: datetime
) -> PublicationObjection:
    """Answer an objection with a reason; the answer is public, the objection is not."""
    found = _locked(actor, objection_id)
    work = NoticeWork.on(actor=actor, publication_id=found.publication_id, at=at)
    work.require()
    if found.answered_at is not None:
        raise Refused("answered_already", _("This objection has its answer already."))
    if not answer.strip():
        raise Refused("no_answer", _("Give the answer with its reason."))
    found.answer, found.upheld = answer.strip(), upheld
    found.answered_at, found.answered_by = at, actor.label
    found.save(update_fields=["answer", "upheld", "answered_at", "answered_by"])
    work.record(
        "decisions.answer_publication_objection",
        {"objection": str(found.id), "upheld": upheld},
        text=found.answer,
    )
    _tell_sender(work, found)
    work.batch.write()
    clock = Batch.on(found, SUBJECT)
    clock.clocks.end([DUTY], at=at)
    clock.write()
    return found


@transaction.atomic
def look_at_publication_objection(
    *, actor: Actor, objection_id: UUID, at: datetime
) -> PublicationObjection:
    """Read an objection and its contact at the desk; its sender sees who did."""
    found = publication_objection(actor.sub_district_id, objection_id)
    on = timezone.localdate(at)
    if found is None or not sees_notices_at(actor, found.publication.place_id, on=on):
        raise _no_objection()
    sender = [("people.account", found.account_id)] if found.account_id else []
    log_access_many(
        actor=actor,
        subjects=[("decisions.publication", found.publication_id), *sender],
        what=_("an objection to a notice and its contact"),
        why=_("to answer it"),
        at=at,
    )
    return found


def remind_objections(*, sub_district_id: UUID, at: datetime) -> int:
    """Tell of objections without an answer in time, then one level up after the other, each once.

    Each objection is a transaction of its own; one that fails is put off and stops none after it.
    """
    guard = Guard(job="decisions.notice_objections", sub_district_id=sub_district_id, at=at)
    due = duties_to_look_at(
        subject_kind=SUBJECT, sub_district_id=sub_district_id, at=at, limit=AT_ONCE
    )
    told = 0
    for objection_id in dict.fromkeys(duty.subject_id for duty in due):
        done = guard.do(objection_id, partial(_remind, sub_district_id, objection_id, at=at))
        if done is None:
            guard.put_off(objection_id)
        told += done or 0
    return told


def forget_objectors(*, sub_district_id: UUID, at: datetime) -> int:
    """Forget who objected once the answer is old enough; theme, words and answer stay."""
    before = kept_until(sub_district_id, CONTACTS, at=at)
    gone = in_batches(partial(_forget_some, sub_district_id, before, at))
    record_forgotten(
        sub_district_id=sub_district_id,
        did="decisions.forget_objectors",
        counts={"contacts": gone},
        at=at,
    )
    return gone


def _forget_some(sub_district_id: UUID, before: datetime, at: datetime) -> int:
    mine = PublicationObjection.objects.filter(sub_district_id=sub_district_id)
    old = mine.filter(answered_at__lt=before, forgotten_at=None)
    some = mine.filter(id__in=list(old.values_list("id", flat=True)[:AT_ONCE]))
    return some.update(account=None, contact="", forgotten_at=at)


def _no_objection() -> Missing:
    return Missing("no_objection", _("There is no such objection."))


def _locked(actor: Actor, objection_id: UUID) -> PublicationObjection:
    tenant = actor.sub_district_id
    return locked(PublicationObjection, tenant, objection_id, missing=_no_objection())


def _require_open(work: NoticeWork) -> None:
    notice = work.publication
    if work.kind in NEVER_OBJECTED:
        raise Refused(
            "tells_only",
            _("This notice only tells of something. Report what is wrong as a request instead."),
        )
    if notice.down_on is not None or work.today > notice.until:
        words = _("Objections to this notice ended on %(day)s.")
        raise Refused("objections_over", words % {"day": notice.until.isoformat()})


def _sent_before(
    work: NoticeWork, made: PublicationObjection, key: str
) -> PublicationObjection | None:
    told = claim_key(
        sub_district_id=work.tenant,
        act="decisions.object_to_publication",
        key=key,
        body={
            "publication": str(work.publication.id),
            "theme": made.theme,
            "words": made.words,
        },
        answer={"objection": str(made.id)},
        at=work.at,
    )
    return publication_objection(work.tenant, UUID(told["objection"])) if told else None


def _start_clock(work: NoticeWork, made: PublicationObjection) -> None:
    batch = Batch.on(made, SUBJECT, new=True)
    post_id = _nearest(work.publication, POWERS[Verb.ANSWER], work.at)
    batch.clocks.start(
        DUTY,
        rule_keys=[ANSWER],
        place_id=work.publication.place_id,
        post_id=post_id,
        at=work.at,
    )
    _tell(batch, "decisions/notice_objection", post_id, made, work.at)
    batch.write()


@transaction.atomic
def _remind(sub_district_id: UUID, objection_id: UUID, *, at: datetime) -> int:
    found = _locked(system_actor(sub_district_id), objection_id)
    notice = publication(sub_district_id, found.publication_id)
    if notice is None:
        raise no_publication()
    batch = Batch.on(found, SUBJECT)
    told = sum(_escalate(batch, duty, found, notice, at) for duty in batch.clocks.to_look_at(at=at))
    batch.write()
    return told


def _escalate(
    batch: Batch, duty: Duty, found: PublicationObjection, notice: Publication, at: datetime
) -> int:
    first = duty.level == 0
    rule = rule_in_force(batch.sub_district_id, ESCALATION, on=timezone.localdate(at))
    fresh = batch.clocks.look_at(duty, escalation_steps(rule.rows), at=at)
    if not fresh:
        return 0
    posts = [duty.post_id] if first else []
    posts += [_nearest(notice, {step.post}, at) for step in fresh]
    for post_id in dict.fromkeys(posts):
        _tell(batch, "decisions/notice_objection_late", post_id, found, at)
    batch.record(
        actor=system_actor(batch.sub_district_id),
        did="decisions.publication_objection_late",
        facts={"publication": str(notice.id), "levels": duty.level},
        at=at,
    )
    return len(fresh)


def _nearest(notice: Publication, kinds: Iterable[str], at: datetime) -> UUID | None:
    """The nearest held post of these kinds above the notice's place."""
    on = timezone.localdate(at)
    line = people.line_of(notice.sub_district_id, notice.place_id, on=on)
    wanted = [str(kind) for kind in kinds]
    held = people.held_posts_at(notice.sub_district_id, line, wanted, on=on)
    held.sort(key=lambda one: line.index(one[3]))
    return next((one[0] for one in held), None)


def _tell(
    batch: Batch, template: str, post_id: UUID | None, found: PublicationObjection, at: datetime
) -> None:
    batch.tell_post(
        post_id,
        template,
        mark=found.id,
        params={"title": found.publication.title, "due": found.due_on.isoformat()},
        link=reverse("decisions:desk_publication_objection", args=[found.id]),
        at=at,
    )


def _tell_sender(work: NoticeWork, found: PublicationObjection) -> None:
    if found.account_id is None:
        return
    template = "decisions/notice_answer"
    letter = Letter(
        key=letter_key(template, work.publication.id, found.id, found.account_id),
        channel=Channel.INBOX,
        template=template,
        params={"title": work.publication.title},
        account_id=found.account_id,
        link=reverse("decisions:public_publication", args=[work.publication.number]),
    )
    work.batch.tell(letter, at=work.at)
