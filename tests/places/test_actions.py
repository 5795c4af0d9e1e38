"""Actions on places: what changed, what was recorded, what was refused and why."""

from datetime import date, timedelta

import pytest

from linli.kernel.actor import Actor, nobody
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.places import actions, queries
from linli.places.models import Parentage, Place, PlaceCode
from linli.places.rules import CodeScheme, Layer, NewPlace, PlaceKind
from linli.records.models import AuditEntry
from linli.tenancy.models import new_id
from tests.places.builders import (
    AT,
    SINCE,
    TODAY,
    a_building,
    a_community,
    a_compound,
    a_dwelling,
    a_group,
    a_holder,
    a_patch,
    a_place,
    a_sub_district,
    an_entrance,
    root_of,
    the_administrator,
    the_system,
)

pytestmark = [pytest.mark.actions, pytest.mark.django_db]

DAY = date(2022, 7, 1)


def journal_of(place):
    return [entry.did for entry in AuditEntry.objects.filter(on_id=place.id).order_by("id")]


def refusal(call, **given):
    with pytest.raises(Refused) as caught:
        call(**given)
    return caught.value.code


def changed(call, place, **given):
    return call(actor=the_system(place), place_id=place.id, on=DAY, at=AT, **given)


def refused(call, place, **given):
    facts = {"actor": the_system(place), "place_id": place.id, "on": DAY, "at": AT}
    return refusal(call, **{**facts, **given})


# --- Founding ---------------------------------------------------------------------------------


def test_a_founded_sub_district_has_a_root_place_and_its_code():
    founded = a_sub_district(code="130903002", name="南环中路街道")
    root = root_of(founded)
    assert root.name == "南环中路街道"
    assert queries.place_by_code(founded.id, "division", "130903002", on=TODAY) == root
    assert AuditEntry.objects.get().did == "places.found"
    assert AuditEntry.objects.get().sub_district_id == founded.id


def test_only_the_administrator_or_the_system_founds_a_sub_district():
    known = a_sub_district()
    facts = {"code": "130903003", "name": "示例街道", "on": SINCE, "at": AT}
    with pytest.raises(NotAllowed):
        actions.found_sub_district(actor=nobody(known.id), **facts)
    leader = a_holder("sub_district_leader", root_of(known))
    with pytest.raises(NotAllowed):
        actions.found_sub_district(actor=leader, **facts)
    assert actions.found_sub_district(actor=the_administrator(known), **facts).name == "示例街道"


@pytest.mark.parametrize(("code", "why"), [("13", "code_form"), ("130903002", "code_taken")])
def test_a_sub_district_needs_a_code_of_its_own(code, why):
    known = a_sub_district(code="130903002")
    facts = {"actor": the_system(known), "name": "又一", "on": SINCE, "at": AT}
    assert refusal(actions.found_sub_district, code=code, **facts) == why


# --- Registering ------------------------------------------------------------------------------


def test_a_place_is_registered_with_its_parent_aliases_and_codes():
    community = a_community(name="一方")
    compound = a_compound(
        community,
        name="颐和庄园",
        short="颐和",
        closed_compound=True,
        aliases=("颐和",),
        codes=((CodeScheme.LOCAL, "NH-01"),),
        source="示例文件",
    )
    lying = Parentage.objects.get(child=compound)
    assert (lying.parent_id, lying.layer, lying.source) == (community.id, "tree", "示例文件")
    history = queries.history(compound.sub_district_id, compound.id)
    assert [alias.name for alias in history.aliases] == ["颐和"]
    assert [code.code for code in history.codes] == ["NH-01"]
    assert journal_of(compound) == ["places.register"]


def test_a_dwelling_knows_all_it_lies_in():
    founded = a_sub_district(name="示例街道")
    community = a_community(founded, name="一方")
    compound = a_compound(community, name="颐和庄园")
    patch = a_patch(community, name="一片")
    group = a_group(patch, name="1组")
    building = a_building(compound, name="3号楼", overlays=(group.id,))
    entrance = an_entrance(building, name="2单元")
    dwelling = a_dwelling(entrance, name="301")
    above = queries.ancestors(founded.id, dwelling.id, on=TODAY)
    assert above.chain == ("示例街道", "一方", "颐和庄园", "3号楼", "2单元", "301")
    assert above.community_id == community.id
    assert above.compound_id == compound.id
    assert above.building_id == building.id
    assert above.patch_id == patch.id
    assert above.group_id == group.id
    assert above.sub_district_place == root_of(founded).id
    assert above.ids[:3] == (dwelling.id, entrance.id, building.id)


