"""The residents' bottom bar and the words that scripts need."""

from __future__ import annotations

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from linli.ui.pieces import Tab


def tabs() -> list[Tab]:
    """List the tabs whose pages are built, in the order that settings give."""
    titles = {
        "home": _("Home"),
        "services": _("Services"),
        "council": _("Council"),
        "mine": _("Mine"),
    }
    icons = {"home": "home", "services": "layout-grid", "council": "messages", "mine": "user"}
    found = []
    for key, url_name in getattr(settings, "LINLI_TABS", {}).items():
        try:
            found.append(Tab(key, titles[key], icons[key], reverse(url_name)))
        except NoReverseMatch:
            continue
    return found


def script_words() -> SafeString:
    """Hand the scripts their words as data, which the page policy allows."""
    return json_script(
        {
            "saved": _("%s saved"),
            "removed": _("Photo taken off"),
            "remove": _("Take off"),
            "too_many": _("At most %s photos. The first ones were kept."),
            "not_a_picture": _("This is not a picture that we can read: %s"),
            "fault": _("That did not work. Nothing is lost; please try again."),
            "offline": _("No connection. What you typed is kept on this phone."),
            "position_found": _("Position found, to within %s metres"),
            "position_refused": _("No position. You can go on without it."),
            "copied": _("Copied"),
            "selected": _("%s selected"),
            "sending": _("Sending…"),
        },
        element_id="l-words",
    )
