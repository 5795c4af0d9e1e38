"""Notices at the desk: put up, photographed, edited, taken down; objections answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.decisions import actions, queries
from linli.decisions.queries.publications import BOARD_PLACES, PAGE
from linli.decisions.rules import PublicationKind, Verb, may_publish
from linli.decisions.rules.publications import EVERYDAY_POSTERS
from linli.decisions.rules.who import POWERS
from linli.decisions.web.notices import shown as words
from linli.decisions.web.notices.forms import AnswerForm, PhotoForm, WhatForm, photo_in
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.places import queries as places
from linli.ui.access import Request, audience, open_to
from linli.ui.pages import FORM, as_uuid, form_page, go
from linli.ui.pieces import Chip

if TYPE_CHECKING:
    from linli.decisions.models import Publication, PublicationObjection

SEERS = audience(POWERS[Verb.SEE] | EVERYDAY_POSTERS)
"""Who finds notices at the desk."""
POSTERS = audience(EVERYDAY_POSTERS)
"""Who puts some kind of them up."""


@open_to(*SEERS)
@require_safe
def desk_publications(request: Request) -> HttpResponse:
    """List the notices in the reach of the post, with what each waits for."""
    on = timezone.localdate()
    everything = request.GET.get("all") == "1"
    before = as_uuid(request.GET.get("before", ""))
    found = queries.publications_seen_by(
        request.actor, waiting=not everything, before=before, on=on
    )
    page = found[:PAGE]
    tenant = request.sub_district_id
    spots = queries.spots_of_many(tenant, page)
    waiting = queries.objections_waiting_by_notice(tenant, [one.id for one in page])
    more = f"?before={page[-1].id}" + ("&all=1" if everything else "") if len(found) > PAGE else ""
    context = {
        "rows": [
            (
                one,
                queries.publication_kind_word(one.kind),
                words.waits_for(one, spots[one.id], waiting[one.id], on),
            )
            for one in page
        ],
        "tabs": [
            Chip(_("Up now"), "?", on=not everything),
            Chip(_("All"), "?all=1", on=everything),
        ],
        "older": more,
        "may_post": any(may_publish(kind, request.actor.kind) for kind in PublicationKind),
    }
    return render(request, "decisions/notices/desk_list.html", context)


@open_to(*POSTERS)
@require_http_methods(FORM)
def desk_new_publication(request: Request) -> HttpResponse:
    """Ask what kind of notice it is, and on which board it hangs."""
    form = WhatForm(request.POST or None, kinds=_kinds(request), places=_boards(request))

    def act(typed: dict[str, Any]) -> HttpResponse:
        query = f"kind={typed['kind']}&place={typed['place']}"
        return go("decisions:desk_publish", query=query)

    return form_page(
        request,
        form,
        act,
        page="decisions/notices/desk_form.html",
        title=_("Put up a notice"),
        purpose=_("Decisions and results are put up from the page of their decision."),
        verb=_("Go on"),
        back_href=reverse("decisions:desk_publications"),
    )


@open_to(*SEERS)
@require_http_methods(FORM)
def desk_publication(request: Request, publication_id: UUID) -> HttpResponse:
    """Show a notice at the desk: its text, where it hangs, its photos, what was said against it."""
    found = the_notice(request, publication_id)
    on = timezone.localdate()
    editions = queries.editions_of(found)
    may = queries.may_publish_at(request.actor, PublicationKind(found.kind), found.place_id, on=on)
    context = {
        "notice": found,
        "edition": editions[-1],
        "kind_name": queries.publication_kind_word(found.kind),
        "clock": words.clock_of(found.until, found.down_on, timezone.now()),
        "facts": words.hanging_facts(editions[-1], editions[-1].made_by),
        "spots": words.spot_lines(queries.spots_of(found)),
        "changes": words.changes_of(editions),
        "objections": [
            (one, queries.theme_word(one.theme), one.answered_at is None and one.due_on < on)
            for one in queries.publication_objections(found)
        ],
        "form": PhotoForm(),
        "over": on >= found.until,
        "may_edit": may and found.down_on is None,
    }
    return render(request, "decisions/notices/desk_notice.html", context)


@open_to(*POSTERS)
@require_POST
def desk_photo(request: Request, publication_id: UUID, spot: int) -> HttpResponse:
    """Take in the photo of a notice at one of its places: the first when it went up, then the last."""
    found = the_notice(request, publication_id)
    form = PhotoForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Choose a photo first."))
        return go("decisions:desk_publication", publication_id)
    photo, at = photo_in(form.cleaned_data["photo"]), timezone.now()
    given: dict[str, Any] = {
        "actor": request.actor,
        "publication_id": found.id,
        "spot": spot,
        "photo": photo,
        "at": at,
    }
    if request.POST.get("down"):
        actions.take_down(**given, on=timezone.localdate(at))
        messages.success(request, _("It is noted that the notice came down."))
    else:
        actions.show_spot(**given)
        messages.success(request, _("The photo is kept."))
    return go("decisions:desk_publication", publication_id)


@open_to(*POSTERS)
@require_http_methods(FORM)
def desk_publication_objection(request: Request, objection_id: UUID) -> HttpResponse:
    """Read one objection and answer it."""
    found = _the_objection(request, objection_id)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _answered(request, found, form.cleaned_data)
        except (NotAllowed, Missing, Conflict):
            raise
        except Refused as refusal:
            form.add_error(None, refusal.message)
    else:
        actions.look_at_publication_objection(
            actor=request.actor, objection_id=objection_id, at=timezone.now()
        )
    context = {
        "objection": found,
        "notice": found.publication,
        "theme": queries.theme_word(found.theme),
        "form": form,
        "back_href": reverse("decisions:desk_publication", args=[found.publication_id]),
    }
    status = 422 if form.errors else 200
    return render(request, "decisions/notices/desk_objection.html", context, status=status)


def the_notice(request: Request, publication_id: UUID) -> Publication:
    """The notice of the address, within the reach of the post acted in."""
    found = queries.publication_seen_by(request.actor, publication_id, on=timezone.localdate())
    if found is None:
        raise Missing("no_publication", _("There is no such notice."))
    return found


def _the_objection(request: Request, objection_id: UUID) -> PublicationObjection:
    found = queries.publication_objection(request.sub_district_id, objection_id)
    on = timezone.localdate()
    if found is None or not queries.sees_notices_at(
        request.actor, found.publication.place_id, on=on
    ):
        raise Missing("no_objection", _("There is no such objection."))
    return found


def _answered(request: Request, found: PublicationObjection, typed: dict[str, Any]) -> HttpResponse:
    actions.answer_publication_objection(
        actor=request.actor,
        objection_id=found.id,
        answer=typed["answer"],
        upheld=typed["upheld"] == "yes",
        at=timezone.now(),
    )
    messages.success(request, _("Answered. The answer stands on the notice's page."))
    return go("decisions:desk_publication", found.publication_id)


def _kinds(request: Request) -> list[tuple[str, str]]:
    """The kinds that this post may put up of itself; the two disclosures come with a decision."""
    own = [
        kind
        for kind in PublicationKind
        if may_publish(kind, request.actor.kind)
        and kind not in {PublicationKind.DECISION, PublicationKind.RESULT}
    ]
    on = timezone.localdate()
    return [(kind.value, _kind_label(request, kind, on)) for kind in own]


def _kind_label(request: Request, kind: PublicationKind, on: Any) -> str:
    days = queries.least_days(request.sub_district_id, kind, on=on)
    name = queries.publication_kind_word(kind)
    if not days:
        return f"{name}\n{_('as long as it is useful')}"
    least = _("hangs at least %(days)s days") % {"days": days}
    return f"{name}\n{least}"


def _boards(request: Request) -> list[tuple[str, str]]:
    """The boards within the reach of the post acted in."""
    post = request.actor.post
    if post is None:
        return []
    on = timezone.localdate()
    below = places.descendants(request.sub_district_id, post.place_id, on=on, kinds=BOARD_PLACES)
    found = places.places(request.sub_district_id, [post.place_id, *below])
    shown = [one for one in found.values() if one.kind in BOARD_PLACES]
    shown.sort(key=lambda one: (one.id != post.place_id, one.name))
    return [(str(one.id), f"{one.name}（{places.kind_word(one.kind)}）") for one in shown]
