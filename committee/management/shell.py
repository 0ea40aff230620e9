"""
Parts that commands share.

- `write`: write an output file
- `PortalCommand`: say that the database has no tables
- `ActCommand`: show refusals of verbs as errors
- `iso_day`: read a day as an argument
- `not_there`: report a name that was not found
- `ImportCommand`: import a file
"""

import datetime as dt
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError, connection

from committee.acts.refusal import Refused
from committee.acts.verbs import PORTAL, NotAllowed, Portal
from committee.database import other_release
from committee.models import Council, User


def write(path: Path, data: bytes) -> None:
    """Write a file, and create its folders. Raises CommandError, with the reason, where the file cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from error


class PortalCommand(BaseCommand):
    """A command that needs the portal's tables."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run the command. Raises CommandError where the database has no tables."""
        try:
            return super().execute(*args, **options)
        except (OperationalError, ProgrammingError) as error:
            if other_release.applied(connection):
                raise
            raise CommandError(other_release.NO_TABLES) from error


class ActCommand(PortalCommand):
    """A command that calls verbs. If a verb refuses, the command ends with the refusal's sentence."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run the command. Raises CommandError where a verb refuses."""
        try:
            return super().execute(*args, **options)
        except Refused as refusal:
            raise CommandError(refusal.text) from refusal


def iso_day(text: str) -> dt.date:
    """Return the day of an argument like 2022-04-21, for `type=iso_day`. Raises ArgumentTypeError if it is no day."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a day; write it as 2022-04-21.") from None


DEMONSTRATION = (
    "This database holds no council yet. To load the demonstration, run ./script/demo, "
    "or COMMITTEE_DEMO=1 ./script/manage demo."
)


def not_there(sentence: str) -> CommandError:
    """Return the error `sentence` for a name that was not found; on an empty database it mentions the demonstration."""
    # A council's server cannot load the demonstration (see settings).
    empty = not settings.PRODUCTION and not Council.objects.exists()
    return CommandError(f"{sentence} {DEMONSTRATION}" if empty else sentence)


class ImportCommand(ActCommand):
    """Base of commands that import all rows of a file, or none, as a user or as the portal."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the arguments: the file, the acting user, a dry run, and whether existing rows may change."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="only show what each row will change")
        parser.add_argument("--take-changes", action="store_true", help="change what is recorded where a row differs")
        parser.add_argument("--by", default="", help="email address of the user who does it, for the trail")

    def handle(self, *args: Any, file: Path, by: str, **options: Any) -> None:
        """Read the file and import it. Raises CommandError, with the reason, where that fails."""
        user = User.objects.filter(email__iexact=by, is_active=True).first() if by else PORTAL
        if user is None:
            raise CommandError(f"{by} has no sign-in.")
        try:
            data = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        try:
            self.bring_in(data, user, **options)
        except NotAllowed as error:
            raise CommandError(f"{user} may not import files: only clerks and administrators may.") from error

    def bring_in(self, data: bytes, by: User | Portal, *, dry_run: bool, take_changes: bool, **options: Any) -> None:
        """Import the file's bytes as `by`, and report on the rows. Raise CommandError where a row is wrong."""
        raise NotImplementedError
