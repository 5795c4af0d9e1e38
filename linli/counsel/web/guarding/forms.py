"""What is filled in around teams and guardians; nothing of it is about a person who comes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.counsel.queries import emergency_word, role_word, team_kind_word
from linli.counsel.rules import Emergency, Role, TeamKind
from linli.ui.forms import PlainForm

Choices = Sequence[tuple[str, str]]
_NAME, _PAPER, _REASON, _NUMBER, _USER = 60, 200, 1_000, 40, 150


class TeamForm(PlainForm):
    """A new team: what it does, how it is called, where it serves."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=80)
    kind = forms.ChoiceField(label=_("What it does"), widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("What it is called"),
        max_length=_NAME,
        help_text=_("As on the door, such as 金牌调解室."),
    )
    place = forms.ChoiceField(label=_("Where it serves"))

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "kind", [(one.value, team_kind_word(one)) for one in TeamKind])
        choose(self, "place", places)


class TakeInForm(PlainForm):
    """Somebody with the post that the team asks for, and the part in it."""

    who = forms.ChoiceField(label=_("Who it is"), widget=forms.RadioSelect)
    role = forms.ChoiceField(label=_("Part in the team"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, people: Choices, roles: Sequence[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_who(self, people)
        choose(self, "role", [(one.value, role_word(one)) for one in roles])
        if len(roles) == 1:
            self.fields["role"].initial = roles[0].value


class DirectorForm(PlainForm):
    """Who is to direct a team that nobody directs."""

    who = forms.ChoiceField(label=_("Who it is"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_who(self, people)


class GuardianForm(PlainForm):
    """A person to be named guardian, and the paper that says so."""

    username = forms.CharField(label=_("User name"), max_length=_USER)
    paper = forms.CharField(
        label=_("Which decision names this person"),
        max_length=_PAPER,
        help_text=_("Number and date of the paper. Somebody who oversees the office looks at it."),
    )


class GlassForm(PlainForm):
    """Which file should open, for which of two reasons."""

    number = forms.CharField(label=_("Number of the file"), max_length=_NUMBER)
    why = forms.ChoiceField(label=_("For which of two reasons"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("What is known"),
        max_length=_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Kept closed with the file; whoever checks this later reads it."),
    )
    paper = forms.CharField(
        label=pgettext_lazy("of a court", "Number of the order"), max_length=_PAPER, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "why", [(one.value, emergency_word(one)) for one in Emergency])


def choose_who(form: PlainForm, people: Choices) -> None:
    """Let somebody with the post be chosen; where there is nobody, say what to do first."""
    choose(form, "who", people)
    if not people:
        form.fields["who"].help_text = _(
            "Nobody outside the team holds the post that it asks for. Give somebody the post first."
        )


def choose(form: PlainForm, name: str, choices: Choices) -> None:
    """Give a field of a form its choices."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101
    field.choices = list(choices)
