"""A sealed file under change: taken under lock by one who may open it, written together at the end."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from linli.counsel.actions.telling import letters_to_parties
from linli.counsel.models import FileEntry, FileHand, Membership, Party, SealedFile, Team
from linli.counsel.queries.keys import about_file, mark_of, newest_team_key
from linli.counsel.queries.opening import (
    ACCOUNT,
    Opened,
    file_for_party,
    file_for_team,
    membership_of,
)
from linli.counsel.rules import (
    FILES_OF,
    LETTERS,
    POSTS_OF_KIND,
    Consent,
    HandRole,
    Role,
    Side,
    TeamKind,
)
from linli.kernel.actor import Actor, nobody
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.kernel.numbers import RecordNumber
from linli.places import queries as places
from linli.records import actions as records
from linli.records.actions import Batch
from linli.tenancy import envelopes
from linli.tenancy.models import new_id

SUBJECT = "counsel.file"
PARTY = "counsel.party"
_NO_PLACE = "LL"


class Work:
    """A sealed file that an actor changes: lock, ask, change, `write`.

    The journal gets codes and counts, never a word; a party's acts stand there as the
    sender's, without an account.
    """

    def __init__(self, *, actor: Actor, opened: Opened, at: datetime, new: bool = False) -> None:
        self.actor = actor
        self.opened = opened
        self.file = opened.file
        self.at = at
        self.batch = Batch(
            sub_district_id=self.file.sub_district_id,
            subject_kind=SUBJECT,
            subject_id=self.file.id,
            new=new,
        )
        self._changed: set[str] = set()

    @classmethod
    def of_team(cls, *, actor: Actor, file_id: UUID, version: int | None, at: datetime) -> Work:
        """Take a file under lock for a member who may open it; a stale version is a conflict."""
        found = file_for_team(actor, file_id, on=timezone.localdate(at), locked=True)
        return cls._taken(actor, found, version, at)

    @classmethod
    def of_party(cls, *, actor: Actor, file_id: UUID, version: int | None, at: datetime) -> Work:
        """Take a file under lock for one of its parties."""
        return cls._taken(actor, file_for_party(actor, file_id, locked=True), version, at)

    @classmethod
    def _taken(cls, actor: Actor, found: Opened | None, version: int | None, at: datetime) -> Work:
        if found is None:
            raise gone()
        if version is not None and version != found.file.version:
            raise Conflict("changed", _("Somebody else changed this first. Look at it again."))
        return cls(actor=actor, opened=found, at=at)

    @property
    def tenant(self) -> UUID:
        """The sub-district of the file."""
        return self.file.sub_district_id

    @property
    def today(self) -> date:
        """The day of the act at the place."""
        return timezone.localdate(self.at)

    @property
    def named(self) -> Actor:
        """Whom the journal names: a post; a party only as the sender."""
        return self.actor if self.actor.post or self.actor.system else nobody(self.tenant)

    def require_state(self, *states: str) -> None:
        """Go on only while the file is in one of these states."""
        if self.file.state not in states:
            raise Refused("wrong_state", _("The file is no longer where this can be done."))

    def change(self, **fields: Any) -> None:
        """Set fields of the file, to be written at the end."""
        for name, value in fields.items():
            setattr(self.file, name, value)
        self._changed |= set(fields)

    def enter(
        self,
        kind: str,
        words: Mapping[str, Any],
        *,
        shared: bool = False,
        party: Party | None = None,
    ) -> FileEntry:
        """Write words into the file, closed; for the team's eyes, or shared with the parties."""
        entry = FileEntry(
            id=new_id(),
            sub_district_id=self.tenant,
            file=self.file,
            kind=kind,
            at=self.at,
            by=self.actor.label if self.actor.post else "",
            shared=shared,
            party=party,
        )
        entry.body = self.opened.close(entry.id, dict(words))
        self.batch.add(entry)
        return entry

    def add_party(
        self,
        side: Side,
        words: Mapping[str, Any],
        *,
        mark: str = "",
        account_id: UUID | None = None,
        consent: Consent = Consent.ASKED,
    ) -> Party:
        """Add a party with name and contact, closed; written at once, since entries point at it.

        The account stands closed among the words, for letters; in the open there is its mark.
        """
        held = dict(words)
        if account_id is not None:
            mark, held[ACCOUNT] = mark_of(self.tenant, account_id), str(account_id)
        party = Party(
            id=new_id(), sub_district_id=self.tenant, file=self.file, side=side.value, mark=mark
        )
        party.body = self.opened.close(party.id, held)
        party.consent = consent.value
        party.save(force_insert=True)
        self.opened.parties.append(party)
        return party

    def tell_parties(self, template: str, *, mark: object, among: Iterable[Party] = ()) -> None:
        """Tell parties with an account that there is something; the letter names nothing."""
        for letter in letters_to_parties(self.opened, template, mark=mark, among=among):
            self.batch.tell(letter, at=self.at)

    def record(self, did: str, facts: Mapping[str, Any] | None = None) -> None:
        """Add an act to the journal: codes and counts alone."""
        self.batch.record(actor=self.named, did=did, facts=facts or {}, at=self.at)

    def log_access(self, what: str, why: str, *, exported: bool = False) -> None:
        """Write down for every party that the team opened the file."""
        log_opened(self.opened, actor=self.actor, what=what, why=why, exported=exported, at=self.at)

    def write(self) -> SealedFile:
        """Write the changes with the next version, and all that was gathered."""
        self.file.version += 1
        self.file.save(update_fields=[*self._changed, "version"])
        self.batch.write()
        return self.file


