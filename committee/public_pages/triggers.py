"""
The triggers that write a stamp (`PageStamp`) with every change of data that public pages show.

The triggers are on the tables, so that no verb, command or shell can forget them. They write in the transaction of the
change, so that nobody sees the change without its stamp. On PostgreSQL each change adds a row, so no transaction waits
for another. Now and then a transaction deletes earlier rows that nobody has locked. Even then the stamp of a page
changes, because the transaction's own row has a new id. SQLite has one writer at a time, so on SQLite each key has one
row.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from committee.database.triggers import columns_of
from committee.public_pages.areas import EVERYTHING

TABLE = "committee_pagestamp"
TOKENS = 2**40  # random numbers are smaller, so that the sum of a million of them fits into 64 bits
FEW = 16  # one change in FEW, drawn by chance, deletes earlier rows
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

    - A change of a row stamps each of `areas`.
    - It also stamps the meetings whose ids `meetings` gives, as SQL over `{row}`; for NULL, the area EVERYTHING.
    - `inserts=False`: a new row stamps nothing, because no page shows it until another row points at it.
    - `listed=False`: a new row stamps only its meetings, because no other page shows it.
    - `quiet` columns show only on the meeting's own pages, so an UPDATE of `quiet` columns alone stamps no area. All
      other columns count as shown on pages of the areas.
    """

    table: str
    areas: tuple[int, ...] = ()
    meetings: tuple[str, ...] = ()
    inserts: bool = True
    listed: bool = True
    quiet: tuple[str, ...] = ()

    def keys(self, row: str) -> list[str]:
        """Return SQL of the meetings' keys for a row that is called NEW or OLD."""
        return [f"COALESCE({way.format(row=row)}, {EVERYTHING})" for way in self.meetings]


def declared(vendor: str, tables: Iterable[Watched], *, first: bool = False) -> list[str]:
    """Return the SQL that creates the triggers on these tables; `first` adds the function that the triggers call."""
    make = _of_postgresql if vendor == "postgresql" else _of_sqlite
    shared = [_STAMP.strip()] if first and vendor == "postgresql" else []
    return [*shared, *(statement for table in tables for statement in make(table))]


def _of_postgresql(watched: Watched) -> list[str]:
    name = f"stamp_{watched.table}"
    declared, areas = _areas_on_postgresql(watched)
    lines = ["IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF;", *areas]
    for row, act in (("NEW", "DELETE"), ("OLD", "INSERT")):
        if keys := watched.keys(row):
            stamped = " ".join(f"PERFORM stamp_pages({key});" for key in keys)
            lines.append(f"IF TG_OP <> '{act}' THEN {stamped} END IF;")
    acts = "INSERT OR UPDATE OR DELETE" if watched.inserts else "UPDATE OR DELETE"
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ {declared}BEGIN {' '.join(lines)} RETURN NULL; "
        "END; $$ LANGUAGE plpgsql",
        f"CREATE TRIGGER {name} AFTER {acts} ON {watched.table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]


def _areas_on_postgresql(watched: Watched) -> tuple[str, list[str]]:
    """Return a trigger function's declarations, and its statements that stamp the areas of `watched`."""
    stamped = [f"PERFORM stamp_pages({key});" for key in watched.areas]
    if watched.quiet:
        # The whole row is compared, except quiet columns, so that a column added later counts as shown.
        same = " ".join(f'was."{column}" := NEW."{column}";' for column in watched.quiet)
        alike = f"IF TG_OP = 'UPDATE' THEN was := OLD; {same} shows := was IS DISTINCT FROM NEW; END IF;"
        first = "shows boolean := true;" if watched.listed else "shows boolean := TG_OP <> 'INSERT';"
        return f"DECLARE was record; {first} ", [alike, f"IF shows THEN {' '.join(stamped)} END IF;"]
    if not watched.listed:
        return "", [f"IF TG_OP <> 'INSERT' THEN {' '.join(stamped)} END IF;"]
    return "", stamped


def _of_sqlite(watched: Watched) -> list[str]:
    made = []
    for act, names in {"INSERT": ("NEW",), "UPDATE": ("NEW", "OLD"), "DELETE": ("OLD",)}.items():
        if act == "INSERT" and not watched.inserts:
            continue
        areas = [] if act == "INSERT" and not watched.listed else [*map(str, watched.areas)]
        keys = [key for row in names for key in watched.keys(row)]
        if act == "UPDATE" and watched.quiet:
            shown = (column for column in columns_of(watched.table) if column not in watched.quiet)
            when = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in shown)
            made.append(_on_sqlite(f"{watched.table}_update_shown", f"UPDATE ON {watched.table} WHEN {when}", areas))
            areas = []
        if areas or keys:
            made.append(_on_sqlite(f"{watched.table}_{act.lower()}", f"{act} ON {watched.table}", [*areas, *keys]))
    return made


def _on_sqlite(name: str, when: str, keys: list[str]) -> str:
    return f"CREATE TRIGGER stamp_{name} AFTER {when} BEGIN {' '.join(_stamped(keys))} END"


def _stamped(keys: list[str]) -> Iterable[str]:
    for key in keys:
        yield f"DELETE FROM {TABLE} WHERE key = {key};"
        yield f"INSERT INTO {TABLE} (key, token) VALUES ({key}, random() & {TOKENS - 1});"
