"""The procedure in force with its versions; the office adopts the place's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

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

from linli.decisions import actions, queries
from linli.decisions.queries.plans import THREE_DELIBERATIONS, Template
from linli.decisions.rules import StepPlan
from linli.decisions.rules.procedure import LONGEST_TITLE
from linli.decisions.rules.who import RUNNERS
from linli.decisions.web.desk.pages import SEERS
from linli.kernel.errors import Missing
from linli.kernel.posts import OFFICE
from linli.kernel.rule import Words
from linli.people.queries import post_title
from linli.records.queries import in_words
from linli.ui import pages
from linli.ui.access import Request, open_to
from linli.ui.forms import DayField, PlainForm
from linli.ui.pages import FORM, go

if TYPE_CHECKING:
    from linli.decisions.models import ProcedureTemplate

MOST_DAYS = 400


class ProcedureForm(PlainForm):
    """Words, days and holders of each step, and on what paper all this stands."""

    name = forms.CharField(label=gettext_lazy("Name of the procedure"), max_length=80)
    source = forms.CharField(
        label=gettext_lazy("On what paper"),
        max_length=200,
        help_text=gettext_lazy("The local rules or the decision, with its number."),
    )
    adopted_by = forms.CharField(label=gettext_lazy("Adopted by"), max_length=200)
    adopted_on = DayField(label=gettext_lazy("Adopted on"))
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, template: Template, **kwargs: Any) -> None:
        initial = {"seen": template.number, "adopted_on": timezone.localdate()}
        super().__init__(*args, initial=initial, **kwargs)
        self.template = template
        for step in template.steps:
            self._add(step)

    def _add(self, step: StepPlan) -> None:
        self.fields[f"{step.key}-title"] = forms.CharField(
            label=gettext_lazy("Step"), max_length=LONGEST_TITLE, initial=step.title.zh
        )
        self.fields[f"{step.key}-days"] = forms.IntegerField(
            label=gettext_lazy("Days once its turn has come"),
            min_value=0,
            max_value=MOST_DAYS,
            initial=step.days,
        )
        self.fields[f"{step.key}-holders"] = forms.MultipleChoiceField(
            label=gettext_lazy("Who answers for it"),
            choices=[(kind, post_title(kind)) for kind in sorted(RUNNERS | set(step.holders))],
            initial=list(step.holders),
            widget=forms.CheckboxSelectMultiple,
        )

    def rows(self) -> Iterator[list[BoundField]]:
        """The fields of each step."""
        for step in self.template.steps:
            yield [self[f"{step.key}-{part}"] for part in ("title", "days", "holders")]

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        names = ("name", "source", "adopted_by", "adopted_on", "seen")
        steps = [_changed(step, self.cleaned_data) for step in self.template.steps]
        return {**{name: self.cleaned_data[name] for name in names}, "steps": steps}


@open_to(*SEERS)
@require_safe
def desk_procedure(request: Request, number: int | None = None) -> HttpResponse:
    """Show a version of the procedure: its steps, who answers, what each must leave behind."""
    versions = queries.templates(request.sub_district_id)
    wanted = versions[0].number if number is None else number
    template = next((one for one in versions if one.number == wanted), None)
    if template is None:
        raise Missing("no_procedure", _("There is no such version."))
    context = {
        "template": template,
        "versions": versions,
        "in_force": template.number == versions[0].number,
        "may_adopt": request.actor.holds(*OFFICE),
        "rows": [
            {
                "step": step,
                "title": in_words(step.title),
                "what": in_words(step.what),
                "holders": [post_title(kind) for kind in step.holders],
            }
            for step in template.steps
        ],
    }
    return render(request, "decisions/desk/procedure.html", context)


@open_to(OFFICE)
@require_http_methods(FORM)
def desk_new_procedure(request: Request) -> HttpResponse:
    """Adopt a new version, made from the one in force."""
    template = queries.template_in_force(request.sub_district_id)
    form = ProcedureForm(request.POST or None, template=template)

    def act(_typed: dict[str, Any]) -> HttpResponse:
        made: ProcedureTemplate = actions.adopt_procedure(
            actor=request.actor, key=THREE_DELIBERATIONS, at=timezone.now(), **form.facts()
        )
        messages.success(request, _("Version %(number)s is adopted.") % {"number": made.number})
        return go("decisions:desk_procedure_version", made.number)

    return pages.form_page(
        request,
        form,
        act,
        page="decisions/desk/procedure_form.html",
        title=_("A new version of the procedure"),
        purpose=_("Decisions under way keep the version they began with."),
        steps=form.rows(),
        back_href=reverse("decisions:desk_procedure"),
    )


def _changed(step: StepPlan, typed: dict[str, Any]) -> StepPlan:
    title = typed[f"{step.key}-title"]
    words = step.title if title == step.title.zh else Words(title, "")
    return replace(
        step,
        title=words,
        days=typed[f"{step.key}-days"],
        holders=tuple(typed[f"{step.key}-holders"]),
    )
