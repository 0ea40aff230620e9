"""Sending the document of an answer to somebody whose right to read it has been established."""

from django.http import HttpResponseBase

from committee.acts import audit
from committee.acts.requests import SignedInRequest
from committee.files import files
from meetings.actions.verbs import is_withheld
from meetings.models import Action, Answer
from meetings.packs import part_store
from meetings.packs.watermark import marked
from meetings.sending import in_a_sentence


def send_answer(request: SignedInRequest, answer: Answer, *, right: str) -> HttpResponseBase:
    """
    Answer with the document of `answer`; a withheld one is marked on every page (R15), and its reading is noted.

    Raises as `files.read`, and files.Unavailable where the copy cannot be made just now.
    """
    action, stored = answer.action, answer.stored
    assert stored is not None
    meeting = action.meeting
    if not (answer.withheld or is_withheld(action)):
        name = files.file_name(meeting.committee.slug, meeting.slug, "answer", answer.document_title)
        return files.send(request, stored, name, private=True)
    with in_a_sentence():
        data = marked(part_store.prepared(stored), marking_of(action), title=answer.document_title)
    audit.record_reading(request.user, answer, right)
    return files.send_copy(data, files.file_name(meeting.committee.slug, meeting.slug, "answer", answer.pk))


def marking_of(action: Action) -> str:
    """Return the marking of each page of a withheld answer: its minute's, where the minute withholds it."""
    minute = action.limb.resolution.minute if action.limb else None
    return minute.marking if minute and minute.marking else "Not for publication."
