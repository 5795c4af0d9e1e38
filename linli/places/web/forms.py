"""What the office types about a place; forms check shape, actions the rest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from linli.places.queries import kind_word, scheme_word, site_word
from linli.places.rules import CodeScheme, PlaceKind, SiteKind
from linli.places.rules.names import MAX_NAME, MAX_SHORT
from linli.ui.forms import DayField, PlainForm

Choices = Iterable[tuple[str, str]]


def _schemes() -> list[tuple[str, str]]:
    return [(scheme.value, scheme_word(scheme)) for scheme in CodeScheme]


def _sites() -> list[tuple[str, str]]:
    return [("", "—"), *((kind.value, site_word(kind)) for kind in SiteKind)]


class VersionedForm(PlainForm):
    """A form that knows which version of the place it shows."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class PlaceForm(PlainForm):
    """A new place inside another."""

    kind = forms.ChoiceField(label=_("Kind"), widget=forms.Select)
    name = forms.CharField(label=_("Name of the place"), max_length=MAX_NAME)
    short = forms.CharField(
        label=_("Short name"),
        help_text=_("Request numbers of a community begin with it."),
        max_length=MAX_SHORT,
        required=False,
    )
    site_kind = forms.ChoiceField(
        label=_("Kind of site"),
        help_text=_("Only for a key site."),
        choices=_sites,
        required=False,
        widget=forms.Select,
    )
    valid_from = DayField(label=_("First day"), initial=timezone.localdate)
    source = forms.CharField(
        label=_("On what ground"),
        help_text=_("Such as the decision that founds or redraws it."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, kinds: Iterable[PlaceKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(kind.value, kind_word(kind)) for kind in kinds]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]


class RenameForm(VersionedForm):
    """A new name from a day."""

    name = forms.CharField(label=_("Name of the place"), max_length=MAX_NAME)
    short = forms.CharField(label=_("Short name"), max_length=MAX_SHORT, required=False)
    on = DayField(
        label=_("From which day"),
        help_text=_("Until the day before, reports go on using the old name."),
        initial=timezone.localdate,
    )


class MoveForm(VersionedForm):
    """Into which place, from which day, on what ground."""

    parent = forms.ChoiceField(label=_("Into"), widget=forms.Select)
    on = DayField(
        label=_("From which day"),
        help_text=_("Figures before that day stay with the place it lay in."),
        initial=timezone.localdate,
    )
    source = forms.CharField(
        label=_("On what ground"),
        help_text=_("Such as the decision that founds or redraws it."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, parents: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = list(parents)  # type: ignore[attr-defined]


class EndForm(VersionedForm):
    """The last day, and the name typed again."""

    on = DayField(
        label=_("Last day"),
        help_text=_("What lies in it must be moved or ended first."),
        initial=timezone.localdate,
    )
    word = forms.CharField(label=_("Type the name to confirm"), max_length=MAX_NAME)

    def __init__(self, *args: Any, word: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expected = word

    def clean_word(self) -> str:
        """Refuse any other name."""
        typed: str = self.cleaned_data["word"].strip()
        if typed != self.expected:
            raise forms.ValidationError(_("This is not its name."))
        return typed


class CodeForm(PlainForm):
    """A scheme's code from a day."""

    scheme = forms.ChoiceField(label=_("Scheme"), choices=_schemes, widget=forms.Select)
    code = forms.CharField(label=_("Code"), max_length=30)
    on = DayField(label=_("From which day"), initial=timezone.localdate)


class AliasForm(PlainForm):
    """Another name people use."""

    name = forms.CharField(
        label=_("Also called"),
        help_text=_("People find the place by it; it appears on no paper."),
        max_length=MAX_NAME,
    )


class OutlineForm(VersionedForm):
    """GeoJSON as text."""

    geojson = forms.CharField(
        label=_("Outline or point"),
        help_text=_("GeoJSON, WGS-84, longitude first: a Point, a Polygon or a MultiPolygon."),
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "class": "l-mono"}),
        max_length=2_000_000,
    )
    invented = forms.BooleanField(
        label=_("Not surveyed: drawn roughly or for practice"), required=False
    )


class SheetForm(PlainForm):
    """A filled-in sheet."""

    sheet = forms.FileField(
        label=_("Sheet of places"),
        help_text=_("An xlsx file with the columns of the template, at most 20 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        max_length=200,
    )
