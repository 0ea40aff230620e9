"""Published minutes as one member reads them: all that is open, and those withheld ones that the law opens to them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from committee.law.access import Answer
from committee.models import User
from meetings.access import papers as access
from meetings.minutes.document import wording
from meetings.minutes.document.document import Document, Entry, for_public
from meetings.models import Access, Meeting, MinutesVersion


@dataclass(frozen=True, slots=True)
class Reader:
    """What one reader may read of a version: the ids of its withheld minutes `opened` and `closed` to them, and why."""

    opened: frozenset[int]
    closed: frozenset[int]
    right: str = ""
    why_not: tuple[str, ...] = ()

    @property
    def in_full(self) -> bool:
        """True where nothing is withheld from the reader, who may read the members' edition."""
        return not self.closed


def reader_of(user: User, version: MinutesVersion, on: date) -> Reader:
    """Ask the law for each withheld minute of `version`; `right` names the minutes that it opens."""
    meeting = version.minutes.meeting
    withheld = [entry for entry in version.document["entries"] if entry["access"] != Access.OPEN]
    answers = [(entry, _answer(user, meeting, entry, on)) for entry in withheld]
    opened = [entry for entry, answer in answers if answer.may]
    why = next((answer.why for _, answer in answers if answer.may), "")
    return Reader(
        opened=frozenset(entry["pk"] for entry in opened),
        closed=frozenset(entry["pk"] for entry, answer in answers if not answer.may),
        right=f"{why} {_named(opened)}." if opened else "",
        why_not=tuple(dict.fromkeys(answer.why for _, answer in answers if not answer.may)),
    )


def _answer(user: User, meeting: Meeting, entry: Entry, on: date) -> Answer:
    claimed = [int(number) for number in entry["paragraphs"].split(",") if number]
    return access.may_read_minute(user, meeting, entry["access"], claimed, on)


def _named(entries: list[Entry]) -> str:
    numbers = [str(entry["number"]) for entry in entries]
    return f"Minute{'s' if len(numbers) > 1 else ''} {wording.joined(numbers)}"


def as_read(document: Document, opened: Collection[int]) -> Document:
    """
    Return the minutes with the `opened` withheld ones in full, and of the others no more than anybody may read.

    SECURITY: begun from `for_public`, so that what is not named here stays withheld.
    """
    shown = for_public(document)
    whole = {entry["pk"]: entry for entry in document["entries"] if entry["pk"] in opened}
    shown["entries"] = [whole.get(entry["pk"], entry) for entry in shown["entries"]]
    numbers = {entry["number"] for entry in whole.values()}
    shown["declarations"] = [
        {**public, "words": row["words"]} if row["minute"] in numbers else public
        for public, row in zip(shown["declarations"], document["declarations"], strict=True)
    ]
    return shown
