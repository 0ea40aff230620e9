"""./script/manage import_csv people people.csv: what the register's import pages do, from the shell."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from committee.acts.refusal import Refused
from committee.acts.verbs import PORTAL, NotAllowed
from committee.models import User
from committee.register import csv_import
from committee.register.csv_import import Report
from committee.register.csv_import.running import Outcome


class Command(BaseCommand):
    """Brings in all rows of a CSV file, or none."""

    help = "Import a CSV file into the register. If any row has an error, nothing is imported."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the kind of file, the file, who does it, and whether only to look."""
        parser.add_argument("kind", choices=[kind.slug for kind in csv_import.kinds()])
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="only show what each row will change")
        parser.add_argument("--take-changes", action="store_true", help="update the register where rows differ from it")
        parser.add_argument("--by", default="", help="email address of the user who does it, for the trail")

    def handle(self, *args: Any, kind: str, file: Path, dry_run: bool, by: str, **options: Any) -> None:
        """Report on every row; fail where one is wrong."""
        which = csv_import.kind_called(kind)
        assert which is not None
        user = User.objects.filter(email__iexact=by, is_active=True).first() if by else PORTAL
        if user is None:
            raise CommandError(f"{by} has no sign-in.")
        try:
            rows = csv_import.read_rows(file.read_bytes(), which.names, which.needed)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except Refused as refusal:
            raise CommandError(refusal.text) from refusal
        try:
            if dry_run:
                report = csv_import.look_over(which, rows, by=user)
            else:
                changes = {row.number: "" for row in rows} if options["take_changes"] else {}
                report = csv_import.bring_in(which, rows, by=user, changes=changes)
        except NotAllowed as error:
            raise CommandError(f"{user} may not import files: only clerks and administrators may.") from error
        self._tell(report)

    def _tell(self, report: Report) -> None:
        for outcome in report.outcomes:
            if not outcome.faults:
                self.stdout.write(f"Row {outcome.row.number}{_how(outcome)}: {_what(outcome)}.")
            for fault in outcome.faults:
                where = f"{fault.column} {fault.value!r}: " if fault.column else ""
                self.stdout.write(f"Row {outcome.row.number} is wrong: {where}{fault.text}")
        if report.faulty:
            raise CommandError(f"{len(report.faulty)} of {len(report.outcomes)} rows are wrong; nothing was imported.")
        rows = f"{len(report.right)} row{'' if len(report.right) == 1 else 's'}"
        parts = [f"{rows} imported" if report.done else f"{rows} right"]
        parts += [f"{len(report.there)} already there"] * bool(report.there)
        parts += [f"{len(report.changing)} that differ"] * bool(report.changing)
        taken = sum(outcome.changed for outcome in report.outcomes)
        if report.done and report.changing:
            parts.append(f"{taken} of those changed" + ("" if taken else " (--take-changes changes them)"))
        self.stdout.write(f"{', '.join(parts)}." if report.done else f"{', '.join(parts)}; nothing imported (dry run).")


def _how(outcome: Outcome) -> str:
    if outcome.there:
        return " is already in the register"
    return (" changes" if outcome.changed else " differs") if outcome.changes else ""


def _what(outcome: Outcome) -> str:
    return f"{outcome.text}: {'; '.join(outcome.changes)}" if outcome.changes else outcome.text
