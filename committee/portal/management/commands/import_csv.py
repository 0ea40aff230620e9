"""./script/manage import_csv people people.csv: the same import as on the register's pages, from the shell."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from committee.acts.verbs import Portal
from committee.management.shell import ImportCommand
from committee.models import User
from committee.register import csv_import
from committee.register.csv_import import Report
from committee.register.csv_import.running import Outcome


class Command(ImportCommand):
    """Imports all rows of a CSV file, or none."""

    help = "Import a CSV file into the register. If any row has an error, nothing is imported."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the kind of file, and the arguments that every import has."""
        parser.add_argument("kind", choices=list(csv_import.KINDS))
        super().add_arguments(parser)

    def bring_in(self, data: bytes, by: User | Portal, *, dry_run: bool, take_changes: bool, **options: Any) -> None:
        """Import or check the rows, and report on each; raise CommandError where a row is wrong."""
        which = csv_import.KINDS[options["kind"]]
        rows = csv_import.read_rows(data, which.names, which.needed)
        if dry_run:
            report = csv_import.look_over(which, rows, by=by)
        else:
            changes = {row.number: "" for row in rows} if take_changes else {}
            report = csv_import.bring_in(which, rows, by=by, changes=changes)
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
