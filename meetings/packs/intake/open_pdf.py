"""Opening a stranger's PDF: whole, mended as far as qpdf can and the clerk is told, or refused."""

import io
import re

from pikepdf import PasswordError, Pdf, PdfError

from committee.acts.refusal import Refused
from meetings.packs.intake.take_in import AGAIN

# What qpdf says of files that lack nothing.
HARMLESS = re.compile(
    "reported number of objects|a common error|extraneous whitespace|Resources is missing|duplicated key"
    "|is direct; converting|setting missing or invalid /Type|MediaBox is undefined|invalid /ID|stream keyword"
)
EMPTIED = "treating stream as empty"
FAULTS = (PdfError, RuntimeError, ValueError, TypeError, KeyError, AttributeError)
LOCKED = "It needs a password. Save a copy without the password and upload that."


def opened(data: bytes) -> tuple[Pdf, bool]:
    """Return the document and whether it had to be repaired. Runs in the child. Raises Refused."""
    try:
        pdf = Pdf.open(io.BytesIO(data), attempt_recovery=False, suppress_warnings=True)
    except PasswordError:
        raise Refused(LOCKED) from None
    except FAULTS:
        if b"%%EOF" not in data[-4096:]:  # mending would quietly leave out the pages that are missing
            raise Refused(
                "It is incomplete: the end of the file is missing. Copy or download it again, then upload it."
            ) from None
    else:
        if not _damage(pdf):
            return pdf, False
    try:
        mended = Pdf.open(io.BytesIO(data), suppress_warnings=True)
        emptied = any(EMPTIED in warning for warning in _damage(mended))
    except PasswordError:
        raise Refused(LOCKED) from None
    except FAULTS as error:
        raise Refused(f"It is damaged and cannot be read. {AGAIN}") from error
    if emptied:
        raise Refused(f"It is damaged: a page, a picture or a font in it cannot be read. {AGAIN}")
    return mended, True


def _damage(pdf: Pdf) -> list[str]:
    """Read every object: where it may not mend, qpdf quietly leaves out what it cannot read, even whole pages."""
    for _ in pdf.objects:
        pass
    return [warning for warning in pdf.get_warnings() if not HARMLESS.search(warning)]
