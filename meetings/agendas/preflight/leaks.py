"""
Checks for leaks outside the packs: papers, files and words of the agenda that disclose withheld matter (R16, R60).

An open paper may repeat a withheld paper. The leak check of the pack does not find such a paper, because that check
treats the words of open papers as public. So open papers are compared with withheld papers here. The files outside the
packs are single papers, text versions and background documents.
"""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from functools import partial

from django.core.cache import cache

from committee.acts.refusal import Refused
from committee.files import files
from committee.models import LegalKind
from committee.wording.dates import long_date
from meetings.access import taken_down
from meetings.agendas.preflight.case import CORRECTION, Case
from meetings.agendas.preflight.checks import HIDDEN, Check, at, block, warn
from meetings.agendas.preflight.papers import repeated
from meetings.models import AgendaItem, LeaveToOpen, Paper, PaperState
from meetings.packs.leak_check import byte_search, meeting_check
from meetings.packs.leak_check.likeness import likenesses, likenesses_above, of_meeting, said_of
from meetings.packs.leak_check.public_words import KnownBy, telling
from meetings.packs.leak_check.titles import hides, public_lines, quoted

Papers = Sequence[tuple[AgendaItem, Paper]]


def check(case: Case) -> Iterator[Check]:
    """Yield all findings of withheld matter that this act would disclose outside the packs."""
    if case.for_ != CORRECTION:  # a correction publishes words and no paper
        yield from _restated(case)
    titles = meeting_check.hidden_titles(case.items)
    opened = [(item, paper) for item, paper in case.papers if not paper.is_withheld]
    if titles and opened:
        yield from _in_papers(case, opened, titles)
        yield from _in_text_versions(case, opened, titles)
    yield from _in_background(case)
    if any(_withheld(item) or hides(item) for item in case.items):
        yield from _in_words(case)
        yield from _said_before(case)


# --- Open papers that repeat a withheld paper --------------------------------------------------------------------


def _restated(case: Case) -> Iterator[Check]:
    """Block an open paper that is the same as a withheld paper, or nearly, without the proper officer's leave (R16)."""
    opened = {paper.pk: (item, paper) for item, paper in case.papers if not paper.is_withheld}
    yield from _taken_down(case, opened.values())
    matches = likenesses([paper for _, paper in opened.values()], case.meeting.pk)
    leaves = LeaveToOpen.objects.filter(paper__in=matches, like__isnull=False) if matches else ()
    allowed = {(leave.file_id, leave.like_id) for leave in leaves}
    for pk, called in likenesses_above(paper for _, paper in opened.values()).items():
        yield _stopped(case, *opened[pk], f"it holds nearly all the words of {called}", "or withhold it.")
    for pk, secrets in matches.items():
        item, paper = opened[pk]
        for secret in secrets:
            if (paper.file_id, secret.pk) not in allowed:
                mend = "or withhold it. Otherwise, only the proper officer can allow it to be published."
                if secret.paper.item_id == item.pk and secret.stored_id != paper.its_file.stored_id:
                    mend += " If it is the open version, choose that on the paper’s page."
                yield _stopped(case, item, paper, said_of(paper, secret), mend)


def _stopped(case: Case, item: AgendaItem, paper: Paper, why: str, mend: str) -> Check:
    text = f"{quoted(paper.title)} of item {item.number} is open, but {why}. Upload the right file {mend}"
    return block("R16", text, HIDDEN, at(paper), "View file")


def _taken_down(case: Case, opened: Collection[tuple[AgendaItem, Paper]]) -> Iterator[Check]:
    """R60: block an open paper whose file was taken down, at this or another meeting; no leave lifts the block."""
    down = taken_down.files_down(paper.file.stored_id for _, paper in opened if paper.file)
    for item, paper in opened:
        if paper.file and (gone := down.get(paper.file.stored_id)):
            text = (
                f"{quoted(paper.title)} of item {item.number} is open, but its file was taken down on "
                f"{long_date(gone.day)} ({gone.label}{of_meeting(gone)}). Upload a redacted file or withhold it."
            )
            yield block("R60", text, "UK GDPR art 5, art 17", at(paper), "View file")


# --- Files outside the packs ---------------------------------------------------------------------------------------


def _in_papers(case: Case, opened: Papers, titles: Sequence[byte_search.Withheld]) -> Iterator[Check]:
    """Block each open paper whose file contains a hidden title."""
    digest = hashlib.sha256(b"".join(title.label.encode() + title.fingerprint.packed() for title in titles)).hexdigest()
    keys = {paper.pk: f"preflight-titles:1:{paper.its_file.stored.sha256}:{digest[:32]}" for _, paper in opened}
    cached = cache.get_many(keys.values())
    for item, paper in opened:
        sentences = cached.get(keys[paper.pk])
        if sentences is None:
            sentences = _titles_in(paper, titles)
            if not byte_search.is_unread(sentences):
                cache.set(keys[paper.pk], sentences, timeout=None)
        for sentence in sentences:
            text = (
                f"The file of {quoted(paper.title_for_public)}, item {item.number}: {sentence} Ask its author for a "
                "file with a title that can be public, then upload it."
            )
            yield block("R16", text, HIDDEN, at(paper), "Replace the file")


def _titles_in(paper: Paper, titles: Sequence[byte_search.Withheld]) -> list[str]:
    try:
        return byte_search.leaks(files.read(paper.its_file.stored), titles)
    except (files.Lost, files.Altered, files.Unavailable):
        return [byte_search.UNREAD.format(why=", because its file is missing, damaged or out of reach")]


