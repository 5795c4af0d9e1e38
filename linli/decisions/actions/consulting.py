"""A consultation is opened with its options, heard out, and closed with what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.decisions.actions.work import Work
from linli.decisions.models import Consultation, ConsultationOption, Preference
from linli.decisions.queries import consultations
from linli.decisions.queries.steps import is_now
from linli.decisions.rules import StepKind, Verb
from linli.decisions.rules.voices import ConsultationState
from linli.kernel.actor import Actor
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.records.actions import claim_key
from linli.tenancy.models import new_id
from linli.tenancy.rows import locked

MOST_OPTIONS = 9


@dataclass(frozen=True, slots=True)
class Way:
    """One way of doing it, as it is put to people."""

    title: str
    words: str = ""
    cost_fen: int | None = None


def no_consultation() -> Missing:
    """The sentence for a consultation that is not there."""
    return Missing("no_consultation", _("There is no such consultation."))


@transaction.atomic
def open_consultation(
    *,
    actor: Actor,
    decision_id: UUID,
    question: str,
    options: Sequence[Way],
    opens_on: date,
    closes_on: date,
    key: str = "",
    at: datetime,
) -> Consultation:
    """Ask people about the text that stands, for at least the days of the rule."""
    work = Work.on(actor=actor, decision_id=decision_id, at=at)
    work.require(Verb.RUN)
    work.require_open()
    made_id = new_id()
    if key and (before := _before(work, key, question, made_id)):
        return before
    _require_turn(work)
    _require_days(work, opens_on, closes_on)
    if not question.strip() or len(options) > MOST_OPTIONS:
        raise Refused("no_question", _("Write the question, with at most nine options."))
    made = Consultation(
        id=made_id,
        sub_district_id=work.tenant,
        decision=work.decision,
        number=len(consultations.consultations_of(work.decision)) + 1,
        text_number=work.decision.text_number,
        question=question.strip(),
        opens_on=opens_on,
        closes_on=closes_on,
        state=ConsultationState.OPEN,
        made_at=at,
        made_by=actor.label,
    )
    made.save(force_insert=True)
    for number, way in enumerate(options, start=1):
        work.batch.add(
            ConsultationOption(
                sub_district_id=work.tenant,
                consultation=made,
                number=number,
                title=way.title.strip(),
                words=way.words.strip(),
                cost_fen=way.cost_fen,
            )
        )
    work.record(
        "decisions.open_consultation",
        {"consultation": str(made.id), "options": len(options), "until": str(closes_on)},
        text=made.question,
    )
    work.batch.write()
    return made


@transaction.atomic
def prefer_option(*, actor: Actor, consultation_id: UUID, option: int, at: datetime) -> None:
    """Say which option one would rather have; said again, the last word counts."""
    found = consultations.consultation(actor.sub_district_id, consultation_id)
    if found is None:
        raise no_consultation()
    on = timezone.localdate(at)
    if not consultations.takes_voices(found, on=on):
        raise Refused("consultation_over", _("This consultation is not open today."))
    if option not in [one.number for one in consultations.options_of(found)]:
        raise Refused("no_such_option", _("There is no such option."))
    account_id, place_id = actor.account_id, found.decision.place_id
    if account_id is None or not consultations.lives_at(
        actor.sub_district_id, account_id, place_id, on=on
    ):
        raise NotAllowed(
            "not_at_home",
            _("Only who has a dwelling here that was borne out is counted. You may still speak."),
        )
    Preference.objects.update_or_create(
        sub_district_id=actor.sub_district_id,
        consultation=found,
        mark=consultations.preference_mark(found.id, account_id),
        defaults={"option": option},
    )


@transaction.atomic
def close_consultation(
    *,
    actor: Actor,
    consultation_id: UUID,
    version: int,
    outcome: str,
    option: int | None = None,
    at: datetime,
) -> Consultation:
    """Close it after its last day with what came of it; each objection has its answer by then."""
    found = locked(Consultation, actor.sub_district_id, consultation_id, missing=no_consultation())
    work = Work.on(actor=actor, decision_id=found.decision_id, at=at)
    work.require(Verb.RUN)
    _require_fresh(found, version)
    if work.today <= found.closes_on:
        raise Refused(
            "still_open",
            _("People may speak until %(day)s. Close it after that day.")
            % {"day": found.closes_on},
        )
    if not outcome.strip():
        raise Refused("no_outcome", _("Write what came of it, and why."))
    if option is not None and option not in [one.number for one in consultations.options_of(found)]:
        raise Refused("no_such_option", _("There is no such option."))
    found.state, found.outcome, found.option = ConsultationState.CLOSED, outcome.strip(), option
    found.closed_at, found.closed_by = at, actor.label
    found.version += 1
    found.save()
    work.record(
        "decisions.close_consultation",
        {"consultation": str(found.id), "option": option},
        text=found.outcome,
    )
    work.batch.write()
    return found


def _require_turn(work: Work) -> None:
    if not is_now(work.decision, StepKind.CONSULT):
        raise Refused(
            "not_its_turn", _("People are asked when the step of consultation has its turn.")
        )
    newest = consultations.consultation_now(work.decision)
    if newest is not None and newest.state == ConsultationState.OPEN:
        raise Refused("consultation_open", _("A consultation is open already. Close it first."))


def _require_days(work: Work, opens_on: date, closes_on: date) -> None:
    rule = work.rule(consultations.LEAST_DAYS)
    least = opens_on + timedelta(days=rule.duration.count)
    if opens_on < work.today:
        raise Refused("opens_in_past", _("It opens today at the earliest."))
    if closes_on < least:
        raise Refused(
            "too_short",
            _("People are asked for at least %(days)s days: until %(day)s at the earliest.")
            % {"days": rule.duration.count, "day": least},
            source=rule.source.zh,
        )


def _require_fresh(found: Consultation, version: int) -> None:
    if found.version != version or found.state != ConsultationState.OPEN:
        raise Conflict(
            "consultation_changed",
            _("Somebody else changed this consultation first. Look at it again."),
        )


def _before(work: Work, key: str, question: str, made_id: UUID) -> Consultation | None:
    told = claim_key(
        sub_district_id=work.tenant,
        act="decisions.open_consultation",
        key=key,
        body={"decision": str(work.decision.id), "question": question},
        answer={"consultation": str(made_id)},
        at=work.at,
    )
    return consultations.consultation(work.tenant, UUID(told["consultation"])) if told else None
