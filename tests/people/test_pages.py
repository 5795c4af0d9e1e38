"""Pages of this room, each opened by those it is for."""

import re
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from linli.people import actions
from linli.people.models import DwellingClaim, Holding, Organisation
from linli.places import queries as queries_places
from linli.places.rules import PlaceKind
from linli.records.models import AccessEntry
from tests.people.builders import (
    PASSWORD,
    TODAY,
    a_post,
    a_signed_in_client,
    actor_of,
    an_account,
    an_actor,
    an_organisation,
    appointed,
    now,
    standing_in,
)
from tests.places import builders as places
from tests.places.builders import the_system

pytestmark = pytest.mark.django_db

SIGN_IN_PAGES = [
    "account_login",
    "account_signup",
    "account_request_login_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_inactive",
    "account_reset_password_from_key_done",
]
OWN_PAGES = [
    "people:my_account",
    "people:my_profile",
    "people:close_my_account",
    "people:my_dwellings",
    "people:claim_dwelling",
    "account_change_password",
    "account_set_password",
    "account_email",
    "account_change_phone",
    "account_reauthenticate",
    "account_logout",
    "mfa_index",
    "mfa_list_webauthn",
    "usersessions_list",
    "socialaccount_connections",
]


def page(client: Client, name: str, *args: object, **query: str) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200, (name, answer.status_code, answer.headers.get("location"))
    text: str = answer.content.decode()
    return text


@pytest.mark.parametrize("name", SIGN_IN_PAGES)
def test_a_sign_in_page_opens_without_an_account(name):
    places.a_sub_district()
    assert "邻里" in page(Client(), name)


@pytest.mark.parametrize("name", OWN_PAGES)
def test_an_own_page_opens_for_a_resident(name):
    me = an_account(places.a_sub_district(), password=PASSWORD)
    client = a_signed_in_client(me)
    answer = client.get(reverse(name))
    assert answer.status_code in {200, 302}, name
    if answer.status_code == 302:
        assert "account" in answer.headers["location"]


# Who serves my address


def test_anybody_finds_who_serves_an_address_with_duty_telephones():
    compound = places.a_compound()
    a_post("building_lead", compound, duty_phone="03175551111")
    appointed(a_post("secretary", _community_of(compound), duty_phone="03175552222"))
    found = page(Client(), "people:who_serves", q=compound.name)
    assert f"?place={compound.id}" in found
    shown = page(Client(), "people:who_serves", place=str(compound.id))
    assert shown.index("03175551111") < shown.index("03175552222")
    assert "楼组长" in shown


def test_who_serves_shows_neither_a_private_number_nor_a_post_kept_from_the_public():
    compound = places.a_compound()
    holder = an_account(compound.sub_district_id)
    actor = an_actor("resident", compound)
    actions.change_profile(
        actor=actor, name="示例", phone="13800001234", large_type=False, at=now()
    )
    appointed(a_post("building_lead", compound, duty_phone="", public=True), holder)
    a_post("counsellor", _community_of(compound), duty_phone="03175553333", public=False)
    shown = page(Client(), "people:who_serves", place=str(compound.id))
    assert "13800001234" not in shown
    assert "03175553333" not in shown


def test_who_serves_knows_no_dwelling():
    dwelling = places.a_dwelling()
    answer = Client().get(reverse("people:who_serves"), {"place": str(dwelling.id)})
    assert answer.status_code == 404


def _community_of(compound):
    return queries_places.place(
        compound.sub_district_id,
        queries_places.ancestors(compound.sub_district_id, compound.id, on=TODAY).community_id,
    )


# My account


def test_staff_who_read_a_claim_stand_in_the_residents_account():
    dwelling = places.a_dwelling()
    me = an_account(dwelling.sub_district_id)
    claim = actions.claim_dwelling(
        actor=actor_of(me, dwelling.sub_district_id), dwelling_id=dwelling.id, at=now()
    )
    community = _community_of(dwelling)
    officer = a_signed_in_client("information_officer", community)
    assert "示例" in page(officer, "people:claim_detail", claim.id)
    shown = page(a_signed_in_client(me), "reports:my_data")
    assert "网管员" in shown
    assert community.name in shown
    (entry,) = AccessEntry.objects.filter(subject_id=me.pk)
    assert entry.what == "姓名和住址"


