"""A review whose report was issued on 14 September 2021 with two recommendations, and is endorsed."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from committee.acts.seen import having_read
from committee.models import User
from reviews.answers import response_verbs as responses
from reviews.findings import recommendation_verbs as recommendations
from reviews.models import Addressee, AddresseeKind, Answer, Recommendation, Review
from reviews.proposing import verbs as proposing
from reviews.steps import endorsement_verbs as endorsement
from tests.reviews import stepping
from tests.reviews import world as worlds

REPORT = dt.date(2021, 9, 14)
AT = dt.datetime(2021, 9, 14, 9, tzinfo=dt.UTC)
BOOK = "Minute book"  # the committees of these worlds met before the portal
ANSWERED: dict[str, Any] = {"answer": Answer.ACCEPTED, "action": "Every school asks.", "received_on": REPORT, "at": AT}

SERVED: dict[str, Any] = {"recipient": "The Leader", "served_by": "hand", "served_on": REPORT}
SERVED |= {"report_on": REPORT, "at": AT}


@dataclass(frozen=True, slots=True)
class Reported:
    """The review, its two recommendations, and those to whom they are made: nobody has been served a notice."""

    review: Review
    first: Recommendation
    second: Recommendation
    cabinet: Addressee
    police: Addressee
    own: Addressee


def make(world: worlds.World, by: User) -> Reported:
    """Recommendation 1 to a Cabinet Member and the police, 2 to one of the committees themselves."""
    review = world.review
    first, second = (
        recommendations.add_recommendation(review, text=text, by=by)
        for text in ("Ask every pupil who cares for someone.", "Look at it again in a year.")
    )

    def to(row: Recommendation, kind: str, name: str) -> Addressee:
        return recommendations.name_addressee(row, kind=kind, name=name, by=by)

    cabinet = to(first, AddresseeKind.EXECUTIVE, "Cabinet Member for Education")
    police = to(first, AddresseeKind.CRIME, "Borsetshire Police")
    own = to(second, AddresseeKind.COMMITTEE, "The two committees")
    stepping.hand_down(review, on=REPORT, at=AT, by=by)
    for parent in (world.safeguarding, world.prosperous):
        having_read(endorsement.record_decision)(parent, decision="endorsed", on=REPORT, proof=BOOK, at=AT, by=by)
    review = Review.objects.get(pk=review.pk)
    one, two = review.recommendations.order_by("number")
    return Reported(review, one, two, cabinet, police, own)


def serve(made: Reported, by: User) -> Reported:
    """Publish the review, and record that the Cabinet Member received the notice on the day of the report."""
    having_read(proposing.publish_review)(made.review, at=AT, by=by)
    notice = having_read(responses.serve_notice)(made.review, [made.cabinet], **SERVED, by=by)
    responses.record_receipt(notice, received_on=REPORT, proof="By email", at=AT, by=by)
    return made
