"""What an outside body sees of a request."""

from __future__ import annotations

from linli.cases.models import Case, HandOver


def handed_over(work: HandOver) -> Case:
    """The request behind a hand-over, with its place; the sender is in another table."""
    return Case.objects.select_related("place").get(
        sub_district_id=work.sub_district_id, id=work.case_id
    )
