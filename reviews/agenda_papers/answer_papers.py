"""Papers for the committee that monitors a review: the response, progress, and the look-back."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from committee.law.periods import months_from
from committee.wording.dates import end_of_month, full_date, in_days, long_date, short_date, with_no_end
from reviews.findings.recommendation_status import (
    AddresseeStatus,
    Progress,
    RecommendationStatus,
    progress_of,
    standing,
)
from reviews.models import Addressee, Answer, ProgressEntry, ProgressStatus, Recommendation, Response, Review, State
from reviews.prints.content import Document, Front, Heading, Node, bullets, labelled, paragraph, table


def paper(short: str, kind: str, review: Review, on: dt.date, body: Sequence[Node], *lines: str) -> Document:
    """
    Return a paper on a review for the committee that monitors the review.

    `short`: first words of the document's title and of the running head.
    `kind`: line above the title on the first page.
    `lines`: further lines below the title.
    """
    title = review.title_for_public
    front = Front(kind, title, (str(review.monitored_by), long_date(on), *lines))
    return Document(f"{short}: {title}", front, tuple(body), on, running=f"{short}, {title}")


def under(recommendation: Recommendation) -> list[Node]:
    """Return the heading and the issued text of a recommendation."""
    return [Heading(f"Recommendation {recommendation.number}", 3), paragraph(recommendation.told.text)]


def by_recommendation[Row](
    rows: Iterable[Row], addressee_of: Callable[[Row], Addressee]
) -> Iterator[tuple[Recommendation, list[Row]]]:
    """Yield each recommendation with its rows. The caller sorts `rows` by recommendation."""
    for _, group in groupby(rows, lambda row: addressee_of(row).recommendation_id):
        group_rows = list(group)
        yield addressee_of(group_rows[0]).recommendation, group_rows


def response_paper(review: Review, on: dt.date) -> Document:
    """Return the paper on the response: recommendations that are not withdrawn, with the answers and due days."""
    recommendations = review.recommendations.filter(handed_down_at__isnull=False).with_told_answers().order_by("number")
    statuses = [status for status in standing(recommendations, on) if not status.recommendation.told.is_withdrawn]
    report = review.last_report
    rows = [
        [str(recommended.recommendation.number), status.addressee.name, _word(status), _received(status), _due(status)]
        for recommended in statuses
        for status in recommended.addressees
    ]
    body: list[Node] = [
        Heading("Answers at a glance"),
        table("Answers", ["Recommendation", "To", "Answer", "Received", "Due"], rows),
        Heading("Each answer"),
        *(node for recommended in statuses for node in _answers(recommended)),
    ]
    lines = [f"To the report of {full_date(report.on)}"] if report else []
    kind = "Response to the recommendations"
    made = paper("Response", kind, review, on, body, *lines)
    return replace(made, title=f"{kind}: {review.title_for_public}")


def _received(status: AddresseeStatus) -> str:
    return full_date(status.response.received_on) if status.response else "–"


def _word(status: AddresseeStatus) -> str:
    return status.response.get_answer_display() if status.response else "Not answered yet"


def _due(status: AddresseeStatus) -> str:
    due = status.clock.due
    if due is None:
        return "No time is set by law"
    # The days of delay of a missing answer grow each day, so they are not printed.
    late = status.clock.days_late if status.response else 0
    return f"{full_date(due)}, {in_days(late)} late" if late else full_date(due)


def _answers(recommended: RecommendationStatus) -> list[Node]:
    nodes = under(recommended.recommendation)
    for status in recommended.addressees:
        answer = status.response
        if answer is None:
            nodes.append(labelled(f"{status.addressee.name}:", _word(status)))
            continue
        rows = (
            ("Answer:", _word(status)),
            ("Why:", answer.reasons), ("What will be done:", answer.action),
            ("Responsible officer:", answer.officer), ("Cost and staffing:", answer.resources),
            ("By when:", long_date(answer.target_on)), ("Goes on:", with_no_end(answer.goes_on_from)),
            ("Signed off by:", "Not signed off yet" if answer.is_unsigned else str(answer.signed_off_by or "")),
        )  # fmt: skip
        nodes += [Heading(status.addressee.name, 4), *(labelled(label, words) for label, words in rows if words)]
    return nodes


HALF_A_YEAR = 6  # months
NOTHING = "Nothing yet"


def progress_paper(review: Review, on: dt.date) -> Document:
    """Return the paper on progress: the state of accepted recommendations, and the reports of the last half year."""
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
    """Return in words the day first promised, and the day that the officer expects now."""
    response, expected_on = progress.addressee.response, progress.expected_on
    if response.goes_on_from:
        promised = f"Goes on {with_no_end(response.goes_on_from)}"
    else:
        promised = short_date(response.target_on) or "No day given"
    return f"{promised}; new date expected: {short_date(expected_on)}" if expected_on else promised


def _status(report: ProgressEntry | None) -> str:
    return f"{report.get_status_display()}, {short_date(report.on)}" if report else NOTHING


def _news(accepted: list[Progress], since: dt.date) -> list[Node]:
    nodes: list[Node] = []
    news = [progress for progress in accepted if progress.entries and progress.entries[0].on > since]
    for recommendation, reported in by_recommendation(news, lambda progress: progress.addressee):
        nodes += under(recommendation)
        for progress in reported:
            nodes.append(Heading(progress.addressee.name, 4))
            nodes += [_line(report) for report in reversed(progress.entries) if report.on > since]
    return nodes or [paragraph("Nothing was reported in that time.")]


def _line(report: ProgressEntry) -> Node:
    label = f"{report.get_side_display()}, {short_date(report.on)}:"
    return labelled(label, _said(report, report.get_status_display()))


def _said(report: ProgressEntry, status: str) -> str:
    """Return the words of a report, with its status first."""
    new = f"New date expected: {end_of_month(report.expected_on)}" if report.expected_on else ""
    return ". ".join(filter(None, [status, new, report.reason, report.evidence]))


def look_back_paper(review: Review, on: dt.date) -> Document:
    """Return the paper for the look-back: the review's question, how fast the answers came, and what has been done."""
    statuses = standing(review.recommendations.public().with_told_answers().order_by("number"), on)
    progress = progress_of(review, on, public=True)
    body: list[Node] = [
        labelled("The question of the review:", review.question),
        *([labelled("What the committee wanted to change:", review.success)] if review.success else []),
        Heading("From the report to the response"),
        bullets([*_days(review), *_in_short(statuses)]),
        Heading("What has been done"),
        bullets(_counted(progress)),
    ]
    for recommendation, accepted in by_recommendation(progress, lambda entry: entry.addressee):
        measure = recommendation.told.measure
        body += [*under(recommendation), *([labelled("Measured by:", measure)] if measure else [])]
        for entry in accepted:
            response = entry.addressee.response
            rows = [
                ("Accepted:", response.action or response.get_answer_display()),
                ("Goes on:", with_no_end(response.goes_on_from)),
                ("Officer’s report:", _in_words(entry.officer)),
                ("Committee’s view:", _in_words(entry.committee)),
            ]
            body += [Heading(entry.addressee.name, 4), *(labelled(label, words) for label, words in rows if words)]
    body += [
        Heading("What the committee is asked to decide"),
        bullets(
            [
                "Whether each recommendation is done, or no longer needed and why.",
                "What it still needs, and when it will look at it again.",
                "Whether the review is closed.",
            ]
        ),
    ]
    return paper("Look-back", "Look-back at a scrutiny review", review, on, body)


