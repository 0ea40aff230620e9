"""The council's digital seal on confirmed minutes: PAdES, with a signature field that takes no place on the page."""

from datetime import datetime


def seal(pdf: bytes, *, reason: str, at: datetime) -> bytes:
    """
    `pdf` with the council's seal, appended as an increment, so that the bytes before it stay as they were.

    Raises Refused where the council's certificate cannot be read.
    """
    raise NotImplementedError
