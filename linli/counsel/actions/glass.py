"""Breaking the glass: one guardian asks, another agrees, and everybody concerned is told at once."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from linli.counsel.actions.guardians import require_guardian
from linli.counsel.actions.telling import letters_to_parties
from linli.counsel.actions.work import SUBJECT, gone, log_opened
from linli.counsel.models import FilePaper, GlassBreak, Membership
from linli.counsel.queries.guarding import file_behind, file_by_number, guardians, is_open
from linli.counsel.queries.opening import Opened, close_words, read_closed
from linli.counsel.queries.papers import read_paper
from linli.counsel.rules import GLASS_OPEN, LEAST_REASON, Emergency, Role
from linli.kernel.actor import Actor
from linli.kernel.errors import Conflict, Refused
from linli.kernel.posts import PostKind
from linli.people import queries as people
from linli.places import queries as places
from linli.records.actions import Batch, Channel, Letter
from linli.records.rules import letter_key
from linli.tenancy.dated import in_force
from linli.tenancy.models import new_id
from linli.tenancy.rows import locked

BROKEN = gettext_noop("opened by two guardians")
GLASS_PAGE = "/desk/guardians/"


@transaction.atomic
def ask_glass(
    *, actor: Actor, number: str, why: Emergency, reason: str, paper: str = "", at: datetime
) -> GlassBreak:
    """Ask that a file be opened, for mortal danger or by a court's order; nothing opens yet."""
    me = require_guardian(actor, at)
    opened = file_by_number(actor.sub_district_id, number)
    if opened is None:
        raise gone()
    if len(reason.strip()) < LEAST_REASON:
        raise Refused(
            "no_reason", _("Write in a full sentence why; it is kept and can be checked.")
        )
    if why is Emergency.COURT_ORDER and not paper.strip():
        raise Refused("no_order", _("Write the number of the court's order."))
    row = GlassBreak(
        id=new_id(),
        sub_district_id=actor.sub_district_id,
        file=opened.file,
        why=why.value,
        asked_by_id=me.account_id,
        asked_by=actor.label,
        asked_at=at,
    )
    words = {"reason": reason.strip(), "paper": paper.strip(), "name": me.name}
    row.body = close_words(opened.key, opened.file.id, row.id, words)
    row.save(force_insert=True)
    batch = _batch(opened)
    batch.record(actor=actor, did="counsel.ask_glass", facts={"why": why.value}, at=at)
    for other in guardians(actor.sub_district_id, on=timezone.localdate(at)):
        if other.account_id != me.account_id and other.confirmed_at:
            batch.tell(_to_account(other.account_id, "counsel/glass_asked", row, GLASS_PAGE), at=at)
    batch.write()
    return row


@transaction.atomic
def answer_glass(*, actor: Actor, break_id: UUID, yes: bool, at: datetime) -> GlassBreak:
    """Agree or not, as a second guardian; a yes opens the file to the two and tells at once.

    The persons concerned, the team's directors and the information protection officer learn
    of it in the same transaction.
    """
    me = require_guardian(actor, at)
    row = locked(GlassBreak, actor.sub_district_id, break_id, missing=gone())
    if row.asked_by_id == me.account_id:
        raise Refused("same_person", _("Another guardian must answer; two persons are needed."))
    if row.agreed_at is not None or row.refused_at is not None:
        raise Conflict("changed", _("Somebody else changed this first. Look at it again."))
    opened = file_behind(row)
    if opened is None:
        raise gone()
    batch = _batch(opened)
    if not yes:
        row.refused_at = at
        row.save(update_fields=["refused_at"])
        batch.record(actor=actor, did="counsel.refuse_glass", facts={"why": row.why}, at=at)
        batch.write()
        return row
    row.agreed_by_id, row.agreed_by = me.account_id, actor.label
    row.agreed_at, row.open_until = at, at + GLASS_OPEN
    row.save(update_fields=["agreed_by_id", "agreed_by", "agreed_at", "open_until"])
    batch.record(actor=actor, did="counsel.break_glass", facts={"why": row.why}, at=at)
    log_opened(opened, actor=actor, what=BROKEN, why=row.why, at=at)
    _tell_at_once(batch, opened, row, at)
    batch.write()
    return row


def look_through_glass(*, actor: Actor, break_id: UUID, at: datetime) -> Opened:
    """Read the file as one of the two, while it stands open; each look can be seen by the parties."""
    opened, row = _opened_to(actor, break_id, at)
    log_opened(opened, actor=actor, what=BROKEN, why=row.why, at=at)
    return opened


def paper_through_glass(
    *, actor: Actor, break_id: UUID, paper_id: UUID, at: datetime
) -> tuple[FilePaper, bytes]:
    """Read one paper of such a file."""
    opened, row = _opened_to(actor, break_id, at)
    log_opened(opened, actor=actor, what=BROKEN, why=row.why, at=at)
    return read_paper(opened, paper_id)


def reason_of(row: GlassBreak) -> dict[str, str]:
    """Why it was asked, in words; for the two guardians' page."""
    opened = file_behind(row)
    if opened is None:
        raise gone()
    return read_closed(opened.key, row.file_id, row.id, row.body)


def _opened_to(actor: Actor, break_id: UUID, at: datetime) -> tuple[Opened, GlassBreak]:
    me = require_guardian(actor, at)
    row = GlassBreak.objects.filter(sub_district_id=actor.sub_district_id, id=break_id).first()
    if row is None or me.account_id not in {row.asked_by_id, row.agreed_by_id}:
        raise gone()
    opened = file_behind(row) if is_open(row, at=at) else None
    if opened is None:
        raise gone()
    return opened, row


def _tell_at_once(batch: Batch, opened: Opened, row: GlassBreak, at: datetime) -> None:
    for letter in letters_to_parties(opened, "counsel/glass_broken", mark=row.id):
        batch.tell(letter, at=at)
    on, team = timezone.localdate(at), opened.file.team_id
    directors = Membership.objects.filter(
        in_force(on), sub_district_id=batch.sub_district_id, team_id=team, role=Role.DIRECTOR.value
    )
    for one in directors:
        letter = _to_account(one.account_id, "counsel/glass_broken_team", row, "")
        batch.tell(letter, at=at)
    for post_id in _protection_officers(batch.sub_district_id, at):
        batch.tell_post(
            post_id,
            "counsel/glass_broken_officer",
            mark=row.id,
            params={"number": opened.file.number},
            link=GLASS_PAGE,
            at=at,
        )


def _protection_officers(sub_district_id: UUID, at: datetime) -> list[UUID]:
    root, on = places.root(sub_district_id), timezone.localdate(at)
    where = (root.id,) if root else ()
    kinds = {PostKind.INFORMATION_PROTECTION_OFFICER}
    found = people.posts_at(sub_district_id, where, on=on, kinds=kinds)
    return [card.post_id for card in found]


def _to_account(account_id: UUID, template: str, row: GlassBreak, link: str) -> Letter:
    return Letter(
        key=letter_key(template, row.id, account_id, Channel.INBOX.value),
        channel=Channel.INBOX,
        template=template,
        account_id=account_id,
        link=link,
    )


def _batch(opened: Opened) -> Batch:
    file = opened.file
    return Batch(sub_district_id=file.sub_district_id, subject_kind=SUBJECT, subject_id=file.id)
