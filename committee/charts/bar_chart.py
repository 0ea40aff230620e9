"""Counts drawn as bars: of the meetings held those attended, of the points to be had those given."""

from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import shorten

LINE, WIDE, FOOT, LONGEST = 54, 510, 6, 48  # units of the drawing; LONGEST is letters


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of the chart: where it stands, how long the two bars are, and the words beside them."""

    label: str
    y: int
    could: float
    did: float
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """`could` is drawn behind `did`; the height grows with the lines. The template is `_bar_chart.html`."""

    bars: list[Bar]
    height: int
    description: str


def draw(counts: Iterable[tuple[str, int, int]], *, shares: bool = False, words: str = "{count} of {of}") -> Chart:
    """
    Return a chart with a bar as long as `of` for each (label, count, of), filled by `count`; an `of` of 0 is left out.

    `words` are beside each bar. `shares`: every bar has the full width, for counts that are not compared with each
    other.
    """
    shown = [(label, count, of) for label, count, of in counts if of]
    most = max((of for _, _, of in shown), default=1)
    bars = [
        Bar(
            label=shorten(label, LONGEST, placeholder=" …"),
            y=place * LINE,
            could=round(WIDE * (1 if shares else of / most), 1),
            did=round(WIDE * count / (of if shares else most), 1),
            words=words.format(count=count, of=of),
        )
        for place, (label, count, of) in enumerate(shown)
    ]
    summary = "; ".join(f"{label} {words.format(count=count, of=of)}" for label, count, of in shown)
    return Chart(bars, len(bars) * LINE + FOOT, summary)
