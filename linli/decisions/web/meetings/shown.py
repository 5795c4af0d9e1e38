"""How a meeting is shown: what is next, its people with proof and signature, its points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from linli.decisions.queries.meeting_words import (
    outcome_word,
    part_word,
    presence_word,
    proof_word,
    sign_word,
    stance_word,
)
from linli.decisions.queries.meetings import (
    Counted,
    attendees_of,
    counted,
    items_of,
    proofs_of,
    signatures_of,
    to_sign,
    voices_of,
)
from linli.decisions.rules.meetings import VOTING, AttendeePart, MeetingState, Stance

if TYPE_CHECKING:
    from linli.decisions.models import (
        AgendaItem,
        Attendee,
        ItemVoice,
        Meeting,
        MinutesSignature,
        NoticeProof,
    )


@dataclass(frozen=True, slots=True)
class PersonShown:
    """Somebody who is bidden, with the proof of their notice and their signature."""

    row: Attendee
    proof: NoticeProof | None
    signature: MinutesSignature | None
    signs: bool

    @property
    def part(self) -> str:
        """In what part, in words."""
        return part_word(self.row.part)

    @property
    def is_chair(self) -> bool:
        """Whether they lead the meeting."""
        return self.row.part == AttendeePart.CHAIR

    @property
    def may_lead(self) -> bool:
        """Whether they could be made to lead it."""
        return AttendeePart(self.row.part) in VOTING and not self.is_chair

    @property
    def presence(self) -> str:
        """Whether they came, in words."""
        return presence_word(self.row.presence)

    @property
    def proven(self) -> str:
        """What proves the notice, in words; empty for nothing."""
        return proof_word(self.proof.way) if self.proof else ""

    @property
    def signed(self) -> str:
        """How they signed, in words; empty: not yet."""
        return sign_word(self.signature.way) if self.signature else ""


@dataclass(frozen=True, slots=True)
class PointShown:
    """A point of the agenda with what was said on it."""

    row: AgendaItem
    count: Counted
    voices: Sequence[ItemVoice]

    @property
    def outcome(self) -> str:
        """What came of it, in words."""
        return outcome_word(self.row.outcome)

    @property
    def said(self) -> list[tuple[str, str, str]]:
        """Who said what: name, stance in words, words."""
        return [(one.attendee.name, stance_word(one.stance), one.words) for one in self.voices]

    @property
    def recused(self) -> list[ItemVoice]:
        """Who was recused."""
        return [one for one in self.voices if one.stance == Stance.RECUSED]


@dataclass(frozen=True, slots=True)
class Next:
    """What is to be done now: a sentence, what is lacking, the act if it can be done."""

    words: str
    lacks: Sequence[str] = ()
    act: str = ""
    verb: str = ""


def people_shown(found: Meeting) -> list[PersonShown]:
    """All who are bidden."""
    rows = attendees_of(found)
    proofs = proofs_of(found) if found.notice_number else {}
    signatures = signatures_of(found) if found.minutes_number else {}
    signing = {one.id for one in to_sign(rows)}
    return [
        PersonShown(one, proofs.get(one.id), signatures.get(one.id), one.id in signing)
        for one in rows
    ]


def points_shown(found: Meeting) -> list[PointShown]:
    """The agenda with what was said."""
    voices = voices_of(found) if found.started_at or found.notice_number else []
    return [
        PointShown(
            one, counted(one.id, voices), [said for said in voices if said.item_id == one.id]
        )
        for one in items_of(found)
    ]


def next_of(
    found: Meeting, people: Sequence[PersonShown], points: Sequence[PointShown], *, on: date
) -> Next:
    """What is to be done with a meeting now."""
    makers = {
        MeetingState.DRAFT: _before_notice,
        MeetingState.NOTICED: _before_meeting,
        MeetingState.UNDER_WAY: _in_meeting,
        MeetingState.HELD: _after_meeting,
    }
    maker = makers.get(MeetingState(found.state))
    if maker is not None:
        return maker(found, people, points, on)
    if found.state == MeetingState.CANCELLED:
        return Next(found.cancel_reason)
    return Next(_("The minutes are signed by all who were there. Nothing is left to do."))


def _before_notice(
    _found: Meeting, people: Sequence[PersonShown], points: Sequence[PointShown], _on: date
) -> Next:
    lacks = []
    if not points:
        lacks.append(_("The agenda is empty: put at least one point on it."))
    if not any(one.is_chair for one in people):
        lacks.append(_("Nobody leads the meeting yet: say who does."))
    if len(people) < 2:  # noqa: PLR2004 - one alone is no meeting
        lacks.append(_("Bid those who are to come."))
    words = _("When agenda and people stand, give notice; nothing of it changes afterwards.")
    return Next(words, lacks, "" if lacks else "notice", _("Give notice"))


def _before_meeting(
    found: Meeting, people: Sequence[PersonShown], _points: Sequence[PointShown], on: date
) -> Next:
    unproven = sum(one.row.required and one.proof is None for one in people)
    lacks = []
    if unproven:
        words = _("%(many)s who must attend have not confirmed the notice; prove it another way.")
        lacks.append(words % {"many": unproven})
    day = timezone.localdate(found.starts_at)
    if on < day:
        words = _("The notice is given. On the day of the meeting people sign in, then it begins.")
        return Next(words, lacks)
    words = _("Let people sign in. Begin when enough members are here.")
    return Next(words, lacks, "start", _("Begin the meeting"))


def _in_meeting(
    _found: Meeting, _people: Sequence[PersonShown], points: Sequence[PointShown], _on: date
) -> Next:
    still = sum(not one.row.outcome for one in points)
    if not still:
        return Next(_("Every point has its outcome."), (), "end", _("End the meeting"))
    words = _("%(many)s points have no outcome yet. Open each, write down who said what.")
    return Next(words % {"many": still})


def _after_meeting(
    found: Meeting, people: Sequence[PersonShown], _points: Sequence[PointShown], _on: date
) -> Next:
    if not found.minutes_number:
        return Next(_("Write the minutes; they begin with what was written down at each point."))
    open_ones = sum(one.signs and one.signature is None for one in people)
    words = _("%(many)s have not signed yet: in their account, or on the paper that you scan.")
    return Next(words % {"many": open_ones})
