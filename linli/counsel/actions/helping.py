"""Help on one's own request: one helper, one supervisor, goals, referrals with a yes, an end."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.counsel.actions.aid import NEWS, claimed_file, consented, of_file, tell_directors
from linli.counsel.actions.taking import take_from_case
from linli.counsel.actions.work import Work, begin_file, give_hand, gone, receive_file
from linli.counsel.models import FileHand, HelpItem, HelpReferral, Membership, SealedFile
from linli.counsel.queries import sealed_lists
from linli.counsel.queries.opening import membership_of
from linli.counsel.rules import By, FileKind, HandRole, Side, TeamKind
from linli.counsel.rules.helping import (
    TOPIC,
    HelpEnd,
    HelpKind,
    HelpState,
    ItemState,
    ReferralState,
    ReferralTo,
    may_end,
    may_refer,
)
from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, NotAllowed, Refused
from linli.places import queries as places
from linli.records import actions as records

GOAL, REFERRAL, NOTE = "goal", "referral", "note"
_DESK = "/desk/help/"


@dataclass(frozen=True, slots=True)
class HelpTold:
    """Who asks, how to reach them, what they want to reach; never why."""

    name: str
    phone: str
    goal: str
    kinds: tuple[HelpKind, ...]


@transaction.atomic
def open_help(
    *,
    actor: Actor,
    team_id: UUID,
    told: HelpTold,
    supervisor_id: UUID,
    by: By = By.COUNTER,
    key: str,
    at: datetime,
) -> SealedFile:
    """Open a file for somebody who asked in person; who opens it helps, a colleague supervises."""
    _require_told(told)
    file_id, before = claimed_file(actor, "open_help", key, team_id, at)
    if before is not None:
        return before
    work = _opened(actor, team_id, supervisor_id, at, file_id=file_id)
    _told(work, told, by)
    return work.write()


@transaction.atomic
def ask_for_help(
    *, actor: Actor, team_id: UUID, told: HelpTold, key: str, at: datetime
) -> SealedFile:
    """Ask with the own account; the team's director names a helper and a supervisor unread."""
    if actor.account_id is None or actor.post is not None:
        raise NotAllowed("not_party", _("Ask with your own account, not in a post."))
    _require_told(told)
    file_id, before = claimed_file(actor, "ask_for_help", key, team_id, at)
    if before is not None:
        return before
    work = receive_file(
        actor=actor,
        team_id=team_id,
        place_id=_root(actor.sub_district_id),
        topic=TOPIC,
        state=HelpState.ASKED.value,
        file_id=file_id,
        at=at,
    )
    _require_kind(work)
    _told(work, told, By.APP, account_id=actor.account_id)
    work.record("counsel.ask_for_help")
    tell_directors(work, _DESK)
    return work.write()


@transaction.atomic
def take_help_request(
    *,
    actor: Actor,
    team_id: UUID,
    case_id: UUID,
    kinds: Collection[HelpKind],
    supervisor_id: UUID,
    at: datetime,
) -> SealedFile:
    """Take a request whose sender agreed; its words move into the file and leave `cases`."""
    work = _opened(actor, team_id, supervisor_id, at, case_id=case_id)
    consented(take_from_case(work, case_id), By.APP, at)
    _want(work, kinds)
    return work.write()


@transaction.atomic
def share_out_help(
    *, actor: Actor, file_id: UUID, helper_id: UUID, supervisor_id: UUID, at: datetime
) -> SealedFile:
    """Name the one helper and the one supervisor, as director, without opening the file."""
    on = timezone.localdate(at)
    waiting = sealed_lists.unshared_files(actor, FileKind.HELP, on=on)
    if file_id not in {one.id for one in waiting}:
        raise gone()
    file = SealedFile.objects.select_for_update().get(
        sub_district_id=actor.sub_district_id, id=file_id
    )
    helper, supervisor = (
        _member(file.sub_district_id, file.team_id, one, at) for one in (helper_id, supervisor_id)
    )
    if helper.account_id == supervisor.account_id:
        raise _two_people()
    file.hands.filter(ended_at=None).update(ended_at=at)
    for member, role in ((helper, HandRole.HANDLER), (supervisor, HandRole.SUPERVISOR)):
        FileHand.objects.create(
            sub_district_id=file.sub_district_id,
            file=file,
            account_id=member.account_id,
            role=role.value,
            given_at=at,
            given_by=actor.label,
        )
    file.state, file.version = HelpState.OPEN.value, file.version + 1
    file.save(update_fields=["state", "version"])
    records.record(
        actor=actor, did="counsel.share_out", on_kind="counsel.file", on_id=file.id, facts={}, at=at
    )
    return file