def test_two_compounds_of_a_community_do_not_share_a_name_at_a_time():
    community = a_community()
    compound = a_compound(community, name="颐和 庄园")
    with pytest.raises(Refused) as caught:
        a_compound(community, name="颐和庄园")
    assert caught.value.code == "name_taken"
    changed(actions.retire_place, compound)
    later = a_compound(community, name="颐和庄园", valid_from=DAY + timedelta(days=1))
    assert later.name == "颐和庄园"


def test_a_code_belongs_to_one_place_at_a_time():
    community = a_community(codes=((CodeScheme.STATISTICAL, "130903002001"),))
    root = queries.root(community.sub_district_id)
    with pytest.raises(Refused) as caught:
        a_place(PlaceKind.COMMUNITY, root, codes=((CodeScheme.STATISTICAL, "130903002001"),))
    assert caught.value.code == "code_taken"


def test_a_place_of_another_sub_district_is_no_parent():
    here, elsewhere = a_sub_district(), a_community()
    new = NewPlace(new_id(), PlaceKind.COMPOUND, "颐和庄园", elsewhere.id, SINCE)
    given = {"actor": the_system(here), "new": new, "at": AT}
    assert refusal(actions.register_place, **given) == "unknown_parent"


def test_a_batch_is_registered_in_the_order_given_with_one_entry_a_kind():
    community = a_community()
    patch = NewPlace(new_id(), PlaceKind.PATCH, "一片", community.id, SINCE)
    groups = [
        NewPlace(new_id(), PlaceKind.RESIDENTS_GROUP, f"{n}组", patch.id, SINCE) for n in range(5)
    ]
    before = AuditEntry.objects.count()
    made = actions.register_places(actor=the_system(community), rows=[patch, *groups], at=AT)
    assert made == 6
    entries = AuditEntry.objects.order_by("id")[before:]
    assert [(entry.did, entry.facts["kind"], entry.facts["count"]) for entry in entries] == [
        ("places.register_many", "patch", 1),
        ("places.register_many", "residents_group", 5),
    ]


def test_a_batch_with_one_wrong_row_writes_nothing_and_names_the_row():
    community = a_community()
    rows = [
        NewPlace(new_id(), PlaceKind.PATCH, "一片", community.id, SINCE),
        NewPlace(new_id(), PlaceKind.PATCH, "一 片", community.id, SINCE),
    ]
    before = Place.objects.count()
    with pytest.raises(actions.WrongPlace) as caught:
        actions.register_places(actor=the_system(community), rows=rows, at=AT)
    assert (caught.value.number, caught.value.wrong.code) == (1, "name_taken")
    assert Place.objects.count() == before


# --- Who may ----------------------------------------------------------------------------------


def test_a_secretary_changes_the_own_community_and_no_other():
    founded = a_sub_district()
    own, other = a_community(founded), a_community(founded)
    secretary = a_holder("secretary", own)
    mine, theirs = a_compound(own), a_compound(other)
    facts = {"actor": secretary, "name": "新名", "on": DAY, "at": AT}
    assert actions.rename_place(place_id=mine.id, **facts).name == "新名"
    with pytest.raises(NotAllowed):
        actions.rename_place(place_id=theirs.id, **facts)


def test_a_secretary_neither_takes_a_compound_from_a_neighbour_nor_gives_one_away():
    founded = a_sub_district()
    own, other = a_community(founded), a_community(founded)
    secretary = a_holder("secretary", own)
    facts = {"actor": secretary, "on": DAY, "at": AT}
    with pytest.raises(NotAllowed):
        actions.redraw(place_id=a_compound(other).id, parent_id=own.id, **facts)
    with pytest.raises(NotAllowed):
        actions.redraw(place_id=a_compound(own).id, parent_id=other.id, **facts)


