"""Blocks of a page without tags, by its lines. Runs in a child process."""

import statistics
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from meetings.packs.reading import glyphs
from meetings.packs.reading.glyphs import BULLET, BULLETS, LABEL, Block, Glyph

CLOSEST, USUAL, FARTHEST = 0.3, 1.55, 2.6  # steps from line to line in a paragraph, by the height of a letter
CELLS = 2  # of a letter's height: the least gap between two cells of a table
MOST_MARKS = 300  # bullets of a page that are drawn apart from their lines


def body_height(pages: Any) -> float:
    """Return the height of most letters of the untagged pages; 0 where they have none."""
    heights = Counter(round(glyph.height * 2) / 2 for drawn in pages for glyph in drawn if glyph.text.isalnum())
    return heights.most_common(1)[0][0] if heights else 0


def blocks(drawn: list[Glyph], body: float) -> list[Block]:
    """Return the paragraphs of an untagged page; `body` is the usual height of letters, 0 to make no headings."""
    made: list[Block] = []
    for group in _groups(_with_bullets(_downwards(_with_fields(_rows(drawn)))), scan=not body):
        for paragraph in _paragraphs(group):
            letters = [glyph for row in paragraph for glyph in row]
            runs = glyphs.runs(letters)
            if not runs:
                continue
            height = statistics.median(glyph.height for glyph in letters)
            words = "".join(text for text, _ in runs)
            if body and height >= 1.25 * body and len(paragraph) <= 2 and len(words) <= 120 and words[0].isalpha():
                made.append(["heading", 1 if height >= 1.6 * body else 2, runs])
            elif BULLET.match(words):
                runs[0][0] = runs[0][0][2:]
                item = ["", [["paragraph", runs]]]
                if made and made[-1][0] == "list":
                    made[-1][2].append(item)
                else:
                    made.append(["list", "bullets", [item]])
            else:
                made.append(["paragraph", runs])
    return made


type Row = list[Glyph]


def _rows(drawn: list[Glyph]) -> list[Row]:
    """Return the lines of a page in the order of its text."""
    rows: list[Row] = []
    for glyph in drawn:
        if not glyph.text.strip():
            if rows:
                rows[-1].append(glyph)
        elif rows and glyphs.same_line(next(last for last in reversed(rows[-1]) if last.text.strip()), glyph):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return rows


def _with_fields(rows: list[Row]) -> list[Row]:
    """Return the lines; one that is a drawing by itself, as a filled-in field is, is put beside its label."""
    drawings = Counter(row[0].drawing for row in rows if row[0].drawing)
    made: list[Row] = []
    for row in rows:
        is_field = drawings[row[0].drawing] == 1
        label = next((line for line in made if is_field and glyphs.same_line(line[0], row[0])), None)
        if label is None:
            made.append(row)
        elif row[0].left < label[0].left:
            label[:0] = [*row, row[0]._replace(text=" ")]
        else:
            label += [row[0]._replace(text=" "), *row]
    return made


def _downwards(rows: list[Row]) -> list[Row]:
    """Return the lines from the top down where three or more below each other are drawn from the bottom up."""
    made: list[Row] = []
    upwards: list[Row] = []
    for row in [*rows, []]:
        if not (row and upwards and _is_above(row, upwards[-1])):
            made += reversed(upwards) if len(upwards) > 2 else upwards
            upwards = []
        upwards.append(row)
    return made


def _is_above(row: Row, below: Row) -> bool:
    return CLOSEST < (row[0].bottom - below[0].bottom) / row[0].height < FARTHEST and _overlap(row, below)


def _with_bullets(rows: list[Row]) -> list[Row]:
    """Return the lines; a bullet or number that is drawn apart from its line is put before that line."""
    marks: list[Row] = []
    lines: list[Row] = []
    for row in rows:
        words = "".join(glyph.text for glyph in row).strip()
        is_mark = (len(words) == 1 and words in BULLETS) or LABEL.fullmatch(words)
        (marks if is_mark else lines).append(row)
    if len(marks) > MOST_MARKS:
        return rows
    for mark in marks:
        beside = [row for row in lines if row[0].left >= mark[0].right and glyphs.same_line(mark[0], row[0])]
        if beside:
            row = min(beside, key=lambda row: row[0].left)
            row[:0] = [*mark, mark[0]._replace(text=" ")]
        else:
            lines.append(mark)
    return lines


def _groups(rows: list[Row], *, scan: bool) -> Iterator[list[Row]]:
    """Yield the lines that stand one below the other with the usual space between them; `scan`: heights are rough."""
    heights = [statistics.median(glyph.height for glyph in row) for row in rows]
    steps = [
        (above[0].bottom - below[0].bottom) / high
        for (above, below), high in zip(pairwise(rows), heights, strict=False)
    ]
    likely = sorted(step for step in steps if CLOSEST < step < FARTHEST)
    most = max(USUAL, 1.15 * likely[len(likely) // 4]) if likely else USUAL
    group = rows[:1]
    for index, (above, below) in enumerate(pairwise(rows)):
        same_size = (0.6 if scan else 0.85) < heights[index + 1] / heights[index] < (1.6 if scan else 1.18)
        if not (same_size and CLOSEST < steps[index] < most and _goes_on(above, below)):
            yield group
            group = []
        group.append(below)
    if group:
        yield group


def _goes_on(above: Row, below: Row) -> bool:
    return _overlap(above, below) and not _has_cells(above) and not _has_cells(below)


def _overlap(row: Row, other: Row) -> bool:
    """Return whether one of two lines is below the other, at least in part."""
    beside = _left_edge(row) < _right_edge(other) and _left_edge(other) < _right_edge(row)
    return row[0].turn == other[0].turn and beside


def _has_cells(row: Row) -> bool:
    """Return whether a line has a gap that is no blank, as between the cells of a table."""
    drawn = [glyph for glyph in row if glyph.text.strip() and glyph.text not in BULLETS]
    return any(glyphs.gap(left, right) > CELLS for left, right in pairwise(drawn))


def _left_edge(row: Row) -> float:
    return min(glyph.left for glyph in row)


def _right_edge(row: Row) -> float:
    return max(glyph.right for glyph in row if glyph.text.strip())


def _paragraphs(group: list[Row]) -> Iterator[list[Row]]:
    """Yield the lines of each paragraph. A paragraph ends where the next line's first word would still have fitted."""
    edge = max(map(_right_edge, group))
    made = [group[0]]
    for above, below in pairwise(group):
        words = "".join(glyph.text for glyph in below)
        end = next((index for index, glyph in enumerate(below) if not glyph.text.strip()), len(below))
        first = _right_edge(below[:end]) - below[0].left
        if _right_edge(above) + first + 0.3 * above[0].height < edge or BULLET.match(words) or LABEL.match(words):
            yield made
            made = []
        made.append(below)
    yield made
