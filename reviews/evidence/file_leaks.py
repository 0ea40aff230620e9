"""Whether a file of evidence tells what a meeting of one of the review's parents withholds (R16)."""

import logging
from collections.abc import Iterator

from committee.acts.refusal import Refused
from committee.files import files
from committee.models import Committee
from meetings.packs.leak_check import meeting_check
from meetings.packs.leak_check.likeness import refuse_likeness
from meetings.packs.leak_check.meeting_check import Document
from reviews.models import EvidenceFile
from workprogramme.leak_check import withholding

logger = logging.getLogger(__name__)
WHAT = "The file"


def refuse_telling(file: EvidenceFile, title: str) -> None:
    """Raise Refused where a file or its title tells the public what is withheld; papers are checked the same way."""
    if file.stored is None:
        raise Refused("The file is not checked yet: publish the evidence once it is.")
    meeting_check.refuse_twin_of([file.stored.sha256], what=WHAT)
    refuse_likeness(bytes(file.fingerprint), what=WHAT)
    for leaks in _leaks(file, title):
        raise Refused(f"{WHAT} cannot be shown to the public. {meeting_check.few(leaks)}", rule="R16")


def read_ahead(file: EvidenceFile) -> None:
    """Read a file for leaks, so that its publication finds the answers kept; what goes wrong is asked again then."""
    try:
        list(_leaks(file, ""))
    except Exception:
        logger.exception("file %s of evidence could not be read for leaks beforehand", file.pk)


def _leaks(file: EvidenceFile, title: str) -> Iterator[list[str]]:
    stored = file.stored
    if stored is None:
        return
    document = Document(stored.sha256, title, lambda: files.read(stored))
    for committee in Committee.objects.filter(reviews__review=file.review_id):
        for meeting in withholding(committee):
            [leaks] = meeting_check.document_leaks([document], meeting)
            if leaks:
                yield leaks
