"""What migrations freeze of triggers and constraints is what is declared and what stands; guarded ones are altered."""

from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import ConnectionHandler, connection, migrations, models
from django.db.migrations.loader import MigrationLoader

from committee.database import frozen_triggers, triggers
from committee.database.frozen_triggers import (
    VENDORS,
    AlterGuardedTables,
    MakeExtension,
    all_of,
    file_of,
    made_by,
    written,
)
from tests import schema
from tests.freeze_triggers import APPS, ROOT, declared

BOTH = pytest.mark.both_databases("triggers: those that stand after all migrations")


@pytest.mark.parametrize("vendor", VENDORS)
@pytest.mark.parametrize("app", APPS)
def test_what_is_frozen_comes_to_what_is_declared_today(app, vendor):
    frozen = all_of(ROOT / app / "migrations", vendor)
    today = {made_by(statement)[:2]: statement for statement in declared(app, vendor)}
    changed = sorted({name for (_, name) in {**frozen, **today} if not _same(frozen, today, name)})
    assert changed == [], f"add a migration of {app}, and python -m tests.freeze_triggers {app} ITS_NAME"


def _same(frozen, today, name):
    kinds = ("trigger", "constraint", "function")
    return all(frozen.get((kind, name)) == today.get((kind, name)) for kind in kinds)


def _standing(on) -> dict[str, str]:
    """Each trigger of ours and each exclusion constraint that stands, with all that the database knows of it."""
    if on.vendor == "sqlite":
        return frozen_triggers.standing_triggers(on)
    with on.cursor() as cursor:
        cursor.execute(
            "SELECT tgname, pg_get_triggerdef(pg_trigger.oid) || pg_get_functiondef(tgfoid) FROM pg_trigger "
            "WHERE NOT tgisinternal UNION ALL "
            "SELECT conname, conrelid::regclass::text || pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE contype = 'x'"
        )
        return dict(cursor.fetchall())


def _all_declared() -> list[str]:
    return [statement for app in APPS for statement in declared(app, connection.vendor)]


@BOTH
def test_after_all_migrations_exactly_what_is_declared_stands(db):
    """By name, and to the letter: what is declared, made anew, changes nothing."""
    before = _standing(connection)
    made = [made_by(statement) for statement in _all_declared()]
    assert set(before) == {name for kind, name, _ in made if kind != "function"}
    if connection.vendor == "postgresql":  # what the fixtures wrote is looked at by its foreign keys now
        connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
    triggers._install(connection, _all_declared())
    assert _standing(connection) == before


@contextmanager
def _schema_of_its_own(tmp_path):
    """
    Yield a connection whose schema can be changed: SQLite remakes tables only outside a transaction, so on a copy.
    """
    if connection.vendor == "postgresql":
        yield connection
        return
    path = tmp_path / "own.sqlite3"
    path.write_bytes(Path(schema.ensure_template(connection)).read_bytes())
    own = ConnectionHandler({"default": {**connection.settings_dict, "NAME": str(path)}})["default"]
    try:
        yield own
    finally:
        own.close()


def _migrated(on, operations, state, backwards=False):
    migration = migrations.Migration("0003_a_test", "meetings")
    migration.operations = operations
    with on.schema_editor() as editor:
        (migration.unapply if backwards else migration.apply)(state.clone(), editor)


def _note(default=""):
    return migrations.AddField("takedown", "note", models.CharField(max_length=20, default=default))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a folder of the SQL of meetings and of a migration made here: one new trigger, one changed."""
    folder = tmp_path / "migrations"
    (folder / "sql").mkdir(parents=True)
    for path in (ROOT / "meetings" / "migrations" / "sql").glob("*.sql"):
        (folder / "sql" / path.name).write_bytes(path.read_bytes())
    for vendor in VENDORS:
        kept = [one for one in declared("meetings", vendor) if made_by(one)[1] == "kept_meetings_takedown_delete"]
        changed = [one.replace("A takedown stays on the record.", "It stays.") for one in kept]
        new = triggers.Condition("noted", "meetings_takedown", triggers.UPDATE, "NEW.note <> OLD.note", "It is noted.")
        statements = [*changed, *triggers.conditional(vendor, [new])]
        file_of(folder / "0003_a_test.py", vendor).write_text(written(statements))
    return folder


@BOTH
def test_a_guarded_table_is_altered_and_all_that_stood_stands_after_it(db, tmp_path, folder):
    """meetings_takedown is guarded, and triggers of both apps name it; SQLite remakes it for the column."""
    state = MigrationLoader(None).project_state()
    operations = [AlterGuardedTables(str(folder / "0003_a_test.py"), [_note()])]
    with _schema_of_its_own(tmp_path) as own:
        before = _standing(own)
        _migrated(own, operations, state)
        after = _standing(own)
        assert set(after) - set(before) == {"noted_meetings_takedown_update"} and set(before) <= set(after)
        assert [name for name in before if before[name] != after[name]] == ["kept_meetings_takedown_delete"]
        assert "It stays." in after["kept_meetings_takedown_delete"]
        assert "note" in {
            column.name for column in own.introspection.get_table_description(own.cursor(), "meetings_takedown")
        }
        _migrated(own, operations, state, backwards=True)
        assert _standing(own) == before


@BOTH
def test_who_may_make_an_extension_is_named_where_the_portal_may_not(db):
    if connection.vendor != "postgresql":
        pytest.skip("Only PostgreSQL has extensions.")
    with connection.schema_editor() as editor:
        MakeExtension("btree_gist").database_forwards("committee", editor, None, None)
        with pytest.raises(RuntimeError, match="someone who may run CREATE EXTENSION no_such_thing; in it once"):
            MakeExtension("no_such_thing").database_forwards("committee", editor, None, None)
