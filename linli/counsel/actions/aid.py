"""An application for legal aid goes its way by the clocks of the law; its words lie sealed (R42)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.counsel.actions.papers import put_paper
from linli.counsel.actions.taking import take_from_case
from linli.counsel.actions.work import Work, begin_file, give_hand, gone, receive_file
from linli.counsel.models import LegalAid, Party, SealedFile
from linli.counsel.queries import sealed_lists
from linli.counsel.rules import By, Consent, FileKind, HandRole, Role, Side, TeamKind
from linli.counsel.rules.legal import (
    AID_OUTCOMES,
    AID_RULE_OF,
    OF_PARTY,
    AidMove,
    AidStage,
    LegalTopic,
    aid_moved,
    examined_by,
)
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.records import actions as records
from linli.records import queries as record_queries
from linli.tenancy.models import new_id

NEWS = "counsel/news"
WAITS = "counsel/team_news"
APPLICATION = "application"
_DESK = "/desk/aid/"
_WORDS_NEEDED = {
    AidMove.ASK_PAPERS,
    AidMove.REFUSE,
    AidMove.ASSIGN,
    AidMove.UPHOLD,
    AidMove.OVERTURN,
}
_FIELDS: dict[AidMove, tuple[str, ...]] = {
    AidMove.ASK_PAPERS: ("papers_asked_on",),
    AidMove.GIVE_PAPERS: ("papers_given_on",),
    AidMove.GRANT: ("decided_on",),
    AidMove.REFUSE: ("decided_on",),
    AidMove.ASSIGN: ("assigned_on",),
    AidMove.OBJECT: ("objected_on",),
    AidMove.UPHOLD: ("objection_decided_on",),
    AidMove.OVERTURN: ("objection_decided_on",),
}


@dataclass(frozen=True, slots=True)
class AidTold:
    """Who applies and about what; closed before it touches a table."""

    name: str
    phone: str
    what: str
    topic: LegalTopic


@transaction.atomic
def open_aid(
    *,
    actor: Actor,
    team_id: UUID,
    place_id: UUID,
    told: AidTold,
    by: By = By.COUNTER,
    key: str,
    at: datetime,
) -> SealedFile:
    """Open an application for somebody who signed or said so; who opens it has it in hand."""
    _require_told(told)
    file_id, before = claimed_file(actor, "open_aid", key, team_id, at)
    if before is not None:
        return before
    work = begin_file(
        actor=actor,
        team_id=team_id,
        place_id=place_id,
        topic=told.topic.value,
        state=AidStage.EXAMINING.value,
        file_id=file_id,
        at=at,
    )
    _require_kind(work)
    return _begun(work, told, by)


@transaction.atomic
def apply_for_aid(
    *, actor: Actor, team_id: UUID, place_id: UUID, told: AidTold, key: str, at: datetime
) -> SealedFile:
    """Hand in an application with the own account; the team's director shares it out."""
    if actor.account_id is None or actor.post is not None:
        raise NotAllowed("not_party", _("Apply with your own account, not in a post."))
    _require_told(told)
    file_id, before = claimed_file(actor, "apply_for_aid", key, team_id, at)
    if before is not None:
        return before
    work = receive_file(
        actor=actor,
        team_id=team_id,
        place_id=place_id,
        topic=told.topic.value,
        state=AidStage.EXAMINING.value,
        file_id=file_id,
        at=at,
    )
    _require_kind(work)
    tell_directors(work, _DESK)
    return _begun(work, told, By.APP, account_id=actor.account_id)


@transaction.atomic
def take_aid_request(
    *,
    actor: Actor,
    team_id: UUID,
    place_id: UUID,
    case_id: UUID,
    topic: LegalTopic,
    at: datetime,
) -> SealedFile:
    """Take a request whose sender agreed; its words move into the file and leave `cases`."""
    work = begin_file(
        actor=actor,
        team_id=team_id,
        place_id=place_id,
        topic=topic.value,
        state=AidStage.EXAMINING.value,
        case_id=case_id,
        at=at,
    )
    _require_kind(work)
    consented(take_from_case(work, case_id), By.APP, at)
    return _written(work)


@transaction.atomic
def move_aid(
    *,
    actor: Actor,
    file_id: UUID,
    move: AidMove,
    text: str = "",
    paper: bytes = b"",
    version: int | None = None,
    at: datetime,
) -> SealedFile:
    """Make one move; what the applicant has to know stands in the file in writing."""
    work = of_file(actor, file_id, version, at, kind=FileKind.LEGAL_AID)
    if actor.post is None and move not in OF_PARTY:
        raise gone()
    row = LegalAid.objects.get(sub_district_id=work.tenant, file_id=work.file.id)
    asked = row.papers_asked_on is not None
    to = aid_moved(AidStage(work.file.state), move, papers_asked=asked)
    if to is None:
        raise Refused("wrong_state", _wrong(move, asked=asked))
    if move in _WORDS_NEEDED and not text.strip():
        raise Refused("no_words", _("Write it down: the applicant gets it in writing."))
    if text.strip():
        work.enter(move.value, {"text": text.strip()}, shared=True)
    if paper:
        put_paper(work, kind=move.value, content=paper, shared=True)
    _advance(work, row, move, to)
    work.record("counsel.move_aid", {"move": move.value, "state": to.value})
    _count(work, move)
    work.tell_parties(NEWS, mark=work.file.version + 1)
    return work.write()


