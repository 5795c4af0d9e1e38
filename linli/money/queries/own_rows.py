"""The rows of this room that are about an account, for its owner to take away."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from linli.kernel.own_data import OwnRows
from linli.money.models import (
    Acceptance,
    Campaign,
    Contribution,
    Entry,
    Hand,
    ServiceSurvey,
    SurveyMark,
    TakeoverSignature,
    Voucher,
    WorksChange,
)
from linli.money.queries.campaigns import pledge_mark
from linli.money.queries.contracts import survey_mark
from linli.tenancy.rows import own_rows


def own_rows_of(sub_district_id: UUID, account_id: UUID) -> list[OwnRows]:
    """Duties, what was made, checked, accepted and signed, own pledges and answers."""
    here = {"sub_district_id": sub_district_id}
    mine = here | {"account_id": account_id}
    return [
        own_rows(Hand.objects.filter(**mine), "account", "matter", "name", "title", "since"),
        own_rows(
            Acceptance.objects.filter(**mine),
            *("account_id", "works_id", "name", "title", "outcome", "words", "at"),
        ),
        own_rows(
            TakeoverSignature.objects.filter(**mine),
            *("account_id", "contract_id", "side", "name", "title", "at"),
        ),
        *_two_hands(here, account_id),
        *_marked(here, account_id),
    ]


def _two_hands(here: dict[str, Any], account_id: UUID) -> list[OwnRows]:
    """Where one of two people is the account; the other one is not told here."""
    return [
        own_rows(Voucher.objects.filter(**here, maker_id=account_id), "maker", "number", "made_at"),
        own_rows(
            Voucher.objects.filter(**here, checker_id=account_id),
            *("checker", "number", "checked_at"),
        ),
        own_rows(Entry.objects.filter(**here, maker_id=account_id), "maker_id", "number"),
        own_rows(Entry.objects.filter(**here, checker_id=account_id), "checker_id", "number"),
        own_rows(
            WorksChange.objects.filter(**here, proposer_id=account_id),
            *("proposer_id", "works", "why", "proposed_at"),
        ),
        own_rows(
            WorksChange.objects.filter(**here, decider_id=account_id),
            *("decider_id", "works", "answer", "decided_at"),
        ),
    ]


def _marked(here: dict[str, Any], account_id: UUID) -> list[OwnRows]:
    """What is found by a mark that only the server's key makes, for nobody but its owner."""
    raised = Campaign.objects.filter(**here).values_list("id", flat=True)
    asked = ServiceSurvey.objects.filter(**here).values_list("id", flat=True)
    pledges = [pledge_mark(one, account_id) for one in raised]
    answers = [survey_mark(one, account_id) for one in asked]
    return [
        own_rows(
            Contribution.objects.filter(**here, mark__in=pledges),
            *("campaign", "code", "mark", "state", "pledged_fen", "received_fen", "pledged_on"),
        ),
        own_rows(SurveyMark.objects.filter(**here, mark__in=answers), "survey", "mark"),
    ]
