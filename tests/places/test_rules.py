"""The pure rules of places."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.kernel.actor import Actor, PostHeld, system_actor
from linli.places import rules
from linli.places.rules import (
    CodeScheme,
    Layer,
    Lies,
    NewPlace,
    Parent,
    PlaceKind,
    SiteKind,
    Span,
    TooEarly,
    Wrong,
)

pytestmark = pytest.mark.rules

DAY = date(2022, 7, 1)
TODAY = date(2026, 11, 24)
PARENTS = [UUID(int=number) for number in range(1, 5)]

days = st.dates(min_value=date(2020, 1, 1), max_value=date(2026, 12, 31))
moves = st.lists(st.tuples(st.sampled_from(PARENTS), days), min_size=1, max_size=8)


def played(steps):
    history = ()
    for parent, on in steps:
        try:
            history = rules.moved(history, to=parent, on=on)
        except TooEarly:
            continue
    return history


def parents_on(history, on):
    return [lies.parent for lies in history if lies.span.covers(on)]


@given(moves, days)
def test_no_day_has_two_main_parents(steps, on):
    assert len(parents_on(played(steps), on)) <= 1


@given(moves, days)
def test_from_the_first_day_on_no_day_is_without_a_parent(steps, on):
    history = played(steps)
    first = min(lies.span.first for lies in history)
    assert len(parents_on(history, on)) == (1 if on >= first else 0)


@given(moves)
def test_a_move_changes_nothing_before_its_day(steps):
    history = played(steps)
    day = max(lies.span.first for lies in history) + timedelta(days=30)
    after = rules.moved(history, to=UUID(int=9), on=day)
    for back in range(1, 60):
        before = day - timedelta(days=back)
        assert parents_on(after, before) == parents_on(history, before)


def test_a_move_ends_the_old_parent_the_day_before():
    history = (Lies(PARENTS[0], Span(date(2010, 1, 1))),)
    assert rules.moved(history, to=PARENTS[1], on=DAY) == (
        Lies(PARENTS[0], Span(date(2010, 1, 1), date(2022, 6, 30))),
        Lies(PARENTS[1], Span(DAY)),
    )


def test_a_second_move_on_the_same_day_replaces_the_first():
    history = (Lies(PARENTS[0], Span(DAY)),)
    assert rules.moved(history, to=PARENTS[1], on=DAY) == (Lies(PARENTS[1], Span(DAY)),)


def test_a_move_before_a_later_one_is_too_early():
    with pytest.raises(TooEarly, match="2022-07-01"):
        rules.moved((Lies(PARENTS[0], Span(DAY)),), to=PARENTS[1], on=date(2022, 6, 1))


@given(days, days, days, days)
def test_spans_overlap_when_some_day_lies_in_both(a, b, c, d):
    one, other = Span(min(a, b), max(a, b)), Span(min(c, d), max(c, d))
    shared = max(one.first, other.first) <= min(one.last, other.last)
    assert one.overlaps(other) == shared == other.overlaps(one)


def test_an_open_span_overlaps_all_that_ends_after_it_began():
    assert Span(DAY).overlaps(Span(date(2010, 1, 1), DAY))
    assert not Span(DAY).overlaps(Span(date(2010, 1, 1), date(2022, 6, 30)))
    assert Span(date(2010, 1, 1)).overlaps(Span(DAY))


def test_kinds_never_form_a_circle():
    def above(kind):
        found = set(rules.PARENT_KINDS[kind])
        for parent in rules.PARENT_KINDS[kind]:
            found |= above(parent)
        return found

    assert [kind for kind in PlaceKind if kind in above(kind)] == []


def test_every_kind_but_the_root_has_a_main_parent():
    assert [kind for kind in PlaceKind if not rules.TREE_PARENTS[kind]] == [PlaceKind.SUB_DISTRICT]


def test_a_building_lies_in_a_compound_by_the_tree_and_in_a_patch_beside_it():
    assert rules.layer_of(PlaceKind.BUILDING, PlaceKind.COMPOUND) is Layer.TREE
    assert rules.layer_of(PlaceKind.BUILDING, PlaceKind.PATCH) is Layer.PATCH
    assert rules.layer_of(PlaceKind.RESIDENTS_GROUP, PlaceKind.PATCH) is Layer.TREE


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("　颐和庄园　", "颐和庄园"),
        ("３号楼", "3号楼"),
        ("Ａ座\t北", "A座 北"),
        ("金鼎\x00小区", "金鼎小区"),
        ("天成（郡府）", "天成（郡府）"),
    ],
)
def test_names_are_kept_tidy(typed, kept):
    assert rules.tidy_name(typed) == kept


@pytest.mark.parametrize(
    ("typed", "ways"),
    [
        ("颐和", [["颐和"]]),
        ("颐和庄园 3号楼", [["颐和庄园", "3号楼"], ["颐和庄园 3号楼"]]),
        (
            "颐和庄园3号楼2单元",
            [["颐和庄园", "3号楼", "2单元"], ["颐和庄园3号楼2单元"], ["颐和庄园", "3号楼"]],
        ),
        ("颐和庄园3 号楼", [["颐和庄园", "3号楼"], ["颐和庄园3 号楼"]]),
        (
            "1号楼2单元301",
            [["1号楼", "2单元", "301"], ["1号楼2单元301"], ["1号楼", "2单元"], ["1号楼"]],
        ),
        ("   ", []),
    ],
)
def test_what_was_typed_is_split_before_numbers_of_buildings(typed, ways):
    assert rules.search_words(typed) == ways


@pytest.mark.parametrize("typed", ["1 号楼", "1号楼", "1栋", "1幢", "1#", "1#楼"])
def test_a_building_is_one_word_whatever_its_sign(typed):
    assert rules.names.plain_sign(typed) == "1号楼"


def test_a_very_long_text_is_cut_before_it_is_searched():
    assert len(rules.search_words("颐 " * 5000)[0]) == 4


@pytest.mark.parametrize(
    ("scheme", "code", "fits"),
    [
        (CodeScheme.DIVISION, "130903002", True),
        (CodeScheme.DIVISION, "13090300", False),
        (CodeScheme.STATISTICAL, "130903002001", True),
        (CodeScheme.STATISTICAL, "130903002001111", True),
        (CodeScheme.STATISTICAL, "1309030020011", False),
        (CodeScheme.GRID, "130903002001007", True),
        (CodeScheme.GRID, "130903002001 07", False),
        (CodeScheme.LOCAL, "NH-07/3", True),
        (CodeScheme.LOCAL, "", False),
    ],
)
def test_codes_have_the_form_of_their_scheme(scheme, code, fits):
    assert rules.code_fits(scheme, code) is fits


ENDING = Parent(uuid4(), PlaceKind.COMMUNITY, "天成", Span(date(2010, 1, 1), date(2022, 6, 30)))
COMMUNITY = Parent(uuid4(), PlaceKind.COMMUNITY, "一方", Span(date(2010, 1, 1)))


def wrong_with(**facts):
    given_facts = {
        "id": uuid4(),
        "kind": PlaceKind.COMPOUND,
        "name": "颐和庄园",
        "parent_id": COMMUNITY.id,
        "valid_from": DAY,
    }
    new = NewPlace(**{**given_facts, **facts})
    return rules.what_is_wrong(new, parent=COMMUNITY, overlays=[], today=TODAY)


def test_nothing_is_wrong_with_a_plain_compound():
    assert wrong_with() is None


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        ({"name": ""}, Wrong("no_name")),
        ({"name": "长" * 81}, Wrong("name_too_long", "80")),
        ({"aliases": ("长" * 81,)}, Wrong("name_too_long", "80")),
        ({"short": "长" * 13}, Wrong("short_too_long", "12")),
        ({"short": "长-1"}, Wrong("short_signs", "长-1")),
        (
            {"kind": PlaceKind.PATCH, "closed_compound": True},
            Wrong("only_compounds_are_closed"),
        ),
        ({"site_kind": "castle"}, Wrong("unknown_site_kind", "castle")),
        (
            {"codes": ((CodeScheme.DIVISION, "12"),)},
            Wrong("code_form", "12", CodeScheme.DIVISION),
        ),
        (
            {"valid_to": date(2022, 6, 30)},
            Wrong("ends_before_it_begins", "2022-06-30", "2022-07-01"),
        ),
        ({"valid_from": date(2099, 1, 1)}, Wrong("too_far_ahead", "2099-01-01")),
        ({"lat_e7": 383000000}, Wrong("half_a_point")),
        ({"lat_e7": 1_168_000_000, "lng_e7": 383_000_000}, Wrong("point_off_earth")),
        ({"overlays": (uuid4(),)}, Wrong("unknown_parent")),
        (
            {"kind": PlaceKind.ENTRANCE},
            Wrong("does_not_lie_in", PlaceKind.ENTRANCE, PlaceKind.COMMUNITY),
        ),
        (
            {"valid_from": date(2009, 12, 31)},
            Wrong("parent_not_in_force", "2009-12-31", "一方"),
        ),
    ],
)
def test_each_fault_of_a_new_place_is_named(facts, wrong):
    assert wrong_with(**facts) == wrong


def test_a_place_does_not_outlast_its_parent():
    new = NewPlace(uuid4(), PlaceKind.COMPOUND, "首府", ENDING.id, date(2012, 1, 1))
    wrong = rules.what_is_wrong(new, parent=ENDING, overlays=[], today=TODAY)
    assert wrong == Wrong("parent_ends_first", "2022-06-30", "天成")


def an_actor(kind, place_id):
    post = PostHeld(uuid4(), kind, kind, None, "", place_id, "一方", "community")
    return Actor(uuid4(), account_id=uuid4(), post=post, posts=(post,))


def test_the_office_the_administrator_and_the_system_may_change_any_place():
    place_id = uuid4()
    office = [an_actor(kind, uuid4()) for kind in ("sub_district_leader", "governance_officer")]
    administrator = Actor(uuid4(), account_id=uuid4(), administrator=True)
    actors = [*office, administrator, system_actor(uuid4())]
    assert [rules.may_manage(actor, within=[place_id]) for actor in actors] == [True] * 4


def test_a_secretary_may_change_only_what_lies_in_the_own_community():
    own, other = uuid4(), uuid4()
    secretary = an_actor("secretary", own)
    assert rules.may_manage(secretary, within=[uuid4(), own])
    assert not rules.may_manage(secretary, within=[uuid4(), other])


@pytest.mark.parametrize("kind", ["information_officer", "grid_worker", "auditor", "patch_lead"])
def test_no_other_post_may_change_places(kind):
    own = uuid4()
    assert not rules.may_manage(an_actor(kind, own), within=[own])


def test_a_resident_may_not_change_places():
    assert not rules.may_manage(Actor(uuid4(), account_id=uuid4()), within=[uuid4()])


def test_site_kinds_are_words():
    assert {str(kind) for kind in SiteKind} == {kind.value for kind in SiteKind}


def test_building_two_stands_before_building_ten():
    names = ["10号楼", "2号楼", "东门", "1号楼"]
    assert sorted(names, key=rules.counted) == ["东门", "1号楼", "2号楼", "10号楼"]
