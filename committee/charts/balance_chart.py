"""Political balance drawn: for each group the seats that it holds, and a mark at those it is entitled to."""

from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import shorten

from committee.law.political_balance import Share

LINE, WIDE, FOOT, LONGEST = 54, 480, 6, 40  # units of the drawing; LONGEST is letters


@dataclass(frozen=True, slots=True)
class Line:
    """A group: where its line stands, how long its bar is, where the mark of its share stands, and the words beside."""

    label: str
    y: int
    held: float
    entitled: float
    words: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """The template is `register/_balance.html`."""

    lines: list[Line]
    height: int
    description: str


def draw(shares: Iterable[Share]) -> Chart | None:
    """Return a chart of each group's seats beside its share; None where there is nothing to draw."""
    shown = [share for share in shares if share.held or share.entitled]
    most = max((max(share.held, share.entitled) for share in shown), default=0)
    if not most:
        return None
    lines = [
        Line(
            label=shorten(share.group, LONGEST, placeholder=" …"),
            y=place * LINE,
            held=round(WIDE * share.held / most, 1),
            entitled=round(WIDE * share.entitled / most, 1),
            words=f"{share.held}, share {share.entitled}",
            differs=share.difference != 0,
        )
        for place, share in enumerate(shown)
    ]
    summary = "; ".join(f"{share.group} holds {share.held}, its share is {share.entitled}" for share in shown)
    return Chart(lines, len(lines) * LINE + FOOT, summary)
