"""Anybody may object to a public roll; each objection is answered with a reason, in time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.elections.actions.roll_work import RollWork, no_line
from linli.elections.models import RollLine, RollObjection
from linli.elections.queries import objections, roll_lines, roll_rules, rolls
from linli.elections.rules import RUNNERS, RollState, Verb
from linli.elections.rules.rolls import ObjectionKind
from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, Refused
from linli.people import queries as people
from linli.records.actions import Channel, Letter, claim_key, log_access_many
from linli.records.queries import calendar_for
from linli.records.rules import letter_key
from linli.tenancy.models import new_id
from linli.tenancy.rows import locked

OPEN_AT_MOST = 10
"""So many objections of one account to one roll wait for their answers at a time."""


@transaction.atomic
def object_to_roll(
    *,
    actor: Actor,
    roll_id: UUID,
    kind: ObjectionKind,
    words: str,
    contact: str = "",
    number: int | None = None,
    key: str = "",
    at: datetime,
) -> RollObjection:
    """Say that a public roll is wrong; the clock of the answer runs from now."""
    work = RollWork.on(actor=actor, roll_id=roll_id, at=at)
    _require_open(work)
    if not words.strip():
        raise Refused("no_words", _("Say what is wrong, so that it can be answered."))
    sender_id = None if actor.post else actor.account_id
    if sender_id is None and not contact.strip():
        raise Refused(
            "no_contact", _("Leave a telephone number or an address, so that you get the answer.")
        )
    _require_few_open(work, sender_id)
    limit = roll_rules.adopted_rule(
        work.tenant, roll_rules.RULING[work.kind], on=timezone.localdate(at)
    ).duration
    made = RollObjection(
        id=new_id(),
        sub_district_id=work.tenant,
        roll=work.roll,
        line=_named_line(work, kind, number),
        kind=kind,
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
        "elections.object_to_roll",
        {"objection": str(made.id), "kind": str(kind), "number": number},
        text=made.words,
    )
    _tell_office(work, made)
    work.batch.write()
    return made


def _require_few_open(work: RollWork, sender_id: UUID | None) -> None:
    """One person waits for some answers before asking more; a roll is not held up by one."""
    if sender_id is None:
        return
    rows = RollObjection.objects.filter(
        sub_district_id=work.tenant, roll=work.roll, account_id=sender_id, answered_at=None
    )
    if rows.count() >= OPEN_AT_MOST:
        words = _(
            "%(count)d objections of yours wait for their answer already. Send the next one when "
            "they are answered, or tell the office all at once."
        )
        raise Refused("many_open", words % {"count": OPEN_AT_MOST})


@transaction.atomic
def answer_alike(
    *, actor: Actor, roll_id: UUID, objection_ids: Sequence[UUID], answer: str, at: datetime
) -> int:
    """Give objections that say the same one answer, or set repeats aside with the reason.

    It leaves the roll as it is: whoever is right is answered alone, and the line is corrected.
    """
    rows = RollObjection.objects.filter(
        sub_district_id=actor.sub_district_id, roll_id=roll_id, id__in=objection_ids
    )
    open_ones = list(rows.filter(answered_at=None).order_by("id").values_list("id", flat=True))
    if not open_ones:
        raise Refused("none_chosen", _("Choose the objections that get this answer."))
    for objection_id in open_ones:
        answer_objection(actor=actor, objection_id=objection_id, upheld=False, answer=answer, at=at)
    return len(open_ones)


@transaction.atomic
def answer_objection(
    *, actor: Actor, objection_id: UUID, upheld: bool, answer: str, at: datetime
) -> RollObjection:
    """Answer an objection with a reason; what it changes in the roll is a correction of its own."""
    found = locked(
        RollObjection,
        actor.sub_district_id,
        objection_id,
        missing=Missing("no_objection", _("There is no such objection to the roll.")),
    )
    work = RollWork.on(actor=actor, roll_id=found.roll_id, at=at)
    work.require(Verb.ANSWER_OBJECTION)
    work.require_state(RollState.PUBLISHED)
    if found.answered_at is not None:
        raise Refused("answered_already", _("This objection to the roll has its answer already."))
    if not answer.strip():
        raise Refused("no_answer", _("Give the answer with its reason."))
    found.answer, found.upheld = answer.strip(), upheld
    found.answered_at, found.answered_by = at, actor.label
    found.save(update_fields=["answer", "upheld", "answered_at", "answered_by"])
    work.record(
        "elections.answer_objection",
        {"objection": str(found.id), "upheld": upheld},
        text=found.answer,
    )
    _tell_sender(work, found)
    work.batch.write()
    return found


@transaction.atomic
def look_at_objection(*, actor: Actor, objection_id: UUID, at: datetime) -> RollObjection:
    """Read an objection and its contact at the desk; its sender sees who did."""
    found = objections.objection(actor.sub_district_id, objection_id)
    on = timezone.localdate(at)
    if found is None or rolls.roll_seen_by(actor, found.roll_id, on=on) is None:
        raise Missing("no_objection", _("There is no such objection to the roll."))
    sender = [("people.account", found.account_id)] if found.account_id else []
    log_access_many(
        actor=actor,
        subjects=[("elections.roll", found.roll_id), *sender],
        what=_("an objection and its contact"),
        why=_("to answer it"),
        at=at,
    )
    return found


def _require_open(work: RollWork) -> None:
    roll = work.roll
    if roll.state == RollState.PUBLISHED and roll.objections_until is not None:
        if timezone.localdate(work.at) <= roll.objections_until:
            return
        raise Refused(
            "objections_over",
            _("Objections ended on %(day)s. Ask the office to correct the roll, with your reason.")
            % {"day": roll.objections_until},
        )
    raise Refused("roll_not_published", _("One can object to a roll only while it is published."))


def _named_line(work: RollWork, kind: ObjectionKind, number: int | None) -> RollLine | None:
    """The line that an objection is about; none where somebody is missing."""
    if number is None:
        if kind is not ObjectionKind.MISSING:
            raise Refused("no_number", _("Write the number of the line that is wrong."))
        return None
    found = roll_lines.line_by_number(work.tenant, work.roll.id, number)
    if found is None:
        raise no_line()
    return found


def _sent_before(work: RollWork, made: RollObjection, key: str) -> RollObjection | None:
    told = claim_key(
        sub_district_id=work.tenant,
        act="elections.object_to_roll",
        key=key,
        body={"roll": str(work.roll.id), "kind": made.kind, "words": made.words},
        answer={"objection": str(made.id)},
        at=work.at,
    )
    return objections.objection(work.tenant, UUID(told["objection"])) if told else None


def _tell_office(work: RollWork, made: RollObjection) -> None:
    on = timezone.localdate(work.at)
    line = people.line_of(work.tenant, work.roll.place_id, on=on)
    held = people.held_posts_at(work.tenant, line, [str(one) for one in RUNNERS], on=on)
    nearest = sorted(held, key=lambda one: line.index(one[3]))
    for post_id, *_rest in nearest[:1]:
        work.batch.tell_post(
            post_id,
            "elections/roll_objection",
            mark=made.id,
            params={"roll": work.roll.name, "due": str(made.due_on)},
            link=reverse("elections:objection_answer", args=[made.id]),
            at=work.at,
        )


def _tell_sender(work: RollWork, found: RollObjection) -> None:
    if found.account_id is None:
        return
    letter = Letter(
        key=letter_key("elections/roll_answer", work.roll.id, found.id, found.account_id),
        channel=Channel.INBOX,
        template="elections/roll_answer",
        params={"roll": work.roll.name},
        account_id=found.account_id,
        link=reverse("elections:roll_mine", args=[work.roll.id]),
    )
    work.batch.tell(letter, at=work.at)
