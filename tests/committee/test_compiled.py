"""Compiled queries ask what Django would ask, and PostgreSQL plans them once a connection."""

import datetime as dt
import sys
from typing import Any

import pytest
import time_machine
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BigIntegerField, CharField, DateField, QuerySet
from django.urls import get_resolver

from committee.models import Committee
from committee.public_pages import prepared
from committee.public_pages.compiled import Compiled, Several, compiled

pytestmark = pytest.mark.django_db
DAY, OTHER_DAY = dt.date(2022, 4, 21), dt.date(2023, 12, 1)


def _queries() -> list[Compiled[Any, Any]]:
    """Return the compiled queries of all modules that addresses lead to."""
    _ = get_resolver().url_patterns
    modules = [module for name, module in sys.modules.items() if name.split(".")[0] in ("committee", "meetings")]
    return list({query for module in modules for query in vars(module).values() if isinstance(query, Compiled)})


def _value(field: Any) -> Any:
    if isinstance(field, Several):
        return list(range(1, field.room(3) + 1))
    return DAY if isinstance(field, DateField) else "safeguarding" if isinstance(field, CharField) else 7


def _as_django_writes(queryset: QuerySet[Any, Any]) -> tuple[str, tuple[Any, ...]]:
    try:
        sql, params = queryset.query.get_compiler(queryset.db).as_sql()
    except EmptyResultSet:
        return "", ()
    return sql, tuple(params)


def test_a_compiled_query_asks_what_django_would_ask() -> None:
    queries = _queries()
    assert len(queries) > 20
    for query in queries:
        values = {name: _value(field) for name, field in query.fields.items()}
        written = query.written(values)
        asked = written.sql, written.filled(values, connection)
        for day in (DAY, OTHER_DAY):
            with time_machine.travel(dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC), tick=False):
                assert _as_django_writes(query.build(**values)) == asked, query.build.__qualname__


@compiled(pk=BigIntegerField())
def _by_id(pk: int) -> QuerySet[Committee]:
    return Committee.objects.filter(pk=pk).order_by("pk")


def _prepared() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return [row[0] for row in cursor.fetchall()]


def _ask(safeguarding: Committee) -> None:
    for _ in range(2 * (connection.connection.prepare_threshold or 3)):
        assert _by_id(pk=safeguarding.pk) == [safeguarding] and _by_id(pk=0) == []


def test_on_sqlite_a_cursor_is_an_ordinary_one(db: None) -> None:
    if connection.vendor == "sqlite":
        with prepared.cursor_of(connection) as cursor:
            assert cursor.execute("SELECT 1").fetchone() == (1,)


@pytest.mark.both_databases("queries: what PostgreSQL has prepared")
@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL alone prepares")
class TestOnPostgreSQL:
    def test_a_compiled_query_is_prepared_after_it_was_asked_some_times(self, safeguarding: Committee) -> None:
        _ask(safeguarding)
        assert [sql for sql in _prepared() if "committee_committee" in sql and "$1" in sql]

    def test_its_plan_is_made_once_for_all_values(
        self, safeguarding: Committee, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(prepared, "_direct", type(prepared._direct)())  # the test before rolled its settings back
        _ask(safeguarding)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE %s",
                ['%FROM "committee_committee"%'],
            )
            ((generic, custom),) = cursor.fetchall()
        assert generic > 0 and custom == 0

    def test_nothing_is_behind_a_pooler_that_hands_connections_on(
        self, safeguarding: Committee, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """SECURITY: the process at the other end is not the one that the pooler named."""
        raw: Any = connection.connection
        before, threshold = len(_prepared()), raw.prepare_threshold

        class Elsewhere:
            backend_pid = raw.info.backend_pid + 1

        monkeypatch.setattr(prepared, "_direct", type(prepared._direct)())
        monkeypatch.setattr(type(raw), "info", property(lambda self: Elsewhere))
        try:
            _ask(safeguarding)
            assert len(_prepared()) == before and raw.prepare_threshold is None
        finally:
            raw.prepare_threshold = threshold
