"""Where pages that read all rooms stand in the menus."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from linli.ui.menu import Menus, StartPage, TabPage

MENUS = Menus(
    tabs=[TabPage(10, "reports:home", "home", gettext_noop("Home"), key="home")],
    starts=[StartPage(90, "reports:home")],
)
