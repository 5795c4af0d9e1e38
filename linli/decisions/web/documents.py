"""The papers of a decision that its steps name, as docx and PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from linli.decisions.documents import DECISION_PAPERS, decision_paper_title
from linli.decisions.rules import StepState

if TYPE_CHECKING:
    from linli.decisions.queries.shown import Whole


def papers_of(seen: Whole) -> list[tuple[str, str, str]]:
    """The papers of the steps whose turn has come: title, docx, PDF."""
    named = [
        name
        for step in seen.steps
        if step.state != StepState.WAITING
        for name in step.plan.documents
        if name in DECISION_PAPERS
    ]
    return [
        (decision_paper_title(name), _href(name, seen, "docx"), _href(name, seen, "pdf"))
        for name in dict.fromkeys(named)
    ]


def _href(name: str, seen: Whole, form: str) -> str:
    return reverse("decisions:desk_decision_paper", args=[seen.decision.id, name, form])