@transaction.atomic
def hand_help_on(*, actor: Actor, file_id: UUID, helper_id: UUID, at: datetime) -> SealedFile:
    """Give the file to another helper, as its supervisor."""
    work = _work(actor, file_id, None, at)
    if work.opened.hand is not HandRole.SUPERVISOR:
        raise gone()
    member = _member(work.tenant, work.file.team_id, helper_id, at)
    if member.account_id == actor.account_id:
        raise _two_people()
    hands = work.file.hands.filter(ended_at=None, role=HandRole.HANDLER.value)
    hands.update(ended_at=at)
    give_hand(work, member, HandRole.HANDLER)
    work.record("counsel.hand_on")
    return work.write()


@transaction.atomic
def write_in_help(
    *,
    actor: Actor,
    file_id: UUID,
    text: str,
    goal: bool = False,
    version: int | None = None,
    at: datetime,
) -> SealedFile:
    """Write a goal or a step into the file; whoever is helped reads all of it."""
    work = _running(actor, file_id, version, at)
    if not text.strip():
        raise Refused("no_words", _("Write a sentence."))
    work.enter(GOAL if goal else NOTE, {"text": text.strip()}, shared=True)
    work.record("counsel.write_in_help")
    _tell(work)
    return work.write()


@transaction.atomic
def want_item(
    *, actor: Actor, file_id: UUID, kind: HelpKind, version: int | None = None, at: datetime
) -> SealedFile:
    """Add one thing that is wanted."""
    work = _running(actor, file_id, version, at)
    _want(work, [kind])
    work.record("counsel.want_item")
    _tell(work)
    return work.write()


@transaction.atomic
def settle_item(
    *,
    actor: Actor,
    file_id: UUID,
    item_id: UUID,
    state: ItemState,
    version: int | None = None,
    at: datetime,
) -> SealedFile:
    """Say that one thing was given, or is no longer wanted; what is given is counted, nobody is."""
    work = _running(actor, file_id, version, at)
    if actor.post is None and state is ItemState.GIVEN:
        raise gone()
    rows = HelpItem.objects.filter(sub_district_id=work.tenant, file_id=work.file.id)
    item = rows.filter(id=item_id, state=ItemState.WANTED.value).first()
    if item is None or state is ItemState.WANTED:
        raise Refused("wrong_state", _("This is settled already."))
    item.state, item.done_on = state.value, work.today
    item.save(update_fields=["state", "done_on"])
    if state is ItemState.GIVEN:
        work.batch.count(help_count(item.kind), place_id=_root(work.tenant), on=work.today)
    work.record("counsel.settle_item")
    _tell(work)
    return work.write()


@transaction.atomic
def ask_referral(
    *,
    actor: Actor,
    file_id: UUID,
    to: ReferralTo,
    text: str,
    version: int | None = None,
    at: datetime,
) -> HelpReferral:
    """Write what another office would be told; it leaves only with the person's yes."""
    work = _running(actor, file_id, version, at)
    if actor.post is None:
        raise gone()
    if not text.strip():
        raise Refused("no_words", _("Write what the other office would be told."))
    entry = work.enter(REFERRAL, {"text": text.strip()}, shared=True)
    row = HelpReferral(sub_district_id=work.tenant, file=work.file, entry=entry, to=to.value)
    work.batch.add(row)
    work.record("counsel.ask_referral")
    _tell(work)
    work.write()
    return row


@transaction.atomic
def settle_referral(
    *,
    actor: Actor,
    file_id: UUID,
    referral_id: UUID,
    state: ReferralState,
    by: By = By.COUNTER,
    version: int | None = None,
    at: datetime,
) -> HelpReferral:
    """Say yes or no to a referral as the person, or send it once there is a yes."""
    work = _running(actor, file_id, version, at)
    rows = HelpReferral.objects.filter(sub_district_id=work.tenant, file_id=work.file.id)
    row = rows.filter(id=referral_id).first()
    if row is None or (actor.post is None and state is ReferralState.SENT):
        raise gone()
    if not may_refer(ReferralState(row.state), state):
        raise Refused("no_consent", _("A referral is sent only after the person said yes."))
    if state is ReferralState.SENT:
        row.sent_on = work.today
    else:
        row.answered_on = work.today
        row.answered_by = (By.APP if actor.post is None else by).value
    row.state = state.value
    row.save(update_fields=["state", "answered_on", "answered_by", "sent_on"])
    work.record("counsel.settle_referral")
    _tell(work)
    work.write()
    return row


