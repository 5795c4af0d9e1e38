"""The rows of this room that are about an account, for its owner to take away."""

from __future__ import annotations

from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from linli.kernel.own_data import OwnRows
from linli.people.models import (
    Account,
    AdministratorGrant,
    BodyAlternate,
    BodySeat,
    CounterLook,
    DataRequest,
    Deputy,
    DwellingClaim,
    Handover,
    Holding,
    Profile,
    SeatDeclaration,
)
from linli.tenancy.rows import own_rows

_TERM = ("valid_from", "valid_to")


def own_rows_of(sub_district_id: UUID, account_id: UUID) -> list[OwnRows]:
    """Sign-in, profile, dwellings, posts, seats, requests about own data."""
    return [*_sign_in(account_id), *_here(sub_district_id, account_id)]


def _sign_in(account_id: UUID) -> list[OwnRows]:
    mine = {"user_id": account_id}
    return [
        own_rows(
            Account.objects.filter(pk=account_id),
            *("username", "email", "phone", "phone_verified", "last_login"),
            *("is_staff_account", "opened_at"),
        ),
        own_rows(EmailAddress.objects.filter(**mine), "user", "email", "verified", "primary"),
        own_rows(
            Authenticator.objects.filter(**mine), "user", "type", "created_at", "last_used_at"
        ),
        own_rows(
            UserSession.objects.filter(**mine),
            *("user", "ip", "user_agent", "created_at", "last_seen_at", "data"),
        ),
        own_rows(
            SocialAccount.objects.filter(**mine),
            *("user", "provider", "uid", "last_login", "date_joined", "extra_data"),
        ),
    ]


def _here(sub_district_id: UUID, account_id: UUID) -> list[OwnRows]:
    here = {"sub_district_id": sub_district_id}
    mine = here | {"account_id": account_id}
    handed = Handover.objects.filter(**here)
    return [
        own_rows(Profile.objects.filter(**mine), "account", "name", "phone", "large_type"),
        own_rows(AdministratorGrant.objects.filter(**mine), "account", *_TERM),
        own_rows(
            DwellingClaim.objects.filter(**mine),
            *("account", "dwelling", "state", "asked_at", "held_from", "held_to"),
        ),
        own_rows(Holding.objects.filter(**mine), "account", "post", "name", *_TERM),
        own_rows(Deputy.objects.filter(**mine), "account", "post", "name", "reason", *_TERM),
        own_rows(
            BodySeat.objects.filter(**mine),
            *("account", "term", "name", "office", "ended", "end_basis", *_TERM),
        ),
        own_rows(
            BodyAlternate.objects.filter(**mine),
            *("account", "term", "name", "passed_on", "passed_why"),
        ),
        own_rows(
            SeatDeclaration.objects.filter(**here, seat__account_id=account_id),
            *("seat", "party_member", "sex", "age_band", "on_paper", "declared_at"),
        ),
        own_rows(
            handed.filter(given_account_id=account_id), "given_account", "given_by", "given_at"
        ),
        own_rows(
            handed.filter(taken_account_id=account_id), "taken_account", "taken_by", "taken_at"
        ),
        own_rows(
            DataRequest.objects.filter(**mine),
            *(
                "account",
                "number",
                "right",
                "about",
                "access_id",
                "words",
                "state",
                "made_at",
                "due_at",
            ),
            *("made_with", "outcome", "answer", "answered_by", "answered_at"),
        ),
        own_rows(CounterLook.objects.filter(**mine), "account", "made_at", "opened_at"),
    ]
