"""Days as they are given to commands."""

import datetime as dt
from argparse import ArgumentTypeError


def iso_day(text: str) -> dt.date:
    """For `type=iso_day` of an argument: 2022-04-21. Raises ArgumentTypeError for anything else."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a day; write it as 2022-04-21.") from None
