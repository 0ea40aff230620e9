"""Queries of public pages are planned once a connection by PostgreSQL, and nowhere where that cannot be."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import BigIntegerField, QuerySet

from committee.models import Committee
from committee.public_pages import prepared
from committee.public_pages.compiled import compiled

pytestmark = pytest.mark.django_db


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
