"""How the pages of rolls find a roll, a line, a building, and take a form."""

from __future__ import annotations

import unicodedata
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from linli.elections import queries
from linli.elections.rules import KEEPERS, RUNNERS, RollKind, Verb
from linli.kernel.errors import Missing
from linli.kernel.posts import PostKind
from linli.places import queries as places
from linli.places.rules import PlaceKind, counted
from linli.ui import pages
from linli.ui.access import Request, audience

if TYPE_CHECKING:
    from linli.elections.models import Roll

LOOKERS = audience(KEEPERS, PostKind.AUDITOR)
"""Who may open the desk's pages of rolls; inside which places, the queries say."""
WRITERS = audience(RUNNERS)
COUNTER = audience(KEEPERS)

_LONGEST_NUMBER = 9

form_page = partial(pages.form_page, page="elections/rolls/form.html")


def the_roll(request: Request, roll_id: UUID) -> Roll:
    """A roll within the reach of the post acted in."""
    found = queries.roll_seen_by(request.actor, roll_id, on=timezone.localdate())
    if found is None:
        raise Missing("no_roll", _("There is no such roll."))
    return found


def the_public_roll(request: Request, roll_id: UUID) -> Roll:
    """A roll that was made public."""
    found = queries.public_roll(request.sub_district_id, roll_id)
    if found is None:
        raise Missing("no_roll", _("There is no such roll."))
    return found


def may_keep(request: Request, roll: Roll) -> bool:
    """Whether the post acted in may change this roll."""
    on = timezone.localdate()
    return queries.may_do_at(request.actor, Verb.KEEP_ROLL, roll.place_id, on=on)


def is_owners(roll: Roll) -> bool:
    """Whether areas count."""
    return roll.kind == RollKind.OWNERS


def buildings_at(roll: Roll) -> list[tuple[str, str]]:
    """The buildings of the roll's place to choose from, with the compound where there are several."""
    tenant, on = roll.sub_district_id, timezone.localdate()
    found = places.descendants(tenant, roll.place_id, on=on, kinds=[PlaceKind.BUILDING])
    above = places.ancestors_of_many(tenant, found, on=on)
    one_compound = roll.place.kind == PlaceKind.COMPOUND
    named = [
        (one.place_name if one_compound else f"{one.compound_name} {one.place_name}", str(key))
        for key, one in above.items()
    ]
    return [(key, name) for name, key in sorted(named, key=lambda pair: counted(pair[0]))]


def places_for_rolls(request: Request) -> list[tuple[UUID, str]]:
    """The compounds and communities that the post acted in reaches, by name."""
    post, tenant, on = request.actor.post, request.sub_district_id, timezone.localdate()
    if post is None:
        return []
    below = places.descendants(
        tenant, post.place_id, on=on, kinds=[PlaceKind.COMMUNITY, PlaceKind.COMPOUND]
    )
    names = places.place_names(tenant, {*below, post.place_id})
    return sorted(names.items(), key=lambda pair: counted(pair[1]))


def number_in(typed: str) -> int:
    """A number of a roll in an address; anything else is none, which no line bears."""
    plain = unicodedata.normalize("NFKC", typed).strip()
    short = len(plain) <= _LONGEST_NUMBER
    return int(plain) if short and plain.isascii() and plain.isdecimal() else 0
