"""Parts of commands: a day as an argument, an output file, and the sentence for an empty result."""

import datetime as dt
from argparse import ArgumentTypeError
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError

from committee.models import Council


def write(path: Path, data: bytes) -> None:
    """Write the file, with the folders it needs. Raises CommandError where that cannot be done, and why."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from error


def iso_day(text: str) -> dt.date:
    """Parse an argument such as 2022-04-21, for `type=iso_day`. Raises ArgumentTypeError for anything else."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a day; write it as 2022-04-21.") from None


DEMONSTRATION = (
    "This database holds no council yet. To load the demonstration, run ./script/demo, "
    "or COMMITTEE_DEMO=1 ./script/manage demo."
)


def not_there(sentence: str) -> CommandError:
    """Return the error for a name that was not found; on an empty database it mentions the demonstration."""
    # A council's server takes no demonstration (see settings).
    empty = not settings.PRODUCTION and not Council.objects.exists()
    return CommandError(f"{sentence} {DEMONSTRATION}" if empty else sentence)
