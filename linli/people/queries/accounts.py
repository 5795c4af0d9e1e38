"""Accounts, their profiles, grants and claims."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.crypto import salted_hmac

from linli.people.models import Account, AdministratorGrant, Deputy, Holding, Profile
from linli.places.rules import Span
from linli.tenancy.dated import in_force, not_over

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
    found = _staff(sub_district_id, on).filter(username__gt=after)
    if containing:
        named = Holding.objects.filter(
            name__contains=containing, sub_district_id=sub_district_id, account=OuterRef("pk")
        )
        found = found.filter(Q(username__contains=containing.lower()) | Exists(named))
    return _seen(sub_district_id, found.order_by("username")[:limit])


def staff_account(sub_district_id: UUID, account_id: UUID, *, on: date) -> StaffAccount | None:
    """One account of the list above."""
    return next(
        iter(_seen(sub_district_id, _staff(sub_district_id, on).filter(id=account_id))), None
    )


def works_elsewhere(sub_district_id: UUID, account_id: UUID, *, on: date) -> bool:
    """Whether an account holds, or will hold, a post or a grant in another sub-district."""
    return any(
        model._default_manager.filter(not_over(on), account_id=account_id)
        .exclude(sub_district_id=sub_district_id)
        .exists()
        for model in (Holding, Deputy, AdministratorGrant)
    )


def _staff(sub_district_id: UUID, on: date) -> QuerySet[Account]:
    """Accounts with a post or grant here, and those that an administrator just opened."""
    mine = {"sub_district_id": sub_district_id, "account": OuterRef("pk")}
    factors = Authenticator.objects.filter(
        user=OuterRef("pk"), type__in=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    )
    found = Account.objects.filter(
        Exists(Holding.objects.filter(**mine))
        | Exists(Deputy.objects.filter(**mine))
        | Exists(AdministratorGrant.objects.filter(**mine))
        | Exists(Profile.objects.filter(**mine)),
        is_staff_account=True,
    )
    return found.annotate(
        factor=Exists(factors),
        grant=Exists(AdministratorGrant.objects.filter(in_force(on), **mine)),
    )


def _seen(sub_district_id: UUID, found: QuerySet[Account]) -> list[StaffAccount]:
    rows: list[Any] = list(found)
    names = names_of(sub_district_id, [row.pk for row in rows])
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


def names_of(sub_district_id: UUID, account_ids: Iterable[UUID]) -> dict[UUID, str]:
    """What each of these accounts wants to be called."""
    found = Profile.objects.filter(
        sub_district_id=sub_district_id, account_id__in=list(account_ids)
    )
    return dict(found.values_list("account_id", "name"))
