"""Forms for what a place sets; each kind of rule has the fields that its value needs."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from linli.kernel.rule import Kind, Rule
from linli.kernel.workdays import Unit
from linli.ui.forms import DayField, PlainForm

_LIMITS = frozenset({Kind.MINUTES, Kind.WORKDAYS, Kind.DAYS, Kind.MONTHS})


class RuleForm(PlainForm):
    """The place's own value for one rule, and what it stands on."""

    source = forms.CharField(
        label=_("Paper it stands on"),
        help_text=_("Name and number of the decision or notice, so that anybody can look it up."),
        max_length=200,
    )
    adopted_by = forms.CharField(label=_("Adopted by"), max_length=200)
    adopted_on = DayField(label=_("Adopted on"), initial=timezone.localdate)
    valid_from = DayField(label=_("Binds from"), initial=timezone.localdate)
    valid_to = DayField(label=_("Last day"), required=False)

    def __init__(self, *args: Any, rule: Rule, **kwargs: Any) -> None:
        self.rule = rule
        super().__init__(*args, **kwargs)
        own = _fields_of(rule)
        self.fields = {**own, **self.fields}
        self.fields["valid_to"].required = False
        self.speak_plainly()

    def clean(self) -> dict[str, Any]:
        """Read the table of a table's rule, and see that the days are in order."""
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("valid_from"), cleaned.get("valid_to")
        adopted_on = cleaned.get("adopted_on")
        if adopted_on and adopted_on > timezone.localdate():
            self.add_error(
                "adopted_on",
                _("This day lies ahead. Write the value down once it has been adopted."),
            )
        if first and last and last < first:
            self.add_error("valid_to", _("The last day lies before the first."))
        if self.rule.kind is Kind.TABLE and cleaned.get("table"):
            try:
                cleaned["table"] = json.loads(cleaned["table"])
            except ValueError:
                self.add_error("table", _("This is not a table in JSON."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        typed = self.cleaned_data
        names = ("source", "adopted_by", "adopted_on", "valid_from", "valid_to")
        return {"value": _value(self.rule.kind, typed), **{name: typed[name] for name in names}}


class EndRuleForm(PlainForm):
    """The last day of a value."""

    on = DayField(label=_("Last day"))


class CalendarForm(PlainForm):
    """One day or several in a row that the place's calendar sets."""

    first = DayField(label=_("First day"))
    last = DayField(label=_("Last day, if there are several"), required=False)
    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=[("off", _("Day off")), ("worked", _("Make-up workday"))],
        widget=forms.RadioSelect,
        initial="off",
    )
    name = forms.CharField(
        label=_("Name"), help_text=_("For example: Spring Festival"), max_length=60
    )
    source = forms.CharField(
        label=_("Paper it stands on"),
        help_text=_("For example the notice of the State Council with its number."),
        max_length=200,
    )
    is_statutory = forms.BooleanField(
        label=_("From the State Council's yearly notice: the year then counts as announced"),
        required=False,
        initial=True,
    )


def _fields_of(rule: Rule) -> dict[str, forms.Field]:
    if rule.kind in _LIMITS:
        units = [
            (Unit.MINUTES.value, _("minutes")),
            (Unit.WORKDAYS.value, _("workdays")),
            (Unit.DAYS.value, _("calendar days")),
            (Unit.MONTHS.value, _("months")),
        ]
        return {
            "number": forms.IntegerField(
                label=_("Limit"),
                min_value=1,
                max_value=1_000_000,
                error_messages={
                    "min_value": _("Enter at least 1: a limit of 0 leaves no time at all."),
                    "max_value": _("This is far too long. Check the number and its unit."),
                },
            ),
            "unit": forms.ChoiceField(label=_("Unit"), choices=units, initial=rule.kind.value),
        }
    if rule.kind is Kind.SHARE:
        return {
            "share": forms.RegexField(
                r"^\d{1,4}/\d{1,4}$",
                label=_("Share"),
                help_text=_("As a fraction, for example 2/3."),
                error_messages={"invalid": _("Write the share as a fraction, for example 2/3.")},
            ),
            "inclusive": forms.BooleanField(
                label=_("Reaching exactly this share is enough"), required=False
            ),
        }
    return {"value": _plain_field(rule)} if rule.kind is not Kind.TABLE else {"table": _table()}


def _plain_field(rule: Rule) -> forms.Field:
    label = _("Value")
    if rule.kind is Kind.COUNT:
        return forms.IntegerField(label=label, min_value=0)
    if rule.kind is Kind.SWITCH:
        return forms.ChoiceField(
            label=label, choices=[("yes", _("yes")), ("no", _("no"))], widget=forms.RadioSelect
        )
    if rule.kind is Kind.LIST:
        return forms.CharField(label=label, help_text=_("One entry a line."), widget=forms.Textarea)
    return forms.CharField(label=label, max_length=400)


def _table() -> forms.Field:
    return forms.CharField(
        label=_("Table"),
        help_text=_("As JSON: a list of rows with the columns of the rulebook's own."),
        widget=forms.Textarea,
    )


def _value(kind: Kind, typed: dict[str, Any]) -> Any:
    """A value as plain data, as the rulebook reads it."""
    if kind in _LIMITS:
        return {typed["unit"]: typed["number"]}
    if kind is Kind.SHARE:
        return {"share": typed["share"], "inclusive": typed["inclusive"]}
    if kind is Kind.SWITCH:
        return typed["value"] == "yes"
    if kind is Kind.LIST:
        return [line.strip() for line in typed["value"].splitlines() if line.strip()]
    return typed["table"] if kind is Kind.TABLE else typed["value"]