def begin_file(
    *,
    actor: Actor,
    team_id: UUID,
    place_id: UUID,
    topic: str,
    state: str,
    case_id: UUID | None = None,
    file_id: UUID | None = None,
    at: datetime,
) -> Work:
    """Make a file of a team with a key of its own; who makes it is its first hand.

    It is in the table already when the work is answered, so that parties can hang on it.
    """
    member = membership_of(actor, team_id, on=timezone.localdate(at))
    if member is None:
        raise gone()
    team = team_of(actor.sub_district_id, member.team_id)
    if actor.kind not in POSTS_OF_KIND[FILES_OF[TeamKind(team.kind)]]:
        raise NotAllowed("not_in_post", _("Act in your post of the team to open its files."))
    new = _New(file_id or new_id(), place_id, topic, state, case_id)
    file, key = _new_file(team, new, at)
    role, hand = Role(member.role), HandRole.HANDLER
    work = Work(actor=actor, opened=Opened(file, key, [], role=role, hand=hand), at=at, new=True)
    work.batch.add(_hand(work, actor.account_id, hand))
    return work


def receive_file(
    *,
    actor: Actor,
    team_id: UUID,
    place_id: UUID,
    topic: str,
    state: str,
    file_id: UUID | None = None,
    at: datetime,
) -> Work:
    """Make a file out of what somebody hands in to a team; whoever does so is no hand of it."""
    team = team_of(actor.sub_district_id, team_id)
    file, key = _new_file(team, _New(file_id or new_id(), place_id, topic, state), at)
    return Work(actor=actor, opened=Opened(file, key, []), at=at, new=True)


@dataclasses.dataclass(frozen=True, slots=True)
class _New:
    """What a new file is made of, in the open."""

    id: UUID
    place_id: UUID
    topic: str
    state: str
    case_id: UUID | None = None


def _new_file(team: Team, new: _New, at: datetime) -> tuple[SealedFile, bytes]:
    # The team is under lock, so that no rotation retires its key between its reading and its use.
    on, kind, key = timezone.localdate(at), FILES_OF[TeamKind(team.kind)], envelopes.new_key()
    team_held = newest_team_key(team.sub_district_id, team.id, team.key_version)
    file = SealedFile.objects.create(
        id=new.id,
        sub_district_id=team.sub_district_id,
        team=team,
        kind=kind.value,
        number=next_number(team.sub_district_id, new.place_id, LETTERS[kind], on),
        place_id=new.place_id,
        topic=new.topic,
        state=new.state,
        opened_on=on,
        wrapped=envelopes.lock(key, team_held, about_file(new.id)),
        key_version=team.key_version,
        case_id=new.case_id,
    )
    return file, key


def give_hand(work: Work, member: Membership, role: HandRole) -> None:
    """Let a member of the file's team work on it."""
    if member.team_id != work.file.team_id:
        raise gone()
    work.batch.add(_hand(work, member.account_id, role))


def log_opened(
    opened: Opened, *, actor: Actor, what: str, why: str, exported: bool = False, at: datetime
) -> None:
    """Write down, for every party, that somebody of the team opened or took out the file."""
    records.log_access_many(
        actor=actor,
        subjects=[(PARTY, party.id) for party in opened.parties],
        what=what,
        why=why,
        exported=exported,
        at=at,
    )


def close_party(opened: Opened, party: Party, words: Mapping[str, Any]) -> Party:
    """Close a party's changed words in its row; the caller saves it."""
    party.body = opened.close(party.id, dict(words))
    return party


def unnamed(actor: Actor) -> Actor:
    """The same actor as the journal may know a party: nobody."""
    return dataclasses.replace(nobody(actor.sub_district_id))


def gone() -> Missing:
    """The sentence for a file that is not there, or not for this actor: the two look alike."""
    return Missing("nothing_here", _("There is nothing of that number here."))


def _hand(work: Work, account_id: UUID | None, role: HandRole) -> FileHand:
    if account_id is None:
        raise gone()
    return FileHand(
        sub_district_id=work.tenant,
        file=work.file,
        account_id=account_id,
        role=role.value,
        given_at=work.at,
        given_by=work.actor.label,
    )


def next_number(sub_district_id: UUID, place_id: UUID, kind: str, on: date) -> str:
    """The next number of a kind of file in a community's year."""
    place, root = places.place(sub_district_id, place_id), places.root(sub_district_id)
    shorts = [one.short for one in (place, root) if one is not None and one.short]
    number = RecordNumber(next(iter(shorts), _NO_PLACE), kind, on.year, 1)
    serial = records.next_number(sub_district_id=sub_district_id, prefix=number.prefix)
    return str(RecordNumber(number.place, kind, on.year, serial))


def team_of(sub_district_id: UUID, team_id: UUID) -> Team:
    """A team under lock, for changing it."""
    rows = Team.objects.select_for_update().filter(sub_district_id=sub_district_id, id=team_id)
    found = rows.first()
    if found is None:
        raise gone()
    return found
