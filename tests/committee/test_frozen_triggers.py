"""What migrations freeze of triggers and constraints is what is declared and what stands."""

import pytest
from django.db import connection

from committee.database import frozen_triggers, triggers
from committee.database.frozen_triggers import (
    VENDORS,
    MakeExtension,
    all_of,
    made_by,
)
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


@BOTH
def test_who_may_make_an_extension_is_named_where_the_portal_may_not(db):
    if connection.vendor != "postgresql":
        pytest.skip("Only PostgreSQL has extensions.")
    with connection.schema_editor() as editor:
        MakeExtension("btree_gist").database_forwards("committee", editor, None, None)
        with pytest.raises(RuntimeError, match="someone who may run CREATE EXTENSION no_such_thing; in it once"):
            MakeExtension("no_such_thing").database_forwards("committee", editor, None, None)
