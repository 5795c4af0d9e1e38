"""A roll from its draft to the day on which it is frozen."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.elections.actions.roll_work import RollWork, no_roll, require_at
from linli.elections.models import Roll, RollLine, RollObjection, RollUnit
from linli.elections.queries import roll_lines, roll_rules
from linli.elections.queries import rolls as queries
from linli.elections.rules import RollKind, RollState, Verb
from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, Refused
from linli.kernel.workdays import Unit
from linli.places import queries as places
from linli.places.rules import PlaceKind
from linli.records.actions import claim_key
from linli.records.queries import calendar_for

STANDS_AT = {
    RollKind.VOTERS: (PlaceKind.COMPOUND, PlaceKind.COMMUNITY),
    RollKind.OWNERS: (PlaceKind.COMPOUND,),
}
"""A congress is a compound's, a residents' committee a community's, owners are a compound's."""


_AS_OF_WITHIN = 366


@transaction.atomic
def draft_roll(
    *,
    actor: Actor,
    kind: RollKind,
    place_id: UUID,
    name: str,
    as_of: date,
    key: str = "",
    at: datetime,
) -> Roll:
    """Begin a roll of a place; nothing of it is public."""
    require_at(actor, Verb.KEEP_ROLL, place_id, at=at)
    place = places.place(actor.sub_district_id, place_id)
    if place is None:
        raise Missing("no_place", _("There is no such place."))
    if place.kind not in STANDS_AT[kind]:
        raise Refused(
            "wrong_roll_place",
            _("Owners stand on the roll of a compound, voters on that of a compound or community."),
        )
    if abs((as_of - timezone.localdate(at)).days) > _AS_OF_WITHIN:
        raise Refused(
            "as_of_far",
            _("The day whose facts count lies within a year of today; look at the year again."),
        )
    drafted = Roll(
        sub_district_id=actor.sub_district_id,
        kind=kind,
        place_id=place_id,
        name=name.strip(),
        state=RollState.DRAFT,
        as_of=as_of,
        made_at=at,
    )
    if key and (before := _claimed(actor, key, drafted, at)):
        return before
    drafted.save(force_insert=True)
    work = RollWork(actor=actor, roll=drafted, at=at, new=True)
    work.record("elections.draft_roll", {"kind": str(kind)})
    work.batch.write()
    return drafted


def _claimed(actor: Actor, key: str, drafted: Roll, at: datetime) -> Roll | None:
    """The roll that the same form made before, if it did."""
    told = claim_key(
        sub_district_id=actor.sub_district_id,
        act="elections.draft_roll",
        key=key,
        body={"kind": drafted.kind, "place": str(drafted.place_id), "name": drafted.name},
        answer={"roll": str(drafted.id)},
        at=at,
    )
    return queries.roll(actor.sub_district_id, UUID(told["roll"])) if told else None


@transaction.atomic
def publish_roll(*, actor: Actor, roll_id: UUID, version: int | None = None, at: datetime) -> Roll:
    """Make a drafted roll public: masked, with the days on which anybody may object."""
    work = RollWork.on(actor=actor, roll_id=roll_id, version=version, at=at)
    work.require(Verb.KEEP_ROLL)
    work.require_state(RollState.DRAFT)
    on = timezone.localdate(at)
    shown, object_within, _ruling = (
        roll_rules.adopted_rule(work.tenant, keys[work.kind], on=on).duration
        for keys in (roll_rules.PUBLISHED, roll_rules.OBJECTION, roll_rules.RULING)
    )
    calendar = calendar_for(work.tenant)
    roll = work.roll
    roll.state, roll.published_on = RollState.PUBLISHED, on
    roll.objections_until = calendar.due_after(at, object_within).on
    # An election day may be a day of rest, so whole days are counted as they are.
    in_days = shown.unit is Unit.DAYS
    roll.voting_from = (
        on + timedelta(days=shown.count) if in_days else calendar.due_after(at, shown).on
    )
    # A roll is frozen once nobody can object to it any more, and one votes on a frozen roll.
    roll.voting_from = max(roll.voting_from, roll.objections_until + timedelta(days=1))
    work.sum_up()
    if not roll.heads:
        raise Refused("roll_empty", _("The roll has no lines yet. Bring in a sheet first."))
    work.record(
        "elections.publish_roll",
        {"heads": roll.heads, "area_cm2": roll.area_cm2, "digest": roll.digest},
    )
    return work.write()


@transaction.atomic
def freeze_roll(*, actor: Actor, roll_id: UUID, version: int | None = None, at: datetime) -> Roll:
    """Fix a published roll by its digest, once objections are over and each is answered."""
    work = RollWork.on(actor=actor, roll_id=roll_id, version=version, at=at)
    work.require(Verb.KEEP_ROLL)
    work.require_state(RollState.PUBLISHED)
    roll = work.roll
    if roll.objections_until is None or timezone.localdate(at) <= roll.objections_until:
        raise Refused(
            "objections_open",
            _("Anybody may still object until %(day)s. Freeze the roll after that day.")
            % {"day": roll.objections_until},
        )
    if RollObjection.objects.filter(
        sub_district_id=work.tenant, roll_id=roll.id, answered_at=None
    ).exists():
        raise Refused(
            "objections_unanswered", _("Some objections have no answer yet. Answer them first.")
        )
    work.sum_up()
    if roll_lines.digest_from_lines(roll) != roll.digest:
        raise Refused(
            "roll_does_not_add_up",
            _("Some lines are not what their digests say. Drop this roll and draft it anew."),
        )
    roll.state, roll.frozen_at = RollState.FROZEN, at
    work.record(
        "elections.freeze_roll",
        {"heads": roll.heads, "area_cm2": roll.area_cm2, "digest": roll.digest},
    )
    return work.write()


@transaction.atomic
def drop_roll(
    *, actor: Actor, roll_id: UUID, reason: str = "", version: int | None = None, at: datetime
) -> Roll:
    """Give a roll up and destroy its lines; one that was public only with a reason."""
    work = RollWork.on(actor=actor, roll_id=roll_id, version=version, at=at)
    work.require(Verb.KEEP_ROLL)
    work.require_state(RollState.DRAFT, *queries.PUBLIC)
    if queries.in_use(work.roll):
        raise Refused("roll_in_use", _("An election stands on this roll. Cancel that first."))
    if work.is_public and not reason.strip():
        raise Refused("no_reason", _("Say why a roll that was public is given up."))
    work.record("elections.drop_roll", {"heads": work.roll.heads}, text=reason.strip())
    here = {"sub_district_id": work.tenant, "roll_id": work.roll.id}
    RollObjection.objects.filter(**here).update(
        line=None, account=None, contact="", forgotten_at=at
    )
    RollUnit.objects.filter(**here).delete()
    RollLine.objects.filter(**here).delete()
    work.roll.state = RollState.DROPPED
    work.roll.frozen_at, work.roll.heads, work.roll.area_cm2 = None, 0, 0
    return work.write()


def require_roll_for_voting(sub_district_id: UUID, roll_id: UUID, *, on: date) -> Roll:
    """The roll of an election whose voting opens: frozen, and public long enough by that day."""
    found = queries.roll(sub_district_id, roll_id)
    if found is None:
        raise no_roll()
    if found.state != RollState.FROZEN:
        raise Refused("roll_not_frozen", _("The roll is not frozen yet. Freeze it first."))
    if found.voting_from is None or on < found.voting_from:
        raise Refused(
            "roll_too_young",
            _("The roll was made public too late: people may vote on it from %(day)s.")
            % {"day": found.voting_from},
        )
    return found
