"""The pages of one election at the desk, in the order in which they are used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from linli.elections.rules import ElectionKind, ElectionState, Mode
from linli.elections.rules.candidates import PERSONS
from linli.kernel.posts import OFFICE, Posts
from linli.ui.access import Request
from linli.ui.pieces import Chip

if TYPE_CHECKING:
    from linli.elections.models import Election


def _always(_election: Election) -> bool:
    return True


def _persons(election: Election) -> bool:
    return ElectionKind(election.kind) in PERSONS


def _open(election: Election) -> bool:
    return election.mode == Mode.OPEN


def _preparing(election: Election) -> bool:
    return election.state == ElectionState.PREPARING


def _has_box(election: Election) -> bool:
    return election.mode != Mode.OPEN


def _has_begun(election: Election) -> bool:
    return election.state not in (ElectionState.PREPARING, ElectionState.CANCELLED)


@dataclass(frozen=True, slots=True)
class TabOf:
    """A page of an election: its word, its label, its address, when it is there."""

    word: str
    label: str
    name: str
    shown: Callable[[Election], bool] = _always
    posts: Posts = frozenset()
    """Whose page it is; everybody's at the desk where none is named."""


TABS: Sequence[TabOf] = (
    TabOf("calendar", gettext_noop("Calendar"), "elections:desk_election"),
    TabOf("set-up", gettext_noop("Set up"), "elections:desk_set_up"),
    TabOf("candidates", gettext_noop("Candidates"), "elections:desk_candidates", _persons),
    TabOf("roll-call", gettext_noop("Roll call"), "elections:desk_roll_call", _open),
    TabOf("officials", gettext_noop("Officials"), "elections:desk_officials"),
    TabOf("notices", gettext_noop("Election notices"), "elections:desk_notices"),
    TabOf("proxies", gettext_noop("Proxies"), "elections:proxies", _has_box),
    TabOf("paper", gettext_noop("Paper"), "elections:paper_desk", _has_box),
    TabOf("credentials", gettext_noop("Slips"), "elections:credentials", _has_box, OFFICE),
    TabOf("keys", gettext_noop("Keepers"), "elections:desk_keys", _has_box),
    TabOf("box", gettext_noop("Box and result"), "elections:desk_box", _has_begun),
    TabOf("opening", gettext_noop("Before the opening"), "elections:desk_open", _preparing),
)


def tabs_of(request: Request, election: Election, here: str) -> list[Chip]:
    """The tabs of an election; the page shown is marked."""
    return [
        Chip(_(tab.label), reverse(tab.name, args=[election.id]), on=tab.word == here)
        for tab in TABS
        if tab.shown(election) and (not tab.posts or request.actor.kind in tab.posts)
    ]
