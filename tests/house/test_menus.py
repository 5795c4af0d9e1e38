"""Menus are put together from what each room declares; a wrong name fails here, not on a page."""

import re
from pathlib import Path

import pytest
from django.urls import resolve, reverse
from django.utils.translation import gettext, override

from linli.ui import menu
from linli.ui.access import audience_of

ROOT = Path(__file__).parents[2] / "linli"
ROOMS = ("ui", "tenancy", "records", "places", "people", "money", "elections", "decisions", "cases")
LADDER = (*ROOMS, "diary", "counsel", "safety", "welfare", "reports")
"""From the lowest room to the highest."""
NAMED = re.compile(r"""["']([a-z]+):[a-z_]+["'/]""")


@pytest.mark.parametrize("name", sorted(set(menu.named())))
def test_every_page_that_a_menu_names_is_there_and_says_who_may_open_it(name):
    assert audience_of(resolve(reverse(name)).func, name)


def test_no_two_pages_claim_one_place_on_the_rail():
    places = [page.at for one in menu.menus() for page in one.rail]
    assert len(places) == len(set(places))


def test_every_word_of_the_menus_has_its_chinese():
    words = [page.label for one in menu.menus() for page in (*one.rail, *one.tabs)]
    with override("zh-hans"):
        assert [word for word in words if gettext(word) == word] == []


def test_no_room_names_pages_of_a_room_above_it():
    """What the import linter cannot see: addresses are words."""
    wrong = []
    for at, room in enumerate(LADDER):
        above = set(LADDER[at + 1 :])
        for path in sorted((ROOT / room).rglob("*")):
            if path.suffix in {".py", ".html", ".txt"} and "migrations" not in path.parts:
                named = set(NAMED.findall(path.read_text())) & above
                wrong += [f"{path.relative_to(ROOT)} names {one}" for one in named]
    assert wrong == []


def test_every_page_of_the_rail_stands_in_a_group_that_is_named():
    groups = {page.group for one in menu.menus() for page in one.rail}
    assert groups <= set(menu.GROUPS)
    with override("zh-hans"):
        assert [word for word in menu.GROUPS.values() if word and gettext(word) == word] == []


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/desk/vouchers/", "money:desk_funds"),
        ("/desk/bank/lines/", "money:desk_funds"),
        ("/desk/services/new/", "money:desk_contracts"),
        ("/desk/pacts/new/", "decisions:desk_papers"),
        ("/desk/", "cases:desk"),
    ],
)
def test_the_rail_lights_the_page_to_which_an_address_belongs(path, name):
    assert menu.here_on_rail(path) == reverse(name)
