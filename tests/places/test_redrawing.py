"""Yunhe's redrawing of 2022-07-01: communities end, new ones begin, last year still adds up."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.kernel.errors import Refused
from linli.places import actions, queries
from linli.places.models import Parentage
from linli.places.rules import Layer
from tests.places.builders import (
    AT,
    SINCE,
    a_building,
    a_community,
    a_compound,
    a_sub_district,
    root_of,
    the_system,
)

pytestmark = [pytest.mark.actions, pytest.mark.django_db]

DAY = date(2022, 7, 1)
EVE = date(2022, 6, 30)
LAST_YEAR = date(2021, 12, 31)


@pytest.fixture
def yunhe():
    """Before: 一方, 天成 and 迎宾 with their compounds; after: 一方, 颐和庄园 and 学府."""
    founded = a_sub_district(name="南环中路街道")
    places = {name: a_community(founded, name=name) for name in ("一方", "天成", "迎宾")}
    for name, community in [
        ("颐和庄园", "一方"),
        ("一方小区", "一方"),
        ("天成郡府", "天成"),
        ("首府", "天成"),
        ("西环小区", "迎宾"),
    ]:
        places[f"小区 {name}"] = a_compound(places[community], name=name)
    redraw(founded, places)
    return founded, places


def redraw(founded, places):
    facts = {"actor": the_system(founded), "at": AT}
    for name in ("颐和庄园", "学府"):
        places[name] = a_community(founded, name=name, valid_from=DAY)
    for compound, community in [
        ("小区 颐和庄园", "颐和庄园"),
        ("小区 天成郡府", "学府"),
        ("小区 首府", "学府"),
        ("小区 西环小区", "一方"),
    ]:
        actions.redraw(
            place_id=places[compound].id, parent_id=places[community].id, on=DAY, **facts
        )
    for name in ("天成", "迎宾"):
        actions.retire_place(place_id=places[name].id, on=EVE, **facts)


def names(rows):
    return sorted(row.name for row in rows)


def sums_by_community(founded, figures, *, on):
    """Figures recorded at compounds, added up by the communities of a day."""
    above = queries.ancestors_of_many(founded.id, figures, on=on)
    sums = Counter()
    for place_id, figure in figures.items():
        sums[above[place_id].community_name] += figure
    return dict(sums)


def test_each_day_has_the_communities_of_its_time(yunhe):
    founded, _places = yunhe
    assert names(queries.communities(founded.id, on=EVE)) == ["一方", "天成", "迎宾"]
    assert names(queries.communities(founded.id, on=DAY)) == ["一方", "学府", "颐和庄园"]


def test_the_compound_that_became_a_community_lies_in_its_namesake(yunhe):
    founded, places = yunhe
    compound = places["小区 颐和庄园"]
    before = queries.ancestors(founded.id, compound.id, on=EVE)
    after = queries.ancestors(founded.id, compound.id, on=DAY)
    assert before.chain == ("南环中路街道", "一方", "颐和庄园")
    assert after.chain == ("南环中路街道", "颐和庄园", "颐和庄园")
    assert after.community_id == places["颐和庄园"].id


def test_last_years_figures_add_up_as_they_were_printed(yunhe):
    founded, places = yunhe
    figures = {
        places[f"小区 {name}"].id: figure
        for name, figure in [
            ("颐和庄园", 11),
            ("一方小区", 7),
            ("天成郡府", 5),
            ("首府", 3),
            ("西环小区", 2),
        ]
    }
    assert sums_by_community(founded, figures, on=LAST_YEAR) == {"一方": 18, "天成": 8, "迎宾": 2}
    redrawn = sums_by_community(founded, figures, on=DAY)
    assert redrawn == {"颐和庄园": 11, "一方": 9, "学府": 8}
    assert sum(redrawn.values()) == sum(figures.values())


def test_what_lies_below_the_sub_district_is_the_same_before_and_after(yunhe):
    founded, _places = yunhe
    root = root_of(founded)
    compounds = [
        set(queries.descendants(founded.id, root.id, on=on, kinds=["compound"]))
        for on in (LAST_YEAR, EVE, DAY)
    ]
    assert len(compounds[0]) == 5
    assert compounds[0] == compounds[1] == compounds[2]


def test_no_compound_lies_in_two_communities_on_any_day(yunhe):
    founded, _places = yunhe
    for on in (SINCE, LAST_YEAR, EVE, DAY, date(2026, 1, 1)):
        below = [
            place_id
            for community in queries.communities(founded.id, on=on)
            for place_id in queries.descendants(founded.id, community.id, on=on)
        ]
        assert sorted(below) == sorted(set(below))
        assert len(below) == 5


def test_a_community_that_ends_with_a_compound_left_in_it_is_refused():
    community = a_community()
    a_compound(community, name="首府")
    with pytest.raises(Refused) as caught:
        actions.retire_place(actor=the_system(community), place_id=community.id, on=EVE, at=AT)
    assert caught.value.code == "something_lies_in_it"


def test_nothing_moves_into_a_community_that_has_ended():
    founded = a_sub_district()
    ended, other = a_community(founded), a_community(founded)
    facts = {"actor": the_system(founded), "at": AT}
    actions.retire_place(place_id=ended.id, on=EVE, **facts)
    with pytest.raises(Refused) as caught:
        actions.redraw(place_id=a_compound(other).id, parent_id=ended.id, on=DAY, **facts)
    assert caught.value.code == "parent_not_in_force"


def test_a_place_moves_neither_to_where_it_lies_nor_to_a_wrong_kind():
    compound = a_compound()
    building = a_building(compound)
    facts = {"actor": the_system(compound), "on": DAY, "at": AT}
    for parent_id, why in [
        (compound.id, "already_there"),
        (root_of_tree(compound), "does_not_lie_in"),
    ]:
        with pytest.raises(Refused) as caught:
            actions.redraw(place_id=building.id, parent_id=parent_id, **facts)
        assert caught.value.code == why


def root_of_tree(place):
    return queries.root(place.sub_district_id).id


def test_a_redrawing_may_be_entered_before_its_day():
    founded = a_sub_district()
    old = a_community(founded)
    compound = a_compound(old)
    coming = date(2027, 1, 1)
    new = a_community(founded, valid_from=coming)
    facts = {"actor": the_system(founded), "at": AT}
    actions.redraw(place_id=compound.id, parent_id=new.id, on=coming, **facts)
    assert queries.ancestors(founded.id, compound.id, on=DAY).community_id == old.id
    assert queries.ancestors(founded.id, compound.id, on=coming).community_id == new.id
    other = a_community(founded)
    with pytest.raises(Refused) as caught:
        actions.redraw(place_id=compound.id, parent_id=other.id, on=DAY, **facts)
    assert caught.value.code == "too_early"


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    moves=st.lists(
        st.tuples(st.integers(0, 2), st.dates(date(2020, 1, 1), date(2026, 1, 1))), max_size=6
    )
)
def test_whatever_is_moved_when_no_day_has_two_main_parents(moves):
    founded = a_sub_district()
    communities = [a_community(founded) for _number in range(3)]
    compound = a_compound(communities[0])
    for target, on in moves:
        try:
            actions.redraw(
                actor=the_system(founded),
                place_id=compound.id,
                parent_id=communities[target].id,
                on=on,
                at=AT,
            )
        except Refused as refused:
            assert refused.code in {"already_there", "too_early"}  # noqa: PT017
    rows = Parentage.objects.filter(child=compound, layer=Layer.TREE).order_by("valid_from")
    spans = [(row.valid_from, row.valid_to or date.max) for row in rows]
    assert all(one[1] < other[0] for one, other in pairwise(spans))


def test_the_database_itself_lets_a_place_lie_in_one_parent_at_a_time():
    compound, other = a_compound(), a_community()
    open_link = Parentage.objects.get(child=compound)
    with pytest.raises(IntegrityError), transaction.atomic():
        Parentage.objects.create(
            sub_district_id=compound.sub_district_id,
            child=compound,
            parent_id=other.id,
            layer=open_link.layer,
            valid_from=open_link.valid_from + timedelta(days=1),
        )
