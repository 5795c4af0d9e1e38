"""What residents type about decisions; actions check the rest."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.ui.forms import PlainForm
from linli.ui.pages import as_uuid
from linli.ui.screened import ScreenedForm


class IdeaForm(ScreenedForm, PlainForm):
    """What should be decided, and where."""

    screened: ClassVar[tuple[str, ...]] = ("title", "text")
    key = forms.CharField(max_length=64, widget=forms.HiddenInput, required=False)
    place = forms.ChoiceField(label=_("Where"), widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("What would you like to be decided?"),
        max_length=80,
        help_text=_("One sentence, such as: a ramp at the gate of building 3."),
    )
    text = forms.CharField(
        label=_("Why, and how"),
        max_length=1000,
        help_text=_("Everybody can read it. Write no names, no doors, no telephone numbers."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places  # type: ignore[attr-defined]
        self.fields["key"].initial = str(uuid4())
        if len(places) == 1:
            self.fields["place"].initial = places[0][0]

    @property
    def sent_key(self) -> str:
        """The key that the page was made with."""
        return str(self.cleaned_data.get("key") or uuid4())

    def clean_place(self) -> UUID | None:
        """The id of the place."""
        return as_uuid(self.cleaned_data["place"])
