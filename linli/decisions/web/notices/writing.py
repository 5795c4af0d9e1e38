"""Writing a notice at the desk: a new one, and the next edition of one that hangs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from linli.decisions import actions, queries
from linli.decisions.rules import PublicationKind, SpotKind, must_hang_until
from linli.decisions.rules.publications import spots_from
from linli.decisions.web.notices.desk import POSTERS, the_notice
from linli.decisions.web.notices.forms import EditForm, NoticeForm, photo_in
from linli.kernel.errors import Missing
from linli.places import queries as places
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, as_uuid, form_page, go

if TYPE_CHECKING:
    from linli.decisions.models import Decision, Publication

FEWEST_SHOWN = 1
"""An everyday notice is drafted for a day at least."""


@open_to(*POSTERS)
@require_http_methods(FORM)
def desk_publish(request: Request) -> HttpResponse:
    """Write a notice of the kind and for the board that the address names, and put it up."""
    kind = _kind(request)
    decision = _decision(request)
    place_id = decision.place_id if decision else as_uuid(request.GET.get("place", ""))
    place = places.place(request.sub_district_id, place_id) if place_id else None
    if place is None:
        raise Missing("no_board", _("There is no such notice board."))
    on = timezone.localdate()
    form = NoticeForm(
        request.POST or None,
        request.FILES or None,
        kind=kind,
        asked=queries.places_asked(request.sub_district_id, kind, on=on),
        initial=_initial(request, kind, decision, on),
    )

    def act(typed: dict[str, Any]) -> HttpResponse:
        made = actions.publish(
            actor=request.actor,
            draft=form.draft(),
            place_id=place.id,
            decision_id=decision.id if decision else None,
            photo=photo_in(typed["photo"]),
            key=form.sent_key,
            at=timezone.now(),
        )
        messages.success(request, _("Notice %(number)s is up.") % {"number": made.number})
        return go("decisions:desk_publication", made.id)

    return form_page(
        request,
        form,
        act,
        page="decisions/notices/desk_form.html",
        title=queries.publication_kind_word(kind),
        purpose=place.name,
        note=_rule_words(request, kind, on),
        verb=_("Put it up"),
        multipart=True,
        back_href=reverse("decisions:desk_publications"),
    )


@open_to(*POSTERS)
@require_http_methods(FORM)
def desk_edit_publication(request: Request, publication_id: UUID) -> HttpResponse:
    """Write the next edition of a notice that hangs; its clock begins anew."""
    found = the_notice(request, publication_id)
    kind = PublicationKind(found.kind)
    on = timezone.localdate()
    form = EditForm(
        request.POST or None,
        request.FILES or None,
        kind=kind,
        asked=queries.places_asked(request.sub_district_id, kind, on=on),
        initial=_as_it_is(request, found, on),
    )

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.edit_publication(
            actor=request.actor,
            publication_id=found.id,
            version=typed["version"],
            draft=form.draft(),
            why=typed["why"],
            photo=photo_in(typed["photo"]),
            at=timezone.now(),
        )
        messages.success(request, _("The new edition is up. Its clock runs from today."))
        return go("decisions:desk_publication", found.id)

    return form_page(
        request,
        form,
        act,
        page="decisions/notices/desk_form.html",
        title=_("Change the notice"),
        purpose=found.title,
        note=_(
            "A changed notice hangs its whole time anew, with new photos. What it said before stays "
            "visible to everybody."
        ),
        verb=_("Put up the new edition"),
        multipart=True,
        back_href=reverse("decisions:desk_publication", args=[found.id]),
    )


def _kind(request: Request) -> PublicationKind:
    asked = request.GET.get("kind", "")
    if asked not in set(PublicationKind):
        raise Missing("no_kind", _("There is no such kind of notice."))
    return PublicationKind(asked)


def _decision(request: Request) -> Decision | None:
    asked = as_uuid(request.GET.get("decision", ""))
    if asked is None:
        return None
    return queries.decision_seen_by(request.actor, asked, on=timezone.localdate())


def _initial(
    request: Request, kind: PublicationKind, decision: Decision | None, on: date
) -> dict[str, Any]:
    days = queries.least_days(request.sub_district_id, kind, on=on)
    first = {"until": must_hang_until(on, max(days, FEWEST_SHOWN))}
    if decision is None:
        return first
    last = next(iter(queries.publications_of(request.sub_district_id, decision.id)[::-1]), None)
    return {**first, "title": decision.title, **(_places(last) if last else {})}


def _as_it_is(request: Request, found: Publication, on: date) -> dict[str, Any]:
    text = queries.editions_of(found)[-1]
    days = queries.least_days(request.sub_district_id, PublicationKind(found.kind), on=on)
    times: dict[str, Any] = {}
    for name, at in (("begins", text.begins_at), ("ends", text.ends_at)):
        if at is not None:
            local = timezone.localtime(at)
            times |= {f"{name}_on": local.date(), f"{name}_time": local.time()}
    return {
        "title": text.title,
        "text": text.text,
        "until": max(found.until, must_hang_until(on, days)),
        "version": found.version,
        **_places(found),
        **times,
    }


def _places(found: Publication) -> dict[str, str]:
    """The words of the places where a notice hangs, for the fields of the form."""
    spots = spots_from(queries.editions_of(found)[-1].spots)
    return {kind.value: spot.words for kind in SpotKind for spot in spots if spot.kind is kind}


def _rule_words(request: Request, kind: PublicationKind, on: date) -> str:
    days = queries.least_days(request.sub_district_id, kind, on=on)
    if not days:
        return ""
    words = _("It hangs at least %(days)s days, today not counted; it cannot come down before.")
    return words % {"days": days}
