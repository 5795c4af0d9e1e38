"""What senders agreed to with their requests and may take back, and what may be erased."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.cases.models import Case, CaseSender
from linli.cases.rules import OPEN_STATES
from linli.kernel.own_data import Consent, Erasable

CONTACT = "cases.contact"
SHOWN = "cases.shown"
SENDER = "cases.sender"


def consents_of(sub_district_id: UUID, account_id: UUID, *, on: date) -> list[Consent]:
    """Contacts given with requests, and that an answer may be shown to everybody."""
    mine = _sent(sub_district_id, account_id).select_related("case")
    found = []
    for sender in mine.order_by("-id"):
        case = sender.case
        since = timezone.localdate(case.received_at)
        if sender.name or sender.contact:
            what = _("That the office may reach you about %(number)s") % {"number": case.number}
            then = _("Name and contact are taken out; you still see the answer here.")
            found.append(Consent(CONTACT, sender.id, what, then, since))
        if case.may_publish:
            what = _("That the answer to %(number)s may be shown to everybody without your name")
            then = _("The public page of it is taken back.")
            found.append(Consent(SHOWN, case.id, what % {"number": case.number}, then, since))
    return found


def erasable_of(sub_district_id: UUID, account_id: UUID, *, on: date) -> list[Erasable]:
    """Who sent ended requests goes at once; the requests themselves stay."""
    ended = ended_of(sub_district_id, account_id).count()
    sent = _sent(sub_district_id, account_id).count()
    return [
        Erasable(
            _("That requests which ended are yours: your name, your contact, your account"),
            ended,
            _("Settled. You can no longer open them here, and not have them taken up again."),
            key=SENDER,
        ),
        Erasable(
            _("What was wrong and what was done, without you"),
            sent,
            _("The office's own record of its work stays as long as the Archives Law says."),
        ),
        Erasable(
            _("Who sent requests that are still open"),
            sent - ended,
            _("Needed to answer you. Take a request back, then this goes too."),
        ),
    ]


def ended_of(sub_district_id: UUID, account_id: UUID) -> QuerySet[CaseSender]:
    """An account's part in requests on which nothing is owed any more."""
    still_open = Q(case__state__in=[one.value for one in OPEN_STATES])
    rows = _sent(sub_district_id, account_id).filter(case__closed_at__isnull=False)
    return rows.exclude(still_open).filter(case__merged_into=None)


def shown_of(sub_district_id: UUID, account_id: UUID) -> QuerySet[Case]:
    """The requests of an account whose answer may be shown to everybody."""
    sent = _sent(sub_district_id, account_id).values("case_id")
    return Case.objects.filter(sub_district_id=sub_district_id, id__in=sent, may_publish=True)


def _sent(sub_district_id: UUID, account_id: UUID) -> QuerySet[CaseSender]:
    return CaseSender.objects.filter(sub_district_id=sub_district_id, account_id=account_id)
