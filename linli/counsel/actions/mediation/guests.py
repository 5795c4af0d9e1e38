"""Mediators are offered and the parties accept or object; helpers come only if all want them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from linli.counsel.actions.mediation.intake import Told
from linli.counsel.actions.mediation.table import Table
from linli.counsel.actions.work import give_hand, gone
from linli.counsel.models import FileHand, MediationGuest, Membership
from linli.counsel.rules import By, HandRole
from linli.counsel.rules.mediation import (
    HELPERS,
    TALKING,
    Guest,
    GuestState,
    Move,
    Stage,
    answered_by_all,
)
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.tenancy.dated import in_force
from linli.tenancy.models import new_id

OBJECTION = "objection"


@transaction.atomic
def offer_mediator(
    *,
    actor: Actor,
    file_id: UUID,
    membership_id: UUID,
    version: int | None = None,
    at: datetime,
) -> MediationGuest:
    """Offer a mediator of the room to both sides; whoever objected or is partial is not offered."""
    table = Table.of(actor=actor, file_id=file_id, version=version, at=at)
    table.require_team()
    table.require(Stage.CHOOSING)
    member = _member(table, membership_id)
    rows = _guests(table).filter(kind=Guest.MEDIATOR.value, account_id=member.account_id)
    if rows.filter(state=GuestState.PARTIAL.value).exists():
        raise Refused("partial", _("This mediator is near to a side and cannot mediate here."))
    if rows.filter(state__in=[GuestState.ASKED.value, GuestState.ACCEPTED.value]).exists():
        raise Refused("is_offered", _("This mediator is offered already."))
    guest = _guest(table, Guest.MEDIATOR, {"name": member.name}, account_id=member.account_id)
    table.work.record("counsel.offer_mediator")
    table.others_told(None)
    table.write()
    return guest


@transaction.atomic
def invite_helper(
    *,
    actor: Actor,
    file_id: UUID,
    kind: Guest,
    told: Told,
    party_id: UUID | None = None,
    version: int | None = None,
    at: datetime,
) -> MediationGuest:
    """Ask for a helper as one side; the helper comes, and hears anything, only if all agree."""
    table = Table.of(actor=actor, file_id=file_id, version=version, at=at)
    table.require(*TALKING)
    if kind not in HELPERS or not told.name.strip():
        raise Refused("no_name", _("Write who shall come along."))
    party = table.party(party_id)
    guest = _guest(table, kind, {**told.words(), "side": party.side}, invited_by=party.id)
    said = table.answer(party, guest.id, yes=True, by=By.COUNTER)
    _settle(table, guest, said)
    table.work.record("counsel.invite_helper", {"kind": kind.value, "side": party.side})
    table.others_told(party)
    table.write()
    return guest


@transaction.atomic
def answer_guest(
    *,
    actor: Actor,
    file_id: UUID,
    guest_id: UUID,
    yes: bool,
    party_id: UUID | None = None,
    by: By = By.COUNTER,
    why: str = "",
    version: int | None = None,
    at: datetime,
) -> None:
    """Accept or object to a mediator or a helper; one objection is enough, a reason is not asked.

    A mediator whom all accept becomes the hand of the file, and the talks may begin.
    """
    table = Table.of(actor=actor, file_id=file_id, version=version, at=at)
    table.require(*TALKING)
    guest = _guests(table).filter(id=guest_id, state=GuestState.ASKED.value).first()
    if guest is None:
        raise gone()
    party = table.party(party_id)
    said = table.answer(party, guest.id, yes=yes, by=by)
    if why.strip():
        table.work.enter(OBJECTION, {"text": why.strip(), "guest": str(guest.id)}, party=party)
    _settle(table, guest, said)
    table.work.record("counsel.answer_guest", {"kind": guest.kind, "yes": yes})
    table.others_told(party)
    table.write()


@transaction.atomic
def declare_mediator(
    *, actor: Actor, file_id: UUID, clear: bool, version: int | None = None, at: datetime
) -> None:
    """Say, knowing the parties, that one is near to none of them; whoever is near goes at once.

    No talk is held before the mediator has said so (conflict of interest).
    """
    table = Table.of(actor=actor, file_id=file_id, version=version, at=at)
    table.require_team()
    mine = (
        _guests(table)
        .filter(kind=Guest.MEDIATOR.value, account_id=actor.account_id)
        .filter(state__in=[GuestState.ASKED.value, GuestState.ACCEPTED.value])
        .first()
    )
    if mine is None:
        raise Refused("not_mediator", _("The mediator of this file says this."))
    table.work.record("counsel.declare_mediator", {"clear": clear})
    if clear:
        mine.clear_at = at
        mine.save(update_fields=["clear_at"])
    else:
        _let_go(table, mine)
    table.others_told(None)
    table.write()


def _let_go(table: Table, guest: MediationGuest) -> None:
    """End a partial mediator's part and hand from this moment; the parties choose anew."""
    if guest.account_id is None:
        raise gone()
    guest.state = GuestState.PARTIAL.value
    guest.save(update_fields=["state"])
    FileHand.objects.filter(
        sub_district_id=table.work.tenant,
        file_id=table.file.id,
        account_id=guest.account_id,
        ended_at=None,
    ).update(ended_at=table.work.at)
    if table.stage is Stage.MEDIATING:
        table.go(Move.CHOOSE_ANEW)


