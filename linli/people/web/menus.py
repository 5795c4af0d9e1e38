"""Where pages of people and posts stand in the menus."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from linli.ui.menu import Menus, RailPage, StartPage

MENUS = Menus(
    rail=[
        RailPage(90, "people:posts", "id-badge-2", gettext_noop("Posts and gaps"), group="people"),
        RailPage(
            95, "people:bodies", "users-group", gettext_noop("Bodies and terms"), group="people"
        ),
        RailPage(
            100, "people:claims", "home-heart", gettext_noop("Claims of dwellings"), group="people"
        ),
        RailPage(
            101,
            "people:data_requests",
            "shield-lock",
            gettext_noop("Requests about own data"),
            group="people",
        ),
        RailPage(210, "people:accounts", "users", gettext_noop("Accounts"), group="setup"),
        RailPage(
            220,
            "people:organisations",
            "building-community",
            gettext_noop("Organisations"),
            group="setup",
        ),
    ],
    starts=[StartPage(10, "people:accounts")],
    of_place="people:who_serves",
    decides="people:who_decides",
)
