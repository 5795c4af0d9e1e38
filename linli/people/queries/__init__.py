"""The reads of this room; each names the sub-district first and the day where dates matter."""

from linli.people.queries.accounts import (
    PAGE,
    StaffAccount,
    account,
    account_by_phone,
    account_by_username,
    administrators,
    grants_of,
    has_second_factor,
    names_of,
    phone_mark,
    profile_of,
    staff_account,
    staff_accounts,
)
from linli.people.queries.actors import actor_for, sub_district_of_host
from linli.people.queries.demo import DemoCard, demo_cards
from linli.people.queries.dwellings import Claim, claim, claims_of, claims_waiting
from linli.people.queries.gaps import Gap, GapsWithin, gaps, gaps_within
from linli.people.queries.organisations import organisation, organisations, organisations_at
from linli.people.queries.own_data import personal_data_of
from linli.people.queries.posts import (
    Holder,
    PostCard,
    Unit,
    chain_above,
    has_held_posts,
    post,
    posts_at,
    posts_of,
    seats_of,
    terms,
    units,
    who_serves,
)
from linli.people.queries.reach import line_of, reaches
from linli.people.queries.sign_in import Device, Factors, devices_of, factors_of, set_password_key
from linli.people.queries.titles import office_title, organisation_title, post_title

__all__ = [
    "PAGE",
    "Claim",
    "DemoCard",
    "Device",
    "Factors",
    "Gap",
    "GapsWithin",
    "Holder",
    "PostCard",
    "StaffAccount",
    "Unit",
    "account",
    "account_by_phone",
    "account_by_username",
    "actor_for",
    "administrators",
    "chain_above",
    "claim",
    "claims_of",
    "claims_waiting",
    "demo_cards",
    "devices_of",
    "factors_of",
    "gaps",
    "gaps_within",
    "grants_of",
    "has_held_posts",
    "has_second_factor",
    "line_of",
    "names_of",
    "office_title",
    "organisation",
    "organisation_title",
    "organisations",
    "organisations_at",
    "personal_data_of",
    "phone_mark",
    "post",
    "post_title",
    "posts_at",
    "posts_of",
    "profile_of",
    "reaches",
    "seats_of",
    "set_password_key",
    "staff_account",
    "staff_accounts",
    "sub_district_of_host",
    "terms",
    "units",
    "who_serves",
]
