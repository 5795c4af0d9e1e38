"""The desk's rail: the pages that the post acted in may open, in this order."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import NoReverseMatch, resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from linli.kernel.actor import Actor
from linli.ui.access import audience_of, may_open
from linli.ui.pieces import RailGroup, RailItem

Pages = Mapping[str, tuple[str, str]]

DESK: Pages = {
    "cases:desk": ("inbox", gettext_noop("Queue")),
    "cases:desk_sort": ("list-check", gettext_noop("Sort what came in")),
    "records:messages": ("bell", gettext_noop("Messages to me")),
    "cases:desk_report": ("phone", gettext_noop("Take a report")),
    "cases:follow_ups": ("message-2-check", gettext_noop("Follow-up calls")),
    "reports:overview": ("layout-dashboard", gettext_noop("Overview")),
    "cases:categories": ("sitemap", gettext_noop("Categories and routes")),
    "cases:knowledge": ("book-2", gettext_noop("Knowledge")),
    "people:posts": ("id-badge-2", gettext_noop("Posts and gaps")),
    "people:claims": ("home-heart", gettext_noop("Claims of dwellings")),
    "places:places": ("map-2", gettext_noop("Places")),
    "records:journal": ("history", gettext_noop("Journal")),
    "records:rules": ("scale", gettext_noop("Rules and deadlines")),
    "records:calendar": ("calendar", gettext_noop("Working calendar")),
}
SETUP: Pages = {
    "people:accounts": ("users", gettext_noop("Accounts")),
    "people:organisations": ("building-community", gettext_noop("Organisations")),
    "places:setup": ("map-pin", gettext_noop("Set up places")),
    "cases:api_keys": ("key", gettext_noop("Keys for other systems")),
    "records:outbox": ("send", gettext_noop("Messages on their way")),
}
"""Pages of other rooms are named by their address; one that is not built is left out."""


def rail(actor: Actor, path: str) -> list[RailGroup]:
    """List the groups that hold a page for this actor; the page shown is marked."""
    titled = [(actor.post.label if actor.post else _("My desk"), DESK), (_("Set up"), SETUP)]
    groups = [RailGroup(title, _items(actor, pages, _here(path))) for title, pages in titled]
    return [group for group in groups if group.items]


def _here(path: str) -> str:
    """The address of the page shown: the longest that the path begins with."""
    found = [href for name in (*DESK, *SETUP) if (href := _address(name)) and path.startswith(href)]
    return max(found, key=len, default="")


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _items(actor: Actor, pages: Pages, here: str) -> list[RailItem]:
    """The pages of a group that exist and are open to the actor."""
    items = []
    for name, (icon, label) in pages.items():
        href = _address(name)
        audience = audience_of(resolve(href).func, name) if href else None
        if audience is not None and may_open(actor, audience):
            items.append(RailItem(_(label), href, icon, here=href == here))
    return items
