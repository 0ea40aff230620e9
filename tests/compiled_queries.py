"""Every compiled query that a test asks is compared with what Django writes for these values at that moment."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

from committee.public_pages.compiled import Compiled, Place, Several


@pytest.fixture(scope="module")
def compared_alike() -> set[Any]:
    """Return the set of queries compared in a module, shared because most tests make the same queries."""
    return set()


@pytest.fixture(autouse=True)
def compiled_as_django_would(monkeypatch: pytest.MonkeyPatch, compared_alike: set[Any]) -> None:
    """Fail a test if a compiled query differs from what Django would write now; check each on first use."""
    written, compared_here = Compiled.written, set[Any]()

    def compared(query: Compiled[Any, Any], values: Mapping[str, Any]) -> Any:
        found = written(query, values)
        seen = compared_alike if query.shapes == () else compared_here
        if found in seen:  # one for each shape
            return found
        seen.add(found)
        full = {
            name: _padded(value, query.several[name]) if name in query.several else value
            for name, value in values.items()
        }
        sql, params = as_django_writes(query.build(**full))
        assert sql == found.sql, f"{query.build.__qualname__} is not compiled as it would be now"
        queryset = found.queryset
        filled = found.filled(values, queryset.query.get_compiler(queryset.db).connection)
        for place, now, put in zip(found.params, params, filled, strict=True):
            if not isinstance(place, Place):
                assert place == now, f"{query.build.__qualname__} keeps {place!r}, and would ask for {now!r} now"
            elif place.index is None or place.index < len(values[place.name]) == len(set(values[place.name])):
                assert put == now
            else:
                assert put in values[place.name]
        return found

    monkeypatch.setattr(Compiled, "written", compared)


def _padded(values: list[Any], several: Several) -> list[Any]:
    """So many that there is no room for more, those that are added like no other."""
    own = list(dict.fromkeys(values))
    return own + [-1 - place for place in range(several.room(len(values)) - len(own))]


def as_django_writes(queryset: QuerySet[Any, Any]) -> tuple[str, tuple[Any, ...]]:
    """Return the SQL of a queryset and its parameters; empty if Django sees that there can be no row."""
    try:
        sql, params = queryset.query.get_compiler(queryset.db).as_sql()
    except EmptyResultSet:
        return "", ()
    return sql, tuple(params)
