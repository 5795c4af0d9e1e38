"""Guardians: named by the leader with a paper, confirmed by an overseer, never by one alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.counsel.actions.work import gone
from linli.counsel.models import Guardian
from linli.counsel.queries.guarding import guardian_of, guardians
from linli.counsel.rules import POWERS, Verb
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.people import queries as people
from linli.records import actions as records
from linli.tenancy.rows import locked

SUBJECT = "counsel.guardian"


@transaction.atomic
def name_guardian(*, actor: Actor, account_id: UUID, paper: str, at: datetime) -> Guardian:
    """Name a person who may break the glass with another; somebody else must confirm it."""
    if actor.kind not in POWERS[Verb.NAME_GUARDIANS] or actor.account_id is None:
        raise NotAllowed("not_leader", _("The leader of the sub-district names guardians."))
    on, tenant = timezone.localdate(at), actor.sub_district_id
    _require_fit(actor, account_id, at)
    if not paper.strip():
        raise Refused("no_paper", _("Write which decision names this person."))
    if guardians(tenant, on=on).filter(account_id=account_id).exists():
        raise Refused("is_guardian", _("This person is named already."))
    row = Guardian.objects.create(
        sub_district_id=tenant,
        account_id=account_id,
        name=people.names_of(tenant, [account_id]).get(account_id, ""),
        paper=paper.strip(),
        named_by_id=actor.account_id,
        named_by=actor.label,
        valid_from=on,
    )
    _record(actor, row, "counsel.name_guardian", at)
    return row


@transaction.atomic
def confirm_guardian(*, actor: Actor, guardian_id: UUID, at: datetime) -> Guardian:
    """Confirm a named person: another office than the leader's looks at the paper."""
    if actor.kind not in POWERS[Verb.CONFIRM_GUARDIANS] or actor.account_id is None:
        raise NotAllowed(
            "not_overseer",
            _("The information protection officer or the auditor confirms guardians."),
        )
    row = locked(Guardian, actor.sub_district_id, guardian_id, missing=gone())
    if actor.account_id in {row.named_by_id, row.account_id}:
        raise Refused("same_person", _("Who names a guardian, or is named, cannot confirm it."))
    if row.confirmed_at is not None:
        raise Refused("is_confirmed", _("This guardian has been confirmed already."))
    row.confirmed_by_id, row.confirmed_by, row.confirmed_at = actor.account_id, actor.label, at
    row.save(update_fields=["confirmed_by_id", "confirmed_by", "confirmed_at"])
    _record(actor, row, "counsel.confirm_guardian", at)
    return row


@transaction.atomic
def end_guardian(*, actor: Actor, guardian_id: UUID, at: datetime) -> None:
    """Let a guardian go; from this moment that person opens nothing."""
    if actor.kind not in POWERS[Verb.END_GUARDIANS]:
        raise NotAllowed("not_leader", _("The leader or who oversees the office ends it."))
    row = locked(Guardian, actor.sub_district_id, guardian_id, missing=gone())
    on = timezone.localdate(at)
    _record(actor, row, "counsel.end_guardian", at)
    if row.valid_from >= on:
        row.delete()
        return
    row.valid_to = on - timedelta(days=1)
    row.save(update_fields=["valid_to"])


def require_guardian(actor: Actor, at: datetime) -> Guardian:
    """Go on only as a confirmed guardian; for everybody else there is nothing here."""
    found = guardian_of(actor, on=timezone.localdate(at))
    if found is None:
        raise gone()
    return found


def _require_fit(actor: Actor, account_id: UUID, at: datetime) -> None:
    """Neither an administrator nor the leader, nor any overseer who would confirm it."""
    tenant = actor.sub_district_id
    if account_id == actor.account_id:
        raise Refused("same_person", _("Nobody names oneself."))
    if people.account(account_id) is None:
        raise gone()
    if account_id in people.administrators(tenant, on=timezone.localdate(at)):
        raise Refused("is_administrator", _("An administrator cannot be a guardian."))


def _record(actor: Actor, row: Guardian, did: str, at: datetime) -> None:
    records.record(actor=actor, did=did, on_kind=SUBJECT, on_id=row.id, facts={}, at=at)
