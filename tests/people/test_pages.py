"""Pages of this room, each opened by those it is for."""

import pytest
from django.test import Client
from django.urls import reverse

from linli.people import actions
from linli.people.models import DwellingClaim, Holding
from linli.places.rules import PlaceKind
from linli.records.models import AccessEntry
from tests.people.builders import (
    PASSWORD,
    a_post,
    a_signed_in_client,
    an_account,
    an_actor,
    an_organisation,
    appointed,
    now,
    standing_in,
)
from tests.places import builders as places

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
    "people:who_looked",
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
