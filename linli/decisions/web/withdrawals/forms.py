"""What is typed about a withdrawal; actions check the rest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from linli.decisions.queries.withdrawal_words import (
    MILESTONES,
    PROBLEMS,
    problem_state_word,
)
from linli.decisions.rules import ProblemKind, ProblemState
from linli.elections.queries import kind_name
from linli.elections.rules import ElectionKind
from linli.ui.forms import A_YEAR, DayField, PlainForm

Choices = Iterable[tuple[str, str]]
ELECTED = (ElectionKind.OWNERS_COMMITTEE, ElectionKind.CONGRESS)
_STATED = [one for one in ProblemKind if one is not ProblemKind.OTHER]


def _key() -> str:
    return uuid4().hex


def _chosen(words: dict[str, str]) -> list[tuple[str, str]]:
    return [(key, _now(word)) for key, word in words.items()]


class OpenForm(PlainForm):
    """Which company leaves, since when, and what falls away."""

    key = forms.CharField(max_length=40, widget=forms.HiddenInput, initial=_key, required=False)
    contract = forms.ChoiceField(label=_("Contract of the company"), widget=forms.Select)
    announced_on = DayField(
        label=_("Announced on"), initial=timezone.localdate, back=5 * A_YEAR, ahead=0
    )
    leaves_on = DayField(
        label=_("Wants to leave on"), required=False, back=5 * A_YEAR, ahead=3 * A_YEAR
    )
    words = forms.CharField(
        label=_("What happened, for everybody"),
        help_text=_("What the company said, and what the office does now."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    problems = forms.MultipleChoiceField(
        label=_("What falls away"), widget=forms.CheckboxSelectMultiple, required=False
    )
    role = forms.CharField(
        label=_("Who sees to it at first"),
        help_text=_("A post or body; it can be changed for each sub-problem."),
        max_length=80,
    )

    def __init__(self, *args: Any, contracts: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of: Any = self.fields
        of["contract"].choices = list(contracts)
        of["problems"].choices = [(one.value, _now(PROBLEMS[one])) for one in _STATED]


class VersionForm(PlainForm):
    """A form about a playbook that somebody else may change meanwhile."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ProblemForm(VersionForm):
    """One more sub-problem."""

    kind = forms.ChoiceField(label=_("Kind of sub-problem"), widget=forms.Select)
    words = forms.CharField(label=_("What falls away"), max_length=200)
    role = forms.CharField(label=_("Who sees to it"), max_length=80)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of: Any = self.fields
        of["kind"].choices = _chosen(PROBLEMS)


class MeetForm(VersionForm):
    """How a sub-problem stands."""

    state = forms.ChoiceField(label=_("How it stands"), widget=forms.RadioSelect)
    role = forms.CharField(label=_("Who sees to it"), max_length=80)
    measure = forms.CharField(
        label=_("What is done for now, or how it was solved"), max_length=200, required=False
    )
    until = DayField(
        label=_("Until when it is done for now"),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of: Any = self.fields
        of["state"].choices = [(one.value, problem_state_word(one)) for one in ProblemState]


class MemberForm(VersionForm):
    """Somebody for the task group."""

    title = forms.CharField(label=_("Post or body"), max_length=80)
    name = forms.CharField(label=_("Name of the person"), max_length=40)
    charge = forms.CharField(label=_("What they see to"), max_length=120)


class PlanForm(VersionForm):
    """A milestone."""

    kind = forms.ChoiceField(
        label=_("Kind of milestone"),
        help_text=_("It is met only when what it brings is there."),
        widget=forms.Select,
    )
    what = forms.CharField(label=_("What is done"), max_length=120)
    role = forms.CharField(label=_("Who does it"), max_length=80)
    due_on = DayField(label=_("Until when"), back=A_YEAR, ahead=3 * A_YEAR)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of: Any = self.fields
        of["kind"].choices = _chosen(MILESTONES)


class MoveForm(VersionForm):
    """Another day for a milestone."""

    due_on = DayField(label=_("New day"), back=0, ahead=3 * A_YEAR)
    reason = forms.CharField(label=_("Why the day moves"), max_length=200)


class MetForm(VersionForm):
    """A milestone is done."""

    reason = forms.CharField(
        label=_("Why it comes late"),
        help_text=_("Only when its day is over; everybody reads it."),
        max_length=200,
        required=False,
    )


class LinkForm(VersionForm):
    """What a playbook leads to."""

    subject = forms.ChoiceField(label=_("Which one"), widget=forms.Select)

    def __init__(self, *args: Any, subjects: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of: Any = self.fields
        of["subject"].choices = list(subjects)


class ElectionForm(VersionForm):
    """The election that the preparatory group leads to."""

    key = forms.CharField(max_length=40, widget=forms.HiddenInput, initial=_key, required=False)
    kind = forms.ChoiceField(label=_("What is elected"), widget=forms.RadioSelect)
    title = forms.CharField(label=_("Title of the election"), max_length=80)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of: Any = self.fields
        of["kind"].choices = [(one.value, kind_name(one)) for one in ELECTED]


class ResultForm(VersionForm):
    """How it ended."""

    result = forms.CharField(
        label=_("How it ended, for everybody"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
