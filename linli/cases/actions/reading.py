"""Staff open a request, or its sender's contact: each leaves a line that the sender reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from linli.cases.actions.work import SUBJECT
from linli.cases.models import CaseSender
from linli.cases.queries import sentences
from linli.cases.queries.seen import Seen, case_for
from linli.cases.rules import Verb, may_do, screened, tidy_line
from linli.kernel.actor import Actor
from linli.records import actions as records

READ = "cases.read_case"
CONTACT = "cases.open_contact"


@dataclass(frozen=True, slots=True)
class Contact:
    """Who sent a request and how to answer, opened on purpose."""

    name: str
    contact: str


@transaction.atomic
def read_case(*, actor: Actor, case_id: UUID, why: str = "", at: datetime) -> Seen:
    """Open a request for staff with a part in it; the reading is written down."""
    seen = case_for(actor, case_id)
    records.log_access(
        actor=actor, subject_kind=SUBJECT, subject_id=case_id, what=READ, why=why, at=at
    )
    return seen


@transaction.atomic
def open_contact(*, actor: Actor, case_id: UUID, why: str, at: datetime) -> Contact:
    """Show name and contact of the sender for a reason; never to who is complained of (R44)."""
    seen = case_for(actor, case_id)
    if not may_do(Verb.OPEN_CONTACT, seen.roles):
        raise sentences.not_allowed(Verb.OPEN_CONTACT)
    if not seen.may_see_sender:
        raise sentences.refused("sender_secret", source=sentences.REFERRAL_SECRET)
    reason = screened(tidy_line(why))
    if not reason:
        raise sentences.refused("no_reason")
    sender = CaseSender.objects.get(sub_district_id=actor.sub_district_id, case_id=case_id)
    records.log_access(
        actor=actor, subject_kind=SUBJECT, subject_id=case_id, what=CONTACT, why=reason, at=at
    )
    return Contact(name=sender.name, contact=sender.contact)
