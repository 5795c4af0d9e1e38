"""Where pages of requests stand in the menus."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from linli.ui.menu import Menus, RailPage, StartPage, TabPage

MENUS = Menus(
    rail=[
        RailPage(10, "cases:desk", "inbox", gettext_noop("Queue")),
        RailPage(20, "cases:desk_sort", "list-check", gettext_noop("Sort what came in")),
        RailPage(40, "cases:desk_report", "phone", gettext_noop("Record a request")),
        RailPage(50, "cases:follow_ups", "message-2-check", gettext_noop("Follow-up calls")),
        RailPage(
            70,
            "cases:categories",
            "sitemap",
            gettext_noop("Categories and routes"),
            group="record",
            under=["/setup/routes/"],
        ),
        RailPage(80, "cases:knowledge", "book-2", gettext_noop("Knowledge"), group="record"),
        RailPage(
            240, "cases:api_keys", "key", gettext_noop("Keys for other systems"), group="setup"
        ),
    ],
    tabs=[TabPage(90, "cases:my_cases", "user", gettext_noop("Mine"), key="mine", under=["/my/"])],
    starts=[StartPage(20, "cases:desk")],
    finds="cases:desk",
    reports="cases:report_what",
)
