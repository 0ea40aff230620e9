"""Tables of figures: entered or read out of text; nobody works a hidden number out of what is public."""

import random
import time
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from committee.acts.refusal import Refused
from committee.models import AuditEntry
from reviews.findings import figure_sentences, figure_verbs
from reviews.findings.figure_sentences import warnings
from reviews.findings.figure_suppression import Why, suppressed
from reviews.findings.figure_table import (
    Column,
    ColumnKind,
    Table,
    Unreadable,
    as_percentage,
    as_text,
    numbers,
    pasted,
    rounded,
    share,
)
from reviews.findings.figures_shown import chart_for_panel, chart_for_public, for_desk, for_panel, for_public, nodes_of
from reviews.proposing import verbs as proposing
from tests.acts.review_evidence import COUNTED_AT as AT
from tests.acts.review_evidence import TEXT
from tests.answers import client_of


@pytest.fixture
def table(review, scrutiny):
    return figure_verbs.add_figures(
        review.review, title="Carers by school", text=TEXT, source="The schools", note="In May.", by=scrutiny
    )


def cells(told) -> list[str]:
    return [cell.text for row in told.rows for cell in row.cells]


def test_a_table_is_entered_by_hand_and_read_by_everybody_without_its_small_numbers(client, review, scrutiny):
    desk, slug = client_of(scrutiny), review.review.slug
    at, public = f"/desk/reviews/{slug}/figures/", f"/reviews/{slug}/figures/"
    told = desk.post(f"{at}new/", {"title": "Carers by school", "text": TEXT}, follow=True).content.decode()
    assert "The source printed 9% for South: 3 of 150 is 2.0%." in told
    assert told.count("hidden: from 1 to 4") == 1 and told.count("hidden: would reveal another number") == 1
    kept = review.review.figures.get()
    marked = {"before": "South", "words": "Pupils were asked for the first time"}
    assert desk.post(f"{at}{kept.pk}/definition/", marked).status_code == 302
    assert client.get(public).status_code == 404
    desk.post(f"{at}{kept.pk}/publish/")
    assert client.get(public).status_code == 404, "the review is not public yet"
    proposing.publish_review(review.review, at=AT, by=scrutiny)
    page = client.get(public).content.decode()
    assert page.count("Pupils were asked for the first time") == 3, "line in the table, line in the chart, description"
    kept.refresh_from_db()
    assert cells(for_public(kept)) == ["200", "12", "6.0%", "150", "*", "*", "100", "*", "*", "450", "24", "5.3%"]
    assert "hidden: from" not in page and ">3<" not in page and "2.0%" not in page and "9.0%" not in page


def test_the_officer_lifts_it_with_a_reason_and_other_numbers_are_hidden_anew(table, scrutiny):
    with pytest.raises(Refused, match="too short"):
        figure_verbs.show_whole(table, reason="Because", by=scrutiny)
    shown = figure_verbs.show_whole(table, reason="The school has published it.", by=scrutiny)
    assert "*" not in cells(for_public(shown))
    shown = figure_verbs.edit_figures(shown, title="Carers in schools", by=scrutiny)
    assert not shown.is_suppressed, "its numbers are the same"
    changed = figure_verbs.edit_figures(shown, text=TEXT.replace("200,12", "200,13"), by=scrutiny)
    assert changed.is_suppressed and "*" in cells(for_public(changed))


def test_chart_table_and_print_have_one_source(table):
    public, whole = chart_for_public(table), chart_for_panel(table)
    assert [bar.words for bar in public.bars] == ["12", "not shown", "not shown"]
    assert [bar.words for bar in whole.bars] == ["12", "3", "9"]
    assert "South not shown" in public.description and "South 3" in whole.description
    printed = str(nodes_of(table))
    assert "not shown" in printed and "2.0%" not in printed and "3.0%" not in printed
    assert "2.0%" in str(for_panel(table))
    assert cells(for_desk(table)) == cells(for_panel(table))
    assert for_public(table).rows[1].cells[1].number is None


def test_what_is_public_is_taken_back_before_it_is_removed(table, scrutiny):
    public = figure_verbs.publish_figures(table, at=AT, by=scrutiny)
    with pytest.raises(Refused, match="unpublish it first"):
        figure_verbs.remove_figures(public, by=scrutiny)
    figure_verbs.remove_figures(
        figure_verbs.withdraw_figures(public, reason="The source was wrong.", by=scrutiny), by=scrutiny
    )
    assert not table.review.figures.exists()


def test_the_trail_keeps_a_removed_table_as_anybody_would_have_read_it(table, scrutiny):
    hidden = [cell.number for row in for_desk(table).rows for cell in row.cells if cell.why == "hidden: from 1 to 4"]
    figure_verbs.remove_figures(table, by=scrutiny)
    kept = AuditEntry.objects.get(did="removed a table of figures of").facts["text"]
    lines = [line.split("; ")[1:] for line in kept.splitlines()[1:]]
    assert hidden and "*" in kept and not {str(number) for number in hidden} & {cell for line in lines for cell in line}


