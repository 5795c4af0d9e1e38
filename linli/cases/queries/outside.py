"""What an outside body sees of a request."""

from __future__ import annotations

from linli.cases.models import Case, CaseStep, HandOver
from linli.cases.rules import Verb


def handed_over(work: HandOver) -> Case:
    """The request behind a hand-over, with its place; the sender is in another table."""
    return Case.objects.select_related("place").get(
        sub_district_id=work.sub_district_id, id=work.case_id
    )


def parts_received(work: HandOver) -> list[CaseStep]:
    """What came back through a link so far, oldest first."""
    found = CaseStep.objects.filter(
        sub_district_id=work.sub_district_id,
        case_id=work.case_id,
        verb=Verb.OUTSIDE_RESULT.value,
        actor_label=work.body_name,
        at__gte=work.made_at,
    )
    return list(found.order_by("at", "id"))
