"""What people type at the pages of this room; forms check shape, actions the rest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.people.queries import organisation_title, post_title
from linli.people.rules import OrganisationKind
from linli.ui.forms import DayField, PlainForm


def _username() -> forms.CharField:
    return forms.CharField(
        label=_("User name"),
        help_text=_("Exactly as the person signs in; there is no list to choose from."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )


def _called() -> forms.CharField:
    return forms.CharField(
        label=_("Name in this post"),
        help_text=_("As residents know the person, for example Ms Wang."),
        max_length=40,
    )


def _duty_phone() -> forms.CharField:
    return forms.CharField(
        label=_("Duty telephone"),
        help_text=_("A telephone of the office, never a private one: everybody sees it."),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel"}),
    )


class ProfileForm(PlainForm):
    """What the office may call somebody and how it reaches them."""

    name = forms.CharField(label=_("Called"), max_length=40)
    phone = forms.CharField(
        label=_("Telephone"),
        help_text=_("Only to answer you. Staff who open your matter see it, and you see who did."),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    large_type = forms.BooleanField(label=_("Show me large type"), required=False)


class CodeForm(PlainForm):
    """The code of a letter."""

    code = forms.CharField(
        label=_("Code from the letter"),
        help_text=_("Eight letters and digits; spaces do not matter."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "on"}),
    )


class WordForm(PlainForm):
    """Typing a name again, before what cannot be undone."""

    word = forms.CharField(
        label=_("Type the user name to confirm"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, word: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expected = word

    def clean_word(self) -> str:
        """Refuse any other name."""
        typed: str = self.cleaned_data["word"].strip().lower()
        if typed != self.expected:
            raise forms.ValidationError(_("This is another name."))
        return typed


class AppointForm(PlainForm):
    """Who holds a post, from when to when."""

    username = _username()
    name = _called()
    valid_from = DayField(label=_("First day"), initial=timezone.localdate)
    valid_to = DayField(label=_("Last day"), required=False)


class DeputyForm(PlainForm):
    """Who stands in, why, and for how long."""

    username = _username()
    name = _called()
    reason = forms.CharField(
        label=pgettext_lazy("a reason", "Why"), help_text=_("Such as leave."), max_length=100
    )
    valid_from = DayField(label=_("First day"), initial=timezone.localdate)
    valid_to = DayField(label=_("Last day"))


class LastDayForm(PlainForm):
    """When something ends."""

    last_day = DayField(
        label=_("Last day"),
        help_text=_("The day after, nobody can act in this post any more."),
        initial=timezone.localdate,
    )


class PostForm(PlainForm):
    """What a post is called and whether the public sees it."""

    name = forms.CharField(
        label=_("Own name"),
        help_text=_("Only where the title does not say it, for example Repair team 2."),
        max_length=40,
        required=False,
    )
    duty_phone = _duty_phone()
    public = forms.BooleanField(
        label=_("Shown on the page that says who serves an address"), required=False, initial=True
    )


class NewPostForm(PostForm):
    """A post at a place."""

    kind = forms.ChoiceField(label=_("Post"), widget=forms.Select)
    organisation = forms.ChoiceField(label=_("Organisation"), required=False, widget=forms.Select)
    valid_from = DayField(label=_("First day"), initial=timezone.localdate)
    field_order = ("kind", "organisation", "name", "duty_phone", "valid_from", "public")

    def __init__(
        self,
        *args: Any,
        kinds: Iterable[str],
        bodies: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = {
            "kind": [(kind, post_title(kind)) for kind in kinds],
            "organisation": [("", _("none")), *bodies],
        }
        for name, pairs in choices.items():
            self.fields[name].choices = pairs  # type: ignore[attr-defined]


class OpenAccountForm(PlainForm):
    """A new member of staff."""

    username = forms.CharField(
        label=_("User name"),
        help_text=_("To sign in with: letters, digits or Chinese."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    name = forms.CharField(label=_("Called"), max_length=40)
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("With one, the link to set a password is sent there as well."),
        required=False,
    )


class OrganisationForm(PlainForm):
    """A body's name and duty telephone."""

    name = forms.CharField(label=_("Name of the organisation"), max_length=80)
    duty_phone = _duty_phone()
    credit_code = forms.CharField(
        label=_("Unified social credit code"), max_length=30, required=False
    )


class NewOrganisationForm(OrganisationForm):
    """A body at a place."""

    kind = forms.ChoiceField(label=_("Kind"), widget=forms.Select)
    valid_from = DayField(label=_("First day"), initial=timezone.localdate)
    field_order = ("kind", "name", "duty_phone", "credit_code", "valid_from")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titled = [(kind.value, organisation_title(kind)) for kind in OrganisationKind]
        self.fields["kind"].choices = titled  # type: ignore[attr-defined]
