"""What is typed about times with the lawyer and events: never what a question is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.counsel.actions import EventDraft
from linli.counsel.queries import legal_words as words
from linli.counsel.rules.legal import Advice, LegalTopic
from linli.counsel.web.guarding.forms import choose
from linli.counsel.web.talks.forms import KeyedForm
from linli.diary.rules import DAY, HOUR, clock
from linli.ui.forms import A_YEAR, DayField, PlainForm
from linli.ui.screened import ScreenedForm

Choices = Sequence[tuple[str, str]]
_FIRST_HOUR = 7 * HOUR
_MISSED = "missed"


def topics() -> Choices:
    """What a question of law can be about."""
    return [(one.value, words.topic_word(one)) for one in LegalTopic]


def _times() -> Choices:
    return [(str(one), clock(one)) for one in range(_FIRST_HOUR, DAY + 1, 2)]


class VisitForm(KeyedForm):
    """A time with the lawyer; name and number may stay empty."""

    slot = forms.CharField(max_length=60, widget=forms.HiddenInput)
    topic = forms.ChoiceField(label=_("What it is about"), choices=topics)
    called = forms.CharField(
        label=_("What shall the lawyer call you?"),
        required=False,
        max_length=20,
        help_text=_("Any name will do; it need not be yours."),
    )
    contact = forms.CharField(
        label=_("A telephone number, in case the time falls through"),
        required=False,
        max_length=40,
        help_text=_("Only the lawyer can open it, you see when, and it is deleted the day after."),
    )


class DeskVisitForm(VisitForm):
    """A time that the counter books for somebody."""

    way = forms.ChoiceField(
        label=_("How the person asked"),
        widget=forms.RadioSelect,
        choices=[("phone", _("Rang")), ("counter", _("Stands at the counter"))],
        initial="counter",
    )
    field_order = ("way", "topic", "slot", "called", "contact")

    def __init__(self, *args: Any, slots: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = forms.ChoiceField(label=_("Which time"), choices=list(slots))
        self.fields["slot"] = asked
        self.order_fields(self.field_order)
        self.fields["called"].label = _("What the lawyer calls the person")
        self.fields["called"].help_text = _("Any name, or none. No identity card is asked for.")


class NumberForm(KeyedForm):
    """A number of the day's queue."""

    topic = forms.ChoiceField(label=_("What it is about"), choices=topics)


class AdviceForm(PlainForm):
    """What came of a visit: a tick."""

    outcome = forms.ChoiceField(
        label=_("What came of it"),
        widget=forms.RadioSelect,
        choices=lambda: [
            *((one.value, words.advice_word(one)) for one in Advice),
            (_MISSED, words.visit_state_word(_MISSED)),
        ],
    )

    @property
    def advice(self) -> Advice | None:
        """The outcome, or none where nobody came."""
        typed = self.cleaned_data["outcome"]
        return None if typed == _MISSED else Advice(typed)


class EventForm(ScreenedForm, KeyedForm):
    """An event about the law."""

    screened: ClassVar[tuple[str, ...]] = ("title", "where")
    place = forms.ChoiceField(label=_("For whom"))
    topic = forms.ChoiceField(label=_("What it is about"), choices=topics)
    title = forms.CharField(
        label=_("Title"), max_length=60, help_text=_("As it will hang on the notice board.")
    )
    where = forms.CharField(label=_("Where"), max_length=120)
    day = DayField(label=_("Day"), back=0, ahead=A_YEAR)
    first = forms.TypedChoiceField(
        label=_("From what time"), coerce=int, choices=_times, initial=9 * HOUR
    )
    end = forms.TypedChoiceField(
        label=_("Until what time"), coerce=int, choices=_times, initial=10 * HOUR
    )

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "place", places)

    def draft(self) -> EventDraft:
        """What the action takes."""
        typed = self.cleaned_data
        return EventDraft(
            title=typed["title"],
            topic=LegalTopic(typed["topic"]),
            where=typed["where"],
            day=typed["day"],
            first=typed["first"],
            end=typed["end"],
        )

    @property
    def place_id(self) -> UUID:
        """The place that was chosen."""
        return UUID(self.cleaned_data["place"])


class HeadsForm(PlainForm):
    """How many came."""

    heads = forms.IntegerField(
        label=_("How many people came"), min_value=0, max_value=5000,
        help_text=_("Counted by heads; no list of names is kept."),
    )  # fmt: skip
