"""Page counts to page numbers and ranges. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Span:
    """The pages of one item, ``first`` to ``last`` as stamped; ``pages`` are its own, ``blank`` adds a blank back."""

    first: int
    last: int
    pages: int
    blank: bool = False

    def label(self) -> str:
        """Return the words of the front sheet: ``(Pages 7 - 18)``, or ``(Page 9)`` for one page."""
        return f"(Page {self.first})" if self.first == self.last else f"(Pages {self.first} - {self.last})"

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and self.first <= number <= self.last


def label_of(spans: Sequence[Span]) -> str:
    """Return the words of the front sheet for pages that may lie apart: ``(Pages 7 - 18, 21)``; "" for no pages."""
    runs: list[Span] = []
    for span in spans:
        if runs and runs[-1].last + 1 == span.first:
            runs[-1] = Span(runs[-1].first, span.last, runs[-1].pages + span.pages)
        else:
            runs.append(span)
    if len(runs) < 2:
        return runs[0].label() if runs else ""
    said = [str(run.first) if run.first == run.last else f"{run.first} - {run.last}" for run in runs]
    return f"(Pages {', '.join(said)})"


def number(counts: Sequence[int], *, start: int = 1, duplex: bool = True) -> list[Span]:
    """Return one Span for each count of pages, numbered from ``start`` without gaps.

    With ``duplex`` every item starts on an odd page and ends on an even one, so that it can be printed on both sides
    and handed out by itself; the blank back counts in its range. An even ``start`` is moved on to the next odd number.
    Raises ValueError for a count or a start below 1.
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
