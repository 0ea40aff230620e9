"""
The leak gate of a meeting: no file for the public leaves that holds what a withheld paper of the meeting is known by.

Whatever makes a file for the public asks `refuse_leaks` with the finished bytes. SECURITY: it reads the fingerprints
that intake kept and opens no withheld file; it opens an open paper only to see whether words found stand in it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.html import strip_tags

from committee import files
from committee.law.clear_days import long_date
from committee.refusal import Refused
from meetings import snapshot as snapshots
from meetings.models import Access, AgendaItem, Meeting, PageText, Paper, PaperFile, PaperState
from meetings.packs import front_sheet, intake, leaks, sandbox
from meetings.packs.fingerprint import Fingerprint, Kind, of_pages, of_phrase
from meetings.packs.join import BLANK

UNKNOWN = (
    "{label} was taken in before the portal kept what leaks are known by, so nothing is published unchecked. Upload it "
    "again, or ask the portal’s administrator to run “manage.py fingerprint_papers”."
)
MOST_SENTENCES = 3


def refuse_leaks(
    pdf: bytes, meeting: Meeting, *, shown: Sequence[snapshots.Snapshot], said: Iterable[str] = (), what: str
) -> None:
    """
    Raise Refused where the finished `pdf`, called `what` ("The public pack"), holds anything withheld of `meeting`.

    `shown` are the snapshots it was printed from, private or public: only what the public may read of them is taken as
    shown. `said` are other words printed in it for everybody. LGA 1972 s.100A(2), s.100B(2); R16.
    """
    withheld = withheld_of(meeting)
    if not withheld:
        return
    open_files = list(_open_files(meeting))
    allowed = leaks.Allowed(
        words=[*said, *_shown(shown), *_our_own_words()],
        open_papers=[known for file in open_files if (known := _known(file))],
        texts=_texts_of(open_files),
    )
    found = leaks.leaks(pdf, withheld, allowed)
    if found:
        more = f" There are {len(found) - MOST_SENTENCES} more such findings." if len(found) > MOST_SENTENCES else ""
        raise Refused(
            f"{what} was made but is not used. {' '.join(found[:MOST_SENTENCES])}{more} Take that out of what the "
            "public reads, or say that it is open, then build again.",
            rule="R16",
        )


def withheld_of(meeting: Meeting) -> list[leaks.Withheld]:
    """
    What nobody may find: every file that a withheld paper of the meeting has ever had, and every hidden title.

    Raises Refused where a withheld file has no fingerprint: then nobody could tell.
    """
    rows = PaperFile.objects.filter(paper__item__meeting=meeting).exclude(paper__access=Access.OPEN)
    rows = rows.select_related("paper__item").only("fingerprint", "paper", "paper__item", "paper__item__number")
    written = _text_versions(meeting)
    found = []
    for file in rows:
        label = f"the withheld paper of item {file.paper.item.number}"
        known = _known(file)
        if known is None:
            raise Refused(UNKNOWN.format(label=label[0].upper() + label[1:]), rule="R16")
        found.append(leaks.Withheld(label, known | of_pages(written.get(file.pk, ()))))
    return [*found, *_hidden_titles(meeting)]


def _text_versions(meeting: Meeting) -> dict[int, list[str]]:
    """By file, the words that authors wrote out of the pictures on the pages of withheld papers."""
    rows = PageText.objects.filter(file__paper__item__meeting=meeting).exclude(file__paper__access=Access.OPEN)
    found: dict[int, list[str]] = {}
    for file, text in rows.values_list("file", "text"):
        found.setdefault(file, []).append(text)
    return found


def _hidden_titles(meeting: Meeting) -> Iterator[leaks.Withheld]:
    papers = Paper.objects.filter(item__meeting=meeting).withheld()
    for number, title, public in papers.values_list("item__number", "title", "public_title"):
        if public and public != title:
            yield leaks.Withheld(f"the withheld paper of item {number}", of_phrase(Kind.TITLE, title))
    items = AgendaItem.objects.filter(meeting=meeting).exclude(public_title="")
    for number, title, public in items.values_list("number", "title", "public_title"):
        if public != title:
            yield leaks.Withheld(f"item {number}", of_phrase(Kind.TITLE, title))


def _known(file: PaperFile) -> Fingerprint | None:
    try:
        return Fingerprint.unpack(bytes(file.fingerprint))
    except ValueError:
        return None


def _open_files(meeting: Meeting) -> Iterator[PaperFile]:
    """
    The files that anybody may read, now or once they are published.

    SECURITY: not those that a paper had before, which may hold what was since taken out of it.
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
                yield from intake.texts(files.read(file.stored))
            except (FileNotFoundError, ValueError, TimeoutError, MemoryError, sandbox.Crashed):
                continue  # what cannot be read is not known to be public
        yield from PageText.objects.filter(file__in=open_files).values_list("text", flat=True)

    return texts


def _shown(printed: Sequence[snapshots.Snapshot]) -> Iterator[str]:
    """What the public reads of snapshots, a string each, and together where they stand together on the page."""
    for snapshot in map(snapshots.for_public, printed):
        yield from _strings(snapshot)
        day = date.fromisoformat(snapshot["date"])
        dates = (long_date(day), f"{day.day} {day:%B %Y}")
        yield from dates
        yield front_sheet.title_of(snapshot, 0)
        for told in dates:
            head = (snapshot["council"], snapshot["committee"]["name"], told, snapshot["starts"], snapshot["venue"])
            yield " ".join(head)
        yield " ".join(seat["name"] for seat in snapshot["membership"])
        yield " ".join(["Contact:", *snapshot["contact"].values()])
        for item in snapshot["items"]:
            for paper in item["papers"]:
                yield f"Item {item['number']}. {item['title']}: {paper['title']} {paper['marking']}"
            yield " ".join([f"Item {item['number']}.", item["title"], item["lead_line"], *item["bullets"]])


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)


@cache
def _our_own_words() -> tuple[str, ...]:
    """The wording of our own printed pages, whoever's they are."""
    sources = sorted((Path(settings.BASE_DIR) / "templates" / "print").glob("*.html"))
    pieces = (re.split(r"\{[{%#].*?[}%#]\}", path.read_text("utf-8"), flags=re.DOTALL) for path in sources)
    return (BLANK, "Front sheet", *(strip_tags(piece) for found in pieces for piece in found if piece.strip()))
