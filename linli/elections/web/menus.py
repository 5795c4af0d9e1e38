"""Where pages of elections stand in the menus."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from linli.ui.menu import Menus, RailPage, TabPage

MENUS = Menus(
    rail=[
        RailPage(102, "elections:desk_elections", "clipboard-check", gettext_noop("Elections")),
        RailPage(104, "elections:rolls", "list-check", gettext_noop("Rolls")),
    ],
    tabs=[
        TabPage(
            60, "elections:public_elections", "messages", gettext_noop("Council"), key="council"
        )
    ],
)
