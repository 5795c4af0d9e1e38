"""The knowledge base at the desk: how-to pages, published answers, templates."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.cases import actions
from linli.cases.queries import knowledge as queries
from linli.cases.queries import resident, tree
from linli.cases.queries.knowledge import ArticleRow
from linli.cases.rules.who import CALLERS
from linli.cases.web.knowledge.forms import ArticleForm
from linli.cases.web.pages import form_page
from linli.kernel.errors import Conflict, Missing
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, go
from linli.ui.pieces import Chip

_SHOWN = ("pages", "answers", "templates")


@open_to(CALLERS)
@require_safe
def knowledge(request: Request) -> HttpResponse:
    """List the how-to pages, the published answers, or the templates."""
    shown = request.GET.get("show", "")
    shown = shown if shown in _SHOWN else "pages"
    typed = request.GET.get("q", "").strip()[:60]
    tenant = request.sub_district_id
    context: dict[str, Any] = {"tabs": _tabs(shown, typed), "shown": shown, "typed": typed}
    if shown == "pages":
        context["rows"] = queries.article_rows(tenant, containing=typed)
    elif shown == "answers":
        context["rows"] = resident.published_answers(tenant, typed, limit=queries.PAGE)
    else:
        context["rows"] = queries.template_rows(tenant)
    return render(request, "cases/knowledge/knowledge.html", context)


@open_to(CALLERS)
@require_http_methods(FORM)
def write_article(request: Request) -> HttpResponse:
    """Write a new how-to page; it is a draft until it is published."""
    form = ArticleForm(request.POST or None, categories=category_choices(request))

    def act(typed: dict[str, Any]) -> HttpResponse:
        made = actions.write_article(
            actor=request.actor,
            title=typed["title"],
            body=typed["body"],
            category_id=form.category_id,
            check_on=typed["check_on"],
            at=timezone.now(),
        )
        messages.success(request, _("Kept as a draft. Read it through, then publish it."))
        return go("cases:article", made.id)

    return form_page(
        request,
        form,
        act,
        title=_("Write a how-to page"),
        purpose=_("What people ask again and again, answered before they ask."),
        verb=_("Keep as a draft"),
        back_href=reverse("cases:knowledge"),
    )


@open_to(CALLERS)
@require_safe
def article(request: Request, article_id: UUID) -> HttpResponse:
    """Show a how-to page with its versions and what can be done with it."""
    row = _row(request, article_id)
    versions = queries.article_versions(request.sub_district_id, row.id)
    context = {"article": row, "history": versions}
    return render(request, "cases/knowledge/article.html", context)


@open_to(CALLERS)
@require_http_methods(FORM)
def change_article(request: Request, article_id: UUID) -> HttpResponse:
    """Change a how-to page; if somebody else was faster, both versions are shown."""
    row = _row(request, article_id)
    now = {
        "title": row.title,
        "body": row.body,
        "category": str(row.category_id or ""),
        "check_on": row.check_on,
        "version": row.version,
    }
    form = ArticleForm(request.POST or None, initial=now, categories=category_choices(request))

    def act(typed: dict[str, Any]) -> HttpResponse:
        try:
            actions.change_article(
                actor=request.actor,
                article_id=row.id,
                version=typed["version"] or 0,
                title=typed["title"],
                body=typed["body"],
                category_id=form.category_id,
                check_on=typed["check_on"],
                at=timezone.now(),
            )
        except Conflict as conflict:
            return _both_versions(request, row, conflict)
        messages.success(request, _("Kept."))
        return go("cases:article", row.id)

    return form_page(
        request,
        form,
        act,
        title=row.title,
        purpose=_("What it said before is kept as a version."),
        verb=_("Keep"),
        back_href=reverse("cases:article", args=[row.id]),
    )


@open_to(CALLERS)
@require_POST
def publish_article(request: Request, article_id: UUID) -> HttpResponse:
    """Let everybody read it."""
    actions.publish_article(actor=request.actor, article_id=article_id, at=timezone.now())
    messages.success(request, _("Published. Residents find it before they write a request."))
    return go("cases:article", article_id)


@open_to(CALLERS)
@require_POST
def retire_article(request: Request, article_id: UUID) -> HttpResponse:
    """Take it out of the public's sight."""
    actions.retire_article(actor=request.actor, article_id=article_id, at=timezone.now())
    messages.success(request, _("Retired. Residents no longer see it; nothing is deleted."))
    return go("cases:article", article_id)


def category_choices(request: Request) -> list[tuple[str, str]]:
    """The open categories to choose from."""
    rows = tree.category_rows(request.sub_district_id)
    return [(str(row.id), row.path) for row in rows if not row.closed]


def _row(request: Request, article_id: UUID) -> ArticleRow:
    found = queries.article_row(request.sub_district_id, article_id)
    if found is None:
        raise Missing("no_article", _("There is no such page."))
    return found


def _both_versions(request: Request, row: ArticleRow, conflict: Conflict) -> HttpResponse:
    latest = queries.article_versions(request.sub_district_id, row.id)[0]
    versions = [
        {
            "name": name,
            "now": now,
            "yours": conflict.kept[key],
            "differs": now != conflict.kept[key],
        }
        for key, name, now in (
            ("title", _("Title"), latest.title),
            ("body", _("Text"), latest.body),
        )
    ]
    context = {
        "refusal": conflict,
        "versions": versions,
        "current_by": [latest.actor_label],
        "again_href": reverse("cases:change_article", args=[row.id]),
    }
    return render(request, "ui/conflict.html", context, status=409)


def _tabs(shown: str, typed: str) -> list[Chip]:
    names = (
        ("pages", _("How-to pages")),
        ("answers", _("Published answers")),
        ("templates", _("Templates")),
    )
    return [Chip(name, f"?show={key}&q={typed}", on=key == shown) for key, name in names]
