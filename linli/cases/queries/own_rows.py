"""The rows of this room that are about an account, for its owner to take away."""

from __future__ import annotations

from uuid import UUID

from linli.cases.models import Case, CaseSender, CaseStep, Question, Rating
from linli.cases.rules import Audience
from linli.kernel.own_data import OwnRows
from linli.records import queries as records
from linli.tenancy.rows import own_rows


def own_rows_of(sub_district_id: UUID, account_id: UUID) -> list[OwnRows]:
    """The requests that an account sent, with all that their sender may read; its acts in posts."""
    here = {"sub_district_id": sub_district_id}
    sent = CaseSender.objects.filter(**here, account_id=account_id)
    cases = list(sent.values_list("case_id", flat=True))
    of_them = here | {"case_id__in": cases}
    steps = CaseStep.objects.filter(**of_them, audience=Audience.ALL)
    acts = CaseStep.objects.filter(**here, actor_id=account_id)
    return [
        own_rows(sent, "case", "account_id", "name", "contact", "may_show"),
        own_rows(
            Case.objects.filter(**here, id__in=cases),
            *("number", "title", "body", "place_text", "lat_e7", "lng_e7", "state", "received_at"),
            *("answer", "answered_at", "closed_at", "published_title", "published_body"),
            "outside_number",
        ),
        own_rows(steps, "case", "at", "verb", "actor_label", "text"),
        own_rows(acts, "case", "at", "verb", "actor_id", "actor_name", "actor_label"),
        own_rows(
            Question.objects.filter(**of_them),
            *("case", "asked_at", "asked_by_label", "text", "choices", "answered_at", "answer"),
        ),
        own_rows(Rating.objects.filter(**of_them), "case", "at", "outcome", "comment"),
        records.own_attachments(sub_district_id, cases),
    ]
