"""Accounts, their profiles, grants and claims."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from linli.people.models import Account, AdministratorGrant, Deputy, DwellingClaim, Holding, Profile
from linli.people.models.account import ClaimState
from linli.people.queries.reach import in_force
from linli.people.queries.titles import post_title
from linli.places.rules import Span

PAGE = 50


@dataclass(frozen=True, slots=True)
class StaffAccount:
    """An account that holds or held a post or a grant here, as its administrator sees it."""

    account_id: UUID
    username: str
    name: str
    is_active: bool
    closed: bool
    has_second_factor: bool
    administrator: bool
    last_login: datetime | None


def account(account_id: UUID | None) -> Account | None:
    """One account, closed ones included."""
    return Account.objects.filter(id=account_id).first() if account_id else None


def account_by_username(username: str) -> Account | None:
    """The open account of exactly this user name."""
    return Account.objects.filter(username=username.strip().lower(), closed_at=None).first()


def phone_mark(phone: str, *, key: str | bytes | None = None) -> str:
    """What a telephone number for sign-in is found by: a keyed hash, useless without the key."""
    return salted_hmac("people.phone", phone, secret=key, algorithm="sha256").hexdigest()


def account_by_phone(phone: str) -> Account | None:
    """The open account whose sign-in telephone this is, marks of older keys included."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    marks = [phone_mark(phone, key=key) for key in keys]
    return Account.objects.filter(phone_mark__in=marks, closed_at=None).first()


def profile_of(sub_district_id: UUID, account_id: UUID) -> Profile | None:
    """What an account lets this sub-district know."""
    return Profile.objects.filter(sub_district_id=sub_district_id, account_id=account_id).first()


def grants_of(sub_district_id: UUID, account_id: UUID) -> list[Span]:
    """The times in which an account is administrator here."""
    found = AdministratorGrant.objects.filter(
        sub_district_id=sub_district_id, account_id=account_id
    )
    return [Span(first, last) for first, last in found.values_list("valid_from", "valid_to")]


def administrators(sub_district_id: UUID, *, on: date) -> list[UUID]:
    """The open accounts that administer this sub-district on a day."""
    return list(
        AdministratorGrant.objects.filter(
            in_force(on), sub_district_id=sub_district_id, account__is_active=True
        ).values_list("account_id", flat=True)
    )


def has_second_factor(account_id: UUID) -> bool:
    """Whether an account has a passkey or an authenticator app."""
    return Authenticator.objects.filter(
        user_id=account_id, type__in=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    ).exists()


def staff_accounts(
    sub_district_id: UUID,
    *,
    on: date,
    containing: str = "",
    after: str = "",
    limit: int = PAGE,
) -> list[StaffAccount]:
    """Accounts with a post or grant here, by user name; residents are never in this list.

    `containing` looks in user names and in the names that holders are called by.
    """
    mine = {"sub_district_id": sub_district_id, "account": OuterRef("pk")}
    factors = Authenticator.objects.filter(
        user=OuterRef("pk"), type__in=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    )
    found = Account.objects.filter(
        Exists(Holding.objects.filter(**mine))
        | Exists(Deputy.objects.filter(**mine))
        | Exists(AdministratorGrant.objects.filter(**mine)),
        is_staff_account=True,
        username__gt=after,
    )
    if containing:
        named = Holding.objects.filter(name__contains=containing, **mine)
        found = found.filter(Q(username__contains=containing.lower()) | Exists(named))
    found = found.annotate(
        factor=Exists(factors),
        grant=Exists(AdministratorGrant.objects.filter(in_force(on), **mine)),
    )
    rows = list(found.order_by("username")[:limit])
    names = _names(sub_district_id, [row.pk for row in rows])
    return [
        StaffAccount(
            account_id=row.pk,
            username=row.username,
            name=names.get(row.pk, ""),
            is_active=row.is_active,
            closed=row.closed_at is not None,
            has_second_factor=row.factor,
            administrator=row.grant,
            last_login=row.last_login,
        )
        for row in rows
    ]


