"""Notices for everybody: the boards, one board, one notice with its editions, objections to it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.decisions import actions, queries
from linli.decisions.queries import BoardPlace, Shown
from linli.decisions.queries.board import OF_PART, Board
from linli.decisions.rules import ObjectionTheme, PublicationKind
from linli.decisions.rules.publications import NEVER_OBJECTED
from linli.decisions.web.notices import shown as words
from linli.decisions.web.notices.forms import ObjectionForm, PrintForm
from linli.kernel.errors import Missing
from linli.places import queries as places
from linli.records.queries import journal_head
from linli.ui import menu
from linli.ui.access import ANYONE, SIGNED_IN, Request, open_to
from linli.ui.pages import FORM, as_uuid, form_page, go
from linli.ui.pieces import Chip

if TYPE_CHECKING:
    from linli.decisions.models import Publication


@open_to(ANYONE)
@require_safe
def public_boards(request: Request) -> HttpResponse:
    """List the boards of the sub-district, community by community."""
    on = timezone.localdate()
    tenant = request.sub_district_id
    hanging = queries.hanging_by_place(tenant, on=on)
    compounds = list(places.compounds(tenant, on=on))
    above = places.ancestors_of_many(tenant, [one.id for one in compounds], on=on)
    groups = [
        (
            community,
            [
                (one, hanging.get(one.id, 0))
                for one in [
                    community,
                    *(c for c in compounds if above[c.id].community_id == community.id),
                ]
            ],
        )
        for community in places.communities(tenant, on=on)
    ]
    context = {"groups": groups, "tab": "council"}
    return render(request, "decisions/notices/boards.html", context)


@open_to(ANYONE)
@require_safe
def public_board(request: Request, place_id: UUID) -> HttpResponse:
    """Show a board: what hangs and how long still, what hung, each with its fingerprint."""
    now = timezone.now()
    on = timezone.localdate(now)
    here = the_board(request, place_id)
    part = _part(request)
    after = _after(request)
    found = queries.board(request.sub_district_id, here.ids, shown=part, after=after, on=on)
    context = {
        "here": here,
        "kind_name": places.kind_word(here.kind),
        "lines": [words.line_of(row, here, now) for row in found.rows],
        "chips": _chips(found, part),
        "count": found.counts.hanging + found.counts.over,
        "older": _older(found, part),
        "hung": 0 if found.counts.hanging else found.counts.over,
        "decided": queries.decided_in_year(request.sub_district_id, place_id, on=on),
        "results": found.counts.results_in_year,
        "follows": queries.follows_board(
            request.sub_district_id, place_id, request.actor.account_id
        ),
        "deciders_href": menu.page_of_deciders(place_id),
        "head": journal_head(request.sub_district_id),
        "tab": "council",
    }
    return render(request, "decisions/notices/board.html", context)


@open_to(ANYONE)
@require_safe
def public_publication(request: Request, number: str, edition: int | None = None) -> HttpResponse:
    """Show a notice as it hangs on the wall, or an edition that hung before, with what changed."""
    found = the_publication(request, number)
    now = timezone.now()
    editions = queries.editions_of(found)
    text = next((one for one in editions if one.number == (edition or found.edition)), None)
    if text is None:
        raise Missing("no_edition", _("This notice has no such edition."))
    address = request.build_absolute_uri(
        reverse("decisions:public_edition", args=[found.number, text.number])
    )
    context = {
        "notice": found,
        "edition": text,
        "is_old": text.number != found.edition,
        "kind_name": queries.publication_kind_word(found.kind),
        "clock": words.clock_of(found.until, found.down_on, now),
        "facts": words.hanging_facts(text, text.made_by),
        "spots": words.spot_lines(queries.spots_of(found, text.number)),
        "changes": words.changes_of(editions),
        "decision": _decision(request, found),
        "qr": drawn(address),
        "address": address,
        "tab": "council",
        "back": _to_board(found),
    } | _objections(request, found, now.date())
    return render(request, "decisions/notices/notice.html", context)


@never_cache
@open_to(ANYONE)
@require_http_methods(FORM)
def public_object(request: Request, number: str) -> HttpResponse:
    """Object to a notice that hangs, with an account or with a contact."""
    found = the_publication(request, number)
    signed_in = request.actor.account_id is not None and request.actor.post is None
    form = ObjectionForm(request.POST or None, signed_in=signed_in)

    def act(typed: dict[str, Any]) -> HttpResponse:
        made = actions.object_to_publication(
            actor=request.actor,
            publication_id=found.id,
            theme=ObjectionTheme(typed["theme"]),
            words=typed["words"],
            contact=typed.get("contact", ""),
            key=typed["key"],
            at=timezone.now(),
        )
        said = _("Your objection is in. It is answered by %(day)s.")
        messages.success(request, said % {"day": made.due_on.isoformat()})
        return go("decisions:public_publication", number)

    return form_page(
        request,
        form,
        act,
        page="decisions/notices/object.html",
        notice=found,
        open=_is_open(found, timezone.localdate()),
        tab="council",
        back={
            "href": reverse("decisions:public_publication", args=[number]),
            "label": _("Back to the notice"),
        },
    )


@open_to(ANYONE)
@require_safe
def check_print(request: Request) -> HttpResponse:
    """Say which notice a fingerprint on paper belongs to, and whether it was changed since."""
    typed = request.GET.get("print", "")
    form = PrintForm({"print": typed} if typed else None)
    begins = "".join(typed.split()).lower()
    found = queries.by_print(request.sub_district_id, begins) if form.is_valid() else []
    rows = [
        (row, edition, words.address_of(row), words.kind_word(row.kind)) for row, edition in found
    ]
    context = {"form": form, "rows": rows, "asked": bool(typed), "tab": "council"}
    return render(request, "decisions/notices/check.html", context)


@open_to(SIGNED_IN)
@require_POST
def follow_board(request: Request, place_id: UUID) -> HttpResponse:
    """Be told of a board's everyday notices, or no more."""
    given: dict[str, Any] = {"actor": request.actor, "place_id": place_id, "at": timezone.now()}
    if request.POST.get("leave"):
        actions.leave_board(**given)
        messages.success(request, _("You are told no more."))
    else:
        actions.follow_board(**given)
        messages.success(
            request, _("From now on everyday notices of this board come to your messages.")
        )
    return go("decisions:public_board", place_id)


