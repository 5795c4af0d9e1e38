"""The base of every form: its errors name the field and the fix."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_ISO = "%Y-%m-%d"


class DayField(forms.DateField):
    """A day, typed or chosen in the browser's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format=_ISO, attrs={"type": "date"})
        wrong = {"invalid": gettext_lazy("Write the day as 2026-11-24.")}
        super().__init__(
            **{"widget": widget, "input_formats": [_ISO], "error_messages": wrong, **kwargs}
        )


class PlainForm(forms.Form):
    """A form whose missing answers are asked for by name; the browser does not interfere."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.speak_plainly()

    def speak_plainly(self) -> None:
        """Give every field our own words for what is missing or out of bounds."""
        for name, field in self.fields.items():
            label = field.label or forms.utils.pretty_name(name)
            chosen = isinstance(field, forms.ChoiceField)
            asked = _("Please choose: %(field)s.") if chosen else _("Please fill in: %(field)s.")
            default = forms.Field.default_error_messages["required"]
            if str(field.error_messages.get("required")) == str(default):
                field.error_messages["required"] = asked % {"field": label}
            field.error_messages = {**_BOUNDS, **field.error_messages}


_BOUNDS = {
    "min_value": gettext_lazy("Enter at least %(limit_value)s."),
    "max_value": gettext_lazy("Enter at most %(limit_value)s."),
    "max_length": gettext_lazy(
        "This is too long: at most %(limit_value)s characters, and it has %(show_value)s."
    ),
}
