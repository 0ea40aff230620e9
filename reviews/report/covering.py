"""The covering report that introduces a review's report to each parent, and the schedule of recommendations."""

import datetime as dt
from collections.abc import Iterator

from committee.models import Council
from committee.richtext.tree import Block
from committee.wording.dates import full_date
from reviews.models import OF_THE_COUNCIL, Parent, Review
from reviews.prints.content import Document, Front, Heading, Node, labelled, numbered, paragraph
from reviews.report import from_rows

# A heading of the report, and the paragraphs below it.
Passage = tuple[str, list[str]]


def covering_report(parent: Parent, *, on: dt.date) -> Document:
    """Return the covering report for one committee, made from the review's rows, with numbered paragraphs."""
    review = parent.review
    title = f"{review.title_for_public}: report of the {review.kind_words[0].lower()}{review.kind_words[1:]}"
    return Document(
        title=f"{title}, covering report to the {parent.committee.name}",
        front=Front("Local Members’ Interest: N/A", title, (parent.committee.name, full_date(on))),
        body=(*_recommendation(review), *_passages(review), *_contact(review)),
        on=on,
        running=f"{review.title_for_public}: covering report",
    )


def schedule(review: Review, *, on: dt.date) -> Document:
    """Return the schedule: the recommendations of a review, each with its addressees."""
    rows = from_rows.schedule(from_rows.standing(review)) or [paragraph("The report makes no recommendation.")]
    title = f"{review.title_for_public}: schedule of recommendations"
    return Document(title, Front(review.kind_words, title, (full_date(on),)), tuple(rows), on, review.title_for_public)


def _recommendation(review: Review) -> Iterator[Node]:
    yield Heading("Recommendation")
    to = _answering(review)
    submitted = f", and agree that it is submitted to the {to} for a response" if to else ""
    yield labelled("a)", f"That the Committee consider the report, endorse its recommendations{submitted}.")
    yield paragraph("Report of the panel of the review", strong=True)


def _answering(review: Review) -> str:
    """Return the council's addressees in words: "Cabinet Member for A and the Cabinet Member for B"."""
    named = [
        addressee.name
        for row in from_rows.standing(review)
        for addressee in row.addressees.all()
        if addressee.kind in OF_THE_COUNCIL
    ]
    return " and the ".join(dict.fromkeys(named))


def _passages(review: Review) -> Iterator[Node]:
    """Yield headings and paragraphs of the passages, each paragraph with the next number."""
    number = 1
    for heading, texts in _report_passages(review):
        yield Heading(heading)
        items: list[str | list[Block]] = [*texts]
        yield numbered(items, start=number)
        number += len(texts)


def _report_passages(review: Review) -> Iterator[Passage]:
    panel = "; ".join(panellist.person.printed_name for panellist in review.panel.in_order())
    count, names = len(from_rows.standing(review)), from_rows.committees(review)
    commissioned = f"It was commissioned by the {from_rows.listed(names)}."
    yield (
        "Background",
        [
            f"The question of the review: {review.question}",
            *[line for line in review.why.splitlines() if line.strip()],
            f"{commissioned} On its panel were {panel}." if panel else commissioned,
        ],
    )
    made = "one recommendation" if count == 1 else f"{count} recommendations"
    yield "Summary", [f"The report of the panel is appended. It makes {made}."]
    each = "Each of these committees considers the report. " if len(names) > 1 else ""
    yield (
        "Next steps",
        [
            f"{each}Once it is endorsed, notice is served on those who are to respond (Local Government Act 2000, "
            "section 9FE), and the recommendations are followed up until they are carried out.",
        ],
    )
    if review.priority:
        yield "Link to the strategic plan", [review.priority]
    yield "Implications", ["Equalities and legal, resources, risk and climate are set out in the report."]
    yield "Appendices and background papers", [f"Appendix 1: report of the review “{review.title_for_public}”."]


def _contact(review: Review) -> Iterator[Node]:
    contact = review.contact
    yield Heading("Contact")
    yield labelled("Report author:", contact.printed_name if contact else Council.current().name)
