"""What the database itself refuses, and that its triggers are those that are declared and frozen."""

import re

import pytest
from django.db import DatabaseError, connection, transaction

from committee.acts import audit
from committee.database import frozen_triggers, triggers
from committee.database.frozen_triggers import VENDORS, MakeExtension, all_of, made_by
from committee.models import AccessEvent, AuditEntry
from tests.freeze_triggers import APPS, ROOT, declared

GUARDED = {
    "committee_auditentry",
    "committee_accessevent",
    "committee_trailseal",
    "meetings_agendaversion",
    "meetings_publishedpaper",
    "meetings_meetingmove",
    "meetings_minutesversion",
    "meetings_confirmation",
    "workprogramme_move",
    "workprogramme_programmeversion",
    "reviews_reviewstep",
    "reviews_endorsement",
    "reviews_scopeagreement",
    "reviews_progressentry",
    "reviews_reportversion",
}
pytestmark = pytest.mark.both_databases("triggers: rows that the database refuses to change")


def test_after_all_migrations_exactly_these_tables_are_guarded(db):
    guard = re.compile(r"guard_(.+?)(_update|_delete|_insert|_truncate)?$")
    assert {match[1] for name in triggers.triggers(connection) if (match := guard.match(name))} == GUARDED


def _refused(sql: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_trail_and_reading_log_cannot_be_changed_or_removed_by_plain_sql(clerk, member, safeguarding):
    audit.record(clerk, "added", clerk)
    audit.record_reading(member, safeguarding, "sits on the committee")
    for table in ("committee_auditentry", "committee_accessevent"):
        _refused(f"UPDATE {table} SET subject = 'nothing'")
        _refused(f"DELETE FROM {table}")
    assert (AuditEntry.objects.count(), AccessEvent.objects.count()) == (1, 1)


def test_the_trail_cannot_be_changed_or_removed_from_within(clerk):
    entry = audit.record(clerk, "added", clerk)
    entry.did = "never touched"
    for act in (entry.save, entry.delete, AuditEntry.objects.all().delete, lambda: AuditEntry.objects.update(did="x")):
        with pytest.raises(TypeError, match="append-only"):
            act()


def _kept_whole() -> list[str]:
    """Tables with a trigger before a row is removed (2 and 8); those of the stamps of pages come after it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal AND tgtype & 10 = 10"
        )
        return sorted(row[0] for row in cursor.fetchall())


def test_no_table_whose_rows_are_kept_can_be_emptied_not_even_by_way_of_another(db):
    if connection.vendor != "postgresql":
        pytest.skip("Only PostgreSQL has TRUNCATE.")
    tables = _kept_whole()
    assert set(tables) > GUARDED, "those too of which some rows are kept"
    for table in tables:
        _refused(f"TRUNCATE {table} CASCADE")
    _refused("TRUNCATE committee_user CASCADE")


def test_somebody_who_acted_cannot_be_deleted(clerk):
    audit.record(clerk, "added", clerk)
    with pytest.raises(DatabaseError):
        clerk.delete()


def test_where_rows_may_not_be_removed_none_can_be_put_in_their_place(db):
    """SQLite's INSERT OR REPLACE removes the row in its way and asks only a trigger on INSERT."""
    if connection.vendor != "sqlite":
        pytest.skip("Only SQLite has INSERT OR REPLACE.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
        found = cursor.fetchall()
    kept, asked = ({table for table, sql in found if f" BEFORE {act} ON " in sql} for act in ("DELETE", "INSERT"))
    assert "committee_auditentry" in kept and kept - asked == set()


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


def test_after_all_migrations_exactly_what_is_declared_stands(db):
    """By name, and to the letter: what is declared, made anew, changes nothing."""
    before = _standing(connection)
    made = [made_by(statement) for statement in _all_declared()]
    assert set(before) == {name for kind, name, _ in made if kind != "function"}
    if connection.vendor == "postgresql":  # what the fixtures wrote is looked at by its foreign keys now
        connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
    triggers.install_all(connection, _all_declared())
    assert _standing(connection) == before


def test_who_may_make_an_extension_is_named_where_the_portal_may_not(db):
    if connection.vendor != "postgresql":
        pytest.skip("Only PostgreSQL has extensions.")
    with connection.schema_editor() as editor:
        MakeExtension("btree_gist").database_forwards("committee", editor, None, None)
        with pytest.raises(RuntimeError, match="someone who may run CREATE EXTENSION no_such_thing; in it once"):
            MakeExtension("no_such_thing").database_forwards("committee", editor, None, None)
