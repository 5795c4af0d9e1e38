"""The named methods at the desk: our reading as shipped, and the place's own versions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from linli.elections import actions, queries
from linli.elections.queries import MethodShown
from linli.elections.rules.methods import LONGEST_WORDS, MOST_STEPS, MethodStep
from linli.elections.web.desk.pages import SEERS
from linli.elections.web.methods_shown import page_choices, step_rows
from linli.kernel.errors import Missing
from linli.kernel.posts import OFFICE
from linli.kernel.rule import Words
from linli.ui import pages
from linli.ui.access import Request, open_to
from linli.ui.forms import DayField, PlainForm
from linli.ui.pages import FORM, go

_PARTS = ("who", "what", "page")
_EMPTY_STEPS = 2


class MethodForm(PlainForm):
    """How a method is read, its steps, and on what paper all this stands."""

    name = forms.CharField(label=gettext_lazy("Name of the method"), max_length=80)
    reading = forms.CharField(
        label=gettext_lazy("How you read it"), max_length=600, widget=forms.Textarea
    )
    source = forms.CharField(
        label=gettext_lazy("On what paper"),
        max_length=200,
        help_text=gettext_lazy("The local rules or the decision, with its number."),
    )
    adopted_by = forms.CharField(label=gettext_lazy("Adopted by"), max_length=200)
    adopted_on = DayField(label=gettext_lazy("Adopted on"))
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, method: MethodShown, **kwargs: Any) -> None:
        initial = {
            "seen": method.number,
            "name": method.name,
            "reading": method.reading,
            "adopted_on": timezone.localdate(),
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.method = method
        self.count = min(len(method.steps) + _EMPTY_STEPS, MOST_STEPS)
        for at in range(self.count):
            self._add(at, method.steps[at] if at < len(method.steps) else None)

    def _add(self, at: int, step: MethodStep | None) -> None:
        self.fields[f"{at}-who"] = forms.CharField(
            label=gettext_lazy("Who"),
            max_length=LONGEST_WORDS,
            required=False,
            initial=step.who.zh if step else "",
        )
        self.fields[f"{at}-what"] = forms.CharField(
            label=gettext_lazy("What"),
            max_length=LONGEST_WORDS,
            required=False,
            initial=step.what.zh if step else "",
            help_text=gettext_lazy("Leave both empty to leave the step out."),
        )
        self.fields[f"{at}-page"] = forms.ChoiceField(
            label=gettext_lazy("Where it is done"),
            required=False,
            choices=page_choices,
            initial=step.page if step else "",
        )

    def rows(self) -> Iterator[list[BoundField]]:
        """The fields of each step."""
        for at in range(self.count):
            yield [self[f"{at}-{part}"] for part in _PARTS]

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        names = ("name", "reading", "source", "adopted_by", "adopted_on", "seen")
        return {**{name: self.cleaned_data[name] for name in names}, "steps": self._steps()}

    def _steps(self) -> list[MethodStep]:
        """The steps as typed; words that were not touched keep their English."""
        known = {words.zh: words for step in self.method.steps for words in (step.who, step.what)}
        typed = [[self.cleaned_data[f"{at}-{part}"] for part in _PARTS] for at in range(self.count)]
        return [
            MethodStep(known.get(who, Words(who, "")), known.get(what, Words(what, "")), page)
            for who, what, page in typed
            if who or what
        ]


@open_to(*SEERS)
@require_safe
def desk_methods(request: Request) -> HttpResponse:
    """List the methods in force."""
    context = {"methods": queries.methods_in_force(request.sub_district_id)}
    return render(request, "elections/desk/methods.html", context)


@open_to(*SEERS)
@require_safe
def desk_method(request: Request, key: str, number: int) -> HttpResponse:
    """Show a version of a method, step by step."""
    versions = _versions(request, key)
    method = next((one for one in versions if one.number == number), None)
    if method is None:
        raise _missing()
    context = {
        "method": method,
        "versions": versions,
        "rows": step_rows(method, {}),
        "may_adopt": request.actor.holds(*OFFICE) and method is versions[0],
    }
    return render(request, "elections/desk/method.html", context)


@open_to(OFFICE)
@require_http_methods(FORM)
def desk_new_method(request: Request, key: str) -> HttpResponse:
    """Adopt a new version, made from the one in force."""
    method = _versions(request, key)[0]
    form = MethodForm(request.POST or None, method=method)

    def act(_typed: dict[str, Any]) -> HttpResponse:
        made = actions.adopt_method(actor=request.actor, key=key, at=timezone.now(), **form.facts())
        messages.success(request, _("Version %(number)s is adopted.") % {"number": made.number})
        return go("elections:desk_method", key, made.number)

    return pages.form_page(
        request,
        form,
        act,
        page="elections/desk/method_form.html",
        title=_("A new version of the method"),
        purpose=method.name,
        steps=form.rows(),
        back_href=reverse("elections:desk_method", args=[key, method.number]),
    )


def _versions(request: Request, key: str) -> list[MethodShown]:
    found = queries.method_versions(request.sub_district_id, key)
    if not found:
        raise _missing()
    return found


def _missing() -> Missing:
    return Missing("no_method", _("There is no such method."))
