"""What Linli refuses, as an allow-list: what is not named may not be there."""

import re
from pathlib import Path

from django.apps import apps
from django.core.management import get_commands
from django.db import models
from django.db.models import ForeignKey
from django.urls import URLResolver, get_resolver

from linli.cases.documents import desk_sheets
from linli.cases.rules.desk import Filters
from linli.tenancy.fields import SealedTextField
from tests.house.personal_data import PERSONAL, PLAIN

ROOT = Path(__file__).resolve().parents[2]
CAN_HOLD_TEXT = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.GenericIPAddressField,
    models.FileField,
    models.BinaryField,
)
OF_A_PERSON = re.compile(r"account|user|actor_id|_by$|person|resident|sender|holder")
FORBIDDEN = re.compile(
    r"watch_?list|black_?list|petition|suspect|offender|crimin|convict|key_person|face|plate"
    r"|fingerprint_of|id_?card|national_id|religio|belief|ethnic|risk_score|credit_score|ranking"
    r"|leader_?board|check_?in|clock_in|gps|track_?point|points_of|online_time|repeat_sender"
    r"|non_?payer|non_?voter|drug|mental_|visitor_register|tenant_register"
)
INNOCENT = re.compile(r"surface|place|interface|template|replace|workplace")


def columns():
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            yield f"{model._meta.label}.{field.name}", field


def can_be_personal(field: models.Field) -> bool:
    if isinstance(field, CAN_HOLD_TEXT) and not field.choices:
        return True
    if isinstance(field, ForeignKey):
        return field.related_model._meta.label in {"people.Account", "socialaccount.SocialAccount"}
    return isinstance(field, models.UUIDField) and bool(OF_A_PERSON.search(field.name))


def addresses(patterns, path=""):
    for entry in patterns:
        here = path + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry.url_patterns, here)
        else:
            yield here


def forbidden(names) -> list[str]:
    return [name for name in names if FORBIDDEN.search(INNOCENT.sub("", name.lower()))]


def test_every_column_that_can_hold_personal_data_is_named_with_its_purpose():
    unnamed = {
        label
        for label, field in columns()
        if can_be_personal(field) and label not in PERSONAL and label not in PLAIN
    }
    assert unnamed == set()


def test_the_list_names_no_column_that_is_not_there():
    there = {label for label, _field in columns()}
    assert set(PERSONAL) - there == set()
    assert set(PLAIN) - there == set()


def test_no_column_is_both_personal_and_plain():
    assert set(PERSONAL) & PLAIN == set()


def test_every_purpose_has_a_basis_and_an_end():
    assert [label for label, held in PERSONAL.items() if not all(held)] == []


def test_no_column_is_named_for_what_linli_refuses():
    assert forbidden(label for label, _field in columns()) == []


def test_no_table_is_named_for_what_linli_refuses():
    assert forbidden(model._meta.label for model in apps.get_models()) == []


def test_no_address_is_named_for_what_linli_refuses():
    assert forbidden(addresses(get_resolver().url_patterns)) == []


def test_no_command_is_named_for_what_linli_refuses():
    ours = [name for name, app in get_commands().items() if str(app).startswith("linli.")]
    assert forbidden(ours) == []


def test_a_sender_cannot_be_filtered_or_searched_by_name_or_contact():
    sealed = [
        field
        for label, field in columns()
        if label in {"cases.CaseSender.name", "cases.CaseSender.contact"}
    ]
    assert all(isinstance(field, SealedTextField) for field in sealed)
    assert [field.get_lookup("exact") for field in sealed] == [None, None]


def test_the_desk_has_no_filter_by_sender():
    assert [name for name in Filters().words() if re.search("sender|account|contact", name)] == []


def test_exports_have_no_column_of_the_sender():
    source = Path(desk_sheets.__file__).read_text()
    assert re.findall(r"sender\.(?:name|contact)|CaseSender|account_id", source) == []


def test_nothing_fetches_messages_from_anywhere():
    fetching = re.compile(r"\b(?:requests|httpx|aiohttp|imaplib|poplib|feedparser|wechat)\b")
    imports = re.compile(r"^\s*(?:from|import)\s+(\S+)", re.M)
    found = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "linli").rglob("*.py")
        if any(fetching.search(name) for name in imports.findall(path.read_text()))
    ]
    assert found == []
