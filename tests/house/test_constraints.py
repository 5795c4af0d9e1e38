"""The database repeats the promises: the list by hand, the models and the live tables agree."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models

from tests.house.constraints import CHECKS, OF_NO_SUB_DISTRICT, ONLY_SOME, UNIQUE


def our_models() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("linli.")]


def declared(kind: type) -> dict[str, Any]:
    return {c.name: c for m in our_models() for c in m._meta.constraints if isinstance(c, kind)}


def live() -> dict[str, dict[str, Any]]:
    """What the database has, by name."""
    found: dict[str, dict[str, Any]] = {}
    with connection.cursor() as cursor:
        for model in our_models():
            table = model._meta.db_table
            found |= connection.introspection.get_constraints(cursor, table)
    return found


def columns_of(name: str) -> set[str]:
    own = set(UNIQUE[name][0].split())
    return own if name in OF_NO_SUB_DISTRICT else own | {"sub_district_id"}


def test_every_promise_is_a_sentence():
    sentences = [*CHECKS.values(), *(sentence for _, sentence in UNIQUE.values())]
    assert all(len(s) > 20 and s.endswith(".") for s in sentences)


def test_the_models_make_just_these_promises():
    assert set(declared(models.UniqueConstraint)) == set(UNIQUE)
    assert set(declared(models.CheckConstraint)) == set(CHECKS)
    some = {name for name, c in declared(models.UniqueConstraint).items() if c.condition}
    assert some == ONLY_SOME


@pytest.mark.django_db
def test_the_live_tables_keep_these_promises():
    there = live()
    lost = {name for name in {*UNIQUE, *CHECKS} if name not in there}
    assert lost == set()
    loose = {name for name in UNIQUE if not there[name]["unique"]}
    loose |= {name for name in CHECKS if not there[name]["check"]}
    assert loose == set()
    other = {n: there[n]["columns"] for n in UNIQUE if set(there[n]["columns"]) != columns_of(n)}
    assert other == {}
