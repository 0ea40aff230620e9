"""Read the rows of a programme from a file: CSV, or the tables of a Word document."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from committee.acts.refusal import Refused
from committee.wording.unprintable import in_one_line

MOST_BYTES = 1024 * 1024
MOST_ROWS = 300  # rows of a file; a year of the largest committee has about 75
MOST_LEFT_OUT = 50  # lines outside tables, and unknown tables and columns, that are reported
MOST_IN_A_CELL = 8000  # characters
MOST_IN_A_NAME = 120  # characters of the file's name
MOST_SHOWN = 120  # characters of an unknown table's or column's headings
KINDS = "Enter the programme as a Word document (.docx) or saved as CSV."
NO_TABLE = (
    "No table of a work programme was found. It needs a row of headings: "
    "Date of meeting, Item, Details, Action/Outcome."
)
COLUMNS = {
    "date of meeting": "date", "date": "date", "meeting": "date", "meeting date": "date",
    "item": "item", "details": "details", "action/outcome": "outcome", "outcome": "outcome", "action": "outcome",
    "actions/outcomes": "outcome", "table": "table",
}  # fmt: skip
TABLES = (
    ("standing", "standing"), ("inquiry", "working"), ("working group", "working"), ("briefing", "briefings"),
    ("withdrawn", "briefings"), ("work programme", "meetings"), ("programme by meeting", "meetings"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Record:
    """A line of the file with its cells. `heading` is True for a paragraph of Word, outside any table."""

    where: str
    cells: list[str]
    heading: bool = False


@dataclass(frozen=True, slots=True)
class SourceRow:
    """
    One row of a programme in the file: `where` it is ("Row 7"), and the text of its cells.

    `table` is a value of models.Table, or "" where the heading `table_words` names no table. A blank date cell takes
    the date of a row above. `carried` is the number of the row from which the date comes.
    """

    number: int
    where: str
    table: str
    table_words: str
    date: str
    item: str
    details: str
    outcome: str
    carried: int


@dataclass(frozen=True, slots=True)
class Source:
    """
    The rows of a file, and the lines that belong to no table (`left_out`). `name` is the file's name.

    `strange` lists (where it begins, its headings, its number of rows) for each table without a known heading. An
    unknown column of a known table is listed too, with 0 as the number of rows.
    """

    rows: list[SourceRow]
    left_out: list[str]
    name: str = ""
    strange: list[tuple[str, str, int]] = field(default_factory=list)


def read(data: bytes, name: str) -> Source:
    """
    Return the rows of a .csv or .docx called `name`.

    Raises Refused where the file is of another kind, empty, too large or damaged, or has no table of a programme.
    """
    if not data:
        raise Refused("The file is empty.")
    if len(data) > MOST_BYTES:
        raise Refused(f"The file is larger than {MOST_BYTES // 1024 // 1024} MB: remove the pictures from it.")
    ending = name.lower().rpartition(".")[2]
    if ending == "docx":
        from workprogramme.importing import word_file  # Word's library is not needed for CSV

        records = word_file.read(data)
    elif ending == "csv":
        records = _csv_records(data)
    else:
        raise Refused(KINDS)
    return replace(_source(records), name=_called(name))


def _called(name: str) -> str:
    """Return the file's name without folders, as one line that is safe to show."""
    name = " ".join("".join(sign if sign.isprintable() else " " for sign in re.split(r"[\\/]", name)[-1]).split())
    return f"{name[: MOST_IN_A_NAME - 1]}…" if len(name) > MOST_IN_A_NAME else name