def test_the_panel_reads_every_number(table, chairman):
    assert ">3<" in client_of(chairman).get(f"/members/reviews/{table.review.slug}/figures/").content.decode()


BEFORE = """Month\tEnquiries\tAbout harassment\t% about harassment
September 2020\t488\t18\t4%
October 2020\t406\t8\t2%
November 2020\t491\t11\t2%
December 2020\t310\t4\t1%
January 2021\t291\t0\t0%
February 2021\t287\t2\t1%
March 2021\t442\t16\t4%
April 2021\t227\t8\t4%
TOTAL\t2942\t67\t2%
"""
AFTER = """Month,Enquiries,About harassment,% about harassment
May 2021,398,12,3 %
June 2021,366,16,4 %
July 2021,297,16,5 %
August 2021,55,1,2 %
September 2021,483,22,5 %
October 2021,402,7,2 %
November 2021,400,18,9 %
December 2021,222,15,7 %
TOTAL,"2,623",107,4%
"""
TABLES = [pasted(BEFORE).table, pasted(AFTER, {"May 2021": "Recorded under a new definition"}).table]


def test_a_table_comes_back_from_its_text_as_it_is():
    across = pasted("Age;Girls;Boys;Total\n10;7;8;15\n11;9;3;12\nTotal;16;11;27\n")
    assert across.table.total_column == 2 and across.table.has_total
    listed = pasted("Year; term; school\tNumber\n2020; Hilary\t12\n")
    for table in (*TABLES, across.table, listed.table):
        again = pasted(as_text(table), table.marks)
        assert again.table == table and again.differences == ()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Month,Number", "at least one row"),
        ("Month,Number\nMay,1\nMay,2", "label that no other row has"),
        ("Month,Number\nMay,1,2", "Row 1 has 3 cells"),
        ("Month,Share\nMay,5%", "column of counts"),
        ("Month,Number,Share\nMay,5,5%", "part and the whole"),
        ('Month,Number\n"May,1', "quotation mark"),
        ("Month,Number\nMay," + "9" * 30, "is not a number"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(text, why):
    with pytest.raises(Unreadable, match=why):
        pasted(text)


@pytest.mark.parametrize(
    ("said", "warned"),
    [
        ("In August 2021 there was 1 of 55 enquiries.", "tells the number of August 2021 that is hidden in the table"),
        ("In August 2020 there was 1 complaint about a teacher.", "1 complaint (R53)"),
        ("Three pupils spoke to us.", "three pupils (R53)"),
        ("In November 2021 18 of 400 enquiries were about it.", ""),
    ],
)
def test_a_sentence_that_would_identify_people_is_warned_of(said, warned):
    found = " ".join(warnings(said, TABLES))
    assert (warned in found) if warned else not found, found


def test_a_number_hidden_in_a_row_of_another_year_is_no_warning():
    assert not any("hidden" in warning for warning in warnings("In August 2020 there was 1 complaint.", TABLES))


@pytest.mark.parametrize("text", ["1 of 55 enquiries " * 20_000, "x" * 1_000_000])
def test_a_long_text_is_read_in_a_moment(text):
    began = time.perf_counter()
    warnings(text, TABLES)
    assert time.perf_counter() - began < 3


def test_a_text_with_too_many_sentences_beside_large_tables_is_compared_so_far_and_says_so(monkeypatch):
    """Each was held against every row of every table: a text of 200,000 letters took minutes."""
    monkeypatch.setattr(figure_sentences, "STEPS", 10_000)
    rows = "\n".join(f"School {row},{1000 + row},{row % 4 + 1},1%" for row in range(60))
    tables = [pasted(f"Area,All,Part {place},Share\n{rows}").table for place in range(3)]
    assert warnings("7. " * 2_000, tables) == []
    assert warnings("3 and 4. " * 2_000, tables)[-1].endswith("Check the rest separately.")


EARLIER_TABLE = {
    "September 2020": (488, 18), "October 2020": (406, 8), "November 2020": (491, 11), "December 2020": (310, 4),
    "January 2021": (291, 0), "February 2021": (287, 2), "March 2021": (442, 16), "April 2021": (227, 8),
}  # fmt: skip
LATER_TABLE = {
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
    [(EARLIER_TABLE, {"December 2020", "February 2021"}), (LATER_TABLE, {"August 2021", "October 2021"})],
)
def test_nobody_recomputes_a_hidden_cell_of_the_source(rows, hidden):
    table = source(rows)
    why = suppressed(table)
    assert {table.label(row) for row, _ in why} == hidden
    assert {column for _, column in why} == {1, 2}, "the number, and the percentage that would give it back"
    assert solved(table, {cell for cell, reason in why.items() if reason is not Why.PERCENTAGE}) == set()
    assert tried(table, why) == set()


def test_a_percentage_that_were_left_would_give_the_number_back():
    table = source(EARLIER_TABLE)
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
