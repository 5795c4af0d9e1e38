"""One archive holds what the tables hold of a resident; what it does not hold says why."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Field, Model
from django.urls import reverse
from django.utils import timezone

from linli.decisions.actions import follow_board, give_idea
from linli.people import actions as people_acts
from linli.people.actions import Asked
from linli.people.models import Account
from linli.people.rules.data_requests import Right
from linli.reports.queries import rows_of
from tests.cases import desk_builders as cases
from tests.cases.desk_builders import Ground
from tests.cases.resident_builders import Wizard
from tests.house.own_export import NOT_HELD
from tests.house.personal_data import PERSONAL
from tests.people import builders as people

OF_AN_ACCOUNT = {"account_id", "actor_id", "maker_id", "checker_id", "proposer_id", "decider_id"}
"""Columns of tables that may not point at accounts."""


@pytest.fixture
def ground(db: None) -> Ground:
    return cases.a_ground()


@pytest.fixture
def me(ground: Ground) -> Account:
    """A resident with a request that was opened and rated, a home, an idea, a board, a question."""
    made = people.an_account(ground.place)
    mine = people.a_signed_in_client(made)
    Wizard(mine).send(place=str(ground.compound.id), contact="lisi@example.org")
    actor, now = people.actor_of(made, ground.place.id), timezone.now()
    people_acts.claim_dwelling(actor=actor, dwelling_id=ground.dwelling.id, at=now)
    give_idea(
        actor=actor,
        place_id=ground.compound.id,
        title="示例：装个坡道",
        text="轮椅要用",
        key="1",
        at=now,
    )
    follow_board(actor=actor, place_id=ground.compound.id, at=now)
    people_acts.ask_about_own_data(
        actor=actor, account_id=made.pk, asked=Asked(Right.ASK, "谁看过？"), key="1", at=now
    )
    people_acts.allow_counter_look(actor=actor, at=now)
    return made


def exported(ground: Ground, account: Account) -> set[str]:
    """The fields that an archive has, with rows or without."""
    return {
        f"{one.table}.{name}"
        for one in rows_of(ground.place.id, account.pk, [])
        for name in one.fields
    }


def columns_of_accounts() -> Iterator[tuple[type[Model], Field[Any, Any]]]:
    """Every column of every table that says which account it is."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, Field) and (
                field.related_model is Account or field.name in OF_AN_ACCOUNT
            ):
                yield model, field


def test_every_personal_field_is_in_the_archive_or_says_why_it_is_not(
    ground: Ground, me: Account
) -> None:
    held = exported(ground, me)
    assert set(PERSONAL) - held - set(NOT_HELD) == set()
    assert set(NOT_HELD) & held == set()
    assert set(NOT_HELD) - set(PERSONAL) == set()


def test_the_archive_holds_every_row_that_any_table_keeps_of_its_owner(
    ground: Ground, me: Account
) -> None:
    mine = people.a_signed_in_client(me)
    packed = zipfile.ZipFile(io.BytesIO(mine.post(reverse("reports:my_archive")).content))
    tables = json.loads(packed.read("data.json"))["tables"]
    found = 0
    for model, field in columns_of_accounts():
        rows = model._default_manager.filter(**{field.attname: me.pk})
        kept = {str(row["pk"]) for row in tables.get(model._meta.label, [])}
        missing = {str(row.pk) for row in rows} - kept
        assert not missing or model._meta.label in NEVER, (model._meta.label, field.name)
        found += len(rows)
    assert found > 8


NEVER = {"records.AuditEntry"}
"""Rows that the making of the archive itself adds."""


def test_the_values_in_the_archive_are_those_of_the_tables(ground: Ground, me: Account) -> None:
    mine = people.a_signed_in_client(me)
    packed = zipfile.ZipFile(io.BytesIO(mine.post(reverse("reports:my_archive")).content))
    tables = json.loads(packed.read("data.json"))["tables"]
    assert {"people.Account", "cases.Case", "cases.CaseSender", "decisions.Idea"} <= set(tables)
    for label, rows in tables.items():
        model = apps.get_model(label)
        for row in rows:
            there = model._default_manager.get(pk=row.pop("pk"))
            for name, value in row.items():
                field = model._meta.get_field(name)
                now = json.loads(json.dumps(getattr(there, field.attname), cls=DjangoJSONEncoder))
                assert now == value or name in CHANGING, (label, name)


CHANGING = {"last_seen_at", "last_login"}
"""What the reading of the page itself moves."""


def test_what_lies_sealed_is_never_taken_out_at_the_counter(ground: Ground, me: Account) -> None:
    at_home = {one.table for one in rows_of(ground.place.id, me.pk, [])}
    beside = {one.table for one in rows_of(ground.place.id, me.pk, [], at_counter=True)}
    assert any(table.startswith("counsel.") for table in at_home)
    assert not any(table.startswith("counsel.") for table in beside)


def test_every_room_that_shows_data_gives_its_rows_and_says_what_may_go() -> None:
    def rooms(paths: Any) -> set[str]:
        return {path.split(".")[1] for path in paths}

    assert rooms(settings.LINLI_MY_DATA) == rooms(settings.LINLI_MY_ROWS)
    assert rooms(settings.LINLI_MY_DATA) == rooms(settings.LINLI_MY_ERASURE)
