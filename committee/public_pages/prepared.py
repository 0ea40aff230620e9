"""
Queries that PostgreSQL plans once per connection, however often they run.

Planning a query of a public page takes longer than running it. After some runs on a connection (`PREPARED_AT` of
`committee.environment`), a query run through `cursor_of` is prepared, and its values are sent separately from its SQL.
The SQL must be the same each time, so only compiled queries (`committee.public_pages.compiled`) and a few queries
written by hand use this. By default PostgreSQL might still plan a prepared query again for the values of each run. We
therefore make PostgreSQL use one plan for all values (a generic plan). Behind a pooler that shares connections between
transactions, nothing is prepared, because the next connection would lack the prepared statement.
"""

from typing import Any
from weakref import WeakSet

_direct: WeakSet[Any] = WeakSet()  # driver connections known to have no pooler in between


def cursor_of(connection: Any) -> Any:
    """Return a Django cursor for a query to prepare; an ordinary cursor if it must not be prepared."""
    if connection.vendor != "postgresql":
        return connection.cursor()
    connection.ensure_connection()
    with connection.wrap_database_errors:
        if _may_prepare(connection.connection):
            # Imported here, because the driver may be missing where the database is SQLite.
            from django.db.backends.postgresql.base import ServerBindingCursor

            cursor_class: Any = ServerBindingCursor
            return connection._prepare_cursor(cursor_class(connection.connection))
    return connection.cursor()


def _may_prepare(raw: Any) -> bool:
    """
    Return whether a connection goes straight to the server.

    Behind a pooler, the process id that the driver got when it connected differs from `pg_backend_pid()`.
    """
    if raw.prepare_threshold is None:
        return False
    if raw not in _direct:
        with raw.cursor() as cursor:
            if cursor.execute("SELECT pg_backend_pid()").fetchone()[0] != raw.info.backend_pid:
                raw.prepare_threshold = None
                return False
            # A rollback also undoes this setting; the connection then plans queries more often.
            cursor.execute("SET plan_cache_mode = force_generic_plan")  # for the queries of triggers too
        _direct.add(raw)
    return True


class Preparing:
    """Proxy of a Django connection for the ORM's compiler; its cursors come from `cursor_of`."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def cursor(self) -> Any:
        """Return a cursor whose query is prepared."""
        return cursor_of(self._connection)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)
