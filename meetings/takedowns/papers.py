"""
Values that a takedown removes from a published paper, and the values that a redacted copy puts in their place.

The values are the paper's files and text versions, its words wherever they are shown, and its entry in a certificate.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Model

from meetings.models import (
    BackgroundDocument,
    Certificate,
    PageText,
    Paper,
    PaperFile,
    PublishedPaper,
    Takedown,
    TakedownSubject,
)
from meetings.packs.intake.take_in import Intake
from meetings.takedowns.values import (
    Key,
    Sheets,
    Value,
    emptied,
    entries_of,
    reasons_for,
    replaced,
    said_in,
    within,
    words_of,
)


def of_paper(paper: Paper, sheets: Sheets) -> list[Value]:
    """Return all values of a published paper: files, text versions and words everywhere."""
    note = sheets.note
    files = list(PaperFile.objects.filter(paper=paper, published__isnull=False).distinct())
    values = [*words_of(paper, note), *_leaves(paper, note)]
    for file in files:
        values += of_file(file, sheets)
    for row in PublishedPaper.objects.filter(paper_file__in=files):
        values += words_of(row, note)
    values += reasons_for(paper.item.meeting, lambda snapshot: _paper_in(snapshot, paper.pk), note)
    for version in paper.item.meeting.versions.all():
        values += said_in(version, {paper.title, paper.public_title}, note)
        for place, item in enumerate(version.snapshot["items"]):
            for at, entry in enumerate(item["papers"]):
                if entry["pk"] == paper.pk:
                    path = f"items/{place}/papers/{at}"
                    values += within(version, "snapshot", path, entry, {"title": note, "public_title": note})
                replaced = entry.get("replaced", {})
                if paper.pk in (entry["pk"], replaced.get("by")):
                    path = f"items/{place}/papers/{at}/replaced"
                    values += within(version, "snapshot", path, replaced, {"because": note})
    packs = list(paper.item.meeting.packs.all())
    for pack in packs:
        values += entries_of(pack, note, papers={paper.pk})
    return [*values, *emptied(packs, sheets)]


def _leaves(paper: Paper, note: str) -> Iterator[Value]:
    """Yield the words of each permission (leave) to publish the paper as open, and their copies in certificates."""
    leaves = {leave.pk for leave in paper.leaves.all()}
    for leave in paper.leaves.all():
        yield from words_of(leave, note)
    for certificate in Certificate.objects.filter(version__meeting=paper.item.meeting_id):
        for place, entry in enumerate(certificate.opened):
            if entry["leave"] in leaves:
                yield from within(certificate, "opened", str(place), entry, {"title": note, "reason": note})


def of_file(file: PaperFile, sheets: Sheets) -> Iterator[Value]:
    """Yield the values of a paper's file: the file, the facts about it, and its text versions."""
    # Empty fields are included: a redacted copy may fill them, and undoing the takedown must empty them again.
    yield from replaced(file, stored_id=sheets.of(file.pages), source_id=None, original_name="removed.pdf")
    yield from replaced(file, fingerprint=b"", silent_pages=[], notes=[], cleaned=[], tagged=True, has_text=True)
    for text in PageText.objects.filter(file=file):
        yield from words_of(text, sheets.note)


def _paper_in(snapshot: dict[str, Any], paper: int) -> list[Any]:
    entries = [entry for item in snapshot["items"] for entry in item["papers"] if entry["pk"] == paper]
    return [[entry.get(name) for name in ("title", "public_title", "file", "replaced")] for entry in entries]


def files_of(takedown: Takedown) -> list[tuple[Model, int]]:
    """Return (row, pages) for each file that a redacted copy replaces; 0 pages means any number of pages."""
    if takedown.subject == TakedownSubject.BACKGROUND:
        return [(BackgroundDocument.objects.get(pk=takedown.subject_id), 0)]
    if takedown.subject == TakedownSubject.MINUTES:
        return []  # a redacted copy of minutes is a separate file, beside the minutes
    files = PaperFile.objects.filter(paper=takedown.subject_id, published__isnull=False).distinct().order_by("-number")
    # Only the latest published file is replaced: a paper is published as one file.
    return [(file, file.pages) for file in files[:1]]


def of_sheets(takedown: Takedown, sheets: Sheets) -> dict[Key, Any]:
    """Return the values that replace a removed redacted copy: a file with the note on every page, and the note."""
    facts = {"tagged": True, "has_text": True, "silent_pages": [], "fingerprint": b""}
    return _puts(takedown, lambda pages: sheets.of(pages or 1), facts, is_down=True)


def of_copy(takedown: Takedown, taken: Intake) -> dict[Key, Any]:
    """Return the values that publish a redacted copy: the copy's file, the facts about that file, and the new note."""
    facts = {name: getattr(taken, name) for name in ("tagged", "has_text", "fingerprint")}
    facts["silent_pages"] = list(taken.silent_pages)
    return _puts(takedown, lambda _: takedown.redacted_id, facts, is_down=False)


def _puts(
    takedown: Takedown, stored: Callable[[int], int | None], facts: dict[str, Any], *, is_down: bool
) -> dict[Key, Any]:
    """
    Return the new values, by key: note, `is_down`, file, and the `facts` about the file.

    `stored` returns the id of the file for a number of pages. For minutes only notes are returned, because a redacted
    copy of minutes is a separate file.
    """
    puts: dict[Key, Any] = {}
    for entry in takedown.words.all():
        if entry.field in ("title", "change_note") or entry.path.endswith("title"):
            puts[entry.of_table, entry.row_id, entry.field, entry.path] = takedown.note
    if takedown.subject != TakedownSubject.MINUTES:
        model = BackgroundDocument if takedown.subject == TakedownSubject.BACKGROUND else Paper
        puts[model._meta.db_table, takedown.subject_id, "is_down", ""] = is_down
    for row, pages in files_of(takedown):
        values = replaced(row, stored_id=stored(pages), **(facts if isinstance(row, PaperFile) else {}))
        puts |= {value.key: value.put for value in values}
    return puts
