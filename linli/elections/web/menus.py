"""Where pages of elections stand in the menus."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_noop

from linli.ui.menu import Menus, RailPage

_METHOD = "three_elections_one_hire"


def _elections_at(place_id: UUID) -> str:
    return f"{reverse('elections:public_method', args=[_METHOD])}?place={place_id}"


MENUS = Menus(
    rail=[
        RailPage(
            102,
            "elections:desk_elections",
            "clipboard-check",
            gettext_noop("Elections"),
            group="council",
        ),
        RailPage(
            104,
            "elections:rolls",
            "list-check",
            gettext_noop("Rolls"),
            group="council",
            under=["/desk/proxies/"],
        ),
    ],
    elects=_elections_at,
)
