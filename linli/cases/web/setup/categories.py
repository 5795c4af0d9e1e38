"""The category tree and the routing table, kept by the office."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.cases.actions.categories import add_category as add
from linli.cases.actions.categories import change_category as change
from linli.cases.queries import tree
from linli.cases.queries.names import type_name
from linli.cases.queries.suggestions import router
from linli.cases.queries.tree import CategoryRow
from linli.cases.rules.categories import LEVELS
from linli.cases.web.pages import form_page
from linli.cases.web.setup.forms import CategoryForm, ChangedCategoryForm
from linli.kernel.errors import Missing
from linli.kernel.posts import OFFICE
from linli.ui.access import ADMINISTRATOR, Request, audience, open_to
from linli.ui.pages import FORM, go
from linli.ui.pieces import Chip

KEEPERS = audience(OFFICE, ADMINISTRATOR)


@open_to(*KEEPERS)
@require_safe
def categories(request: Request) -> HttpResponse:
    """Show the tree, a first-level category at a time, or what a word finds in it."""
    rows = tree.category_rows(request.sub_district_id)
    typed = request.GET.get("q", "").strip()[:60]
    tops = [row for row in rows if row.level == 1]
    top = next((row for row in tops if str(row.id) == request.GET.get("top")), None)
    top = top or next(iter(tops), None)
    if typed:
        shown = [row for row in rows if typed.lower() in row.path.lower()]
    else:
        shown = [row for row in rows if top and _lies_in(row, top)]
    context = {
        "tabs": tabs("categories"),
        "tops": [Chip(row.name, f"?top={row.id}", row.below, on=row is top) for row in tops],
        "rows": [(row, type_name(row.default_type) if row.default_type else "") for row in shown],
        "typed": typed,
        "levels": LEVELS,
        "count": len(rows),
        "model": router(request.sub_district_id),
    }
    return render(request, "cases/setup/categories.html", context)


@open_to(*KEEPERS)
@require_http_methods(FORM)
def add_category(request: Request) -> HttpResponse:
    """Put a category at the top, or under the one that the address names."""
    above = _row(request, request.GET.get("parent", ""))
    form = CategoryForm(request.POST or None)

    def act(_typed: dict[str, Any]) -> HttpResponse:
        made = add(
            actor=request.actor,
            parent_id=above.id if above else None,
            at=timezone.now(),
            **form.facts(),
        )
        messages.success(request, _("Added: %(name)s.") % {"name": made.path})
        return go(_back(above))

    return form_page(
        request,
        form,
        act,
        title=_("Add a category"),
        purpose=above.path if above else _("At the top of the tree"),
        verb=_("Add"),
        back_href=_back(above),
    )


@open_to(*KEEPERS)
@require_http_methods(FORM)
def change_category(request: Request, category_id: UUID) -> HttpResponse:
    """Rename, close or open a category."""
    row = _row(request, str(category_id))
    if row is None:
        raise Missing("no_category", _("There is no such category."))
    now = {name: getattr(row, name) for name in ("name", "default_type", "service_code", "closed")}
    form = ChangedCategoryForm(request.POST or None, initial=now)

    def act(_typed: dict[str, Any]) -> HttpResponse:
        change(actor=request.actor, category_id=row.id, at=timezone.now(), **form.facts())
        messages.success(request, _("Kept."))
        return go(_back(row))

    below = reverse("cases:add_category") + f"?parent={row.id}"
    return form_page(
        request,
        form,
        act,
        title=row.name,
        purpose=row.path,
        verb=_("Keep"),
        back_href=_back(row),
        more_href=below if row.level < LEVELS else "",
        more=_("Add a category below"),
    )


def tabs(here: str) -> list[Chip]:
    """The two pages of sorting."""
    return [
        Chip(_("Categories"), reverse("cases:categories"), on=here == "categories"),
        Chip(_("Routing table"), reverse("cases:routes"), on=here == "routes"),
    ]


def _row(request: Request, key: str) -> CategoryRow | None:
    try:
        return tree.category_row(request.sub_district_id, UUID(key))
    except ValueError:
        return None


def _lies_in(row: CategoryRow, top: CategoryRow) -> bool:
    return row.path == top.path or row.path.startswith(f"{top.path}/")


def _back(row: CategoryRow | None) -> str:
    """The tree, opened where the row lies."""
    page = reverse("cases:categories")
    return f"{page}?q={row.path.partition('/')[0]}" if row else page
