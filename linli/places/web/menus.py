"""Where pages of places stand in the menus."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from linli.ui.menu import Menus, RailPage

MENUS = Menus(
    rail=[
        RailPage(110, "places:places", "map-2", gettext_noop("Places"), group="people"),
        RailPage(230, "places:setup", "map-pin", gettext_noop("Set up places"), group="setup"),
    ]
)
