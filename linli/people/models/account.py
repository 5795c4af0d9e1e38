"""Accounts hold sign-in only; what belongs to a place is a tenant row beside them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from linli.tenancy.dated import Dated
from linli.tenancy.fields import SealedTextField
from linli.tenancy.models import TenantFK, TenantModel, new_id


class AccountManager(BaseUserManager["Account"]):
    """Looks accounts up by user name; accounts are opened by actions."""

    def get_by_natural_key(self, username: str | None) -> Account:
        """The account of a user name; names are kept in small letters."""
        return self.get(username=(username or "").lower())


class Account(AbstractBaseUser):
    """A sign-in. It belongs to no sub-district and says nothing about a person's life."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(max_length=60, unique=True)
    email = models.EmailField(blank=True)
    phone = SealedTextField(blank=True, default="")
    """For one-time codes only; `phone_mark` finds the account of a number typed at sign-in."""
    phone_mark = models.CharField(max_length=64, blank=True)
    phone_verified = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    is_staff_account = models.BooleanField(default=False)
    """Signs in with a second factor; set when the account first gets a post or a grant."""
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    is_staff = False
    is_superuser = False

    objects = AccountManager()

    class Meta:
        indexes = [models.Index(fields=["email"], name="account_email")]
        constraints = [
            models.CheckConstraint(
                condition=Q(username=Lower("username")), name="account_username_small_letters"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(is_active=False), name="account_closed_is_locked"
            ),
            models.UniqueConstraint(
                fields=["phone_mark"], condition=~Q(phone_mark=""), name="account_phone_once"
            ),
        ]

    def __str__(self) -> str:
        return self.username


class Profile(TenantModel):
    """What a person lets one sub-district know: the name to be called by and how to be reached."""

    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, db_constraint=False, related_name="profiles"
    )
    name = models.CharField(max_length=40)
    phone = SealedTextField(blank=True, default="")
    large_type = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "account"], name="profile_once"),
        ]

    def __str__(self) -> str:
        return self.name


class AdministratorGrant(Dated):
    """An account manages accounts and settings here for a time; it holds no civic post."""

    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, db_constraint=False, related_name="grants"
    )

    class Meta:
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["sub_district", "account", "valid_from"], name="grant_once"
            ),
        ]

    def __str__(self) -> str:
        return f"administrator {self.account_id}"


class ClaimState(models.TextChoices):
    """A claim waits for its posted code, holds, or is given up."""

    WAITING = "waiting"
    HELD = "held"
    GIVEN_UP = "given_up"


class DwellingClaim(TenantModel):
    """A resident says: I live here; a posted code or the counter bears it out."""

    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, db_constraint=False, related_name="claims"
    )
    dwelling = TenantFK("places.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=10, choices=ClaimState.choices)
    code_hash = models.CharField(max_length=128, blank=True)
    code_until = models.DateTimeField(null=True)
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    held_from = models.DateField(null=True)
    held_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "account", "dwelling"],
                condition=~Q(state="given_up"),
                name="claim_one_open",
            ),
        ]
        indexes = [
            models.Index(
                fields=["sub_district", "id"],
                condition=Q(state="waiting"),
                name="claim_waiting",
            ),
        ]

    def __str__(self) -> str:
        return self.state
