"""Consultations of a decision, their options, and how many would rather have which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from linli.decisions.models import Consultation, ConsultationOption, Decision, Preference
from linli.decisions.queries.steps import began_at
from linli.decisions.rules import StepKind
from linli.decisions.rules.voices import FLOOR, ConsultationState
from linli.people import queries as people
from linli.places import queries as places

LEAST_DAYS = "participation.consultation"


@dataclass(frozen=True, slots=True)
class OptionShown:
    """An option with how many would rather have it; no count while it could tell of single ones."""

    number: int
    title: str
    words: str
    cost_fen: int | None
    heads: int | None


def consultation(sub_district_id: UUID, consultation_id: UUID) -> Consultation | None:
    """One consultation with its decision."""
    rows = Consultation.objects.filter(sub_district_id=sub_district_id, id=consultation_id)
    return rows.select_related("decision__place").first()


def consultations_of(found: Decision) -> list[Consultation]:
    """The consultations on a decision, newest first."""
    rows = Consultation.objects.filter(sub_district_id=found.sub_district_id, decision=found)
    return list(rows.order_by("-number"))


def consultation_now(found: Decision) -> Consultation | None:
    """The newest consultation on a decision."""
    return next(iter(consultations_of(found)), None)


def takes_voices(found: Consultation, *, on: date) -> bool:
    """Whether people can speak in it today."""
    return found.state == ConsultationState.OPEN and found.opens_on <= on <= found.closes_on


def options_of(found: Consultation) -> list[ConsultationOption]:
    """Its options, in order."""
    rows = ConsultationOption.objects.filter(
        sub_district_id=found.sub_district_id, consultation=found
    )
    return list(rows.order_by("number"))


def options_shown(found: Consultation) -> list[OptionShown]:
    """Its options with counts: after the end, and only where every count is none or five at least."""
    counts = _preferred(found) if found.state == ConsultationState.CLOSED else {}
    tells = counts and all(heads == 0 or heads >= FLOOR for heads in counts.values())
    return [
        OptionShown(
            one.number,
            one.title,
            one.words,
            one.cost_fen,
            counts.get(one.number, 0) if tells else None,
        )
        for one in options_of(found)
    ]


def preferences_given(found: Consultation) -> int:
    """How many said what they would rather have."""
    return sum(_preferred(found).values())


def preference_of(found: Consultation, account_id: UUID) -> int | None:
    """The option that this account would rather have, for its owner alone."""
    rows = Preference.objects.filter(
        sub_district_id=found.sub_district_id,
        consultation=found,
        mark=preference_mark(found.id, account_id),
    )
    return rows.values_list("option", flat=True).first()


def preference_mark(consultation_id: UUID, account_id: UUID) -> str:
    """What makes a preference count once without saying whose it is."""
    text = f"{consultation_id}:{account_id}"
    return salted_hmac("decisions.preference", text, algorithm="sha256").hexdigest()


def lives_at(sub_district_id: UUID, account_id: UUID, place_id: UUID, *, on: date) -> bool:
    """Whether an account holds a dwelling in a place, as was borne out."""
    held = [one for one in people.claims_of(sub_district_id, account_id, on=on) if one.held]
    above = places.ancestors_of_many(sub_district_id, [one.dwelling_id for one in held], on=on)
    return any(place_id in one.ids for one in above.values())


def consultation_closed(found: Decision, _on: date) -> str:
    """What the step lacks while people were not asked about the text that stands."""
    newest = consultation_now(found)
    since = began_at(found, StepKind.CONSULT)
    if newest is None or newest.text_number != found.text_number:
        return _("Nobody was asked about the text that stands. Open a consultation.")
    if since is not None and newest.made_at < since:
        return _("Since the step began anew nobody was asked. Open a consultation.")
    if newest.state != ConsultationState.CLOSED:
        return _("The consultation is still open. Close it with what came of it.")
    return ""


def _preferred(found: Consultation) -> dict[int, int]:
    rows = Preference.objects.filter(sub_district_id=found.sub_district_id, consultation=found)
    counted = rows.values("option").annotate(heads=Count("id"))
    return {row["option"]: row["heads"] for row in counted}
