"""What is said on each point: views, recusals, observers' words; and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.decisions.actions.meeting_work import MeetingWork
from linli.decisions.models import AgendaItem, Attendee, FollowUp, ItemVoice
from linli.decisions.queries.meetings import rules_for
from linli.decisions.rules.meetings import (
    VOTING,
    AttendeePart,
    FollowUpState,
    ItemOutcome,
    MeetingState,
    Presence,
    Stance,
    agreed,
    stance_fault,
)
from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, Refused
from linli.kernel.shares import Threshold
from linli.places import queries as places
from linli.records.queries import in_words


@transaction.atomic
def speak(
    *,
    actor: Actor,
    meeting_id: UUID,
    item_id: UUID,
    attendee_id: UUID,
    stance: Stance,
    words: str = "",
    at: datetime,
) -> ItemVoice:
    """Write down what somebody says on a point; until it has its outcome it can be set right."""
    work, item = _item(actor, meeting_id, item_id, at)
    work.require()
    row = _speak(work, item, work.attendee(attendee_id), stance, words)
    work.batch.write()
    return row


@transaction.atomic
def recuse(
    *, actor: Actor, meeting_id: UUID, item_id: UUID, reason: str, at: datetime
) -> ItemVoice:
    """Recuse oneself from a point, with the reason; also before the meeting begins."""
    work, item = _item(actor, meeting_id, item_id, at, before=True)
    mine = work.own_place()
    if AttendeePart(mine.part) not in VOTING:
        raise Refused("observer_votes", _("Only members are recused; you have no vote to leave."))
    if not reason.strip():
        raise Refused("no_words", _("Say why, in a few words."))
    row = _keep(work, item, mine, Stance.RECUSED, reason)
    work.batch.write()
    return row


@transaction.atomic
def close_item(
    *,
    actor: Actor,
    meeting_id: UUID,
    item_id: UUID,
    outcome: ItemOutcome,
    said: str,
    at: datetime,
) -> AgendaItem:
    """Keep what came of a point; it is agreed to when enough of those entitled were for it."""
    work, item = _item(actor, meeting_id, item_id, at, closed=True)
    work.require()
    _close(work, item, outcome, said)
    work.batch.write()
    return item


@transaction.atomic
def keep_course(
    *,
    actor: Actor,
    meeting_id: UUID,
    item_id: UUID,
    spoken: Mapping[UUID, tuple[Stance, str]],
    outcome: ItemOutcome | None,
    said: str,
    at: datetime,
) -> AgendaItem:
    """Keep what all said on a point at once, and what came of it if it is over."""
    work, item = _item(actor, meeting_id, item_id, at)
    work.require()
    people = {one.id: one for one in work.attendees()}
    for attendee_id, (stance, words) in spoken.items():
        if attendee_id in people:
            _speak(work, item, people[attendee_id], stance, words)
    if outcome is not None:
        _close(work, item, outcome, said)
    else:
        item.said = said.strip()
        item.save(update_fields=["said"])
    work.batch.write()
    return item


@transaction.atomic
def ask_follow_up(
    *,
    actor: Actor,
    meeting_id: UUID,
    place_id: UUID,
    what: str,
    owner: str,
    due_on: date,
    owner_post_id: UUID | None = None,
    at: datetime,
) -> FollowUp:
    """Ask for something at a place: who sees to it and until when (S35)."""
    work = MeetingWork.on(actor=actor, meeting_id=meeting_id, at=at)
    work.require()
    work.require_state(MeetingState.UNDER_WAY, MeetingState.HELD)
    if not (what.strip() and owner.strip()):
        raise Refused("no_owner", _("Name the problem and who sees to it."))
    if due_on < work.today:
        raise Refused("in_past", _("The day until which it is to be done is over."))
    _require_inside(work, place_id)
    made = FollowUp.objects.create(
        sub_district_id=work.tenant,
        meeting=work.meeting,
        place_id=place_id,
        what=what.strip(),
        owner=owner.strip(),
        owner_post_id=owner_post_id,
        due_on=due_on,
        made_at=at,
    )
    work.batch.tell_post(
        owner_post_id,
        "decisions/follow_up",
        mark=made.id,
        params={"what": made.what, "due": due_on.isoformat()},
        link=f"/desk/meetings/{work.meeting.id}/",
        at=at,
    )
    work.batch.count("decisions.follow_up_opened", place_id=place_id, on=work.today)
    work.record("decisions.ask_follow_up", {"follow_up": str(made.id)})
    work.batch.write()
    return made


@transaction.atomic
def settle_follow_up(*, actor: Actor, follow_up_id: UUID, result: str, at: datetime) -> FollowUp:
    """Note that what a meeting asked for is done, with what came of it."""
    row = FollowUp.objects.filter(sub_district_id=actor.sub_district_id, id=follow_up_id).first()
    if row is None:
        raise Missing("no_follow_up", _("There is no such point."))
    work = MeetingWork.on(actor=actor, meeting_id=row.meeting_id, at=at)
    if actor.post is None or actor.post.post_id != row.owner_post_id:
        work.require()
    row = FollowUp.objects.select_for_update().get(sub_district_id=work.tenant, id=row.id)
    if row.state == FollowUpState.DONE:
        raise Refused("done_before", _("This is done already."))
    if not result.strip():
        raise Refused("no_words", _("Say what was done."))
    row.state, row.result, row.done_on = FollowUpState.DONE.value, result.strip(), work.today
    row.save(update_fields=["state", "result", "done_on"])
    work.batch.count("decisions.follow_up_done", place_id=row.place_id, on=work.today)
    work.record("decisions.settle_follow_up", {"follow_up": str(row.id)})
    work.batch.write()
    return row


def _item(
    actor: Actor,
    meeting_id: UUID,
    item_id: UUID,
    at: datetime,
    *,
    before: bool = False,
    closed: bool = False,
) -> tuple[MeetingWork, AgendaItem]:
    work = MeetingWork.on(actor=actor, meeting_id=meeting_id, at=at)
    when = [MeetingState.NOTICED] if before else []
    work.require_state(MeetingState.UNDER_WAY, *when)
    item = AgendaItem.objects.filter(
        sub_district_id=work.tenant, meeting=work.meeting, id=item_id
    ).first()
    if item is None:
        raise Missing("no_item", _("There is no such point on the agenda."))
    if item.outcome and not closed:
        raise Refused("item_closed", _("This point has its outcome; nothing is added to it."))
    return work, item


def _speak(
    work: MeetingWork, item: AgendaItem, who: Attendee, stance: Stance, words: str
) -> ItemVoice:
    fault = stance_fault(AttendeePart(who.part), Presence(who.presence), stance, words)
    if fault == "not_here":
        raise Refused(fault, _("Only those who are here speak and vote; nobody sends another."))
    if fault == "observer_votes":
        raise Refused(fault, _("Observers and the recorder may speak; they do not vote."))
    if fault:
        raise Refused(fault, _("Say why, in a few words."))
    return _keep(work, item, who, stance, words)


def _keep(
    work: MeetingWork, item: AgendaItem, who: Attendee, stance: Stance, words: str
) -> ItemVoice:
    before = ItemVoice.objects.filter(sub_district_id=work.tenant, item=item, attendee=who).first()
    recused = before is not None and before.stance == Stance.RECUSED
    if recused and stance is not Stance.RECUSED:
        raise Refused("recused", _("Whoever is recused takes no part in this point."))
    row = before or ItemVoice(sub_district_id=work.tenant, item=item, attendee=who, part=who.part)
    row.stance, row.words = stance.value, words.strip()
    row.by, row.at = work.actor.label, work.at
    row.save()
    work.record(
        "decisions.speak",
        {"item": item.order, "order": who.order, "stance": stance.value},
    )
    return row


def _close(work: MeetingWork, item: AgendaItem, outcome: ItemOutcome, said: str) -> None:
    if not said.strip():
        raise Refused("no_words", _("Write down what was said and concluded."))
    if outcome is ItemOutcome.AGREED:
        _require_agreed(work, item)
    item.outcome, item.said = outcome.value, said.strip()
    item.save(update_fields=["outcome", "said"])
    work.record("decisions.close_item", {"order": item.order, "outcome": outcome.value})


def _require_agreed(work: MeetingWork, item: AgendaItem) -> None:
    here = work.attendees().filter(presence=Presence.HERE, part__in=VOTING).count()
    stances = ItemVoice.objects.filter(sub_district_id=work.tenant, item=item).exclude(
        stance=Stance.SPOKE
    )
    rule = rules_for(work.meeting, on=work.today).agreement
    asked = rule.threshold if rule else _MORE_THAN_HALF
    if not agreed([Stance(one.stance) for one in stances], here, asked):
        raise Refused(
            "not_agreed",
            _("Not enough of those who are here and not recused were for it."),
            source=in_words(rule.source) if rule else "",
        )


def _require_inside(work: MeetingWork, place_id: UUID) -> None:
    above = places.ancestors(work.tenant, place_id, on=work.today)
    if above is None or work.meeting.place_id not in above.ids:
        raise Refused("other_place", _("The place does not lie where the meeting is held."))


_MORE_THAN_HALF = Threshold(Fraction(1, 2), inclusive=False)
