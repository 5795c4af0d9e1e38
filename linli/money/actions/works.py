"""Works begin: what is to be done, who asks how much, which one is chosen, the contract."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, Refused
from linli.money.actions.matters import require_carried_out, require_decided
from linli.money.actions.tended import Tended, gone, next_number, require_at
from linli.money.models import (
    Matter,
    Quotation,
    SpendingAuthority,
    Works,
    WorksContract,
    WorksNote,
    WorksStage,
)
from linli.money.rules import Duty, StageState, Verb, WorksKind, WorksState
from linli.money.rules.works import may_move, most_changes
from linli.records import actions as records
from linli.records.rules import Prepared
from linli.tenancy.models import new_id

LEAST = "works.quotations.least"
CHANGES = "works.changes.share"


@dataclass(frozen=True, slots=True)
class WorksDraft:
    """What is to be done, which body answers for it, what may be spent."""

    kind: WorksKind
    title: str
    words: str
    executor: str
    authority_id: UUID | None = None
    own_why: str = ""


@dataclass(frozen=True, slots=True)
class QuotationDraft:
    """What one firm asks."""

    bidder: str
    fen: int
    days: int
    received_on: date
    warranty_months: int = 0
    words: str = ""


@dataclass(frozen=True, slots=True)
class StageDraft:
    """A stage of the contract."""

    title: str
    fen: int
    due_on: date
    held_back: bool = False


@dataclass(frozen=True, slots=True)
class ContractDraft:
    """The contract as signed."""

    number: str
    signed_on: date
    starts_on: date
    due_on: date
    warranty_months: int
    stages: Sequence[StageDraft]


@transaction.atomic
def open_works(
    *, actor: Actor, matter_id: UUID, draft: WorksDraft, key: str, at: datetime
) -> Works:
    """Begin works of a matter, with the money that its decision allows; the key makes it once."""
    matter = _matter(actor.sub_district_id, matter_id)
    require_at(actor, Verb.SET_UP, matter.place_id, at=at)
    if matter.closed_at is not None:
        raise Refused("matter_closed", _("This matter is closed."))
    require_decided(matter)
    _require_words(draft)
    _require_authority(matter, draft)
    works_id = new_id()
    before = records.claim_key(
        sub_district_id=actor.sub_district_id,
        act="money.open_works",
        key=key,
        body={"matter": str(matter_id), "title": draft.title, "kind": draft.kind.value},
        answer={"works": str(works_id)},
        at=at,
    )
    if before is not None:
        return Works.objects.get(sub_district_id=actor.sub_district_id, id=UUID(before["works"]))
    works = Works.objects.create(
        id=works_id,
        sub_district_id=actor.sub_district_id,
        number=next_number(actor.sub_district_id, matter.place_id, "GC", at=at),
        matter=matter,
        authority_id=draft.authority_id,
        place_id=matter.place_id,
        kind=draft.kind.value,
        state=(WorksState.QUOTING if draft.kind is WorksKind.CONTRACT else WorksState.CHOSEN).value,
        title=draft.title.strip(),
        words=draft.words.strip(),
        own_why=draft.own_why.strip(),
        executor=draft.executor.strip(),
        made_by=actor.label,
        made_at=at,
    )
    tended = Tended(actor=actor, row=works, at=at, new=True)
    note(tended, "opened")
    tended.record("money.open_works", {"kind": draft.kind.value}, text=draft.title)
    tended.batch.write()
    return works


@transaction.atomic
def add_quotation(
    *,
    actor: Actor,
    works_id: UUID,
    draft: QuotationDraft,
    paper: Prepared | None = None,
    at: datetime,
) -> Quotation:
    """Keep what one firm asks; each firm once, and none after one was chosen."""
    tended = works_under_change(actor, works_id, None, at)
    tended.require(Verb.KEEP)
    require_state(tended, WorksState.QUOTING)
    if draft.received_on > tended.today:
        raise Refused("day_ahead", _("A quotation is entered on the day it comes, or after."))
    try:
        with transaction.atomic():
            made = Quotation.objects.create(
                sub_district_id=tended.tenant,
                works=tended.row,
                bidder=draft.bidder.strip(),
                fen=draft.fen,
                days=draft.days,
                warranty_months=draft.warranty_months,
                words=draft.words.strip(),
                received_on=draft.received_on,
            )
    except IntegrityError as error:
        raise Refused("quoted_before", _("This firm has a quotation here already.")) from error
    if paper is not None:
        made.paper_id = tended.attach_paper(paper)
        made.save(update_fields=["paper_id"])
    note(tended, "quoted", words=made.bidder, fen=made.fen)
    tended.record("money.add_quotation", {"quotation": str(made.id), "fen": made.fen})
    tended.batch.write()
    return made


@transaction.atomic
def choose_quotation(
    *,
    actor: Actor,
    works_id: UUID,
    quotation_id: UUID,
    why: str = "",
    version: int,
    at: datetime,
) -> Works:
    """Choose among at least as many as the place asks; a dearer one with a reason for everybody."""
    tended = works_under_change(actor, works_id, version, at)
    tended.require(Verb.KEEP)
    tended.require_free_for(tended.row.matter_id, Duty.EXECUTES)
    require_state(tended, WorksState.QUOTING)
    least = tended.rule(LEAST).count
    rows = list(Quotation.objects.filter(sub_district_id=tended.tenant, works=tended.row))
    if len(rows) < least:
        words = _("The place asks for %(least)s quotations; there are %(have)s.")
        raise Refused("too_few_quotations", words % {"least": least, "have": len(rows)})
    chosen = next((row for row in rows if row.id == quotation_id), None)
    if chosen is None:
        raise Missing("no_quotation", _("There is no such quotation."))
    if chosen.fen > min(row.fen for row in rows) and not why.strip():
        raise Refused(
            "dearer_without_reason", _("It is not the lowest price. Say why it is chosen.")
        )
    _require_within(tended, chosen.fen)
    chosen.chosen = True
    chosen.save(update_fields=["chosen"])
    tended.change(state=WorksState.CHOSEN.value, least_quotations=least, choice_why=why.strip())
    note(tended, "chosen", words=chosen.bidder, fen=chosen.fen)
    tended.record(
        "money.choose_quotation", {"quotation": str(chosen.id), "of": len(rows)}, text=why
    )
    return tended.write()


@transaction.atomic
def choose_again(*, actor: Actor, works_id: UUID, reason: str, version: int, at: datetime) -> Works:
    """Take back a choice before the contract is signed: the firm stepped back."""
    tended = works_under_change(actor, works_id, version, at)
    tended.require(Verb.KEEP)
    tended.require_free_for(tended.row.matter_id, Duty.EXECUTES)
    require_state(tended, WorksState.CHOSEN)
    if tended.row.kind != WorksKind.CONTRACT:
        raise Refused("no_choice", _("Nothing was chosen here."))
    require_reason(reason)
    Quotation.objects.filter(sub_district_id=tended.tenant, works=tended.row).update(chosen=False)
    tended.change(state=WorksState.QUOTING.value, choice_why="")
    note(tended, "chosen_again", words=reason)
    tended.record("money.choose_again", text=reason)
    return tended.write()


@transaction.atomic
def sign_contract(
    *,
    actor: Actor,
    works_id: UUID,
    draft: ContractDraft,
    paper: Prepared | None = None,
    version: int,
    at: datetime,
) -> Works:
    """Keep the contract with the firm chosen: its stages sum to its price, within the decision."""
    tended = works_under_change(actor, works_id, version, at)
    tended.require_hand(tended.row.matter_id, Duty.EXECUTES)
    require_state(tended, WorksState.CHOSEN)
    chosen = Quotation.objects.filter(
        sub_district_id=tended.tenant, works=tended.row, chosen=True
    ).first()
    if chosen is None:
        raise Refused("nothing_chosen", _("A contract follows a quotation that was chosen."))
    price = sum(stage.fen for stage in draft.stages)
    _require_sound(tended, draft, price, chosen)
    WorksContract.objects.create(
        sub_district_id=tended.tenant,
        works=tended.row,
        number=draft.number.strip(),
        contractor=chosen.bidder,
        fen=price,
        changes_limit_fen=most_changes(price, tended.rule(CHANGES).threshold),
        signed_on=draft.signed_on,
        warranty_months=draft.warranty_months,
        paper_id=tended.attach_paper(paper),
        signed_by=actor.label,
    )
    WorksStage.objects.bulk_create(
        WorksStage(
            sub_district_id=tended.tenant,
            works=tended.row,
            order=order,
            title=stage.title.strip(),
            fen=stage.fen,
            due_on=stage.due_on,
            held_back=stage.held_back,
            state=StageState.AHEAD.value,
        )
        for order, stage in enumerate(draft.stages, start=1)
    )
    tended.change(state=WorksState.UNDER_WAY.value, starts_on=draft.starts_on, due_on=draft.due_on)
    note(tended, "signed", words=chosen.bidder, fen=price)
    tended.record("money.sign_contract", {"fen": price, "stages": len(draft.stages)})
    return tended.write()


@transaction.atomic
def begin_own_works(
    *, actor: Actor, works_id: UUID, starts_on: date, due_on: date, version: int, at: datetime
) -> Works:
    """Begin works that the body does itself: from when to when."""
    tended = works_under_change(actor, works_id, version, at)
    tended.require_hand(tended.row.matter_id, Duty.EXECUTES)
    if tended.row.kind != WorksKind.OWN:
        raise Refused("needs_contract", _("These works begin with their contract."))
    require_state(tended, WorksState.CHOSEN)
    if due_on < starts_on:
        raise Refused("days_in_order", _("It ends on the day it begins, or after."))
    tended.change(state=WorksState.UNDER_WAY.value, starts_on=starts_on, due_on=due_on)
    note(tended, "begun")
    tended.record("money.begin_works", {"due_on": due_on.isoformat()})
    return tended.write()


def works_under_change(
    actor: Actor, works_id: UUID, version: int | None, at: datetime
) -> Tended[Works]:
    """Works under lock for an act that carries them on; none while their decision went back."""
    tended = works_in_any_case(actor, works_id, version, at)
    require_carried_out(tended.row.matter)
    return tended


def works_in_any_case(
    actor: Actor, works_id: UUID, version: int | None, at: datetime
) -> Tended[Works]:
    """Works under lock; a stale version is a conflict."""
    return Tended.on(Works, actor=actor, row_id=works_id, version=version, at=at)


def note(tended: Tended[Works], code: str, *, words: str = "", fen: int = 0) -> None:
    """Add a line to the timeline that everybody reads."""
    tended.batch.add(
        WorksNote(
            sub_district_id=tended.tenant,
            works_id=tended.row.id,
            code=code,
            words=words.strip()[:300],
            fen=fen,
            by=tended.actor.label,
            at=tended.at,
        )
    )


def require_state(tended: Tended[Works], *states: WorksState) -> None:
    """Go on only where the works stand in one of these states."""
    if WorksState(tended.row.state) not in states:
        raise Refused("wrong_state", _("This cannot be done at this point of the works."))


def require_move(tended: Tended[Works], then: WorksState) -> None:
    """Go on only where the works may come into this state."""
    if not may_move(WorksState(tended.row.state), then):
        raise Refused("wrong_state", _("This cannot be done at this point of the works."))


def require_reason(reason: str) -> None:
    """Go on only with a reason in words."""
    if not reason.strip():
        raise Refused("no_reason", _("Say why, in a sentence for everybody."))


def authority_of(tended: Tended[Works]) -> UUID:
    """What the works may spend from; refused where nothing may be spent."""
    if tended.row.authority_id is None:
        raise Refused("no_authority", _("This matter has no such permission to spend."))
    return tended.row.authority_id


def _matter(sub_district_id: UUID, matter_id: UUID) -> Matter:
    found = Matter.objects.filter(sub_district_id=sub_district_id, id=matter_id).first()
    if found is None:
        raise gone()
    return found


def _require_words(draft: WorksDraft) -> None:
    if not (draft.title.strip() and draft.words.strip() and draft.executor.strip()):
        raise Refused("no_words", _("Say what is done, in short and at length, and who answers."))
    if draft.kind is WorksKind.OWN:
        if not draft.own_why.strip():
            raise Refused("own_without_reason", _("Say why no contractor is chosen."))
        return
    if draft.authority_id is None:
        raise Refused(
            "no_authority", _("A contract needs money that the decision of this matter allowed.")
        )


def _require_authority(matter: Matter, draft: WorksDraft) -> None:
    if draft.authority_id is None:
        return
    found = SpendingAuthority.objects.filter(
        sub_district_id=matter.sub_district_id, id=draft.authority_id, matter=matter, ended_on=None
    )
    if not found.exists():
        raise Missing("no_authority", _("This matter has no such permission to spend."))


def _require_sound(
    tended: Tended[Works], draft: ContractDraft, price: int, chosen: Quotation
) -> None:
    if not draft.stages or any(stage.fen <= 0 for stage in draft.stages):
        raise Refused("no_stages", _("A contract has at least one stage, each for some money."))
    if not draft.number.strip():
        raise Refused("no_number", _("Write the number that the contract bears."))
    if draft.signed_on > tended.today:
        raise Refused("day_ahead", _("A contract is entered on the day it is signed, or after."))
    if draft.due_on < draft.starts_on:
        raise Refused("days_in_order", _("It ends on the day it begins, or after."))
    if price > chosen.fen:
        raise Refused("above_quotation", _("The contract costs more than the quotation chosen."))
    _require_within(tended, price)


def _require_within(tended: Tended[Works], fen: int) -> None:
    """All contracts on one permission to spend stay within it, to the fen."""
    authority = SpendingAuthority.objects.select_for_update().get(
        sub_district_id=tended.tenant, id=authority_of(tended)
    )
    others = WorksContract.objects.filter(
        sub_district_id=tended.tenant, works__authority=authority
    ).exclude(works__state=WorksState.STOPPED.value)
    sums = others.aggregate(price=Sum("fen"), changes=Sum("changes_fen"))
    if (sums["price"] or 0) + (sums["changes"] or 0) + fen > authority.limit_fen:
        raise Refused(
            "above_decision", _("This is more than the decision allows. A new decision is needed.")
        )


def require_within(tended: Tended[Works], more_fen: int) -> None:
    """Go on only while all contracts and this much more stay within what was decided."""
    _require_within(tended, more_fen)
