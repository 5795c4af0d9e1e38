"""Taking back what was agreed to, and having erased what the law lets go, by its owner alone."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from linli.kernel.actor import Actor
from linli.people.actions.data_requests import require_own_or_present
from linli.people.models import DataRequest, DwellingClaim, Profile, SeatDeclaration
from linli.people.models.account import ClaimState
from linli.people.queries.own_consents import DECLARED, DWELLING, OLD_CLAIMS, PHONE, REQUESTS
from linli.people.rules.data_requests import RequestState
from linli.records import actions as records


@transaction.atomic
def withdraw_consent(
    *, actor: Actor, account_id: UUID, key: str, record_id: UUID, at: datetime
) -> int:
    """Take back one thing that an account agreed to here; answer how many it was."""
    require_own_or_present(actor, account_id, at=at)
    one = {"sub_district_id": actor.sub_district_id, "id": record_id}
    gone = 0
    if key == PHONE:
        gone = Profile.objects.filter(**one, account_id=account_id).update(phone="")
    elif key == DECLARED:
        gone, _by_table = SeatDeclaration.objects.filter(
            **one, seat__account_id=account_id
        ).delete()
    elif key == DWELLING:
        open_claims = DwellingClaim.objects.exclude(state=ClaimState.GIVEN_UP)
        gone = open_claims.filter(**one, account_id=account_id).update(
            state=ClaimState.GIVEN_UP,
            held_to=timezone.localdate(at),
            code_hash="",
            code_until=None,
        )
    if gone:
        _record(actor, "people.withdraw_consent", account_id, {"key": key}, at)
    return gone


@transaction.atomic
def erase_own(*, actor: Actor, account_id: UUID, keys: Collection[str], at: datetime) -> int:
    """Erase what of these kinds an account may have erased; answer how much."""
    require_own_or_present(actor, account_id, at=at)
    mine = {"sub_district_id": actor.sub_district_id, "account_id": account_id}
    gone = 0
    if OLD_CLAIMS in keys:
        claims, _by_table = DwellingClaim.objects.filter(**mine, state=ClaimState.GIVEN_UP).delete()
        gone += claims
    if REQUESTS in keys:
        over = DataRequest.objects.filter(**mine).exclude(state=RequestState.WAITING.value)
        gone += over.update(account=None, words="", answer="", about="", access_id=None)
    if gone:
        _record(actor, "people.erase_own", account_id, {"count": gone}, at)
    return gone


def _record(
    actor: Actor, did: str, account_id: UUID, facts: dict[str, str | int], at: datetime
) -> None:
    records.record(
        actor=actor, did=did, on_kind="people.account", on_id=account_id, facts=facts, at=at
    )
