"""Turn the bytes of a spreadsheet saved as CSV into rows; an unreadable file is refused with a sentence."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from committee.acts.refusal import Refused
from committee.wording.unprintable import composed, in_one_line

MOST_BYTES = 1024 * 1024
MOST_ROWS = 2000
MOST_IN_A_CELL = 5000
SAVE_AS = "In Excel choose File, Save as, and the type CSV UTF-8."


@dataclass(frozen=True)
class Row:
    """One row: its number (as a spreadsheet shows it) and its values by column."""

    number: int
    values: dict[str, str]


def read_rows(
    data: bytes,
    columns: Sequence[str],
    needed: Sequence[str],
    *,
    most_bytes: int = MOST_BYTES,
    most_rows: int = MOST_ROWS,
) -> list[Row]:
    """
    Return the rows of `data`, without empty rows.

    The encoding may be UTF-8 with or without a byte order mark, or Windows-1252. The separator may be a comma, a
    semicolon or a tab, and the columns may come in any order. Raises Refused where the file is empty, too large or no
    CSV, has a heading that is not in `columns`, or lacks a heading in `needed`.
    """
    text = decode(data, most_bytes)
    separator = _separator(text)
    records = [(number, record) for number, record in _records(text, separator) if any(map(str.strip, record))]
    if not records:
        raise Refused("The file is empty.")
    headings = [_plain(heading) for heading in records[0][1]]
    while headings and not headings[-1]:
        headings.pop()
    _check_headings(headings, columns, needed)
    rows = [_row(number, record, headings) for number, record in records[1:]]
    if not rows:
        raise Refused("The file has headings but no rows.")
    if len(rows) > most_rows:
        raise Refused(
            f"The file holds {len(rows):,} rows; {most_rows:,} can be imported at a time. Split it into smaller files."
        )
    return rows


def decode(data: bytes, most_bytes: int = MOST_BYTES) -> str:
    """Return the text of `data`, accents composed (NFC). Raises Refused where `data` is empty, too large or no text."""
    if not data.strip():
        raise Refused("The file is empty.")
    if len(data) > most_bytes:
        raise Refused(f"The file is larger than {most_bytes // 1024 // 1024} MB. Split it into smaller ones.")
    if data[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        raise Refused(f"This is a workbook, not a CSV file. {SAVE_AS}")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Refused(f"The file is saved as Unicode text (UTF-16). {SAVE_AS}")
    if b"\0" in data:
        raise Refused(f"The file is not a CSV file. {SAVE_AS}")
    try:
        return composed(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        # Windows-1252 has a character for every byte but five. A file that contains one of the five bytes is not text.
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError:
            raise Refused(f"The file contains characters that cannot be read. {SAVE_AS}") from None


def _separator(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t", key=first.count)


def _records(text: str, separator: str) -> list[tuple[int, list[str]]]:
    try:
        return list(enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), 1))
    except csv.Error as error:
        raise Refused(f"The file cannot be read as CSV: a quotation mark may be missing ({error}).") from error


def _plain(heading: str) -> str:
    return " ".join(in_one_line(heading).replace("_", " ").lower().split())


def _check_headings(headings: list[str], columns: Sequence[str], needed: Sequence[str]) -> None:
    expected = f"The columns are: {', '.join(columns)}."
    missing = [name for name in needed if name not in headings]
    if missing:
        opening = "There is no column called" if len(missing) == 1 else "There are no columns called"
        raise Refused(f"{opening} {' or '.join(missing)} in the first row. {expected}")
    unknown = [name or "(no heading)" for name in headings if name not in columns]
    if unknown:
        raise Refused(f"The column “{unknown[0][:60]}” is not recognised. {expected}")
    twice = next((name for name in headings if headings.count(name) > 1), "")
    if twice:
        raise Refused(f"There are two columns called {twice}.")


def _row(number: int, record: list[str], headings: list[str]) -> Row:
    if any(map(str.strip, record[len(headings) :])):
        raise Refused(
            f"Row {number} has more values than there are headings: a value with a comma may lack quotation marks."
        )
    # Remove invisible characters, as the register does, because names that look the same would not be equal. Some of
    # the characters also control a terminal.
    values = [" ".join(in_one_line(value).split()) for value in record[: len(headings)]]
    if any(len(value) > MOST_IN_A_CELL for value in values):
        raise Refused(f"Row {number} holds a value of more than {MOST_IN_A_CELL:,} characters.")
    return Row(number, dict(zip(headings, values + [""] * (len(headings) - len(values)), strict=True)))
