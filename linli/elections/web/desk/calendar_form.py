"""The form of a calendar's new version: words and days of each step, steps left out or added."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from linli.elections.queries.calendar import Template, in_language
from linli.elections.rules.calendar import LONGEST_TITLE, StepPlan
from linli.elections.rules.who import RUNNERS
from linli.kernel.rule import Words
from linli.people.queries import post_title
from linli.ui.forms import DayField, PlainForm

NEVER_LEFT_OUT = frozenset({"voting"})
MOST_DAYS = 400


class CalendarForm(PlainForm):
    """Words and days of the steps, a step to add, and on what paper all this stands."""

    name = forms.CharField(label=_("Name of the calendar"), max_length=80)
    source = forms.CharField(
        label=_("On what paper"),
        max_length=200,
        help_text=_("The local rules or the decision, with its number."),
    )
    adopted_by = forms.CharField(label=_("Adopted by"), max_length=200)
    adopted_on = DayField(label=_("Adopted on"))
    seen = forms.IntegerField(widget=forms.HiddenInput)
    new_title = forms.CharField(
        label=_("A step of your own"), max_length=LONGEST_TITLE, required=False
    )
    new_after = forms.ChoiceField(label=_("Together with"), required=False)
    new_last = forms.IntegerField(
        label=_("Days before voting"), min_value=0, max_value=MOST_DAYS, required=False
    )
    new_holder = forms.ChoiceField(
        label=_("Duty holder"),
        required=False,
        choices=lambda: [(kind.value, post_title(kind.value)) for kind in sorted(RUNNERS)],
    )

    def __init__(self, *args: Any, template: Template, **kwargs: Any) -> None:
        initial = {"seen": template.number, "adopted_on": timezone.localdate()}
        super().__init__(*args, initial=initial, **kwargs)
        self.template = template
        before = [step for step in template.steps if step.anchor == "voting"]
        choices = [(step.key, in_language(step.title)) for step in before]
        self.fields["new_after"].choices = choices  # type: ignore[attr-defined]
        for step in template.steps:
            self._add(step)

    def _add(self, step: StepPlan) -> None:
        self.fields[f"{step.key}-title"] = forms.CharField(
            label=_("Step"), max_length=LONGEST_TITLE, initial=step.title.zh
        )
        if step.last is not None and not step.last_rule:
            self.fields[f"{step.key}-last"] = forms.IntegerField(
                label=_("Days from the anchor"), min_value=0, max_value=MOST_DAYS, initial=step.last
            )
        if step.key not in NEVER_LEFT_OUT:
            self.fields[f"{step.key}-out"] = forms.BooleanField(
                label=_("Leave out"), required=False
            )

    def rows(self) -> Iterator[list[BoundField]]:
        """The fields of each step."""
        for step in self.template.steps:
            names = [f"{step.key}-{part}" for part in ("title", "last", "out")]
            yield [self[name] for name in names if name in self.fields]

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        typed = self.cleaned_data
        kept = [
            _changed(step, typed)
            for step in self.template.steps
            if not typed.get(f"{step.key}-out")
        ]
        names = ("name", "source", "adopted_by", "adopted_on", "seen")
        return {**{name: typed[name] for name in names}, "steps": _staged(self._with_new(kept))}

    def _with_new(self, steps: list[StepPlan]) -> list[StepPlan]:
        typed = self.cleaned_data
        at = [step.key for step in steps]
        if not typed["new_title"] or typed["new_after"] not in at:
            return steps
        place = at.index(typed["new_after"])
        number = len([key for key in at if key.startswith("own-")]) + 1
        new = StepPlan(
            key=f"own-{number}",
            stage=steps[place].stage,
            title=Words(typed["new_title"], ""),
            holders=(typed["new_holder"],),
            last=typed["new_last"],
        )
        return [*steps[: place + 1], new, *steps[place + 1 :]]


def _changed(step: StepPlan, typed: dict[str, Any]) -> StepPlan:
    title = typed[f"{step.key}-title"]
    words = step.title if title == step.title.zh else Words(title, "")
    return replace(step, title=words, last=typed.get(f"{step.key}-last", step.last))


def _staged(steps: list[StepPlan]) -> list[StepPlan]:
    """Number the stages anew, for those left out leave gaps."""
    known = sorted({step.stage for step in steps})
    return [replace(step, stage=known.index(step.stage) + 1) for step in steps]
