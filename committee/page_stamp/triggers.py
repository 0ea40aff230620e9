"""
The triggers that leave a stamp (`PageStamp`) with every change of what public pages show.

They stand on tables, so that no verb, command or shell can forget them, and write in the transaction of the change, so
that nobody sees one without the other. A row is added and none is changed, so on PostgreSQL no transaction waits for
another: now and then one takes away the rows of those before it that nobody has locked. That leaves no sum that was
there before, for its own number is new. SQLite has one writer at a time: there a key has one row.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from committee.page_stamp.areas import EVERYTHING

TABLE = "committee_pagestamp"
TOKENS = 2**40  # so that a sum over a million of them is a whole number of 64 bits
FEW = 16  # one transaction in so many clears away
_STAMP = f"""
CREATE OR REPLACE FUNCTION stamp_pages(changed bigint) RETURNS void AS $$
DECLARE
    done text := coalesce(current_setting('portal.stamped', true), '');
    drawn bigint := floor(random() * {TOKENS})::bigint;
    made bigint;
BEGIN
    IF strpos(done, ',' || changed || ',') > 0 THEN RETURN; END IF;
    PERFORM set_config('portal.stamped', done || ',' || changed || ',', true);
    INSERT INTO {TABLE} (key, token) VALUES (changed, drawn) RETURNING id INTO made;
    IF drawn % {FEW} = 0 THEN
        DELETE FROM {TABLE} WHERE id IN
            (SELECT id FROM {TABLE} WHERE key = changed AND id < made ORDER BY id FOR UPDATE SKIP LOCKED);
    END IF;
END; $$ LANGUAGE plpgsql
"""


@dataclass(frozen=True, slots=True)
class Watched:
    """
    A table that public pages read.

    A change of it is one of each of `areas`, and of the meetings that `meetings` names: SQL over `{row}` for an id.
    Where such an id is not to be had, it is one of everything. Where `inserts` is False, a new row shows nowhere until
    another points at it.
    """

    table: str
    areas: tuple[int, ...] = ()
    meetings: tuple[str, ...] = ()
    inserts: bool = True

    def keys(self, row: str) -> list[str]:
        """SQL of the meetings' keys for a row that is called NEW or OLD."""
        return [f"COALESCE({way.format(row=row)}, {EVERYTHING})" for way in self.meetings]


def declared(vendor: str, tables: Iterable[Watched], *, first: bool = False) -> list[str]:
    """SQL of the triggers on these tables; `first` where it makes what all of them call."""
    make = _of_postgresql if vendor == "postgresql" else _of_sqlite
    shared = [_STAMP.strip()] if first and vendor == "postgresql" else []
    return [*shared, *(statement for table in tables for statement in make(table))]


def _of_postgresql(one: Watched) -> list[str]:
    name = f"stamp_{one.table}"
    lines = ["IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF;"]
    lines += [f"PERFORM stamp_pages({key});" for key in one.areas]
    for row, act in (("NEW", "DELETE"), ("OLD", "INSERT")):
        if keys := one.keys(row):
            stamped = " ".join(f"PERFORM stamp_pages({key});" for key in keys)
            lines.append(f"IF TG_OP <> '{act}' THEN {stamped} END IF;")
    acts = "INSERT OR UPDATE OR DELETE" if one.inserts else "UPDATE OR DELETE"
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ BEGIN {' '.join(lines)} RETURN NULL; END; "
        "$$ LANGUAGE plpgsql",
        f"CREATE TRIGGER {name} AFTER {acts} ON {one.table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]


def _of_sqlite(one: Watched) -> list[str]:
    rows = {"INSERT": ("NEW",), "UPDATE": ("NEW", "OLD"), "DELETE": ("OLD",)}
    return [
        f"CREATE TRIGGER stamp_{one.table}_{act.lower()} AFTER {act} ON {one.table} BEGIN "
        + " ".join(_stamped([*map(str, one.areas), *(key for row in names for key in one.keys(row))]))
        + " END"
        for act, names in rows.items()
        if one.inserts or act != "INSERT"
    ]


def _stamped(keys: list[str]) -> Iterable[str]:
    for key in keys:
        yield f"DELETE FROM {TABLE} WHERE key = {key};"
        yield f"INSERT INTO {TABLE} (key, token) VALUES ({key}, random() & {TOKENS - 1});"
