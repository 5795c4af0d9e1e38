"""Where requests are searched: a table of words beside the requests, made for each database.

SQLite keeps an FTS5 index without a copy of the texts; its row number is the request's order.
PostgreSQL keeps the words as an array, with the week of receipt among them.
"""

from django.db import migrations

SQLITE = (
    "CREATE VIRTUAL TABLE cases_search USING fts5"
    "(words, content='', columnsize=0, detail='none', tokenize='ascii')"
)
POSTGRES = (
    "CREATE TABLE cases_search (sub_district_id uuid NOT NULL, order_no bigint NOT NULL, "
    "words text[] NOT NULL, PRIMARY KEY (sub_district_id, order_no))",
    "ALTER TABLE cases_search ALTER COLUMN words SET STATISTICS 0",
    "CREATE INDEX cases_search_words ON cases_search USING gin (words)",
)


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(SQLITE, params=None)
        return
    for statement in POSTGRES:
        schema_editor.execute(statement, params=None)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE cases_search")


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
