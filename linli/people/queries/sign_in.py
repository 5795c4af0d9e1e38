"""How an account signs in: its factors and the devices where it is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.usersessions.models import UserSession

from linli.people.models import Account

_DEVICES = (
    ("MicroMessenger", "WeChat"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class Factors:
    """What proves the owner besides the password."""

    passkeys: int = 0
    app: bool = False
    recovery_codes: int = 0

    @property
    def any(self) -> bool:
        """Whether there is a second proof at all."""
        return bool(self.passkeys or self.app)


@dataclass(frozen=True, slots=True)
class Device:
    """One place where an account is signed in."""

    session_id: int
    name: str
    ip: str
    since: datetime
    here: bool


def factors_of(account_id: UUID) -> Factors:
    """The factors of an account; one query."""
    found = list(Authenticator.objects.filter(user_id=account_id))
    kinds = [row.type for row in found]
    codes = next((row for row in found if row.type == Authenticator.Type.RECOVERY_CODES), None)
    return Factors(
        passkeys=kinds.count(Authenticator.Type.WEBAUTHN),
        app=Authenticator.Type.TOTP in kinds,
        recovery_codes=len(RecoveryCodes(codes).get_unused_codes()) if codes else 0,
    )


def devices_of(account_id: UUID, *, session_key: str | None) -> list[Device]:
    """Where an account is signed in, this device first."""
    found = [
        Device(
            session_id=row.pk,
            name=device_name(row.user_agent),
            ip=row.ip,
            since=row.created_at,
            here=row.session_key == session_key,
        )
        for row in UserSession.objects.filter(user_id=account_id).order_by("-created_at")
        if row.exists()
    ]
    return sorted(found, key=lambda device: not device.here)


def device_name(user_agent: str) -> str:
    """What a browser says it runs on, in a word; empty when it says nothing known."""
    return next((name for mark, name in _DEVICES if mark in user_agent), "")


def set_password_key(account: Account) -> str:
    """What the link to a new password ends in; it works once and for three days."""
    return f"{user_pk_to_url_str(account)}-{default_token_generator.make_token(account)}"
