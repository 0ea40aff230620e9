"""Whether a PDF may go out beside papers: a background document, the document of an answer (R16)."""

from meetings.models import Meeting
from meetings.packs.intake.take_in import Intake
from meetings.packs.leak_check import meeting_check
from meetings.packs.leak_check.likeness import refuse_likeness


def refuse_unfit(taken: Intake, meeting: Meeting, *, title: str) -> None:
    """
    Raise Refused where anybody could read in it, or in its `title`, what is withheld: what papers pass, it passes.

    Unlike a paper it has no pre-flight of its own once its paper is published, and nobody lifts this.
    """
    meeting_check.refuse_document(taken, meeting, title=title, what="The document")
    refuse_likeness(taken.fingerprint, what="The document")