def test_a_secretary_does_not_end_the_own_community():
    community = a_community()
    secretary = a_holder("secretary", community)
    with pytest.raises(NotAllowed):
        actions.retire_place(actor=secretary, place_id=community.id, on=DAY, at=AT)


def test_residents_and_visitors_change_nothing():
    compound = a_compound()
    for actor in (
        nobody(compound.sub_district_id),
        Actor(compound.sub_district_id, account_id=new_id()),
        a_holder("grid_worker", compound),
    ):
        with pytest.raises(NotAllowed):
            actions.rename_place(actor=actor, place_id=compound.id, name="新名", on=DAY, at=AT)


def test_a_place_of_another_sub_district_is_not_there():
    compound, elsewhere = a_compound(), a_compound()
    with pytest.raises(Missing):
        actions.rename_place(
            actor=the_administrator(elsewhere), place_id=compound.id, name="新名", on=DAY, at=AT
        )


def test_a_form_that_saw_an_older_version_is_a_conflict():
    compound = a_compound()
    seen = compound.version
    changed(actions.rename_place, compound, name="甲", version=seen)
    with pytest.raises(Conflict):
        changed(actions.rename_place, compound, name="乙", version=seen)


# --- Names, codes, aliases --------------------------------------------------------------------


def test_a_renamed_place_keeps_its_former_name_with_its_days():
    compound = a_compound(name="南区")
    changed(actions.rename_place, compound, name="颐和庄园")
    tenant = compound.sub_district_id
    assert [row.name for row in queries.history(tenant, compound.id).names] == ["南区"]
    assert journal_of(compound) == ["places.register", "places.rename"]


def test_a_name_corrected_on_its_first_day_leaves_no_former_name():
    compound = a_compound(name="颐合庄园", valid_from=DAY)
    changed(actions.rename_place, compound, name="颐和庄园")
    assert queries.history(compound.sub_district_id, compound.id).names == []


def test_a_name_is_not_changed_from_a_coming_day_nor_before_the_last_change():
    compound = a_compound()
    tomorrow = TODAY + timedelta(days=1)
    assert refused(actions.rename_place, compound, name="新", on=tomorrow) == "future_name"
    changed(actions.rename_place, compound, name="甲")
    early = date(2022, 1, 1)
    assert refused(actions.rename_place, compound, name="乙", on=early) == "too_early"


@pytest.mark.parametrize(("name", "why"), [("  ", "no_name"), ("长" * 81, "name_too_long")])
def test_a_name_has_one_to_eighty_characters(name, why):
    assert refused(actions.rename_place, a_compound(), name=name) == why


def test_a_place_is_not_renamed_to_its_neighbours_name():
    community = a_community()
    a_compound(community, name="甲")
    other = a_compound(community, name="乙")
    assert refused(actions.rename_place, other, name="甲") == "name_taken"


def test_a_new_code_ends_the_old_one_the_day_before():
    community = a_community(codes=((CodeScheme.STATISTICAL, "130903002001"),))
    changed(actions.give_code, community, scheme=CodeScheme.STATISTICAL, code="130903002014")
    codes = PlaceCode.objects.filter(place=community).order_by("valid_from")
    assert [(row.code, row.valid_to) for row in codes] == [
        ("130903002001", date(2022, 6, 30)),
        ("130903002014", None),
    ]


def test_a_freed_code_may_go_to_another_place():
    founded = a_sub_district()
    scheme = CodeScheme.STATISTICAL
    old = a_community(founded, codes=((scheme, "130903002001"),))
    new = a_community(founded)
    assert refused(actions.give_code, new, scheme=scheme, code="130903002001") == "code_taken"
    changed(actions.give_code, old, scheme=scheme, code="130903002002")
    changed(actions.give_code, new, scheme=scheme, code="130903002001")
    tenant = founded.id
    before = queries.place_by_code(tenant, scheme, "130903002001", on=date(2022, 6, 30))
    assert before == old
    assert queries.place_by_code(tenant, scheme, "130903002001", on=DAY) == new


