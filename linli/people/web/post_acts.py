"""Filling posts: set up, appoint, name a deputy, end, close."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from linli.kernel.errors import Missing, NotAllowed
from linli.kernel.posts import POST_HOLDERS, PostKind
from linli.people import actions, queries
from linli.people.web.forms import AppointForm, DeputyForm, LastDayForm, NewPostForm, PostForm
from linli.people.web.pages import account_named, form_page
from linli.people.web.posts import FILLERS, card_of, fillable
from linli.places import queries as places
from linli.records import queries as records
from linli.ui.access import ADMINISTRATOR, Request, audience, open_to
from linli.ui.forms import PlainForm
from linli.ui.pages import FORM, as_uuid, go

DELEGATORS = audience(POST_HOLDERS, ADMINISTRATOR)
"""Every holder names a deputy for the own post."""


def _post_page(
    request: Request, post_id: UUID, form: PlainForm, act: Any, said: str, **words: Any
) -> HttpResponse:
    """A form about one post; it leads back to the post."""
    card = card_of(request, post_id)

    def then(typed: dict[str, Any]) -> HttpResponse:
        act(typed)
        messages.success(request, said)
        return go("people:post_detail", post_id)

    purpose = f"{card.place_name} · {card.title}"
    back = reverse("people:post_detail", args=[post_id])
    return form_page(request, form, then, purpose=purpose, back_href=back, **words)


@open_to(*FILLERS)
@require_http_methods(FORM)
def establish_post(request: Request) -> HttpResponse:
    """Set up a post at a place."""
    place_id = as_uuid(request.GET.get("place", ""))
    place = places.place(request.sub_district_id, place_id) if place_id else None
    if place is None:
        raise Missing("no_place", "")
    kinds = fillable(request, place)
    if not kinds:
        raise NotAllowed("not_appointer", _("You set up no posts at this place."))
    above = places.ancestors(request.sub_district_id, place.id, on=timezone.localdate())
    line = above.ids if above else (place.id,)
    bodies = queries.organisations_at(request.sub_district_id, line, on=timezone.localdate())
    form = NewPostForm(
        request.POST or None,
        kinds=kinds,
        bodies=[(str(body.id), f"{body.name} · {body.place.name}") for body in bodies],
        initial={"kind": request.GET.get("kind", "")},
    )

    def act(typed: dict[str, Any]) -> HttpResponse:
        post = actions.establish_post(
            actor=request.actor,
            kind=PostKind(typed["kind"]),
            place_id=place.id,
            organisation_id=as_uuid(typed["organisation"]),
            name=typed["name"],
            duty_phone=typed["duty_phone"],
            public=typed["public"],
            valid_from=typed["valid_from"],
            at=timezone.now(),
        )
        messages.success(request, _("The post is set up. Now appoint its holder."))
        return go("people:post_detail", post.id)

    back = f"{reverse('people:posts')}?place={place.id}"
    return form_page(
        request,
        form,
        act,
        title=_("Set up a post"),
        purpose=place.name,
        verb=_("Set it up"),
        back_href=back,
    )


@open_to(*FILLERS)
@require_http_methods(FORM)
def appoint(request: Request, post_id: UUID) -> HttpResponse:
    """Let an account hold the post for a term."""

    def act(typed: dict[str, Any]) -> None:
        actions.appoint(
            actor=request.actor,
            post_id=post_id,
            account_id=account_named(typed.pop("username")),
            at=timezone.now(),
            **typed,
        )

    form = AppointForm(request.POST or None)
    words = {"title": _("Appoint a holder"), "verb": _("Appoint")}
    return _post_page(request, post_id, form, act, _("Appointed, and told."), **words)


@open_to(*DELEGATORS)
@require_http_methods(FORM)
def delegate(request: Request, post_id: UUID) -> HttpResponse:
    """Let an account stand in for the holder for a stated time."""

    def act(typed: dict[str, Any]) -> None:
        actions.delegate(
            actor=request.actor,
            post_id=post_id,
            account_id=account_named(typed.pop("username")),
            at=timezone.now(),
            **typed,
        )

    form = DeputyForm(request.POST or None)
    words = {"title": _("Name a deputy"), "verb": _("Name the deputy")}
    return _post_page(request, post_id, form, act, _("The deputy is named, and told."), **words)


@open_to(*FILLERS)
@require_http_methods(FORM)
def end_term(request: Request, post_id: UUID, term_id: UUID) -> HttpResponse:
    """End a holder's term."""

    def act(typed: dict[str, Any]) -> None:
        actions.end_term(actor=request.actor, holding_id=term_id, at=timezone.now(), **typed)

    form = LastDayForm(request.POST or None)
    words = {"title": _("End the term"), "verb": _("End it")}
    return _post_page(request, post_id, form, act, _("The last day is set."), **words)


@open_to(*DELEGATORS)
@require_http_methods(FORM)
def end_deputy(request: Request, post_id: UUID, term_id: UUID) -> HttpResponse:
    """End a deputy's time early."""

    def act(typed: dict[str, Any]) -> None:
        actions.end_deputy(actor=request.actor, deputy_id=term_id, at=timezone.now(), **typed)

    form = LastDayForm(request.POST or None)
    words = {"title": _("End the deputy's time"), "verb": _("End it")}
    return _post_page(request, post_id, form, act, _("The last day is set."), **words)


@open_to(*FILLERS)
@require_http_methods(FORM)
def change_post(request: Request, post_id: UUID) -> HttpResponse:
    """Change what the post is called, its duty telephone, whether the public sees it."""

    def act(typed: dict[str, Any]) -> None:
        actions.change_post(actor=request.actor, post_id=post_id, at=timezone.now(), **typed)

    card = card_of(request, post_id)
    now = {"name": card.own_name, "duty_phone": card.own_phone, "public": card.public}
    form = PostForm(request.POST or None, initial=now)
    words = {"title": _("Change the post"), "verb": _("Keep")}
    return _post_page(request, post_id, form, act, _("Kept."), **words)


@open_to(*FILLERS)
@require_http_methods(FORM)
def close_post(request: Request, post_id: UUID) -> HttpResponse:
    """End the post with all its terms."""

    def act(typed: dict[str, Any]) -> None:
        actions.close_post(actor=request.actor, post_id=post_id, at=timezone.now(), **typed)

    form = LastDayForm(request.POST or None)
    owed = len(records.duties_of_post(request.sub_district_id, post_id))
    if owed:
        form.fields["last_day"].help_text = _(
            "Steps that this post still owes: %(number)d. Hand them on first; after the last day "
            "nobody can do them in this post."
        ) % {"number": owed}
    words = {"title": _("Close the post"), "verb": _("Close this post")}
    said = _("The post ends on that day, with all terms.")
    return _post_page(request, post_id, form, act, said, **words)
