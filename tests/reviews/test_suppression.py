"""Nobody works a hidden number of a table out from what is public: neither by hand, nor by trying everything."""

import random
import time
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.findings.figure_suppression import Why, suppressed
from reviews.findings.figure_table import Column, ColumnKind, Table, as_percentage, numbers, rounded, share

BEFORE = {
    "September 2020": (488, 18), "October 2020": (406, 8), "November 2020": (491, 11), "December 2020": (310, 4),
    "January 2021": (291, 0), "February 2021": (287, 2), "March 2021": (442, 16), "April 2021": (227, 8),
}  # fmt: skip
AFTER = {
    "May 2021": (398, 12), "June 2021": (366, 16), "July 2021": (297, 16), "August 2021": (55, 1),
    "September 2021": (483, 22), "October 2021": (402, 7), "November 2021": (400, 18), "December 2021": (222, 15),
}  # fmt: skip
PERCENT = Column("Percentage", ColumnKind.PERCENT, part=1, whole=0)


def source(rows: dict[str, tuple[int, int]]) -> Table:
    columns = (Column("All enquiries"), Column("About harassment"), PERCENT)
    return Table("Month", columns, tuple(rows), tuple(rows.values()), has_total=True)


def table_of(counts, *, total: bool, across: bool, percent: bool = False) -> Table:
    width = len(counts[0])
    columns = [Column(f"Count {place}") for place in range(width)]
    columns += [Column("Total", ColumnKind.TOTAL)] if across else []
    columns += [Column("Percentage", ColumnKind.PERCENT, part=0, whole=1)] if percent else []
    labels = tuple(f"Row {place}" for place in range(len(counts)))
    return Table("Row", tuple(columns), labels, tuple(map(tuple, counts)), has_total=total)


# --- An attacker of its own kind: not a line of the portal's but the table as it is shown -----------------------------


def equations(table: Table) -> list[list[tuple[tuple[int, int], int]]]:
    """Each sum that the table's form tells: cells with a sign, coming to nothing."""
    counts, across = table.places(ColumnKind.COUNT), table.total_column
    found = [[*(((row, place), 1) for place in counts), ((row, across), -1)] for row in table.rows if across >= 0]
    bottom = table.total_row
    summed = [*counts, *([across] if across >= 0 else [])] if table.has_total else []
    return found + [[*(((row, place), 1) for row in range(bottom)), ((bottom, place), -1)] for place in summed]


