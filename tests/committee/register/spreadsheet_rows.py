"""A spreadsheet of people, and what the import makes of one."""

from typing import Any

from committee.register import csv_import

PEOPLE = """title,forename,surname,honours,division,group,from,to,post,proper officer
,Ann,Able,MBE,Ambridge,Independent,06/05/2021,,,
Rev Preb,Ben,Baker,,Borchester,Labour,2021-05-06,2025-05-04,,
,Cath,Carter,,,,1 May 2019,,Director of Care,yes
"""


def rows(kind: str, text: str | bytes) -> Any:
    which: Any = csv_import.KINDS[kind]
    return csv_import.read_rows(text.encode() if isinstance(text, str) else text, which.names, which.needed)


def look(kind: str, text: str | bytes, by: Any) -> Any:
    which: Any = csv_import.KINDS[kind]
    return csv_import.look_over(which, rows(kind, text), by=by)


def take(kind: str, text: str | bytes, by: Any) -> Any:
    which: Any = csv_import.KINDS[kind]
    return csv_import.bring_in(which, rows(kind, text), by=by)


def faults(report: Any) -> dict[int, list[tuple[str, str]]]:
    return {outcome.row.number: [(fault.column, fault.text) for fault in outcome.faults] for outcome in report.faulty}