def _settle(table: Table, guest: MediationGuest, said: dict[UUID, bool]) -> None:
    if not all(said.values()):
        guest.state = GuestState.OBJECTED.value
    elif answered_by_all([one.id for one in table.parties], list(said)):
        guest.state = GuestState.ACCEPTED.value
    else:
        return
    guest.save(update_fields=["state"])
    if guest.kind == Guest.MEDIATOR and guest.state == GuestState.ACCEPTED:
        _choose(table, guest)


def _choose(table: Table, guest: MediationGuest) -> None:
    if guest.account_id is None:
        raise gone()
    members = Membership.objects.filter(
        in_force(table.work.today),
        sub_district_id=table.work.tenant,
        team_id=table.file.team_id,
        account_id=guest.account_id,
    )
    member = members.first()
    if member is None:
        raise Refused("left", _("This mediator has left the room. Another one must be offered."))
    hands = FileHand.objects.filter(
        sub_district_id=table.work.tenant,
        file_id=table.file.id,
        account_id=member.account_id,
        ended_at=None,
    )
    if not hands.exists():
        give_hand(table.work, member, HandRole.HANDLER)
    others = _guests(table).filter(kind=Guest.MEDIATOR.value, state=GuestState.ASKED.value)
    others.exclude(id=guest.id).update(state=GuestState.ENDED.value)
    if table.stage is Stage.CHOOSING:
        table.go(Move.CHOOSE)


def _guests(table: Table) -> QuerySet[MediationGuest]:
    return MediationGuest.objects.filter(
        sub_district_id=table.work.tenant, file_id=table.file.id
    ).select_for_update()


def _guest(
    table: Table,
    kind: Guest,
    words: dict[str, str],
    *,
    account_id: UUID | None = None,
    invited_by: UUID | None = None,
) -> MediationGuest:
    guest = MediationGuest(
        id=new_id(),
        sub_district_id=table.work.tenant,
        file=table.file,
        kind=kind.value,
        account_id=account_id,
        invited_by_id=invited_by,
        at=table.work.at,
    )
    guest.body = table.work.opened.close(guest.id, words)
    guest.save(force_insert=True)
    return guest


def _member(table: Table, membership_id: UUID) -> Membership:
    found = Membership.objects.filter(
        in_force(table.work.today),
        sub_district_id=table.work.tenant,
        team_id=table.file.team_id,
        id=membership_id,
    ).first()
    if found is None:
        raise gone()
    return found
