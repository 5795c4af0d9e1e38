"""What people type about their own data; actions check the rest."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.people.rules import ABOUT_LENGTH, WORDS_LENGTH, Right
from linli.ui.forms import PlainForm
from linli.ui.pages import as_uuid

_RIGHTS = [
    (Right.ASK.value, _("A question")),
    (Right.CORRECT.value, _("Something is wrong and is to be put right")),
    (Right.ERASE.value, _("Something is to be erased")),
    (Right.OBJECT.value, _("I do not agree that it is used")),
    (Right.COMPLAIN.value, _("A complaint")),
]


class AskForm(PlainForm):
    """What somebody wants done about the own data."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput, required=False)
    entry = forms.CharField(max_length=40, widget=forms.HiddenInput, required=False)
    right = forms.ChoiceField(label=_("What it is"), choices=_RIGHTS, widget=forms.RadioSelect)
    about = forms.CharField(
        label=_("What it is about"),
        max_length=ABOUT_LENGTH,
        required=False,
        help_text=_("For example: telephone, address, a request by its number."),
    )
    words = forms.CharField(
        label=_("In your words"),
        max_length=WORDS_LENGTH,
        help_text=_("Only the information protection officer reads it."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    order: ClassVar[tuple[str, ...]] = ("right", "about", "words")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = str(uuid4())

    @property
    def sent_key(self) -> str:
        """The key that the page was made with."""
        return str(self.cleaned_data.get("key") or uuid4())

    def clean_entry(self) -> UUID | None:
        """The reading that is asked about."""
        return as_uuid(self.cleaned_data["entry"])


class CounterCodeForm(PlainForm):
    """The code that the person at the counter reads out."""

    code = forms.CharField(
        label=pgettext_lazy("at the counter", "Code"),
        help_text=_("The person reads it from the own phone; eight letters and digits."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class CounterNameForm(PlainForm):
    """The user name of the person at the counter."""

    username = forms.CharField(
        label=_("User name"),
        help_text=_("Exactly as the person signs in. The code goes to the own phone or e-mail."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
