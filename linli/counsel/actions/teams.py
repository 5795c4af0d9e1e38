"""Teams begin, take members in and let them go; a member who goes opens nothing from that moment."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.counsel.actions.work import team_of
from linli.counsel.models import FileHand, MarkKey, Membership, SealedFile, Team, TeamKey
from linli.counsel.queries.keys import about_marks, about_team, keys_away
from linli.counsel.queries.opening import membership_of
from linli.counsel.rules import FILES_OF, POSTS_OF_KIND, POWERS, Role, TeamKind, Verb
from linli.kernel.actor import Actor
from linli.kernel.errors import Conflict, NotAllowed, Refused
from linli.people import queries as people
from linli.records import actions as records
from linli.tenancy import envelopes
from linli.tenancy.dated import not_over
from linli.tenancy.models import new_id

SUBJECT = "counsel.team"


@transaction.atomic
def open_team(
    *,
    actor: Actor,
    kind: TeamKind,
    name: str,
    place_id: UUID,
    venue_id: UUID | None = None,
    key: str,
    at: datetime,
) -> Team:
    """Begin a team with a key of its own; the client's key makes it once."""
    on = timezone.localdate(at)
    _require_keeper(actor, place_id, on)
    if not name.strip():
        raise Refused("no_name", _("Write what the team is called."))
    team_id = new_id()
    before = records.claim_key(
        sub_district_id=actor.sub_district_id,
        act="counsel.open_team",
        key=key,
        body={"kind": kind.value, "name": name, "place": str(place_id)},
        answer={"team": str(team_id)},
        at=at,
    )
    if before is not None:
        return Team.objects.get(sub_district_id=actor.sub_district_id, id=UUID(before["team"]))
    _require_new_name(actor.sub_district_id, kind, name.strip())
    master, master_key = _master(actor.sub_district_id, at)
    team = Team.objects.create(
        id=team_id,
        sub_district_id=actor.sub_district_id,
        kind=kind.value,
        name=name.strip(),
        place_id=place_id,
        venue_id=venue_id,
        valid_from=on,
    )
    TeamKey.objects.create(
        sub_district_id=actor.sub_district_id,
        team=team,
        number=team.key_version,
        wrapped=envelopes.lock(
            envelopes.new_key(), master_key, about_team(team_id, team.key_version)
        ),
        master=master,
        made_at=at,
    )
    _record(actor, team, "counsel.open_team", {"kind": kind.value}, at)
    return team


@transaction.atomic
def add_member(
    *,
    actor: Actor,
    team_id: UUID,
    account_id: UUID,
    post_id: UUID,
    role: Role,
    at: datetime,
) -> Membership:
    """Take somebody into a team, who holds the post that such a team asks for.

    The office names the first director; from then on its directors alone take people in, so
    that nobody outside the room can put themselves into it.
    """
    team, on = team_of(actor.sub_district_id, team_id), timezone.localdate(at)
    _require_chooser(actor, team, role, on)
    holder = holder_for(team, account_id, post_id, on)
    member, made = Membership.objects.get_or_create(
        sub_district_id=team.sub_district_id,
        team=team,
        account_id=account_id,
        valid_to=None,
        defaults={
            "post_id": post_id,
            "role": role.value,
            "name": holder,
            "added_by": actor.label,
            "valid_from": on,
        },
    )
    if not made:
        raise Refused("is_member", _("This person is in the team already."))
    _record(actor, team, "counsel.add_member", {"member": str(member.id), "role": role.value}, at)
    return member


@transaction.atomic
def end_member(*, actor: Actor, membership_id: UUID, at: datetime) -> Membership:
    """Let a member go: from this moment no file of the team opens to that person.

    A member goes by the own word or a director's; the files in that hand alone are told of, so
    that a director gives them to another.
    """
    member = Membership.objects.select_related("team").filter(
        sub_district_id=actor.sub_district_id, id=membership_id
    )
    found, on = member.first(), timezone.localdate(at)
    if found is None:
        raise Conflict("changed", _("Somebody else changed this first. Look at it again."))
    mine = membership_of(actor, found.team_id, on=on)
    if mine is None or (mine.id != found.id and mine.role != Role.DIRECTOR):
        raise NotAllowed("not_director", _("The team's director lets members go."))
    _end(found, actor=actor, at=at)
    return found


