"""Actions on places: what changed, what was recorded, what was refused and why."""

from datetime import date

import pytest

from linli.kernel.errors import Refused
from linli.places import actions, queries
from linli.records.models import AuditEntry
from tests.places.builders import (
    AT,
    TODAY,
    a_building,
    a_community,
    a_compound,
    a_dwelling,
    a_group,
    a_holder,
    a_patch,
    a_sub_district,
    an_entrance,
    root_of,
    the_system,
)

pytestmark = [pytest.mark.actions, pytest.mark.django_db]


def test_a_founded_sub_district_has_a_root_place_and_its_code():
    founded = a_sub_district(code="130903002", name="南环中路街道")
    root = root_of(founded)
    assert root.name == "南环中路街道"
    assert queries.place_by_code(founded.id, "division", "130903002", on=TODAY) == root
    assert AuditEntry.objects.get().did == "places.found"


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
