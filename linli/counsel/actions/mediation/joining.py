"""The first look at a dispute, who works on it, and how the parties come to their own file."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from linli.counsel.actions.mediation.intake import Told
from linli.counsel.actions.mediation.table import Table
from linli.counsel.actions.papers import put_paper
from linli.counsel.actions.work import close_party, give_hand, gone
from linli.counsel.models import FileHand, JoinCode, Membership, Party, SealedFile
from linli.counsel.queries.keys import file_key, mark_of
from linli.counsel.queries.opening import ACCOUNT, Opened, with_key
from linli.counsel.rules import Consent, HandRole, Side, may_share_out
from linli.counsel.rules.kinds import FileKind
from linli.counsel.rules.mediation import Meeting, Move, Outcome, Stage, Topic, Triage
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.tenancy.dated import in_force

MATTER = "matter"
NOTE = "note"
CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 10
CODE_DAYS = 14


@transaction.atomic
def assign_file(
    *, actor: Actor, file_id: UUID, membership_id: UUID, version: int | None = None, at: datetime
) -> None:
    """Give a file to a member's hand, as the director of the room."""
    table = Table.of(actor=actor, file_id=file_id, version=version, at=at)
    opened = table.work.opened
    if not may_share_out(FileKind(table.file.kind), opened.role, opened.hand):
        raise NotAllowed("not_director", _("The director of the room gives files to hands."))
    member = Membership.objects.filter(
        in_force(table.work.today), sub_district_id=table.work.tenant, id=membership_id
    ).first()
    if member is None:
        raise gone()
    mine = FileHand.objects.filter(
        sub_district_id=table.work.tenant, file_id=file_id, ended_at=None
    )
    if not mine.filter(account_id=member.account_id).exists():
        give_hand(table.work, member, HandRole.HANDLER)
    table.work.record("counsel.assign_file")
    table.tell_team()
    table.write()


@transaction.atomic
def triage(
    *,
    actor: Actor,
    file_id: UUID,
    verdict: Triage,
    title: str = "",
    note: str = "",
    topic: Topic | None = None,
    version: int | None = None,
    at: datetime,
) -> None:
    """Look at a dispute first: danger goes to the police or an ambulance before anything else.

    After a danger was told the file still waits for its first look; what is fit for a talk goes
    to the parties under a title that both may read; all else ends with the other routes.
    """
    table = Table.of(actor=actor, file_id=file_id, version=version, at=at)
    table.require_team()
    table.require(Stage.RECEIVED)
    table.set(triage=verdict.value)
    if note.strip():
        table.work.enter(NOTE, {"text": note.strip()})
    if topic is not None:
        table.work.change(topic=topic.value)
    table.work.record("counsel.triage", {"verdict": verdict.value})
    match verdict:
        case Triage.DANGER:
            table.set(danger_at=at, urgent=True)
            table.count("danger")
        case Triage.OTHER_ROUTE:
            table.end(Outcome.OTHER_ROUTE)
        case Triage.MEDIABLE:
            _take_up(table, title)
    table.write()


def _take_up(table: Table, title: str) -> None:
    if not title.strip():
        raise Refused("no_title", _("Give the file a title that both sides may read."))
    if len(table.parties) < 2:  # noqa: PLR2004
        raise Refused("no_other_side", _("Enter both sides first; a mediation has two at least."))
    table.work.enter(MATTER, {"title": title.strip()}, shared=True)
    table.go(Move.TAKE_UP)
    table.tell_parties()


@transaction.atomic
def add_party(
    *,
    actor: Actor,
    file_id: UUID,
    side: Side,
    told: Told,
    version: int | None = None,
    at: datetime,
) -> Party:
    """Enter a side with name and contact; it is asked for its consent like the others."""
    table = Table.of(actor=actor, file_id=file_id, version=version, at=at)
    table.require_team()
    table.require(Stage.RECEIVED, Stage.WAITING)
    if not told.name.strip():
        raise Refused("no_name", _("Write the name of the side, for the agreement needs it."))
    party = table.work.add_party(side, told.words())
    table.work.record("counsel.add_party", {"side": side.value})
    table.write()
    return party