def _names(sub_district_id: UUID, account_ids: Iterable[UUID]) -> dict[UUID, str]:
    found = Profile.objects.filter(
        sub_district_id=sub_district_id, account_id__in=list(account_ids)
    )
    return dict(found.values_list("account_id", "name"))


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim of a dwelling as its owner or the counter sees it."""

    claim_id: UUID
    account_id: UUID
    name: str
    dwelling_id: UUID
    dwelling_name: str
    state: str
    posted: bool
    code_until: datetime | None
    wrong_codes: int
    asked_at: datetime
    held_from: date | None
    held_to: date | None


def claims_of(sub_district_id: UUID, account_id: UUID) -> list[Claim]:
    """The open claims of an account, newest first."""
    found = DwellingClaim.objects.filter(sub_district_id=sub_district_id, account_id=account_id)
    return _claims(sub_district_id, found.exclude(state=ClaimState.GIVEN_UP).order_by("-id"))


def claim(sub_district_id: UUID, claim_id: UUID) -> Claim | None:
    """One claim."""
    found = DwellingClaim.objects.filter(sub_district_id=sub_district_id, id=claim_id)
    return next(iter(_claims(sub_district_id, found)), None)


def claims_waiting(
    sub_district_id: UUID, *, after: UUID | None = None, limit: int = PAGE
) -> list[Claim]:
    """Claims that wait for the counter or for their posted code, oldest first."""
    found = DwellingClaim.objects.filter(
        sub_district_id=sub_district_id, state=ClaimState.WAITING
    ).order_by("id")
    if after:
        found = found.filter(id__gt=after)
    return _claims(sub_district_id, found[:limit])


def _claims(sub_district_id: UUID, found: Iterable[DwellingClaim]) -> list[Claim]:
    rows = list(found)
    names = _names(sub_district_id, {row.account_id for row in rows})
    return [
        Claim(
            claim_id=row.id,
            account_id=row.account_id,
            name=names.get(row.account_id, ""),
            dwelling_id=row.dwelling_id,
            dwelling_name=row.dwelling.name,
            state=row.state,
            posted=bool(row.code_hash),
            code_until=row.code_until,
            wrong_codes=row.wrong_codes,
            asked_at=row.asked_at,
            held_from=row.held_from,
            held_to=row.held_to,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class PersonalDatum:
    """One thing this room holds about an account: what, what for, how long, where to mend it."""

    what: str
    value: str
    purpose: str
    kept: str
    change_at: str


def personal_data_of(sub_district_id: UUID, account_id: UUID) -> list[PersonalDatum]:
    """What this room holds about an account, for the page that shows it to its owner."""
    found = account(account_id)
    if found is None:
        return []
    profile = profile_of(sub_district_id, account_id)
    return [
        datum
        for datum in (
            *_sign_in_data(found),
            *_profile_data(profile),
            *_dwelling_data(sub_district_id, account_id),
            *_post_data(sub_district_id, account_id),
        )
        if datum.value
    ]


def _sign_in_data(found: Account) -> list[PersonalDatum]:
    purpose, kept = _("to sign in"), _("until you close the account")
    return [
        PersonalDatum(_("User name"), found.username, purpose, kept, "people:my_account"),
        PersonalDatum(_("E-mail"), found.email, purpose, kept, "account_email"),
        PersonalDatum(_("Telephone for codes"), found.phone, purpose, kept, "account_change_phone"),
    ]


def _profile_data(profile: Profile | None) -> list[PersonalDatum]:
    if profile is None:
        return []
    kept = _("until you change it or close the account")
    return [
        PersonalDatum(_("Name"), profile.name, _("to call you by"), kept, "people:my_profile"),
        PersonalDatum(_("Telephone"), profile.phone, _("to answer you"), kept, "people:my_profile"),
    ]


def _dwelling_data(sub_district_id: UUID, account_id: UUID) -> list[PersonalDatum]:
    return [
        PersonalDatum(
            _("Dwelling"),
            claim.dwelling_name,
            _("to send what concerns your home, and for votes"),
            _("until you give it up on moving out"),
            "people:my_dwellings",
        )
        for claim in claims_of(sub_district_id, account_id)
    ]


def _post_data(sub_district_id: UUID, account_id: UUID) -> list[PersonalDatum]:
    held = Holding.objects.filter(
        sub_district_id=sub_district_id, account_id=account_id
    ).select_related("post", "post__place")
    return [
        PersonalDatum(
            _("Post"),
            f"{row.post.place.name} · {row.post.name or post_title(row.post.kind)}",
            _("to know who is responsible"),
            _("with the records of the post"),
            "",
        )
        for row in held.order_by("id")
    ]
