"""Where pages of sealed files stand in the menus."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from linli.ui.menu import Menus, RailPage, StartPage

MENUS = Menus(
    rail=[
        RailPage(126, "counsel:files", "scale", gettext_noop("Mediation files")),
        RailPage(127, "counsel:report_dispute", "message-report", gettext_noop("Report a dispute")),
        RailPage(128, "counsel:disputes", "flag", gettext_noop("Major disputes")),
        RailPage(
            129, "counsel:mediation_numbers", "chart-bar", gettext_noop("Mediation in numbers")
        ),
        RailPage(133, "counsel:talks", "messages", gettext_noop("Talks")),
        RailPage(134, "counsel:talk_overview", "chart-bar", gettext_noop("Counselling in numbers")),
        RailPage(142, "counsel:legal_desk", "scale", gettext_noop("Legal help")),
        RailPage(143, "counsel:aid_files", "file-text", gettext_noop("Legal aid files")),
        RailPage(144, "counsel:legal_events", "calendar", gettext_noop("Events about the law")),
        RailPage(145, "counsel:legal_numbers", "chart-bar", gettext_noop("Legal help in numbers")),
        RailPage(146, "counsel:help_files", "heart-handshake", gettext_noop("Help files")),
        RailPage(148, "counsel:teams", "lock", gettext_noop("Teams of sealed files")),
    ],
    starts=[StartPage(45, "counsel:files")],
)
