"""Where a request stands, as its sender sees it: stations, clock, who has it, what is next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.cases import queries
from linli.cases.queries import Case, CaseStep
from linli.cases.queries.resident import in_words, recheck_limits, review_limits
from linli.cases.rules import CaseState, Verb
from linli.cases.web.resident.words import (
    happened_words,
    limit_long,
    next_words,
    state_tone,
    state_word,
    way,
    whose,
)
from linli.people import queries as people
from linli.places import queries as places
from linli.records.queries import rule_in_force
from linli.ui.clock import ClockFace, face_of
from linli.ui.pieces import Event, Fact, Step

SENDER_LABELS = frozenset({"sender", "resident"})


@dataclass(frozen=True, slots=True)
class Standing:
    """What the state card of a request shows."""

    word: str
    tone: str
    steps: Sequence[Step]
    clock: ClockFace | None
    facts: Sequence[Fact]


@dataclass(frozen=True, slots=True)
class Review:
    """How to go on when it has been gone over as often as the rule allows (R44)."""

    lines: Sequence[str]
    source: str


def standing_of(case: Case, *, at: datetime) -> Standing:
    """Read a request's state, its next deadline and who has it."""
    state = CaseState(case.state)
    clocks = queries.clocks_of(case, at=at)
    face = None
    if clocks:
        first = clocks[0]
        since = first.duty.pauses[-1][0] if first.duty.paused else None
        face = face_of(
            first.reading, at, paused_since=datetime.fromisoformat(since) if since else None
        )
        if first.duty.paused:
            face = _stopped(face, datetime.fromisoformat(since) if since else None, at)
    facts = [*_facts(case, state), *(_rule(case, one, at) for one in clocks[:1])]
    return Standing(state_word(state), state_tone(state), _way(case, state), face, facts)


def _way(case: Case, state: CaseState) -> list[Step]:
    told = [(step.verb, step.to_state) for step in queries.steps_for_sender(case)]
    return way(state, case.state_before, told)


def _stopped(face: ClockFace, since: datetime | None, at: datetime) -> ClockFace:
    """A clock that stands promises no hour: its end moves on with every minute."""
    fresh = since is not None and at - since < timedelta(minutes=1)
    told = _("The clock has just been stopped") if fresh else face.words
    return replace(face, words=told, due_at=None, note=_("the deadline moves on by as much"))


def _rule(case: Case, shown: queries.ClockShown, at: datetime) -> Fact:
    """Under which rule the next deadline stands, with its article to tap."""
    key = shown.duty.rule_key
    rule = rule_in_force(case.sub_district_id, key, on=timezone.localdate(at))
    article = reverse("records:rule_detail", args=[key])
    return Fact(_("Under which rule"), in_words(rule.rule.name), article, note=whose(rule))


def _facts(case: Case, state: CaseState) -> list[Fact]:
    facts = []
    ahead = next_words(state)
    if ahead:
        facts.append(Fact(_("What comes next"), ahead))
    card = None
    if case.lead_post_id:
        card = people.post(case.sub_district_id, case.lead_post_id, on=timezone.localdate())
    if card:
        name = card.organisation_name or card.place_name
        phone = card.duty_phone
        facts.append(
            Fact(_("Who has it"), name, note=phone, note_href=f"tel:{phone}" if phone else "")
        )
    if case.merged_into_id and case.merged_into:
        facts.append(Fact(_("Handled with"), case.merged_into.number))
    return facts


def where_of(case: Case) -> list[str]:
    """The place of a request in words, widest first, and what the sender added."""
    names: list[str] = []
    if case.place_id:
        above = places.ancestors(case.sub_district_id, case.place_id, on=timezone.localdate())
        names = _without_repeats(above.chain[1:]) if above else []
    return [*names, *filter(None, [case.place_text])]


def _without_repeats(names: Sequence[str]) -> list[str]:
    """Leave out what the next narrower name begins with: a gate's name often has its compound's."""
    pairs = zip(names, [*names[1:], ""], strict=True)
    return [name for name, narrower in pairs if not narrower.startswith(name)]


def events_of(case: Case, steps: Sequence[CaseStep]) -> list[Event]:
    """What happened, newest first, as the sender reads it."""
    ids = {UUID(step.data["post"]) for step in steps if step.verb == Verb.DISPATCH}
    names = people.post_labels(case.sub_district_id, ids)
    return [
        Event(
            what=happened_words(Verb(step.verb), step.data),
            who=_who(step),
            at=step.at,
            note=_note(step, names),
        )
        for step in reversed(steps)
    ]


def _note(step: CaseStep, names: Mapping[UUID, str]) -> str:
    if step.verb == Verb.OPEN:
        return ""
    if step.verb == Verb.DISPATCH:
        return names.get(UUID(step.data["post"]), "")
    if step.data.get("refused"):
        return _("If you still disagree, ask for a review; how stands on this page.")
    return step.text


def _who(step: CaseStep) -> list[str]:
    if step.actor_label == "system" or step.data.get("refused"):
        return [_("Linli")]
    return [_("You")] if step.actor_label in SENDER_LABELS else [step.actor_label]


def review_of(case: Case, steps: Sequence[CaseStep]) -> Review | None:
    """The way to a review, once the last "no" could not reopen the request."""
    refused = any(step.verb == Verb.REOPEN and step.data.get("review") for step in steps)
    if not refused:
        return None
    today = timezone.localdate()
    ask, answer = review_limits(case.sub_district_id, on=today)
    again, last = recheck_limits(case.sub_district_id, on=today)
    return Review(
        lines=[
            _(
                "Within %(time)s of getting this answer, ask the body above the one that answered, in writing, for a review."
            )
            % {"time": limit_long(ask.duration)},
            _("It gives its opinion within %(time)s of getting that letter.")
            % {"time": limit_long(answer.duration)},
            _(
                "Whoever still disagrees can ask one level further up, once, for a recheck, within "
                "%(ask)s of getting that opinion; the next one comes within %(answer)s of the "
                "letter that asks for it."
            )
            % {"ask": limit_long(again.duration), "answer": limit_long(last.duration)},
        ],
        source=in_words(ask.source),
    )


def photos_of_case(case: Case, *, key: str = "") -> list[dict[str, object]]:
    """The photos and papers that the sender may see, or whoever holds a link's key."""
    asked = f"?{urlencode({'key': key})}" if key else ""
    return [
        {
            "url": reverse("records:attachment", args=[one.id]) + asked,
            "small_url": reverse("records:attachment_small", args=[one.id]) + asked,
            "name": one.name,
            "is_picture": one.media_type.startswith("image/"),
        }
        for one in queries.attachments_of(case)
    ]
