"""What the database itself refuses, however it is asked."""

import pytest
from django.db import DatabaseError, connection, transaction

from committee.acts import audit
from committee.database import triggers as guards
from committee.models import AccessEvent, AuditEntry

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
    assert guards.guarded_tables(connection) == GUARDED


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
