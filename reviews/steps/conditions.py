"""What has to have come about before a review is brought to some states by hand."""

from committee.refusal import Refused
from reviews.models import OF_THE_COUNCIL, Addressee, Endorsement, Review, State


def refuse_too_soon(review: Review, after: State) -> None:
    """Raise Refused where the committees, the notice or the answers that a held review would stand for are missing."""
    if review.state == State.REPORTED and after is State.ENDORSED and not all_endorsed(review):
        raise Refused("Record what each committee decided: once all have endorsed the report, the review is endorsed.")
    served = review.notices.filter(kind__in=OF_THE_COUNCIL)
    if review.state == State.ENDORSED and after is State.WITH_EXECUTIVE and not served.exists():
        raise Refused("Record the notice that was served on the executive: the review is then with it.")
    if review.state == State.WITH_EXECUTIVE and after is State.RESPONDED and answers_waited_for(review):
        raise Refused("Record the answer of everybody of the council who was asked: the review is then responded to.")


def all_endorsed(review: Review) -> bool:
    """Whether the latest decision of every parent, about the report that was handed down last, endorses it."""
    report = review.last_report
    rows = Endorsement.objects.filter(parent__review=review, report=report).current()
    parents = set(review.parents.values_list("pk", flat=True))
    return report is not None and {row.parent_id for row in rows if row.is_favourable} == parents


def answers_waited_for(review: Review) -> bool:
    """Whether somebody of the council has not answered a recommendation that stands."""
    standing = Addressee.objects.filter(recommendation__review=review, recommendation__withdrawn_reason="")
    return standing.filter(kind__in=OF_THE_COUNCIL, response=None).exists()
