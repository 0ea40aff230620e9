"""Each compiled query asks what Django would ask, whatever the day and whatever stands in the database."""

import datetime as dt
import sys
from typing import Any

import pytest
import time_machine
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import CharField, DateField, QuerySet
from django.urls import get_resolver

from committee.public_pages.compiled import Compiled, Several

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
