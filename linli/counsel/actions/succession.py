"""A team that nobody directs any more gets a director by two guardians, so that no file is orphaned."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.counsel.actions.guardians import require_guardian
from linli.counsel.actions.teams import SUBJECT, holder_for
from linli.counsel.actions.work import gone, team_of
from linli.counsel.models import Membership, Succession
from linli.counsel.queries.guarding import teams_without_director
from linli.counsel.rules import Role
from linli.kernel.actor import Actor
from linli.kernel.errors import Conflict, Refused
from linli.records import actions as records
from linli.tenancy.rows import locked


@transaction.atomic
def propose_director(
    *, actor: Actor, team_id: UUID, account_id: UUID, post_id: UUID, at: datetime
) -> Succession:
    """Propose who is to direct a team that nobody directs; no file opens to anybody by it yet."""
    me, team = require_guardian(actor, at), team_of(actor.sub_district_id, team_id)
    _require_orphaned(actor, team_id, at)
    if account_id == me.account_id:
        raise Refused("same_person", _("Nobody names oneself."))
    row = Succession.objects.create(
        sub_district_id=team.sub_district_id,
        team=team,
        account_id=account_id,
        post_id=post_id,
        name=holder_for(team, account_id, post_id, timezone.localdate(at)),
        proposed_by_id=me.account_id,
        proposed_by=actor.label,
        proposed_at=at,
    )
    _record(actor, row, "counsel.propose_director", at)
    return row


@transaction.atomic
def answer_succession(*, actor: Actor, succession_id: UUID, yes: bool, at: datetime) -> Succession:
    """Agree or not, as a second guardian; a yes makes the person the team's director."""
    me = require_guardian(actor, at)
    row = locked(Succession, actor.sub_district_id, succession_id, missing=gone())
    if me.account_id in {row.proposed_by_id, row.account_id}:
        raise Refused("same_person", _("Another guardian must answer; two persons are needed."))
    if row.agreed_at is not None or row.refused_at is not None:
        raise Conflict("changed", _("Somebody else changed this first. Look at it again."))
    if not yes:
        row.refused_at = at
        row.save(update_fields=["refused_at"])
        _record(actor, row, "counsel.refuse_director", at)
        return row
    team = team_of(actor.sub_district_id, row.team_id)
    _require_orphaned(actor, row.team_id, at)
    on = timezone.localdate(at)
    name = holder_for(team, row.account_id, row.post_id, on)
    mine = {"sub_district_id": team.sub_district_id, "team": team, "account_id": row.account_id}
    Membership.objects.update_or_create(
        **mine,
        valid_to=None,
        defaults={"role": Role.DIRECTOR.value},
        create_defaults={
            "post_id": row.post_id,
            "role": Role.DIRECTOR.value,
            "name": name,
            "added_by": actor.label,
            "valid_from": on,
        },
    )
    row.agreed_by_id, row.agreed_by, row.agreed_at = me.account_id, actor.label, at
    row.save(update_fields=["agreed_by_id", "agreed_by", "agreed_at"])
    _record(actor, row, "counsel.succeed_director", at)
    return row


def _require_orphaned(actor: Actor, team_id: UUID, at: datetime) -> None:
    found = teams_without_director(actor.sub_district_id, on=timezone.localdate(at))
    if team_id not in {team.id for team in found}:
        raise Refused("has_director", _("The team has a director, who takes people in."))


def _record(actor: Actor, row: Succession, did: str, at: datetime) -> None:
    records.record(actor=actor, did=did, on_kind=SUBJECT, on_id=row.team_id, facts={}, at=at)
