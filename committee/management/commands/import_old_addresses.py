"""./script/manage import_old_addresses FILE: a whole site's old addresses, from a CSV file of up to a million rows."""

from typing import Any

from django.core.management.base import CommandError

from committee.acts.verbs import Portal
from committee.management.shell import ImportCommand
from committee.models import User
from committee.old_addresses.verbs import OLD_ADDRESSES, Findings, import_old_addresses, look_over
from committee.register.csv_import.reading import read_rows

MOST_BYTES, MOST_ROWS = 200 * 1024 * 1024, 1_000_000
MOST_TOLD = 50  # faulty rows that are printed


class Command(ImportCommand):
    """Imports all rows of a file of old addresses, or none."""

    help = "Import old addresses and where they lead from a CSV file. If any row has an error, nothing is imported."

    def bring_in(self, data: bytes, by: User | Portal, *, dry_run: bool, take_changes: bool, **options: Any) -> None:
        """
        Import the rows, and print how many are new, have another target than before, or exist already.

        If a row is faulty, print the faults of the first rows and raise CommandError.
        """
        names, needed = OLD_ADDRESSES.names, OLD_ADDRESSES.needed
        rows = read_rows(data, names, needed, most_bytes=MOST_BYTES, most_rows=MOST_ROWS)
        findings = look_over(rows)
        for number, text in findings.wrong[:MOST_TOLD]:
            self.stdout.write(f"Row {number} is wrong: {text}")
        if findings.wrong:
            raise CommandError(f"{len(findings.wrong):,} of {len(rows):,} rows are wrong; nothing was imported.")
        if not dry_run:
            findings = import_old_addresses(rows, changes=take_changes, by=by)
        self.stdout.write(_summary(findings, dry_run=dry_run, changes=take_changes))


def _summary(findings: Findings, *, dry_run: bool, changes: bool) -> str:
    parts = [
        f"{len(findings.new):,} new",
        f"{len(findings.changing):,} that lead elsewhere",
        f"{findings.there:,} already there",
    ]
    hint = "" if changes or not findings.changing else " (--take-changes changes where they lead)"
    return f"{', '.join(parts)}{hint}; {'nothing imported (dry run)' if dry_run else 'imported'}."