def the_board(request: Request, place_id: UUID) -> BoardPlace:
    """The board of the address."""
    found = queries.board_place(request.sub_district_id, place_id, on=timezone.localdate())
    if found is None:
        raise Missing("no_board", _("There is no such notice board."))
    return found


def the_publication(request: Request, number: str) -> Publication:
    """The notice of the address."""
    found = queries.publication_by_number(request.sub_district_id, number)
    if found is None:
        raise Missing("no_publication", _("There is no such notice."))
    return found


def drawn(address: str) -> SafeString:
    """A square that leads to an address."""
    drawing = segno.make(address, error="m").svg_inline(omitsize=True, border=0)
    return mark_safe(drawing)  # noqa: S308 - drawn by segno from our own address


def _part(request: Request) -> Shown:
    asked = request.GET.get("part", "")
    return Shown(asked) if asked in set(Shown) else Shown.HANGING


def _after(request: Request) -> tuple[date, UUID] | None:
    day, _dot, row_id = request.GET.get("after", "").partition("_")
    found = as_uuid(row_id)
    try:
        return (date.fromisoformat(day), found) if found else None
    except ValueError:
        return None


def _older(found: Board, part: Shown) -> str:
    if not found.more:
        return ""
    last = found.rows[-1]
    return f"?part={part.value}&after={last.until.isoformat()}_{last.id}"


def _chips(found: Board, part: Shown) -> list[Chip]:
    counts = found.counts
    labels = {
        Shown.HANGING: (_("Hanging"), counts.hanging),
        Shown.OVER: (_("Time is over"), counts.over),
        Shown.DECISIONS: (_("Decisions"), counts.of_part[Shown.DECISIONS]),
        Shown.MONEY: (_("Income and spending"), counts.of_part[Shown.MONEY]),
        Shown.ELECTIONS: (_("Elections"), counts.of_part[Shown.ELECTIONS]),
        Shown.EVERYDAY: (_("Everyday"), counts.of_part[Shown.EVERYDAY]),
    }
    return [
        Chip(label, f"?part={key.value}", count, on=key is part)
        for key, (label, count) in labels.items()
        if count or key not in OF_PART or key is part
    ]


def _decision(request: Request, found: Publication) -> Any:
    if found.decision_id is None:
        return None
    return queries.decision(request.sub_district_id, found.decision_id)


def _to_board(found: Publication) -> dict[str, str]:
    href = reverse("decisions:public_board", args=[found.place_id])
    return {"href": href, "label": found.place.name}


def _is_open(found: Publication, on: date) -> bool:
    """Whether one can object to it today."""
    asks = PublicationKind(found.kind) not in NEVER_OBJECTED
    return asks and found.down_on is None and on <= found.until


def _objections(request: Request, found: Publication, on: date) -> dict[str, Any]:
    """How many objections by theme, the answers, and one's own."""
    if PublicationKind(found.kind) in NEVER_OBJECTED:
        return {"asks": False}
    rows = queries.publication_objections(found)
    account_id = request.actor.account_id
    own = [one for one in rows if account_id is not None and one.account_id == account_id]
    answered = [(queries.theme_word(one.theme), one) for one in rows if one.answered_at]
    return {
        "asks": True,
        "may_object": _is_open(found, on),
        "themes": [
            (queries.theme_word(theme), count)
            for theme, count in queries.objection_counts(found).most_common()
        ],
        "waiting": sum(one.answered_at is None for one in rows),
        "answers": answered,
        "own": [(queries.theme_word(one.theme), one) for one in own],
    }
