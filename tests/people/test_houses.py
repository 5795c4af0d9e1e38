"""An administrator manages the accounts of the own sub-district's staff and nobody else's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from linli.kernel.errors import Missing, Refused
from linli.people import actions, queries
from linli.people.models import Account
from tests.people.builders import (
    AT,
    SINCE,
    a_post,
    a_signed_in_client,
    an_account,
    an_actor,
    appointed,
)
from tests.places import builders as places

pytestmark = pytest.mark.django_db

ACTS: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
    "lock": (actions.lock_account, {}),
    "unlock": (actions.unlock_account, {}),
    "reset": (actions.reset_account, {}),
    "end_sessions": (actions.end_sessions, {}),
    "close": (actions.close_account, {}),
    "grant": (actions.grant_administrator, {"valid_from": SINCE}),
}


def a_house():
    return places.root_of(places.a_sub_district())


def an_administrator(root):
    return an_actor("administrator", root)


def an_officer(root) -> Account:
    return appointed(a_post("governance_officer", root))


@pytest.mark.parametrize("act", ACTS)
def test_an_account_of_another_sub_district_is_as_if_it_were_not_there(act: str):
    there = an_officer(a_house())
    do, facts = ACTS[act]
    with pytest.raises(Missing):
        do(actor=an_administrator(a_house()), account_id=there.pk, at=AT, **facts)
    there.refresh_from_db()
    assert there.is_active
    assert there.closed_at is None


@pytest.mark.parametrize("act", ACTS)
def test_a_residents_account_is_not_an_administrators_to_manage(act: str):
    here = a_house()
    resident = an_account(here.sub_district_id, password="Wolke-Regen-2026")
    do, facts = ACTS[act]
    with pytest.raises(Missing):
        do(actor=an_administrator(here), account_id=resident.pk, at=AT, **facts)
    resident.refresh_from_db()
    assert resident.has_usable_password()


@pytest.mark.parametrize("act", [name for name in ACTS if name != "grant"])
def test_one_who_works_in_two_sub_districts_is_managed_by_neither_alone(act: str):
    here, there = a_house(), a_house()
    both = an_officer(here)
    appointed(a_post("governance_officer", there), both)
    do, facts = ACTS[act]
    with pytest.raises(Refused, match="别的街道"):
        do(actor=an_administrator(here), account_id=both.pk, at=AT, **facts)


def test_the_pages_answer_not_found_for_accounts_of_elsewhere():
    here, there = a_house(), an_officer(a_house())
    client = a_signed_in_client(an_administrator(here))
    for act in ("lock", "unlock", "reset", "sign-out", "administrator", "close"):
        assert client.post(f"/setup/accounts/{there.pk}/{act}/").status_code == 404, act


def test_an_account_that_never_came_here_gets_no_post_here():
    here, stranger = a_house(), an_account(a_house().sub_district_id)
    leader = an_actor("sub_district_leader", here)
    with pytest.raises(Missing):
        actions.appoint(
            actor=leader,
            post_id=a_post("governance_officer", here).id,
            account_id=stranger.pk,
            name="示例",
            valid_from=SINCE,
            at=AT,
        )
    assert not queries.has_held_posts(here.sub_district_id, stranger.pk)
