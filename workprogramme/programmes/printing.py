"""Printing a programme: into an agenda, with a stored version, and by a worker for the link on its public page."""

import datetime as dt
import logging
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.db.models import Max
from django.tasks import task
from django.urls import reverse
from django.utils import timezone

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, save
from committee.acts.verbs import as_part, verb
from committee.files import files
from committee.models import Council, MunicipalYear, User
from committee.printing import PrintingError
from committee.slots import Piece
from committee.wording import wording
from committee.wording.dates import full_date
from meetings.locking import hold, is_published
from meetings.models import AgendaItem, ItemKind, Meeting, Paper, PaperKind, PaperState, PublishedPaper
from meetings.papers import verbs as papers
from workprogramme.document import changes, document, programme_pdf, public_programme
from workprogramme.document.document import Document
from workprogramme.locking import hold_programme
from workprogramme.models import Programme, ProgrammeVersion
from workprogramme.programmes.briefings import item_for, sync_bullets


def programme_for(meeting: Meeting) -> Programme | None:
    """Return the committee's programme for the municipal year of the meeting; None if there is none."""
    year = MunicipalYear.of(meeting.date)
    rows = Programme.objects.filter(committee=meeting.committee_id, year=year).select_related("committee", "year")
    return rows.first() if year else None


def before(programme: Programme, meeting: Meeting) -> ProgrammeVersion | None:
    """Return the last version printed for an earlier meeting that is not cancelled; None without such a version."""
    rows = programme.versions.filter(meeting__date__lt=meeting.date, meeting__cancelled_at__isnull=True)
    return rows.select_related("meeting").order_by("-meeting__date", "-meeting__sequence", "-number").first()


def to_print(programme: Programme, meeting: Meeting, *, on: dt.date) -> Document:
    """Return the document to print for `meeting` now, with changes since the version printed for an earlier meeting."""
    return changes.since(before(programme, meeting), document.take(programme, on=on))


@verb(may=plans_scrutiny, in_one_transaction=False)
def print_for(meeting: Meeting, *, at: dt.datetime, by: User) -> Paper:
    """
    Print the programme of the meeting's year as the paper of its agenda item, and store the printed version.

    Before publication a new print replaces the last. Once the agenda is published, the earlier print stays, and the new
    print is another paper, for a supplement. Raises Refused where

    - there is no public programme, or the meeting is cancelled;
    - the agenda has no item for the programme, or has an uploaded programme;
    - nothing has changed since the published print, or the programme changes during printing;
    - the programme cannot be printed.
    """
    programme, item = ready(meeting)
    words = _read_document(programme, meeting, at)
    source = programme_pdf.source(words)
    try:
        data = programme_pdf.pdf(words)
    except PrintingError as error:
        raise Refused(f"The programme could not be printed: {error} Nothing was changed.") from error
    with transaction.atomic():  # store paper and version, or neither
        locked = hold_programme(programme)  # every verb locks the programme before the meeting, to avoid deadlocks
        hold(meeting)
        if document.digest(to_print(locked, meeting, on=day_of(at))) != document.digest(words):
            raise Refused("The programme was changed while it was being printed. Check it, then print it again.")
        sync_bullets(meeting, by)
        paper = _put_under(item, words, data, source, at=at, by=by)
        version = _keep(locked, meeting, words, at=at, by=by)
        audit.record(by, "printed", locked, meeting=str(meeting), version=version.number, sha256=version.sha256)
    return paper


def ready(meeting: Meeting) -> tuple[Programme, AgendaItem]:
    """Return the programme, and the agenda item to print it under. Raises Refused where this is not possible."""
    programme, item = programme_for(meeting), item_for(meeting)
    if programme is None:
        raise Refused(f"The {meeting.committee} has no work programme for the year of this meeting: open one first.")
    if not programme.is_public:
        raise Refused(
            "The programme is not published yet: publish it first, because it becomes public with the agenda."
        )
    if meeting.is_cancelled:
        raise Refused("The meeting is cancelled: no paper can be added to it.")
    if item is None:
        day = full_date(meeting.date)
        raise Refused(f"The agenda of {day} has no item “Work Programme”: add one, then print the programme into it.")
    if any(paper.file and not paper.file.ours for paper in _papers(item)):
        raise Refused(f"Item {item.number} has an uploaded work programme. Remove it to add this one.")
    return programme, item


