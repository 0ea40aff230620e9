"""Figures of the register: counts of answers by kind, committee and portfolio, and the time to each answer."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median

from reviews.findings.recommendation_status import AddresseeStatus, RecommendationStatus
from reviews.models import AddresseeKind, Answer

# (value, label) of the kinds of answers that are counted. The value is part of a CSS class; "open" is a missing answer.
COUNTED = (
    (Answer.ACCEPTED.value, Answer.ACCEPTED.label),
    (Answer.IN_PART.value, Answer.IN_PART.label),
    (Answer.REJECTED.value, Answer.REJECTED.label),
    ("open", "Not answered yet"),
)
# Bands of the time to an answer (`days_to_answer`): the most days of the band, and its label.
BANDS = ((28, "28 days or fewer"), (62, "29 days to 2 months"), (183, "2 to 6 months"), (366, "6 to 12 months"))
LONGER = "More than a year"


# In units of the drawing: width of the bars, height of a line, and least width of a segment with room for its number.
WIDE, HIGH, ROOM = 640, 62, 34


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a bar, with its kind of answer, and its start and width in units of the drawing."""

    name: str
    label: str
    count: int
    begins: float
    wide: float

    @property
    def middle(self) -> float:
        """Centre of the segment's number."""
        return self.begins + self.wide / 2

    @property
    def has_room(self) -> bool:
        """True where the number fits into the segment. Otherwise only the table below shows the number."""
        return self.wide >= ROOM


@dataclass(frozen=True, slots=True)
class Line:
    """
    One line of a table of figures and of its chart.

    `asked`: number of answers asked for.
    `done`: number of answers whose work is done.
    `days`: median time to an answer; None without any answer.
    """

    label: str
    asked: int
    segments: list[Segment]
    done: int
    days: int | None


@dataclass(frozen=True, slots=True)
class Table:
    """Lines of figures with their chart. `name` is unique on the page."""

    name: str
    caption: str
    lines: list[Line]

    @property
    def height(self) -> int:
        """Height of the drawing."""
        return HIGH * len(self.lines)

    @property
    def drawn(self) -> list[tuple[int, Line]]:
        """Each line with the position of its bar."""
        return [(place * HIGH, line) for place, line in enumerate(self.lines)]

    @property
    def description(self) -> str:
        """Description of the chart, in words."""
        return "; ".join(
            f"{line.label}: " + ", ".join(f"{part.label.lower()} {part.count}" for part in line.segments)
            for line in self.lines
        )

    @property
    def done(self) -> int:
        """Number of answers whose work is done, in all lines."""
        return sum(line.done for line in self.lines)


@dataclass(frozen=True, slots=True)
class Figures:
    """
    Figures of all answers: together, by committee, by portfolio and by time.

    `bands`: (label, number of answers) for each band of time.
    `recommendations`: number of recommendations.
    """

    total: Table
    by_committee: Table
    by_portfolio: Table
    bands: list[tuple[str, int]]
    recommendations: int

    @property
    def asked(self) -> int:
        """Number of answers asked for."""
        return sum(line.asked for line in self.total.lines)

    @property
    def answered(self) -> int:
        """Number of answers that have come."""
        return sum(count for _, count in self.bands)


def count(statuses: Iterable[RecommendationStatus]) -> Figures:
    """Return the figures of `statuses`. A withdrawn recommendation needs no answer and is left out."""
    pairs = [
        (recommendation, status)
        for recommendation in statuses
        if not recommendation.recommendation.told.is_withdrawn
        for status in recommendation.addressees
    ]
    committees = (str(recommended.recommendation.review.monitored_by) for recommended, _ in pairs)
    portfolios = (_portfolio(status) for _, status in pairs)
    return Figures(
        Table("all", "All answers", [_line("All", pairs)]),
        Table("committees", "Answers by committee", _by(committees, pairs)),
        Table("portfolios", "Answers by portfolio", _by(portfolios, pairs)),
        list(_bands(_took(pairs))),
        len({recommendation.recommendation.pk for recommendation, _ in pairs}),
    )


Asked = tuple[RecommendationStatus, AddresseeStatus]


def days_to_answer(recommended: RecommendationStatus, status: AddresseeStatus) -> int | None:
    """Return the days from the notice (without a notice: from the report) to the answer; None without an answer."""
    notice = status.addressee.notice
    begins: dt.date | None = notice.served_on if notice else recommended.recommendation.reported_on
    if status.response is None or begins is None:
        return None
    return max((status.response.received_on - begins).days, 0)


def _portfolio(status: AddresseeStatus) -> str:
    if status.addressee.portfolio:
        return str(status.addressee.portfolio.name)
    return "Portfolio not recorded" if status.addressee.kind == AddresseeKind.EXECUTIVE else "Not the executive"


def _by(names: Iterable[str], pairs: Iterable[Asked]) -> list[Line]:
    groups: dict[str, list[Asked]] = defaultdict(list)
    for name, each in zip(names, pairs, strict=True):
        groups[name].append(each)
    return [_line(name, groups[name]) for name in sorted(groups)]


def _took(pairs: Iterable[Asked]) -> list[int]:
    return [days for each in pairs if (days := days_to_answer(*each)) is not None]


def _line(label: str, pairs: list[Asked]) -> Line:
    counts = Counter(status.response.answer if status.response else "open" for _, status in pairs)
    took = _took(pairs)
    done = sum(status.is_done for _, status in pairs)
    return Line(label, len(pairs), list(_segments(counts, len(pairs))), done, round(median(took)) if took else None)


def _segments(counts: dict[str, int], of: int) -> Iterator[Segment]:
    begins = 0.0
    for name, label in COUNTED:
        wide = WIDE * counts[name] / of if of else 0.0
        yield Segment(name, label, counts[name], begins, wide)
        begins += wide


def _bands(took: list[int]) -> Iterator[tuple[str, int]]:
    shorter = 0
    for most, label in BANDS:
        within = sum(days <= most for days in took)
        yield label, within - shorter
        shorter = within
    yield LONGER, len(took) - shorter
