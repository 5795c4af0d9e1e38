"""What this room holds about an account, for the page that shows it to its owner."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.cases.models import Case, CaseSender, Rating
from linli.cases.queries.names import outcome_name
from linli.kernel.own_data import PersonalDatum
from linli.people import queries as people
from linli.records.queries import calendar_for, rule_in_force

CONTACT = "personal.retention.request_contact"


def personal_data_of(sub_district_id: UUID, account_id: UUID, *, on: date) -> list[PersonalDatum]:
    """The requests sent, the contact given with them, the ratings, newest first; steps in posts."""
    sent = list(
        CaseSender.objects.filter(sub_district_id=sub_district_id, account_id=account_id)
        .select_related("case")
        .order_by("-id")
    )
    held = [datum for sender in sent for datum in _of_request(sender)]
    held += _ratings(sub_district_id, {sender.case_id: sender.case.number for sender in sent})
    if people.has_held_posts(sub_district_id, account_id):
        held.append(
            PersonalDatum(
                _("Steps you took in a post"),
                _("your name and your post at each"),
                _("to answer for what was done"),
                _("as long as the request"),
            )
        )
    return held


def _of_request(sender: CaseSender) -> Iterator[PersonalDatum]:
    case = sender.case
    page = reverse("cases:follow_case", args=[case.number])
    since = timezone.localdate(case.received_at)
    yield PersonalDatum(
        _("Request"),
        f"{case.number} {case.title}",
        _("to settle what you reported"),
        _("by the office's archive schedule"),
        page,
        case.id,
        since,
    )
    if given := " · ".join(filter(None, [sender.name, sender.contact])):
        yield PersonalDatum(
            _("Contact given with a request"),
            f"{case.number} {given}",
            _("to answer you"),
            _("for the time after closing that the rules set"),
            page,
            since=since,
            until=_contact_until(case),
        )


def _contact_until(case: Case) -> date | None:
    """The day on which name and contact of a request that ended go by themselves."""
    if case.closed_at is None:
        return None
    kept = rule_in_force(case.sub_district_id, CONTACT, on=timezone.localdate(case.closed_at))
    return calendar_for(case.sub_district_id).due_after(case.closed_at, kept.duration).on


def _ratings(sub_district_id: UUID, numbers: dict[UUID, str]) -> list[PersonalDatum]:
    found = Rating.objects.filter(sub_district_id=sub_district_id, case_id__in=numbers)
    return [
        PersonalDatum(
            _("Your rating"),
            " ".join([numbers[row.case_id], outcome_name(row.outcome), row.comment]).strip(),
            _("to see whether it is settled"),
            _("as long as the request"),
            reverse("cases:follow_case", args=[numbers[row.case_id]]),
            since=timezone.localdate(row.at),
        )
        for row in found.order_by("-id")
    ]
