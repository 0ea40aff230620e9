"""Return the notes that a member may read, each with its place in the latest edition of its paper."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from committee.models import User
from meetings.members.notes import encryption
from meetings.members.notes.anchors import PaperWords, Place
from meetings.members.notes.encryption import NoteWords
from meetings.models import Meeting, MemberNote, PaperFile, PublishedPaper
from meetings.packs.reading import view


@dataclass(frozen=True, slots=True)
class ShownNote:
    """
    A note, for one reader.

    - `published`: the latest readable edition of the paper
    - `page`: in that edition
    - `state`: that of `anchors.Place`; or "unreadable" without a key, "removed" where a takedown removed the quoted
      words, "waiting" where the latest edition has not been read by a worker yet
    - `passage`: the nearest passage now, where the quoted one has changed
    """

    row: MemberNote
    words: NoteWords
    published: PublishedPaper
    state: str
    page: int
    passage: str
    is_mine: bool

    @property
    def stamped(self) -> int:
        """Number of the page in the pack; in the file where the pack has no number for it."""
        return self.page + (self.published.first_page - 1 if self.published.first_page else 0)

    @property
    def anchor(self) -> str:
        """Id of the marked passage on the reading page."""
        return f"note-{self.row.pk}"

    @property
    def as_data(self) -> dict[str, Any]:
        """The note as JSON."""
        words = {name: getattr(self.words, name) for name in ("quote", "before", "after", "text", "kind")}
        return words | {
            "key": str(self.row.key),
            "file": self.published.paper_file_id,
            "page": self.page,
            "state": self.state,
            "passage": self.passage,
            "version": self.row.version,
            "changed_at": self.row.changed_at.isoformat(),
            "mine": self.is_mine,
            "author": str(self.row.author),
        }


def notes_on(
    user: User, meeting: Meeting, on: dt.date, *, file: PublishedPaper | None = None, key: Any = None
) -> list[ShownNote]:
    """
    Return the notes on the papers of a meeting, by item and page; with `file`, those on this edition of a paper.

    With `key`, return only the user's own note with this key.
    """
    rows = MemberNote.objects.readable_by(user, on).filter(meeting=meeting)
    if key:
        rows = rows.filter(author=user, key=key)
    rows = rows.select_related("author", "paper_file__stored", "paper_file__paper").defer("paper_file__fingerprint")
    if not (notes := list(rows.prefetch_related("readers__reader"))):
        return []
    latest = _latest_editions(user, meeting, on)
    pages: dict[int, PaperWords | None] = {}
    shown = []
    for row in notes:
        edition = latest[row.paper_file.paper_id]
        if file and file.paper_file_id in (row.paper_file_id, edition.paper_file_id):
            edition = file
        if file and edition is not file:
            continue
        shown.append(_shown(row, edition, user, pages, is_verified=file is not None))
    return sorted(shown, key=lambda note: (note.published.item_number, note.stamped, note.row.pk))


def _latest_editions(user: User, meeting: Meeting, on: dt.date) -> dict[int, PublishedPaper]:
    """Return the latest readable file of each paper, by the paper's id; a corrected paper stands for the earlier."""
    rows = PublishedPaper.objects.readable_by(user, on).filter(version__meeting=meeting)
    rows = rows.select_related("paper_file__stored", "paper_file__paper__item__meeting__committee")
    latest = {row.paper_file.paper_id: row for row in rows.defer("paper_file__fingerprint").order_by("version__number")}
    for paper, row in sorted(latest.items(), reverse=True):
        if row.paper_file.paper_id == paper and (replaced := row.paper_file.paper.replaces_id) in latest:
            latest[replaced] = latest[paper]
    return latest


def _shown(
    row: MemberNote, edition: PublishedPaper, user: User, pages: dict[int, PaperWords | None], *, is_verified: bool
) -> ShownNote:
    file = edition.paper_file
    words = encryption.decrypt(row)
    if words is None:
        place = Place("unreadable", row.page)
    elif file.pk == row.paper_file_id and file.stored.sha256 == row.sha256 and not is_verified:
        place = Place("placed", row.page)
    else:
        if file.pk not in pages:
            pages[file.pk] = words_of(file)
        paper = pages[file.pk]
        place = paper.place(words, row.page) if paper else Place("waiting", row.page)
        # SECURITY: the note's own file has other bytes only where a takedown removed some of its words (R60).
        if place.state != "placed" and row.paper_file.stored.sha256 != row.sha256:
            words, place = NoteWords(text=words.text), Place("removed", row.page)
    is_mine = row.author_id == user.pk
    page = min(place.page, file.pages)
    return ShownNote(row, words or NoteWords(), edition, place.state, page, place.passage, is_mine)


def words_of(file: PaperFile) -> PaperWords | None:
    """Return the words of a file's pages; None until a worker has read them."""
    pages = view.kept(file.stored)
    return PaperWords(view.with_texts(pages, dict(file.texts.values_list("page", "text")))) if pages else None


def without_lost_quotation(words: NoteWords, paper: PaperWords, page: int) -> NoteWords:
    """Return the words of a note without a quotation that is no longer in the paper."""
    return words if paper.place(words, page).state == "placed" else replace(words, quote="", before="", after="")


def shared_with(note: ShownNote) -> Sequence[str]:
    """Return the names of the members with whom the user shares the note."""
    return [str(reader.reader) for reader in note.row.readers.all()] if note.is_mine else []
