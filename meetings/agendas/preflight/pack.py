"""Checks of built packs: current, with the pages that the front sheet names, nothing withheld (R15, R16, R50-R55)."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache as once
from functools import partial
from typing import Any, cast

from django.core.cache import cache

from committee.files import files
from committee.models import StoredFile, WithheldPapers
from meetings.agendas.preflight.case import Case
from meetings.agendas.preflight.checks import HIDDEN, Check, at, block, inform, warn
from meetings.models import Access, Edition, Pack, VersionKind
from meetings.packs import check as packs_check
from meetings.packs import page_texts
from meetings.packs.builds import build, verdict
from meetings.packs.intake import take_in
from meetings.packs.intake.author_advice import pages_in_words
from meetings.packs.intake.report import Writing
from meetings.packs.leak_check.titles import quoted

ACCESSIBLE = "SI 2018/952 regs 6, 9"
TRUE = "Good practice: the front sheet shows where each paper is"
NEEDED = {Edition.PUBLIC: "public edition", Edition.MEMBERS: "members’ edition"}
REARRANGED = "re-arranged from"


def check(case: Case) -> Iterator[Check]:
    """Check the packs of a first publication (later acts build packs when they publish), and the files of papers."""
    if case.first:
        packs = {edition: case.ground.packs.get(edition) for edition in NEEDED}
        yield from (replace(finding, of_pack=True) for finding in _of_packs(case, packs))
    yield from _same_bytes(case)
    yield from _untagged(case)
    yield from _pictures(case)


def _of_packs(case: Case, packs: dict[Any, Pack | None]) -> Iterator[Check]:
    """Check the built packs, by edition; None for an edition that has not been built."""
    yield from _built(case, packs)
    current = {edition: pack for edition, pack in packs.items() if pack is not None}
    for edition, pack in current.items():
        yield from _read(case, edition, pack)
    yield from _both_alike(case, current)
    if Edition.PUBLIC in current:
        yield from _nothing_withheld(case, current[Edition.PUBLIC])


def _built(case: Case, packs: dict[Any, Pack | None]) -> Iterator[Check]:
    """P03: block unless both editions are built from the present agenda."""
    where, label = at(case.meeting), "Build the pack"
    for edition, words in NEEDED.items():
        pack = packs[edition]
        if pack is None:
            yield block("P03", f"The {words} has not been built.", "LGA 1972 s.100B(1)", where, label)
        elif build.is_stale(pack, case.ground):
            text = f"The agenda has changed since the {words} was built: build it again."
            yield block("P03", text, "LGA 1972 s.100B(1)", where, label)


def _read(case: Case, edition: str, pack: Pack) -> Iterator[Check]:
    """Check the finished file of a pack, by its `facts` (R15, R50, R51, R54)."""
    where, label = at(case.meeting), "Build it again"
    result = facts(case, pack)
    for fault in result["faults"]:
        rule = "R51" if "(R51)" in fault else "R50"
        text = f"The {NEEDED[Edition(edition)]}: {fault.replace(' (R50)', '').replace(' (R51)', '')}"
        yield block(rule, text, ACCESSIBLE if rule == "R51" else TRUE, where, label)
    titles = {paper.pk: quoted(paper.title) for _, paper in case.papers}
    for pk, pages in result["unmarked"].items():
        title = titles.get(int(pk), "A withheld paper")
        text = (
            f"{title} goes out without its words “Not for publication” on {pages_in_words(pages)} of the "
            f"{NEEDED[Edition(edition)]}."
        )
        yield block("R15", text, "LGA 1972 s.100B(5)", where, label)
    if case.meeting.rearranged_from and not result["rearranged"] and not build.is_stale(pack, case.ground):
        text = f"The front sheet of the {NEEDED[Edition(edition)]} does not give the meeting’s original date."
        yield block("R54", text, "LGA 1972 s.100A(6)(a)", where, label)


def facts(case: Case, pack: Pack) -> dict[str, Any]:
    """
    Return the facts about the file of `pack`: {"faults": [sentences], "unmarked": {paper id: [pages]}, "rearranged":
    bool}.

    The build stores its findings on the structure with the pack. Where these findings are of another file or of other
    checks, the structure is checked again. The words are read once. Both results are cached by the file's hash.
    """
    read = once(partial(files.read, pack.stored))  # the bytes are read once, if at all
    try:
        faults = _faults(case, pack, read)
        from_words = _facts_from_words(case, pack, read)
    except (files.Lost, files.Altered):
        return _unread("The file is missing from storage or damaged (R50).")
    except files.Unavailable as trouble:
        return _unread(trouble.text)
    return {**from_words, "faults": [*faults, *from_words["faults"]]}


def _unread(why: str) -> dict[str, Any]:
    # Not cached: somebody may restore the file, and the storage may be reachable again.
    return {"faults": [why], "unmarked": {}, "rearranged": True}


def _faults(case: Case, pack: Pack, read: Callable[[], bytes]) -> list[str]:
    """Return sentences on the differences between the file and the row of the pack."""
    promise = verdict.promise_of(pack, {paper.its_file.pk for _, paper in case.papers if paper.its_file.ours})
    faults = verdict.kept(pack, promise)
    if faults is not None:
        return faults
    key = f"preflight-faults:{packs_check.VERSION}:{pack.stored.sha256}:{promise.key}"
    if (faults := cache.get(key)) is None:
        faults = promise.faults(read())
        cache.set(key, faults, timeout=None)
    return cast(list[str], faults)


def _facts_from_words(case: Case, pack: Pack, read: Callable[[], bytes]) -> dict[str, Any]:
    """
    Return those `facts` that come from the file's words: text that cannot be read, missing markings, notice of a move.
    """
    markings = {paper.pk: (paper.marking, paper.its_file.pages) for _, paper in case.papers if paper.is_withheld}
    digest = hashlib.sha256(repr((sorted(markings.items()), pack.manifest)).encode()).hexdigest()[:32]
    key = f"preflight-words:1:{pack.stored.sha256}:{digest}"
    if (result := cache.get(key)) is None:
        result = _look_at(read(), pack, markings)
        cache.set(key, result, timeout=None)
    return cast(dict[str, Any], result)


def _look_at(data: bytes, pack: Pack, markings: dict[int, tuple[str, int]]) -> dict[str, Any]:
    front = pack.front_pages
    try:
        words = [" ".join(text.split()) for text in take_in.texts(data)]
    except (TimeoutError, MemoryError, RuntimeError):
        return {"faults": ["Its text cannot be read (R50)."], "unmarked": {}, "rearranged": True}
    unmarked = {}
    for row in pack.manifest:
        if row["paper"] in markings:
            marking, pages = markings[row["paper"]]
            at = front + row["first"] - pack.first_page
            bare = [row["first"] + n for n in range(pages) if not _carries(words[at + n : at + n + 1], marking)]
            if bare or not marking:
                unmarked[str(row["paper"])] = bare or [row["first"]]
    return {"faults": [], "unmarked": unmarked, "rearranged": any(REARRANGED in text for text in words[:front])}


def _carries(page: list[str], marking: str) -> bool:
    # A stamp may break into lines anywhere. For a line break, text extraction gives a space or nothing.
    return any(marking.replace(" ", "") in text.replace(" ", "") for text in page)


def _both_alike(case: Case, packs: dict[Any, Pack]) -> Iterator[Check]:
    """
    R08, R50: check that open papers have the same pages in both editions, and holder pages the pages of their papers.

    Holder pages take the place of a withheld paper in the public edition.
    """
    if set(packs) != set(NEEDED):
        return

    def differ(name: str, is_open: bool) -> bool:
        public, members = (
            {
                row[name]: (row["first"], row["last"])
                for row in packs[edition].manifest
                if (row["access"] == Access.OPEN) is is_open
            }
            for edition in NEEDED
        )
        return public != members

    if differ("file", True):
        text = (
            "The public edition does not hold the same open papers on the same pages as the members’: build both again."
        )
        yield block("R08", text, "LGA 1972 s.100B(3)", at(case.meeting), "Build both")
    if case.ground.withheld_papers == WithheldPapers.HOLDERS and differ("paper", False):
        text = (
            "The holder pages of the public edition do not stand where the members’ has the papers: build both again."
        )
        yield block("R50", text, TRUE, at(case.meeting), "Build both")


def _nothing_withheld(case: Case, pack: Pack) -> Iterator[Check]:
    """R16: check that the public edition lists no withheld paper's file, and withheld papers only as holder pages."""
    withheld = {paper.pk: paper for _, paper in case.all_papers if paper.is_withheld}
    hashes = {paper.file.stored.sha256: paper for paper in withheld.values() if paper.file}
    for row in pack.manifest:
        if row.get("holder") and not row["file"] and not row["sha256"]:
            continue
        paper = withheld.get(row["paper"]) or hashes.get(row["sha256"])
        if paper or row["access"] != Access.OPEN:
            what = quoted(paper.title) if paper else f"A withheld paper of item {row['item']}"
            text = f"{what} is in the public edition, though it is withheld: build the pack again."
            yield block("R16", text, HIDDEN, at(case.meeting), "Build it again")


