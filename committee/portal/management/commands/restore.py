"""./script/restore: restore a backup into an empty database and empty storage, and verify it there."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand

from committee.portal.backup.restoring import restore


class Command(BaseCommand):
    """Restores a backup; an error is one line."""

    help = "Restore a backup into the database and storage named in the settings, which must be empty, and verify it."
    requires_system_checks = []  # the database checks need tables, and there are none yet

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the folder of the backup."""
        parser.add_argument("backup", type=Path, help="the folder that script/backup made")

    def handle(self, *args: object, backup: Path, **options: object) -> None:
        """Restore, then print the counts and what the backup does not contain."""
        done = restore(backup)
        sealed = ", ".join(f"{label.lower()} {count}" for label, count in done["sealed"].items())
        self.stdout.write(f"Restored and verified: {done['files']} files by their hash; sealed rows: {sealed}.")
        for sha256, fault in done["faults"].items():
            self.stdout.write(f"Not in the backup: the file {sha256}, which {fault}.")
        if done["migrated"]:
            self.stdout.write("The backup was from an older release. Its migrations were run.")
        self.stdout.write(f"Not in the backup: {', '.join(done['left_out'])}.")
