"""One meeting under change: taken under lock, judged, written together at the end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.decisions.models import Attendee, Meeting
from linli.decisions.queries.decisions import may_do_at
from linli.decisions.rules import Verb
from linli.decisions.rules.meetings import MeetingState, may_move
from linli.kernel.actor import Actor
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.records import actions as records
from linli.records.actions import Batch, Channel, Letter
from linli.records.rules import Prepared, letter_key

SUBJECT = "decisions.meeting"


def no_meeting() -> Missing:
    """The sentence for a meeting that is not there, or not for this actor."""
    return Missing("no_meeting", _("There is no such meeting."))


class MeetingWork:
    """A meeting that an actor changes: lock it, ask, change it, then `write`.

    Facts of the journal hold codes, counts and ids, never a name or a text.
    """

    def __init__(self, *, actor: Actor, meeting: Meeting, at: datetime, new: bool = False) -> None:
        self.actor = actor
        self.meeting = meeting
        self.at = at
        self.batch = Batch(
            sub_district_id=meeting.sub_district_id,
            subject_kind=SUBJECT,
            subject_id=meeting.id,
            new=new,
        )
        self._changed: set[str] = set()

    @classmethod
    def on(
        cls, *, actor: Actor, meeting_id: UUID, version: int | None = None, at: datetime
    ) -> MeetingWork:
        """Take a meeting under lock; a stale version is a conflict."""
        rows = Meeting.objects.select_for_update()
        found = rows.filter(sub_district_id=actor.sub_district_id, id=meeting_id).first()
        if found is None:
            raise no_meeting()
        if version is not None and version != found.version:
            raise Conflict(
                "meeting_changed",
                _("Somebody else changed this meeting first. Look at it again."),
            )
        return cls(actor=actor, meeting=found, at=at)

    @property
    def tenant(self) -> UUID:
        """The sub-district of the meeting."""
        return self.meeting.sub_district_id

    @property
    def today(self) -> date:
        """The day of the act at the place."""
        return timezone.localdate(self.at)

    @property
    def state(self) -> MeetingState:
        """Where the meeting stands."""
        return MeetingState(self.meeting.state)

    def may(self, verb: Verb) -> bool:
        """Whether the post acted in may do this at the meeting's place."""
        return may_do_at(self.actor, verb, self.meeting.place_id, on=self.today)

    def require(self, verb: Verb = Verb.RUN) -> None:
        """Go on only in a post that may do this at the meeting's place."""
        if self.may(verb):
            return
        if not self.may(Verb.SEE):
            raise no_meeting()
        raise NotAllowed("not_runner", _("Your post may look at this meeting, not lead it."))

    def require_state(self, *states: MeetingState) -> None:
        """Go on only in one of these states."""
        if self.state not in states:
            raise Refused("wrong_state", _WHEN[self.state]())

    def own_place(self) -> Attendee:
        """The actor's own place at the meeting; without one there is no meeting for them."""
        if self.actor.account_id is None:
            raise no_meeting()
        mine = self.attendees().filter(account_id=self.actor.account_id).first()
        if mine is None:
            raise no_meeting()
        return mine

    def attendees(self) -> QuerySet[Attendee]:
        """Who is bidden, in their order."""
        rows = Attendee.objects.filter(sub_district_id=self.tenant, meeting=self.meeting)
        return rows.order_by("order")

    def attendee(self, attendee_id: UUID) -> Attendee:
        """One of those who are bidden."""
        found = self.attendees().filter(id=attendee_id).first()
        if found is None:
            raise Missing("no_attendee", _("Nobody of that kind is bidden to this meeting."))
        return found

    def move(self, to: MeetingState) -> None:
        """Let the meeting go to another state."""
        if not may_move(self.state, to):
            raise Refused("wrong_state", _WHEN[self.state]())
        self.change(state=to.value)

    def change(self, **fields: Any) -> None:
        """Set fields of the meeting, to be written at the end."""
        for name, value in fields.items():
            setattr(self.meeting, name, value)
        self._changed |= set(fields)

    def record(self, did: str, facts: Mapping[str, Any] | None = None, *, text: str = "") -> None:
        """Add an act to the journal."""
        salt = str(self.meeting.id) if text else ""
        self.batch.record(
            actor=self.actor, did=did, facts=facts or {}, text=text, salt=salt, at=self.at
        )

    def tell(self, account_id: UUID | None, template: str, mark: object) -> None:
        """Lay a letter for somebody who is bidden into the outbox; the same mark is told once."""
        if account_id is None:
            return
        letter = Letter(
            key=letter_key(template, self.meeting.id, mark, account_id),
            channel=Channel.INBOX,
            template=template,
            params={"title": self.meeting.title, "starts": _stamp(self.meeting.starts_at)},
            account_id=account_id,
            link=f"/my/meetings/{self.meeting.id}/",
        )
        self.batch.tell(letter, at=self.at)

    def keep(self, prepared: Prepared | None, *, for_staff_only: bool = True) -> UUID | None:
        """Let the meeting hold a prepared upload."""
        if prepared is None:
            return None
        kept = records.attach(
            actor=self.actor,
            subject_kind=SUBJECT,
            subject_id=self.meeting.id,
            prepared=prepared,
            for_staff_only=for_staff_only,
            at=self.at,
        )
        return kept.id

    def write(self) -> Meeting:
        """Write the meeting's changes with the next version, and all that was gathered."""
        self.meeting.version += 1
        self.meeting.save(update_fields=[*self._changed, "version"])
        self.batch.write()
        return self.meeting


def _stamp(at: datetime) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")


_WHEN = {
    MeetingState.DRAFT: lambda: _("No notice of this meeting was given yet; give it first."),
    MeetingState.NOTICED: lambda: _(
        "Notice of this meeting was given: time, place and agenda stand. To change them, take the "
        "notice back and give a new one."
    ),
    MeetingState.UNDER_WAY: lambda: _("The meeting is under way; this is done before or after it."),
    MeetingState.HELD: lambda: _("The meeting is over; its minutes wait for signatures."),
    MeetingState.SIGNED: lambda: _("The minutes are signed; nothing about this meeting changes."),
    MeetingState.CANCELLED: lambda: _("This meeting was cancelled."),
}