def _same_bytes(case: Case) -> Iterator[Check]:
    """R16: block an open paper that has the same file as a withheld paper."""
    hidden = {paper.file.stored.sha256: paper for _, paper in case.all_papers if paper.is_withheld and paper.file}
    for item, paper in case.papers:
        twin = None if paper.is_withheld else hidden.get(paper.its_file.stored.sha256)
        if twin is not None:
            text = (
                f"{quoted(paper.title)} of item {item.number} is open, but its file is the one withheld as "
                f"{quoted(twin.title)}."
            )
            yield block("R16", text, HIDDEN, at(paper), "Upload the right file")


def _untagged(case: Case) -> Iterator[Check]:
    """R51: block an untagged paper that the portal made; warn of an untagged upload."""
    for _, paper in case.papers:
        file = paper.its_file
        if file.ours and not file.tagged:
            text = f"{quoted(paper.title)} was written here but has no tags."
            yield block("R51", text, ACCESSIBLE, at(paper), "Make it again")
        elif not file.tagged:
            text = (
                f"{quoted(paper.title)} has no tags, so screen readers cannot tell its headings: ask its author to "
                "save it from Word or PowerPoint with “Document structure tags for accessibility” ticked."
            )
            yield warn("R51", text, ACCESSIBLE, at(paper), "Replace the file", kind="untagged")


