"""The rows of this room that are about an account, for its owner to take away; no secret vote."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from linli.elections.models import (
    BoxCall,
    Candidate,
    Delivery,
    Official,
    OpenVote,
    PaperCount,
    PaperVote,
    PollBookEntry,
    Proxy,
    RollCorrection,
    RollLine,
    RollObjection,
    RollUnit,
    SignedBallot,
    SignedVote,
)
from linli.kernel.own_data import OwnRows
from linli.people import queries as people
from linli.tenancy.rows import own_rows


def own_rows_of(sub_district_id: UUID, account_id: UUID) -> list[OwnRows]:
    """Lines on rolls and what hangs on them, candidacies, parts in elections, objections."""
    here = {"sub_district_id": sub_district_id}
    mine = here | {"account_id": account_id}
    lines = RollLine.objects.filter(**mine)
    return [
        own_rows(
            lines,
            *("account", "roll", "number", "name", "door", "owner_number", "voter_name"),
            *("area_cm2", "stands"),
        ),
        *_of_lines(here, list(lines.values_list("id", flat=True))),
        own_rows(
            Candidate.objects.filter(**mine),
            *("account", "election", "name", "about", "nominated_by", "nominated_at"),
            *("consented_at", "consent_paper_id", "state"),
        ),
        own_rows(Official.objects.filter(**mine), "account", "election", "role", "name"),
        own_rows(
            RollObjection.objects.filter(**mine),
            *("account", "roll", "kind", "words", "contact", "made_at", "answer", "answered_by"),
        ),
        own_rows(
            OpenVote.objects.filter(**here, member_id__in=_seats(here, account_id)),
            *("member_id", "election", "name", "recused", "reason", "at"),
        ),
        own_rows(PaperCount.objects.filter(**mine), "account_id", "box", "round", "entered_at"),
        own_rows(PaperVote.objects.filter(**mine), "account_id", "election", "round", "entered_at"),
    ]


def _seats(here: dict[str, Any], account_id: UUID) -> list[UUID]:
    return [seat.id for seat in people.seats_held(here["sub_district_id"], account_id)]


def own_roll_lines(sub_district_id: UUID, account_id: UUID) -> list[RollLine]:
    """The lines of an account on all rolls."""
    rows = RollLine.objects.filter(sub_district_id=sub_district_id, account_id=account_id)
    return list(rows.order_by("id"))


def _of_lines(here: dict[str, Any], lines: list[UUID]) -> list[OwnRows]:
    of_them = here | {"line_id__in": lines}
    return [
        own_rows(RollUnit.objects.filter(**of_them), "line", "door", "area_cm2", "area_source"),
        own_rows(RollCorrection.objects.filter(**of_them), "line_id", "what", "reason", "made_at"),
        own_rows(
            Proxy.objects.filter(**here, giver_id__in=lines),
            *("giver", "election", "paper_id", "valid_until", "made_at", "revoked_at"),
        ),
        own_rows(
            PollBookEntry.objects.filter(**of_them),
            *("line", "election", "handed_at", "cast_at", "assisted_by", "witness"),
        ),
        own_rows(
            BoxCall.objects.filter(**of_them),
            *("line", "election", "reason", "asked_at", "came_at", "outcome"),
            *("first_witness", "second_witness"),
        ),
        own_rows(Delivery.objects.filter(**of_them), "line", "election", "what", "outcome", "at"),
        own_rows(PaperVote.objects.filter(**of_them), "line", "election", "serial", "choices"),
        own_rows(SignedBallot.objects.filter(**of_them), "line_id", "election_id", "box", "at"),
        own_rows(SignedVote.objects.filter(**of_them), "line_id", "election", "channel", "text"),
    ]
