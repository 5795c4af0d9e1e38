"""The base of every form: its errors name the field and the fix."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_ISO = "%Y-%m-%d"
_EARLIEST = date(1900, 1, 1)
_YEARS_AHEAD = 100


class DayField(forms.DateField):
    """A day, typed or chosen in the browser's own calendar; a mistyped year is asked about."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format=_ISO, attrs={"type": "date"})
        wrong = {"invalid": gettext_lazy("Write the day as 2026-11-24.")}
        super().__init__(
            **{"widget": widget, "input_formats": [_ISO], "error_messages": wrong, **kwargs}
        )

    def validate(self, value: date | None) -> None:
        """Refuse a day that nobody alive plans for or remembers."""
        super().validate(value)
        if value is None:
            return
        last = timezone.localdate().year + _YEARS_AHEAD
        if value < _EARLIEST or value.year > last:
            raise forms.ValidationError(
                _("Look at the year again: a day from %(first)d to %(last)d is meant here.")
                % {"first": _EARLIEST.year, "last": last},
                code="far_day",
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
            field.validators = [_spoken(one) for one in field.validators]


def _spoken(check: Any) -> Any:
    """The framework's own word for an unseen character is not to be understood in Chinese."""
    if isinstance(check, ProhibitNullCharactersValidator):
        said = _("A character in it cannot be seen or kept. Type it again without copying it.")
        return ProhibitNullCharactersValidator(message=said)
    return check


_BOUNDS = {
    "min_value": gettext_lazy("Enter at least %(limit_value)s."),
    "max_value": gettext_lazy("Enter at most %(limit_value)s."),
    "max_length": gettext_lazy(
        "This is too long: at most %(limit_value)s characters, and it has %(show_value)s."
    ),
}
