"""Every compiled query that a test asks is compared with what Django writes for these values at that moment."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

from committee.compiled import Compiled


@pytest.fixture(autouse=True)
def compiled_as_django_would(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test fails where what is kept of a query is not what would be written now, whichever page asked it."""
    written = Compiled.written

    def compared(query: Compiled[Any, Any], values: Mapping[str, Any]) -> Any:
        found = written(query, values)
        full = {name: _padded(value) if name in query.several else value for name, value in values.items()}
        sql, params = as_django_writes(query.build(**full))
        queryset = found.queryset
        assert sql == found.sql, f"{query.build.__qualname__} is not compiled as it would be now"
        if full == values:
            assert params == found.filled(values, queryset.query.get_compiler(queryset.db).connection)
        return found

    monkeypatch.setattr(Compiled, "written", compared)


def _padded(values: list[Any]) -> list[Any]:
    """So many that they are a power of two, those that are added like no other."""
    room = 1 << (len(values) - 1).bit_length() if values else 0
    return list(dict.fromkeys(values)) + [-1 - place for place in range(room - len(dict.fromkeys(values)))]


def as_django_writes(queryset: QuerySet[Any, Any]) -> tuple[str, tuple[Any, ...]]:
    """The SQL of a queryset and its parameters; none where Django sees that there can be no row."""
    try:
        sql, params = queryset.query.get_compiler(queryset.db).as_sql()
    except EmptyResultSet:
        return "", ()
    return sql, tuple(params)
