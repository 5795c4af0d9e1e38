"""What is typed about applications for legal aid; it goes closed into the file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.counsel.actions import AidTold
from linli.counsel.rules.legal import LegalTopic
from linli.counsel.web.guarding.forms import choose
from linli.counsel.web.legal.forms import topics
from linli.counsel.web.talks.forms import KeyedForm
from linli.records.rules import MAX_BYTES
from linli.ui.forms import PlainForm

Choices = Sequence[tuple[str, str]]
_LONG = 4_000


class AidForm(KeyedForm):
    """An application: who, about what, to which station."""

    team = forms.ChoiceField(label=_("Which legal station"))
    place = forms.ChoiceField(label=_("Community"))
    topic = forms.ChoiceField(label=_("What it is about"), choices=topics)
    name = forms.CharField(label=_("Name of the applicant"), max_length=40)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    what = forms.CharField(
        label=_("What happened and what is wanted"),
        max_length=_LONG,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Kept closed: only the small team that handles it and the applicant read it."),
    )
    agreed = forms.BooleanField(
        label=_("The applicant agrees that this is kept in a sealed file and sent on.")
    )

    def __init__(self, *args: Any, teams: Choices, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "team", teams)
        choose(self, "place", places)

    def told(self) -> AidTold:
        """What the action takes."""
        typed = self.cleaned_data
        return AidTold(
            name=typed["name"],
            phone=typed["phone"],
            what=typed["what"],
            topic=LegalTopic(typed["topic"]),
        )


class OwnAidForm(AidForm):
    """The same, filled in by whoever applies."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Your name")
        self.fields["agreed"].label = _("I agree that this is kept in a sealed file and sent on.")


class TakeForm(PlainForm):
    """Which station takes a request, and about what it is."""

    team = forms.ChoiceField(label=_("Which legal station"))
    topic = forms.ChoiceField(label=_("What it is about"), choices=topics)

    def __init__(self, *args: Any, teams: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "team", teams)


class MoveForm(PlainForm):
    """What goes with a move: words, a scan, or both."""

    text = forms.CharField(
        label=_("In writing"),
        max_length=_LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    paper = forms.FileField(
        label=_("Scan of the paper"), required=False, help_text=_("A photo or a PDF.")
    )

    def __init__(self, *args: Any, help_text: str, with_paper: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = help_text
        if not with_paper:
            del self.fields["paper"]

    def content(self) -> bytes:
        """The bytes of the scan, no more than may be kept."""
        upload = self.cleaned_data.get("paper")
        return bytes(upload.read(MAX_BYTES + 1)) if upload else b""


class ShareForm(PlainForm):
    """Into whose hand a file is given."""

    member = forms.ChoiceField(label=_("Who works on it"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, members: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "member", members)
