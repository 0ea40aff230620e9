"""Bar charts: meetings attended out of the meetings held, and the seats of each group beside its share."""

from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import shorten

from committee.law.political_balance import Share

# In units of the drawing: height of a line, longest bar, height below the last line. LONGEST: letters of a label.
LINE, WIDE, FOOT, LONGEST = 54, 510, 6, 48
# For the balance chart, whose words are to the right of the bars: width of the longest bar, letters of a label.
WIDE_BALANCE, LONGEST_GROUP = 480, 40


@dataclass(frozen=True, slots=True)
class Bar:
    """
    A line of a chart: its label, its distance `y` from the top, its bar, and the `words` about the bar.

    `could` is the length of the whole bar, `did` of its filled part. In the balance chart `did` is the length of the
    bar for the seats, `could` the position of the mark for the share; `differs` is True where seats and share differ.
    """

    label: str
    y: int
    could: float
    did: float
    words: str
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart, drawn by `_bar_chart.html` or `register/_balance.html`; `description` is the same in words."""

    bars: list[Bar]
    height: int
    description: str


def draw(counts: Iterable[tuple[str, int, int]], *, shares: bool = False, words: str = "{count} of {of}") -> Chart:
    """
    Return a chart with a bar as long as `of`, filled up to `count`, for each (label, count, of) whose `of` is not 0.

    `words` is the format of the text beside a bar. With `shares` every bar has the full width, for counts that are not
    compared with each other.
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


def draw_balance(shares: Iterable[Share]) -> Chart | None:
    """Return a chart with a bar for each group's seats and a mark at its share; None where no group has either."""
    shown = [share for share in shares if share.held or share.entitled]
    most = max((max(share.held, share.entitled) for share in shown), default=0)
    if not most:
        return None
    bars = [
        Bar(
            label=shorten(share.group, LONGEST_GROUP, placeholder=" …"),
            y=place * LINE,
            could=round(WIDE_BALANCE * share.entitled / most, 1),
            did=round(WIDE_BALANCE * share.held / most, 1),
            words=f"{share.held}, share {share.entitled}",
            differs=share.difference != 0,
        )
        for place, share in enumerate(shown)
    ]
    summary = "; ".join(f"{share.group} holds {share.held}, its share is {share.entitled}" for share in shown)
    return Chart(bars, len(bars) * LINE + FOOT, summary)
