"""
Update and query the text search of PostgreSQL or SQLite, over the stems of the index's entries.

PostgreSQL generates the column `stems`: a tsvector of the stems unchanged ('simple'), with titles weighted above texts.
SQLite has, beside the table of entries, an FTS5 table that stores no content; `add` and `take_out` update this table.
"""

import datetime as dt
import json
from collections.abc import Collection, Sequence
from contextlib import nullcontext
from dataclasses import replace
from typing import Any

from django.db import OperationalError, connection, transaction

from committee.search.queries import Query, Term

TABLE, FTS, PEOPLE = "committee_searchentry", "committee_searchstems", "committee_searchentryperson"
MOST = 2000  # entries that are ranked; where more match, only the newest are ranked
PATIENCE = 4000  # milliseconds after which PostgreSQL ends a search
TITLE, TEXT = 6.0, 1.0  # weight, on SQLite, of a word in the title and in the text
COLUMNS = "title_stems, text_stems"


class TooLong(Exception):
    """Raised where PostgreSQL has ended a search after PATIENCE."""


# A matching entry: its id, its kind, the id of the row that it is about (the thing), the id of its committee, its day,
# the id of its minute. A plain tuple, because thousands are made per search.
type Found = tuple[int, str, int, int | None, dt.date | None, int | None]


def add(entries: Collection[int]) -> None:
    """Add stored entries, by their ids, to SQLite's text search; PostgreSQL does so by itself."""
    if connection.vendor == "sqlite" and entries:
        ask = f"INSERT INTO {FTS} (rowid, {COLUMNS}) SELECT id, {COLUMNS} FROM {TABLE} WHERE id IN"  # noqa: S608 - only our own names
        _tell_sqlite(ask, entries)


def take_out(entries: Collection[int]) -> None:
    """Remove entries that are about to be deleted, by their ids, from SQLite's text search."""
    if connection.vendor == "sqlite" and entries:
        ask = f"INSERT INTO {FTS} ({FTS}, rowid, {COLUMNS}) SELECT 'delete', id, {COLUMNS} FROM {TABLE} WHERE id IN"  # noqa: S608 - only our own names
        _tell_sqlite(ask, entries)


def _tell_sqlite(ask: str, entries: Collection[int]) -> None:
    ids = list(entries)
    with connection.cursor() as cursor:
        for begin in range(0, len(ids), 500):
            batch = ids[begin : begin + 500]
            cursor.execute(f"{ask} ({', '.join(['%s'] * len(batch))})", batch)


def unknown(stems: Sequence[str]) -> set[str]:
    """Return the stems that no entry has."""
    if not stems:
        return set()
    if connection.vendor == "sqlite":
        ask = (
            f"SELECT one.value FROM json_each(%s) AS one WHERE NOT EXISTS "  # noqa: S608 - only our own names
            f"(SELECT 1 FROM {FTS} WHERE {FTS} MATCH '\"' || one.value || '\"')"
        )
        params: list[Any] = [json.dumps(list(stems))]
    else:
        ask = (
            f"SELECT one FROM unnest(%s::text[]) AS one WHERE NOT EXISTS "  # noqa: S608 - only our own names
            f"(SELECT 1 FROM {TABLE} WHERE stems @@ to_tsquery('simple', '''' || one || ''''))"
        )
        params = [list(stems)]
    with connection.cursor() as cursor:
        cursor.execute(ask, params)
        return {row[0] for row in cursor.fetchall()}


def find(query: Query, filters: dict[str, Any], *, any_word: bool, newest: bool, on: dt.date) -> list[Found]:
    """
    Return the entries that match, the best first, or with `newest` the newest first. Raise TooLong after PATIENCE.

    Where more than MOST match, return the newest MOST + 1. `any_word` searches for any of the words, not for all.
    `filters` maps "kind", "committee", "year" and "person" to a value. `on` is the day from which age is counted.
    """
    where, filter_values = _narrowed(filters)
    ask = _of_sqlite if connection.vendor == "sqlite" else _of_postgres
    sql, values = ask(query, where, filter_values, any_word, newest, on)
    if connection.vendor == "postgresql":
        return _asked_patiently(sql, values)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = cursor.fetchall()
        return [(pk, kind, thing, committee, _day(day), minute) for pk, kind, thing, committee, day, minute in rows]


def people(entries: Sequence[int]) -> list[tuple[int, int]]:
    """Return (person, entry) for each person whom one of `entries` is about, as ids. One query, with one parameter."""
    if not entries:
        return []
    is_sqlite = connection.vendor == "sqlite"
    among = "IN (SELECT value FROM json_each(%s))" if is_sqlite else "= ANY(%s::bigint[])"
    ids = str(list(entries))  # as text, because psycopg adapts each number of a list by itself
    ids = ids if is_sqlite else f"{{{ids[1:-1]}}}"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT person, entry_id FROM {PEOPLE} WHERE entry_id {among}", [ids])  # noqa: S608 - only our own names
        rows: list[tuple[int, int]] = cursor.fetchall()
        return rows


