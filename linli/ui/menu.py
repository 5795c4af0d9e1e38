"""The ways on that the shells show: the desk's rail, the residents' bar, the bell, the first page.

Each room says beside its addresses which of its pages stand where (`web/menus.py`); settings name
those lists. This room draws them and knows none of the pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from uuid import UUID

from django.conf import settings
from django.urls import resolve, reverse
from django.utils.html import json_script
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from linli.kernel.actor import Actor
from linli.ui.access import Audience, audience_of, may_open
from linli.ui.pieces import RailGroup, RailItem, Tab

Count = Callable[[Actor], int]


GROUPS = {
    "own": "",
    "council": gettext_noop("Decide and elect"),
    "money": gettext_noop("Money and property service"),
    "people": gettext_noop("People and places"),
    "record": gettext_noop("Rules and records"),
    "setup": gettext_noop("Set up"),
}
"""The groups of the desk's rail in their order; over the first stands the post itself."""


@dataclass(frozen=True, slots=True)
class RailPage:
    """A page on the desk's rail; `at` is its place among all rooms' pages, `unread` its badge.

    `group` is a key of `GROUPS`; `under` has the starts of further addresses that belong to it.
    """

    at: int
    name: str
    icon: str
    label: str
    group: str = "own"
    unread: Count | None = None
    under: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class TabPage:
    """A page on the residents' bottom bar; `key` is the word by which pages say that it is on.

    `under` has the starts of addresses on which it is on where the page itself says nothing.
    """

    at: int
    name: str
    icon: str
    label: str
    key: str
    under: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class StartPage:
    """A page where a day begins: after signing in, the first that is open to the actor."""

    at: int
    name: str


@dataclass(frozen=True, slots=True)
class Menus:
    """All that one room puts into the menus; labels are English, the room's catalogue has more.

    `inbox` is drawn at the head of residents' pages while something in it is unread. `of_place` is
    a page that takes a place's id as `place` and says more of it; `decides` has the id in its
    address and says who decides at a compound or community; `finds` takes words as `q`, for the
    search of the desk; `elects` makes the address of the page on which a place's elections stand;
    `posts_at` has a place's id in its address and is its notice board. `of_matter` has the number
    of a matter in its address and says what was decided; `reports` takes in a request. `serves` has
    a place's id in its address and says which company serves it; `served_by` answers the same for
    other pages, from the ids of a sub-district and a place: company and until when. `own_data` shows
    everybody what is held about them.
    """

    rail: Sequence[RailPage] = ()
    tabs: Sequence[TabPage] = ()
    starts: Sequence[StartPage] = ()
    inbox: RailPage | None = None
    of_place: str = ""
    decides: str = ""
    finds: str = ""
    elects: Callable[[UUID], str] | None = None
    posts_at: str = ""
    of_matter: str = ""
    reports: str = ""
    serves: str = ""
    served_by: Callable[[UUID, UUID], Sequence[tuple[str, str]]] | None = None
    own_data: str = ""


@cache
def menus() -> tuple[Menus, ...]:
    """The lists of all rooms that settings name."""
    return tuple(import_string(path) for path in settings.LINLI_MENUS)


def rail(actor: Actor | None, path: str) -> list[RailGroup]:
    """List the groups that hold a page for this actor; the page shown is marked."""
    if actor is None:
        return []
    pages = _rail_pages()
    here = here_on_rail(path)
    shown = [(page, _item(actor, page, here)) for page in pages if _is_open(actor, page.name)]
    own = actor.post.label if actor.post else _("My desk")
    groups = [
        RailGroup(_(title) if title else own, [item for page, item in shown if page.group == key])
        for key, title in GROUPS.items()
    ]
    return [group for group in groups if group.items]


def here_on_rail(path: str) -> str:
    """Address of the rail's page to which an address belongs, by its longest start."""
    starts = {
        start: href
        for page in _rail_pages()
        for href in [_address(page.name)]
        for start in [href, *page.under]
    }
    begun = [start for start in starts if path.startswith(start)]
    return starts[max(begun, key=len)] if begun else ""


@cache
def _rail_pages() -> tuple[RailPage, ...]:
    pages = chain.from_iterable(one.rail for one in menus())
    return tuple(sorted(pages, key=lambda page: page.at))


def _item(actor: Actor, page: RailPage, here: str) -> RailItem:
    href = _address(page.name)
    unread = page.unread(actor) if page.unread else 0
    return RailItem(
        _(page.label), href, page.icon, unread or None, unread=unread > 0, here=href == here
    )


def _is_open(actor: Actor, name: str) -> bool:
    declared = _declared(name)
    return declared is not None and may_open(actor, declared)