def _pictures(case: Case) -> Iterator[Check]:
    """
    R51: warn of each paper of this act, open or withheld, with scanned pages that have no text version.
    """
    for item, paper in case.papers:
        writing = Writing.of(paper.its_file, case.texts[paper.its_file.pk])
        if writing.left:
            who = paper.answerable or "its author"
            them = "it" if len(writing.left) == 1 else "them"
            text = (
                f"{quoted(paper.title)} of item {item.number}: {writing.lacking} without a text version, so people who "
                f"cannot see {them} miss what is on {them}. Ask {who} to write one, or for the document that it was "
                "made from."
            )
            yield warn("R51", text, ACCESSIBLE, at(paper, "paper-texts"), "Write it", kind="no-text-version")


def rearrangements(case: Case) -> Iterator[Check]:
    """
    R54, R55: inform of a move; block for a cancelled meeting, and for a move after publication without a new notice.
    """
    meeting = case.meeting
    if meeting.is_cancelled:
        text = f"The meeting was cancelled: {meeting.cancelled_reason}"
        yield block("R55", text, "LGA 1972 s.100A(6)", at(meeting), "See the meeting")
    if words := meeting.rearranged_words:
        text = (
            f"The front sheet will say that the meeting was re-arranged from {words}; all deadlines are counted again."
        )
        yield inform("R54", text, "LGA 1972 s.100A(6)(a)", at(meeting, "meeting-trail"), "See its history")
    moved_at = max((move.moved_at for move in meeting.moves.all() if move.after_publication), default=None)
    if moved_at and not meeting.versions.filter(kind=VersionKind.REARRANGED, published_at__gte=moved_at).exists():
        text = "The meeting was moved after publication, and no notice of that has been published."
        yield block("R55", text, "LGA 1972 s.100A(6)", at(meeting, "meeting-rearrange"), "Publish the notice")


class Unreadable(ValueError):
    """A file that takes too long or too much memory to read, or crashes its reader."""


def stored_text(stored: StoredFile) -> list[str]:
    """
    Return the text of each page of a stored file, line by line.

    Raises ValueError where the file is missing or damaged, its subclass Unreadable where the file can never be read,
    and Busy where no reader is free just now.
    """
    try:
        return page_texts.of(stored)
    except FileNotFoundError as error:
        raise ValueError("The file is missing.") from error
    except (TimeoutError, MemoryError, RuntimeError) as error:
        raise Unreadable("The file cannot be read.") from error