def test_reading_the_own_account_leaves_no_entry():
    me = an_account(places.a_sub_district())
    page(a_signed_in_client(me), "reports:my_data")
    assert not AccessEntry.objects.exists()


def test_a_resident_changes_name_and_telephone():
    me = an_account(places.a_sub_district())
    client = a_signed_in_client(me)
    answer = client.post(reverse("people:my_profile"), {"name": "示例王女士", "phone": "12"})
    assert answer.status_code == 422
    answer = client.post(
        reverse("people:my_profile"), {"name": "示例王女士", "phone": "0317 5551234"}
    )
    assert answer.status_code == 303
    assert "示例王女士" in page(client, "people:my_account")


def test_one_device_can_be_signed_out_from_another():
    me = an_account(places.a_sub_district())
    here, there = a_signed_in_client(me), a_signed_in_client(me)
    other = UserSession.objects.get(session_key=there.session.session_key)
    answer = here.post(reverse("people:end_session", args=[other.pk]))
    assert answer.status_code == 303
    assert there.get(reverse("people:my_account")).status_code == 302
    assert here.get(reverse("people:my_account")).status_code == 200


def test_nobody_signs_out_somebody_elses_device():
    mine = a_signed_in_client(an_account(places.a_sub_district()))
    other = a_signed_in_client(an_account(places.a_sub_district()))
    session = UserSession.objects.get(session_key=other.session.session_key)
    assert mine.post(reverse("people:end_session", args=[session.pk])).status_code == 404
    assert other.get(reverse("people:my_account")).status_code == 200


def test_closing_ones_account_needs_its_name_typed():
    me = an_account(places.a_sub_district())
    client = a_signed_in_client(me)
    address = reverse("people:close_my_account")
    assert client.post(address, {"word": "other"}).status_code == 422
    assert client.post(address, {"word": me.username}).status_code == 303
    me.refresh_from_db()
    assert me.closed_at is not None
    assert client.get(reverse("people:my_account")).status_code == 302


# Dwellings


def test_a_building_is_named_with_its_compound_where_a_door_is_chosen():
    dwelling = places.a_dwelling(name="501")
    tenant = dwelling.sub_district_id
    above = queries_places.ancestors(tenant, dwelling.id, on=TODAY)
    shown = page(
        a_signed_in_client(an_account(tenant)),
        "people:claim_dwelling",
        place=str(above.building_id),
    )
    compound = queries_places.place(tenant, above.compound_id).name
    building = queries_places.place(tenant, above.building_id).name
    assert f"<h1>{compound} {building}</h1>" in shown


def test_a_resident_finds_the_door_claims_it_and_confirms_it_with_the_letter():
    dwelling = places.a_dwelling(name="501")
    tenant = dwelling.sub_district_id
    building = queries_places.ancestors(tenant, dwelling.id, on=TODAY).building_id
    me = an_account(tenant)
    client = a_signed_in_client(me)
    name = queries_places.place(tenant, building).name
    assert f"?place={building}" in page(client, "people:claim_dwelling", q=name)
    assert "501" in page(client, "people:claim_dwelling", place=str(building))
    answer = client.post(reverse("people:claim_dwelling"), {"dwelling": str(dwelling.id)})
    assert answer.status_code == 303
    claim = DwellingClaim.objects.get(account=me)
    officer = a_signed_in_client("service_clerk", _community_of(dwelling))
    assert "501" in page(officer, "people:claims")
    assert officer.post(reverse("people:post_code", args=[claim.id])).status_code == 303
    letter = page(officer, "people:claim_letter")
    code = re.search(r"([A-Z2-9]{4} [A-Z2-9]{4})", letter).group(1)
    assert code not in page(officer, "people:claim_letter")
    address = reverse("people:confirm_claim", args=[claim.id])
    assert client.post(address, {"code": "AAAA AAAA"}).status_code == 422
    assert client.post(address, {"code": code}).status_code == 303
    assert "已核实" in page(client, "people:my_dwellings")
    give_up = reverse("people:give_up_dwelling", args=[claim.id])
    assert client.post(give_up).status_code == 303
    assert "已核实" not in page(client, "people:my_dwellings")


