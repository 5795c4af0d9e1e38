"""How the pages of this room find a place and take a form."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from linli.kernel.errors import Missing
from linli.kernel.posts import OFFICE, PostKind
from linli.places import queries
from linli.ui import pages
from linli.ui.access import ADMINISTRATOR, Request, audience

if TYPE_CHECKING:
    from linli.places.models import Place

KEEPERS = audience(OFFICE, PostKind.SECRETARY, ADMINISTRATOR)
"""Who may open the forms; inside which places, the actions say."""


def the_place(request: Request, place_id: UUID) -> Place:
    """The place of an address, in force or ended."""
    found = queries.place(request.sub_district_id, place_id)
    if found is None:
        raise Missing("no_such_place", _("There is no such place."))
    return found


form_page = partial(pages.form_page, page="places/place_form.html")
"""A form in this room's own frame."""
