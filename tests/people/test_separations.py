"""Whoever checks does not do: each pair of the list by hand is refused, and no other."""

from datetime import date
from itertools import combinations
from uuid import UUID

import pytest

from linli.kernel.errors import Refused
from linli.kernel.posts import PostKind
from linli.people import rules
from linli.people.rules import Seat
from linli.places.models import Place
from linli.places.rules import Span
from tests.people.builders import TODAY, a_post, appointed, standing_in
from tests.people.separations import EVERYWHERE, ONE_LINE, PAIRS
from tests.places.builders import (
    a_community,
    a_compound,
    a_group,
    a_patch,
    a_sub_district,
    root_of,
)

ROOT = ("sub_district_leader", "governance_officer", "civil_affairs_officer", "auditor")
IN_COMPOUND = (
    "property_manager",
    "property_repairer",
    "congress_chair",
    "building_lead",
    "owners_committee_chair",
    "owners_committee_treasurer",
)
LINED = [pair for pair in PAIRS if pair[1] == ONE_LINE]


def place_of(kind: str, community: Place) -> Place:
    """Where such a post stands in this community, or above it."""
    if kind in {*ROOT, "information_protection_officer"}:
        return root_of(community.sub_district)
    if kind in IN_COMPOUND:
        return a_compound(community)
    if kind == "patch_lead":
        return a_patch(community)
    return a_group(a_patch(community)) if kind == "group_lead" else community


def posts_of(one: str, other: str, *, apart: bool):
    sub_district = a_sub_district()
    here = a_community(sub_district)
    there = a_community(sub_district) if apart else here
    if {one, other} <= set(IN_COMPOUND):
        compounds = (a_compound(here), a_compound(here)) if apart else (a_compound(here),) * 2
        return a_post(one, compounds[0]), a_post(other, compounds[1])
    return a_post(one, place_of(one, here)), a_post(other, place_of(other, there))


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "reach", "one", "other"), PAIRS)
def test_who_holds_the_one_is_not_given_the_other(code: str, reach: str, one: str, other: str):
    held, wanted = posts_of(one, other, apart=reach == EVERYWHERE)
    holder = appointed(held)
    with pytest.raises(Refused) as appointing:
        appointed(wanted, holder)
    with pytest.raises(Refused) as delegating:
        standing_in(wanted, holder, first=TODAY, last=TODAY)
    assert {appointing.value.code, delegating.value.code} == {code}


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "reach", "one", "other"), LINED)
def test_it_holds_from_the_other_side_too(code: str, reach: str, one: str, other: str):
    held, wanted = posts_of(other, one, apart=False)
    holder = appointed(held)
    with pytest.raises(Refused) as caught:
        appointed(wanted, holder)
    assert caught.value.code == code


@pytest.mark.rules
def test_no_other_two_posts_part_each_other():
    parted = {frozenset((one, other)) for _code, _reach, one, other in PAIRS}
    for one, other in combinations(PostKind, 2):
        clash = rules.clash_between(a_seat(one, 1), a_seat(other, 2))
        assert bool(clash) == (frozenset((one.value, other.value)) in parted), (one, other)


@pytest.mark.rules
@pytest.mark.parametrize(("code", "reach", "one", "other"), PAIRS)
def test_in_another_line_of_places_only_the_rows_for_everywhere_hold(
    code: str, reach: str, one: str, other: str
):
    clash = rules.clash_between(a_seat(PostKind(one), 1, 1), a_seat(PostKind(other), 2, 2))
    assert (clash.code if clash else "") == (code if reach == EVERYWHERE else "")


def a_seat(kind: PostKind, number: int, place: int = 1) -> Seat:
    where = UUID(int=place)
    return Seat(UUID(int=100 + number), kind, where, frozenset({where}), Span(date(2026, 1, 1)))