def test_a_claim_is_confirmed_at_the_counter_of_its_own_community_alone():
    dwelling = places.a_dwelling()
    me = an_account(dwelling.sub_district_id)
    claim = actions.claim_dwelling(
        actor=actor_of(me, dwelling.sub_district_id), dwelling_id=dwelling.id, at=now()
    )
    root = queries_places.root(dwelling.sub_district_id)
    other = a_signed_in_client("secretary", places.a_place(PlaceKind.COMMUNITY, root))
    address = reverse("people:confirm_at_counter", args=[claim.id])
    assert other.get(reverse("people:claim_detail", args=[claim.id])).status_code == 403
    assert other.post(address).status_code == 403
    assert not AccessEntry.objects.exists()
    own = a_signed_in_client("secretary", _community_of(dwelling))
    assert own.post(address).status_code == 303
    claim.refresh_from_db()
    assert claim.state == "held"


# Posts


def test_the_gap_list_names_what_nobody_holds_and_leads_to_filling_it():
    community = places.a_community()
    secretary = a_signed_in_client("secretary", community)
    shown = page(secretary, "people:posts")
    assert "网管员" in shown
    assert f"?place={community.id}&amp;kind=information_officer" in shown.replace(
        "&kind", "&amp;kind"
    )


def test_a_secretary_sets_up_a_post_appoints_and_ends():
    community = places.a_community()
    client = a_signed_in_client("secretary", community)
    address = f"{reverse('people:establish_post')}?place={community.id}"
    answer = client.post(
        address,
        {"kind": "information_officer", "duty_phone": "03175559999", "valid_from": "2026-01-01"},
    )
    assert answer.status_code == 303
    detail = answer.headers["location"]
    post_id = detail.rstrip("/").split("/")[-1]
    person = an_account(community.sub_district_id)
    appoint = reverse("people:appoint", args=[post_id])
    term = {"name": "示例小李", "valid_from": "2026-01-01", "valid_to": ""}
    missing = client.post(appoint, {**term, "username": "nobody-there"})
    assert missing.status_code == 422
    assert "没有账号用这个用户名" in missing.content.decode()
    assert client.post(appoint, {**term, "username": person.username}).status_code == 303
    assert "示例小李" in client.get(detail).content.decode()
    held = Holding.objects.get(account=person)
    end = reverse("people:end_term", args=[post_id, held.id])
    assert client.post(end, {"last_day": "2026-01-31"}).status_code == 303
    held.refresh_from_db()
    assert held.valid_to.isoformat() == "2026-01-31"


def test_a_conflict_is_explained_in_words_and_nothing_is_written():
    compound = places.a_compound()
    community = _community_of(compound)
    person = appointed(a_post("property_manager", compound))
    leader = a_signed_in_client(
        "sub_district_leader", queries_places.root(compound.sub_district_id)
    )
    post = a_post("information_officer", community)
    answer = leader.post(
        reverse("people:appoint", args=[post.id]),
        {"username": person.username, "name": "示例", "valid_from": "2026-11-01"},
    )
    assert answer.status_code == 422
    assert "物业" in answer.content.decode()
    assert not Holding.objects.filter(post=post).exists()


def test_a_holder_names_a_deputy_for_a_stated_time():
    community = places.a_community()
    post = a_post("information_officer", community)
    client = a_signed_in_client(appointed(post))
    deputy = an_account(community.sub_district_id)
    answer = client.post(
        reverse("people:delegate", args=[post.id]),
        {
            "username": deputy.username,
            "name": "示例代班",
            "reason": "休假",
            "valid_from": "2026-11-20",
            "valid_to": "2099-12-31",
        },
    )
    assert answer.status_code == 303
    assert "示例代班" in page(client, "people:post_detail", post.id)
    stands_in = a_signed_in_client(deputy)
    assert "代理" in page(stands_in, "people:my_account")


