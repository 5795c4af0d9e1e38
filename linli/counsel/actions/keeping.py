"""Keys are made, turned over and declared lost; every step can be broken off and taken up again.

Two keys are turned over, each by wrapping anew what lies under it: a team's key over the keys of
its files, and the master key over the keys of all teams. No body and no paper is written again,
and every file opens at each moment in between.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from linli.counsel.actions.teams import SUBJECT
from linli.counsel.actions.work import team_of
from linli.counsel.models import MarkKey, SealedFile, Team, TeamKey
from linli.counsel.queries.keeping import masters_in_use
from linli.counsel.queries.keys import about_file, about_marks, about_team, keys_away, team_key
from linli.kernel.actor import Actor, system_actor
from linli.kernel.errors import Refused
from linli.records import actions as records
from linli.tenancy import envelopes

AT_ONCE = 500
Progress = Callable[[int], None]


def make_master() -> str:
    """Make the first master key; where there is one already, or ever was, nothing is made."""
    try:
        return envelopes.newest_master()[0]
    except envelopes.KeyMissing:
        if TeamKey.objects.filter(lost_at=None).exists():
            raise keys_away() from None
        return envelopes.add_master()


def turn_team_key(*, team_id: UUID, sub_district_id: UUID, at: datetime) -> int:
    """Give a team a new key for its files from now on; answer its number.

    Where a turning was broken off, files still lie under an older key: then that is gone on with.
    """
    with transaction.atomic():
        team = team_of(sub_district_id, team_id)
        if _older(team).exists():
            return team.key_version
        _add_key(team, at)
        _record(team, "counsel.turn_key", {"number": team.key_version}, at)
        return team.key_version


def wrap_files_anew(
    *, sub_district_id: UUID, team_id: UUID, at: datetime, progress: Progress = lambda _done: None
) -> int:
    """Close the keys of a team's files under its newest key, a batch at a time; answer how many.

    A batch is a transaction: whoever reads meanwhile finds each file under the key that its row
    names. When the last file is over, the old keys are emptied.
    """
    done = 0
    while wrapped := _wrap_some(sub_district_id, team_id):
        done += wrapped
        progress(wrapped)
    _retire(sub_district_id, team_id, at)
    return done


def turn_master(*, add: bool, progress: Progress = lambda _done: None) -> int:
    """Close all team keys and mark keys under the newest master key; answer how many.

    `add` makes a new master key first; without it a turning that was broken off goes on.
    """
    _require_all_open()
    if add:
        envelopes.add_master()
    name, key = envelopes.newest_master()
    done = 0
    while wrapped := _wrap_some_teams(name, key) + _wrap_marks(name, key):
        done += wrapped
        progress(wrapped)
    return done


def drop_old_masters() -> int:
    """Take the master keys that close nothing any more out of the key file; answer how many."""
    return envelopes.drop_masters(but={*masters_in_use(), envelopes.newest_master()[0]})


@transaction.atomic
def declare_lost(
    *, sub_district_id: UUID, team_id: UUID, guardians: Sequence[str], paper: str, at: datetime
) -> int:
    """Write down that a team's key is gone for good, give it a new one; count what opens no more.

    Refused while the key is there. The closed bytes stay until their time is over: if the key
    turns up after all, they open again.
    """
    if len(set(guardians)) < 2 or not paper.strip():  # noqa: PLR2004 - two persons
        raise Refused("two_guardians", _("Name two guardians and the paper that says so."))
    team = team_of(sub_district_id, team_id)
    lost = [key for key in _keys(team) if not _opens(key)]
    if not lost:
        raise Refused("key_is_here", _("The key of this team opens; nothing is lost."))
    if not envelopes.master_names():
        envelopes.add_master()
    for key in lost:
        key.lost_at = at
        key.save(update_fields=["lost_at"])
    numbers = [key.number for key in lost]
    files = SealedFile.objects.filter(
        sub_district_id=sub_district_id, team=team, key_version__in=numbers, erased_at=None
    ).count()
    _add_key(team, at)
    _renew_marks(sub_district_id, at)
    facts = {"files": files, "guardians": sorted(set(guardians)), "paper": paper.strip()}
    _record(team, "counsel.declare_lost", facts, at)
    return files


def _add_key(team: Team, at: datetime) -> None:
    master, master_key = envelopes.newest_master()
    team.key_version = max(key.number for key in _keys(team)) + 1
    about = about_team(team.id, team.key_version)
    TeamKey.objects.create(
        sub_district_id=team.sub_district_id,
        team=team,
        number=team.key_version,
        wrapped=envelopes.lock(envelopes.new_key(), master_key, about),
        master=master,
        made_at=at,
    )
    team.save(update_fields=["key_version"])


def _keys(team: Team) -> list[TeamKey]:
    rows = TeamKey.objects.filter(sub_district_id=team.sub_district_id, team=team)
    return list(rows.order_by("number"))


def _older(team: Team) -> QuerySet[SealedFile]:
    """Files under an older key that is not lost."""
    lost = TeamKey.objects.filter(
        sub_district_id=team.sub_district_id, team=team, lost_at__isnull=False
    )
    rows = SealedFile.objects.filter(sub_district_id=team.sub_district_id, team=team)
    older = rows.filter(key_version__lt=team.key_version, erased_at=None)
    return older.exclude(key_version__in=list(lost.values_list("number", flat=True)))


@transaction.atomic
def _wrap_some(sub_district_id: UUID, team_id: UUID) -> int:
    team = Team.objects.get(sub_district_id=sub_district_id, id=team_id)
    keys = {key.number: key for key in _keys(team)}
    rows = _older(team).order_by("key_version", "id").only("id", "wrapped", "key_version")
    batch = list(rows.select_for_update()[:AT_ONCE])
    opened = {number: team_key(keys[number]) for number in {row.key_version for row in batch}}
    newest = team_key(keys[team.key_version]) if batch else b""
    for row in batch:
        about = about_file(row.id)
        plain = envelopes.unlock(row.wrapped, opened[row.key_version], about)
        row.wrapped = envelopes.lock(plain, newest, about)
        row.key_version = team.key_version
    SealedFile.objects.bulk_update(batch, ["wrapped", "key_version"])
    return len(batch)


@transaction.atomic
def _retire(sub_district_id: UUID, team_id: UUID, at: datetime) -> None:
    team = team_of(sub_district_id, team_id)
    if _older(team).exists():
        return
    old = TeamKey.objects.filter(
        sub_district_id=sub_district_id, team=team, number__lt=team.key_version
    )
    gone = old.filter(retired_at=None, lost_at=None).update(retired_at=at, wrapped=b"")
    if gone:
        _record(team, "counsel.retire_key", {"keys": gone}, at)


@transaction.atomic
def _wrap_some_teams(name: str, key: bytes) -> int:
    rows = TeamKey.objects.filter(retired_at=None, lost_at=None).exclude(master=name)
    batch = list(rows.order_by("id").select_for_update()[:AT_ONCE])
    for row in batch:
        plain = team_key(row)
        row.wrapped = envelopes.lock(plain, key, about_team(row.team_id, row.number))
        row.master = name
    TeamKey.objects.bulk_update(batch, ["wrapped", "master"])
    return len(batch)


@transaction.atomic
def _wrap_marks(name: str, key: bytes) -> int:
    batch = list(MarkKey.objects.exclude(master=name).select_for_update())
    for row in batch:
        about = about_marks(row.sub_district_id)
        plain = envelopes.unlock(row.wrapped, envelopes.master_called(row.master), about)
        row.wrapped, row.master = envelopes.lock(plain, key, about), name
    MarkKey.objects.bulk_update(batch, ["wrapped", "master"])
    return len(batch)


def _renew_marks(sub_district_id: UUID, at: datetime) -> None:
    """A new key of marks where the old one is gone: people find older files at the counter only."""
    row = MarkKey.objects.filter(sub_district_id=sub_district_id).first()
    if row is None:
        return
    try:
        envelopes.master_called(row.master)
    except envelopes.KeyMissing:
        name, key = envelopes.newest_master()
        about = about_marks(sub_district_id)
        row.wrapped, row.master = envelopes.lock(envelopes.new_key(), key, about), name
        row.made_at = at
        row.save(update_fields=["wrapped", "master", "made_at"])


def _require_all_open() -> None:
    """Nothing is turned over while a key that it lies under is away."""
    for name in masters_in_use():
        try:
            envelopes.master_called(name)
        except envelopes.KeyMissing as error:
            raise keys_away() from error


def _opens(key: TeamKey) -> bool:
    if key.retired_at or key.lost_at:
        return True
    try:
        team_key(key)
    except (Refused, envelopes.Damaged):
        return False
    return True


def _record(team: Team, did: str, facts: dict[str, object], at: datetime) -> None:
    actor: Actor = system_actor(team.sub_district_id)
    records.record(actor=actor, did=did, on_kind=SUBJECT, on_id=team.id, facts=facts, at=at)
