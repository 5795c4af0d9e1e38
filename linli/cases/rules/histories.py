"""A request's whole life as plain data, as an older system or the demo hands it over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from linli.cases.rules.drafts import CaseDraft
from linli.cases.rules.words import CaseType, Outcome, Urgency, Verb
from linli.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Happening:
    """One act of a history: who did what, when; each verb reads the fields that concern it."""

    verb: Verb
    at: datetime
    by: Actor
    text: str = ""
    post_id: UUID | None = None
    """Where a request is sent, or goes when it is reopened."""
    category_id: UUID | None = None
    type: CaseType | None = None
    urgency: Urgency = Urgency.ORDINARY
    outcome: Outcome | None = None
    name: str = ""
    """The outside body, of a hand-over or a transfer."""
    number: str = ""
    """The number it carries there."""


@dataclass(frozen=True, slots=True)
class History:
    """A request and what happened to it, in order; `draft.received_at` says when it came."""

    draft: CaseDraft
    by: Actor
    happenings: tuple[Happening, ...] = ()
