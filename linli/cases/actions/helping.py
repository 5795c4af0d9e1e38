"""Units that help the lead, and parts of the work given to other posts."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from linli.cases.actions.work import Work, load
from linli.cases.actions.writing import write
from linli.cases.models import Assistance, Case, SubTask
from linli.cases.queries import routing, sentences
from linli.cases.queries.facts import helping_with
from linli.cases.rules import Audience, Verb, screened_of_ids, tidy_line
from linli.cases.rules.texts import TASK_LENGTH, TASK_RESULT_LENGTH
from linli.kernel.actor import Actor
from linli.tenancy.rows import locked


@transaction.atomic
def assist(*, actor: Actor, case_id: UUID, post_id: UUID, at: datetime) -> Case:
    """Let another post help the lead."""
    work = load(actor=actor, case_id=case_id, at=at)
    work.require(Verb.ASSIST)
    to = routing.receiver(work.tenant, post_id, on=timezone.localdate(at))
    if to is None:
        raise sentences.refused("unknown_post")
    let_help(work, to)
    write([work])
    return work.case


def let_help(work: Work, to: routing.Receiver) -> None:
    """Add a helping post to a piece of work."""
    helping = {hand.post_id for hand in helping_with(work.tenant, work.case.id)}
    if to.post_id == work.case.lead_post_id or to.post_id in helping:
        raise sentences.refused("same_post")
    work.batch.add(
        Assistance(
            sub_district_id=work.tenant,
            case_id=work.case.id,
            post_id=to.post_id,
            organisation_id=to.organisation_id,
            from_at=work.at,
        )
    )
    work.note(Verb.ASSIST, audience=Audience.STAFF, post=str(to.post_id))
    work.tell_post(to.post_id, "cases/assist")


@transaction.atomic
def end_assist(*, actor: Actor, case_id: UUID, post_id: UUID, at: datetime) -> Case:
    """End a post's help."""
    work = load(actor=actor, case_id=case_id, at=at)
    work.require(Verb.END_ASSIST)
    ended = Assistance.objects.filter(
        sub_district_id=work.tenant, case_id=case_id, post_id=post_id, to_at=None
    ).update(to_at=at)
    if not ended:
        raise sentences.refused("not_helping")
    work.note(Verb.END_ASSIST, audience=Audience.STAFF, post=str(post_id))
    write([work])
    return work.case


@transaction.atomic
def add_sub_task(
    *,
    actor: Actor,
    case_id: UUID,
    post_id: UUID,
    what: str,
    due_on: date | None = None,
    at: datetime,
) -> SubTask:
    """Give a part of the work to a post, by a day."""
    work = load(actor=actor, case_id=case_id, at=at)
    work.require(Verb.ADD_TASK)
    text = screened_of_ids(tidy_line(what))
    if not text:
        raise sentences.refused("no_text")
    if len(text) > TASK_LENGTH:
        raise sentences.refused("text_too_long")
    to = routing.receiver(work.tenant, post_id, on=timezone.localdate(at))
    if to is None:
        raise sentences.refused("unknown_post")
    task = SubTask(
        sub_district_id=work.tenant,
        case_id=case_id,
        post_id=post_id,
        what=text,
        due_on=due_on,
        made_at=at,
    )
    work.batch.add(task)
    if post_id != work.case.lead_post_id and post_id not in _helpers(work):
        let_help(work, to)
    work.note(Verb.ADD_TASK, text=text, audience=Audience.STAFF, post=str(post_id))
    work.tell_post(post_id, "cases/task", once=str(task.id))
    write([work])
    return task


@transaction.atomic
def finish_sub_task(*, actor: Actor, task_id: UUID, result: str = "", at: datetime) -> SubTask:
    """Report a part of the work as done: by the post that has it, or by the lead."""
    task = locked(SubTask, actor.sub_district_id, task_id, missing=sentences.missing())
    work = load(actor=actor, case_id=task.case_id, at=at)
    if actor.post is None or actor.post.post_id != task.post_id:
        work.require(Verb.FINISH_TASK)
    if task.done_at is not None:
        raise sentences.refused("task_done")
    text = screened_of_ids(tidy_line(result))
    if len(text) > TASK_RESULT_LENGTH:
        raise sentences.refused("text_too_long")
    task.done_at, task.result = at, text
    task.save(update_fields=["done_at", "result"])
    work.note(Verb.FINISH_TASK, text=text, audience=Audience.STAFF, task=str(task.id))
    work.tell_post(work.case.lead_post_id, "cases/task_done", once=str(task.id))
    write([work])
    return task


def _helpers(work: Work) -> set[UUID]:
    return {hand.post_id for hand in helping_with(work.tenant, work.case.id)}
