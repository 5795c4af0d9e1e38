"""Where pages of elections stand in the menus."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from linli.ui.menu import Menus, RailPage

MENUS = Menus(
    rail=[
        RailPage(134, "elections:rolls", "list-check", gettext_noop("Rolls")),
    ]
)
