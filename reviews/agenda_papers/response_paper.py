"""The response to the recommendations of a review, as the committee that follows it up has it before it."""

import datetime as dt
from collections.abc import Iterator

from committee.wording.dates import full_date, in_days, long_date, with_no_end
from reviews.models import Review
from reviews.prints.content import Document, Front, Heading, Node, labelled, paragraph, table
from reviews.recommendations.answers import AddresseeStatus, RecommendationStatus, standing


def content(review: Review, on: dt.date) -> Document:
    """Return each recommendation that stands with each addressee's answer and its due day."""
    recommendations = review.recommendations.filter(handed_down_at__isnull=False).with_told_answers().order_by("number")
    statuses = [status for status in standing(recommendations, on) if not status.recommendation.told.is_withdrawn]
    title = review.title_for_public
    report = review.last_report
    lines = [str(review.monitored_by), long_date(on)]
    lines += [f"To the report of {full_date(report.on)}"] if report else []
    body: list[Node] = [
        Heading("Answers at a glance"),
        table("Answers", ["Recommendation", "To", "Answer", "Received", "Due"], list(_lines(statuses))),
        Heading("Each answer"),
    ]
    for status in statuses:
        body += _answers(status)
    return Document(
        title=f"Response to the recommendations: {title}",
        front=Front("Response to the recommendations", title, tuple(lines)),
        body=tuple(body), on=on, running=f"Response, {title}",
    )  # fmt: skip


def _lines(statuses: list[RecommendationStatus]) -> Iterator[list[str]]:
    for recommended in statuses:
        for status in recommended.addressees:
            yield [
                str(recommended.recommendation.number), status.addressee.name, _word(status),
                full_date(status.response.received_on) if status.response else "–",
                _due(status),
            ]  # fmt: skip


def _word(status: AddresseeStatus) -> str:
    return status.response.get_answer_display() if status.response else "Not answered yet"


def _due(status: AddresseeStatus) -> str:
    due = status.clock.due
    if due is None:
        return "No time is set by law"
    # Of an answer that is out the days late go on: they are not printed.
    late = status.clock.days_late if status.response else 0
    return f"{full_date(due)}, {in_days(late)} late" if late else full_date(due)


def _answers(recommended: RecommendationStatus) -> list[Node]:
    recommendation = recommended.recommendation
    nodes: list[Node] = [Heading(f"Recommendation {recommendation.number}", 3), paragraph(recommendation.told.text)]
    for status in recommended.addressees:
        answer = status.response
        if answer is None:
            nodes.append(labelled(f"{status.addressee.name}:", _word(status)))
        else:
            nodes.append(Heading(status.addressee.name, 4))
            rows = (
                ("Answer:", _word(status)),
                ("Why:", answer.reasons), ("What will be done:", answer.action),
                ("Responsible officer:", answer.officer), ("Cost and staffing:", answer.resources),
            )  # fmt: skip
            nodes += [labelled(label, words) for label, words in rows if words]
            nodes += [labelled("By when:", long_date(answer.target_on))] if answer.target_on else []
            nodes += [labelled("Goes on:", with_no_end(answer.goes_on_from))] if answer.goes_on_from else []
            signed = "Not signed off yet" if answer.is_unsigned else str(answer.signed_off_by or "")
            nodes += [labelled("Signed off by:", signed)] if signed else []
    return nodes
