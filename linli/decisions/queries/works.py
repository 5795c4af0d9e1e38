"""Whether what was decided is done and accepted, as the works of its matter say."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from linli.decisions.models import Decision
from linli.decisions.queries.steps import began_at
from linli.decisions.rules import StepKind
from linli.money import queries as money


def work_finished(found: Decision, _on: date) -> str:
    """Empty when who carries it out said that all works of the matter are finished."""
    since = began_at(found, StepKind.EXECUTE)
    if money.work_finished(found.sub_district_id, found.id, since=since):
        return ""
    if not money.works_of_matter(found.sub_district_id, found.id):
        return _(
            "No works are entered for this matter. Enter what is done, by whom, with which money."
        )
    return _("The works are not finished yet: who carries them out says so on their page.")


def work_accepted(found: Decision, _on: date) -> str:
    """Empty when those named accepted all works of the matter, in this turn of the step."""
    since = began_at(found, StepKind.EXECUTE)
    if money.work_accepted(found.sub_district_id, found.id, since=since):
        return ""
    return _("The works are not accepted yet: those named look at them and say so, with photos.")
