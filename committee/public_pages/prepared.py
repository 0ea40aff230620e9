"""
Queries that PostgreSQL plans once a connection, however often they are asked.

Planning a query of a public page takes longer than running it. What is asked through `cursor_of` is prepared once it
has been asked some times on a connection (`PREPARED_STATEMENTS`), with its values apart from it. Its text must be the
same each time, so this is for compiled queries (`committee.public_pages.compiled`) and a few that are written by hand.
Its plan is made for any values: a plan for those of today would be made anew each time, which PostgreSQL prefers where
a date of today finds few rows. A pooler that hands a connection on between transactions knows nothing of what was
prepared on another: behind one nothing is.
"""

from typing import Any
from weakref import WeakSet

_direct: WeakSet[Any] = WeakSet()  # connections of the driver with no pooler between


def cursor_of(connection: Any) -> Any:
    """Return a Django cursor for a query to prepare; an ordinary cursor if it must not be prepared."""
    if connection.vendor != "postgresql":
        return connection.cursor()
    connection.ensure_connection()
    with connection.wrap_database_errors:
        if _may_prepare(connection.connection):
            from django.db.backends.postgresql.base import ServerBindingCursor  # SQLite has no such driver

            cursor_class: Any = ServerBindingCursor
            return connection._prepare_cursor(cursor_class(connection.connection))
    return connection.cursor()


def _may_prepare(raw: Any) -> bool:
    """
    Return whether a connection goes to the server itself.

    A pooler in between gives its own number for the process at the other end.
    """
    if raw.prepare_threshold is None:
        return False
    if raw not in _direct:
        with raw.cursor() as cursor:
            if cursor.execute("SELECT pg_backend_pid()").fetchone()[0] != raw.info.backend_pid:
                raw.prepare_threshold = None
                return False
            # Of a transaction that is rolled back this is too, and such a connection plans a little more.
            cursor.execute("SET plan_cache_mode = force_generic_plan")  # of triggers' statements too
        _direct.add(raw)
    return True


class Preparing:
    """A connection of Django's whose cursors are those of `cursor_of`, for a compiler of its ORM."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def cursor(self) -> Any:
        """Return a cursor whose query is prepared."""
        return cursor_of(self._connection)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)
