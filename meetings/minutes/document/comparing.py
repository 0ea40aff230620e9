"""What is said in a document of minutes, entry by entry, and what differs between two of them."""

import html
import re
from dataclasses import dataclass

from committee.dates import full_date
from committee.richtext.cleaning import plain
from committee.richtext.diff import Piece, by_word
from meetings.minutes.document.document import Document, Entry

FRONT = 0


@dataclass(frozen=True, slots=True)
class Part:
    """One part of two documents: `pk` of the minute (0 for who was there and interests), its heading, the pieces."""

    pk: int
    heading: str
    pieces: list[Piece]

    @property
    def changed(self) -> bool:
        """Whether the two say different things here."""
        return any(piece.kind != "same" for piece in self.pieces)

    @property
    def is_new(self) -> bool:
        """Whether only the second document has it."""
        return all(piece.kind == "new" for piece in self.pieces)

    @property
    def is_gone(self) -> bool:
        """Whether only the first document has it."""
        return all(piece.kind == "gone" for piece in self.pieces)


def words_of(entry: Entry) -> str:
    """All that is printed of one minute, as plain text in the printed order."""
    lines = [f"{entry['number']}. {entry['heading']}", entry["marking"], entry["in_attendance"], entry["urgency"]]
    lines += [plain(entry["text"]), plain(entry["public_summary"]), *entry["movements"]]
    for row in entry["resolutions"]:
        lines += [row["moved"], row["lead"]]
        lines += [f"{limb['marker']} {limb['words']}" for limb in row["limbs"] if limb["words"]]
        lines += [*row["lines"], *row["votes"], row["outcome"]]
    lines += [f"Corrected on {full_date(one['on'])}: “{one['old']}” to “{one['new']}”" for one in entry["corrections"]]
    return "\n".join(line for line in lines if line)


def front_words(document: Document) -> str:
    """Who was there, who sent apologies, interests and the end, as plain text."""
    lines = [document["title"]]
    if document["presiding"]:
        lines.append(f"Present: {document['presiding']['printed']}")
    for label, key in (("Attendance", "attendance"), ("Also in attendance", "also"), ("Apologies", "apologies")):
        if document[key]:
            lines.append(f"{label}: {', '.join(one['printed'] for one in document[key])}")
    lines += [*document["movements"], *(one["words"] for one in document["declarations"])]
    if document["ended"]:
        lines.append(f"The meeting ended at {document['ended']}.")
    return "\n".join(lines)


def compared(old: Document, new: Document) -> list[Part]:
    """Both documents part by part: the front, then every minute of either in the order of the new one."""
    before = {entry["pk"]: entry for entry in old["entries"]}
    after = {entry["pk"]: entry for entry in new["entries"]}
    order = [*after, *(pk for pk in before if pk not in after)]
    parts = [Part(FRONT, "Who was there", by_word(front_words(old), front_words(new)))]
    for pk in order:
        one = after.get(pk) or before[pk]
        said = [words_of(side[pk]) if pk in side else "" for side in (before, after)]
        parts.append(Part(pk, f"{one['number']}. {one['heading']}", by_word(*said)))
    return parts


def what_changed(old: Document, new: Document) -> str:
    """One sentence that names the parts that changed, by their numbers alone; "" where nothing did."""
    numbers = {entry["pk"]: entry["number"] for entry in (*old["entries"], *new["entries"])}
    said: dict[str, list[str]] = {"changed": [], "added": [], "left out": []}
    for part in compared(old, new):
        if part.changed:
            how = "added" if part.is_new else "left out" if part.is_gone else "changed"
            said[how].append("who was there" if part.pk == FRONT else f"minute {numbers[part.pk]}")
    clauses = [f"{', '.join(named)} {how}" for how, named in said.items() if named]
    return f"{'; '.join(clauses)}."[0].upper() + f"{'; '.join(clauses)}."[1:] if clauses else ""


def one_line(text: str) -> str:
    """`text` with single blanks and plain quotation marks, as two writers of the same words would agree on."""
    text = html.unescape(text).translate(str.maketrans("‘’“”\u00a0", "''\"\" "))
    return re.sub(r"\s+", " ", text).strip()


def stand_in(words: str, said: str) -> bool:
    """Whether `words` stand in `said`, however lines break."""
    return one_line(words) in one_line(said)
