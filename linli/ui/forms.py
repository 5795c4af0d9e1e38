"""The base of every form: its errors name the field and the fix."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.kernel.unseen import without_unseen
from linli.ui.words import day

A_YEAR = 366
A_TERM = 30 * A_YEAR
"""As far as contracts, terms and papers of today reach back and ahead."""
_ISO = "%Y-%m-%d"
_EARLIEST = date(1900, 1, 1)
_YEARS_AHEAD = 100


class DayField(forms.DateField):
    """A day, typed or chosen in the browser's own calendar; a mistyped year is asked about.

    `back` and `ahead` say how many days before and after today may be meant.
    """

    def __init__(self, *, back: int | None = None, ahead: int | None = None, **kwargs: Any) -> None:
        self.back, self.ahead = back, ahead
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
        self._require_near(value)

    def _require_near(self, value: date) -> None:
        today = timezone.localdate()
        first = None if self.back is None else today - timedelta(days=self.back)
        last = None if self.ahead is None else today + timedelta(days=self.ahead)
        if first is not None and value < first:
            said = _("Look at the day again: %(day)s or later is meant here.") % {"day": day(first)}
            raise forms.ValidationError(said, code="far_day")
        if last is not None and value > last:
            said = _("Look at the day again: %(day)s or earlier is meant here.")
            raise forms.ValidationError(said % {"day": day(last)}, code="far_day")


class PlainForm(forms.Form):
    """A form whose missing answers are asked for by name; the browser does not interfere.

    Signs that nobody sees are taken out of its texts before they are looked at.
    """

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.speak_plainly()

    def full_clean(self) -> None:
        """Look at what was typed, without signs that steer a screen."""
        self.data = self._seen() if self.is_bound else self.data
        super().full_clean()

    def _seen(self) -> QueryDict:
        data = cast("QueryDict", self.data).copy()
        for name, field in self.fields.items():
            typed = data.get(key := self.add_prefix(name))
            if isinstance(field, forms.CharField) and field.strip and isinstance(typed, str):
                widget = type(field.widget)
                data[key] = without_unseen(typed, lines=widget is not forms.TextInput)
        return data

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
