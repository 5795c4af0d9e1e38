"""The rows of this room that are about an account, for its owner to take away."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from linli.decisions.models import (
    Affairs,
    Attendee,
    BoardFollower,
    Call,
    Consultation,
    Idea,
    ItemVoice,
    MinutesSignature,
    NoticeProof,
    Preference,
    PublicationObjection,
    Signature,
    Voice,
)
from linli.decisions.queries.calls import mark_of, signer_by_line, starter_mark
from linli.decisions.queries.consultations import preference_mark
from linli.elections import queries as elections
from linli.kernel.own_data import OwnRows
from linli.tenancy.rows import own_rows

_ANSWERED = ("answer", "answered_by", "answered_at")


def own_rows_of(sub_district_id: UUID, account_id: UUID) -> list[OwnRows]:
    """What an account said, objected to, follows, signed and prefers; its parts in meetings."""
    here = {"sub_district_id": sub_district_id}
    return [*_said(here, account_id), *_meetings(here, account_id), *_marked(here, account_id)]


def _said(here: dict[str, Any], account_id: UUID) -> list[OwnRows]:
    mine = here | {"account_id": account_id}
    return [
        own_rows(
            Voice.objects.filter(**mine),
            *("account", "number", "decision", "words", "contact", "made_at", "gist", *_ANSWERED),
        ),
        own_rows(Idea.objects.filter(**mine), "account", "title", "text", "made_at", *_ANSWERED),
        own_rows(
            PublicationObjection.objects.filter(**mine),
            *("account", "publication", "words", "contact", "made_at", *_ANSWERED),
        ),
        own_rows(BoardFollower.objects.filter(**mine), "account", "place", "since"),
        own_rows(Affairs.objects.filter(**here, maker_id=account_id), "maker_id", "kind"),
        own_rows(Affairs.objects.filter(**here, checker_id=account_id), "checker_id", "kind"),
    ]


def _meetings(here: dict[str, Any], account_id: UUID) -> list[OwnRows]:
    mine = Attendee.objects.filter(**here, account_id=account_id)
    of_them = here | {"attendee_id__in": list(mine.values_list("id", flat=True))}
    return [
        own_rows(mine, *("account", "meeting", "name", "title", "seat_id", "presence", "reason")),
        own_rows(ItemVoice.objects.filter(**of_them), "attendee", "item", "stance", "words", "at"),
        own_rows(
            MinutesSignature.objects.filter(**of_them),
            *("attendee_id", "meeting_id", "way", "dissent", "at"),
        ),
        own_rows(
            NoticeProof.objects.filter(**of_them),
            *("attendee_id", "meeting_id", "way", "note", "at"),
        ),
    ]


def _marked(here: dict[str, Any], account_id: UUID) -> list[OwnRows]:
    """What is found by a mark that only the server's key makes, for nobody but its owner."""
    calls = list(Call.objects.filter(**here).values_list("id", "roll_id"))
    asked = Consultation.objects.filter(**here).values_list("id", flat=True)
    begun = Call.objects.filter(
        **here, starter_mark__in=[starter_mark(call_id, account_id) for call_id, _roll in calls]
    )
    preferred = Preference.objects.filter(
        **here, mark__in=[preference_mark(one, account_id) for one in asked]
    )
    return [
        own_rows(begun, "number", "title", "words", "starter", "starter_mark", "opened_at"),
        own_rows(preferred, "consultation", "option", "mark"),
        own_rows(
            Signature.objects.filter(**here, mark__in=_signing_marks(here, account_id, calls)),
            *("call", "mark", "sealed", "channel", "state", "signed_on"),
        ),
    ]


def _signing_marks(
    here: dict[str, Any], account_id: UUID, calls: list[tuple[UUID, UUID | None]]
) -> list[str]:
    lines = elections.own_roll_lines(here["sub_district_id"], account_id)
    return [
        mark_of(call_id, signer_by_line(line).unit)
        for call_id, roll_id in calls
        for line in lines
        if line.roll_id == roll_id
    ]
