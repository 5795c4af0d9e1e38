"""How far people were heard about a decision, in one query, for the decision's own page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery

from linli.decisions.models import Consultation, Decision, Interview, Voice
from linli.decisions.rules.voices import ConsultationState

_FIELDS = ("id", "question", "opens_on", "closes_on", "state", "outcome")


@dataclass(frozen=True, slots=True)
class Heard:
    """The newest consultation on a decision, and how many voices it has."""

    consultation_id: UUID | None
    question: str
    opens_on: date | None
    closes_on: date | None
    state: str
    outcome: str
    voices: int
    answered: int
    interviews: int

    @property
    def waiting(self) -> int:
        """How many wait for their answer."""
        return self.voices - self.answered

    def is_open(self, on: date) -> bool:
        """Whether people can speak in the consultation today."""
        if self.opens_on is None or self.closes_on is None:
            return False
        return self.state == ConsultationState.OPEN and self.opens_on <= on <= self.closes_on


def heard(found: Decision) -> Heard:
    """How far people were heard about a decision."""
    asked = Consultation.objects.filter(
        sub_district_id=found.sub_district_id, decision_id=OuterRef("id")
    ).order_by("-number")
    columns: dict[str, Any] = {f"c_{name}": Subquery(asked.values(name)[:1]) for name in _FIELDS}
    said = Voice.objects.filter(
        sub_district_id=found.sub_district_id, decision_id=OuterRef("id")
    ).order_by()
    talks = Interview.objects.filter(
        sub_district_id=found.sub_district_id, decision_id=OuterRef("id")
    ).order_by()
    columns["voices"] = _count(said)
    columns["answered"] = _count(said.exclude(answered_at=None))
    columns["interviews"] = _count(talks)
    rows = Decision.objects.filter(sub_district_id=found.sub_district_id, id=found.id)
    row = rows.annotate(**columns).values(*columns)[0]
    return Heard(
        consultation_id=row["c_id"],
        question=row["c_question"] or "",
        opens_on=row["c_opens_on"],
        closes_on=row["c_closes_on"],
        state=row["c_state"] or "",
        outcome=row["c_outcome"] or "",
        voices=row["voices"] or 0,
        answered=row["answered"] or 0,
        interviews=row["interviews"] or 0,
    )


def _count(rows: QuerySet[Any]) -> Subquery:
    counted = rows.values("decision_id").annotate(count=Count("id")).values("count")
    return Subquery(counted, output_field=IntegerField())
