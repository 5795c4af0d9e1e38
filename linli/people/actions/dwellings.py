"""Dwellings that residents claim, and what bears a claim out: a posted code or the counter."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, Refused
from linli.people.actions.rights import require_counter, require_signed_in
from linli.people.models import DwellingClaim
from linli.people.models.account import ClaimState
from linli.people.rules import CODE_LASTS, CodeFault, code_fault, code_from, plain_code
from linli.places import queries as places
from linli.places.rules import PlaceKind
from linli.records import actions as records
from linli.tenancy.rows import locked

WAITING_AT_MOST = 3
_RANDOM_BYTES = 64


class PostedCode(NamedTuple):
    """A code as it is printed once; the table keeps a hash of it."""

    claim: DwellingClaim
    code: str


@transaction.atomic
def claim_dwelling(*, actor: Actor, dwelling_id: UUID, at: datetime) -> DwellingClaim:
    """Say that one lives in a dwelling; nothing follows from it until it is borne out."""
    account_id = require_signed_in(actor)
    place = places.place(actor.sub_district_id, dwelling_id)
    if place is None or place.kind != PlaceKind.DWELLING:
        raise Missing("no_dwelling", _("There is no such dwelling."))
    mine = DwellingClaim.objects.select_for_update().filter(
        sub_district_id=actor.sub_district_id, account_id=account_id
    )
    open_claims = list(mine.exclude(state=ClaimState.GIVEN_UP))
    if any(claim.dwelling_id == dwelling_id for claim in open_claims):
        raise Refused("claimed_already", _("You have claimed this dwelling already."))
    if sum(claim.state == ClaimState.WAITING for claim in open_claims) >= WAITING_AT_MOST:
        raise Refused(
            "too_many_claims", _("Three of your claims are waiting. Confirm or give up one first.")
        )
    claim = DwellingClaim.objects.create(
        sub_district_id=actor.sub_district_id,
        account_id=account_id,
        dwelling_id=dwelling_id,
        state=ClaimState.WAITING,
        asked_at=at,
    )
    _record(actor, "people.claim", claim, at)
    return claim


def _locked(actor: Actor, claim_id: UUID) -> DwellingClaim:
    return locked(
        DwellingClaim,
        actor.sub_district_id,
        claim_id,
        missing=Missing("no_claim", _("There is no such claim.")),
    )


def _locked_own(actor: Actor, claim_id: UUID) -> DwellingClaim:
    account_id = require_signed_in(actor)
    claim = _locked(actor, claim_id)
    if claim.account_id != account_id:
        raise Missing("no_claim", _("There is no such claim."))
    return claim


def _require_waiting(claim: DwellingClaim) -> None:
    if claim.state != ClaimState.WAITING:
        raise Refused("not_waiting", _("This claim is settled already."))


@transaction.atomic
def post_code(*, actor: Actor, claim_id: UUID, at: datetime) -> PostedCode:
    """Make a new code for a letter to the dwelling; an older letter's code stops working."""
    claim = _locked(actor, claim_id)
    require_counter(actor, claim.dwelling_id, on=timezone.localdate(at))
    _require_waiting(claim)
    code = code_from(secrets.token_bytes(_RANDOM_BYTES))
    claim.code_hash = _hash(claim.id, code)
    claim.code_until, claim.wrong_codes = at + CODE_LASTS, 0
    claim.save(update_fields=["code_hash", "code_until", "wrong_codes"])
    _record(actor, "people.post_code", claim, at)
    records.log_access(
        actor=actor,
        subject_kind="people.account",
        subject_id=claim.account_id,
        what=_("name and dwelling"),
        why=_("to post the code of a claim"),
        at=at,
    )
    return PostedCode(claim, code)


def _hash(claim_id: UUID, code: str) -> str:
    """Bind a code to its claim with the server's key; the table alone does not give it away."""
    return salted_hmac("people.claim", f"{claim_id}:{code}", algorithm="sha256").hexdigest()


def confirm_claim(*, actor: Actor, claim_id: UUID, code: str, at: datetime) -> DwellingClaim:
    """Confirm an own claim with the posted code; wrong ones are counted and end its use."""
    claim, fault = _try_code(actor=actor, claim_id=claim_id, code=code, at=at)
    if fault is None:
        return claim
    raise Refused(fault, _CODE_FAULTS[fault]())


_CODE_FAULTS = {
    "wrong_code": lambda: _("This is not the code in the letter. Please look again."),
    CodeFault.NOT_POSTED: lambda: _("No letter is on its way yet. Ask at the counter."),
    CodeFault.TOO_LATE: lambda: _("This code has run out. Ask at the counter for a new letter."),
    CodeFault.TOO_MANY: lambda: _("Too many wrong codes. Ask at the counter for a new letter."),
}


@transaction.atomic
def _try_code(
    *, actor: Actor, claim_id: UUID, code: str, at: datetime
) -> tuple[DwellingClaim, str | None]:
    """Try a code; a wrong one must be counted, so nothing is raised in here."""
    claim = _locked_own(actor, claim_id)
    _require_waiting(claim)
    fault = code_fault(
        posted=bool(claim.code_hash), until=claim.code_until, wrong=claim.wrong_codes, at=at
    )
    if fault is not None:
        return claim, fault
    if not constant_time_compare(claim.code_hash, _hash(claim.id, plain_code(code))):
        claim.wrong_codes += 1
        claim.save(update_fields=["wrong_codes"])
        return claim, "wrong_code"
    _hold(claim, at)
    _record(actor, "people.confirm_claim", claim, at)
    return claim, None


@transaction.atomic
def confirm_at_counter(*, actor: Actor, claim_id: UUID, at: datetime) -> DwellingClaim:
    """Bear out a claim whose owner stands at the counter with papers; no paper is kept."""
    claim = _locked(actor, claim_id)
    require_counter(actor, claim.dwelling_id, on=timezone.localdate(at))
    if claim.account_id == actor.account_id:
        raise Refused("own_claim", _("Somebody else at the counter confirms your own claim."))
    _require_waiting(claim)
    _hold(claim, at)
    _record(actor, "people.confirm_at_counter", claim, at)
    records.log_access(
        actor=actor,
        subject_kind="people.account",
        subject_id=claim.account_id,
        what=_("name and dwelling"),
        why=_("to confirm a claim at the counter"),
        at=at,
    )
    return claim


def _hold(claim: DwellingClaim, at: datetime) -> None:
    claim.state, claim.held_from = ClaimState.HELD, timezone.localdate(at)
    claim.code_hash, claim.code_until = "", None
    claim.save(update_fields=["state", "held_from", "code_hash", "code_until"])


@transaction.atomic
def give_up_dwelling(*, actor: Actor, claim_id: UUID, at: datetime) -> DwellingClaim:
    """Give up a dwelling on moving out, or a claim not yet borne out."""
    claim = _locked_own(actor, claim_id)
    if claim.state == ClaimState.GIVEN_UP:
        raise Refused("not_waiting", _("This claim is settled already."))
    claim.state, claim.held_to = ClaimState.GIVEN_UP, timezone.localdate(at)
    claim.code_hash, claim.code_until = "", None
    claim.save(update_fields=["state", "held_to", "code_hash", "code_until"])
    _record(actor, "people.give_up", claim, at)
    return claim


def _record(actor: Actor, did: str, claim: DwellingClaim, at: datetime) -> None:
    records.record(actor=actor, did=did, on_kind="people.dwelling_claim", on_id=claim.id, at=at)
