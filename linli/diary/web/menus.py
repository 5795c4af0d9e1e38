"""Where pages of rooms and hours stand in the menus."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from linli.ui.menu import Menus, RailPage

MENUS = Menus(
    rail=[RailPage(125, "diary:rooms", "calendar", gettext_noop("Rooms and duty hours"))],
)