def _day(value: Any) -> dt.date | None:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def _narrowed(filters: dict[str, Any]) -> tuple[str, list[Any]]:
    """Return the SQL conditions for `filters`, and their parameters."""
    where, values = "", []
    for name, value in filters.items():
        if name == "person":
            where += " AND e.id IN (SELECT entry_id FROM committee_searchentryperson WHERE person = %s)"
        elif name == "year":
            where += " AND e.day >= %s AND e.day <= %s"
            values += [f"{value:04d}-01-01", f"{value:04d}-12-31"]
            continue
        else:
            assert name in ("kind", "committee"), name
            where += f" AND e.{name} = %s"
        values.append(value)
    return where, values


def _of_postgres(
    query: Query, where: str, values: list[Any], any_word: bool, newest: bool, on: dt.date
) -> tuple[str, list[Any]]:
    wanted = tsquery(query, any_word=any_word)
    order = "day DESC NULLS LAST, id DESC"
    best = (
        "is_routine, ts_rank('{0.05, 0.05, 0.15, 1.0}', stems, to_tsquery('simple', %s)) "
        "* (1 + 0.5::float8 / (1 + GREATEST(0, %s::date-COALESCE(day, %s::date)) / 365::float8)) DESC, id DESC"
    )
    sql = (
        "WITH found AS MATERIALIZED "  # noqa: S608 - only our own names
        f"(SELECT e.id, e.kind, e.thing, e.committee, e.day, e.minute, e.is_routine, e.stems FROM {TABLE} AS e "
        f"WHERE e.stems @@ to_tsquery('simple', %s){where} ORDER BY {order} LIMIT {MOST + 1}) "
        f"SELECT id, kind, thing, committee, day, minute FROM found ORDER BY {order if newest else best}"
    )
    # Rank without the excluded words: with them, ts_rank gives every entry the same rank.
    ranked = tsquery(replace(query, without=()), any_word=any_word)
    return sql, [wanted, *values, *([] if newest else [ranked, on, on])]


def _of_sqlite(
    query: Query, where: str, values: list[Any], any_word: bool, newest: bool, on: dt.date
) -> tuple[str, list[Any]]:
    order = "day IS NULL, day DESC, id DESC"
    # A lower bm25 score is better; age counts as on PostgreSQL.
    best = "is_routine, score * (1 + 0.5 / (1 + MAX(0, julianday(%s)-julianday(COALESCE(day, %s))) / 365.0)), id DESC"
    sql = (
        f"SELECT id, kind, thing, committee, day, minute FROM "  # noqa: S608 - only our own names
        f"(SELECT e.id, e.kind, e.thing, e.committee, e.day, e.minute, e.is_routine, "
        f"bm25({FTS}, {TITLE}, {TEXT}) AS score FROM {FTS} JOIN {TABLE} AS e ON e.id = {FTS}.rowid "
        f"WHERE {FTS} MATCH %s{where} ORDER BY {order} LIMIT {MOST + 1}) ORDER BY {order if newest else best}"
    )
    dates = [] if newest else [on.isoformat(), on.isoformat()]
    return sql, [fts5(query, any_word=any_word), *values, *dates]


def tsquery(query: Query, *, any_word: bool) -> str:
    """Return the query in PostgreSQL's syntax. A stem needs no escaping: it consists of ASCII letters and figures."""
    wanted = (" | " if any_word else " & ").join(map(_for_postgres, query.terms))
    return " & ".join([f"({wanted})", *(f"!{_for_postgres(term)}" for term in query.without)])


def _for_postgres(term: Term) -> str:
    phrases = (" <-> ".join(f"'{stem}'" for stem in phrase) for phrase in term.phrases)
    return "(" + " | ".join(f"({phrase})" for phrase in phrases) + ")"


def fts5(query: Query, *, any_word: bool) -> str:
    """Return the query in the syntax of SQLite's FTS5."""
    wanted = (" OR " if any_word else " AND ").join(map(_for_sqlite, query.terms))
    return f"({wanted}) NOT ({' OR '.join(map(_for_sqlite, query.without))})" if query.without else wanted


def _for_sqlite(term: Term) -> str:
    return "(" + " OR ".join(f'"{" ".join(phrase)}"' for phrase in term.phrases) + ")"


def _asked_patiently(sql: str, values: Sequence[Any]) -> list[Found]:
    """
    Return the rows of a query in PostgreSQL. Raise TooLong after PATIENCE, so that no search occupies the database.

    The limit and the query are sent in one message. Outside a transaction, PostgreSQL runs this message as one
    transaction.
    """
    goes_on = connection.in_atomic_block
    try:
        with transaction.atomic() if goes_on else nullcontext(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = {PATIENCE}; {sql}", values)
            cursor.nextset()
            rows: list[Found] = cursor.fetchall()
            if goes_on:  # outside a transaction the limit ended with the message
                cursor.execute("SET LOCAL statement_timeout = DEFAULT")
            return rows
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") == "57014":
            raise TooLong from error
        raise
