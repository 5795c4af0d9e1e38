"""What these pages share: find the decision, who may open them, the frame of a form."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from linli.decisions import queries
from linli.decisions.rules import Verb
from linli.decisions.rules.calls import SEERS as CALL_SEERS
from linli.decisions.rules.who import READERS, RUNNERS
from linli.kernel.errors import Missing
from linli.people import queries as people
from linli.places import queries as places
from linli.places.rules import PlaceKind, counted
from linli.ui import pages
from linli.ui.access import Request, audience

if TYPE_CHECKING:
    from linli.decisions.models import Decision

SEE = audience(READERS)
RUN = audience(RUNNERS)
CALLS = audience(CALL_SEERS)

desk_form = partial(pages.form_page, page="decisions/participation/desk_form.html")
public_form = partial(pages.form_page, page="decisions/participation/public_form.html")


def desk_decision(request: Request, decision_id: UUID) -> Decision:
    """A decision within the reach of the post acted in."""
    found = queries.decision_seen_by(request.actor, decision_id, on=timezone.localdate())
    if found is None:
        raise Missing("no_decision", _("There is no such decision."))
    return found


def public_decision(request: Request, decision_id: UUID) -> Decision:
    """A decision as anybody finds it."""
    found = queries.decision(request.sub_district_id, decision_id)
    if found is None:
        raise Missing("no_decision", _("There is no such decision."))
    return found


def may(request: Request, verb: Verb, place_id: UUID) -> bool:
    """Whether the post acted in may do this at a place today."""
    return queries.may_do_at(request.actor, verb, place_id, on=timezone.localdate())


def own_places(request: Request) -> list[tuple[str, str]]:
    """Compounds and communities where the reader lives or leads a group, to choose from."""
    actor, on = request.actor, timezone.localdate()
    if actor.account_id is None:
        return []
    claims = people.claims_of(actor.sub_district_id, actor.account_id, on=on)
    starts = [one.dwelling_id for one in claims if one.held]
    starts += [actor.post.place_id] if actor.post else []
    found: dict[UUID, str] = {}
    for above in places.ancestors_of_many(actor.sub_district_id, starts, on=on).values():
        if above.compound_id:
            found[above.compound_id] = above.compound_name
        if above.community_id:
            found[above.community_id] = above.community_name
    return [(str(key), name) for key, name in found.items()]


def communities_reached(request: Request) -> list[tuple[UUID, str]]:
    """The communities that the post acted in reaches, by name."""
    post, on = request.actor.post, timezone.localdate()
    if post is None:
        return []
    below = places.descendants(
        request.sub_district_id, post.place_id, on=on, kinds=[PlaceKind.COMMUNITY]
    )
    here = [post.place_id] if post.place_kind == PlaceKind.COMMUNITY else []
    names = places.place_names(request.sub_district_id, {*below, *here})
    return sorted(names.items(), key=lambda pair: counted(pair[1]))
