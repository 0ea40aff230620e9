"""
The database itself refuses to change the trail, and what the law forbids of seats, portfolios, roles and signed links.

Beside its table of entries, the search has a text search of the database: a generated column on PostgreSQL, an FTS5
table on SQLite (`committee.search.databases`). The index begins empty; `script/manage reindex` fills it.
"""

from django.db import migrations

from committee.database.frozen_triggers import InstallTriggers, MakeExtension

POSTGRES = """
ALTER TABLE committee_searchentry ADD COLUMN stems tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector('simple'::regconfig, title_stems), 'A')
    || setweight(to_tsvector('simple'::regconfig, text_stems), 'B')
) STORED;
CREATE INDEX committee_searchentry_stems ON committee_searchentry USING gin (stems);
"""
# The table stores no words: `add` and `take_out` pass it the words of an entry.
SQLITE = """
CREATE VIRTUAL TABLE committee_searchstems USING fts5(
    title_stems, text_stems, content='committee_searchentry', content_rowid='id', tokenize='ascii'
)
"""


def add_text_search(apps, schema_editor):
    schema_editor.execute(SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES)


def drop_text_search(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE committee_searchstems")


class Migration(migrations.Migration):
    dependencies = [("committee", "0001_tables_of_people_committees_and_the_trail")]
    operations = [
        MakeExtension("btree_gist"),
        InstallTriggers(__file__),
        # Pages are kept from the first request on, before anything is changed.
        migrations.RunSQL(
            "INSERT INTO committee_pagestamp (key, token) VALUES (0, 0)", "DELETE FROM committee_pagestamp"
        ),
        migrations.RunPython(add_text_search, drop_text_search),
    ]