@transaction.atomic
def _read_document(programme: Programme, meeting: Meeting, at: dt.datetime) -> Document:
    """Return the document, read in one transaction. Raises Refused if the published agenda has the same document."""
    words = to_print(programme, meeting, on=day_of(at))
    if is_published(meeting) and is_last(programme, meeting, words):
        raise Refused("Nothing has changed since the programme was printed for this meeting.")
    return words


def is_last(programme: Programme, meeting: Meeting, words: Document) -> bool:
    """Return whether the document `words` equals the last one printed for the meeting, apart from `taken_on`."""
    last = programme.versions.filter(meeting=meeting).order_by("-number").first()
    return last is not None and {**last.document, "taken_on": ""} == {**words, "taken_on": ""}


def _put_under(item: AgendaItem, words: Document, data: bytes, source: str, *, at: dt.datetime, by: User) -> Paper:
    existing = _papers(item)
    out = _published(existing)
    name = files.file_name("work-programme", words["committee"]["slug"], words["year"]["slug"])
    fields: dict[str, Any] = {"data": data, "filename": name, "at": at, "by": by, "ours": True, "source": source}
    waiting = next((paper for paper in existing if paper.pk not in out), None)
    if waiting:
        as_part(papers.receive_file)(waiting, **fields)
        return Paper.objects.select_related("item", "file").get(pk=waiting.pk)
    again = f", as of {full_date(day_of(at))}" if existing else ""
    return as_part(papers.add_paper)(
        item, title=f"{words['title']}{again}", kind=PaperKind.PROGRAMME, background_papers="None", **fields
    )


def _papers(item: AgendaItem) -> list[Paper]:
    rows = item.papers.filter(kind=PaperKind.PROGRAMME).exclude(state=PaperState.WITHDRAWN)
    return list(rows.select_related("file", "item__meeting").order_by("position", "pk"))


def _published(existing: list[Paper]) -> set[int]:
    rows = PublishedPaper.objects.filter(paper_file__paper__in=existing)
    return set(rows.values_list("paper_file__paper", flat=True))


def _keep(programme: Programme, meeting: Meeting, words: Document, *, at: dt.datetime, by: User) -> ProgrammeVersion:
    last = programme.versions.aggregate(last=Max("number"))["last"] or 0
    version = ProgrammeVersion(
        programme=programme,
        number=last + 1,
        meeting=meeting,
        document=words,
        sha256=document.digest(words),
        printed_at=at,
        printed_by=by,
    )
    save(version)
    return version


logger = logging.getLogger(__name__)
AGAIN_SECONDS = 300  # seconds before an unfinished print is put into the queue again


def kept_or_asked_for(programme: Programme, words: Document, council: Council | None = None) -> bytes | None:
    """
    Return the PDF of a programme's present public text; None if a worker must still print the PDF.

    The print is put into the queue at most once in AGAIN_SECONDS, however many requests come.
    """
    data = programme_pdf.kept(words, council)
    if data is not None:
        return data
    key = f"programme-printed:{document.digest(words)}"
    # Call `get` first, because `add` takes three queries for an existing key, and the last query fails.
    if cache.get(key) is None and cache.add(key, True, AGAIN_SECONDS):
        print_programme.enqueue(programme.pk)
        return programme_pdf.kept(words, council)  # some task backends print at once
    return None


def print_when_committed(programme: Programme) -> None:
    """Queue the printing of a programme after the present transaction commits."""
    # `robust`: if the queue cannot be reached, the act still succeeds. The next request then queues the print.
    transaction.on_commit(partial(print_programme.enqueue, programme.pk), robust=True)


@task()
@wording.read_once()
def print_programme(programme_id: int) -> None:
    """Print the present text of a public programme, unless its PDF is stored already."""
    programme = Programme.objects.public().select_related("committee", "year").filter(pk=programme_id).first()
    if programme is None:
        return
    try:
        programme_pdf.pdf(public_programme.shown(programme, on=timezone.localdate()))
    except PrintingError:
        logger.exception("programme %s could not be printed", programme_id)


def print_into(items: Sequence[AgendaItem]) -> dict[int, Piece]:
    """Return, by id of an agenda item for the work programme, a link to print the programme. Takes no query."""
    pieces = {}
    for item in items:
        if item.kind == ItemKind.WORK_PROGRAMME:
            address = reverse("desk:programme-print-of-meeting", args=[item.meeting.committee.slug, item.meeting.slug])
            pieces[item.pk] = Piece("desk/programme/_print_into_item.html", {"address": address, "number": item.number})
    return pieces