def solved(table: Table, hidden: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return the hidden cells that follow from the sums alone, by Gaussian elimination."""
    known, order, rows = numbers(table), sorted(hidden), []
    for sum_ in equations(table):
        row = [Fraction(0)] * len(order)
        for cell, sign in sum_:
            if cell in hidden:
                row[order.index(cell)] += sign
        assert sum(sign * known[cell] for cell, sign in sum_) == 0
        rows.append(row)
    place = 0
    for column in range(len(order)):
        pivot = next((at for at in range(place, len(rows)) if rows[at][column]), None)
        if pivot is None:
            continue
        rows[place], rows[pivot] = rows[pivot], rows[place]
        rows[place] = [value / rows[place][column] for value in rows[place]]
        for at, row in enumerate(rows):
            if at != place and row[column]:
                rows[at] = [value - row[column] * top for value, top in zip(row, rows[place], strict=True)]
        place += 1
    alone = [[column for column, value in enumerate(row) if value] for row in rows]
    return {order[columns[0]] for columns in alone if len(columns) == 1}


def tried(table: Table, hidden: dict[tuple[int, int], Why]) -> set[tuple[int, int]]:
    """Return the hidden cells that are the same in every table of whole numbers with the same visible cells."""
    known, free = numbers(table), sorted(cell for cell, why in hidden.items() if why is not Why.PERCENTAGE)
    body = [cell for cell in free if cell[0] != table.total_row and cell[1] != table.total_column]
    seen: dict[tuple[int, int], set[int]] = {cell: set() for cell in free}
    for values in product(*(range(known[cell] + 4) for cell in body)):
        world = dict(known) | dict(zip(body, values, strict=True))
        counts = [
            tuple(world[row, place] for place in table.places(ColumnKind.COUNT)) for row in range(len(table.labels))
        ]
        other = Table(table.label_heading, table.columns, table.labels, tuple(counts), has_total=table.has_total)
        again = numbers(other)
        if all(again[cell] == known[cell] for cell in known if cell not in hidden and cell[0] in table.rows) and all(
            rounded(share(again[row, one.part], again[row, one.whole]) or Fraction(0))
            == rounded(share(known[row, one.part], known[row, one.whole]) or Fraction(0))
            for place, one in enumerate(table.columns)
            if one.kind is ColumnKind.PERCENT
            for row in table.rows
            if (row, place) not in hidden and again[row, one.whole]
        ):
            for cell in free:
                seen[cell].add(again[cell])
    return {cell for cell, values in seen.items() if len(values) < 2}


# --- The source's two tables -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "hidden"),
    [(BEFORE, {"December 2020", "February 2021"}), (AFTER, {"August 2021", "October 2021"})],
)
def test_nobody_recomputes_a_hidden_cell_of_the_source(rows, hidden):
    table = source(rows)
    why = suppressed(table)
    assert {table.label(row) for row, _ in why} == hidden
    assert {column for _, column in why} == {1, 2}, "the number, and the percentage that would give it back"
    assert solved(table, {cell for cell, reason in why.items() if reason is not Why.PERCENTAGE}) == set()
    assert tried(table, why) == set()


def test_a_percentage_that_were_left_would_give_the_number_back():
    table = source(BEFORE)
    why = suppressed(table)
    left = {cell: reason for cell, reason in why.items() if cell != (3, 2)}
    assert tried(table, left), "the attacker reads percentages"
    assert solved(table, {(3, 1)}) == {(3, 1)}, "and totals"


def test_zeros_and_tables_without_small_counts_are_shown_whole():
    assert suppressed(table_of([(0, 7), (12, 9)], total=True, across=True)) == {}


def test_a_small_total_is_hidden_with_what_it_is_the_sum_of():
    why = suppressed(table_of([(3,), (0,)], total=True, across=False))
    assert why == {(0, 0): Why.SMALL, (2, 0): Why.SMALL}


def test_where_row_and_column_offer_nothing_a_total_elsewhere_is_hidden():
    table = table_of([(0, 0, 1), (0, 1, 6), (1, 6, 0)], total=True, across=True)
    assert solved(table, set(suppressed(table))) == set() == tried(table, suppressed(table))


COUNTS = st.integers(1, 3).flatmap(
    lambda width: st.lists(
        st.tuples(*[st.one_of(st.integers(0, 7), st.integers(0, 20))] * width), min_size=1, max_size=4
    )
)


@settings(max_examples=20, deadline=None)
@given(counts=COUNTS, total=st.booleans(), across=st.booleans(), percent=st.booleans())
def test_nobody_recomputes_a_hidden_cell_of_any_small_table(counts, total, across, percent):
    width = len(counts[0])
    across, percent = across and width > 1, percent and width > 1
    if percent:
        counts = [(min(line[:2]), max(line[:2]), *line[2:]) for line in counts]
    table = table_of(counts, total=total, across=across, percent=percent)
    why = suppressed(table)
    cells = {cell for cell, reason in why.items() if reason is not Why.PERCENTAGE}
    assert {cell for cell, number in numbers(table).items() if 0 < number < 5 and cell[0] in table.rows} <= cells
    assert solved(table, cells) == set()
    body = [cell for cell in cells if cell[0] != table.total_row and cell[1] != table.total_column]
    if len(body) <= 2:
        assert tried(table, why) == set()


@settings(max_examples=10, deadline=None)
@given(
    counts=st.integers(2, 6).flatmap(
        lambda width: st.lists(
            st.tuples(*[st.one_of(st.integers(0, 6), st.integers(0, 400))] * width), min_size=2, max_size=12
        )
    )
)
def test_the_sums_of_a_large_table_give_nothing_back(counts):
    table = table_of(counts, total=True, across=True)
    assert solved(table, set(suppressed(table))) == set()


@pytest.mark.parametrize(
    ("part", "whole", "shown"), [(18, 400, "4.5%"), (107, 2623, "4.1%"), (1, 0, "–"), (1, 2000, "0.1%")]
)
def test_percentages_are_rounded_half_upwards(part, whole, shown):
    assert as_percentage(share(part, whole)) == shown


def test_the_largest_table_is_hidden_in_a_moment():
    """Anybody may open a page of thirty of them."""
    drawn = random.Random(1)
    counts = [[drawn.choice((0, 1, 2, 5, 6, 7)) for _ in range(7)] for _ in range(60)]
    table = table_of(counts, total=True, across=True)
    began = time.perf_counter()
    assert suppressed(table)
    assert time.perf_counter() - began < 1
