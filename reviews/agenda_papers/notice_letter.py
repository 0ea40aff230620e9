"""
The notice letter, in which a committee asks addressees to respond to recommendations by a due day (R38).

Addressees of different kinds get separate letters, because each kind has its own deadline.
"""

import datetime as dt
from collections.abc import Sequence

from committee.wording.dates import long_date
from reviews.agenda_papers.answer_papers import by_recommendation, under
from reviews.deadlines import due_on
from reviews.models import OF_THE_COUNCIL, Addressee, AddresseeKind, AddresseeQuerySet, Notice, Review
from reviews.prints.content import Document, Front, Heading, Node, labelled, numbered, paragraph
from reviews.report.from_rows import listed

OF_9FE = (
    "This is a notice under section 9FE of the Local Government Act 2000. It requires {who} to consider these "
    "recommendations and to respond, saying what action, if any, it proposes to take; and to publish the response "
    "where the committee has published them. It must do so within two months beginning with the day on which it "
    "received the report or, if later, this notice."
)
RULES = {
    AddresseeKind.EXECUTIVE: OF_9FE.format(who="the executive"),
    AddresseeKind.COUNCIL: OF_9FE.format(who="the council"),
    AddresseeKind.CRIME: (
        "Regulation 7 of the Crime and Disorder (Overview and Scrutiny) Regulations 2009 asks for a response in "
        "writing within 28 days from the date of the report or, if that is not reasonably possible, as soon as it is."
    ),
    AddresseeKind.HEALTH: (
        "Regulation 22 of the Local Authority (Public Health, Health and Wellbeing Boards and Health Scrutiny) "
        "Regulations 2013 asks for a response in writing within 28 days of this request."
    ),
    AddresseeKind.OTHER: "There is no legal deadline. The committee asks for an answer as a courtesy.",
}
WHAT = (
    "whether the recommendation is accepted, accepted in part or rejected",
    "what will be done, or why it is not accepted in full",
    "which officer is responsible, and what it takes",
    "by when it will be done",
)


def content(review: Review, addressees: Sequence[Addressee], *, recipient: str, report_on: dt.date, on: dt.date,
            notice: Notice | None = None) -> Document:  # fmt: skip
    """
    Return the letter to addressees of one kind, who are sorted by recommendation.

    `on` is the date of the letter: the day of service of a served `notice`, or else today. Where the due day depends on
    a receipt that is not recorded, the letter gives the due day for a receipt on day `on`.
    """
    kind, title = AddresseeKind(addressees[0].kind), review.title_for_public
    parents = [str(parent.committee) for parent in review.parents.all()]
    body: list[Node] = [
        labelled("To:", recipient),
        labelled("From:", f"The {listed(parents)}"),
        *(
            [labelled("Answer to:", f"the {review.monitored_by}, which monitors the review")]
            if len(parents) > 1
            else []
        ),
        labelled("Date:", long_date(on)),
        labelled("Date of the report:", long_date(report_on)),
        Heading("What is required"),
        paragraph(RULES[kind]),
        paragraph(_by_when(kind, report_on, on, notice), strong=True),
        Heading("The recommendations"),
    ]
    for recommendation, made_to in by_recommendation(addressees, lambda addressee: addressee):
        body += [*under(recommendation), labelled("To:", "; ".join(addressee.name for addressee in made_to))]
        if recommendation.told.measure:
            body.append(labelled("How success will be measured:", recommendation.told.measure))
    body += [Heading("What an answer says"), paragraph("For each recommendation:"), numbered(list(WHAT))]
    body.append(paragraph("“Noted” and “accepted in principle” are not answers, and will be sent back."))
    return Document(
        title=f"Notice: {title}", front=Front("Notice to respond to recommendations", title), body=tuple(body), on=on,
        running=f"Notice, {title}",
    )  # fmt: skip


def _by_when(kind: AddresseeKind, report_on: dt.date, on: dt.date, notice: Notice | None) -> str:
    if kind == AddresseeKind.OTHER:
        return "Please answer as soon as you can."
    supposed = notice or Notice(served_on=on, received_on=None, report_on=report_on)
    if due := due_on(kind, supposed):
        return f"The last day for the response is {long_date(due)}."
    due = due_on(kind, Notice(served_on=on, received_on=on, report_on=report_on))
    assert kind in OF_THE_COUNCIL
    assert due is not None  # only the council's due day depends on a receipt
    return f"Received on {long_date(on)}, the last day for the response would be {long_date(due)}."


def unserved(review: Review, kind: str) -> list[Addressee]:
    """Return addressees of a kind without notice or answer, of recommendations that are issued and not withdrawn."""
    addressees = _unserved(review).filter(kind=kind).select_related("recommendation")
    return list(addressees.order_by("recommendation__number", "pk"))


def letters_to_write(review: Review) -> list[tuple[str, str]]:
    """Return (value, label) of each kind of addressees who need a letter: one query."""
    kinds = set(_unserved(review).order_by().values_list("kind", flat=True))
    return [(kind.value, kind.label) for kind in AddresseeKind if kind in kinds]


def _unserved(review: Review) -> AddresseeQuerySet:
    return Addressee.objects.filter(
        recommendation__review=review, recommendation__withdrawn_reason="", notice=None,
        recommendation__handed_down_at__isnull=False, response=None,
    ).exclude(kind=AddresseeKind.COMMITTEE)  # fmt: skip