@transaction.atomic
def share_out_aid(*, actor: Actor, file_id: UUID, member_id: UUID, at: datetime) -> SealedFile:
    """Give an application into a member's hand, as director."""
    work = Work.of_team(actor=actor, file_id=file_id, version=None, at=at)
    if work.opened.role is not Role.DIRECTOR or work.file.kind != FileKind.LEGAL_AID:
        raise gone()
    found = sealed_lists.members_of(work.tenant, work.file.team_id, on=work.today)
    member = next((one for one in found if one.id == member_id), None)
    if member is None:
        raise gone()
    work.file.hands.filter(ended_at=None).update(ended_at=at)
    give_hand(work, member, HandRole.HANDLER)
    work.record("counsel.share_out")
    return work.write()


def of_file(
    actor: Actor, file_id: UUID, version: int | None, at: datetime, *, kind: FileKind
) -> Work:
    """A file of a kind under lock: in a post as its team, in none as a party."""
    take = Work.of_team if actor.post else Work.of_party
    work = take(actor=actor, file_id=file_id, version=version, at=at)
    if work.file.kind != kind:
        raise gone()
    return work


def claimed_file(
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
    rows = SealedFile.objects.filter(sub_district_id=actor.sub_district_id)
    return file_id, rows.get(id=UUID(before["file"]))


def consented(party: Party, by: By, at: datetime) -> Party:
    """Note that a party agreed to the file: whoever asks for help agrees by asking."""
    party.consent, party.consent_at, party.consent_by = Consent.GIVEN.value, at, by.value
    party.save(update_fields=["consent", "consent_at", "consent_by"])
    return party


def tell_directors(work: Work, link: str) -> None:
    """Tell the team's directors that something waits to be shared out; not what, nor whose."""
    for row in sealed_lists.members_of(work.tenant, work.file.team_id, on=work.today):
        if row.role == Role.DIRECTOR:
            work.batch.tell_post(
                row.post_id, WAITS, mark=work.file.id, params={}, link=link, at=work.at
            )


def _begun(work: Work, told: AidTold, by: By, *, account_id: UUID | None = None) -> SealedFile:
    words = {"name": told.name.strip(), "phone": told.phone.strip()}
    party = consented(work.add_party(Side.APPLICANT, words, account_id=account_id), by, work.at)
    work.enter(APPLICATION, {"text": told.what.strip()}, party=party)
    return _written(work)


def _written(work: Work) -> SealedFile:
    due = _due(work, AidStage.EXAMINING)
    work.batch.add(
        LegalAid(
            sub_district_id=work.tenant,
            file=work.file,
            handed_in_on=work.today,
            examine_by=due,
        )
    )
    work.change(due_on=due)
    work.record("counsel.open_aid", {"topic": work.file.topic})
    work.batch.count("counsel.aid.opened", place_id=work.file.place_id, on=work.today)
    return work.write()


def _advance(work: Work, row: LegalAid, move: AidMove, to: AidStage) -> None:
    """Set the days of a move and the next clock."""
    fields = list(_FIELDS.get(move, ()))
    for name in fields:
        setattr(row, name, work.today)
    due = _due(work, to) if to in AID_RULE_OF else None
    if move is AidMove.GIVE_PAPERS:
        asked = row.papers_asked_on or work.today
        due = row.examine_by = _last(work, examined_by(row.examine_by, asked, work.today))
        fields.append("examine_by")
    if to is AidStage.GRANTED:
        row.assign_by = due
        fields.append("assign_by")
    if to is AidStage.OBJECTED:
        row.objection_by = due
        fields.append("objection_by")
    if fields:
        row.save(update_fields=fields)
    work.change(state=to.value, due_on=due)
    if to is AidStage.CLOSED:
        work.change(closed_on=work.today, outcome=AID_OUTCOMES[move].value)


def _count(work: Work, move: AidMove) -> None:
    if move in {AidMove.GRANT, AidMove.REFUSE, AidMove.OVERTURN}:
        what = "refused" if move is AidMove.REFUSE else "granted"
        work.batch.count(f"counsel.aid.{what}", place_id=work.file.place_id, on=work.today)


def _due(work: Work, stage: AidStage) -> date:
    rule = record_queries.rule_in_force(work.tenant, AID_RULE_OF[stage], on=work.today)
    return record_queries.calendar_for(work.tenant).due_after(work.at, rule.duration).on


def _last(work: Work, day: date) -> date:
    """The day, or the next workday where it is a day of rest (R02)."""
    noon = timezone.make_aware(datetime.combine(day - timedelta(days=1), time(12)))
    return record_queries.calendar_for(work.tenant).due_after_days(noon, 1).on


def _wrong(move: AidMove, *, asked: bool) -> str:
    if move is AidMove.ASK_PAPERS and asked:
        return _("Missing papers are named once, in one list; that was done (R42).")
    return _("The file is no longer where this can be done.")


def _require_told(told: AidTold) -> None:
    if not told.name.strip() or not told.what.strip():
        raise Refused("no_words", _("Write the name and, in a sentence, what it is about."))


def _require_kind(work: Work) -> None:
    if work.opened.file.team.kind != TeamKind.LEGAL:
        raise gone()
