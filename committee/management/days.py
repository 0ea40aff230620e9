"""Days as they are given to commands."""

import datetime as dt
from argparse import ArgumentTypeError


def iso_day(text: str) -> dt.date:
    """Parse an argument such as 2022-04-21, for `type=iso_day`. Raises ArgumentTypeError for anything else."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a day; write it as 2022-04-21.") from None
