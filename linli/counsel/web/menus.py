"""Where pages of sealed files stand in the menus."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from linli.ui.menu import Menus, RailPage

MENUS = Menus(
    rail=[
        RailPage(140, "counsel:talks", "messages", gettext_noop("Talks")),
        RailPage(141, "counsel:talk_overview", "chart-bar", gettext_noop("Counselling in numbers")),
        RailPage(148, "counsel:teams", "lock", gettext_noop("Teams of sealed files")),
    ]
)
