"""Page counts to numbers and ranges."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from meetings.packs.page_numbers import Span, number

COUNTS = st.lists(st.integers(1, 300), max_size=40)


def labels(counts: list[int], **options: object) -> list[str]:
    return [span.label() for span in number(counts, **options)]  # type: ignore[arg-type]


def test_an_odd_item_gets_a_blank_back_that_counts_in_its_range() -> None:
    assert number([5, 1, 2]) == [Span(1, 6, 5, True), Span(7, 8, 1, True), Span(9, 10, 2)]


def test_without_duplex_nothing_is_padded_and_one_page_reads_page_9() -> None:
    assert labels([8, 1, 3], duplex=False) == ["(Pages 1–8)", "(Page 9)", "(Pages 10–12)"]


@given(COUNTS, st.integers(1, 2_000), st.booleans())
def test_ranges_are_contiguous_hold_every_page_and_number_each_once(
    counts: list[int], start: int, duplex: bool
) -> None:
    spans = number(counts, start=start, duplex=duplex)
    assert [span.pages for span in spans] == counts
    for before, after in pairwise(spans):
        assert after.first == before.last + 1
    for span in spans:
        assert span.last - span.first + 1 == span.pages + span.blank


@given(COUNTS, st.integers(1, 2_000))
def test_with_duplex_every_item_starts_odd_ends_even_and_is_padded_by_one_page_at_most(
    counts: list[int], start: int
) -> None:
    for span in number(counts, start=start):
        assert span.first % 2 == 1 and span.last % 2 == 0
        assert span.blank == (span.pages % 2 == 1)
