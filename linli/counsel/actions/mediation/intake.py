"""Ways in: a party online or at the counter, the lead of a group, a request that moves here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.counsel.actions.mediation.table import Table
from linli.counsel.actions.taking import take_from_case
from linli.counsel.actions.work import Work, begin_file, gone, receive_file
from linli.counsel.models import SealedFile, Team
from linli.counsel.rules import By, Consent, Side, TeamKind
from linli.counsel.rules.mediation import Source, Stage, Topic
from linli.counsel.rules.who import POWERS, Verb
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.people import queries as people
from linli.records import actions as records
from linli.tenancy.dated import in_force
from linli.tenancy.models import new_id

APPLICATION = "application"
REPORTED = "reported"


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody's name, how to reach them, where they live; closed before it touches a table."""

    name: str
    phone: str = ""
    address: str = ""

    def words(self) -> dict[str, Any]:
        """As a party's closed row holds it."""
        return {"name": self.name.strip(), "phone": self.phone.strip(), "address": self.address}


@dataclass(frozen=True, slots=True)
class Intake:
    """A dispute as it is told: about what, what happened, what is wished, where."""

    topic: Topic
    what: str
    wish: str = ""
    where: str = ""
    urgent: bool = False
    applicant: Told = field(default_factory=lambda: Told(""))
    other: Told = field(default_factory=lambda: Told(""))

    def words(self) -> dict[str, Any]:
        """As the file holds it."""
        return {"what": self.what.strip(), "wish": self.wish.strip(), "where": self.where.strip()}


@transaction.atomic
def apply_online(
    *, actor: Actor, team_id: UUID, place_id: UUID, told: Intake, key: str, at: datetime
) -> SealedFile:
    """Take in a resident's own application; who applies agrees to the mediation by it."""
    if actor.account_id is None or actor.post is not None:
        raise NotAllowed("not_party", _("Apply with your own account, not in a post."))
    _require_words(told)
    file_id, before = _claimed(actor, "apply_mediation", key, team_id, at)
    if before is not None:
        return before
    team = team_for(actor.sub_district_id, team_id, at)
    work = receive_file(
        actor=actor,
        team_id=team.id,
        place_id=place_id,
        topic=told.topic.value,
        state=Stage.RECEIVED.value,
        file_id=file_id,
        at=at,
    )
    _parties(work, told, By.APP, account_id=actor.account_id)
    table = Table.begun(work, Source.ONLINE, urgent=told.urgent)
    table.write()
    return work.file


@transaction.atomic
def open_at_counter(
    *, actor: Actor, team_id: UUID, place_id: UUID, told: Intake, key: str, at: datetime
) -> SealedFile:
    """Open a file for somebody who stands at the counter; the mediator becomes its hand."""
    _require_words(told)
    file_id, before = _claimed(actor, "open_mediation", key, team_id, at)
    if before is not None:
        return before
    work = begin_file(
        actor=actor,
        team_id=team_id,
        place_id=place_id,
        topic=told.topic.value,
        state=Stage.RECEIVED.value,
        file_id=file_id,
        at=at,
    )
    _parties(work, told, By.COUNTER)
    Table.begun(work, Source.COUNTER, urgent=told.urgent).write()
    return work.file


@transaction.atomic
def report_dispute(
    *,
    actor: Actor,
    team_id: UUID,
    place_id: UUID,
    told: Intake,
    agreed: bool,
    key: str,
    at: datetime,
) -> SealedFile:
    """Take in what the lead of a group tells; nobody is named without that person's consent."""
    if not people.acts_at(
        actor, POWERS[Verb.REPORT_DISPUTES], actor_place(actor), on=timezone.localdate(at)
    ):
        raise NotAllowed("not_lead", _("The leads of patches, groups and buildings report here."))
    if told.applicant.name.strip() and not agreed:
        raise Refused(
            "no_consent", _("Name somebody only when that person agreed; or leave the name out.")
        )
    _require_words(told)
    file_id, before = _claimed(actor, "report_dispute", key, team_id, at)
    if before is not None:
        return before
    team = team_for(actor.sub_district_id, team_id, at)
    work = receive_file(
        actor=actor,
        team_id=team.id,
        place_id=place_id,
        topic=told.topic.value,
        state=Stage.RECEIVED.value,
        file_id=file_id,
        at=at,
    )
    if told.applicant.name.strip():
        work.add_party(Side.APPLICANT, told.applicant.words())
    work.enter(REPORTED, told.words())
    Table.begun(work, Source.LEAD, urgent=told.urgent).write()
    return work.file


@transaction.atomic
def take_request(
    *, actor: Actor, team_id: UUID, place_id: UUID, case_id: UUID, topic: Topic, at: datetime
) -> SealedFile:
    """Take a request whose sender agreed; its words move into the file and leave `cases`."""
    work = begin_file(
        actor=actor,
        team_id=team_id,
        place_id=place_id,
        topic=topic.value,
        state=Stage.RECEIVED.value,
        case_id=case_id,
        at=at,
    )
    take_from_case(work, case_id)
    Table.begun(work, Source.CASE, urgent=False).write()
    return work.file


def team_for(sub_district_id: UUID, team_id: UUID, at: datetime) -> Team:
    """A mediation team that is in force."""
    rows = Team.objects.filter(
        in_force(timezone.localdate(at)), sub_district_id=sub_district_id, id=team_id
    )
    found = rows.filter(kind=TeamKind.MEDIATION.value).first()
    if found is None:
        raise gone()
    return found


def actor_place(actor: Actor) -> UUID:
    """Where the post acted in stands."""
    if actor.post is None:
        raise NotAllowed("not_lead", _("The leads of patches, groups and buildings report here."))
    return actor.post.place_id


def _parties(work: Work, told: Intake, by: By, *, account_id: UUID | None = None) -> None:
    """The applicant, who agrees by applying, and the other side, who is asked."""
    applicant = work.add_party(
        Side.APPLICANT, told.applicant.words(), account_id=account_id, consent=Consent.GIVEN
    )
    applicant.consent_at, applicant.consent_by = work.at, by.value
    applicant.save(update_fields=["consent_at", "consent_by"])
    if told.other.name.strip():
        work.add_party(Side.OTHER, told.other.words())
    work.enter(APPLICATION, told.words(), party=applicant)


def _require_words(told: Intake) -> None:
    if not told.what.strip():
        raise Refused("no_words", _("Say in a sentence what it is about."))


def _claimed(
    actor: Actor, act: str, key: str, team_id: UUID, at: datetime
) -> tuple[UUID, SealedFile | None]:
    """The id that a new file gets, or the file that the same key has made before."""
    file_id = new_id()
    before = records.claim_key(
        sub_district_id=actor.sub_district_id,
        act=f"counsel.{act}",
        key=key,
        body={"team": str(team_id)},
        answer={"file": str(file_id)},
        at=at,
    )
    if before is None:
        return file_id, None
    return file_id, SealedFile.objects.get(
        sub_district_id=actor.sub_district_id, id=UUID(before["file"])
    )
