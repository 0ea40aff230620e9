"""
Queries whose SQL is built once per process, and run with other values each time.

A public page runs the same few queries for every meeting. Django builds each query's SQL again each time, which takes
four times as long as running the query. A compiled query is built once, with a `Place` for each value. Each call only
fills in the values, and the database plans the query once (`committee.public_pages.prepared`). A test compares each
compiled query with the SQL that Django builds (`tests/committee/test_compiled.py`).

This depends on two facts about Django 6.1:

- A queryset gets its compiler from `query.get_compiler`, and the compiler executes the result of its own `as_sql`.
- A column's converters depend on the column alone, so they are looked up once.

Rows are returned as a list, so no code can filter a compiled query further.
"""

import copy
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Field, Model, QuerySet, Value
from django.db.models.sql.compiler import SQLCompiler

from committee.public_pages.prepared import Preparing

SMALLEST, LARGEST = -(2**63), 2**63 - 1  # range of whole numbers in both databases
MOST_PLACES = 4096  # placeholders for one `Several`; a database takes 65,535 in all


class Several(NamedTuple):
    """
    A list of values for `__in`, each of the type of `field`.

    The SQL has at least `least` placeholders, a power of two, so that all shorter lists share one query and one plan.
    """

    field: Field[Any, Any]
    least: int = 1

    def room(self, count: int) -> int:
        """Return the number of placeholders for `count` values: 0 or a power of two, so that few queries are built."""
        if count > MOST_PLACES:
            raise ValueError(f"{count} values are too many for one query")
        return max(self.least, 1 << (count - 1).bit_length()) if count else 0


class Place(Value):
    """
    A placeholder for the value `name` of a call; with `index`, for an item of a value that is a list.

    `field` converts the value for the database.
    """

    def __init__(self, name: str, field: Field[Any, Any], index: int | None = None) -> None:
        super().__init__(None, output_field=field)
        self.name, self.index = name, index

    def as_sql(self, compiler: SQLCompiler, connection: Any, **_: Any) -> tuple[str, tuple[Any, ...]]:
        """Return the SQL of a placeholder, with this `Place` as its parameter."""
        return "%s", (self,)

    def filled(self, values: Mapping[str, Any], connection: Any) -> Any:
        """Return the value of this placeholder, converted for the database; spare placeholders repeat the last item."""
        value = values[self.name]
        if self.index is not None:
            value = value[min(self.index, len(value) - 1)]
        if value is None or (isinstance(value, int) and not SMALLEST <= value <= LARGEST):
            raise ValueError(f"{self.name} is {value!r}, which a compiled query cannot look for")
        return self.output_field.get_db_prep_value(value, connection)


type Given = Field[Any, Any] | Several


class Compiled[Found: Model, Row]:
    """
    A query that is compiled once. A call, with a value for each of `fields`, returns the rows.

    Everything that differs between calls must be a value, today's date included. A `Several` may have any number of
    values: SQL is built for one, two, four, eight values and so on.
    """

    def __init__(self, build: Callable[..., QuerySet[Found, Row]], fields: Mapping[str, Given]) -> None:
        self.build, self.fields = build, fields
        self.several = {name: field for name, field in fields.items() if isinstance(field, Several)}
        self._written: dict[tuple[int, ...], _Written[Found, Row]] = {}  # by number of placeholders

    def __call__(self, **values: Any) -> list[Row]:
        """Return the rows for these values: one query, and its prefetches. Raises TypeError if a value is missing."""
        if values.keys() != self.fields.keys():
            raise TypeError(f"the query was called with {sorted(values)}, but it is compiled for {sorted(self.fields)}")
        values = {name: list(value) if name in self.several else value for name, value in values.items()}
        return self.written(values).rows(values)

    def written(self, values: Mapping[str, Any]) -> "_Written[Found, Row]":
        """Return the query built for this number of values; it is built on first use."""
        rooms = {name: several.room(len(values[name])) for name, several in self.several.items()}
        written = self._written.get(shape := tuple(rooms.values()))
        if written is None:
            places = {name: _places(name, field, rooms.get(name, 0)) for name, field in self.fields.items()}
            written = self._written[shape] = _Written(self.build(**places))
        return written


def _places(name: str, field: Given, room: int) -> Place | list[Place]:
    if isinstance(field, Several):
        return [Place(name, field.field, index) for index in range(room)]
    return Place(name, field)


class _Written[Found: Model, Row]:
    """A queryset with its compiler, its SQL and its parameters. A parameter is a `Place` or a fixed value."""

    def __init__(self, queryset: QuerySet[Found, Row]) -> None:
        self.queryset = queryset
        self.compiler = queryset.query.get_compiler(queryset.db)
        self.sql: str
        self.params: tuple[Any, ...]
        self.converters: dict[int, Any] | None = None  # converters of the query's columns, by position
        self.has_composites: bool | None = None
        try:
            self.sql, params = self.compiler.as_sql()
            self.params = tuple(params)
        except EmptyResultSet:
            self.sql, self.params = "", ()

    def rows(self, values: Mapping[str, Any]) -> list[Row]:
        """Return the rows for these values."""
        queryset = self.queryset.all()
        query: Any = queryset.query
        query.get_compiler = partial(self._compiler, values)
        return list(queryset)

    def _compiler(self, values: Mapping[str, Any], using: str) -> SQLCompiler:
        """Return the compiler of the query, with the SQL already written and these values filled in."""
        compiler: Any = copy.copy(self.compiler)
        compiler.connection = Preparing(connections[using])  # the connection of this thread
        written = self.sql, self.filled(values, compiler.connection)
        compiler.as_sql = lambda *_, **__: written
        compiler.get_converters, compiler.has_composite_fields = self._converters, self._has_composites
        as_written: SQLCompiler = compiler
        return as_written

    def _converters(self, columns: Any) -> Any:
        if self.converters is None:
            self.converters = self.compiler.get_converters(columns)
        return self.converters

    def _has_composites(self, columns: Any) -> bool:
        if self.has_composites is None:
            self.has_composites = self.compiler.has_composite_fields(columns)
        return self.has_composites

    def filled(self, values: Mapping[str, Any], connection: Any) -> tuple[Any, ...]:
        """Return the parameters of the SQL, with each placeholder filled."""
        return tuple(param.filled(values, connection) if isinstance(param, Place) else param for param in self.params)


def compiled[Found: Model, Row](
    **fields: Given,
) -> Callable[[Callable[..., QuerySet[Found, Row]]], Compiled[Found, Row]]:
    """
    Make a compiled query of the decorated function, which builds a queryset; `fields` are its arguments, by name.

    The function gets `Place`s as arguments, so it must not look at values, nor depend on anything that changes, such
    as the clock.
    """
    return lambda build: Compiled(build, fields)
