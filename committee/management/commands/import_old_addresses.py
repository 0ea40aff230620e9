"""./script/manage import_old_addresses FILE: a whole site's old addresses, from a CSV file of any size."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from committee.acts.refusal import Refused
from committee.acts.verbs import PORTAL, NotAllowed
from committee.models import User
from committee.old_addresses.verbs import OLD_ADDRESSES, Findings, import_old_addresses, look_over
from committee.register.csv_import.reading import read_rows

MOST_BYTES, MOST_ROWS = 200 * 1024 * 1024, 1_000_000
MOST_TOLD = 50


class Command(BaseCommand):
    """Imports all rows of a file of old addresses, or none."""

    help = "Import old addresses and where they lead from a CSV file. If any row has an error, nothing is imported."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, who does it, whether only to look, whether to change what is there."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="only say what would be imported")
        parser.add_argument("--take-changes", action="store_true", help="change where an address leads already")
        parser.add_argument("--by", default="", help="email address of the user who does it, for the trail")

    def handle(self, *args: Any, file: Path, dry_run: bool, take_changes: bool, by: str, **options: Any) -> None:
        """Print what is wrong row by row, else how many rows did what."""
        user = User.objects.filter(email__iexact=by, is_active=True).first() if by else PORTAL
        if user is None:
            raise CommandError(f"{by} has no sign-in.")
        try:
            rows = read_rows(
                file.read_bytes(),
                OLD_ADDRESSES.names,
                OLD_ADDRESSES.needed,
                most_bytes=MOST_BYTES,
                most_rows=MOST_ROWS,
            )
            findings = look_over(rows)
            self._refuse(findings, len(rows))
            if not dry_run:
                findings = import_old_addresses(rows, changes=take_changes, by=user)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except NotAllowed as error:
            raise CommandError(f"{user} may not import files: only clerks and administrators may.") from error
        except Refused as refusal:
            raise CommandError(refusal.text) from refusal
        self.stdout.write(_summary(findings, dry_run=dry_run, changes=take_changes))

    def _refuse(self, findings: Findings, rows: int) -> None:
        for number, text in findings.wrong[:MOST_TOLD]:
            self.stdout.write(f"Row {number} is wrong: {text}")
        if findings.wrong:
            raise CommandError(f"{len(findings.wrong):,} of {rows:,} rows are wrong; nothing was imported.")


def _summary(findings: Findings, *, dry_run: bool, changes: bool) -> str:
    parts = [
        f"{len(findings.new):,} new",
        f"{len(findings.changing):,} that lead elsewhere",
        f"{findings.there:,} already there",
    ]
    hint = "" if changes or not findings.changing else " (--take-changes changes where they lead)"
    return f"{', '.join(parts)}{hint}; {'nothing imported (dry run)' if dry_run else 'imported'}."