def _in_text_versions(case: Case, opened: Papers, titles: Sequence[byte_search.Withheld]) -> Iterator[Check]:
    written = [(*pair, page, words) for pair in opened for page, words in case.texts[pair[1].its_file.pk].items()]
    for item, paper, page, words in written:
        for sentence in byte_search.leaks_in_words([words], titles, place=f"page {page}"):
            text = f"The text version of {quoted(paper.title_for_public)}, item {item.number}: {sentence}"
            yield block("R16", text, HIDDEN, at(paper, "paper-texts"), "Change it")


def _in_background(case: Case) -> Iterator[Check]:
    """
    Block each background document with a hidden title, or the file, words or pictures of a withheld paper (s.100D).
    """
    rows = case.background
    documents = [
        meeting_check.Document(row.stored.sha256, row.title, partial(files.read, row.stored)) for _, row in rows
    ]
    try:
        leaking = meeting_check.document_leaks(documents, case.meeting)
    except Refused as refusal:
        yield block("R16", refusal.text, HIDDEN, at(case.meeting), "View papers")
        return
    for (item, row), leaks in zip(rows, leaking, strict=True):
        for sentence in leaks:
            text = f"The background paper {quoted(row.title)} of item {item.number}: {sentence}"
            yield block("R16", text, HIDDEN, at(row.paper), "View document")


# --- The words of the agenda, and other public texts about the meeting ---------------------------------------------


def _in_words(case: Case) -> Iterator[Check]:
    """Block words of the items, and of the meeting's note, that repeat words of withheld papers."""
    items = case.standing_items
    texts = [(f"what the agenda says of item {item.number}", [_words_of(item)]) for item in items]
    note = ("the note of the meeting", [case.meeting.note])
    *of_items, of_note = telling([*texts, note], case.meeting, known_by=KnownBy.RUNNING, public=_public(case))
    said_already = [check.where for check in repeated(case)]
    for item, leaks in zip(items, of_items, strict=True):
        for sentence in leaks if at(item) not in said_already else ():
            yield block("R16", sentence, HIDDEN, at(item), "Change the words")
    for sentence in of_note:
        yield block("R16", sentence, HIDDEN, at(case.meeting, "meeting-settings"), "Change the note")


def _words_of(item: AgendaItem) -> str:
    """
    Return the public text of an item: its title, lines and ruling, and the titles of its open papers.

    The titles of withheld papers, and of an item with withheld papers, are left out, because the withheld files repeat
    these titles. The module `papers` checks these titles.
    """
    ruling = getattr(item, "ruling", None)
    words = [] if _withheld(item) or hides(item) else [item.title]
    words += [*public_lines(item).values(), ruling.circumstances if ruling else ""]
    words += [
        paper.title_for_public
        for paper in item.papers.all()
        if not paper.is_withheld and paper.state != PaperState.WITHDRAWN
    ]
    return "\n".join(words)


def _withheld(item: AgendaItem) -> bool:
    return any(paper.is_withheld for paper in item.papers.all())


def _public(case: Case) -> list[str]:
    """Return texts that are public anyway: public titles of withheld papers and their items, the published agenda."""
    titles = [item.title_for_public for item in case.items if _withheld(item)]
    titles += [paper.title_for_public for item in case.items for paper in item.papers.all() if paper.is_withheld]
    return [*titles, *(meeting_check.shown_in([case.latest.snapshot]) if case.latest else ())]


def _said_before(case: Case) -> Iterator[Check]:
    """
    Check that texts which are already public contain no hidden title.

    The texts are reasons of re-arrangement, notes of published versions, the work programme, and notices of private
    meetings.
    """
    texts = [("the reason for which the meeting was re-arranged", move.reason) for move in case.meeting.moves.all()]
    if case.latest:
        notes = case.meeting.versions.order_by("number").values_list("number", "change_note")
        texts += [(f"the note of version {number} of the agenda", note) for number, note in notes]
    titles = meeting_check.hidden_titles(case.items)
    for place, words in texts if titles else ():
        for sentence in byte_search.leaks_in_words([words], titles, place=place):
            text = f"{sentence} The public reads it already: hide another title."
            yield block("R16", text, HIDDEN, at(case.meeting), "View agenda")
    yield from _planned(case)
    private = titles and case.legal_kind is LegalKind.EXECUTIVE
    for notice in case.meeting.private_notices.public() if private else ():
        place = "the published notice of the private meeting"
        for sentence in byte_search.leaks_in_words([notice.matter, notice.reasons], titles, place=place):
            where = ("desk:private-notice", {"pk": notice.pk})
            yield warn("R16", f"{sentence} The public reads it already.", HIDDEN, where, "See the notice")


def _planned(case: Case) -> Iterator[Check]:
    """Check the published work programme for titles that the agenda hides now."""
    hidden = [item.pk for item in case.items if hides(item)]
    rows = case.meeting.items.filter(pk__in=hidden).select_related("programme_item__programme")
    for item in rows if hidden else ():
        planned = getattr(item, "programme_item", None)
        if planned is None or not planned.is_public:
            continue
        words, titles = [planned.title, planned.details], meeting_check.hidden_titles([item])
        for sentence in byte_search.leaks_in_words(words, titles, place="the work programme"):
            text = f"{sentence} The public reads it already: change it there."
            yield warn("R16", text, HIDDEN, at(item), "View item")
