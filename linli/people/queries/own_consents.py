"""What an account agreed to here and may take back, and what of it may be erased."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.kernel.own_data import Consent, Erasable
from linli.people.models import (
    AdministratorGrant,
    BodySeat,
    DataRequest,
    DwellingClaim,
    Holding,
    SeatDeclaration,
)
from linli.people.models.account import ClaimState
from linli.people.queries.accounts import profile_of
from linli.people.queries.dwellings import claims_of
from linli.people.rules.data_requests import RequestState

PHONE = "people.phone"
DECLARED = "people.declared"
DWELLING = "people.dwelling"
OLD_CLAIMS = "people.old_claims"
REQUESTS = "people.requests"


def consents_of(sub_district_id: UUID, account_id: UUID, *, on: date) -> list[Consent]:
    """The telephone in the profile, dwellings, facts declared for sums."""
    profile = profile_of(sub_district_id, account_id)
    said = SeatDeclaration.objects.filter(
        sub_district_id=sub_district_id, seat__account_id=account_id
    )
    found = [
        Consent(
            DWELLING,
            claim.claim_id,
            _("That your account knows your dwelling: %(address)s") % {"address": claim.address},
            _("You are told no more of your building, and no longer vote for it here."),
            claim.asked_at.date(),
        )
        for claim in claims_of(sub_district_id, account_id, on=on)
    ]
    found += [
        Consent(
            DECLARED,
            one.id,
            _("What you declared about yourself for sums over office holders"),
            _("It is destroyed; the next sums are made without it."),
            timezone.localdate(one.declared_at),
        )
        for one in said.order_by("id")
    ]
    if profile is not None and profile.phone:
        found.append(
            Consent(
                PHONE,
                profile.id,
                _("That the office may call you on your telephone"),
                _("It is taken out of your profile; answers come to your inbox."),
            )
        )
    return found


def erasable_of(sub_district_id: UUID, account_id: UUID, *, on: date) -> list[Erasable]:
    """What of sign-in, dwellings, seats and requests goes at once, and what stays and why."""
    mine: dict[str, Any] = {"sub_district_id": sub_district_id, "account_id": account_id}
    claims = DwellingClaim.objects.filter(**mine, state=ClaimState.GIVEN_UP).count()
    done = DataRequest.objects.filter(**mine).exclude(state=RequestState.WAITING.value).count()
    posts = sum(
        model.objects.filter(**mine).aggregate(n=Count("id", filter=~Q(id=None)))["n"]
        for model in (Holding, BodySeat, AdministratorGrant)
    )
    why_posts = _("Who acted for the office or sat in a body in which term must be known later.")
    return [
        Erasable(_("Dwellings that you gave up"), claims, _("No longer needed."), key=OLD_CLAIMS),
        Erasable(
            _("What you asked about your data, with its answers"),
            done,
            _("Answered; only how many were asked stays."),
            key=REQUESTS,
        ),
        Erasable(_("Posts and seats that you hold or held"), posts, why_posts),
        Erasable(
            _("Your sign-in"),
            1,
            _("You need it to see your own matters. It goes when you close your account."),
        ),
    ]
