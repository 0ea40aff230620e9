"""The scope of a review as it is printed: its scoping paper, and the section of its report."""

import datetime as dt

from committee.wording.dates import full_date, long_date
from committee.wording.wording import worded
from reviews.models import Panellist, PointKind, Review
from reviews.prints.content import Document, Front, Heading, Node, bullets, labelled, paragraph, table
from reviews.proposing.scope_points import CommitteeAgreement, agreements_of, by_kind, current_agreements, method_of


def content(review: Review, on: dt.date) -> Document:
    """Return the scoping paper of a day; it becomes public with the agenda that it is put on."""
    committees = [parent.committee.name for parent in review.parents.select_related("committee")]
    title = review.title_for_public
    front = Front("Scoping paper", title, (review.kind_words, ", ".join(committees)))
    body = (*_why(review), *_points(review), *_how(review), *_who(review), *_agreed(review))
    return Document(f"Scoping paper: {title}", front, tuple(body), on, running=f"Scoping paper: {title}")


def _why(review: Review) -> list[Node]:
    made: list[Node] = [Heading("The question"), paragraph(review.question), Heading("Why now")]
    made += [paragraph(part) for part in review.why.split("\n\n") if part.strip()]
    made += [labelled("Priority of the strategic plan:", review.priority)] if review.priority else []
    return made


def _points(review: Review) -> list[Node]:
    made: list[Node] = []
    for group in by_kind(review.scope_points.all()):
        made += [Heading(group.heading), bullets([point.text for point in group.points])]
    return made


def _how(review: Review) -> list[Node]:
    method = method_of(review)
    made: list[Node] = [Heading("Method and days")]
    made += [paragraph(part) for part in method.method.split("\n\n") if part.strip()]
    made += [labelled("Evidence is gathered from:", long_date(method.evidence_on))] if method.evidence_on else []
    made += [labelled("The panel plans to report by:", long_date(method.report_on))] if method.report_on else []
    if review.involves_service_users:
        made.append(paragraph("Children or people who use services take part."))
    made += [paragraph("The method and dates are not decided yet.")] if len(made) == 1 else []
    made += [Heading("Equality"), paragraph(review.equality)] if review.equality else []
    made += [Heading("Measures of success"), paragraph(review.success)] if review.success else []
    return made


def _who(review: Review) -> list[Node]:
    places = [_place(row) for row in review.panel.in_order()]
    made: list[Node] = [Heading("Panel")]
    if places:
        made.append(table("Panel members", ("Name", "Role", "For which committee"), places))
    else:
        made.append(paragraph("There are no panel members yet."))
    made += [labelled("Contact:", str(review.contact))] if review.contact else []
    return made


def _place(panellist: Panellist) -> tuple[str, str, str]:
    committee = panellist.represents.name if panellist.represents else "Co-opted by the panel"
    return panellist.person.printed_name, worded(panellist.get_role_display()), committee


def _agreed(review: Review) -> list[Node]:
    agreements = [_agreement(agreement) for agreement in agreements_of(review)]
    return [
        Heading("Agreed by"),
        table("When each committee agreed the scope", ("Committee", "Day", "Minute"), agreements),
    ]


def _agreement(agreed: CommitteeAgreement) -> tuple[str, str, str]:
    """SECURITY: the paper becomes public with an agenda, so a minute that is withheld is not in it."""
    if agreed.agreement is None:
        return agreed.committee.name, "Not yet", "–"
    minute = agreed.agreement.open_minute
    return agreed.committee.name, long_date(agreed.agreement.on), str(minute.number) if minute else "–"


PRINTED = (PointKind.PURPOSE, PointKind.IN_SCOPE, PointKind.OUT_OF_SCOPE, PointKind.LINE)


def scope_section(review: Review) -> list[Node]:
    """Purpose, what is in scope and out of it, lines of enquiry, and who agreed them; nothing without points."""
    made: list[Node] = []
    for group in by_kind(review.scope_points.filter(kind__in=PRINTED)):
        made += [Heading(group.heading, 3), bullets([point.text for point in group.points])]
    if not made:
        return []
    agreed = [
        f"the {agreement.parent.committee.name} on {full_date(agreement.on)}"
        for agreement in current_agreements(review)
    ]
    if agreed:
        *first, last = agreed
        made.append(paragraph(f"The scope was agreed by {', '.join(first)}{' and ' if first else ''}{last}."))
    return made
