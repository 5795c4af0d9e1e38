"""What is typed about talks: never what a talk is about."""

from __future__ import annotations

from typing import Any, cast
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.counsel.queries import talk_words as words
from linli.counsel.rules.talks import Missed, ReferredTo, StaffHours, TalkState
from linli.diary.queries import length_word
from linli.ui.forms import DayField, PlainForm

_LENGTHS = (2, 4, 6, 8, 12, 16, 24, 32)


class KeyedForm(PlainForm):
    """A form that is taken in once, however often it is sent."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = str(uuid4())

    @property
    def sent_key(self) -> str:
        """The key that the page was made with."""
        return str(self.cleaned_data.get("key") or uuid4())


class BookForm(KeyedForm):
    """A talk to be booked; both answers may stay empty."""

    slot = forms.CharField(max_length=60, widget=forms.HiddenInput)
    called = forms.CharField(
        label=_("What shall the counsellor call you?"),
        required=False,
        max_length=20,
        help_text=_("Any name will do; it need not be yours."),
    )
    contact = forms.CharField(
        label=_("A telephone number, in case the hour falls through"),
        required=False,
        max_length=40,
        help_text=_(
            "Only the counsellor can open it, you see when, and it is deleted the day after."
        ),
    )


class WordForm(PlainForm):
    """The code word of a booked hour."""

    word = forms.CharField(
        label=_("Your code word"), max_length=30, help_text=_("It looks like 7K3M-2XWA.")
    )


class EndForm(PlainForm):
    """How an hour went: a code."""

    outcome = forms.ChoiceField(label=_("How it went"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ChoiceField", self.fields["outcome"])
        field.choices = [
            (TalkState.HELD.value, words.talk_state_word(TalkState.HELD)),
            *((f"referred:{one}", _sent(one)) for one in ReferredTo),
            *((f"not_held:{one}", _missed(one)) for one in Missed),
        ]

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        state, _colon, why = self.cleaned_data["outcome"].partition(":")
        return {
            "state": TalkState(state),
            "missed": Missed(why) if state == TalkState.NOT_HELD else None,
            "referred_to": ReferredTo(why) if state == TalkState.REFERRED else None,
        }


class StaffHoursForm(KeyedForm):
    """Hours of supervision or training."""

    kind = forms.ChoiceField(
        label=_("What kind of hours"),
        widget=forms.RadioSelect,
        choices=lambda: [(one.value, words.staff_hours_word(one.value)) for one in StaffHours],
    )
    day = DayField(label=_("Day"))
    quarters = forms.TypedChoiceField(
        label=_("How long"),
        coerce=int,
        choices=lambda: [(one, length_word(one)) for one in _LENGTHS],
        initial=4,
    )


def _sent(one: ReferredTo) -> str:
    return f"{words.talk_state_word(TalkState.REFERRED)}\n{words.referred_word(one)}"


def _missed(one: Missed) -> str:
    return f"{words.talk_state_word(TalkState.NOT_HELD)}\n{words.missed_word(one)}"
