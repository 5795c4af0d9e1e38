"""What people say about a decision, answered in time."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.decisions.actions.proposing import short_number
from linli.decisions.actions.work import no_decision
from linli.decisions.models import Decision, Voice
from linli.decisions.queries import consultations, decisions, voices
from linli.decisions.rules import DecisionState, Verb
from linli.decisions.rules.voices import Theme, VoiceKind, VoiceOutcome, without_doors
from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, Refused
from linli.places import queries as places
from linli.records.actions import Batch, Channel, Letter, claim_key, log_access_many
from linli.records.rules import letter_key
from linli.tenancy.models import new_id
from linli.tenancy.rows import locked

SUBJECT = "decisions.voice"
CLOCK = "answer"
KIND = "YJ"


def no_voice() -> Missing:
    """The sentence for words that are not there, or not for this actor."""
    return Missing("no_voice", _("There is no such opinion."))


@transaction.atomic
def raise_voice(
    *,
    actor: Actor,
    kind: VoiceKind,
    theme: Theme,
    words: str,
    contact: str = "",
    decision_id: UUID | None = None,
    place_id: UUID | None = None,
    about_kind: str = "",
    about_id: UUID | None = None,
    option: int | None = None,
    key: str = "",
    at: datetime,
) -> Voice:
    """Say something about a decision or at a place; the clock of the answer runs from now."""
    decision = _open_to_voices(actor, decision_id, kind, at)
    place = decision.place_id if decision else place_id
    if place is None or places.place(actor.sub_district_id, place) is None:
        raise no_decision()
    kept = without_doors(words.strip(), _("[door hidden]"))
    sender = None if actor.post else actor.account_id
    _require_words(kept, sender, contact)
    asked = {"decision": str(decision_id), "kind": kind, "theme": theme, "words": kept}
    made_id = new_id()
    if key and (before := _before(actor, key, asked, made_id, at)):
        return before
    made = Voice(
        id=made_id,
        sub_district_id=actor.sub_district_id,
        number=short_number(actor.sub_district_id, place, KIND, at),
        decision=decision,
        place_id=place,
        about_kind=about_kind,
        about_id=about_id,
        kind=kind,
        theme=theme,
        option=option,
        words=kept,
        account_id=sender,
        contact=contact.strip(),
        made_at=at,
    )
    _keep(actor, made, at)
    return made


@transaction.atomic
def answer_voice(
    *,
    actor: Actor,
    voice_id: UUID,
    outcome: VoiceOutcome,
    gist: str,
    answer: str,
    at: datetime,
) -> Voice:
    """Answer with a reason; everybody reads the gist and the answer, nobody whose it was."""
    found = locked(Voice, actor.sub_district_id, voice_id, missing=no_voice())
    if not decisions.may_do_at(actor, Verb.ANSWER, found.place_id, on=timezone.localdate(at)):
        raise no_voice()
    if found.answered_at is not None:
        raise Refused("answered_already", _("This has its answer already."))
    if not (answer.strip() and gist.strip()):
        raise Refused(
            "no_answer", _("Write what was said in short, and the answer with its reason.")
        )
    mark = _("[door hidden]")
    found.gist, found.answer = (
        without_doors(gist.strip(), mark),
        without_doors(answer.strip(), mark),
    )
    found.outcome = outcome
    found.answered_at, found.answered_by = at, actor.label
    found.save(update_fields=["gist", "answer", "outcome", "answered_at", "answered_by"])
    batch = _batch(found)
    batch.clocks.end([CLOCK], at=at)
    facts = {"kind": found.kind, "theme": found.theme, "outcome": str(outcome)}
    _record(batch, actor, "decisions.answer_voice", facts=facts, text=found.answer, at=at)
    _tell_sender(batch, found, at)
    batch.write()
    return found


@transaction.atomic
def look_at_voice(*, actor: Actor, voice_id: UUID, at: datetime) -> Voice:
    """Read words and contact at the desk; who said it sees who read it."""
    found = voices.voice_seen_by(actor, voice_id, on=timezone.localdate(at))
    if found is None:
        raise no_voice()
    sender = [("people.account", found.account_id)] if found.account_id else []
    log_access_many(
        actor=actor,
        subjects=[(SUBJECT, found.id), *sender],
        what=_("what somebody said about a decision, and the contact"),
        why=_("to answer it"),
        at=at,
    )
    return found


def title_of(found: Voice) -> str:
    """What a voice is about, as letters name it."""
    return str(found.decision.title if found.decision else found.place.name)


def _open_to_voices(
    actor: Actor, decision_id: UUID | None, kind: VoiceKind, at: datetime
) -> Decision | None:
    """The decision spoken about: opinions in its consultation, the rest until it closes."""
    if decision_id is None:
        return None
    found = decisions.decision(actor.sub_district_id, decision_id)
    if found is None:
        raise no_decision()
    if found.state != DecisionState.OPEN and kind is not VoiceKind.COMPLAINT:
        raise Refused(
            "decision_ended",
            _("This decision has ended. A complaint about what was done is still heard."),
        )
    if kind is VoiceKind.OPINION:
        asked = consultations.consultation_now(found)
        if asked is None or not consultations.takes_voices(asked, on=timezone.localdate(at)):
            raise Refused(
                "no_consultation",
                _("No consultation is open. You may still object or complain."),
            )
    return found


def _require_words(words: str, sender: UUID | None, contact: str) -> None:
    if not words:
        raise Refused("no_words", _("Write what you want to say, so that it can be answered."))
    if sender is None and not contact.strip():
        raise Refused(
            "no_contact", _("Leave a telephone number or an address, so that you get the answer.")
        )


def _before(
    actor: Actor, key: str, asked: dict[str, str], made_id: UUID, at: datetime
) -> Voice | None:
    told = claim_key(
        sub_district_id=actor.sub_district_id,
        act="decisions.raise_voice",
        key=key,
        body=asked,
        answer={"voice": str(made_id)},
        at=at,
    )
    return voices.voice(actor.sub_district_id, UUID(told["voice"])) if told else None


def _keep(actor: Actor, made: Voice, at: datetime) -> None:
    """Start the clock, write the row, record it, tell the post that answers."""
    batch = _batch(made, new=True)
    on = timezone.localdate(at)
    post_id = voices.post_to_answer(made.sub_district_id, made.place_id, on=on)
    duty = batch.clocks.start(
        CLOCK, rule_keys=[voices.ANSWER], place_id=made.place_id, post_id=post_id, at=at
    )
    made.due_on = timezone.localdate(duty.due_at)
    made.save(force_insert=True)
    facts: dict[str, Any] = {"kind": made.kind, "theme": made.theme}
    if made.decision_id:
        facts["decision"] = str(made.decision_id)
    _record(batch, actor, "decisions.raise_voice", facts=facts, text=made.words, at=at)
    batch.tell_post(
        post_id,
        "decisions/voice",
        mark=made.id,
        params={"number": made.number, "title": title_of(made), "due": str(made.due_on)},
        link=reverse("decisions:desk_voice", args=[made.id]),
        at=at,
    )
    batch.write()


def _batch(found: Voice, *, new: bool = False) -> Batch:
    return Batch(
        sub_district_id=found.sub_district_id, subject_kind=SUBJECT, subject_id=found.id, new=new
    )


def _record(
    batch: Batch, actor: Actor, did: str, *, facts: dict[str, Any], text: str, at: datetime
) -> None:
    salt = str(batch.subject_id)
    batch.record(actor=actor, did=did, facts=facts, text=text, salt=salt, at=at)


def _tell_sender(batch: Batch, found: Voice, at: datetime) -> None:
    if found.account_id is None:
        return
    link = ""
    if found.decision:
        link = reverse("decisions:public_decision", args=[found.decision.number])
    letter = Letter(
        key=letter_key("decisions/voice_answer", found.id, found.id, found.account_id),
        channel=Channel.INBOX,
        template="decisions/voice_answer",
        params={"number": found.number, "title": title_of(found)},
        account_id=found.account_id,
        link=link,
    )
    batch.tell(letter, at=at)
