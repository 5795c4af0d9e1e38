"""A major dispute is told to the sub-district in a summary without names, and answered (S21)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.counsel.actions.mediation.table import Table
from linli.counsel.actions.work import gone
from linli.counsel.models import Membership, RaisedDispute
from linli.counsel.rules import Role
from linli.counsel.rules.who import POWERS, Verb
from linli.kernel.actor import Actor
from linli.kernel.errors import Conflict, NotAllowed, Refused
from linli.kernel.numbers import RecordNumber
from linli.kernel.posts import PostKind
from linli.kernel.screening import numbers_found
from linli.people import queries as people
from linli.places import queries as places
from linli.records import actions as records
from linli.records.actions import Batch
from linli.tenancy.dated import in_force
from linli.tenancy.rows import locked

SUBJECT = "counsel.raised"
ANSWER_RULE = "mediation.raised_answer"
OFFICE_PAGE = "/desk/disputes/"
_LEAST_NAME = 2


@transaction.atomic
def raise_dispute(
    *, actor: Actor, file_id: UUID, summary: str, version: int | None = None, at: datetime
) -> RaisedDispute:
    """Tell the sub-district of a major dispute; no name, no number and no dwelling may stand in it.

    The office sees community, topic and summary under a number of its own, never the file.
    """
    table = Table.of(actor=actor, file_id=file_id, version=version, at=at)
    table.require_team()
    _require_nameless(table, summary)
    rows = RaisedDispute.objects.filter(sub_district_id=table.work.tenant, file_id=file_id)
    if rows.filter(answered_at=None).exists():
        raise Refused("is_raised", _("The sub-district was told already and has not answered yet."))
    raised = RaisedDispute.objects.create(
        sub_district_id=table.work.tenant,
        file=table.file,
        number=_number(table),
        place_id=table.file.place_id,
        topic=table.file.topic,
        summary=summary.strip(),
        raised_at=at,
        raised_by=actor.label,
        due_on=table.day_of_rule(ANSWER_RULE),
    )
    batch = Batch(
        sub_district_id=table.work.tenant, subject_kind=SUBJECT, subject_id=raised.id, new=True
    )
    batch.record(actor=actor, did="counsel.raise_dispute", facts={"topic": raised.topic}, at=at)
    for post_id in _office(actor, at):
        batch.tell_post(
            post_id,
            "counsel/dispute_raised",
            mark=1,
            params={"number": raised.number},
            link=OFFICE_PAGE,
            at=at,
        )
    table.count("raised")
    table.write()
    batch.write()
    return raised


@transaction.atomic
def answer_dispute(
    *, actor: Actor, raised_id: UUID, text: str, version: int | None = None, at: datetime
) -> RaisedDispute:
    """Answer the team as the sub-district; the file stays closed to whoever answers."""
    if actor.kind not in POWERS[Verb.ANSWER_DISPUTES]:
        raise NotAllowed("not_office", _("The sub-district's office answers here."))
    raised = locked(RaisedDispute, actor.sub_district_id, raised_id, missing=gone())
    if version is not None and version != raised.version:
        raise Conflict("changed", _("Somebody else changed this first. Look at it again."))
    if raised.answered_at is not None:
        raise Refused("is_answered", _("This was answered already."))
    if not text.strip():
        raise Refused("no_words", _("Write what the sub-district does or advises."))
    raised.answer, raised.answered_at, raised.answered_by = text.strip(), at, actor.label
    raised.version += 1
    raised.save(update_fields=["answer", "answered_at", "answered_by", "version"])
    batch = Batch(sub_district_id=actor.sub_district_id, subject_kind=SUBJECT, subject_id=raised.id)
    batch.record(actor=actor, did="counsel.answer_dispute", facts={}, text=raised.answer, at=at)
    directors = Membership.objects.filter(
        in_force(timezone.localdate(at)),
        sub_district_id=actor.sub_district_id,
        team__files__id=raised.file_id,
        role=Role.DIRECTOR.value,
    )
    for post_id in directors.values_list("post_id", flat=True):
        batch.tell_post(
            post_id, "counsel/dispute_answered", mark=1, params={}, link="/desk/files/", at=at
        )
    batch.write()
    return raised


def _require_nameless(table: Table, summary: str) -> None:
    if len(summary.strip()) < 10:  # noqa: PLR2004
        raise Refused("no_words", _("Write the summary in a few sentences."))
    if numbers_found(summary):
        raise Refused("has_number", _("A telephone or identity number stands in it. Take it out."))
    held = [table.work.opened.read(one) for one in table.parties]
    words = [
        str(one.get(part, "")).strip() for one in held for part in ("name", "phone", "address")
    ]
    if any(len(word) >= _LEAST_NAME and word in summary for word in words):
        raise Refused(
            "has_name", _("The name, telephone or dwelling of a side stands in it. Take it out.")
        )


def _number(table: Table) -> str:
    root = places.root(table.work.tenant)
    short = root.short if root and root.short else "LL"
    number = RecordNumber(short, "SB", table.work.today.year, 1)
    serial = records.next_number(sub_district_id=table.work.tenant, prefix=number.prefix)
    return str(RecordNumber(number.place, number.kind, number.year, serial))


def _office(actor: Actor, at: datetime) -> list[UUID]:
    root = places.root(actor.sub_district_id)
    found = people.posts_at(
        actor.sub_district_id,
        [root.id] if root else [],
        on=timezone.localdate(at),
        kinds={PostKind.GOVERNANCE_OFFICER},
    )
    return [card.post_id for card in found]
