"""Where pages that read all rooms stand in the menus."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from linli.ui.menu import Menus, RailPage, StartPage, TabPage

_TOGETHER = [
    "/council/",
    "/votes/",
    "/rolls/",
    "/decisions/",
    "/consultations/",
    "/notices/",
    "/meetings/",
    "/calls/",
    "/pacts/",
    "/affairs/",
    "/withdrawals/",
    "/books/",
    "/works/",
    "/contributions/",
    "/premises/",
    "/serving/",
    "/governance/",
]
MENUS = Menus(
    tabs=[
        TabPage(10, "reports:home", "home", gettext_noop("Home"), key="home"),
        TabPage(
            60,
            "reports:council",
            "messages",
            gettext_noop("Council"),
            key="council",
            under=_TOGETHER,
        ),
    ],
    rail=[
        RailPage(
            103,
            "reports:counter",
            "user-question",
            gettext_noop("Data of a person here"),
            group="people",
        ),
    ],
    starts=[StartPage(90, "reports:home")],
    own_data="reports:my_data",
)
