"""Where pages of money stand in the menus."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from linli.money.web.service.shown import served_by
from linli.ui.menu import Menus, RailPage

MENUS = Menus(
    rail=[
        RailPage(
            112,
            "money:desk_funds",
            "report-money",
            gettext_noop("Books"),
            group="money",
            under=["/desk/vouchers/", "/desk/bank/", "/desk/entries/"],
        ),
        RailPage(
            116, "money:desk_works", "tool", gettext_noop("Works and contributions"), group="money"
        ),
        RailPage(
            117,
            "money:desk_contracts",
            "home-heart",
            gettext_noop("Property service"),
            group="money",
            under=["/desk/services/", "/desk/facilities/"],
        ),
    ],
    tabs=[],
    serves="money:public_serving",
    served_by=served_by,
)
