"""Minutes as a Word document: real headings, lists and tables."""

from meetings.minutes.document import Document
from meetings.models import Edition


def docx(document: Document, edition: str = Edition.PUBLIC, *, draft: bool) -> bytes:
    """The minutes as .docx; the public edition is made of `for_public(document)` here, whatever it is given."""
    raise NotImplementedError
