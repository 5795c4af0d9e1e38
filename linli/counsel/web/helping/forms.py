"""What is typed around help on one's own request: what is wanted, never why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.counsel.actions import HelpTold
from linli.counsel.queries import help_words as words
from linli.counsel.rules import By
from linli.counsel.rules.helping import HelpEnd, HelpKind, ReferralTo
from linli.counsel.web.guarding.forms import choose
from linli.counsel.web.talks.forms import KeyedForm
from linli.ui.forms import PlainForm

Choices = Sequence[tuple[str, str]]
_SHORT, _LONG = 300, 2_000


def kinds() -> Choices:
    """What somebody can be helped with."""
    return [(one.value, words.help_kind_word(one)) for one in HelpKind]


class AskForm(KeyedForm):
    """What somebody wants; there is no field for why."""

    team = forms.ChoiceField(label=_("Which helpers"))
    kinds = forms.MultipleChoiceField(
        label=_("What you want help with"), choices=kinds, widget=forms.CheckboxSelectMultiple
    )
    goal = forms.CharField(
        label=_("What you want to reach"),
        max_length=_SHORT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Write what you want, not why. Nobody will ask why."),
    )
    name = forms.CharField(label=_("What the helper calls you"), max_length=40)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)

    def __init__(self, *args: Any, teams: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "team", teams)

    def told(self) -> HelpTold:
        """What the action takes."""
        typed = self.cleaned_data
        return HelpTold(
            name=typed["name"],
            phone=typed["phone"],
            goal=typed["goal"],
            kinds=tuple(HelpKind(one) for one in typed["kinds"]),
        )


class OpenForm(AskForm):
    """A file opened for somebody who is present, with a colleague who supervises."""

    supervisor = forms.ChoiceField(label=_("Who supervises"))
    agreed = forms.BooleanField(label=_("The person asked for this and agrees to the sealed file."))

    def __init__(self, *args: Any, colleagues: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "supervisor", colleagues)
        self.fields["kinds"].label = _("What the person wants help with")
        self.fields["goal"].label = _("What the person wants to reach")
        self.fields["goal"].help_text = _("What is wanted, not why. Do not ask why.")
        self.fields["name"].label = _("What you call the person")


class TakeHelpForm(PlainForm):
    """Which helpers take a request in, with whom as supervisor."""

    team = forms.ChoiceField(label=_("Which helpers"))
    kinds = forms.MultipleChoiceField(
        label=_("What the person wants help with"),
        choices=kinds,
        widget=forms.CheckboxSelectMultiple,
    )
    supervisor = forms.ChoiceField(label=_("Who supervises"))

    def __init__(self, *args: Any, teams: Choices, colleagues: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "team", teams)
        choose(self, "supervisor", colleagues)


class TwoForm(PlainForm):
    """The one who helps and the one who supervises."""

    helper = forms.ChoiceField(label=_("Who is the helper"), widget=forms.RadioSelect)
    supervisor = forms.ChoiceField(label=_("Who supervises"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, members: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "helper", members)
        choose(self, "supervisor", members)


class HelperForm(PlainForm):
    """Another one who helps."""

    helper = forms.ChoiceField(label=_("Who helps from now on"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, members: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "helper", members)


class WriteForm(PlainForm):
    """A step or a goal."""

    what = forms.ChoiceField(
        label=_("What it is"),
        widget=forms.RadioSelect,
        choices=[("note", _("A step")), ("goal", _("A goal"))],
        initial="note",
    )
    text = forms.CharField(
        label=_("In a sentence"),
        max_length=_LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Whoever is helped reads it. Nothing of somebody's past belongs here."),
    )


class WantForm(PlainForm):
    """One more thing that is wanted."""

    kind = forms.ChoiceField(label=_("What is wanted"), widget=forms.RadioSelect, choices=kinds)


class ReferralForm(PlainForm):
    """To which office, and what it would be told."""

    to = forms.ChoiceField(
        label=_("To which office"),
        choices=lambda: [(one.value, words.office_word(one)) for one in ReferralTo],
    )
    text = forms.CharField(
        label=_("What the office would be told"),
        max_length=_LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The person reads exactly this before saying yes or no."),
    )


class SaidForm(PlainForm):
    """How somebody said yes or no."""

    answer = forms.ChoiceField(
        label=_("What the person said"),
        widget=forms.RadioSelect,
        choices=[("agreed", _("Yes, it may be sent")), ("refused", _("No, it may not"))],
    )
    by = forms.ChoiceField(
        label=_("How the answer was given"),
        widget=forms.RadioSelect,
        choices=[(By.COUNTER.value, _("In person")), (By.PAPER.value, _("Signed on paper"))],
        initial=By.COUNTER.value,
    )


class CloseForm(PlainForm):
    """How the help ends."""

    end = forms.ChoiceField(
        label=_("How it ends"),
        widget=forms.RadioSelect,
        choices=lambda: [(one.value, words.help_end_word(one)) for one in HelpEnd],
    )
