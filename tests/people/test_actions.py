"""Actions on people: what changed, what was recorded, what was refused and why."""

from datetime import timedelta

import pytest

from linli.kernel.actor import nobody
from linli.kernel.errors import Missing, NotAllowed, Refused
from linli.kernel.posts import PostKind
from linli.people import actions, queries
from linli.people.actions import Seating
from linli.people.models import Account, DwellingClaim, Holding
from linli.people.rules import OrganisationKind
from linli.records.models import AccessEntry, AuditEntry, Message
from tests.people.builders import (
    AT,
    PASSWORD,
    SINCE,
    TODAY,
    a_post,
    actor_of,
    an_account,
    an_actor,
    an_organisation,
    appointed,
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
    the_administrator,
    the_system,
)

pytestmark = [pytest.mark.actions, pytest.mark.django_db]
ONE_DAY = timedelta(days=1)


def did() -> list[str]:
    return list(AuditEntry.objects.order_by("id").values_list("did", flat=True))


def refusal(do, **facts) -> str:
    with pytest.raises(Refused) as caught:
        do(**{"at": AT, **facts})
    return caught.value.code


# Accounts


def test_an_administrator_opens_an_account_that_has_no_password():
    place = a_sub_district()
    account = actions.open_account(
        actor=the_administrator(place), username=" ShiLi.Yi ", name="示例一", at=AT
    )
    assert account.username == "shili.yi"
    assert not account.has_usable_password()
    assert not account.is_staff_account
    assert queries.profile_of(place.id, account.pk).name == "示例一"
    assert did()[-1] == "people.open_account"


def test_nobody_but_an_administrator_opens_accounts():
    secretary = an_actor("secretary", a_community())
    with pytest.raises(NotAllowed):
        actions.open_account(actor=secretary, username="xin", name="示例", at=AT)


def test_a_user_name_is_taken_whatever_its_letter_case():
    place = a_sub_district()
    an_account(place, username="shili")
    code = refusal(actions.open_account, actor=the_system(place), username="SHILI", name="示例")
    assert code == "username_taken"


@pytest.mark.parametrize("username", ["", "a", "a b", "x" * 61, "<b>", "名\x00字"])
def test_a_user_name_that_cannot_be_typed_is_refused(username):
    place = a_sub_district()
    code = refusal(actions.open_account, actor=the_system(place), username=username, name="示例")
    assert code == "bad_username"


def test_a_resident_signs_up_alone_and_is_no_staff():
    place = a_sub_district()
    account = actions.sign_up_resident(
        actor=nobody(place.id), username="shili", name="示例", password=PASSWORD, at=AT
    )
    assert account.check_password(PASSWORD)
    assert not account.is_staff_account


def test_a_weak_password_is_refused_and_no_account_is_left_behind():
    place = a_sub_district()
    code = refusal(
        actions.sign_up_resident,
        actor=nobody(place.id),
        username="shili",
        name="示例",
        password="12345678",
    )
    assert code == "weak_password"
    assert not Account.objects.exists()


def test_nobody_sets_the_password_of_another():
    place = a_sub_district()
    account = an_account(place)
    for actor in (the_administrator(place), actor_of(an_account(place), place)):
        code = refusal(actions.set_password, actor=actor, account_id=account.pk, password=PASSWORD)
        assert code == "not_own_password"


def test_a_telephone_number_is_sealed_in_the_table(db):
    place = a_sub_district()
    account = an_account(place)
    actions.change_profile(
        actor=actor_of(account, place), name="示例", phone="138 0000 0000", large_type=True, at=AT
    )
    profile = queries.profile_of(place.id, account.pk)
    assert (profile.phone, profile.large_type) == ("13800000000", True)


def test_one_number_signs_in_to_one_account():
    place = a_sub_district()
    first, second = an_account(place), an_account(place)
    facts = {"phone": "13800000000", "verified": True}
    actions.set_sign_in_phone(actor=actor_of(first, place), account_id=first.pk, **facts, at=AT)
    code = refusal(
        actions.set_sign_in_phone, actor=actor_of(second, place), account_id=second.pk, **facts
    )
    assert code == "phone_taken"
    assert queries.account_by_phone("13800000000") == first


def test_a_closed_account_holds_nothing_about_its_owner():
    community = a_community()
    account = an_account(community.sub_district_id, email="a@example.org")
    appointed(a_post("secretary", community), account)
    actions.close_account(actor=the_system(community), account_id=account.pk, at=AT)
    account.refresh_from_db()
    assert (account.email, account.phone, account.is_active) == ("", "", False)
    assert queries.profile_of(community.sub_district_id, account.pk) is None
    assert Holding.objects.get().valid_to == TODAY
    assert queries.account_by_username(account.username) is None


