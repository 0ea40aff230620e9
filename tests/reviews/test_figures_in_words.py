"""Tables are read out of pasted text, and a text is checked for what would identify people."""

import time

import pytest

from reviews.findings import figure_sentences
from reviews.findings.figure_sentences import warnings
from reviews.findings.figure_table import Unreadable, as_text, pasted

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
    for table in (*TABLES, across.table):
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