def test_a_grid_worker_fills_no_post():
    community = places.a_community()
    client = a_signed_in_client("grid_worker", community)
    post = a_post("information_officer", community)
    person = an_account(community.sub_district_id)
    assert "任命" not in page(client, "people:post_detail", post.id)
    answer = client.post(
        reverse("people:appoint", args=[post.id]),
        {"username": person.username, "name": "示例", "valid_from": "2026-11-01"},
    )
    assert answer.status_code == 403
    assert (
        client.get(reverse("people:establish_post"), {"place": str(community.id)}).status_code
        == 403
    )


def test_a_post_that_ended_yesterday_opens_nothing_and_one_that_ends_today_does():
    community = places.a_community()
    today = timezone.localdate()
    for last, status in ((today, 200), (today - timedelta(days=1), 403)):
        account = appointed(a_post("information_officer", community), last=last)
        client = a_signed_in_client(account)
        assert client.get(reverse("people:claims")).status_code == status
        assert client.get(reverse("people:posts")).status_code == status


def test_a_deputy_acts_within_the_stated_time_alone():
    community = places.a_community()
    today = timezone.localdate()
    day = timedelta(days=1)
    post = a_post("information_officer", community)
    now_in = standing_in(post, first=today, last=today)
    not_yet = standing_in(post, first=today + day, last=today + day)
    assert a_signed_in_client(now_in).get(reverse("people:claims")).status_code == 200
    assert a_signed_in_client(not_yet).get(reverse("people:claims")).status_code == 403


def test_who_holds_two_posts_chooses_and_only_among_ones_own():
    community = places.a_community()
    account = appointed(a_post("information_officer", community))
    lead = a_post("legal_liaison", community)
    appointed(lead, account)
    client = a_signed_in_client(account)
    assert client.get(reverse("people:begin")).headers["location"] == reverse("people:act_as")
    assert "以哪个岗位" in page(client, "people:act_as")
    answer = client.post(reverse("people:act_as"), {"post": str(lead.id)})
    assert answer.status_code == 303
    assert client.get(reverse("people:claims")).status_code == 403
    foreign = a_post("secretary", community)
    assert client.post(reverse("people:act_as"), {"post": str(foreign.id)}).status_code == 404


# Accounts


def test_an_administrator_opens_an_account_and_sees_its_link_once():
    root = places.root_of(places.a_sub_district())
    client = a_signed_in_client("administrator", root)
    answer = client.post(
        reverse("people:open_account"), {"username": "shili-new", "name": "示例新人"}
    )
    assert answer.status_code == 303
    shown = page(client, "people:account_link")
    link = re.search(r"http://testserver(/accounts/password/reset/key/\S+?/)", shown).group(1)
    assert link not in page(client, "people:account_link")
    assert "shili-new" in page(client, "people:accounts")
    person = Client()
    landed = person.get(link, follow=True)
    chosen = person.post(
        landed.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD}
    )
    assert chosen.status_code == 302, chosen.content.decode()
    signed_in = person.post(
        reverse("account_login"), {"login": "shili-new", "password": PASSWORD}, follow=True
    )
    assert signed_in.redirect_chain[-1][0] == reverse("mfa_index")
    assert Client().get(link, follow=True).content.decode().count("已经用过") == 1


def test_an_account_is_locked_unlocked_reset_and_closed():
    root = places.root_of(places.a_sub_district())
    client = a_signed_in_client("administrator", root)
    account = appointed(a_post("auditor", root))
    session = a_signed_in_client(account)
    for name in ("lock_account", "unlock_account", "end_sessions"):
        address = reverse(f"people:{name}", args=[account.pk])
        assert client.post(address).status_code == 303
        account.refresh_from_db()
        assert account.is_active is (name != "lock_account")
        assert session.get(reverse("people:my_account")).status_code == 302
    assert client.post(reverse("people:reset_account", args=[account.pk])).status_code == 303
    assert account.username in page(client, "people:account_link")
    close = reverse("people:close_account", args=[account.pk])
    assert client.post(close, {"word": account.username}).status_code == 303
    account.refresh_from_db()
    assert account.closed_at is not None