def end_members_gone(*, sub_district_id: UUID, at: datetime) -> int:
    """Let go whoever no longer holds the post of the membership; the clock asks each day."""
    on = timezone.localdate(at)
    rows = Membership.objects.filter(not_over(on), sub_district_id=sub_district_id, valid_to=None)
    gone = [row for row in rows if not _still_holds(row, on)]
    for row in gone:
        row.valid_to = on - timedelta(days=1) if row.valid_from < on else on
        row.save(update_fields=["valid_to"])
        _end_hands(row, at)
    return len(gone)


def _end(member: Membership, *, actor: Actor, at: datetime) -> None:
    on = timezone.localdate(at)
    member.valid_to = max(member.valid_from, on - timedelta(days=1))
    if member.valid_to >= on:
        # Taken in and let go on one day: nothing of the row may reach into today.
        member.delete()
    else:
        member.save(update_fields=["valid_to"])
    _end_hands(member, at)
    _record(actor, member.team, "counsel.end_member", {"member": str(member.id)}, at)


def _end_hands(member: Membership, at: datetime) -> None:
    files = SealedFile.objects.filter(
        sub_district_id=member.sub_district_id, team_id=member.team_id
    )
    FileHand.objects.filter(
        sub_district_id=member.sub_district_id,
        account_id=member.account_id,
        ended_at=None,
        file_id__in=files.values("id"),
    ).update(ended_at=at)


def _still_holds(member: Membership, on: date) -> bool:
    post = people.post(member.sub_district_id, member.post_id, on=on)
    return post is not None and any(one.account_id == member.account_id for one in post.holders)


def holder_for(team: Team, account_id: UUID, post_id: UUID, on: date) -> str:
    """How the holder of a post that fits the team is called; a refusal for anybody else."""
    post = people.post(team.sub_district_id, post_id, on=on)
    wanted = POSTS_OF_KIND[FILES_OF[TeamKind(team.kind)]]
    held = post.holders if post else ()
    holder = next((one for one in held if one.account_id == account_id), None)
    if post is None or post.kind not in wanted or holder is None:
        raise Refused(
            "not_in_post", _("Only who holds the post that such a team asks for can be in it.")
        )
    return holder.name


def _require_keeper(actor: Actor, place_id: UUID, on: date) -> None:
    if not people.acts_at(actor, POWERS[Verb.KEEP_TEAMS], place_id, on=on):
        raise NotAllowed("not_keeper", _("The office or the community's secretary opens teams."))


def _require_chooser(actor: Actor, team: Team, role: Role, on: date) -> None:
    mine = membership_of(actor, team.id, on=on)
    if mine is not None and mine.role == Role.DIRECTOR:
        return
    began = Membership.objects.filter(sub_district_id=team.sub_district_id, team=team).exists()
    if began or role is not Role.DIRECTOR:
        raise NotAllowed("not_director", _("The team's director takes members in."))
    _require_keeper(actor, team.place_id, on)


def _require_new_name(sub_district_id: UUID, kind: TeamKind, name: str) -> None:
    same = Team.objects.filter(
        sub_district_id=sub_district_id, kind=kind.value, name=name, valid_to=None
    )
    if same.exists():
        raise Refused("name_taken", _("There is a team of this name already."))


def _master(sub_district_id: UUID, at: datetime) -> tuple[str, bytes]:
    """The master key; made now only where nothing was ever closed, so that none is replaced."""
    try:
        name, key = envelopes.newest_master()
    except envelopes.KeyMissing:
        if TeamKey.objects.exists():
            raise keys_away() from None
        envelopes.add_master()
        name, key = envelopes.newest_master()
    MarkKey.objects.get_or_create(
        sub_district_id=sub_district_id,
        defaults={
            "wrapped": envelopes.lock(envelopes.new_key(), key, about_marks(sub_district_id)),
            "master": name,
            "made_at": at,
        },
    )
    return name, key


def _record(actor: Actor, team: Team, did: str, facts: dict[str, str], at: datetime) -> None:
    records.record(actor=actor, did=did, on_kind=SUBJECT, on_id=team.id, facts=facts, at=at)
