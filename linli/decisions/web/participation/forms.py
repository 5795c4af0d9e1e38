"""What is typed about consultations, voices, interviews and calls; actions check the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from linli.decisions.actions import Way
from linli.decisions.queries.participation_words import (
    CALLS,
    HOWS,
    OUTCOMES,
    REASONS,
    THEMES,
    VOICES,
)
from linli.decisions.rules import VoiceKind
from linli.kernel.money import Money, NotMoney
from linli.ui.forms import A_YEAR, DayField, PlainForm
from linli.ui.screened import ScreenedForm

Choices = Iterable[tuple[str, str]]
MOST_OPTIONS = 6


def _key() -> str:
    return uuid4().hex


def choices(words: dict[str, str]) -> list[tuple[str, str]]:
    """Pairs for a field, in the reader's language."""
    return [(key, _now(word)) for key, word in words.items()]


class KeyedForm(PlainForm):
    """A form with the key that lets it count once, however often it is sent."""

    key = forms.CharField(max_length=40, widget=forms.HiddenInput, initial=_key, required=False)


class SayForm(ScreenedForm, KeyedForm):
    """What somebody wants to say."""

    screened: ClassVar[tuple[str, ...]] = ("words",)
    kind = forms.ChoiceField(label=_("What do you want to send"), widget=forms.RadioSelect)
    theme = forms.ChoiceField(label=_("What is it about"), widget=forms.Select)
    option = forms.ChoiceField(label=_("About which option"), widget=forms.Select, required=False)
    words = forms.CharField(
        label=_("In your words"),
        help_text=_("Write no door and no name: it is answered without knowing where you live."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    contact = forms.CharField(
        label=_("How you get the answer"),
        help_text=_("A telephone number or an address; only who answers sees it."),
        max_length=120,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        kinds: Sequence[VoiceKind],
        options: Choices,
        signed_in: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        of: Any = self.fields
        of["kind"].choices = [(kind.value, _now(VOICES[kind])) for kind in kinds]
        of["theme"].choices = [("", _now("Please choose")), *choices(THEMES)]
        named = list(options)
        of["option"].choices = [("", _now("None in particular")), *named]
        if not named:
            del self.fields["option"]
        if signed_in:
            del self.fields["contact"]
        else:
            self.fields["contact"].required = True


class AnswerForm(ScreenedForm, PlainForm):
    """The answer to what somebody said."""

    screened: ClassVar[tuple[str, ...]] = ("gist", "answer")
    gist = forms.CharField(
        label=_("What was said, in short"),
        help_text=_("Everybody reads this line: no name, no door, nothing that tells who it was."),
        max_length=200,
    )
    outcome = forms.ChoiceField(label=_("What comes of it"), widget=forms.RadioSelect)
    answer = forms.CharField(
        label=_("Answer with its reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of: Any = self.fields
        of["outcome"].choices = choices(OUTCOMES)


class InterviewForm(ScreenedForm, KeyedForm):
    """What people said when they were asked."""

    screened: ClassVar[tuple[str, ...]] = ("words",)
    theme = forms.ChoiceField(label=_("Theme"), widget=forms.Select)
    how = forms.ChoiceField(label=_("How people were asked"), widget=forms.Select)
    heads = forms.IntegerField(label=_("With how many people"), min_value=1, max_value=500)
    held_on = DayField(label=_("Held on"), initial=timezone.localdate, back=2 * A_YEAR, ahead=0)
    words = forms.CharField(
        label=_("What they said"),
        help_text=_("The matter, not the person: no name, no door."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of: Any = self.fields
        of["theme"].choices = choices(THEMES)
        of["how"].choices = choices(HOWS)


class ConsultationForm(KeyedForm):
    """A question with up to six options, and its days."""

    question = forms.CharField(label=_("Question to everybody"), max_length=200)
    opens_on = DayField(label=_("Begins on"), initial=timezone.localdate, back=A_YEAR, ahead=A_YEAR)
    closes_on = DayField(label=_("Last day"), back=A_YEAR, ahead=2 * A_YEAR)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOST_OPTIONS + 1):
            words = {"number": number}
            self.fields[f"title{number}"] = forms.CharField(
                label=_now("Option %(number)s") % words, max_length=80, required=False
            )
            self.fields[f"words{number}"] = forms.CharField(
                label=_now("What option %(number)s means") % words, max_length=500, required=False
            )
            self.fields[f"cost{number}"] = forms.CharField(
                label=_now("Cost of option %(number)s in yuan") % words,
                max_length=16,
                required=False,
            )
        self.speak_plainly()

    def clean(self) -> dict[str, Any]:
        """Read each cost as an amount of money."""
        typed: dict[str, Any] = self.cleaned_data
        for number in range(1, MOST_OPTIONS + 1):
            try:
                typed[f"fen{number}"] = _fen(typed.get(f"cost{number}", ""))
            except NotMoney:
                self.add_error(f"cost{number}", _now("Write an amount such as 1,200.50."))
        return typed

    def ways(self) -> list[Way]:
        """The options that have a title."""
        typed = self.cleaned_data
        return [
            Way(typed[f"title{n}"], typed[f"words{n}"], typed[f"fen{n}"])
            for n in range(1, MOST_OPTIONS + 1)
            if typed[f"title{n}"].strip()
        ]

    @property
    def rows(self) -> list[tuple[int, Any, Any, Any]]:
        """The fields of each option, together."""
        return [
            (n, self[f"title{n}"], self[f"words{n}"], self[f"cost{n}"])
            for n in range(1, MOST_OPTIONS + 1)
        ]


def _fen(typed: str) -> int | None:
    return Money.parse(typed).fen if typed.strip() else None


class CloseForm(PlainForm):
    """What came of a consultation."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    option = forms.ChoiceField(label=_("Goes on with"), widget=forms.Select, required=False)
    outcome = forms.CharField(
        label=_("What came of it"),
        help_text=_("Everybody reads it: what was heard, what is changed, what is not and why."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, options: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of: Any = self.fields
        named = list(options)
        of["option"].choices = [("", _now("None in particular")), *named]
        if not named:
            del self.fields["option"]


class CallForm(KeyedForm):
    """A new call for an assembly."""

    kind = forms.ChoiceField(label=_("Who calls"), widget=forms.RadioSelect)
    place = forms.ChoiceField(label=_("Where"), widget=forms.Select)
    title = forms.CharField(
        label=_("What the call is for"),
        help_text=_("Such as: Elect a new owners' committee."),
        max_length=80,
    )
    words = forms.CharField(
        label=_("What the assembly shall deal with, and why"),
        help_text=_("This is what people sign; it cannot be changed afterwards."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    closes_on = DayField(label=_("Signatures until"), back=0, ahead=A_YEAR)

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of: Any = self.fields
        of["kind"].choices = choices(CALLS)
        of["place"].choices = list(places)


class ConveneForm(PlainForm):
    """When the assembly is held."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    meeting_on = DayField(label=_("Day of the assembly"), back=A_YEAR, ahead=2 * A_YEAR)
    words = forms.CharField(
        label=_("Where and how"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    decision_number = forms.CharField(
        label=_("Number of the decision that it takes up"), max_length=40, required=False
    )


class PaperForm(PlainForm):
    """A signature that came on paper."""

    number = forms.IntegerField(label=_("Number on the roll"), min_value=1)


class CheckForm(PlainForm):
    """Why the ticked signatures do not count."""

    reason = forms.ChoiceField(label=_("Why the ticked ones do not count"), widget=forms.Select)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of: Any = self.fields
        of["reason"].choices = choices(REASONS)


class PactForm(PlainForm):
    """A draft of the pact."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Title"), max_length=80)
    text = forms.CharField(
        label=_("Text"), max_length=20000, widget=forms.Textarea(attrs={"rows": 20})
    )


class AdoptForm(PlainForm):
    """By which decision the pact was adopted."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    decision_number = forms.CharField(label=_("Number of the decision"), max_length=40)


class FileForm(PlainForm):
    """What the office says of a pact."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    accepted = forms.ChoiceField(
        label=_("Does it agree with the law?"),
        choices=[("yes", _("Yes, it is filed")), ("no", _("No, it goes back"))],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Note of the office"),
        help_text=_("Where it goes back: which sentence contradicts which article."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
