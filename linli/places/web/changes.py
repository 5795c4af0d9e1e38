"""The forms that change a place: its name, where it lies, its codes, its end, its drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST

from linli.places import actions, queries
from linli.places.rules import PARENT_KINDS, TREE_PARENTS, CodeScheme, Layer, PlaceKind
from linli.places.web.forms import (
    AliasForm,
    CodeForm,
    EndForm,
    MoveForm,
    OutlineForm,
    PlaceForm,
    RenameForm,
)
from linli.places.web.pages import KEEPERS, form_page, the_place
from linli.places.web.public import bounds_words
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, go

if TYPE_CHECKING:
    from linli.places.models import Place

_MOST_CHOICES = 400


@open_to(*KEEPERS)
@require_http_methods(FORM)
def add_place(request: Request, place_id: UUID) -> HttpResponse:
    """Register a place inside the one of the address."""
    parent = the_place(request, place_id)
    kinds = [kind for kind, above in TREE_PARENTS.items() if PlaceKind(parent.kind) in above]
    form = PlaceForm(request.POST or None, kinds=kinds)

    def act(typed: dict[str, Any]) -> HttpResponse:
        typed["kind"] = PlaceKind(typed["kind"])
        new = actions.add_place(
            actor=request.actor, parent_id=parent.id, at=timezone.now(), **typed
        )
        messages.success(request, _("Entered."))
        return go("places:place_record", new.id)

    return _page(request, form, act, parent, title=_("Add a place inside"), verb=_("Enter it"))


@open_to(*KEEPERS)
@require_http_methods(FORM)
def rename_place(request: Request, place_id: UUID) -> HttpResponse:
    """Give a place a new name from a day."""
    here = the_place(request, place_id)
    now = {"name": here.name, "short": here.short, "version": here.version}
    form = RenameForm(request.POST or None, initial=now)

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.rename_place(actor=request.actor, place_id=here.id, at=timezone.now(), **typed)
        return _kept(request, here)

    return _page(request, form, act, here, title=_("Rename"), verb=_("Keep"))


@open_to(*KEEPERS)
@require_http_methods(FORM)
def move_place(request: Request, place_id: UUID) -> HttpResponse:
    """Let a place lie in another from a day on."""
    here = the_place(request, place_id)
    parents = _parents(request, here)
    form = MoveForm(request.POST or None, parents=parents, initial={"version": here.version})

    def act(typed: dict[str, Any]) -> HttpResponse:
        parent_id = UUID(typed.pop("parent"))
        actions.redraw(
            actor=request.actor,
            place_id=here.id,
            parent_id=parent_id,
            at=timezone.now(),
            **typed,
        )
        return _kept(request, here)

    return _page(request, form, act, here, title=_("Move"), verb=_("Move it"))


@open_to(*KEEPERS)
@require_POST
def leave_overlay(request: Request, place_id: UUID, layer: str) -> HttpResponse:
    """Take a place out of its patch, group or grid cell; today is its last day there."""
    here = the_place(request, place_id)
    if layer in set(Layer):
        now = timezone.now()
        actions.leave_overlay(
            actor=request.actor,
            place_id=here.id,
            layer=Layer(layer),
            on=timezone.localdate(now),
            at=now,
        )
    return _kept(request, here)


@open_to(*KEEPERS)
@require_http_methods(FORM)
def end_place(request: Request, place_id: UUID) -> HttpResponse:
    """End a place with a last day; its name is typed again."""
    here = the_place(request, place_id)
    form = EndForm(request.POST or None, word=here.name, initial={"version": here.version})

    def act(typed: dict[str, Any]) -> HttpResponse:
        typed.pop("word")
        actions.retire_place(actor=request.actor, place_id=here.id, at=timezone.now(), **typed)
        messages.success(request, _("The last day is set."))
        return go("places:place_record", here.id)

    return _page(
        request,
        form,
        act,
        here,
        title=_("End this place"),
        verb=pgettext("a place", "End it"),
        danger=True,
    )


@open_to(*KEEPERS)
@require_POST
def mark_closed(request: Request, place_id: UUID) -> HttpResponse:
    """Note that a compound is fenced, or open."""
    here = the_place(request, place_id)
    now = timezone.now()
    actions.mark_closed(
        actor=request.actor,
        place_id=here.id,
        closed=request.POST.get("closed") == "1",
        on=timezone.localdate(now),
        at=now,
    )
    return _kept(request, here)


@open_to(*KEEPERS)
@require_http_methods(FORM)
def give_code(request: Request, place_id: UUID) -> HttpResponse:
    """Give a place a scheme's code from a day."""
    here = the_place(request, place_id)

    def act(typed: dict[str, Any]) -> HttpResponse:
        typed["scheme"] = CodeScheme(typed["scheme"])
        actions.give_code(actor=request.actor, place_id=here.id, at=timezone.now(), **typed)
        return _kept(request, here)

    return _page(
        request, CodeForm(request.POST or None), act, here, title=_("Give a code"), verb=_("Keep")
    )


