"""Quotations of notes: looked up in the pages of a paper, marked there, and looked up again in a new edition."""

import pytest

from meetings.members.notes.anchors import PaperWords, mark, passages_of
from meetings.members.notes.encryption import NoteWords
from meetings.packs.reading.html import as_html
from meetings.packs.reading.view import Page

FEES = "The fees for respite care rise by four per cent from April, after two years without a change."


def page(*paragraphs: str) -> Page:
    return Page("tags", [["paragraph", [[text, ""]]] for text in paragraphs])


@pytest.mark.parametrize(
    ("html", "words", "marked"),
    [
        ("<p>One two three</p>", NoteWords("two"), '<p>One <mark id="a">two</mark> three</p>'),
        ("<p>to be to be</p>", NoteWords("be", before="be to"), '<p>to be to <mark id="a">be</mark></p>'),
        ("<p>A &amp; <b>B</b></p>", NoteWords("& B"), '<p>A <mark id="a">&amp; </mark><b><mark>B</mark></b></p>'),
        ("<p>Caf\u00e9</p>", NoteWords("Cafe\u0301"), '<p><mark id="a">Caf\u00e9</mark></p>'),
        ("<p>a</p><p>b</p>", NoteWords("a\nb"), '<p><mark id="a">a</mark></p><p><mark>b</mark></p>'),
        ("<p>One</p>", NoteWords("<p>"), None),
        ("<p>One</p>", NoteWords(""), None),
    ],
)  # fmt: skip
def test_a_quotation_is_marked_across_tags_spaces_and_accents(html, words, marked):
    assert mark(html, words, "a") == marked


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ([page(FEES)], ("placed", 1, "")),
        ([page("A new first page."), page("Before.", FEES)], ("placed", 2, "")),
        ([page(FEES.replace("four", "five"))], ("changed", 1, FEES.replace("four", "five"))),
        ([page(FEES.replace("four", "five"))] * 2, ("changed", 1, FEES.replace("four", "five"))),
        ([page("A report on school meals."), page("Nothing like this.")], ("gone", 1, "")),
    ],
)
def test_a_new_edition_has_the_passage_a_near_one_or_none(pages, expected):
    place = PaperWords(pages).place(NoteWords(FEES), 1)
    assert (place.state, place.page, place.passage) == expected


def test_every_passage_that_is_offered_can_be_marked_on_its_page():
    cells = [[["col", 1, 1, [["paragraph", [["Year", ""]]]]], ["col", 1, 1, [["paragraph", [["Cost", ""]]]]]]]
    blocks = [["list", "numbers", [["1.", [["paragraph", [["First", ""]]]]]]], ["table", [], cells], page("Last")[1][0]]
    passages = list(passages_of(Page("tags", blocks)))
    assert passages == ["First", "Year Cost", "Last"]
    assert all(mark(as_html(Page("tags", blocks)), NoteWords(text), "a") for text in passages)
