"""Publications: their kinds, where they hang and how long, and the text that a digest stands for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from linli.decisions.rules.who import POWERS, Verb
from linli.decisions.rules.words import StepKind
from linli.kernel.posts import PROPERTY, Posts


class PublicationKind(StrEnum):
    """What a notice is about; each kind has its own fewest days and its own places."""

    PROPOSAL = "proposal"
    MEETING = "meeting"
    DECISION = "decision"
    RESULT = "result"
    ACCOUNTS = "accounts"
    CONTRACT = "contract"
    AFFAIRS = "affairs"
    ORDINARY = "ordinary"


class SpotKind(StrEnum):
    """Where paper hangs."""

    BOARD = "board"
    ENTRANCES = "entrances"
    SITE = "site"


class ObjectionTheme(StrEnum):
    """What an objection is about: the theme is kept, never the dwelling."""

    COST = "cost"
    PROCEDURE = "procedure"
    RIGHTS = "rights"
    NUISANCE = "nuisance"
    OTHER = "other"


LEAST_DAYS: dict[PublicationKind, str] = {
    PublicationKind.PROPOSAL: "disclosure.proposal.least",
    PublicationKind.MEETING: "disclosure.meeting.least",
    PublicationKind.DECISION: "disclosure.decision.least",
    PublicationKind.RESULT: "disclosure.result.least",
    PublicationKind.ACCOUNTS: "disclosure.accounts.least",
    PublicationKind.CONTRACT: "disclosure.contract.least",
    PublicationKind.AFFAIRS: "disclosure.affairs.least",
    PublicationKind.ORDINARY: "disclosure.ordinary.least",
}
"""Where the rulebook says how many days a kind hangs."""
PLACES: dict[PublicationKind, str] = {
    PublicationKind.PROPOSAL: "disclosure.proposal.places",
    PublicationKind.MEETING: "disclosure.meeting.places",
    PublicationKind.DECISION: "disclosure.decision.places",
    PublicationKind.RESULT: "disclosure.result.places",
    PublicationKind.ACCOUNTS: "disclosure.accounts.places",
    PublicationKind.CONTRACT: "disclosure.contract.places",
    PublicationKind.AFFAIRS: "disclosure.affairs.places",
    PublicationKind.ORDINARY: "disclosure.ordinary.places",
}
"""Where it says in which places a kind hangs."""
ANSWER = "disclosure.objection.answer"
ESCALATION = "disclosure.objection.escalation"
STEP_OF: dict[PublicationKind, StepKind] = {
    PublicationKind.DECISION: StepKind.DECISION_DISCLOSURE,
    PublicationKind.RESULT: StepKind.RESULT_DISCLOSURE,
}
"""The two disclosures: each belongs to a decision and waits for the turn of its step."""
NEVER_OBJECTED = frozenset({PublicationKind.MEETING, PublicationKind.ORDINARY})
"""Kinds that tell of something and ask for no opinion."""
EVERYDAY_POSTERS: Posts = POWERS[Verb.PUBLISH] | PROPERTY
"""Who tells of a water cut or of works; a property company's people among them."""
LONGEST_TITLE = 120
LONGEST_TEXT = 8000


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where the paper hangs, in words: which board, which entrances."""

    kind: SpotKind
    words: str


@dataclass(frozen=True, slots=True)
class EditionText:
    """What one edition of a notice says, and where and when it hangs; its digest covers all of it."""

    number: str
    edition: int
    title: str
    text: str
    foot: str
    spots: Sequence[Spot]
    posted_on: date
    until: date
    begins_at: datetime | None = None
    ends_at: datetime | None = None

    @property
    def plain(self) -> str:
        """The notice as plain text, line by line: what is printed is what is hashed."""
        lines = [
            f"{self.number}/{self.edition}",
            self.title,
            tidy(self.text),
            tidy(self.foot),
            *(f"{spot.kind}: {spot.words}" for spot in self.spots),
            f"{self.posted_on.isoformat()}/{self.until.isoformat()}",
            *(at.isoformat() for at in (self.begins_at, self.ends_at) if at),
        ]
        return "\n".join(lines) + "\n"

    @property
    def digest(self) -> str:
        """The SHA-256 of the plain text, in hex."""
        return hashlib.sha256(self.plain.encode()).hexdigest()


def tidy(text: str) -> str:
    """A text with one kind of line end and nothing around it."""
    return text.replace("\r\n", "\n").strip()


def may_publish(kind: PublicationKind, post: str) -> bool:
    """Whether a post of this kind may put up such a notice, at a place that it reaches."""
    allowed = EVERYDAY_POSTERS if kind is PublicationKind.ORDINARY else POWERS[Verb.PUBLISH]
    return post in allowed


def must_hang_until(posted_on: date, days: int) -> date:
    """The last day that a notice must hang; the day of posting is not counted (R02)."""
    return posted_on + timedelta(days=days)


def spots_left_out(asked: Collection[str], spots: Sequence[Spot]) -> list[SpotKind]:
    """The places where this kind must hang and that are not named."""
    named = {spot.kind for spot in spots if spot.words.strip()}
    return [kind for kind in SpotKind if kind.value in asked and kind not in named]


def as_plain(spots: Sequence[Spot]) -> list[list[str]]:
    """Spots as they are kept."""
    return [[spot.kind.value, spot.words] for spot in spots]


def spots_from(kept: Sequence[Sequence[str]]) -> tuple[Spot, ...]:
    """The spots that were kept."""
    return tuple(Spot(SpotKind(kind), words) for kind, words in kept)


def same_words(one: EditionText, other: EditionText) -> bool:
    """Whether two editions say the same; then there is nothing to put up anew."""
    return _said(one) == _said(other)


def _said(text: EditionText) -> str:
    times = [str(text.until), str(text.begins_at), str(text.ends_at)]
    return json.dumps([text.title, tidy(text.text), as_plain(text.spots), *times])
