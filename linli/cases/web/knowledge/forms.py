"""What staff write for everybody to read; numbers of persons are shown before they are hidden."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.cases.rules.texts import BODY_LENGTH, NOTE_LENGTH, TITLE_LENGTH
from linli.ui.forms import DayField, PlainForm
from linli.ui.screened import ScreenedForm


class _WithCategory(ScreenedForm, PlainForm):
    """A form with the categories of the place to choose from."""

    def __init__(self, *args: Any, categories: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["category"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "—"), *categories]

    @property
    def category_id(self) -> UUID | None:
        """The category chosen."""
        chosen = self.cleaned_data["category"]
        return UUID(chosen) if chosen else None


class ArticleForm(_WithCategory):
    """A how-to page."""

    screened: ClassVar[tuple[str, ...]] = ("title", "body")
    title = forms.CharField(label=_("Title"), max_length=TITLE_LENGTH)
    body = forms.CharField(
        label=_("Text"),
        max_length=BODY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Plain words; an empty line begins a new paragraph."),
    )
    category = forms.ChoiceField(label=_("Category"), required=False)
    check_on = DayField(label=_("Look at it again on"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class TemplateForm(_WithCategory):
    """A text that answers start from."""

    screened: ClassVar[tuple[str, ...]] = ("text",)
    name = forms.CharField(label=_("Name"), max_length=60)
    text = forms.CharField(
        label=_("Text"), max_length=NOTE_LENGTH, widget=forms.Textarea(attrs={"rows": 8})
    )
    category = forms.ChoiceField(label=_("Category"), required=False)


class PublishedForm(ScreenedForm, PlainForm):
    """What everybody reads of an answered request."""

    screened: ClassVar[tuple[str, ...]] = ("title", "body")
    title = forms.CharField(label=_("Title"), max_length=TITLE_LENGTH)
    body = forms.CharField(
        label=_("What it was about"),
        max_length=BODY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Leave out whatever tells who sent it or where that person lives."),
    )
