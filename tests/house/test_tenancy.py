"""The conventions that let the tables be distributed by sub-district."""

from django.apps import apps
from django.db import connection, models

from linli.tenancy.models import AppendOnlyModel, TenantFK, TenantModel

REFERENCE = {"places.SubDistrict", "people.Account"}
"""Small shared tables that belong to no sub-district."""


def our_models() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("linli.")]


def tenant_models() -> list[type[models.Model]]:
    return [m for m in our_models() if issubclass(m, TenantModel)]


def label(model: type[models.Model]) -> str:
    return model._meta.label


def test_every_table_is_a_tenant_table_or_a_named_reference():
    others = {label(m) for m in our_models()} - {label(m) for m in tenant_models()}
    assert others == REFERENCE


def test_every_tenant_row_must_name_its_sub_district():
    loose = [label(m) for m in tenant_models() if m._meta.get_field("sub_district").null]
    assert loose == []


def test_every_key_is_a_uuid_made_by_the_writer():
    wrong = [
        label(m)
        for m in our_models()
        if not isinstance(m._meta.pk, models.UUIDField) or not m._meta.pk.has_default()
    ]
    assert wrong == []


def test_no_tenant_column_is_unique_by_itself():
    wrong = [
        f"{label(m)}.{f.name}"
        for m in tenant_models()
        for f in m._meta.get_fields()
        if getattr(f, "unique", False) and not getattr(f, "primary_key", False)
    ]
    assert wrong == []


def test_every_unique_constraint_begins_with_the_sub_district():
    wrong = [
        f"{label(m)}: {c.name}"
        for m in tenant_models()
        for c in m._meta.constraints
        if isinstance(c, models.UniqueConstraint) and c.fields[:1] != ("sub_district",)
    ]
    assert wrong == []


def test_a_key_between_tenant_tables_carries_the_sub_district():
    wrong = [
        f"{label(m)}.{f.name}"
        for m in tenant_models()
        for f in m._meta.get_fields()
        if isinstance(f, models.ForeignKey)
        and issubclass(f.related_model, TenantModel)
        and not isinstance(f, TenantFK)
    ]
    assert wrong == []


def test_a_key_to_an_account_is_not_checked_by_the_database():
    wrong = [
        f"{label(m)}.{f.name}"
        for m in tenant_models()
        for f in m._meta.get_fields()
        if isinstance(f, models.ForeignKey)
        and f.related_model._meta.label == "people.Account"
        and f.db_constraint
    ]
    assert wrong == []


def test_many_to_many_goes_through_a_tenant_table():
    wrong = [
        f"{label(m)}.{f.name}"
        for m in tenant_models()
        for f in m._meta.many_to_many
        if not issubclass(f.remote_field.through, TenantModel)
    ]
    assert wrong == []


def test_nothing_stored_is_approximate():
    wrong = [
        f"{label(m)}.{f.name}"
        for m in our_models()
        for f in m._meta.get_fields()
        if isinstance(f, models.FloatField | models.DecimalField)  # noqa: TID251 - looked for
    ]
    assert wrong == []


def append_only_models():
    return [m for m in our_models() if issubclass(m, AppendOnlyModel)]


def test_nothing_points_at_an_append_only_table():
    wrong = [
        f"{label(m)}.{f.name}"
        for m in our_models()
        for f in m._meta.get_fields()
        if isinstance(f, models.ForeignKey) and issubclass(f.related_model, AppendOnlyModel)
    ]
    assert wrong == []


TRIGGERS = {
    "postgresql": ("SELECT tgrelid::regclass::text, tgname FROM pg_trigger", ["append_only"]),
    "sqlite": (
        "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'",
        ["no_update", "no_delete"],
    ),
}


def test_every_append_only_table_is_guarded_by_the_database(db):
    ask, names = TRIGGERS[connection.vendor]
    tables = [m._meta.db_table for m in append_only_models()]
    wanted = {(table, f"{table}_{name}") for table in tables for name in names}
    with connection.cursor() as cursor:
        cursor.execute(ask)
        there = set(cursor.fetchall())
    assert wanted
    assert wanted - there == set()


def test_a_row_with_a_first_and_a_last_day_never_ends_before_it_begins():
    for model in our_models():
        named = {field.name for field in model._meta.get_fields()}
        if {"valid_from", "valid_to"} <= named:
            checks = {constraint.name for constraint in model._meta.constraints}
            assert any(name.endswith("dates_in_order") for name in checks), model
