"""
The leak check of one meeting: no file for the public may contain anything that identifies its withheld papers.

Code that makes a file for the public calls `refuse_leaks` with the finished bytes. Code that shows free text to
everybody calls `public_words.refuse_telling`. A PDF shown beside papers (a background document, the document of an
answer) goes through `refuse_unfit`. docs/withholding.md lists every road to the public with its check. SECURITY: the
check reads the fingerprints that intake stored, and opens no withheld file. It reads open papers only to see whether
the words found are public.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.cache import cache as kept
from django.utils.html import strip_tags

from committee.acts.refusal import Busy, Refused
from committee.files import files
from committee.models import StoredFile
from committee.wording import wording
from committee.wording.dates import clock_time, full_date, long_date
from meetings.access import taken_down
from meetings.models import (
    Access,
    AgendaItem,
    BackgroundDocument,
    Meeting,
    PageText,
    Paper,
    PaperFile,
    PaperState,
)
from meetings.packs import front_sheet
from meetings.packs import snapshot as snapshots
from meetings.packs.intake import sandbox, take_in
from meetings.packs.join import BLANK
from meetings.packs.leak_check import byte_search
from meetings.packs.leak_check.likeness import of_meeting, refuse_likeness
from meetings.packs.pdf.fingerprint import Fingerprint, of_pages, of_title, words

UNKNOWN = (
    "{label} was taken in before the portal kept what leaks are known by, so nothing is published unchecked. Upload it "
    "again, or ask the portal’s administrator to run “manage.py fingerprint_papers”."
)
MOST_SENTENCES = 3


def refuse_leaks(
    pdf: bytes, meeting: Meeting, *, shown: Sequence[snapshots.Snapshot], said: Iterable[str] = (), what: str
) -> None:
    """
    Raise Refused where the finished `pdf`, called `what` ("The public pack"), contains anything withheld of `meeting`.

    `shown` are the snapshots that the PDF was printed from; only their public parts count as public words. `said` are
    other words printed in the PDF for everybody. LGA 1972 s.100A(2), s.100B(2); R16.
    """
    if not (withheld := withheld_of(meeting)):
        return
    if sentences := byte_search.leaks(pdf, withheld, open_to_all(meeting, [*said, *shown_in(shown), *our_own_words()])):
        raise Refused(
            f"{what} was made but is not used. {few(sentences)} Take that out of what the public reads, or say that it "
            "is open, then build again.",
            rule="R16",
        )


@dataclass(frozen=True)
class Document:
    """A PDF published beside papers: the hash of its bytes, its title, and `read`, which returns the bytes."""

    sha256: str
    title: str
    read: Callable[[], bytes]


def refuse_document(taken: take_in.Intake, meeting: Meeting, *, title: str) -> None:
    """
    Raise Refused where a PDF may not be published beside papers.

    The PDF is refused if the same file is withheld at any meeting or was taken down (R60), or if the PDF or its `title`
    contains anything withheld of this `meeting`.
    """
    [sentences] = document_leaks([Document(taken.sha256, title, lambda: taken.pdf)], meeting)
    if sentences:
        raise Refused(f"The document cannot be shown to the public. {few(sentences)}", rule="R16")


def refuse_unfit(taken: take_in.Intake, meeting: Meeting, *, title: str) -> None:
    """
    Raise Refused where `refuse_document` does, or the PDF contains nearly all of a withheld or removed file.

    A paper is compared with other files in its pre-flight. A PDF beside a published paper has no pre-flight, so the PDF
    is compared here. Nobody can lift this refusal.
    """
    refuse_document(taken, meeting, title=title)
    refuse_likeness(taken.fingerprint, what="The document")


def refuse_twin_of(hashes: Collection[str], *, what: str) -> None:
    """
    Raise Refused where a PDF for the public, called `what`, is the same file as one withheld or taken down.

    `hashes` are the hashes of the PDF as uploaded and as stored.
    """
    for sentences in _withheld_twins(set(hashes)).values():
        raise Refused(f"{what} cannot be shown to the public. {few(sentences)}", rule="R16")


def document_leaks(documents: Sequence[Document], meeting: Meeting) -> list[list[str]]:
    """
    Return, for each document, sentences that name the withheld material in it; no sentence quotes withheld words.

    Results are cached by the document and by the meeting's labels and fingerprints, so that a page shown twice reads a
    file once. A file that cannot be read is reported: the check fails closed. Raises Refused where `withheld_of` does.
    """
    twins = _withheld_twins({document.sha256 for document in documents}) if documents else {}
    withheld = withheld_of(meeting) if documents else []
    if not withheld:
        return [twins.get(document.sha256, []) for document in documents]
    allowed = open_to_all(meeting, our_own_words())
    fingerprints = [*(entry.fingerprint for entry in withheld), *allowed.open_papers]
    digest = hashlib.sha256(b"".join(entry.packed() for entry in fingerprints))
    digest.update(repr([entry.label for entry in withheld]).encode())
    keys = [f"leaks-of-document:1:{document.sha256}:{digest.hexdigest()[:32]}" for document in documents]
    before = kept.get_many(keys)
    findings = []
    for document, key in zip(documents, keys, strict=True):
        if twin := twins.get(document.sha256):
            findings.append(twin)
            continue
        if (inside := before.get(key)) is None:
            inside = _inside(document, withheld, allowed)
            if not byte_search.is_unread(inside):
                kept.set(key, inside, timeout=None)
        findings.append([*byte_search.leaks_in_words([document.title], withheld, allowed, place="its title"), *inside])
    return findings


def _inside(document: Document, withheld: Sequence[byte_search.Withheld], allowed: byte_search.Allowed) -> list[str]:
    try:
        return byte_search.leaks(document.read(), withheld, allowed)
    except (files.Lost, files.Altered):
        return [byte_search.UNREAD.format(why=", because it is missing from storage or damaged")]
    except files.Unavailable:
        return [byte_search.UNREAD.format(why=", because storage is out of reach")]


def _withheld_twins(hashes: Collection[str]) -> dict[str, list[str]]:
    """Return {hash: [a sentence that names the withheld paper or the takedown with the same file]}."""
    twins: dict[str, list[str]] = {}
    for model, what in (
        (PaperFile, "the withheld paper"),
        (BackgroundDocument, "a background paper of a withheld paper"),
    ):
        rows = model.objects.filter(stored__sha256__in=hashes).exclude(paper__access=Access.OPEN)
        rows = rows.select_related("paper__item__meeting", "stored").defer("fingerprint").order_by("pk")
        for row in rows:
            item = row.paper.item
            name = f"{what} of item {item.number} of the meeting of {long_date(item.meeting.date)}"
            twins.setdefault(row.stored.sha256, [f"It is the same file as {name}."])
    records = dict(StoredFile.objects.filter(sha256__in=hashes).values_list("pk", "sha256"))
    for pk, gone in taken_down.files_down(records).items():
        name = f"{gone.label}{of_meeting(gone)}"
        twins.setdefault(records[pk], [f"It is the same file that was taken down on {long_date(gone.day)}: {name}."])
    return twins


def open_to_all(meeting: Meeting, texts: Iterable[str]) -> byte_search.Allowed:
    """Return what anybody may read of the meeting: its open papers, and `texts`."""
    open_files = list(_open_files(meeting))
    return byte_search.Allowed(
        words=list(texts),
        open_papers=[unpacked for file in open_files if (unpacked := Fingerprint.read(file.fingerprint))],
        texts=_texts_of(open_files),
    )


def few(sentences: Sequence[str]) -> str:
    """Return the first MOST_SENTENCES sentences as one text, and a sentence with the number of sentences left out."""
    rest = len(sentences) - MOST_SENTENCES
    more = f" There are {rest} more findings like this." if rest > 0 else ""
    return f"{' '.join(sentences[:MOST_SENTENCES])}{more}"


def withheld_of(meeting: Meeting, *, whole: bool = True, besides: int | None = None) -> list[byte_search.Withheld]:
    """
    Return all that must not leak: every file of the meeting's withheld papers, and every hidden title.

    The background documents of a withheld paper are as closed as the paper (s.100D(4)). Raises Refused where a file
    has no fingerprint, because a leak of the file could not be detected; with `whole=False`, such a file counts as
    empty. The files of the item with the id `besides` are left out.
    """
    return withheld_in([meeting], whole=whole, besides=besides).get(meeting.pk, [])


def withheld_in(
    meetings: Collection[Meeting], *, whole: bool = True, besides: int | None = None
) -> dict[int, list[byte_search.Withheld]]:
    """Return the results of `withheld_of` by meeting id, in a fixed number of queries; empty results are left out."""
    secrets: dict[int, list[byte_search.Withheld]] = defaultdict(list)
    rows = PaperFile.objects.filter(paper__item__meeting__in=meetings).exclude(paper__access=Access.OPEN)
    rows = (
        rows.exclude(paper__item=besides)
        .select_related("paper__item")
        .only("fingerprint", "paper", "paper__item", "paper__item__number", "paper__item__meeting")
    )
    written = _text_versions(meetings)
    for file in rows:
        label = f"the withheld paper of item {file.paper.item.number}"
        unpacked = _known_of(label, file.fingerprint, whole) | of_pages(written.get(file.pk, ()))
        secrets[file.paper.item.meeting_id].append(byte_search.Withheld(label, unpacked))
    documents = BackgroundDocument.objects.filter(paper__item__meeting__in=meetings).exclude(paper__access=Access.OPEN)
    documents = documents.exclude(paper__item=besides)
    for pk, number, packed in documents.values_list("paper__item__meeting", "paper__item__number", "fingerprint"):
        label = f"a background paper of the withheld paper of item {number}"
        secrets[pk].append(byte_search.Withheld(label, _known_of(label, packed, whole)))
    items = AgendaItem.objects.filter(meeting__in=meetings).prefetch_related("papers")
    for item in items.order_by("meeting", "position", "pk"):
        if titles := hidden_titles([item]):
            secrets[item.meeting_id] += titles
    return dict(secrets)


def _known_of(label: str, packed: bytes | memoryview, must: bool) -> Fingerprint:
    unpacked = Fingerprint.read(packed)
    if unpacked is None and must:
        raise Refused(UNKNOWN.format(label=label[0].upper() + label[1:]), rule="R16")
    return unpacked or Fingerprint()


def _text_versions(meetings: Collection[Meeting]) -> dict[int, list[str]]:
    """Return the text versions that authors wrote for pages of withheld papers, by file id."""
    rows = PageText.objects.filter(file__paper__item__meeting__in=meetings).exclude(file__paper__access=Access.OPEN)
    texts: dict[int, list[str]] = {}
    for file, text in rows.values_list("file", "text"):
        texts.setdefault(file, []).append(text)
    return texts


def hidden_titles(items: Iterable[AgendaItem]) -> list[byte_search.Withheld]:
    """Return every title hidden behind a public title, even a title that an open paper repeats."""
    titles = []
    for item in items:
        titled: list[tuple[str, AgendaItem | Paper]] = [(f"item {item.number}", item)]
        titled += [
            (f"the withheld paper of item {item.number}", paper) for paper in item.papers.all() if paper.is_withheld
        ]
        for label, row in titled:
            if words(row.title_for_public) != words(row.title):
                titles.append(byte_search.Withheld(label, of_title(row.title)))
    return titles


def _open_files(meeting: Meeting) -> Iterator[PaperFile]:
    """
    Yield the files that anybody may read, now or after their publication.

    SECURITY: earlier, unpublished files of a paper are left out, because they may have words that were removed since.
    """
    rows = PaperFile.objects.filter(paper__item__meeting=meeting, paper__access=Access.OPEN)
    for file in rows.select_related("paper__item", "stored").prefetch_related("published"):
        paper = file.paper
        stands = paper.state == PaperState.RECEIVED and paper.file_id == file.pk and not paper.item.is_withdrawn
        if stands or file.published.all():
            yield file


def _texts_of(open_files: Sequence[PaperFile]) -> Callable[[], Iterator[str]]:
    def texts() -> Iterator[str]:
        for file in open_files:
            try:
                yield from take_in.texts(files.read(file.stored))
            except Busy:
                raise
            except (FileNotFoundError, ValueError, TimeoutError, MemoryError, sandbox.Crashed):
                continue  # the words of an unreadable file do not count as public
        yield from PageText.objects.filter(file__in=open_files).values_list("text", flat=True)

    return texts


def shown_in(printed: Sequence[snapshots.Snapshot]) -> Iterator[str]:
    """Yield each text of snapshots that the public reads. Texts in a row on a page are also yielded as one text."""
    for snapshot in map(snapshots.for_public, printed):
        yield from _strings(snapshot)
        day = date.fromisoformat(snapshot["date"])
        with wording.as_frozen(snapshot):
            dates = (long_date(day), full_date(day))
            starts = clock_time(snapshot["starts"])
        yield from dates
        yield front_sheet.title_of(snapshot, 0)
        for date_text in dates:
            head = (snapshot["council"], snapshot["committee"]["name"], date_text, starts, snapshot["venue"])
            yield " ".join(head)
        yield " ".join(seat["name"] for seat in snapshot["membership"])
        yield " ".join(["Contact:", *snapshot["contact"].values()])
        for item in snapshot["items"]:
            for paper in item["papers"]:
                yield f"Item {item['number']}. {item['title']}: {paper['title']} {paper['marking']}"
            yield " ".join([f"Item {item['number']}.", item["title"], *snapshots.texts_of(item)])


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)


@cache
def our_own_words() -> tuple[str, ...]:
    """Return the fixed wording of the portal's printed pages, which is the same for every council."""
    sources = sorted((Path(settings.BASE_DIR) / "templates" / "print").glob("*.html"))
    pieces = (re.split(r"\{[{%#].*?[}%#]\}", path.read_text("utf-8"), flags=re.DOTALL) for path in sources)
    return (BLANK, "Front sheet", *(strip_tags(piece) for parts in pieces for piece in parts if piece.strip()))