def test_the_last_administrator_stays():
    place = a_sub_district()
    admin = an_actor("administrator", root_of(place))
    code = refusal(actions.end_grant, actor=admin, account_id=admin.account_id, last_day=TODAY)
    assert code == "last_administrator"


def test_nobody_locks_the_own_account():
    admin = an_actor("administrator", root_of(a_sub_district()))
    code = refusal(actions.lock_account, actor=admin, account_id=admin.account_id)
    assert code == "own_account"


# Administrators and posts


def test_an_administrator_is_not_appointed_to_a_post():
    place = a_sub_district()
    admin = an_actor("administrator", root_of(place))
    post = a_post("sub_district_leader", root_of(place))
    code = refusal(
        actions.appoint,
        actor=the_system(place),
        post_id=post.id,
        account_id=admin.account_id,
        name="示例",
        valid_from=TODAY,
    )
    assert code == "administrator_holds_post"


def test_a_holder_of_a_post_is_not_made_administrator():
    community = a_community()
    holder = appointed(a_post("group_lead", a_group(a_patch(community))))
    code = refusal(
        actions.grant_administrator,
        actor=the_system(community),
        account_id=holder.pk,
        valid_from=TODAY,
    )
    assert code == "administrator_holds_post"


def test_an_administrator_is_not_made_a_deputy_either():
    place = a_sub_district()
    admin = an_actor("administrator", root_of(place))
    post = a_post("governance_officer", root_of(place))
    code = refusal(
        actions.delegate,
        actor=the_system(place),
        post_id=post.id,
        account_id=admin.account_id,
        name="示例",
        reason="休假",
        valid_from=TODAY,
        valid_to=TODAY,
    )
    assert code == "administrator_holds_post"


# Posts and terms


def test_a_secretary_fills_the_posts_of_the_own_community_and_of_no_other():
    community = a_community()
    secretary = an_actor("secretary", community)
    patch = a_patch(community)
    actions.establish_post(
        actor=secretary, kind=PostKind.PATCH_LEAD, place_id=patch.id, valid_from=TODAY, at=AT
    )
    elsewhere = a_patch(a_community())
    with pytest.raises(NotAllowed):
        actions.establish_post(
            actor=secretary,
            kind=PostKind.PATCH_LEAD,
            place_id=elsewhere.id,
            valid_from=TODAY,
            at=AT,
        )


def test_a_secretary_does_not_appoint_the_own_successor():
    community = a_community()
    secretary = an_actor("secretary", community)
    code = refusal(
        actions.establish_post,
        actor=secretary,
        kind=PostKind.SECRETARY,
        place_id=community.id,
        valid_from=TODAY,
    )
    assert code == "not_appointer"


def test_a_post_stands_only_where_its_kind_belongs():
    compound = a_compound()
    code = refusal(
        actions.establish_post,
        actor=the_system(compound),
        kind=PostKind.SECRETARY,
        place_id=compound.id,
        valid_from=TODAY,
    )
    assert code == "wrong_place"


def test_an_appointment_is_recorded_and_told_and_makes_a_staff_account():
    post = a_post("secretary", a_community())
    holder = appointed(post)
    assert holder.is_staff_account
    entry = AuditEntry.objects.order_by("-id").first()
    assert (entry.did, entry.on_id) == ("people.appoint", post.id)
    assert entry.facts == {"account": str(holder.pk), "first": SINCE.isoformat(), "last": ""}
    (letter,) = Message.objects.filter(account_id=holder.pk)
    assert letter.template == "people/appointed"


def test_a_post_of_one_holder_is_not_given_to_a_second():
    post = a_post("secretary", a_community())
    appointed(post)
    code = refusal(
        actions.appoint,
        actor=the_system_of(post),
        post_id=post.id,
        account_id=an_account(post.sub_district_id).pk,
        name="示例",
        valid_from=TODAY,
    )
    assert code == "post_held"


def the_system_of(post):
    return the_system(post.place)


def test_a_team_post_takes_several_holders():
    post = a_post("grid_worker", a_community())
    appointed(post)
    appointed(post)
    assert Holding.objects.filter(post=post).count() == 2


def test_a_successor_begins_the_day_after_the_term_ends():
    post = a_post("secretary", a_community())
    appointed(post, last=TODAY)
    appointed(post, first=TODAY + ONE_DAY)
    assert Holding.objects.filter(post=post).count() == 2


def test_posts_that_do_not_go_together_are_refused_with_the_reason():
    compound = a_compound()
    holder = appointed(a_post("property_manager", compound))
    chair = a_post("congress_chair", compound)
    with pytest.raises(Refused) as caught:
        appointed(chair, holder)
    assert caught.value.code == "provider_decides"
    assert caught.value.message.startswith("在小区物业公司工作的人")