@cache
def _address(name: str) -> str:
    """A page's address; every page of the desk asks for all of them."""
    return reverse(name)


@cache
def _declared(name: str) -> Audience | None:
    return audience_of(resolve(_address(name)).func, name)


def tabs() -> list[Tab]:
    """List the residents' tabs in their order."""
    pages = sorted(chain.from_iterable(one.tabs for one in menus()), key=lambda page: page.at)
    return [Tab(page.key, _(page.label), page.icon, reverse(page.name)) for page in pages]


def tab_of(path: str) -> str:
    """The key of the tab to which an address belongs, if it belongs to one."""
    pages = chain.from_iterable(one.tabs for one in menus())
    return next((page.key for page in pages if path.startswith(tuple(page.under))), "")


def back_to(key: str) -> dict[str, str]:
    """The way back to a tab, as the residents' head shows it."""
    return next(({"href": tab.href, "label": tab.label} for tab in tabs() if tab.key == key), {})


def home() -> str:
    """The first page of residents: that of the first tab."""
    return next((tab.href for tab in tabs()), "/")


def start(actor: Actor) -> str:
    """Where the actor's day begins: the first start page that is open to the actor."""
    pages = sorted(chain.from_iterable(one.starts for one in menus()), key=lambda page: page.at)
    return next((reverse(page.name) for page in pages if _is_open(actor, page.name)), home())


def inbox(actor: Actor | None) -> RailItem | None:
    """The inbox of somebody signed in, while it holds something unread."""
    found = next((one.inbox for one in menus() if one.inbox), None)
    if actor is None or actor.account_id is None or found is None:
        return None
    item = _item(actor, found, "")
    return item if item.count else None


def page_of_place(place_id: UUID) -> str:
    """The page that says more of a place, if a room has one."""
    name = next((one.of_place for one in menus() if one.of_place), "")
    return f"{reverse(name)}?place={place_id}" if name else ""


def page_that_finds(actor: Actor) -> str:
    """Address of the page that the desk's search asks, for who acts in a post."""
    name = next((one.finds for one in menus() if one.finds), "")
    return _address(name) if name and actor.post else ""


def page_of_deciders(place_id: UUID) -> str:
    """The page that says who decides at a compound or community, if a room has one."""
    name = next((one.decides for one in menus() if one.decides), "")
    return reverse(name, args=[place_id]) if name else ""


def page_of_elections(place_id: UUID) -> str:
    """The page on which the elections of a place stand, if a room has one."""
    return next((one.elects(place_id) for one in menus() if one.elects), "")


def page_of_board(place_id: UUID) -> str:
    """The notice board of a place, if a room has one."""
    name = next((one.posts_at for one in menus() if one.posts_at), "")
    return reverse(name, args=[place_id]) if name else ""


def page_of_matter(number: str) -> str:
    """The page that says what was decided on a matter, if a room has one."""
    name = next((one.of_matter for one in menus() if one.of_matter), "")
    return reverse(name, args=[number]) if name else ""


def page_of_service(place_id: UUID) -> str:
    """The page that says which company serves a place and how, if a room has one."""
    name = next((one.serves for one in menus() if one.serves), "")
    return reverse(name, args=[place_id]) if name else ""


def served_by(sub_district_id: UUID, place_id: UUID) -> Sequence[tuple[str, str]]:
    """The companies that serve a place today and until when, if a room knows."""
    return next((one.served_by(sub_district_id, place_id) for one in menus() if one.served_by), ())


def page_of_own_data() -> str:
    """The page that shows the reader what is held about them, if a room has one."""
    name = next((one.own_data for one in menus() if one.own_data), "")
    return _address(name) if name else ""


def page_to_report() -> str:
    """The page where residents report something, if a room has one."""
    name = next((one.reports for one in menus() if one.reports), "")
    return _address(name) if name else ""


def named() -> Iterator[str]:
    """Every page that a menu names; a test opens each."""
    for one in menus():
        yield from (page.name for page in one.rail)
        yield from (page.name for page in one.tabs)
        yield from (page.name for page in one.starts)
        yield from (name for name in [one.of_place, one.finds] if name)


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
            "offline": _("No connection. What you typed is kept on this device."),
            "position_found": _("Position found, to within %s metres"),
            "position_refused": _("No position. You can go on without it."),
            "copied": _("Copied"),
            "room_left": _("%s more characters fit"),
            "too_long": _("%s characters too many. Nothing was cut off; please shorten it."),
            "selected": _("%s selected"),
            "sending": _("Sending…"),
        },
        element_id="l-words",
    )
