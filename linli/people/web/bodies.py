"""Bodies at the desk: the list with what runs out first, and the page of one body."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.kernel.errors import Missing
from linli.kernel.posts import BODY_READERS
from linli.people import actions, queries
from linli.people.queries import BodyCard, TermCard, body_word
from linli.people.rules import BODIES, OrganisationKind
from linli.places import queries as places
from linli.records import queries as records
from linli.ui.access import Request, open_to
from linli.ui.clock import ClockFace, clock_face
from linli.ui.pieces import Chip, Fact

_SHOW = ("", "owed", "vacant", "none")


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body in the list, with what is owed first."""

    card: BodyCard
    clock: ClockFace | None
    owed: str


def owed_words(kind: str) -> str:
    """What a clock of a term asks for."""
    return {
        queries.FILING: _("File the new term"),
        queries.HANDOVER: _("Hand it over"),
        queries.RENEWAL: _("Elect anew"),
    }.get(kind, "")


def owed_clocks(term: TermCard, now: datetime) -> list[tuple[str, ClockFace]]:
    """What is owed of a term, each with its clock; an end that is past stands first."""
    found = [(owed_words(owed.kind), clock_face(due_at=owed.due_at, now=now)) for owed in term.owed]
    if term.last < timezone.localdate(now) and not any(
        owed.kind == queries.RENEWAL for owed in term.owed
    ):
        ended = timezone.make_aware(datetime.combine(term.last + timedelta(days=1), time.min))
        found.insert(0, (_("Elect anew"), clock_face(due_at=ended, now=now)))
    return found


@open_to(BODY_READERS)
@require_safe
def bodies(request: Request) -> HttpResponse:
    """List the bodies of the post's place and below, with what runs out or is late first."""
    now, on = timezone.now(), timezone.localdate()
    cards = queries.bodies_within(request.sub_district_id, _own_place(request), on=on)
    shown = request.GET.get("show", "")
    shown = shown if shown in _SHOW else ""
    sets = {
        "": cards,
        "owed": [card for card in cards if card.term and owed_clocks(card.term, now)],
        "vacant": [card for card in cards if card.term and card.term.vacant],
        "none": [card for card in cards if card.seated and card.term is None],
    }
    names = {
        "": _("All"),
        "owed": _("Runs out or owes"),
        "vacant": _("Vacant seats"),
        "none": _("No term entered"),
    }
    context = {
        "rows": [_row(card, now) for card in sets[shown]],
        "chips": [
            Chip(names[key], f"?show={key}", len(sets[key]), on=key == shown) for key in _SHOW
        ],
        "today": on,
    }
    return render(request, "people/bodies.html", context)


def _own_place(request: Request) -> UUID:
    post = request.actor.post
    if post is None:
        raise Missing("no_place", "")
    return post.place_id


def _row(card: BodyCard, now: datetime) -> BodyRow:
    owed = owed_clocks(card.term, now) if card.term else []
    words, clock = owed[0] if owed else ("", None)
    return BodyRow(card, clock, words)


def body_for(request: Request, body_id: UUID) -> BodyCard:
    """The body of an address, if the post acted in reaches its place."""
    on = timezone.localdate()
    card = queries.body(request.sub_district_id, body_id, on=on)
    above = places.ancestors(request.sub_district_id, card.place_id, on=on) if card else None
    if card is None or not queries.reaches(request.actor, above):
        raise Missing("no_body", "")
    return card


@open_to(BODY_READERS)
@require_safe
def body_detail(request: Request, body_id: UUID) -> HttpResponse:
    """Show one body: its term, who sits, who waits, what is filed, lent and handed over."""
    now, on = timezone.now(), timezone.localdate()
    card, tenant = body_for(request, body_id), request.sub_district_id
    term = card.term
    may_keep = actions.may_keep_bodies(request.actor, card.place_id, on=on)
    context = {
        "card": card,
        "term": term,
        "facts": list(body_facts(card)),
        "clocks": owed_clocks(term, now) if term else [],
        "members": term.members if term else (),
        "left": queries.left_seats(tenant, term.term_id, on=on) if term else [],
        "alternates": queries.alternates_of(tenant, term.term_id) if term else [],
        "filings": queries.filings_of(tenant, term.term_id) if term else [],
        "papers": records.attachments_of(tenant, term.term_id, for_staff=True) if term else [],
        "handover": queries.handover_of(tenant, term.term_id) if term else None,
        "delegations": queries.delegations_of(tenant, [card.body_id]),
        "terms": queries.terms_of(tenant, card.body_id),
        "same_named": queries.same_named(tenant, term.term_id, on=on) if term and may_keep else [],
        "corrections": queries.corrections_of_body(tenant, card.body_id),
        "may_keep": may_keep,
        "filed_only": BODIES[OrganisationKind(card.kind)].filed_only,
        "today": on,
    }
    return render(request, "people/body_detail.html", context)


def body_facts(card: BodyCard) -> Iterator[Fact]:
    """The term of a body in a few lines."""
    yield Fact(
        _("Place"),
        card.place_name,
        href=reverse("people:who_decides", args=[card.place_id])
        if card.place_kind == "compound"
        else "",
    )
    term = card.term
    if term is None:
        yield Fact(_("Term"), _("none entered") if card.seated else _("has no seats"))
        return
    yield Fact(
        _("Term"),
        _("%(first)s to %(last)s") % {"first": term.first, "last": term.last},
        note=_("term %(number)d") % {"number": term.number},
    )
    yield Fact(
        _("Number of seats"),
        str(term.seats),
        note=_("%(number)d vacant") % {"number": term.vacant} if term.vacant else "",
    )
    yield Fact(_("Rests on"), term.election_number or term.basis, note=body_word(term.came))
    if not (card.asks_filing or term.filed_with):
        return
    asked = BODIES[OrganisationKind(card.kind)].filed_with
    missing = [body_word(one) for one in asked if one not in term.filed_with]
    yield Fact(
        _("Filed"),
        _("yes") if not missing else _("not yet"),
        note="、".join(missing),
    )
