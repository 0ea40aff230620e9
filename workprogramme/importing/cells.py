"""Parse two kinds of cells of the file: an item with its title and leads, and a date."""

import datetime as dt
import re
from dataclasses import dataclass, field

from workprogramme.models import LeadRole

ROLES = (
    (r"Cabinet (?:Support )?Members?", LeadRole.CABINET_MEMBER),
    (r"Lead Officers?", LeadRole.LEAD_OFFICER),
    (r"Independent Chair(?:man|person)?", LeadRole.INDEPENDENT_CHAIR),
    (r"Lead Members?", LeadRole.LEAD_MEMBER),
    (r"Led by", LeadRole.OTHER),
    (r"Officers?", LeadRole.OFFICER),
)
LABEL = re.compile("|".join(rf"(?P<r{place}>\b{words}\s*:)" for place, (words, _) in enumerate(ROLES)), re.IGNORECASE)
REPORT = re.compile(r"^(?:Report|Presentation)s? (?:of|by|from)\b", re.IGNORECASE)
PARTED = re.compile(r"[,;&/\n]|\band\b")
TITLES = re.compile(r"^(?:Cllr|Councillor|Mr|Mrs|Ms|Miss|Dr|Rev|Prof)\.?\s+", re.IGNORECASE)
HONOURS = re.compile(r",? [A-Z]{2,4}$")
OPEN = re.compile(
    r"^\W*(?:tbc|tba|tbd|to be (?:confirmed|scheduled|agreed|arranged|decided)|none set)\b", re.IGNORECASE
)
MOST_IN_A_DATE = 200  # characters
# Text in place of a name: “tbc” and the like, where nobody is named, or the letters of an honour, such as MBE.
NO_NAME = re.compile(r"^(?:(?i:tbc|tba|tbd|n/?a|to be confirmed)|-|[A-Z]{2,4})$")
WRITTEN = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?([A-Za-z]{3,9})\.?,?(?:\s+(\d{4}))?\b")
FIGURES = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})\b")
ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Named:
    """A role, and the names after its label, such as “Lead Officer:”. `names` is [] where no name follows the label."""

    role: str
    names: list[str]


@dataclass(frozen=True, slots=True)
class ItemCell:
    """An Item cell, parsed: the title, a lead line such as “Report of ...”, and the leads by role (`named`)."""

    title: str
    lead_line: str = ""
    named: list[Named] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class DateCell:
    """A parsed date cell. `year` is 0 for a day without a year. `is_open` is True for “to be confirmed”."""

    day: int = 0
    month: int = 0
    year: int = 0
    is_open: bool = False

    def in_year(self, year: int) -> dt.date | None:
        """Return the cell's day and month in `year`; None for 29 February outside leap years."""
        try:
            return dt.date(year, self.month, self.day)
        except ValueError:
            return None


def item_cell(words: str) -> ItemCell:
    """Return an Item cell, parsed. A label may begin a line, or follow other words in the line."""
    labels = list(LABEL.finditer(words))
    head = words[: labels[0].start()] if labels else words
    lines = [" ".join(line.split()) for line in head.splitlines() if line.strip()]
    lead_lines = [line for line in lines[1:] if REPORT.match(line)]
    title = " ".join(line for line in lines if line not in lead_lines)
    named = []
    for place, label in enumerate(labels):
        end = labels[place + 1].start() if place + 1 < len(labels) else len(words)
        role = ROLES[int((label.lastgroup or "r0")[1:])][1]
        names = [_name(part) for part in PARTED.split(words[label.end() : end].strip())]
        named.append(Named(role, [name for name in names if name and not NO_NAME.match(name)]))
    return ItemCell(title, " ".join(lead_lines), named)


def _name(words: str) -> str:
    return HONOURS.sub("", TITLES.sub("", " ".join(words.split()).strip(" .")))


def date_cell(words: str) -> DateCell | None:
    """
    Return a date cell, parsed: “30 Nov 2021 10.00 am (re-arranged from 4 November)”, or “tbc”; None for other text.

    Text in brackets is ignored.
    """
    if len(words) > MOST_IN_A_DATE:
        return None
    words = re.sub(r"\([^()]*\)", " ", words)
    if OPEN.match(words):
        return DateCell(is_open=True)
    if match := ISO.search(words):
        year, month, day = map(int, match.groups())
    elif match := FIGURES.search(words):
        day, month, year = map(int, match.groups())
        year += 2000 if year < 100 else 0
    elif (match := WRITTEN.search(words)) and match[2][:3].lower() in MONTHS:
        day, month, year = int(match[1]), MONTHS.index(match[2][:3].lower()) + 1, int(match[3] or 0)
    else:
        return None
    cell = DateCell(day, month, year)
    return cell if cell.in_year(year or 2024) else None  # 2024 is a leap year, so it has 29 February
