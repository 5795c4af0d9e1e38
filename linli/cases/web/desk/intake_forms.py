"""What staff take down for somebody at the counter, on the telephone, or from a message."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.cases.queries import type_name, urgency_name
from linli.cases.rules import CaseType, Source, Urgency
from linli.cases.rules.texts import BODY_LENGTH, NAME_LENGTH, PLACE_TEXT_LENGTH, TITLE_LENGTH
from linli.cases.web.resident.forms import ContactField, PositionField, WordsField
from linli.ui.forms import PlainForm
from linli.ui.screened import ScreenedForm


class IntakeForm(ScreenedForm, PlainForm):
    """One page for all that is asked; the key makes a form sent twice one request."""

    screened = ("title", "what", "place_text")
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    source = forms.ChoiceField(
        label=_("How it came in"),
        widget=forms.RadioSelect,
        choices=[
            (Source.COUNTER.value, _("At the counter")),
            (Source.TELEPHONE.value, _("By telephone")),
            (Source.FORWARDED.value, _("Forwarded message")),
            (Source.PATROL.value, _("Seen on patrol")),
        ],
        initial=Source.TELEPHONE.value,
    )
    what = WordsField(
        label=_("What is the matter?"),
        max_length=BODY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
        help_text=_("In the sender's words. A forwarded mail or group message is pasted here."),
        error_messages={"required": _("Say in a sentence what it is about.")},
    )
    title = WordsField(
        label=_("Title"),
        required=False,
        max_length=TITLE_LENGTH,
        help_text=_("Left empty, it is the beginning of the text."),
    )
    type = forms.ChoiceField(label=_("Type"), required=False)
    urgency = forms.ChoiceField(
        label=_("Urgency"), widget=forms.RadioSelect, initial=Urgency.ORDINARY.value
    )
    place_typed = WordsField(
        label=_("Compound, building or place"), required=False, max_length=PLACE_TEXT_LENGTH
    )
    place = forms.UUIDField(
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid": _("This place is not known. Choose one from the list.")},
    )
    place_text = WordsField(label=_("Where exactly"), required=False, max_length=PLACE_TEXT_LENGTH)
    position = PositionField(required=False, widget=forms.HiddenInput)
    name = WordsField(
        label=_("Name of the sender"),
        required=False,
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    contact = ContactField(
        label=_("Telephone or e-mail"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Sealed: only who works on it can open it, and that is written down."),
    )
    may_publish = forms.BooleanField(
        label=_("The answer may be published without the name"), required=False
    )
    may_show = forms.BooleanField(
        label=_("Those complained of may learn who sent it"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        type_, urgency = self.fields["type"], self.fields["urgency"]
        assert isinstance(type_, forms.ChoiceField)  # noqa: S101
        assert isinstance(urgency, forms.ChoiceField)  # noqa: S101
        type_.choices = [
            ("", _("Leave it to the sorter")),
            *((one.value, type_name(one)) for one in CaseType),
        ]
        urgency.choices = [(one.value, urgency_name(one)) for one in Urgency]

    def clean(self) -> dict[str, Any]:
        """What was typed into the search of places counts as words where none was chosen."""
        data = super().clean()
        if not data.get("place") and not data.get("place_text"):
            data["place_text"] = data.get("place_typed", "")
        return data
