"""Whoever keeps something of an account shows it to its owner."""

from django.apps import apps
from django.conf import settings

from linli.people.models import Account
from tests.house.personal_data import PERSONAL

OF_AN_ACCOUNT = {"account_id", "actor_id"}
"""Fields of tables that may not point at accounts."""


def rooms_that_keep_something_of_an_account() -> set[str]:
    found = set()
    for named in PERSONAL:
        model, name = named.rsplit(".", 1)
        field = apps.get_model(model)._meta.get_field(name)
        ours = field.model.__module__.startswith("linli.")
        if ours and (field.related_model is Account or name in OF_AN_ACCOUNT):
            found.add(field.model.__module__.split(".")[1])
    return found


def rooms_that_show_it() -> set[str]:
    return {
        path.split(".")[1] for path in settings.LINLI_MY_DATA if path.endswith(".personal_data_of")
    }


def test_every_room_that_keeps_something_of_an_account_shows_it_to_its_owner():
    keeping = rooms_that_keep_something_of_an_account()
    assert {"people", "cases", "records"} <= keeping
    assert keeping - rooms_that_show_it() == set()
