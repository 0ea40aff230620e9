"""Sending of a paper, a members' pack or an answer to a reader whose right has been checked before."""

import datetime as dt
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from committee.access import permissions
from committee.acts import audit
from committee.acts.refusal import Busy, Refused
from committee.acts.requests import SignedInRequest
from committee.files import files
from committee.models import Council, User
from committee.wording.dates import clock_time, full_date
from committee.wording.wording import member
from meetings.models import Action, Answer, Pack, Paper, PaperFile
from meetings.packs import part_store, watermark
from meetings.packs.watermark import marked

logger = logging.getLogger(__name__)
NOTED = " The copy has their name on it."
LENGTH = 200  # characters of the right that the reading log stores
NOT_NOW = (
    "This copy is not available at the moment. Try again in a few minutes; if it fails again, tell the committee team."
)


def send_paper(
    request: HttpRequest, paper: Paper, file: PaperFile, name: str, *, copy_of: str = ""
) -> HttpResponseBase:
    """
    Send `file` of `paper`; a withheld paper is sent as a copy with the marking on every page (R15).

    `copy_of`, the words of `own_words` or "", is put across every page of a withheld paper. Raises as `files.read`
    does, and files.Unavailable where the copy cannot be made now.
    """
    if not paper.is_withheld:
        return files.send(request, file.stored, name, private=True)
    with in_a_sentence():
        data = marked(part_store.prepared(file.stored), paper.marking, title=paper.title, copy_of=copy_of)
    return files.send_copy(data, name)


def send_pack(request: SignedInRequest, pack: Pack, name: str, *, right: str) -> HttpResponseBase:
    """
    Send a members' or draft pack, and record in the reading log the `right` by which it was read.

    Where the council's settings ask for own copies, the pack is the reader's own copy, made now and not stored. Raises
    as `files.read` does, and files.Unavailable where the copy cannot be made now.
    """
    words = own_words(request.user, timezone.now())
    if words:
        with in_a_sentence():
            data = watermark.of_pack(pack, files.read(pack.stored), words)
    audit.record_reading(request.user, pack, noted(right, words))
    return files.send_copy(data, name) if words else files.send(request, pack.stored, name, private=True)


def send_answer(request: SignedInRequest, answer: Answer, *, right: str) -> HttpResponseBase:
    """
    Send the document of `answer`; a withheld document is marked on every page (R15), and its reading is recorded.

    Raises as `files.read` does, and files.Unavailable where the copy cannot be made now.
    """
    action, stored = answer.action, answer.stored
    assert stored is not None
    meeting = action.meeting
    if not (answer.withheld or action.is_private):
        name = files.file_name(meeting.committee.slug, meeting.slug, "answer", answer.document_title)
        return files.send(request, stored, name, private=True)
    with in_a_sentence():
        data = marked(part_store.prepared(stored), marking_of(action), title=answer.document_title)
    audit.record_reading(request.user, answer, right)
    return files.send_copy(data, files.file_name(meeting.committee.slug, meeting.slug, "answer", answer.pk))


def marking_of(action: Action) -> str:
    """Return the marking for each page of a withheld answer: its minute's marking, else "Not for publication."."""
    minute = action.limb.resolution.minute if action.limb else None
    return minute.marking if minute and minute.marking else "Not for publication."


@contextmanager
def in_a_sentence(sentence: str = NOT_NOW) -> Iterator[None]:
    """
    Turn a refusal to make a file inside this context into files.Unavailable, shown as a page with `sentence`.

    SECURITY: the cause goes only to the log, because a refusal may name withheld material. Unreachable storage and a
    busy sandbox have their own pages.
    """
    try:
        yield
    except (files.Unavailable, Busy):
        raise
    except Refused as refusal:
        logger.exception("a file could not be made for its reader")
        raise files.Unavailable(sentence) from refusal


def own_words(user: User, at: dt.datetime) -> str:
    """
    Return the words on each page of a reader's own copy: Copy of Councillor Mary Member MBE, 25 November 2026 14:05.

    Return "" where the council's settings ask for no own copies. Day and time are those of London.
    """
    if not Council.current().watermark_members:
        return ""
    here = timezone.localtime(at)
    return f"Copy of {_called(user, here.date())}, {full_date(here)} {clock_time(here)}"


def _called(user: User, on: dt.date) -> str:
    person = user.person
    if person is None:
        return user.name
    name = " ".join(word for word in (person.title, person.name, person.honours) if word)
    return member(name) if permissions.is_councillor(user, on) else name


def noted(right: str, words: str) -> str:
    """Return the right for the reading log, with a note where the copy has the reader's name (`words`)."""
    return right[: LENGTH - len(NOTED)] + NOTED if words else right
