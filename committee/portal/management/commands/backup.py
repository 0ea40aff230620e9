"""./script/backup: copy the database and all files into one folder while the portal serves."""

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from committee.database import other_release
from committee.portal.backup import EMPTY_AGAIN, SECRETS
from committee.portal.backup.making import make
from committee.timers.reporting import report_backup


class Command(BaseCommand):
    """Writes a backup into a new folder; an error is one line."""

    help = "Back up the database, at a single moment, and every file into a new folder inside the given folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the folder for backups, and how many to keep there."""
        parser.add_argument("folder", type=Path, help="the folder for backups")
        parser.add_argument(
            "--keep", type=_number, default=0, help="keep so many backups there, delete older ones (all)"
        )

    def handle(self, *args: object, folder: Path, keep: int, **options: object) -> None:
        """
        Write the backup; print its folder, and what the backup does not contain.

        Raises CommandError after the backup where files are missing or altered; each is named.
        """
        now = timezone.now()
        made, faults = make(folder, at=now, keep=keep)
        if other_release.migrations_in_code() <= other_release.applied(connection):  # else the table may be missing
            report_backup(str(made), faults=len(faults), at=now)
        self.stdout.write(f"{made}")
        self.stdout.write(
            f"Not included, back these up separately: {', '.join(SECRETS)}. Nor the rows of {', '.join(EMPTY_AGAIN)}."
        )
        self.stdout.write(
            "It contains exempt papers, password hashes and second factors. Keep it as secure as the portal."
        )
        for sha256, fault in faults.items():
            self.stderr.write(f"The file {sha256} {fault}.")
        if faults:
            count = "1 file is" if len(faults) == 1 else f"{len(faults)} files are"
            raise CommandError(f"{count} missing or altered. Everything else is in the backup. No backup was deleted.")


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text)):
        raise ArgumentTypeError(f"{text!r} is not a whole number above 0.")
    return int(text)