def _in_short(statuses: list[RecommendationStatus]) -> list[str]:
    """Return a line for each count of answers above zero: accepted, in part, rejected, missing and late."""
    addressees = [
        addressee
        for status in statuses
        if not status.recommendation.told.is_withdrawn
        for addressee in status.addressees
    ]
    counts = Counter(addressee.response.answer for addressee in addressees if addressee.response)
    lines = [f"{answer.label}: {counts[answer]} of {len(addressees)} answers" for answer in Answer if counts[answer]]
    out = [addressee for addressee in addressees if addressee.response is None]
    if out:
        lines.append(f"Not answered yet: {len(out)} of {len(addressees)}")
    late = [addressee for addressee in addressees if addressee.clock.days_late]
    if late:
        most = max(addressee.clock.days_late for addressee in late)
        lines.append(f"Late, or answered late: {len(late)} of {len(addressees)}, by up to {in_days(most)}")
    return lines or ["No answers have been requested."]


def _days(review: Review) -> list[str]:
    reported = review.steps.filter(to_state=State.REPORTED).order_by("number").first()
    last = Response.objects.filter(addressee__recommendation__review=review).order_by("-received_on").first()
    lines = [f"Report issued: {long_date(reported.on)}"] if reported else []
    if last:
        after = f", {in_days((last.received_on - reported.on).days)} after the report" if reported else ""
        lines.append(f"Last answer: {long_date(last.received_on)}{after}")
    return lines


def _counted(progress: list[Progress]) -> list[str]:
    """Return a line for each status with its count. The status is the committee's, or else the officer's."""
    counts = Counter(latest.status if (latest := row.committee or row.officer) else "" for row in progress)
    lines = [f"{status.label}: {counts[status]} of {len(progress)}" for status in ProgressStatus if counts[status]]
    if counts[""]:
        lines.append(f"Nothing reported: {counts['']} of {len(progress)}")
    return lines or ["No recommendations have been accepted."]


def _in_words(report: ProgressEntry | None) -> str:
    return _said(report, f"{report.get_status_display()}, {long_date(report.on)}") if report else "Nothing yet."