@open_to(*KEEPERS)
@require_http_methods(FORM)
def add_alias(request: Request, place_id: UUID) -> HttpResponse:
    """Note another name that people use."""
    here = the_place(request, place_id)

    def act(typed: dict[str, Any]) -> HttpResponse:
        now = timezone.now()
        actions.add_alias(
            actor=request.actor, place_id=here.id, on=timezone.localdate(now), at=now, **typed
        )
        return _kept(request, here)

    form = AliasForm(request.POST or None)
    return _page(request, form, act, here, title=_("Note another name"), verb=_("Keep"))


@open_to(*KEEPERS)
@require_POST
def drop_alias(request: Request, place_id: UUID, alias_id: UUID) -> HttpResponse:
    """Take back another name that was noted by mistake."""
    here = the_place(request, place_id)
    now = timezone.now()
    actions.drop_alias(
        actor=request.actor,
        place_id=here.id,
        alias_id=alias_id,
        on=timezone.localdate(now),
        at=now,
    )
    return _kept(request, here)


@open_to(*KEEPERS)
@require_http_methods(FORM)
def draw_place(request: Request, place_id: UUID) -> HttpResponse:
    """Draw a place from GeoJSON text, with what is drawn now on a map beside it."""
    here = the_place(request, place_id)
    now = {
        "geojson": queries.geometry_text(here),
        "invented": here.geometry_invented,
        "version": here.version,
    }
    form = OutlineForm(request.POST or None, initial=now)

    def act(typed: dict[str, Any]) -> HttpResponse:
        day = timezone.localdate()
        actions.set_outline(
            actor=request.actor, place_id=here.id, on=day, at=timezone.now(), **typed
        )
        return _kept(request, here)

    box = queries.box_of_place(here)
    return _page(
        request,
        form,
        act,
        here,
        title=_("Outline and point"),
        verb=_("Keep"),
        map_url=reverse("places:shape", args=[here.id]) if box and here.kind != "dwelling" else "",
        map_bounds=bounds_words(box) if box else "",
    )


def _page(
    request: Request,
    form: Any,
    act: Any,
    here: Place,
    *,
    title: str,
    verb: str,
    **more: Any,
) -> HttpResponse:
    return form_page(
        request,
        form,
        act,
        title=title,
        purpose=f"{queries.kind_word(here.kind)} · {here.name}",
        verb=verb,
        back_href=reverse("places:place_record", args=[here.id]),
        **more,
    )


def _kept(request: Request, here: Place) -> HttpResponse:
    messages.success(request, _("Kept."))
    return go("places:place_record", here.id)


def _parents(request: Request, here: Place) -> list[tuple[str, str]]:
    """What the place may lie in, by kind: for a part of a compound only near ones."""
    on = timezone.localdate()
    tenant = request.sub_district_id
    kinds = PARENT_KINDS[PlaceKind(here.kind)]
    above = queries.ancestors(tenant, here.id, on=on)
    inside = (above.compound_id or above.community_id) if above else None
    found = queries.places_of_kind(tenant, [kind.value for kind in kinds], on=on)
    if here.kind in {PlaceKind.DWELLING, PlaceKind.ENTRANCE} and inside:
        found = found.filter(id__in=queries.descendants(tenant, inside, on=on))
    rows = list(found[:_MOST_CHOICES])
    lines = queries.ancestors_of_many(tenant, [row.id for row in rows], on=on)
    return [
        (str(row.id), f"{queries.kind_word(row.kind)} · {lines[row.id].where}")
        for row in rows
        if row.id in lines
    ]
