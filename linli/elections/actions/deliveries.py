"""Slips, ballots and notices go to the doors; the log ends with delivery and knows no turnout."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.elections.actions.work import Work
from linli.elections.models import Delivery, RollLine
from linli.elections.rules import ElectionState, Verb
from linli.elections.rules.paper import Delivered, DeliveryOutcome
from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, Refused
from linli.records.actions import Channel, Letter, claim_key, notify
from linli.records.rules import letter_key
from linli.tenancy.rows import locked

_GOING_ON = (ElectionState.PREPARING, ElectionState.VOTING)
_AT_ONCE = 1_000


@transaction.atomic
def plan_deliveries(*, actor: Actor, election_id: UUID, what: Delivered, at: datetime) -> int:
    """Make a delivery for every line that stands; asked again, only lines that lack one get one."""
    work = Work.on(actor=actor, election_id=election_id, at=at)
    work.require(Verb.DELIVER)
    work.require_state(*_GOING_ON)
    here = {"sub_district_id": work.tenant}
    known = Delivery.objects.filter(**here, election=work.election, what=what).values("line_id")
    lines = RollLine.objects.filter(**here, roll=work.election.roll, stands=True)
    new = [
        Delivery(
            **here,
            election=work.election,
            line_id=line_id,
            building_id=building_id,
            what=what.value,
        )
        for line_id, building_id in lines.exclude(id__in=known).values_list("id", "building_id")
    ]
    Delivery.objects.bulk_create(new, batch_size=_AT_ONCE)
    if new:
        facts = {"what": what.value, "many": len(new)}
        work.record("elections.plan_deliveries", facts)
        work.write()
    return len(new)


@transaction.atomic
def record_delivery(
    *, actor: Actor, delivery_id: UUID, outcome: DeliveryOutcome, key: str = "", at: datetime
) -> Delivery:
    """Note how a delivery ended; one that could not be delivered is tried again.

    The same form sent twice, as phones do where the signal is weak, is one try.
    """
    missing = Missing("no_delivery", _("There is no such delivery."))
    row = Delivery.objects.filter(sub_district_id=actor.sub_district_id, id=delivery_id).first()
    if row is None:
        raise missing
    work = Work.on(actor=actor, election_id=row.election_id, at=at)
    work.require(Verb.DELIVER)
    work.require_state(*_GOING_ON)
    delivery = locked(Delivery, actor.sub_district_id, delivery_id, missing=missing)
    if key and _sent_before(work, delivery_id, outcome, key):
        return delivery
    if delivery.outcome in (DeliveryOutcome.HANDED, DeliveryOutcome.POSTED):
        raise Refused("delivered", _("This was delivered already."))
    delivery.outcome, delivery.at, delivery.by = outcome.value, at, actor.label
    delivery.tries += 1
    delivery.save(update_fields=["outcome", "at", "by", "tries"])
    work.record("elections.record_delivery", {"what": delivery.what, "outcome": outcome.value})
    work.write()
    return delivery


@transaction.atomic
def remind_voters(*, actor: Actor, election_id: UUID, key: str, at: datetime) -> int:
    """Send everybody on the roll with an account the same reminder, whether they voted or not."""
    work = Work.on(actor=actor, election_id=election_id, at=at)
    work.require(Verb.OPEN_VOTING)
    work.require_state(ElectionState.VOTING)
    body = {"election": str(election_id)}
    before = claim_key(
        sub_district_id=work.tenant,
        act="elections.remind_voters",
        key=key,
        body=body,
        at=at,
    )
    if before is not None:
        return 0
    lines = RollLine.objects.filter(
        sub_district_id=work.tenant, roll=work.election.roll, stands=True
    ).exclude(account=None)
    accounts = sorted(set(lines.values_list("account_id", flat=True)), key=str)
    letters = [_reminder(work, account_id, key) for account_id in accounts]
    notify(sub_district_id=work.tenant, letters=letters, at=at)
    work.record("elections.remind_voters", {"many": len(accounts)})
    work.write()
    return len(accounts)


def _sent_before(work: Work, delivery_id: UUID, outcome: DeliveryOutcome, key: str) -> bool:
    before = claim_key(
        sub_district_id=work.tenant,
        act="elections.record_delivery",
        key=key,
        body={"delivery": str(delivery_id), "outcome": outcome.value},
        at=work.at,
    )
    return before is not None


def _reminder(work: Work, account_id: UUID | None, key: str) -> Letter:
    template = "elections/vote_reminder"
    return Letter(
        key=letter_key(template, work.election.id, key[:36], account_id),
        channel=Channel.INBOX,
        template=template,
        params={
            "title": work.election.title,
        },
        account_id=account_id,
        link=f"/votes/{work.election.uuid}/",
    )
