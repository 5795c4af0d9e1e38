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
    staff_accounts,
)
from linli.people.queries.actors import actor_for, sub_district_of_host
from linli.people.queries.demo import DemoCard, demo_cards
from linli.people.queries.dwellings import Claim, claim, claims_of, claims_waiting
from linli.people.queries.gaps import Gap, gaps
from linli.people.queries.own_data import PersonalDatum, personal_data_of
from linli.people.queries.posts import (
    Holder,
    PostCard,
    Unit,
    chain_above,
    holder_names,
    post,
    post_for,
    posts_at,
    seats_of,
    units,
    who_serves,
)
from linli.people.queries.reach import line_of, reaches
from linli.people.queries.titles import office_title, organisation_title, post_title

__all__ = [
    "PAGE",
    "Claim",
    "DemoCard",
    "Gap",
    "Holder",
    "PersonalDatum",
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
    "gaps",
    "grants_of",
    "has_second_factor",
    "holder_names",
    "line_of",
    "names_of",
    "office_title",
    "organisation_title",
    "personal_data_of",
    "phone_mark",
    "post",
    "post_for",
    "post_title",
    "posts_at",
    "profile_of",
    "reaches",
    "seats_of",
    "staff_accounts",
    "sub_district_of_host",
    "units",
    "who_serves",
]
