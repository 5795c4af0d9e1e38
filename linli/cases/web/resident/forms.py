"""What residents type: each step of a request, following it, adding to it, rating it.

Forms check shape and length; what is lawful stands in the actions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from linli.cases.rules import CaseType, Outcome, Urgency
from linli.kernel.unseen import without_unseen
from linli.ui.screened import ScreenedForm

LONGEST_BODY = 10_000
LONGEST_PLACE = 120
LONGEST_WORDS = 1_000
MOST_PHOTOS = 4

_PHONE = re.compile(r"\+?[\d\s()（）-]{5,24}")
_POSITION = re.compile(r"(-?\d{1,10}),(-?\d{1,9})")
_MOST_LAT, _MOST_LNG = 90 * 10**7, 180 * 10**7


class WordsField(forms.CharField):
    """Text as people type it: signs that nobody can see are left out, emoji stay.

    The browser cuts nothing off: a paste that is too long stays whole, the page counts, and
    the server says how much is too much.
    """

    default_error_messages = {
        "max_length": _(
            "At most %(limit_value)d characters fit here, and these are %(show_value)d. Shorten it."
        )
    }

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Name the length for the counter instead of a silent cut."""
        attrs = super().widget_attrs(widget)
        longest = attrs.pop("maxlength", None)
        return {**attrs, "data-longest": longest} if longest else attrs

    def to_python(self, value: Any) -> str:
        """Tidy line ends and drop control characters before anything is checked."""
        text = str(value or "").replace("\r\n", "\n").replace("\r", "\n")
        return super().to_python(without_unseen(text, lines=True).replace("\0", "")) or ""


class ContactField(WordsField):
    """A telephone number or an e-mail address, or nothing."""

    def clean(self, value: Any) -> str:
        """Accept what looks like one of the two, so that an answer can arrive."""
        text: str = super().clean(value)
        if not text:
            return ""
        if "@" in text:
            try:
                validate_email(text)
            except forms.ValidationError as wrong:
                raise forms.ValidationError(_NOT_REACHABLE) from wrong
        elif not _PHONE.fullmatch(text):
            raise forms.ValidationError(_NOT_REACHABLE)
        return text


_NOT_REACHABLE = _(
    "This is neither a telephone number nor an e-mail address. Write one of them, or leave it empty."
)


class PositionField(forms.CharField):
    """A point as the scripts write it: longitude and latitude in whole 1e-7 degrees."""

    def clean(self, value: Any) -> tuple[int, int] | None:
        """Give latitude and longitude; what is no point on earth counts as none."""
        found = _POSITION.fullmatch(str(value or "").strip())
        if not found:
            return None
        lng, lat = int(found[1]), int(found[2])
        return (lat, lng) if abs(lat) <= _MOST_LAT and abs(lng) <= _MOST_LNG else None


class WhatForm(ScreenedForm):
    """Step 1: what it is about, and whether it can wait."""

    screened = ("what",)

    what = WordsField(
        label=_("What is the matter?"),
        help_text=_(
            "What is broken or wrong, since when, whom it affects. One sentence is enough."
        ),
        max_length=LONGEST_BODY,
        error_messages={
            "required": _("Say in a sentence what it is about."),
            "max_length": _(
                "At most %(limit_value)d characters fit here, and these are %(show_value)d. "
                "Shorten it, or send a file at the counter."
            ),
        },
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
    )
    urgency = forms.ChoiceField(
        label=_("Can it wait?"),
        required=False,
        choices=[
            (Urgency.ORDINARY.value, _("It can wait a day")),
            (Urgency.UTILITY.value, _("No water, power, gas or heating")),
            (Urgency.LIFE.value, _("Somebody is in danger")),
        ],
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of the three.")},
    )

    def clean_urgency(self) -> str:
        """Take silence for an ordinary matter."""
        return self.cleaned_data["urgency"] or Urgency.ORDINARY.value


