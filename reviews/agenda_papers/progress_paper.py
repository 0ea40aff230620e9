"""Progress twice a year as a paper: officer's status and committee's judgement side by side, and what is new."""

import datetime as dt

from committee.law.periods import months_from
from committee.wording.dates import end_of_month, long_date, short_date, with_no_end
from reviews.agenda_papers.framed import by_recommendation, paper
from reviews.answers.standing import Progress, Said, progress_of
from reviews.models import Review
from reviews.prints.content import Document, Heading, Node, bullets, labelled, paragraph, table

HALF_A_YEAR = 6
NOTHING = "Nothing yet"


def content(review: Review, on: dt.date) -> Document:
    """Return the state of each accepted recommendation on a day, and the reports of the half-year before it."""
    accepted = progress_of(review, on, public=True)
    since = months_from(on, -HALF_A_YEAR)
    body: list[Node] = [
        paragraph(f"Progress reported on each accepted recommendation up to {long_date(on)}."),
        Heading("Where each recommendation stands"),
    ]
    if not accepted:
        body.append(paragraph("No recommendations have been accepted yet."))
    else:
        head = ["Recommendation", "To be done by", "Officer’s report", "Committee’s view"]
        body.append(table("Progress on accepted recommendations", head, [_row(progress) for progress in accepted]))
        body += [Heading(f"Reported since {long_date(since)}"), *_news(accepted, since)]
    body += [
        Heading("What the committee is asked to do"),
        bullets(
            [
                "To say of each recommendation whether it is on track, at risk, off track, done or no longer needed.",
                "To ask for more where the evidence does not show it.",
            ]
        ),
    ]
    return paper("Progress", "Progress of a scrutiny review", review, on, body)


def _row(progress: Progress) -> list[str]:
    return [
        f"{progress.addressee.recommendation.number}: {progress.addressee.name}",
        _by_when(progress),
        _status(progress.officer),
        _status(progress.committee),
    ]


def _by_when(progress: Progress) -> str:
    """Return the day first promised, and the day that the officer expects now."""
    response, expected_on = progress.addressee.response, progress.expected_on
    if response.goes_on_from:
        promised = f"Goes on {with_no_end(response.goes_on_from)}"
    else:
        promised = short_date(response.target_on) or "No day given"
    return f"{promised}; new date expected: {short_date(expected_on)}" if expected_on else promised


def _status(report: Said | None) -> str:
    return f"{report.word}, {short_date(report.entry.on)}" if report else NOTHING


def _news(accepted: list[Progress], since: dt.date) -> list[Node]:
    nodes: list[Node] = []
    news = [progress for progress in accepted if progress.entries and progress.entries[0].entry.on > since]
    for recommendation, reported in by_recommendation(news, lambda one: one.addressee):
        nodes += [Heading(f"Recommendation {recommendation.number}", 3), paragraph(recommendation.told.text)]
        for progress in reported:
            nodes.append(Heading(progress.addressee.name, 4))
            nodes += [_line(report) for report in reversed(progress.entries) if report.entry.on > since]
    return nodes or [paragraph("Nothing was reported in that time.")]


def _line(report: Said) -> Node:
    new = f"New date expected: {end_of_month(report.entry.expected_on)}" if report.entry.expected_on else ""
    words = ". ".join(filter(None, [report.word, new, report.entry.reason, report.entry.evidence]))
    return labelled(f"{report.entry.get_side_display()}, {short_date(report.entry.on)}:", words)