@transaction.atomic
def close_help(
    *, actor: Actor, file_id: UUID, end: HelpEnd, version: int | None = None, at: datetime
) -> SealedFile:
    """Close the file: by the goal, or because the person wishes so, which needs no reason."""
    work = _work(actor, file_id, version, at)
    work.require_state(HelpState.ASKED.value, HelpState.OPEN.value)
    if actor.post is None and end is not HelpEnd.WISH:
        raise gone()
    items = HelpItem.objects.filter(sub_district_id=work.tenant, file_id=work.file.id)
    wanted = items.filter(state=ItemState.WANTED.value)
    if not may_end(end, items_open=wanted.count(), goals=len(work.opened.entries(GOAL))):
        raise Refused("open_items", _("Settle first what is still wanted, and name the goal."))
    wanted.update(state=ItemState.DROPPED.value, done_on=work.today)
    work.change(state=HelpState.CLOSED.value, closed_on=work.today, due_on=None, outcome=end.value)
    work.record("counsel.close_help")
    _tell(work)
    return work.write()


def help_count(kind: str) -> str:
    """What a given item is counted as: for the whole sub-district, never by community."""
    return f"counsel.help.item.{kind}"


def _opened(
    actor: Actor,
    team_id: UUID,
    supervisor_id: UUID,
    at: datetime,
    *,
    file_id: UUID | None = None,
    case_id: UUID | None = None,
) -> Work:
    member = membership_of(actor, team_id, on=timezone.localdate(at))
    supervisor = _member(actor.sub_district_id, team_id, supervisor_id, at)
    if member is None:
        raise gone()
    if supervisor.account_id == actor.account_id:
        raise _two_people()
    work = begin_file(
        actor=actor,
        team_id=team_id,
        place_id=_root(actor.sub_district_id),
        topic=TOPIC,
        state=HelpState.OPEN.value,
        case_id=case_id,
        file_id=file_id,
        at=at,
    )
    _require_kind(work)
    give_hand(work, supervisor, HandRole.SUPERVISOR)
    work.record("counsel.open_help")
    return work


def _told(work: Work, told: HelpTold, by: By, *, account_id: UUID | None = None) -> None:
    words = {"name": told.name.strip(), "phone": told.phone.strip()}
    consented(work.add_party(Side.APPLICANT, words, account_id=account_id), by, work.at)
    work.enter(GOAL, {"text": told.goal.strip()}, shared=True)
    _want(work, told.kinds)


def _want(work: Work, kinds: Collection[HelpKind]) -> None:
    rows = HelpItem.objects.filter(sub_district_id=work.tenant, file_id=work.file.id)
    have = set(rows.filter(state=ItemState.WANTED.value).values_list("kind", flat=True))
    for kind in dict.fromkeys(kinds):
        if kind.value not in have:
            work.batch.add(
                HelpItem(
                    sub_district_id=work.tenant,
                    file=work.file,
                    kind=kind.value,
                    wanted_on=work.today,
                )
            )


def _running(actor: Actor, file_id: UUID, version: int | None, at: datetime) -> Work:
    work = _work(actor, file_id, version, at)
    work.require_state(HelpState.OPEN.value)
    return work


def _work(actor: Actor, file_id: UUID, version: int | None, at: datetime) -> Work:
    return of_file(actor, file_id, version, at, kind=FileKind.HELP)


def _tell(work: Work) -> None:
    """Tell the person of what the team did; what the person did the team sees in its list."""
    if work.actor.post is not None:
        work.tell_parties(NEWS, mark=work.file.version + 1)


def _member(sub_district_id: UUID, team_id: UUID, member_id: UUID, at: datetime) -> Membership:
    found = sealed_lists.members_of(sub_district_id, team_id, on=timezone.localdate(at))
    member = next((one for one in found if one.id == member_id), None)
    if member is None:
        raise gone()
    return member


def _root(sub_district_id: UUID) -> UUID:
    """Help files stand at the sub-district, so that no community's numbers give anybody away."""
    root = places.root(sub_district_id)
    if root is None:
        raise Missing("no_place", "")
    return root.id


def _require_told(told: HelpTold) -> None:
    if not told.name.strip() or not told.goal.strip() or not told.kinds:
        raise Refused("no_words", _("Write the name, choose what is wanted, and say the goal."))


def _require_kind(work: Work) -> None:
    if work.opened.file.team.kind != TeamKind.HELP:
        raise gone()


def _two_people() -> Refused:
    return Refused("two_people", _("One person helps and another supervises."))
