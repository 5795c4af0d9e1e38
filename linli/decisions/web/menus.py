"""Where pages of decisions stand in the menus."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from linli.ui.menu import Menus, RailPage

MENUS = Menus(
    rail=[
        RailPage(118, "decisions:desk_publications", "speakerphone", gettext_noop("Notices")),
    ],
    tabs=[],
    posts_at="decisions:public_board",
)
