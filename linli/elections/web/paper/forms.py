"""What is typed about boxes, ballots, calls and counts; forms check shape, actions the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from linli.elections import queries
from linli.elections.actions import Help
from linli.elections.rules import BoxFigures, BoxKind, CallOutcome, SpoilReason
from linli.elections.web.desk.pages import KeyedForm
from linli.ui.forms import PlainForm
from linli.ui.pages import as_uuid

Choices = list[tuple[str, str]]
_MOST = 100_000


class BoxForm(KeyedForm):
    """A new box."""

    name = forms.CharField(
        label=_("Name of the box"), max_length=60, help_text=_("As it stands on the box itself.")
    )
    kind = forms.ChoiceField(
        label=_("Kind of box"),
        choices=lambda: [(kind.value, queries.box_kind_name(kind)) for kind in BoxKind],
        widget=forms.RadioSelect,
    )


class OpenForm(PlainForm):
    """Who saw the box opened."""

    first_witness = forms.CharField(label=_("First witness"), max_length=40)
    second_witness = forms.CharField(label=_("Second witness"), max_length=40)

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        typed = dict(self.cleaned_data)
        both = [typed.pop("first_witness"), typed.pop("second_witness")]
        return {**typed, "before": "、".join(both)}


class SealForm(OpenForm):
    """The seal of an empty box, and who saw it set."""

    seal_number = forms.CharField(label=_("Number of the seal"), max_length=40)
    field_order: Sequence[str] = ("seal_number", "first_witness", "second_witness")


class CorrectSealForm(SealForm):
    """What stands right of seal and witnesses, and why it stood wrong."""

    why = forms.CharField(label=_("What was wrong and why"), max_length=200)
    field_order = ("seal_number", "first_witness", "second_witness", "why")


class PourForm(PlainForm):
    """The box that another one's ballots are poured into."""

    other = forms.ChoiceField(label=_("Pour its ballots into"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, boxes: Choices) -> None:
        super().__init__(*args)
        self.fields["other"].choices = boxes  # type: ignore[attr-defined]

    def clean_other(self) -> UUID | None:
        """The id of the other box."""
        return as_uuid(self.cleaned_data["other"])


class HandOutForm(KeyedForm):
    """Into which box, for whom, and who helped."""

    box = forms.ChoiceField(label=_("Which box"), widget=forms.RadioSelect)
    to = forms.ChoiceField(label=_("Who gets the ballot"), widget=forms.RadioSelect, required=False)
    helped_by = forms.CharField(
        label=_("Who helps to mark"),
        max_length=80,
        required=False,
        help_text=_("Only when the voter asks for help with marking."),
    )
    witness = forms.CharField(
        label=_("Who witnesses the help"),
        max_length=80,
        required=False,
        help_text=_("Somebody else, who sees that it is marked as the voter wishes."),
    )

    def __init__(self, *args: Any, boxes: Choices, proxies: Choices) -> None:
        super().__init__(*args)
        self.fields["box"].choices = boxes  # type: ignore[attr-defined]
        if len(boxes) == 1:
            self.fields["box"].initial = boxes[0][0]
        if not proxies:
            del self.fields["to"]
            return
        self.fields["to"].choices = [("", _now("The voter")), *proxies]  # type: ignore[attr-defined]

    @property
    def help_given(self) -> Help:
        """Who helped and who saw it."""
        return Help(self.cleaned_data["helped_by"], self.cleaned_data["witness"])


class CallForm(PlainForm):
    """Why the box is to come."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=60,
        help_text=_("One of the reasons that the rule lists; no illness by name."),
    )

    def __init__(self, *args: Any, reasons: list[str]) -> None:
        super().__init__(*args)
        if reasons:
            self.fields["reason"] = forms.ChoiceField(
                label=_("Why"),
                choices=[(reason, reason) for reason in reasons],
                widget=forms.RadioSelect,
            )
            self.speak_plainly()


class CarryForm(PlainForm):
    """What came of it, and who went along."""

    outcome = forms.ChoiceField(
        label=_("What came of it"),
        choices=lambda: [(one.value, queries.call_outcome_name(one)) for one in CallOutcome],
        widget=forms.RadioSelect,
    )
    first_witness = forms.CharField(label=_("First witness"), max_length=40)
    second_witness = forms.CharField(label=_("Second witness"), max_length=40)


class SpoiledForm(PlainForm):
    """A ballot out of the box that does not count."""

    serial = forms.CharField(
        label=_("Serial on the ballot"),
        max_length=80,
        help_text=_("Type it, or scan the square. A ballot without one: write where it was."),
    )
    reason = forms.ChoiceField(
        label=_("Why it does not count"),
        choices=lambda: [(one.value, queries.spoil_reason_name(one)) for one in SpoilReason],
        widget=forms.RadioSelect,
    )

    def clean_serial(self) -> str:
        """The serial as it is printed."""
        return queries.tidy_serial(self.cleaned_data["serial"])


class SerialForm(PlainForm):
    """A serial to be looked at."""

    serial = forms.CharField(label=_("Serial on the ballot"), max_length=80, required=False)


class BallotsForm(KeyedForm):
    """How many ballots to print."""

    many = forms.IntegerField(
        label=_("How many ballots"), min_value=1, max_value=300, help_text=_("At most 300 at once.")
    )


class CountForm(PlainForm):
    """One person's count of a box."""

    ballots = forms.IntegerField(
        label=_("Ballots in the box"), min_value=0, max_value=_MOST, help_text=_("All of them.")
    )
    blank = forms.IntegerField(label=_("Of them blank"), min_value=0, max_value=_MOST)
    spoiled = forms.IntegerField(label=_("Of them spoiled"), min_value=0, max_value=_MOST)

    def __init__(self, *args: Any, names: dict[int, str]) -> None:
        super().__init__(*args)
        self.numbers = list(names)
        for number, name in names.items():
            self.fields[f"votes_{number}"] = forms.IntegerField(
                label=f"{number}. {name}", min_value=0, max_value=_MOST
            )
        self.speak_plainly()

    @property
    def figures(self) -> BoxFigures:
        """What was counted."""
        typed = self.cleaned_data
        votes = {number: typed[f"votes_{number}"] for number in self.numbers}
        return BoxFigures(typed["ballots"], typed["blank"], typed["spoiled"], votes)


class PaperVoteForm(PlainForm):
    """One signed paper ballot."""

    serial = forms.CharField(
        label=_("Serial on the ballot"),
        max_length=80,
        help_text=_("Type it, or scan the square."),
    )
    choices = forms.TypedMultipleChoiceField(
        label=_("What is marked on it"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick what the ballot marks, nothing for a blank one."),
    )

    def __init__(self, *args: Any, names: dict[int, str]) -> None:
        super().__init__(*args)
        self.fields["choices"].choices = [  # type: ignore[attr-defined]
            (number, f"{number}. {name}") for number, name in names.items()
        ]

    def clean_serial(self) -> str:
        """The serial as it is printed."""
        return queries.tidy_serial(self.cleaned_data["serial"])
