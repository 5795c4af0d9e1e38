"""Published answers are put into better words or taken back; templates are written."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from linli.cases import actions
from linli.cases.queries import knowledge as queries
from linli.cases.queries import resident
from linli.cases.rules.who import CALLERS, SORTERS
from linli.cases.web.knowledge.articles import category_choices
from linli.cases.web.knowledge.forms import PublishedForm, TemplateForm
from linli.cases.web.pages import form_page
from linli.kernel.errors import Missing
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, go


@open_to(SORTERS)
@require_http_methods(FORM)
def change_published(request: Request, case_id: UUID) -> HttpResponse:
    """Put a published answer into better words."""
    found = resident.published_answer(request.sub_district_id, case_id)
    if found is None:
        raise Missing("not_published", _("There is no published answer here."))
    now = {"title": found.title, "body": found.body}

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.publish_case(
            actor=request.actor,
            case_id=case_id,
            title=typed["title"],
            body=typed["body"],
            at=timezone.now(),
        )
        messages.success(request, _("Kept."))
        return go(_answers())

    return form_page(
        request,
        PublishedForm(request.POST or None, initial=now),
        act,
        page="cases/knowledge/published.html",
        title=found.title,
        purpose=_("Anybody reads this. The answer itself stays as it was given."),
        verb=_("Keep"),
        back_href=_answers(),
        published=found,
    )


@open_to(SORTERS)
@require_POST
def retire_published(request: Request, case_id: UUID) -> HttpResponse:
    """Take a published answer out of the public's sight."""
    actions.unpublish_case(actor=request.actor, case_id=case_id, at=timezone.now())
    messages.success(request, _("Taken back. Residents no longer see it."))
    return go(_answers())


@open_to(CALLERS)
@require_http_methods(FORM)
def write_template(request: Request) -> HttpResponse:
    """Write a template, or another text for the one that the address names."""
    asked = request.GET.get("template", "")
    rows = queries.template_rows(request.sub_district_id)
    row = next((one for one in rows if str(one.id) == asked), None)
    now = (
        {"name": row.name, "text": row.text, "category": str(row.category_id or "")} if row else {}
    )
    form = TemplateForm(request.POST or None, initial=now, categories=category_choices(request))

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.write_template(
            actor=request.actor,
            name=typed["name"],
            text=typed["text"],
            category_id=form.category_id,
            at=timezone.now(),
        )
        messages.success(request, _("Kept."))
        return go(_templates())

    return form_page(
        request,
        form,
        act,
        title=row.name if row else _("Write a template"),
        purpose=_("Answers start from it. The same name again replaces the text."),
        verb=_("Keep"),
        back_href=_templates(),
    )


@open_to(CALLERS)
@require_POST
def drop_template(request: Request, template_id: UUID) -> HttpResponse:
    """Throw a template away."""
    actions.drop_template(actor=request.actor, template_id=template_id, at=timezone.now())
    messages.success(request, _("Thrown away. Answers that began with it stay."))
    return go(_templates())


def _answers() -> str:
    return reverse("cases:knowledge") + "?show=answers"


def _templates() -> str:
    return reverse("cases:knowledge") + "?show=templates"