def test_a_term_that_was_ended_yesterday_gives_nothing_today():
    post = a_post("secretary", a_community())
    holder = appointed(post)
    term = Holding.objects.get(post=post)
    actions.end_term(actor=the_system_of(post), holding_id=term.id, last_day=TODAY - ONE_DAY, at=AT)
    assert actor_of(holder, post.sub_district_id).posts == ()


def test_a_term_outside_the_posts_own_dates_is_refused():
    post = a_post("secretary", a_community(), valid_from=TODAY)
    code = refusal(
        actions.appoint,
        actor=the_system_of(post),
        post_id=post.id,
        account_id=an_account(post.sub_district_id).pk,
        name="示例",
        valid_from=TODAY - ONE_DAY,
    )
    assert code == "post_not_in_force"


def test_a_holder_names_the_own_deputy_for_a_stated_time():
    post = a_post("secretary", a_community())
    holder = appointed(post)
    deputy = an_account(post.sub_district_id)
    actions.delegate(
        actor=actor_of(holder, post.sub_district_id),
        post_id=post.id,
        account_id=deputy.pk,
        name="示例代理",
        reason="休假",
        valid_from=TODAY,
        valid_to=TODAY + ONE_DAY,
        at=AT,
    )
    assert actor_of(deputy, post.sub_district_id).post.as_deputy


def test_a_deputy_names_no_deputy():
    post = a_post("secretary", a_community())
    deputy = an_account(post.sub_district_id)
    facts = {
        "post_id": post.id,
        "name": "示例",
        "reason": "休假",
        "valid_from": TODAY,
        "valid_to": TODAY,
    }
    actions.delegate(actor=the_system_of(post), account_id=deputy.pk, **facts, at=AT)
    code = refusal(
        actions.delegate,
        actor=actor_of(deputy, post.sub_district_id),
        account_id=an_account(post.sub_district_id).pk,
        **facts,
    )
    assert code == "not_appointer"


# Organisations


@pytest.mark.parametrize("code", ["91350100M000100Y4", "91350100M000100I43", "9" * 19])
def test_a_credit_code_that_cannot_be_one_is_refused(code):
    with pytest.raises(Refused) as caught:
        an_organisation(a_compound(a_community()), credit_code=code)
    assert caught.value.code == "bad_credit_code"


def test_a_credit_code_is_kept_as_it_is_printed_and_a_doubtful_one_is_let_in():
    compound = a_compound(a_community())
    body = an_organisation(compound, credit_code=" 91350100m000100y43 ")
    assert body.credit_code == "91350100M000100Y43"
    doubtful = an_organisation(compound, name="示例另一家", credit_code="91350100M000100Y44")
    assert doubtful.credit_code == "91350100M000100Y44"


def test_an_organisation_with_posts_is_not_closed():
    compound = a_compound()
    body = an_organisation(compound)
    a_post("property_manager", compound, organisation_id=body.id)
    code = refusal(
        actions.close_organisation,
        actor=the_system(compound),
        organisation_id=body.id,
        last_day=TODAY,
    )
    assert code == "has_posts"


def test_the_same_organisation_is_not_entered_twice_at_a_place():
    compound = a_compound()
    facts = {"kind": OrganisationKind.POLICE_ROOM, "name": "示例警务室"}
    an_organisation(compound, **facts)
    with pytest.raises(Refused):
        an_organisation(compound, **facts)


# Dwellings


def a_claim(dwelling, account=None):
    account = account or an_account(dwelling.sub_district_id)
    actor = actor_of(account, dwelling.sub_district_id)
    return actor, actions.claim_dwelling(actor=actor, dwelling_id=dwelling.id, at=AT)


def a_dwelling_and_clerk():
    community = a_community()
    dwelling = a_dwelling(a_building(a_compound(community)))
    return dwelling, an_actor("service_clerk", community)


def test_a_claim_is_confirmed_with_the_code_from_the_letter():
    dwelling, clerk = a_dwelling_and_clerk()
    resident, claim = a_claim(dwelling)
    posted = actions.post_code(actor=clerk, claim_id=claim.id, at=AT)
    assert posted.code not in posted.claim.code_hash
    typed = f" {posted.code[:4].lower()} {posted.code[4:]}"
    held = actions.confirm_claim(actor=resident, claim_id=claim.id, code=typed, at=AT)
    assert (held.state, held.held_from, held.code_hash) == ("held", TODAY, "")
    (read,) = AccessEntry.objects.filter(subject_id=resident.account_id)
    assert read.actor_id == clerk.account_id


