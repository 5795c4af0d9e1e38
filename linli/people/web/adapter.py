"""Where allauth meets Linli: messages leave through the outbox, accounts open by action."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as running
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from linli.kernel.actor import system_actor
from linli.kernel.errors import Refused
from linli.people import actions, queries
from linli.people.actions.accounts import tidy_username
from linli.people.web.sign_in_forms import PhoneField
from linli.tenancy.fields import seal, unseal
from linli.ui.access import Request

_NO_ADDRESS = "0.0.0.0"  # noqa: S104
_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in and sign-up by Linli's rules."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        **dict.fromkeys(
            (
                "username_password_mismatch",
                "email_password_mismatch",
                "phone_password_mismatch",
                "invalid_login",
            ),
            _("The name or the password is wrong. Look at both once more."),
        ),
        "account_inactive": _("An administrator has locked this account."),
        "username_taken": _("This user name is taken. Choose another."),
        "email_taken": _("Another account has this e-mail address."),
        "phone_taken": _("Another account signs in with this number."),
        "incorrect_code": _("This is not the code. Look once more."),
        "incorrect_password": _("The password is wrong."),
        "enter_current_password": _("Type the password that you have now."),
        "same_as_current": _("This is the one that you have now."),
        "rate_limited": _("That was too often. Please wait a few minutes."),
        "too_many_login_attempts": _("That was too often. Please wait a few minutes."),
    }

    def clean_username(self, username: str, shallow: bool = False) -> str:  # noqa: FBT001
        """Refuse a user name that cannot be kept or is taken."""
        try:
            tidy = tidy_username(username)
        except Refused as error:
            raise forms.ValidationError(error.message, code=error.code) from error
        name: str = super().clean_username(tidy, shallow=shallow)
        return name

    def save_user(
        self,
        request: HttpRequest,
        user: Any,
        form: Any,
        commit: bool = True,  # noqa: FBT001
    ) -> Any:
        """Open the account by the same action as everywhere."""
        given = form.cleaned_data
        try:
            return actions.sign_up_resident(
                actor=cast("Request", request).actor,
                username=given.get("username") or f"u-{get_random_string(12).lower()}",
                name=given["name"],
                password=given.get("password1"),
                email=given.get("email") or "",
                at=timezone.now(),
            )
        except Refused as error:
            raise forms.ValidationError(error.message, code=error.code) from error

    def get_client_ip(self, request: HttpRequest) -> str:
        """The caller's address; a server behind a socket without a proxy names none."""
        try:
            return str(super().get_client_ip(request))
        except PermissionDenied:
            return _NO_ADDRESS

    def set_password(self, user: Any, password: str) -> None:
        """Keep a password whose owner proved to be so, by the old one or by a link."""
        at, system = timezone.now(), system_actor(running.request.sub_district_id)
        try:
            actions.set_password(actor=system, account_id=user.pk, password=password, at=at)
        except Refused as error:
            raise forms.ValidationError(error.message, code=error.code) from error
        user.refresh_from_db()

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put a mail into the outbox."""
        request = running.request
        letter = self.render_mail(template_prefix, email, {"request": request, **context})
        actions.send_letter(
            actor=request.actor,
            channel="email",
            address=email,
            subject=str(letter.subject),
            body=str(letter.body),
            at=timezone.now(),
        )

    def phone_form_field(self, **kwargs: Any) -> PhoneField:
        """The field for a telephone number."""
        return PhoneField(**kwargs)

    def get_phone(self, user: Any) -> tuple[str, bool] | None:
        """The number for codes, once a code has shown that it is the owner's."""
        return (user.phone, True) if user.phone and user.phone_verified else None

    def set_phone(self, user: Any, phone: str, verified: bool) -> None:  # noqa: FBT001
        """Keep a number for codes."""
        actions.set_sign_in_phone(
            actor=running.request.actor,
            account_id=user.pk,
            phone=phone,
            verified=verified,
            at=timezone.now(),
        )
        user.refresh_from_db()

    def set_phone_verified(self, user: Any, phone: str) -> None:
        """Keep a number that a code has just confirmed."""
        if not (user.phone == phone and user.phone_verified):
            self.set_phone(user, phone, verified=True)

    def get_user_by_phone(self, phone: str) -> Any:
        """The account that signs in with this number."""
        return queries.account_by_phone(phone)

    def send_verification_code_sms(self, user: Any, phone: str, code: str, **_kwargs: Any) -> None:
        """Put a short message with the code into the outbox."""
        actions.send_code(
            actor=running.request.actor,
            account_id=user.pk,
            phone=phone,
            code=code,
            at=timezone.now(),
        )


class FactorAdapter(DefaultMFAAdapter):
    """Second factors: their secrets are sealed, and staff keep at least one."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This is not the code. Look once more."),
        "cannot_delete_authenticator": _(
            "Staff sign in with a second factor. Add another one before you take this off."
        ),
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret for the table."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret."""
        return unseal(encrypted_text)

    def get_totp_issuer(self) -> str:
        """What an authenticator app shows beside the account."""
        return "Linli 邻里"

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Refuse to take off the last factor of a staff account."""
        if not (settings.LINLI_STAFF_SECOND_FACTOR and authenticator.user.is_staff_account):
            return True
        mine = Authenticator.objects.filter(user=authenticator.user, type__in=_FACTORS)
        return authenticator.type not in _FACTORS or mine.exclude(pk=authenticator.pk).exists()


class PortalAdapter(DefaultSocialAccountAdapter):
    """Sign-in through a portal that the place trusts; what it knows is not taken over."""

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Ask every newcomer what to call them; nothing is copied behind their back."""
        return False

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Any:
        """Open the account by the same action as everywhere, without a password."""
        account = AccountAdapter(request).save_user(request, sociallogin.user, form)
        sociallogin.user = account
        sociallogin.save(request, connect=True)
        return account


def set_password_address(request: HttpRequest, account: Any) -> str:
    """The address that lets an account's owner set a password, once and for three days."""
    key = queries.set_password_key(account)
    return str(AccountAdapter(request).get_reset_password_from_key_url(key))
