"""The words of a minutes document, entry by entry, and the differences between two documents."""

import html
import re
from dataclasses import dataclass

from django.utils.text import capfirst

from committee.richtext.cleaning import plain
from committee.richtext.diff import Piece, by_word
from committee.wording.dates import full_date
from meetings.minutes.document.document import Document, Entry, number_of

FRONT = 0


@dataclass(frozen=True, slots=True)
class Part:
    """
    The differences between two documents in one part.

    `pk` is the id of the minute, or FRONT for attendance, interests and the meeting's end. Each piece is same, new
    or gone.
    """

    pk: int
    heading: str
    pieces: list[Piece]

    @property
    def changed(self) -> bool:
        """True where the two documents differ here."""
        return any(piece.kind != "same" for piece in self.pieces)

    @property
    def is_new(self) -> bool:
        """True where only the second document has the part."""
        return all(piece.kind == "new" for piece in self.pieces)

    @property
    def is_gone(self) -> bool:
        """True where only the first document has the part."""
        return all(piece.kind == "gone" for piece in self.pieces)


def words_of(entry: Entry) -> str:
    """Return all the printed words of one minute, as plain text in the printed order."""
    lines = [f"{entry['number']}. {entry['heading']}", entry["marking"], entry["in_attendance"], entry["urgency"]]
    lines += [plain(entry["text"]), plain(entry["public_summary"]), *entry["movements"]]
    for row in entry["resolutions"]:
        lines += [row["moved"], row["lead"]]
        lines += [f"{limb['marker']} {limb['words']}" for limb in row["limbs"] if limb["words"]]
        lines += [*row["lines"], *row["votes"], row["outcome"]]
    lines += [f"Corrected on {full_date(fix['on'])}: “{fix['old']}” to “{fix['new']}”" for fix in entry["corrections"]]
    return "\n".join(line for line in lines if line)


def front_words(document: Document) -> str:
    """Return attendance, apologies, interests and the meeting's end, as plain text."""
    lines = [document["title"]]
    if document["presiding"]:
        lines.append(f"Present: {document['presiding']['printed']}")
    for label, key in (("Attendance", "attendance"), ("Also in attendance", "also"), ("Apologies", "apologies")):
        if document[key]:
            lines.append(f"{label}: {', '.join(row['printed'] for row in document[key])}")
    lines += [*document["movements"], *(row["words"] for row in document["declarations"])]
    if document["ended"]:
        lines.append(f"The meeting ended at {document['ended']}.")
    return "\n".join(lines)


def compared(old: Document, new: Document) -> list[Part]:
    """Return the compared parts: the front, then the minutes of `new` in order, then minutes that only `old` has."""
    before = {entry["pk"]: entry for entry in old["entries"]}
    after = {entry["pk"]: entry for entry in new["entries"]}
    order = [*after, *(pk for pk in before if pk not in after)]
    parts = [Part(FRONT, "Who was there", by_word(front_words(old), front_words(new)))]
    for pk in order:
        entry_here = after.get(pk) or before[pk]
        texts = [words_of(side[pk]) if pk in side else "" for side in (before, after)]
        parts.append(Part(pk, f"{number_of(entry_here)}. {entry_here['heading']}", by_word(*texts)))
    return parts


def what_changed(old: Document, new: Document) -> str:
    """Return a sentence that names the changed parts by number only; "" if nothing changed."""
    numbers = {entry["pk"]: number_of(entry) for entry in (*old["entries"], *new["entries"])}
    changes: dict[str, list[str]] = {"changed": [], "added": [], "left out": []}
    for part in compared(old, new):
        if part.changed:
            how = "added" if part.is_new else "left out" if part.is_gone else "changed"
            changes[how].append("who was there" if part.pk == FRONT else f"minute {numbers[part.pk]}")
    clauses = [f"{', '.join(named)} {how}" for how, named in changes.items() if named]
    return f"{capfirst('; '.join(clauses))}." if clauses else ""


def one_line(text: str) -> str:
    """Return `text` with single blanks and plain quotation marks, so that the same words compare equal."""
    text = html.unescape(text).translate(str.maketrans("‘’“”\u00a0", "''\"\" "))
    return re.sub(r"\s+", " ", text).strip()
