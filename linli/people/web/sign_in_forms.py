"""Forms of the sign-in pages: allauth's, with our words and fields."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm, RequestLoginCodeForm, SignupForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from allauth.socialaccount.forms import SignupForm as PortalForm
from django import forms
from django.utils.translation import gettext_lazy as _

from linli.kernel.errors import Refused
from linli.people.actions.accounts import tidy_name, tidy_phone


class PhoneField(forms.CharField):
    """A telephone number as people type it, kept as digits."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Mobile number"))
        widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"})
        super().__init__(**{"widget": widget, **kwargs})

    def clean(self, value: Any) -> str:
        """Refuse what is no number."""
        typed: str = super().clean(value)
        try:
            return tidy_phone(typed)
        except Refused as error:
            raise forms.ValidationError(error.message, code=error.code) from error


def _bare(form: forms.Form) -> None:
    """Take the placeholders off: every field has a label."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm):
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _bare(self)
        login = self.fields["login"]
        login.label = _("User name, mobile number or e-mail")
        login.widget.attrs["autocomplete"] = "username"
        self.fields["password"].help_text = ""

    def user_credentials(self) -> dict[str, Any]:
        """Read a telephone number however it is typed."""
        given: dict[str, Any] = super().user_credentials()
        if "phone" in given:
            given["phone"] = tidy_phone(given["phone"])
        return given


def _name_field() -> forms.CharField:
    return forms.CharField(
        label=_("What shall we call you?"),
        help_text=_("For example Ms Wang. It need not be your full name."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )


class _NamedForm:
    """A form that asks what to call somebody."""

    cleaned_data: dict[str, Any]

    def clean_name(self) -> str:
        """Refuse a name that cannot be kept."""
        try:
            return tidy_name(self.cleaned_data["name"])
        except Refused as error:
            raise forms.ValidationError(error.message, code=error.code) from error


class SignUpForm(_NamedForm, SignupForm):
    """What an account needs, and no more."""

    name = _name_field()
    field_order = ("name", "username", "password1", "email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A number is added later, once a code has shown that it is the resident's own.
        del self.fields["phone"]
        _bare(self)
        self.fields["username"].label = _("User name")
        self.fields["username"].help_text = _("To sign in with: letters, digits or Chinese.")
        self.fields["email"].label = _("E-mail")
        self.fields["email"].help_text = _("To get one-time codes and a forgotten password.")
        if "password1" in self.fields:
            self.fields["password1"].help_text = _("At least 8 characters, not only digits.")


class PortalSignUpForm(_NamedForm, PortalForm):
    """What an account needs whose owner signs in through a portal."""

    name = _name_field()
    field_order = ("name",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("phone", "email", "username"):
            self.fields.pop(name, None)
        _bare(self)


class AskForCodeForm(RequestLoginCodeForm):
    """Where a one-time code is sent."""

    field_order = ("phone", "email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(self.field_order)
        _bare(self)
        self.fields["email"].label = _("or e-mail")

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        cleaned: dict[str, Any] = super().clean()  # type: ignore[no-untyped-call]
        if not self.errors and not (cleaned.get("phone") or cleaned.get("email")):
            self.add_error("phone", _("Give a mobile number or an e-mail address."))
        return cleaned


class AddPasskeyForm(AddWebAuthnForm):
    """What the device is called, and whether it signs in alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].help_text = _("The device then asks for its own PIN or finger.")