def test_a_code_of_the_wrong_form_or_too_early_is_refused():
    community = a_community()
    scheme = CodeScheme.STATISTICAL
    assert refused(actions.give_code, community, scheme=scheme, code="7") == "code_form"
    changed(actions.give_code, community, scheme=scheme, code="130903002001")
    early = date(2022, 1, 1)
    given = {"scheme": scheme, "code": "130903002002", "on": early}
    assert refused(actions.give_code, community, **given) == "too_early"


def test_an_alias_is_noted_once_and_can_be_taken_back():
    compound = a_compound()
    alias = changed(actions.add_alias, compound, name="颐和")
    assert changed(actions.add_alias, compound, name="　颐和 ") == alias
    changed(actions.drop_alias, compound, alias_id=alias.id)
    assert queries.history(compound.sub_district_id, compound.id).aliases == []
    assert journal_of(compound)[1:] == ["places.add_alias", "places.drop_alias"]
    assert refused(actions.drop_alias, compound, alias_id=alias.id) == "no_such_alias"


# --- Closed or not, ending --------------------------------------------------------------------


def test_only_compounds_are_closed():
    compound = a_compound()
    changed(actions.mark_closed, compound, closed=True)
    assert list(queries.compounds(compound.sub_district_id, on=TODAY, closed_only=True)) == [
        compound
    ]
    changed(actions.mark_closed, compound, closed=False)
    assert not queries.compounds(compound.sub_district_id, on=TODAY, closed_only=True)
    assert refused(actions.mark_closed, a_building(), closed=True) == "only_compounds_are_closed"


def test_a_place_does_not_end_while_something_lies_in_it():
    community = a_community()
    compound = a_compound(community, name="颐和庄园")
    with pytest.raises(Refused) as caught:
        changed(actions.retire_place, community)
    assert caught.value.code == "something_lies_in_it"
    assert "颐和庄园" in caught.value.message
    changed(actions.retire_place, compound)
    changed(actions.retire_place, community)
    assert list(queries.communities(community.sub_district_id, on=DAY)) == [community]
    assert list(queries.communities(community.sub_district_id, on=TODAY)) == []


def test_an_ended_patch_lets_go_of_its_buildings():
    patch = a_patch()
    community = queries.place(patch.sub_district_id, Parentage.objects.get(child=patch).parent_id)
    building = a_building(community, overlays=(patch.id,))
    changed(actions.retire_place, patch)
    tenant = patch.sub_district_id
    assert queries.ancestors(tenant, building.id, on=DAY).patch_id == patch.id
    assert queries.ancestors(tenant, building.id, on=TODAY).patch_id is None


def test_a_place_ends_once_and_not_before_it_began():
    compound = a_compound()
    early = SINCE - timedelta(days=1)
    assert refused(actions.retire_place, compound, on=early) == "end_day"
    far = TODAY + timedelta(days=400)
    assert refused(actions.retire_place, compound, on=far) == "end_day"
    changed(actions.retire_place, compound)
    assert refused(actions.retire_place, compound) == "ended"


def test_the_root_does_not_end():
    assert refused(actions.retire_place, root_of(a_sub_district())) == "root_stays"


# --- Overlays ---------------------------------------------------------------------------------


def test_a_building_lies_in_one_patch_at_a_time_and_may_leave_it():
    community = a_community()
    one, two = a_patch(community), a_patch(community)
    building = a_building(community, overlays=(one.id,))
    tenant = community.sub_district_id
    changed(actions.redraw, building, parent_id=two.id)
    assert queries.ancestors(tenant, building.id, on=date(2022, 6, 30)).patch_id == one.id
    assert queries.ancestors(tenant, building.id, on=DAY).patch_id == two.id
    actions.leave_overlay(
        actor=the_system(building), place_id=building.id, layer=Layer.PATCH, on=TODAY, at=AT
    )
    tomorrow = TODAY + timedelta(days=1)
    assert queries.ancestors(tenant, building.id, on=tomorrow).patch_id is None
    assert queries.ancestors(tenant, building.id, on=tomorrow).community_id == community.id


def test_nothing_leaves_the_tree_by_leaving():
    assert refused(actions.leave_overlay, a_building(), layer=Layer.TREE) == "tree_has_no_hole"
    assert refused(actions.leave_overlay, a_building(), layer=Layer.PATCH) == "not_there"