def test_five_wrong_codes_end_the_use_of_a_letter():
    dwelling, clerk = a_dwelling_and_clerk()
    resident, claim = a_claim(dwelling)
    code = actions.post_code(actor=clerk, claim_id=claim.id, at=AT).code
    facts = {"actor": resident, "claim_id": claim.id}
    codes = [refusal(actions.confirm_claim, code="WRONG222", **facts) for _try in range(5)]
    assert codes == ["wrong_code"] * 5
    assert DwellingClaim.objects.get().wrong_codes == 5
    assert refusal(actions.confirm_claim, code=code, **facts) == "too_many_codes"
    again = actions.post_code(actor=clerk, claim_id=claim.id, at=AT).code
    assert actions.confirm_claim(code=again, **facts, at=AT).state == "held"


def test_a_code_runs_out_after_thirty_days():
    dwelling, clerk = a_dwelling_and_clerk()
    resident, claim = a_claim(dwelling)
    code = actions.post_code(actor=clerk, claim_id=claim.id, at=AT).code
    late = AT + timedelta(days=30, seconds=1)
    got = refusal(actions.confirm_claim, actor=resident, claim_id=claim.id, code=code, at=late)
    assert got == "code_too_late"


def test_nobody_confirms_the_claim_of_another():
    dwelling, clerk = a_dwelling_and_clerk()
    _resident, claim = a_claim(dwelling)
    code = actions.post_code(actor=clerk, claim_id=claim.id, at=AT).code
    other = actor_of(an_account(dwelling.sub_district_id), dwelling.sub_district_id)
    with pytest.raises(Missing):
        actions.confirm_claim(actor=other, claim_id=claim.id, code=code, at=AT)


def test_the_counter_of_another_community_cannot_confirm():
    dwelling, _clerk = a_dwelling_and_clerk()
    _resident, claim = a_claim(dwelling)
    stranger = an_actor("service_clerk", a_community())
    with pytest.raises(Refused):
        actions.confirm_at_counter(actor=stranger, claim_id=claim.id, at=AT)


def test_a_clerk_does_not_confirm_the_own_claim():
    dwelling, clerk = a_dwelling_and_clerk()
    claim = actions.claim_dwelling(actor=clerk, dwelling_id=dwelling.id, at=AT)
    code = refusal(actions.confirm_at_counter, actor=clerk, claim_id=claim.id)
    assert code == "own_claim"


def test_a_dwelling_is_given_up_on_moving_out_and_can_be_claimed_again():
    dwelling, clerk = a_dwelling_and_clerk()
    resident, claim = a_claim(dwelling)
    actions.confirm_at_counter(actor=clerk, claim_id=claim.id, at=AT)
    given_up = actions.give_up_dwelling(actor=resident, claim_id=claim.id, at=AT)
    assert (given_up.state, given_up.held_to) == ("given_up", TODAY)
    actions.claim_dwelling(actor=resident, dwelling_id=dwelling.id, at=AT)


def test_a_compound_is_no_dwelling():
    compound = a_compound()
    actor = actor_of(an_account(compound.sub_district_id), compound.sub_district_id)
    with pytest.raises(Missing):
        actions.claim_dwelling(actor=actor, dwelling_id=compound.id, at=AT)


# Many at once


def test_many_posts_are_filled_at_once_like_one_by_one():
    community = a_community()
    patches = [a_patch(community) for _number in range(3)]
    rows = [
        Seating(PostKind.PATCH_LEAD, patch.id, f"pian{at}", f"示例{at}")
        for at, patch in enumerate(patches)
    ]
    made = actions.staff_places(actor=the_system(community), seatings=rows, valid_from=SINCE, at=AT)
    cards = queries.posts_at(community.sub_district_id, [p.id for p in patches], on=TODAY)
    assert [card.post_id for card in cards] == made
    assert [card.names for card in cards] == ["示例0", "示例1", "示例2"]
    assert did().count("people.appoint") == 3
    account = queries.account_by_username("pian1")
    assert (account.has_usable_password(), account.is_staff_account) == (False, True)


def test_many_posts_at_once_keep_the_same_conflicts():
    compound = a_compound()
    rows = [
        Seating(PostKind.PROPERTY_MANAGER, compound.id, "yi", "示例"),
        Seating(PostKind.CONGRESS_CHAIR, compound.id, "YI", "示例"),
    ]
    code = refusal(
        actions.staff_places, actor=the_system(compound), seatings=rows, valid_from=SINCE
    )
    assert code == "provider_decides"
    assert not Account.objects.exists()


def test_many_posts_cost_a_fixed_number_of_statements(django_assert_max_num_queries):
    community = a_community()
    patch = a_patch(community)
    rows = [
        Seating(PostKind.GROUP_LEAD, a_group(patch).id, f"zu{at}", f"示例{at}") for at in range(40)
    ]
    with django_assert_max_num_queries(10):
        actions.staff_places(actor=the_system(community), seatings=rows, valid_from=SINCE, at=AT)
