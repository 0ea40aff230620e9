"""Progress twice a year as a paper: officer's status and committee's judgement side by side, and what is new."""

import datetime as dt

from committee.dates import end_of_month, long_date, short_date, with_no_end
from committee.law.periods import months_from
from reviews.models import Review
from reviews.papers.framed import by_recommendation, paper
from reviews.prints.content import Document, Heading, Node, bullets, labelled, paragraph, table
from reviews.progress.standing import Progress, Said, progress_of

HALF_A_YEAR = 6
NOTHING = "Nothing yet"


def content(review: Review, on: dt.date) -> Document:
    """Where each accepted recommendation of a review stands on a day, and what was said in the half-year before it."""
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
    """The day first promised, and beside it the one that its officer expects now."""
    response, expected_on = progress.addressee.response, progress.expected_on
    if response.goes_on_from:
        promised = f"Goes on {with_no_end(response.goes_on_from)}"
    else:
        promised = short_date(response.target_on) or "No day given"
    return f"{promised}; new date expected: {short_date(expected_on)}" if expected_on else promised


def _status(said: Said | None) -> str:
    return f"{said.word}, {short_date(said.entry.on)}" if said else NOTHING


def _news(accepted: list[Progress], since: dt.date) -> list[Node]:
    nodes: list[Node] = []
    news = [progress for progress in accepted if progress.entries and progress.entries[0].entry.on > since]
    for recommendation, reported in by_recommendation(news, lambda one: one.addressee):
        nodes += [Heading(f"Recommendation {recommendation.number}", 3), paragraph(recommendation.told.text)]
        for progress in reported:
            nodes.append(Heading(progress.addressee.name, 4))
            nodes += [_line(said) for said in reversed(progress.entries) if said.entry.on > since]
    return nodes or [paragraph("Nothing was reported in that time.")]


def _line(said: Said) -> Node:
    new = f"New date expected: {end_of_month(said.entry.expected_on)}" if said.entry.expected_on else ""
    words = ". ".join(filter(None, [said.word, new, said.entry.reason, said.entry.evidence]))
    return labelled(f"{said.entry.get_side_display()}, {short_date(said.entry.on)}:", words)
