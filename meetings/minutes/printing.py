"""Minutes on paper: tagged PDF/UA-1 with numbered leaves and a space for initials on each (R27)."""

from meetings.minutes.document import Document
from meetings.models import Edition


def pdf(document: Document, edition: str = Edition.PUBLIC, *, draft: bool) -> bytes:
    """
    The minutes as PDF/UA-1; the public edition is made of `for_public(document)` here, whatever it is given.

    `draft` says on each leaf that they are subject to confirmation. The same document gives the same bytes.
    Raises committee.printing.PrintingError.
    """
    raise NotImplementedError


def decisions_pdf(document: Document) -> bytes:
    """The public note of decisions as PDF/UA-1. Raises committee.printing.PrintingError."""
    raise NotImplementedError
