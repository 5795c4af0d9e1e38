"""Reads of people: actors, posts, gaps, chains."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from linli.people import actions, queries
from linli.people.rules import OrganisationKind
from linli.places import queries as places_queries
from tests.people.builders import (
    AT,
    TODAY,
    a_post,
    actor_of,
    an_account,
    an_actor,
    an_organisation,
    appointed,
    standing_in,
)
from tests.places.builders import (
    a_building,
    a_community,
    a_compound,
    a_dwelling,
    a_group,
    a_patch,
    a_sub_district,
    root_of,
    the_system,
)

pytestmark = [pytest.mark.actions, pytest.mark.django_db]
ONE_DAY = timedelta(days=1)
LEVELS = ("group_lead", "patch_lead", "secretary", "sub_district_leader")


def test_a_visitor_costs_no_query(django_assert_num_queries):
    place = a_sub_district()
    with django_assert_num_queries(0):
        actor = queries.actor_for(
            AnonymousUser(), sub_district_id=place.id, chosen_post=None, on=TODAY
        )
    assert (actor.account_id, actor.posts) == (None, ())


def test_an_account_with_two_posts_becomes_an_actor_in_one_query(django_assert_num_queries):
    community = a_community()
    holder = appointed(a_post("information_officer", community))
    appointed(a_post("grid_worker", community), holder)
    with django_assert_num_queries(1):
        actor = actor_of(holder, community.sub_district_id)
    assert [post.kind for post in actor.posts] == ["information_officer", "grid_worker"]
    assert actor.kind == "information_officer"
    assert actor.post.place_name == community.name


def test_an_account_acts_in_the_post_it_chose():
    community = a_community()
    holder = appointed(a_post("information_officer", community))
    second = a_post("grid_worker", community)
    appointed(second, holder)
    assert actor_of(holder, community.sub_district_id, post=second).kind == "grid_worker"


def test_a_post_that_somebody_else_holds_cannot_be_chosen():
    community = a_community()
    holder = appointed(a_post("information_officer", community))
    other = a_post("secretary", community)
    appointed(other)
    assert actor_of(holder, community.sub_district_id, post=other).kind == "information_officer"


def test_a_post_that_ended_yesterday_gives_nothing_today():
    community = a_community()
    holder = appointed(a_post("secretary", community), last=TODAY)
    assert actor_of(holder, community.sub_district_id, on=TODAY).kind == "secretary"
    assert actor_of(holder, community.sub_district_id, on=TODAY + ONE_DAY).posts == ()


def test_a_post_that_begins_tomorrow_gives_nothing_today():
    community = a_community()
    holder = appointed(a_post("secretary", community), first=TODAY + ONE_DAY)
    assert actor_of(holder, community.sub_district_id).posts == ()


def test_a_closed_post_gives_nothing_the_day_after():
    community = a_community()
    post = a_post("secretary", community)
    holder = appointed(post)
    actions.close_post(actor=the_system(community), post_id=post.id, last_day=TODAY, at=AT)
    assert actor_of(holder, community.sub_district_id, on=TODAY).kind == "secretary"
    assert actor_of(holder, community.sub_district_id, on=TODAY + ONE_DAY).posts == ()


def test_a_deputy_acts_between_two_days_and_not_before_or_after():
    community = a_community()
    post = a_post("secretary", community)
    appointed(post)
    deputy = standing_in(post, first=TODAY, last=TODAY + ONE_DAY)
    held = {
        day: [(p.kind, p.as_deputy) for p in actor_of(deputy, post.sub_district_id, on=day).posts]
        for day in (TODAY - ONE_DAY, TODAY, TODAY + ONE_DAY, TODAY + 2 * ONE_DAY)
    }
    assert list(held.values()) == [[], [("secretary", True)], [("secretary", True)], []]


def test_a_post_of_another_sub_district_gives_nothing_here():
    holder = appointed(a_post("secretary", a_community()))
    assert actor_of(holder, a_sub_district()).posts == ()


def test_a_locked_account_is_nobody():
    community = a_community()
    holder = appointed(a_post("secretary", community))
    actions.lock_account(actor=the_system(community), account_id=holder.pk, at=AT)
    holder.refresh_from_db()
    assert actor_of(holder, community.sub_district_id).account_id is None


def test_records_name_a_post_in_the_offices_language():
    actor = an_actor("information_officer", a_community(name="一方社区"))
    assert actor.label == "一方社区 · 网管员"


def test_who_serves_an_address_is_found_up_the_tree_nearest_first():
    community = a_community()
    patch = a_patch(community)
    group = a_group(patch)
    building = a_building(a_compound(community), overlays=(group.id,))
    root = root_of_place(community)
    for kind, place in [
        ("sub_district_leader", root),
        ("secretary", community),
        ("patch_lead", patch),
        ("group_lead", group),
    ]:
        appointed(a_post(kind, place))
    a_post("auditor", root, public=False)
    dwelling = a_dwelling(building)
    served = queries.who_serves(community.sub_district_id, dwelling.id, on=TODAY)
    assert [card.kind for card in served] == [
        "group_lead",
        "patch_lead",
        "secretary",
        "sub_district_leader",
    ]
    assert all(card.duty_phone == "03175551234" for card in served)


def root_of_place(place):
    return root_of(places_queries.sub_district(place.sub_district_id))


def test_a_post_without_its_own_telephone_shows_its_organisations():
    compound = a_compound()
    body = an_organisation(compound, duty_phone="03175550000")
    a_post("property_manager", compound, organisation_id=body.id, duty_phone="")
    (card,) = queries.posts_at(compound.sub_district_id, [compound.id], on=TODAY)
    assert (card.duty_phone, card.label) == ("03175550000", f"{body.name} · 物业经理")


def test_posts_with_their_holders_cost_the_same_for_one_and_three(django_assert_num_queries):
    community = a_community()
    for _number in range(3):
        appointed(a_post("grid_worker", community))
        with django_assert_num_queries(2):
            queries.posts_at(community.sub_district_id, [community.id], on=TODAY)


def test_a_late_step_climbs_group_patch_community_sub_district():
    community = a_community()
    patch = a_patch(community)
    group = a_group(patch)
    root = root_of_place(community)
    leads = [
        a_post("group_lead", group),
        a_post("patch_lead", patch),
        a_post("secretary", community),
        a_post("sub_district_leader", root),
    ]
    for post in leads:
        appointed(post)
    tenant = community.sub_district_id
    chain = queries.chain_above(tenant, leads[0].id, LEVELS, on=TODAY)
    assert [card.post_id for card in chain] == [post.id for post in leads[1:]]
    officer = a_post("information_officer", community)
    chain = queries.chain_above(tenant, officer.id, LEVELS, on=TODAY)
    assert [card.kind for card in chain] == ["secretary", "sub_district_leader"]


def test_a_post_that_nobody_holds_is_left_out_of_the_chain():
    community = a_community()
    root = root_of_place(community)
    a_post("secretary", community)
    appointed(a_post("sub_district_leader", root))
    officer = a_post("information_officer", community)
    chain = queries.chain_above(community.sub_district_id, officer.id, LEVELS, on=TODAY)
    assert [card.kind for card in chain] == ["sub_district_leader"]


def test_units_are_organisations_with_posts_that_take_orders():
    compound = a_compound()
    company = an_organisation(compound, name="颐和示例物业")
    a_post("property_manager", compound, organisation_id=company.id)
    an_organisation(compound, name="没有岗位的示例公司")
    an_organisation(compound, kind=OrganisationKind.VOLUNTEER_TEAM, name="示例合唱队")
    (unit,) = queries.units(compound.sub_district_id, on=TODAY)
    assert (unit.name, [card.kind for card in unit.posts]) == ("颐和示例物业", ["property_manager"])


def gaps_at(place, on=TODAY):
    return [gap.post_kind for gap in queries.gaps(place.sub_district_id, on=on, at={place.id})]


def test_a_new_community_lacks_all_its_required_posts():
    community = a_community()
    assert gaps_at(community) == [
        "secretary",
        "information_officer",
        "legal_liaison",
        "counsellor",
        "grid_worker",
        "governance_group_lead",
    ]


def test_a_held_post_closes_its_gap_until_the_term_ends():
    patch = a_patch()
    post = a_post("patch_lead", patch)
    assert gaps_at(patch) == ["patch_lead"]
    appointed(post, last=TODAY)
    assert gaps_at(patch) == []
    assert gaps_at(patch, TODAY + ONE_DAY) == ["patch_lead"]


def test_a_deputy_closes_a_gap():
    patch = a_patch()
    standing_in(a_post("patch_lead", patch), first=TODAY, last=TODAY)
    assert gaps_at(patch) == []


def test_a_building_lead_closes_the_gap_of_the_compound():
    compound = a_compound()
    building = a_building(compound)
    assert gaps_at(compound) == ["building_lead"]
    appointed(a_post("building_lead", building))
    assert gaps_at(compound) == []


def test_only_closed_compounds_need_a_congress_chair():
    assert "congress_chair" in gaps_at(a_compound(closed_compound=True))
    assert "congress_chair" not in gaps_at(a_compound())


def test_the_list_of_gaps_is_one_statement(django_assert_num_queries):
    community = a_community()
    for _number in range(5):
        a_patch(community)
    with django_assert_num_queries(1):
        found = queries.gaps(community.sub_district_id, on=TODAY)
    assert [gap.post_kind for gap in found].count("patch_lead") == 5


def test_the_list_of_staff_accounts_holds_no_resident():
    community = a_community()
    holder = appointed(a_post("secretary", community))
    an_account(community.sub_district_id)
    (found,) = queries.staff_accounts(community.sub_district_id, on=TODAY)
    assert (found.account_id, found.has_second_factor) == (holder.pk, False)


def test_the_owner_sees_what_is_held_about_an_account():
    community = a_community()
    holder = appointed(a_post("secretary", community), an_account(community.sub_district_id))
    held = queries.personal_data_of(community.sub_district_id, holder.pk, on=TODAY)
    assert [datum.value for datum in held] == [
        holder.username,
        queries.profile_of(community.sub_district_id, holder.pk).name,
        f"{community.name} · 社区书记",
    ]
