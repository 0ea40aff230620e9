"""Page numbers and page ranges from page counts. Pure functions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Span:
    """
    Page numbers of one item, ``first`` to ``last``.

    ``pages`` is the number of the item's own pages. ``blank`` is True where a blank back follows as page ``last``.
    """

    first: int
    last: int
    pages: int
    blank: bool = False

    def label(self) -> str:
        """Return the range as the front sheet prints it: ``(Pages 7–18)``, or ``(Page 9)`` for one page."""
        return f"({'Page' if self.first == self.last else 'Pages'} {self.said()})"

    def said(self) -> str:
        """Return the numbers alone: ``7–18``, or ``9``."""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


def span_of(paper: Mapping[str, Any]) -> Span:
    """Return the span of a paper's entry in a snapshot or manifest; a blank back counts as a page of the paper."""
    return Span(paper["first"], paper["last"], paper["last"] - paper["first"] + 1)


def runs_of(spans: Sequence[Span]) -> list[Span]:
    """Return the spans with adjacent spans merged; `pages` of a merged span is the sum of its spans' `pages`."""
    runs: list[Span] = []
    for span in spans:
        if runs and runs[-1].last + 1 == span.first:
            runs[-1] = Span(runs[-1].first, span.last, runs[-1].pages + span.pages)
        else:
            runs.append(span)
    return runs


def label_of(spans: Sequence[Span]) -> str:
    """Return the front sheet's words for one or more spans: ``(Pages 7–18, 21)``; "" for no spans."""
    runs = runs_of(spans)
    if len(runs) < 2:
        return runs[0].label() if runs else ""
    return f"(Pages {', '.join(run.said() for run in runs)})"


def number(counts: Sequence[int], *, start: int = 1, duplex: bool = True) -> list[Span]:
    """Return one Span for each item, given its count of pages; pages are numbered from ``start`` without gaps.

    With ``duplex`` every item starts on an odd page and ends on an even page, so that the item can be printed on both
    sides and handed out by itself. The blank page added for this (a blank back) counts in the item's range. An even
    ``start`` becomes the next odd number. Raises ValueError for a count or a start below 1.
    """
    if start < 1:
        raise ValueError(f"pages are numbered from 1, not from {start}")
    spans: list[Span] = []
    first = start | 1 if duplex else start
    for count in counts:
        if count < 1:
            raise ValueError(f"an item in a pack has at least one page, not {count}")
        blank = duplex and count % 2 == 1
        spans.append(Span(first, first + count - 1 + blank, count, blank))
        first = spans[-1].last + 1
    return spans
