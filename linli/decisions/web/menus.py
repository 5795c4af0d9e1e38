"""Where pages of decisions stand in the menus."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from linli.ui.menu import Menus, RailPage

MENUS = Menus(
    rail=[
        RailPage(
            105,
            "decisions:desk_list",
            "scale",
            gettext_noop("Decide together"),
            group="council",
            under=["/desk/consultations/"],
        ),
        RailPage(
            106, "decisions:desk_meetings", "users-group", gettext_noop("Meetings"), group="council"
        ),
        RailPage(
            107,
            "decisions:desk_voices",
            "messages",
            gettext_noop("What people say"),
            group="council",
        ),
        RailPage(
            108,
            "decisions:desk_calls",
            "list-check",
            gettext_noop("Calls for an assembly"),
            group="council",
        ),
        RailPage(
            109,
            "decisions:desk_papers",
            "file-text",
            gettext_noop("Pact and disclosures"),
            group="council",
            under=["/desk/pacts/", "/desk/affairs/"],
        ),
        RailPage(
            118,
            "decisions:desk_withdrawals",
            "alert-triangle",
            gettext_noop("When a company leaves"),
            group="money",
        ),
        RailPage(
            111,
            "decisions:desk_publications",
            "speakerphone",
            gettext_noop("Notices"),
            group="council",
        ),
    ],
    tabs=[],
    posts_at="decisions:public_board",
    of_matter="decisions:public_decision",
)