class WhereForm(ScreenedForm):
    """Step 2: a place that is known, or words, or a point; photos are kept beside the form."""

    screened = ("place_text",)

    place_typed = WordsField(
        label=_("Compound, building or place"),
        help_text=_("Type a few characters and names appear. What people call it works too."),
        required=False,
        max_length=LONGEST_PLACE,
    )
    place = forms.UUIDField(
        label=_("Place"),
        required=False,
        error_messages={"invalid": _("This place is not known. Choose one from the list.")},
    )
    place_text = WordsField(
        label=_("Where exactly"),
        required=False,
        max_length=LONGEST_PLACE,
        error_messages={"max_length": _("At most %(limit_value)d characters fit here.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    position = PositionField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, known: bool = True, faults: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        self.faults = faults

    def clean(self) -> dict[str, Any]:
        """Ask for one of the three; what was typed into the search counts as words."""
        data = super().clean()
        for fault in self.faults:
            self.add_error(None, fault)
        if data.get("place") and not self.known:
            self.add_error("place_typed", _("This place is not known. Choose one from the list."))
        if not data.get("place") and not data.get("place_text"):
            data["place_text"] = data.get("place_typed", "")
        if self.errors or data.get("place") or data.get("place_text") or data.get("position"):
            return data
        self.add_error(
            "place_typed",
            _(
                "Choose a place, write where it is, or point on the map. "
                "If it is about no single place, write “whole sub-district”."
            ),
        )
        return data


class ContactForm(forms.Form):
    """Step 3: how to answer, all of it optional, and what the sender allows."""

    name = WordsField(
        label=_("What may we call you?"),
        required=False,
        max_length=40,
        error_messages={"max_length": _("At most %(limit_value)d characters fit here.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    contact = ContactField(
        label=_("Telephone or e-mail"),
        help_text=_("Only to answer you. Each time somebody reads it, you can see who did."),
        required=False,
        max_length=80,
        error_messages={"max_length": _("At most %(limit_value)d characters fit here.")},
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "text"}),
    )
    type = forms.ChoiceField(
        label=_("What kind is it?"),
        required=False,
        choices=[
            (CaseType.REPAIR.value, _("Repair")),
            (CaseType.COMPLAINT.value, _("Complaint")),
            (CaseType.ADVICE.value, _("Advice")),
            (CaseType.QUESTION.value, _("Question")),
            (CaseType.HAZARD.value, _("Hazard")),
        ],
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of them, or none.")},
    )
    may_publish = forms.BooleanField(
        label=_("The answer may be published"),
        help_text=_("Without your name and number, so that neighbours find it too."),
        required=False,
    )
    may_show = forms.BooleanField(
        label=_("Those I complain of may learn that it was me"),
        help_text=_("Without your consent they never do."),
        required=False,
    )


class FollowForm(forms.Form):
    """A number and the secret word that came with it."""

    n = WordsField(
        label=_("Number"),
        max_length=40,
        error_messages={"required": _("Write the number on your slip.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    word = WordsField(
        label=_("Secret word"),
        max_length=60,
        error_messages={"required": _("Write the secret word on your slip.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class AnswerForm(ScreenedForm):
    """The sender's answer to a question: a choice if there are any, or words."""

    screened = ("words",)

    choice = forms.ChoiceField(label=_("Your answer"), required=False, widget=forms.RadioSelect)
    words = WordsField(
        label=_("In your own words"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, choices: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["choice"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [(choice, choice) for choice in choices]
        if not choices:
            del self.fields["choice"]
            words = self.fields["words"]
            words.label, words.required = _("Your answer"), True
            words.error_messages["required"] = _("Choose an answer or write one.")

    def clean(self) -> dict[str, Any]:
        """Join choice and words into the answer."""
        data = super().clean()
        parts = [data.get("choice", ""), data.get("words", "")]
        data["answer"] = "\n".join(part for part in parts if part)
        if not self.errors and not data["answer"]:
            self.add_error(None, _("Choose an answer or write one."))
        return data


class AddForm(ScreenedForm):
    """More words, more photos."""

    screened = ("words",)

    words = WordsField(
        label=_("What would you like to add?"),
        required=False,
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class WithdrawForm(ScreenedForm):
    """Withdrawing ends a request for good, so its number is asked for."""

    screened = ("reason",)

    number = WordsField(
        label=_("Write the number of the request"),
        max_length=40,
        error_messages={
            "required": _("Write the number, so that nothing is withdrawn by mistake.")
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    reason = WordsField(
        label=_("Why"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, number: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.right_number = number

    def clean_number(self) -> str:
        """Accept only the number of this request."""
        typed: str = self.cleaned_data["number"]
        if typed.replace(" ", "").casefold() != self.right_number.casefold():
            raise forms.ValidationError(
                _("This is not the number of this request. It is %(number)s."),
                params={"number": self.right_number},
            )
        return typed


class RateForm(ScreenedForm):
    """What the sender says of the answer."""

    screened = ("comment",)

    outcome = forms.ChoiceField(
        label=_("Is it settled?"),
        choices=[
            (Outcome.SOLVED.value, _("Yes, settled")),
            (Outcome.PARTLY.value, _("Partly")),
            (Outcome.NOT_SOLVED.value, _("No, not settled")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three.")},
    )
    comment = WordsField(
        label=_("Anything to say"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a reason with a "no": the next level must know what is left to do."""
        data = super().clean()
        if data.get("outcome") == Outcome.NOT_SOLVED.value and not data.get("comment"):
            self.add_error("comment", _("Say in a few words what is not settled."))
        return data


class OutsideForm(ScreenedForm):
    """What an outside body reports through its link."""

    screened = ("text",)

    outside_number = WordsField(
        label=_("Your own number for it"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    text = WordsField(
        label=_("What was done, or what is the answer"),
        max_length=LONGEST_BODY,
        error_messages={"required": _("Say what was done.")},
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    done = forms.BooleanField(
        label=_("This finishes our part"),
        help_text=_("If not, you can use the link again until it expires."),
        required=False,
    )
