"""./script/backup: copy the database and all files into one folder while the portal serves."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone

from committee.portal.backup import EMPTY_AGAIN, SECRETS
from committee.portal.backup.making import make


class Command(BaseCommand):
    """Writes a backup into a new folder; an error is one line."""

    help = "Back up the database, at a single moment, and every file into a new folder inside the given folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the folder for backups."""
        parser.add_argument("folder", type=Path, help="the folder for backups")

    def handle(self, *args: object, folder: Path, **options: object) -> None:
        """Write the backup; print its folder, and what the backup does not contain."""
        made = make(folder, at=timezone.now())
        self.stdout.write(f"{made}")
        self.stdout.write(
            f"Not included, back these up separately: {', '.join(SECRETS)}. Nor the rows of {', '.join(EMPTY_AGAIN)}."
        )
        self.stdout.write(
            "It contains exempt papers, password hashes and second factors. Keep it as secure as the portal."
        )
