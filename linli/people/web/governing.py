"""Who leads, who decides, who executes, who is under contract, until when: open to everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from linli.kernel.errors import Missing
from linli.kernel.posts import PostKind
from linli.people import queries
from linli.people.queries import BodyCard, PostCard, body_word
from linli.people.rules import OrganisationKind, Part
from linli.people.web.bodies import body_facts
from linli.places import queries as places
from linli.places.rules import PlaceKind
from linli.ui import menu
from linli.ui.access import ANYONE, Request, open_to

if TYPE_CHECKING:
    from linli.places.models import Place

_PUBLIC_PLACES = frozenset({PlaceKind.COMPOUND, PlaceKind.COMMUNITY})
_NEAREST = (Part.LEADS,)
"""Parts of which only the nearest body is shown."""
_ACTING = {
    Part.LEADS: PostKind.SECRETARY,
    Part.DECIDES: PostKind.CONGRESS_CHAIR,
    Part.EXECUTES: PostKind.OWNERS_COMMITTEE_CHAIR,
    Part.WATCHES: PostKind.SUPERVISION_CHAIR,
}
"""Who does a part where its body has no page yet."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page: what it does, who it is, until when."""

    kicker: str
    title: str
    meta: list[str]
    href: str = ""


@open_to(ANYONE)
@require_safe
def who_decides(request: Request, place_id: UUID) -> HttpResponse:
    """Show who leads, decides, executes, watches and serves at a compound, and until when."""
    tenant, on = request.sub_district_id, timezone.localdate()
    place = places.place(tenant, place_id)
    if place is None or place.kind not in _PUBLIC_PLACES:
        raise Missing("no_place", "")
    above = places.ancestors(tenant, place_id, on=on)
    line = above.ids if above else (place_id,)
    cards = queries.bodies_at(tenant, line, on=on)
    cards.sort(key=lambda card: line.index(card.place_id))
    acting = queries.posts_at(tenant, line, on=on, kinds=_ACTING.values(), public_only=True)
    context = {
        "here": place,
        "where": above.chain[1:-1] if above else (),
        "closed": place.closed_compound,
        "lines": [*_bodies(cards, acting, on), *_providers(request, place)],
        "delegations": queries.delegations_on(tenant, [card.body_id for card in cards], on=on),
        "serves_href": f"{reverse('people:who_serves')}?place={place_id}",
        "elections_href": menu.page_of_elections(place_id),
        "board_href": menu.page_of_board(place_id),
        "service_href": menu.page_of_service(place_id),
        "today": on,
        "tab": "council",
    }
    return render(request, "people/who_decides.html", context)


def _bodies(cards: list[BodyCard], acting: list[PostCard], on: date) -> list[Line]:
    found: list[Line] = []
    for part in (Part.LEADS, Part.DECIDES, Part.EXECUTES, Part.WATCHES):
        mine = [card for card in cards if card.part == part and _is_shown(card, on)]
        shown = mine[:1] if part in _NEAREST else mine
        found += [_line(card, part, on) for card in shown]
        if not mine:
            found.append(_by_post(acting, part))
    return found


def _by_post(acting: list[PostCard], part: Part) -> Line:
    """The nearest post that does the part and is held, else that nobody is entered."""
    for post in acting:
        if post.kind == _ACTING[part] and post.holders:
            return Line(body_word(part), f"{post.place_name} · {post.title}", [post.names])
    return Line(body_word(part), _("Nobody is entered yet"), [])


def _is_shown(card: BodyCard, on: date) -> bool:
    """A group that only prepares or runs an election is shown while it is in office."""
    passing = {OrganisationKind.PREPARATORY_GROUP, OrganisationKind.RESIDENTS_ELECTION_COMMITTEE}
    over = card.term is None or not card.term.first <= on <= card.term.last
    return not (OrganisationKind(card.kind) in passing and over)


def _line(card: BodyCard, part: Part, on: date) -> Line:
    title = card.name
    term = card.term
    if term is None:
        nothing = (
            _("All owners decide together the nine matters of the Civil Code")
            if not card.seated
            else _("No term entered")
        )
        return Line(body_word(part), title, [nothing], _public(card))
    if term.members:
        title = ngettext(
            "%(body)s, %(number)d member", "%(body)s, %(number)d members", len(term.members)
        ) % {
            "body": card.name,
            "number": len(term.members),
        }
    chair = term.led_by()
    meta = [f"{chair.title} {chair.name}"] if chair else []
    meta.append(_until(term.first, term.last, on))
    if card.asks_filing:
        meta.append(_("filed") if card.filed else _("not yet filed"))
    return Line(body_word(part), title, meta, _public(card))


def _until(first: date, last: date, on: date) -> str:
    if on < first:
        return _("term begins %(day)s") % {"day": first.isoformat()}
    if last < on:
        return _("term ended %(day)s, nobody follows yet") % {"day": last.isoformat()}
    return _("term to %(day)s") % {"day": last.isoformat()}


def _public(card: BodyCard) -> str:
    return reverse("people:public_body", args=[card.body_id])


def _providers(request: Request, place: Place) -> list[Line]:
    """The companies that serve the compound, in the words of the page that says how."""
    if place.kind != PlaceKind.COMPOUND:
        return []
    word, href = body_word(Part.SERVES), menu.page_of_service(place.id)
    found = menu.served_by(request.sub_district_id, place.id)
    if not found:
        return [Line(word, _("No property company is entered yet"), [])]
    return [Line(word, company, [until], href) for company, until in found]


@open_to(ANYONE)
@require_safe
def public_body(request: Request, body_id: UUID) -> HttpResponse:
    """Show a body to everybody: offices with names, term, filing, what it lets others do."""
    on = timezone.localdate()
    card = queries.body(request.sub_district_id, body_id, on=on)
    if card is None:
        raise Missing("no_body", "")
    context = {
        "card": card,
        "term": card.term,
        "facts": list(body_facts(card)),
        "delegations": queries.delegations_on(request.sub_district_id, [body_id], on=on),
        "tab": "council",
    }
    return render(request, "people/public_body.html", context)


@open_to(ANYONE)
@require_safe
def composition(request: Request) -> HttpResponse:
    """Show what office holders declared, summed over all bodies of a kind, with the day."""
    context = {
        "kinds": queries.compositions(request.sub_district_id),
        "tab": "council",
    }
    return render(request, "people/composition.html", context)
