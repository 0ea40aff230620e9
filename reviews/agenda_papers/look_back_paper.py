"""The look-back as a paper: what was recommended, what was answered and how long that took, what has been done."""

import datetime as dt
from collections import Counter

from committee.wording.dates import end_of_month, in_days, long_date, with_no_end
from reviews.agenda_papers.framed import by_recommendation, paper
from reviews.answers.standing import Progress, Said, progress_of
from reviews.models import Answer, ProgressStatus, Response, Review, State
from reviews.prints.content import Document, Heading, Node, bullets, labelled, paragraph
from reviews.recommendations.answers import RecommendationStatus, standing


def content(review: Review, on: dt.date) -> Document:
    """Return the look-back at a review on a day: from the question to what is done of each recommendation."""
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
    for recommendation, accepted in by_recommendation(progress, lambda one: one.addressee):
        body += [
            Heading(f"Recommendation {recommendation.number}", 3),
            paragraph(recommendation.told.text),
            *([labelled("Measured by:", recommendation.told.measure)] if recommendation.told.measure else []),
        ]
        for entry in accepted:
            body += [
                Heading(entry.addressee.name, 4),
                labelled("Accepted:", entry.addressee.response.action or entry.addressee.response.get_answer_display()),
                *_goes_on(entry),
                labelled("Officer’s report:", _in_words(entry.officer)),
                labelled("Committee’s view:", _in_words(entry.committee)),
            ]
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


def _goes_on(progress: Progress) -> list[Node]:
    from_on = progress.addressee.response.goes_on_from
    return [labelled("Goes on:", with_no_end(from_on))] if from_on else []


def _in_short(statuses: list[RecommendationStatus]) -> list[str]:
    """Return a line for each count of answers that is not zero: accepted, in part, rejected, out and late."""
    addressees = [
        addressee
        for status in statuses
        if not status.recommendation.told.is_withdrawn
        for addressee in status.addressees
    ]
    counts = Counter(addressee.response.answer for addressee in addressees if addressee.response)
    lines = [
        f"{answer.label}: {counts[answer]} of {len(addressees)} answers" for answer in Answer if counts[answer]
    ]  # fmt: skip
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
    """Return a line for each status with its count: the committee's, or else the officer's."""
    counts = Counter(
        latest.entry.status if (latest := row.committee or row.officer) else "" for row in progress
    )  # fmt: skip
    lines = [f"{status.label}: {counts[status]} of {len(progress)}" for status in ProgressStatus if counts[status]]
    if counts[""]:
        lines.append(f"Nothing reported: {counts['']} of {len(progress)}")
    return lines or ["No recommendations have been accepted."]


def _in_words(report: Said | None) -> str:
    if report is None:
        return "Nothing yet."
    new = f"New date expected: {end_of_month(report.entry.expected_on)}" if report.entry.expected_on else ""
    parts = [f"{report.word}, {long_date(report.entry.on)}", new, report.entry.reason, report.entry.evidence]
    return ". ".join(filter(None, parts))