def _csv_records(data: bytes) -> list[Record]:
    # Imported here, because this module must not import Django at its top.
    from committee.register.csv_import.reading import decode

    text = decode(data)
    heads = [line for line in text.splitlines() if "item" in line.casefold()] or [text]
    separator = max(",;\t", key=heads[0].count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise Refused(f"The file cannot be read as CSV: a quotation mark may be missing ({error}).") from error
    return [Record(f"Row {number}", [_bare(cell) for cell in cells]) for number, cells in enumerate(lines, 1)]


def _bare(cell: str) -> str:
    """Return the cell without the apostrophe that stops a spreadsheet from reading its text as a formula."""
    cell = cell.strip()
    return cell[1:] if cell[:1] == "'" and cell[1:2] in "=+-@" else cell


def _source(records: Iterable[Record]) -> Source:
    gathered = _Gathering()
    for record in records:
        if any(record.cells):
            gathered.take(record)
        else:
            gathered.settle()
    gathered.settle()
    rows = gathered.rows
    if not rows:
        raise Refused(NO_TABLE)
    left_out = gathered.left_out
    if len(left_out) > MOST_LEFT_OUT:
        left_out[MOST_LEFT_OUT:] = [f"And {len(left_out) - MOST_LEFT_OUT:,} lines more"]
    return Source(rows, left_out, strange=gathered.strange[:MOST_LEFT_OUT])


class _Gathering:
    """The rows read so far, and the heading, table, columns and date that apply to the next lines."""

    def __init__(self) -> None:
        self.rows: list[SourceRow] = []
        self.left_out: list[str] = []
        self.strange: list[tuple[str, str, int]] = []
        self.waiting: list[Record] = []  # lines outside known tables, until it is clear whether they form a table
        self.columns: dict[str, int] = {}
        self.heading = self.table = self.words = self.date = ""
        self.dated = 0

    def take(self, record: Record) -> None:
        """Take the next line that is not blank: as a heading, as a row of a table, or as a waiting line."""
        first = next(cell for cell in record.cells if cell)
        columns = {} if record.heading else _columns(record.cells)
        if columns or record.heading or (self.waiting and _table_of(record) != _table_of(self.waiting[-1])):
            self.settle()
        if columns:
            self._begin(columns, record)
        elif record.heading or _is_heading(record.cells, self.columns):
            self.heading = first
            if record.heading:
                self.columns = {}
        elif not self.columns:
            self.waiting.append(record)
        else:
            self._add(record)

    def settle(self) -> None:
        """Record the waiting lines: as an unknown table if the first looks like column headings, else as left out."""
        lines, self.waiting = self.waiting, []
        if len(lines) > 1 and sum(map(bool, lines[0].cells)) > 1:
            self.strange.append((lines[0].where, _shape(lines[0].cells)[:MOST_SHOWN], len(lines) - 1))
        else:
            self.left_out += [f"{line.where}: “{next(filter(None, line.cells))[:60]}”" for line in lines]

    def _begin(self, columns: dict[str, int], record: Record) -> None:
        """Begin a table at its row of column headings. The heading above it, if any, names the table."""
        cells = record.cells
        used = set(columns.values())
        unknown = [cell for place, cell in enumerate(cells) if cell and place not in used]
        self.strange += [(record.where, cell[:MOST_SHOWN], 0) for cell in unknown]
        self.table = table_named(self.heading) if self.heading else _by_shape(cells)
        self.columns, self.words = columns, self.heading or _shape(cells)
        self.heading = self.date = ""

    def _add(self, record: Record) -> None:
        row = {name: _cell(record.cells, place) for name, place in self.columns.items()}
        if any(len(cell) > MOST_IN_A_CELL for cell in row.values()):
            raise Refused(f"{record.where} holds a cell of more than {MOST_IN_A_CELL:,} characters.")
        number, words = len(self.rows) + 1, row.get("table", "")
        if words and words != self.words:
            self.table, self.words, self.date = table_named(words), words, ""
        if row.get("date"):
            self.date, self.dated = row["date"], number
        if len(self.rows) == MOST_ROWS:
            raise Refused(f"The file holds more than {MOST_ROWS:,} rows: split it and import each part.")
        self.rows.append(
            SourceRow(
                number, record.where, self.table, self.words, self.date, row["item"], row.get("details", ""),
                row.get("outcome", ""), self.dated if self.date else number,
            )
        )  # fmt: skip


def table_named(words: str) -> str:
    """Return the value of models.Table that a heading such as “Standing Items 2021-22” names; "" for none."""
    plain = words.casefold()
    return next((table for part, table in TABLES if part in plain), "")


def _columns(cells: list[str]) -> dict[str, int]:
    """Return the index of each known column by name, if these cells are a row of column headings; else {}."""
    columns: dict[str, int] = {}
    for place, cell in enumerate(cells):
        name = COLUMNS.get(re.sub(r" ?/ ?", "/", " ".join(in_one_line(cell).split()).casefold()))
        if name and name not in columns:
            columns[name] = place
    return columns if "item" in columns and len(columns) > 1 else {}


def _by_shape(cells: list[str]) -> str:
    """Return the value of models.Table that column headings suggest. Only "meetings" has a date of meeting."""
    plain = [" ".join(cell.split()).casefold() for cell in cells]
    if {"date of meeting", "meeting", "meeting date"} & set(plain):
        return "meetings"
    return "briefings" if "date" in plain else "standing"


def _shape(cells: list[str]) -> str:
    return " | ".join(cell for cell in cells if cell)


def _table_of(record: Record) -> str:
    """Return the table of a Word document that a line is in ("Table 2"); "" for a line of a CSV file."""
    return record.where.partition(",")[0] if "," in record.where else ""


def _is_heading(cells: list[str], columns: dict[str, int]) -> bool:
    filled = [place for place, cell in enumerate(cells) if cell]
    if len(filled) > 1 or (columns and filled[0] == columns["item"] and filled[0] != 0):
        return False
    return not columns or bool(table_named(cells[filled[0]])) or filled[0] not in columns.values()


def _cell(cells: list[str], place: int) -> str:
    """Return the text of the cell at `place`, with single spaces; "" where the line has no such cell."""
    # By `split`, because a regular expression would be slow on many spaces.
    return "\n".join(" ".join(line.split()) for line in cells[place].splitlines()) if place < len(cells) else ""
