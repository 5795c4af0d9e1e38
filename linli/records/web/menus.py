"""Where pages of records stand in the menus; the inbox shows how much of it is unread."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from linli.records import queries
from linli.ui.menu import Menus, RailPage

INBOX = RailPage(
    30, "records:messages", "bell", gettext_noop("Messages to me"), unread=queries.unread_count
)
MENUS = Menus(
    rail=[
        INBOX,
        RailPage(120, "records:journal", "history", gettext_noop("Journal"), group="record"),
        RailPage(
            130, "records:rules", "scale", gettext_noop("Rules and deadlines"), group="record"
        ),
        RailPage(
            140, "records:calendar", "calendar", gettext_noop("Working calendar"), group="record"
        ),
        RailPage(
            250, "records:outbox", "send", gettext_noop("Messages on their way"), group="setup"
        ),
    ],
    inbox=INBOX,
)
