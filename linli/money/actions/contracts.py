"""A property contract is signed, renewed, ended by notice; a vote on who serves next is noted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.kernel.numbers import BadNumber, RecordNumber
from linli.money.actions.matters import open_matter
from linli.money.actions.tended import Tended, gone, next_number, require_at
from linli.money.models import PropertyContract, ServiceItem
from linli.money.queries.contracts import notice_days, terms_of
from linli.money.queries.owners_votes import owners_votes
from linli.money.rules import (
    Basis,
    ContractState,
    Indicator,
    MatterKind,
    ServiceKind,
    Side,
    Verb,
)
from linli.money.rules.service import days_short, earliest_end, notice_rule, renews_from
from linli.people import queries as people
from linli.people.rules import OrganisationKind
from linli.places import queries as places
from linli.records import actions as records
from linli.records.rules import Prepared
from linli.tenancy.models import new_id


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """What the contract asks of the company, and by what it is measured."""

    kind: ServiceKind
    words: str
    indicator: Indicator | None = None
    target_percent: int = 0


@dataclass(frozen=True, slots=True)
class PropertyDraft:
    """A contract as signed: with whom, on what it rests, for how long, what is owed."""

    organisation_id: UUID
    basis: Basis
    basis_words: str
    words: str
    fees: str
    starts_on: date
    ends_on: date | None = None
    notice_days: int | None = None
    items: Sequence[ItemDraft] = ()


@dataclass(frozen=True, slots=True)
class RenewalDraft:
    """A new term with the same company, on a vote that carried, by its number."""

    vote_number: str
    starts_on: date
    ends_on: date | None = None
    fees: str = ""


@dataclass(frozen=True, slots=True)
class NoticeDraft:
    """Who ends the contract, on which day it was said, from which day on."""

    side: Side
    on: date
    leaves_on: date
    words: str


@transaction.atomic
def sign_property_contract(
    *,
    actor: Actor,
    place_id: UUID,
    draft: PropertyDraft,
    paper: Prepared | None = None,
    key: str,
    at: datetime,
) -> PropertyContract:
    """Enter a contract that was signed on a vote or a paper; one at a time runs at a place."""
    if places.place(actor.sub_district_id, place_id) is None:
        raise gone()
    require_at(actor, Verb.SET_UP, place_id, at=at)
    _require_draft(actor, place_id, draft)
    contract_id = new_id()
    before = records.claim_key(
        sub_district_id=actor.sub_district_id,
        act="money.sign_property_contract",
        key=key,
        body={"place": str(place_id), "with": str(draft.organisation_id)},
        answer={"contract": str(contract_id)},
        at=at,
    )
    if before is not None:
        rows = PropertyContract.objects.filter(sub_district_id=actor.sub_district_id)
        return rows.get(id=UUID(before["contract"]))
    _require_only_one(actor, place_id)
    made = _contract(actor, contract_id, place_id, draft, at)
    tended = Tended(actor=actor, row=made, at=at, new=True)
    made.paper_id = tended.attach_paper(paper)
    made.save()
    for order, item in enumerate(draft.items, 1):
        tended.batch.add(_item(made, order, item))
    facts = {"basis": draft.basis.value, "items": len(draft.items)}
    tended.record("money.sign_property_contract", facts)
    tended.batch.write()
    return made


@transaction.atomic
def note_service_vote(
    *, actor: Actor, contract_id: UUID, vote_number: str, version: int, at: datetime
) -> PropertyContract:
    """Note the vote on who serves next; the contract runs or ends by its own days meanwhile."""
    tended = contract_under_change(actor, contract_id, version, at)
    tended.require(Verb.KEEP)
    _require_not_left(tended)
    try:
        number = str(RecordNumber.parse(vote_number))
    except BadNumber as error:
        raise Refused(
            "vote_number", _("Give the number of the vote as it stands on its notice.")
        ) from error
    tended.change(vote_number=number)
    tended.record("money.note_service_vote", {"vote": number})
    return tended.write()


@transaction.atomic
def renew_contract(
    *, actor: Actor, contract_id: UUID, draft: RenewalDraft, version: int, at: datetime
) -> PropertyContract:
    """Give the same company a new term on a vote, also when the old one ended meanwhile."""
    tended = contract_under_change(actor, contract_id, version, at)
    tended.require(Verb.SET_UP)
    _require_not_left(tended)
    _require_vote(actor, tended.row.place_id, draft.vote_number)
    _require_next_term(tended.row, draft)
    if tended.row.state != ContractState.RUNNING:
        _require_only_one(actor, tended.row.place_id)
    tended.change(
        state=ContractState.RUNNING.value,
        basis=Basis.VOTE.value,
        basis_words=draft.vote_number,
        starts_on=draft.starts_on,
        serves_since=tended.row.serves_since or tended.row.starts_on,
        ends_on=draft.ends_on,
        fees=draft.fees.strip() or tended.row.fees,
        indefinite_since=None,
        notice_by="",
        notice_on=None,
        notice_words="",
        notice_short=0,
        leaves_on=None,
        vote_number="",
        told=[],
    )
    tended.record("money.renew_contract", {"ends": str(draft.ends_on or "")})
    return tended.write()


@transaction.atomic
def give_notice(
    *, actor: Actor, contract_id: UUID, draft: NoticeDraft, version: int, at: datetime
) -> PropertyContract:
    """Keep a written notice. Owners' own is refused when too short; a company's is kept as it is.

    A company that leaves too early has broken the law, not our form: how many days were missing
    is kept and shown.
    """
    tended = contract_under_change(actor, contract_id, version, at)
    tended.require(Verb.SET_UP)
    _require_notice(tended, draft)
    terms = terms_of(tended.row)
    days = notice_days(tended.row, draft.side, on=draft.on)
    short = days_short(draft.side, draft.on, draft.leaves_on, days, terms)
    if short and draft.side is Side.OWNERS:
        first = earliest_end(draft.side, draft.on, days, terms)
        rule = tended.rule(notice_rule(draft.side, indefinite=terms.ends_on is None))
        words = _("A notice is given %(days)s days before. The first day possible is %(day)s.")
        raise Refused("notice_short", words % {"days": days, "day": first}, source=rule.source.zh)
    tended.change(
        state=ContractState.NOTICE_GIVEN.value,
        notice_by=draft.side.value,
        notice_on=draft.on,
        notice_words=draft.words.strip(),
        notice_short=short,
        leaves_on=draft.leaves_on,
        told=[],
    )
    tended.record("money.give_notice", {"by": draft.side.value, "short": short}, text=draft.words)
    return tended.write()


def contract_under_change(
    actor: Actor, contract_id: UUID, version: int | None, at: datetime
) -> Tended[PropertyContract]:
    """A contract taken under lock."""
    return Tended.on(PropertyContract, actor=actor, row_id=contract_id, version=version, at=at)


def _contract(
    actor: Actor, contract_id: UUID, place_id: UUID, draft: PropertyDraft, at: datetime
) -> PropertyContract:
    number = next_number(actor.sub_district_id, place_id, "HT", at=at)
    matter = open_matter(
        actor=actor,
        matter_id=contract_id,
        number=number,
        kind=MatterKind.CONTRACT,
        title=_("Property contract"),
        place_id=place_id,
        at=at,
    )
    return PropertyContract(
        id=contract_id,
        sub_district_id=actor.sub_district_id,
        number=number,
        matter=matter,
        place_id=place_id,
        organisation_id=draft.organisation_id,
        state=ContractState.RUNNING.value,
        basis=draft.basis.value,
        basis_words=draft.basis_words.strip(),
        words=draft.words.strip(),
        fees=draft.fees.strip(),
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        notice_days=draft.notice_days,
        made_by=actor.label,
        made_at=at,
    )


def _item(made: PropertyContract, order: int, item: ItemDraft) -> ServiceItem:
    return ServiceItem(
        sub_district_id=made.sub_district_id,
        contract=made,
        order=order,
        kind=item.kind.value,
        words=item.words.strip(),
        indicator=item.indicator.value if item.indicator else "",
        target_percent=item.target_percent,
    )


def _require_draft(actor: Actor, place_id: UUID, draft: PropertyDraft) -> None:
    company = people.organisation(actor.sub_district_id, draft.organisation_id)
    if company is None or company.kind != OrganisationKind.PROPERTY_SERVICE_PROVIDER:
        raise Refused("no_company", _("Choose a property company of the sub-district."))
    if not draft.basis_words.strip():
        raise Refused(
            "no_basis", _("Name the owners' vote, or the paper of the office, that it rests on.")
        )
    if draft.basis is Basis.VOTE:
        _require_vote(actor, place_id, draft.basis_words)
    if not draft.words.strip() or not draft.fees.strip():
        raise Refused("no_words", _("Say what the company does and what owners pay."))
    if draft.ends_on is not None and draft.ends_on < draft.starts_on:
        raise Refused("term", _("A term ends after it begins."))
    if not draft.items or not all(one.words.strip() for one in draft.items):
        raise Refused("no_items", _("Say in at least one line what the company owes."))


def _require_vote(actor: Actor, place_id: UUID, number: str) -> None:
    carried = {one.number for one in owners_votes(actor.sub_district_id, [place_id])}
    if number not in carried:
        raise Refused(
            "no_vote", _("Choose a vote of this compound's owners that carried; there is no other.")
        )


def _require_next_term(row: PropertyContract, draft: RenewalDraft) -> None:
    first = max(renews_from(terms_of(row)), row.indefinite_since or row.starts_on)
    if draft.starts_on < first:
        words = _("A new term does not begin within the old one: from %(day)s on.")
        raise Refused("overlap", words % {"day": first})
    if draft.ends_on is not None and draft.ends_on < draft.starts_on:
        raise Refused("term", _("A term ends after it begins."))


def _require_only_one(actor: Actor, place_id: UUID) -> None:
    rows = PropertyContract.objects.filter(
        sub_district_id=actor.sub_district_id,
        place_id=place_id,
        state=ContractState.RUNNING.value,
    )
    if rows.exists():
        raise Refused(
            "serves_already",
            _("A contract runs at this place. Enter its notice first, then the next one."),
        )


def _require_not_left(tended: Tended[PropertyContract]) -> None:
    if tended.row.state == ContractState.TAKEN_OVER:
        raise Refused("wrong_state", _("This cannot be done at this point."))


def _require_notice(tended: Tended[PropertyContract], draft: NoticeDraft) -> None:
    if tended.row.state != ContractState.RUNNING:
        raise Refused("wrong_state", _("This cannot be done at this point."))
    if not draft.words.strip():
        raise Refused("no_words", _("Say on which vote or letter the notice rests."))
    if draft.on > tended.today:
        raise Refused("day_ahead", _("It is entered on the day it happens, or after."))
    if draft.leaves_on < draft.on:
        raise Refused("term", _("The contract ends on the day of the notice or after."))