@transaction.atomic
def set_meeting(
    *,
    actor: Actor,
    file_id: UUID,
    meeting: Meeting,
    version: int | None = None,
    at: datetime,
) -> None:
    """Say whether the talks are open to listeners; it stays closed unless all want it open."""
    table = Table.of(actor=actor, file_id=file_id, version=version, at=at)
    table.require_team()
    table.set(meeting=meeting.value)
    table.work.record("counsel.set_meeting", {"meeting": meeting.value})
    table.others_told(None)
    table.write()


@transaction.atomic
def note_in_file(
    *, actor: Actor, file_id: UUID, text: str, version: int | None = None, at: datetime
) -> None:
    """Write a note that the team alone reads."""
    table = Table.of(actor=actor, file_id=file_id, version=version, at=at)
    table.require_team()
    table.work.enter(NOTE, {"text": text.strip()})
    table.work.record("counsel.note")
    table.write()


@transaction.atomic
def invite_party(*, actor: Actor, file_id: UUID, party_id: UUID, at: datetime) -> str:
    """Make a code on paper with which a party finds its file; an earlier one no longer opens."""
    table = Table.of(actor=actor, file_id=file_id, version=None, at=at)
    table.require_team()
    party = table.party(party_id)
    if party.mark:
        raise Refused("has_account", _("This side sees the file with its own account already."))
    code = "".join(secrets.choice(CODE_LETTERS) for _one in range(CODE_LENGTH))
    JoinCode.objects.update_or_create(
        sub_district_id=table.work.tenant,
        party=party,
        defaults={
            "mark": _mark_of_code(table.work.tenant, code),
            "until": at + timedelta(days=CODE_DAYS),
        },
    )
    table.work.record("counsel.invite_party", {"side": party.side})
    table.write()
    return code


@transaction.atomic
def join_file(*, actor: Actor, code: str, at: datetime) -> UUID:
    """Tie a party to the account of whoever holds its paper; the code opens once."""
    if actor.account_id is None or actor.post is not None:
        raise NotAllowed("not_party", _("Sign in with your own account, not in a post."))
    typed = "".join(code.split()).replace("-", "").upper()
    found = (
        JoinCode.objects.select_for_update()
        .filter(
            sub_district_id=actor.sub_district_id,
            mark=_mark_of_code(actor.sub_district_id, typed),
            until__gte=at,
        )
        .first()
    )
    if found is None or not typed:
        raise Refused(
            "wrong_code", _("No file has this code, or it is no longer valid. Ask the mediator.")
        )
    party = Party.objects.select_related("file__team").get(
        sub_district_id=actor.sub_district_id, id=found.party_id
    )
    mark = mark_of(actor.sub_district_id, actor.account_id)
    same = Party.objects.filter(
        sub_district_id=actor.sub_district_id, file_id=party.file_id, mark=mark
    )
    if same.exists():
        raise Refused("other_side", _("With this account you are already a side of this file."))
    _tie(party, mark, actor.account_id)
    found.delete()
    table = Table.of(actor=actor, file_id=party.file_id, version=None, at=at)
    table.work.record("counsel.join_file", {"side": party.side})
    table.tell_team()
    table.write()
    return party.file_id


def _tie(party: Party, mark: str, account_id: UUID) -> None:
    file = with_key(
        SealedFile.objects.filter(sub_district_id=party.sub_district_id, id=party.file_id)
    ).get()
    key = file_key(file, file.team_wrapped, file.team_master)  # type: ignore[attr-defined]
    opened = Opened(file, key, [party])
    words = {**opened.read(party), ACCOUNT: str(account_id)}
    close_party(opened, party, words).mark = mark
    if party.consent == Consent.REFUSED:
        raise gone()
    party.save(update_fields=["body", "mark"])


def _mark_of_code(sub_district_id: UUID, code: str) -> str:
    return mark_of(sub_district_id, uuid5(NAMESPACE_URL, f"linli-join:{code}"))


@transaction.atomic
def add_photo(
    *, actor: Actor, file_id: UUID, scan: bytes, version: int | None = None, at: datetime
) -> None:
    """Add a photo or paper that a side brings; both sides see what is talked of."""
    table = Table.of(actor=actor, file_id=file_id, version=version, at=at)
    table.require(Stage.RECEIVED, Stage.WAITING, Stage.CHOOSING, Stage.MEDIATING)
    put_paper(table.work, kind="photo", content=scan, shared=True)
    table.work.record("counsel.add_photo")
    table.write()
