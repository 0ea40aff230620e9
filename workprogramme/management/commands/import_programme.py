"""Import a work programme from the shell, as on the desk's page."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.text import Truncator

from committee.acts.refusal import Refused
from committee.acts.verbs import NotAllowed
from committee.management.shell import ActCommand, not_there
from committee.models import Committee, MunicipalYear, User
from committee.wording.unprintable import printable
from workprogramme.importing.checking import look_over
from workprogramme.importing.reading import read
from workprogramme.importing.shapes import BLOCKS, NOTES, Import
from workprogramme.importing.verbs import bring_in, why_not

WEIGHTS = {BLOCKS: "must be corrected", NOTES: "note"}
MOST_SHOWN = 80


class Command(ActCommand):
    """`import_programme safeguarding 2021-22 FILE --dry-run`."""

    help = "Import a work programme from a .docx or .csv file. If any row has an error, nothing is imported."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the committee, the year, the file, and options: a dry run, the acting user, accepted warnings."""
        parser.add_argument("committee", help="the committee’s slug: safeguarding")
        parser.add_argument("year", help="the municipal year: 2021-22")
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="only check the file")
        parser.add_argument("--by", default="", help="email address of the user who does it")
        parser.add_argument("--accept-warnings", action="store_true", help="import it although there are warnings")

    def handle(self, *args: Any, committee: str, year: str, file: Path, dry_run: bool, by: str, **options: Any) -> None:
        """Print the faults, then import the file. Fail if a fault stops the import, even in a dry run."""
        body = Committee.objects.filter(slug=committee).first()
        when = next((row for row in MunicipalYear.objects.all() if row.slug == year), None)
        if body is None or when is None:
            raise not_there(f"There is no {'committee ' + committee if body is None else 'municipal year ' + year}.")
        user = User.objects.filter(email__iexact=by, is_active=True).first() if by else None
        if user is None and not dry_run:
            raise CommandError(f"{by} has no sign-in." if by else "Enter who imports it: --by clerk@council.example.")
        now = timezone.now()
        on = timezone.localdate(now)
        try:
            report = look_over(read(file.read_bytes(), file.name), body, when, on=on)
            self._tell(report)
            if dry_run and report.blocking:
                raise Refused(why_not(report))
            if user is not None and not dry_run:
                accepted = options["accept_warnings"]
                bring_in(body, when, report, accepted=accepted, on=on, at=now, by=user)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except NotAllowed as error:
            raise CommandError(
                f"{user} may not import a work programme: only scrutiny officers and clerks may."
            ) from error
        rows = f"{len(report.to_bring)} row{'' if len(report.to_bring) == 1 else 's'}"
        message = f"{rows} to import; nothing was imported (dry run)." if dry_run else f"{rows} imported."
        if dry_run and report.warnings:
            message += f" Warnings to read, and to accept with --accept-warnings: {len(report.warnings)}."
        self.stdout.write(message)

    def _tell(self, report: Import) -> None:
        for fault in report.faults:
            says = f" “{Truncator(fault.says).chars(MOST_SHOWN)}”" if fault.column and fault.says else ""
            where = ", ".join(part for part in (fault.where or "The file", f"{fault.column}{says}") if part)
            where += f", {fault.says}" if fault.says and not fault.column else ""
            # SECURITY: a cell of the file may contain control sequences, which a terminal would obey.
            self.stdout.write(printable(f"{where} ({WEIGHTS.get(fault.weight, 'warning')}): {fault.text}"))
