"""The papers of a decision: which address makes each, by the word that a procedure names it with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from linli.decisions.queries.shown import Whole

DOCUMENTS: Mapping[str, str] = {}
"""Word -> name of an address that takes the id of the decision and the form, docx or pdf."""


def paper_word(name: str) -> str:
    """What a paper is called."""
    return {
        "meeting_notice": _("Notice of the meeting"),
        "minutes": _("Minutes"),
        "resolution": _("Resolution"),
        "decision_notice": _("Notice of the decision"),
        "acceptance": _("Record of acceptance"),
        "result_notice": _("Notice of the result"),
        "record": _("Record of the whole decision"),
    }.get(name, name)


def papers_of(seen: Whole) -> list[tuple[str, str, str]]:
    """The papers that the steps name and that can be made: word, docx, PDF."""
    named = [name for step in seen.steps for name in step.plan.documents if name in DOCUMENTS]
    return [
        (paper_word(name), _href(name, seen, "docx"), _href(name, seen, "pdf"))
        for name in dict.fromkeys(named)
    ]


def _href(name: str, seen: Whole, form: str) -> str:
    try:
        return reverse(DOCUMENTS[name], args=[seen.decision.id, form])
    except NoReverseMatch:
        return ""
