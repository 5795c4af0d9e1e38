"""Guard tables whose rows are only ever added, for migrations.

    operations = [..., Guard("AuditEntry")]

SQLite makes a table anew when a column changes, and loses its triggers: such a migration ends
with the same `Guard` once more.
"""

from __future__ import annotations

from typing import Any

from django.db.migrations.operations.base import Operation

_FUNCTION = """
CREATE OR REPLACE FUNCTION linli_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
_ACTS = ("UPDATE", "DELETE")


class Guard(Operation):
    """Let the database refuse every UPDATE and DELETE of a model's table; harmless twice."""

    reversible = True

    def __init__(self, model_name: str) -> None:
        self.model_name = model_name

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Leave the models as they are."""

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """Put the triggers on, in place of any that are there."""
        table = to_state.apps.get_model(app_label, self.model_name)._meta.db_table
        _unguard(schema_editor, table)
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(_FUNCTION, params=None)
            schema_editor.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION linli_append_only()"
            )
            return
        for act in _ACTS:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """Take the triggers off."""
        table = from_state.apps.get_model(app_label, self.model_name)._meta.db_table
        _unguard(schema_editor, table)

    def describe(self) -> str:
        """Say what the operation does."""
        return f"Let rows of {self.model_name} only be added"


def _unguard(schema_editor: Any, table: str) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}")
        return
    for act in _ACTS:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act.lower()}")
