"""Public notices: text for good with its digest, photos when it goes up and when it comes down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.elections.actions.work import SUBJECT, Work
from linli.elections.models import ElectionStep, Notice
from linli.elections.queries.calendar import limit_at, steps_of, turn_of
from linli.elections.rules import ElectionState, Verb
from linli.elections.rules.calendar import step_of
from linli.elections.rules.notices import NoticeText, hangs_until
from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, Refused
from linli.kernel.workdays import Unit
from linli.records import actions as records
from linli.records.queries import journal_head
from linli.records.rules import Prepared


@dataclass(frozen=True, slots=True)
class NoticeDraft:
    """What is to hang where, from when to when."""

    title: str
    text: str
    where: str
    posted_on: date
    until: date


@transaction.atomic
def post_notice(
    *,
    actor: Actor,
    election_id: UUID,
    step_key: str,
    draft: NoticeDraft,
    photo: Prepared | None = None,
    key: str,
    at: datetime,
) -> Notice:
    """Post the notice of a step whose turn it is; its text never changes afterwards."""
    work = Work.on(actor=actor, election_id=election_id, at=at)
    work.require(Verb.POST_NOTICE)
    before = records.claim_key(
        sub_district_id=work.tenant,
        act="elections.post_notice",
        key=key,
        body={"step": step_key, "title": draft.title, "text": draft.text},
        at=at,
    )
    if before is not None:
        return _notices(work).filter(step_key=step_key).latest("number")
    step = _step_of_turn(work, step_key)
    _require_sound(work, step, draft)
    number = _notices(work).count() + 1
    words = NoticeText(
        number=f"{work.election.number}/{number}",
        title=draft.title.strip(),
        text=draft.text.strip(),
        where=draft.where.strip(),
        posted_on=draft.posted_on,
        until=draft.until,
    )
    notice = Notice.objects.create(
        sub_district_id=work.tenant,
        election=work.election,
        step_key=step_key,
        number=number,
        title=words.title,
        text=words.text,
        where=words.where,
        posted_on=words.posted_on,
        until=words.until,
        first_photo_id=_photo(work, photo),
        digest=words.digest,
        journal_head=journal_head(work.tenant),
        made_by=actor.label,
        made_at=at,
    )
    work.record(
        "elections.post_notice", {"step": step_key, "number": number, "digest": words.digest}
    )
    work.write()
    return notice


@transaction.atomic
def show_notice(*, actor: Actor, notice_id: UUID, photo: Prepared, at: datetime) -> Notice:
    """Add the photo that shows the notice on the wall."""
    work, notice = _of(actor, notice_id, at)
    if notice.first_photo_id is not None:
        raise Refused("shown_before", _("There is a photo of this notice already."))
    notice.first_photo_id = _photo(work, photo)
    notice.save(update_fields=["first_photo_id"])
    work.record("elections.show_notice", {"number": notice.number})
    work.write()
    return notice


@transaction.atomic
def take_notice_down(
    *, actor: Actor, notice_id: UUID, photo: Prepared, on: date, at: datetime
) -> Notice:
    """Note that a notice came down, with a photo of it on its last day; not before its time."""
    work, notice = _of(actor, notice_id, at)
    if notice.taken_down_on is not None:
        raise Refused("down_before", _("This notice was taken down already."))
    if on < notice.until or timezone.localdate(at) < on:
        words = _("This notice hangs until %(day)s; it cannot come down before.")
        raise Refused("too_early", words % {"day": notice.until})
    notice.taken_down_on = on
    notice.last_photo_id = _photo(work, photo)
    notice.save(update_fields=["taken_down_on", "last_photo_id"])
    work.record("elections.take_notice_down", {"number": notice.number, "on": on.isoformat()})
    work.write()
    return notice


def _notices(work: Work) -> models.QuerySet[Notice]:
    return Notice.objects.filter(sub_district_id=work.tenant, election=work.election)


def _of(actor: Actor, notice_id: UUID, at: datetime) -> tuple[Work, Notice]:
    found = Notice.objects.filter(sub_district_id=actor.sub_district_id, id=notice_id).first()
    if found is None:
        raise Missing("no_notice", _("There is no such notice."))
    work = Work.on(actor=actor, election_id=found.election_id, at=at)
    work.require(Verb.POST_NOTICE)
    return work, Notice.objects.get(id=notice_id, sub_district_id=actor.sub_district_id)


def _photo(work: Work, photo: Prepared | None) -> UUID | None:
    if photo is None:
        return None
    kept = records.attach(
        actor=work.actor,
        subject_kind=SUBJECT,
        subject_id=work.election.id,
        prepared=photo,
        at=work.at,
    )
    return kept.id


def _step_of_turn(work: Work, step_key: str) -> ElectionStep:
    if work.state is ElectionState.CANCELLED:
        raise Refused("cancelled", _("This election was cancelled; its calendar ended with it."))
    steps = steps_of(work.election)
    step = next((one for one in steps if one.key == step_key), None)
    if step is None or not step_of(step.plan).notice:
        raise Missing("no_step", _("This election has no step with a notice of that kind."))
    if step_key not in turn_of(steps):
        raise Refused("not_its_turn", _("A notice is posted when the turn of its step has come."))
    return step


def _require_sound(work: Work, step: ElectionStep, draft: NoticeDraft) -> None:
    if not (draft.title.strip() and draft.text.strip() and draft.where.strip()):
        raise Refused("empty_notice", _("A notice has a title, a text and a place where it hangs."))
    today = timezone.localdate(work.at)
    if draft.posted_on > today:
        raise Refused("posted_in_future", _("Record the notice on the day it goes up, or after."))
    if step.not_before is not None and draft.posted_on < step.not_before:
        words = _("This notice may go up from %(day)s on, not before.")
        raise Refused("too_early", words % {"day": step.not_before})
    rule_key = step_of(step.plan).notice_rule
    limit = limit_at(work.tenant, today)(rule_key) if rule_key else None
    days = limit.count if limit and limit.unit is Unit.DAYS else 1
    if draft.until < hangs_until(draft.posted_on, days):
        words = _("This notice hangs at least %(days)s days, the day of posting not counted.")
        source = work.rule(rule_key).source.zh if limit else ""
        raise Refused("too_short", words % {"days": days}, source=source)
