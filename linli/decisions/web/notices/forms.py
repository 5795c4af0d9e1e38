"""What is typed about notices: shape and length; actions check the rest."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time
from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from linli.decisions import queries
from linli.decisions.actions import PublicationDraft
from linli.decisions.rules import ObjectionTheme, PublicationKind, Spot, SpotKind
from linli.decisions.rules.publications import LONGEST_TEXT, LONGEST_TITLE
from linli.kernel.screening import NumberKind
from linli.records.actions import prepare_upload
from linli.records.rules import MAX_BYTES, Prepared
from linli.ui.forms import A_YEAR, DayField, PlainForm
from linli.ui.screened import ScreenedForm

_PHOTO = {"accept": "image/*"}


def photo_in(file: UploadedFile[Any] | None) -> Prepared | None:
    """The photo of a form, checked and stored before the transaction."""
    return prepare_upload(name=file.name or "", content=file.read(MAX_BYTES + 1)) if file else None


class WhatForm(PlainForm):
    """What kind of notice, and on which board."""

    kind = forms.ChoiceField(label=_("What it is about"), widget=forms.RadioSelect)
    place = forms.ChoiceField(label=_("On which board"))

    def __init__(
        self,
        *args: Any,
        kinds: list[tuple[str, str]],
        places: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["place"].choices = places  # type: ignore[attr-defined]


class NoticeForm(ScreenedForm, PlainForm):
    """A notice: what it says, where it hangs, until when; an everyday one, from when to when."""

    screened: ClassVar[tuple[str, ...]] = ("title", "text")
    hides: ClassVar[frozenset[NumberKind]] = frozenset({NumberKind.NATIONAL_ID})
    key = forms.CharField(max_length=64, widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE)
    text = forms.CharField(
        label=_("Text"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 12})
    )
    begins_on = DayField(label=_("From (day)"), required=False, back=A_YEAR, ahead=A_YEAR)
    begins_time = forms.TimeField(
        label=_("From (time)"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )
    ends_on = DayField(label=_("To (day)"), required=False, back=A_YEAR, ahead=A_YEAR)
    ends_time = forms.TimeField(
        label=_("To (time)"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )
    board = forms.CharField(
        label=_("Which notice board"),
        max_length=120,
        required=False,
        help_text=_("For example: board at the south gate."),
    )
    entrances = forms.CharField(
        label=_("Which entrances"),
        max_length=120,
        required=False,
        help_text=_("For example: every entrance of buildings 1 to 12."),
    )
    site = forms.CharField(
        label=_("Where at the site"),
        max_length=120,
        required=False,
        help_text=_("For example: fence of the works at the east road."),
    )
    until = DayField(label=_("Hangs until"), back=0, ahead=2 * A_YEAR)
    photo = forms.FileField(
        label=_("Photo of it on the wall"),
        required=False,
        help_text=_("Today or tomorrow at the latest; it shows when the clock began."),
        widget=forms.ClearableFileInput(attrs=_PHOTO),
    )

    def __init__(
        self, *args: Any, kind: PublicationKind, asked: Collection[SpotKind], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["key"].initial = str(uuid4())
        if kind is not PublicationKind.ORDINARY:
            for name in ("begins_on", "begins_time", "ends_on", "ends_time"):
                del self.fields[name]
        for spot in asked:
            self.fields[spot.value].required = True
        self.speak_plainly()

    @property
    def sent_key(self) -> str:
        """The key that the page was made with."""
        return str(self.cleaned_data.get("key") or uuid4())

    def draft(self) -> PublicationDraft:
        """What the action takes."""
        typed = self.cleaned_data
        return PublicationDraft(
            kind=self.kind,
            title=typed["title"],
            text=typed["text"],
            where=[Spot(kind, typed.get(kind.value) or "") for kind in SpotKind],
            until=typed["until"],
            begins_at=_instant(typed.get("begins_on"), typed.get("begins_time"), time.min),
            ends_at=_instant(typed.get("ends_on"), typed.get("ends_time"), time(23, 59)),
        )


class EditForm(NoticeForm):
    """A changed notice, with the version that its writer saw and the reason."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(
        label=_("Why it is changed"),
        max_length=200,
        help_text=_("It stands beside the change, for everybody."),
    )


class PhotoForm(PlainForm):
    """A photo of a notice on the wall."""

    photo = forms.FileField(label=_("Photo"), widget=forms.ClearableFileInput(attrs=_PHOTO))


class ObjectionForm(ScreenedForm, PlainForm):
    """What somebody has against a notice."""

    screened: ClassVar[tuple[str, ...]] = ("words",)
    key = forms.CharField(max_length=64, widget=forms.HiddenInput, required=False)
    theme = forms.ChoiceField(label=_("What it is about"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("What you object to"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("You need not say where you live."),
    )
    contact = forms.CharField(
        label=_("Telephone or address for the answer"), max_length=100, required=False
    )

    def __init__(self, *args: Any, signed_in: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = [  # type: ignore[attr-defined]
            (theme.value, queries.theme_word(theme)) for theme in ObjectionTheme
        ]
        self.fields["key"].initial = str(uuid4())
        if signed_in:
            del self.fields["contact"]
        else:
            self.fields["contact"].required = True
        self.speak_plainly()


class AnswerForm(ScreenedForm, PlainForm):
    """The answer to an objection."""

    screened: ClassVar[tuple[str, ...]] = ("answer",)
    hides: ClassVar[frozenset[NumberKind]] = frozenset({NumberKind.NATIONAL_ID})
    upheld = forms.ChoiceField(
        label=_("What comes of it"),
        widget=forms.RadioSelect,
        choices=lambda: [
            ("yes", _now("Upheld: the matter or the notice is changed")),
            ("no", _now("Not upheld: the reason stands in the answer")),
        ],
    )
    answer = forms.CharField(
        label=_("Answer with its reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Everybody reads it on the notice's page; name nobody in it."),
    )


class PrintForm(PlainForm):
    """A fingerprint copied from paper."""

    print = forms.CharField(
        label=_("Fingerprint on the paper"),
        max_length=100,
        help_text=_("The first eight signs are enough; spaces do not matter."),
    )


def _instant(on: date | None, at: time | None, otherwise: time) -> datetime | None:
    return timezone.make_aware(datetime.combine(on, at or otherwise)) if on else None