def test_an_administrator_is_made_but_not_of_somebody_with_a_post():
    root = places.root_of(places.a_sub_district())
    client = a_signed_in_client("administrator", root)
    officer = appointed(a_post("auditor", root))
    free = actions.open_account(
        actor=the_system(root), username="shili-free", name="示例", staff=True, at=now()
    )
    address = "people:grant_administrator"
    refused = client.post(reverse(address, args=[officer.pk]))
    assert refused.status_code == 422
    assert "管理员" in refused.content.decode()
    assert client.post(reverse(address, args=[free.pk])).status_code == 303


def test_an_administrator_has_no_desk():
    root = places.root_of(places.a_sub_district())
    client = a_signed_in_client("administrator", root)
    assert client.get(reverse("people:begin")).headers["location"] == reverse("people:accounts")
    for name in ("people:claims", "people:act_as"):
        assert client.get(reverse(name)).status_code == 403


@pytest.mark.parametrize("name", ["people:accounts", "people:open_account"])
@pytest.mark.parametrize("who", ["resident", "secretary", "sub_district_leader"])
def test_accounts_are_the_administrators_alone(name, who):
    assert a_signed_in_client(who).get(reverse(name)).status_code == 403


def test_a_residents_account_has_no_page():
    root = places.root_of(places.a_sub_district())
    client = a_signed_in_client("administrator", root)
    resident = an_account(root.sub_district_id)
    assert resident.username not in page(client, "people:accounts")
    address = reverse("people:account_detail", args=[resident.pk])
    assert client.get(address).status_code == 404


def test_opening_an_account_is_shown_to_its_owner():
    root = places.root_of(places.a_sub_district())
    account = appointed(a_post("auditor", root))
    page(a_signed_in_client("administrator", root), "people:account_detail", account.pk)
    assert "登录信息" in page(a_signed_in_client(account), "reports:my_data")


# Organisations


def test_an_organisation_is_entered_renamed_and_ended():
    compound = places.a_compound()
    root = queries_places.root(compound.sub_district_id)
    client = a_signed_in_client("governance_officer", root)
    assert compound.name in page(client, "people:found_organisation", q=compound.name)
    answer = client.post(
        f"{reverse('people:found_organisation')}?place={compound.id}",
        {
            "kind": "property_service_provider",
            "name": "示例物业甲",
            "duty_phone": "03175550001",
            "valid_from": "2026-01-01",
        },
    )
    assert answer.status_code == 303
    assert "示例物业甲" in page(client, "people:organisations", kind="property_service_provider")
    body = Organisation.objects.get(name="示例物业甲")
    change = reverse("people:change_organisation", args=[body.id])
    assert client.post(change, {"name": "示例物业乙"}).status_code == 303
    end = reverse("people:close_organisation", args=[body.id])
    a_post("property_manager", compound, organisation_id=body.id)
    assert client.post(end, {"last_day": "2026-11-24"}).status_code == 422


@pytest.mark.parametrize("many", [1, 3])
def test_lists_ask_the_same_number_of_queries_however_long(many, django_assert_num_queries):
    root = places.root_of(places.a_sub_district())
    for _ in range(many):
        an_organisation(root)
        appointed(a_post("civil_affairs_officer", root))
    client = a_signed_in_client("administrator", root)
    page(client, "people:accounts")
    # One of each is the badge of the inbox on the rail.
    with django_assert_num_queries(6):
        page(client, "people:accounts")
    with django_assert_num_queries(5):
        page(client, "people:organisations")


def test_large_type_kept_in_the_profile_follows_its_reader_to_another_device():
    me = an_account(places.a_sub_district())
    client = a_signed_in_client(me)
    client.post(reverse("people:my_profile"), {"name": "示例", "large_type": "on"})
    assert 'class=" l-large"' in page(client, "people:my_account")
    other = a_signed_in_client(me)
    other.get(reverse("people:begin"))
    assert 'class=" l-large"' in page(other, "people:my_account")


def test_a_page_of_other_posts_names_them():
    answer = a_signed_in_client("grid_worker").get(reverse("records:journal"))
    assert answer.status_code == 403
    assert "审计员" in answer.content.decode()


def test_a_property_company_s_people_fill_their_team_and_see_no_tree_of_places():
    manager = a_signed_in_client("property_manager")
    assert manager.get(reverse("people:posts")).status_code == 200
    assert manager.get(reverse("places:places")).status_code == 403
