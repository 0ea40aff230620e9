"""Lock a review, or a row of one, while a verb works on it; set its columns, and read a list that was typed."""

from collections.abc import Collection
from typing import Any, cast

from django.db.models import Manager, Max, Model, QuerySet

from committee.acts.refusal import Refused
from committee.acts.saving import save, set_changed
from committee.wording.unprintable import printable
from reviews.models import Addressee, AnswerDraft, Evidence, Parent, Recommendation, Response, Review, State


def review_of(row: Any) -> Review:
    """Return the review that a row is part of; a review itself."""
    while not isinstance(row, Review):
        row = getattr(row, row.part_of)
    return row


def hold_review(review: Review) -> Review:
    """Return the review as it is now, locked until the transaction ends, with the committee that monitors it."""
    rows = Review.objects.select_for_update(of=("self",), no_key=True).select_related("monitored_by", "contact")
    return rows.get(pk=review.pk)


def still_there[Row: Model](rows: QuerySet[Row] | Manager[Row], row: Row, gone: str) -> Row:
    """
    Return one of `rows` as it is now, locked. Raises Refused with the sentence `gone` if it is missing.

    One of a review's own rows (`review.notices`) has that review as its `review`, without another query.
    """
    now = rows.filter(pk=row.pk).first()
    if now is None:
        raise Refused(gone)
    return now


def put(row: Model, changes: dict[str, Any], allowed: Collection[str]) -> set[str]:
    """Set what differs, words without blanks around them, and return its names; TypeError for what a row lacks."""
    values = {name: value.strip() if isinstance(value, str) else value for name, value in changes.items()}
    return set(set_changed(row, values, allowed=allowed))


def hold[Row: Model](row: Row, called: str) -> Row:
    """
    Lock the review that a row is part of, and return the row as it is now, its `review` the locked one.

    Raises Refused where somebody has removed what is `called` so ("that witness").
    """
    review = hold_review(review_of(row))
    now: Any = still_there(type(row)._default_manager, row, f"Someone has removed {called}.")
    if hasattr(type(row), "review"):
        now.review = review
    return cast(Row, now)


def lines_of(text: str) -> list[str]:
    """Return each line of what was typed that says something, its spaces made single."""
    return [" ".join(line.split()) for line in printable(text).splitlines() if line.strip()]


def move_up(row: Any, above: Any, called: str) -> None:
    """Let a row and the one above it change places. Raises Refused where there is none."""
    if above is None:
        raise Refused(f"That {called} is already the first.")
    above.position, row.position = row.position, above.position
    save(above)
    save(row)


def refuse_issued(review: Review, what: str = "") -> None:
    """Raise Refused where a held review's report is issued, with `what` is to be changed ("with its findings")."""
    if not review.is_before_report:
        issued = f"The report has been issued {what}".strip()
        raise Refused(f"{issued}: return the review to “{State.DRAFTING.label}” first.")


def hold_before_report(review: Review) -> Review:
    """Lock a review to change what its report says. Raises Refused once the report is issued."""
    locked = hold_review(review)
    refuse_issued(locked)
    return locked


def next_number(rows: Manager[Any]) -> int:
    """Return the number after the last of a held review's rows."""
    return (rows.aggregate(last=Max("number"))["last"] or 0) + 1


def hold_parent(parent: Parent) -> Parent:
    """Lock a parent's review and return the parent as it is now. Raises Refused where somebody has removed it."""
    gone = "That committee is no longer one of the review’s committees. Someone has removed it."
    return still_there(hold_review(parent.review).parents.select_related("committee"), parent, gone)


def hold_recommendation(recommendation: Recommendation, *, withdrawn: bool = False) -> Recommendation:
    """
    Lock the review and return the recommendation as it is now. Raises Refused where somebody has removed it.

    `withdrawn`: return a withdrawn recommendation too, only to undo the withdrawal.
    """
    gone = "Someone has removed that recommendation."
    locked = still_there(hold_review(recommendation.review).recommendations, recommendation, gone)
    if locked.is_withdrawn and not withdrawn:
        raise Refused("That recommendation has been withdrawn.")
    return locked


def hold_addressee(addressee: Addressee) -> Addressee:
    """Lock the review and return the addressee as named now, with recommendation and notice."""
    recommendation = hold_recommendation(addressee.recommendation)
    addressees = recommendation.addressees.select_related("notice", "response")
    return still_there(addressees, addressee, "Someone has removed that addressee.")


def hold_draft(draft: AnswerDraft) -> AnswerDraft:
    """Lock the review and return the drafted answer as it is now, with addressee. Raises Refused where it is gone."""
    addressee = hold_addressee(draft.addressee)
    locked = AnswerDraft.objects.select_related("writer").filter(addressee=addressee).first()
    if locked is None:
        raise Refused("Someone has removed that answer.")
    locked.addressee = addressee
    return locked


def hold_response(response: Response) -> Response:
    """Lock the review and return the recorded answer as it is now, with addressee. Raises Refused where it is gone."""
    addressee = hold_addressee(response.addressee)
    locked = still_there(Response.objects.filter(addressee=addressee), response, "Someone has removed that answer.")
    locked.addressee = addressee
    return locked


def hold_evidence(evidence: Evidence) -> Evidence:
    """
    Lock the review and return the piece of evidence as it is now, with its files.

    Raises Refused where it is withdrawn or forgotten: nothing more is done with it.
    """
    pieces = hold_review(evidence.review).evidence.select_related("file__stored", "redacted__stored")
    locked = pieces.get(pk=evidence.pk)
    if locked.forgotten_on:
        raise Refused(f"{locked.reference} is deleted: only its reference and one line are kept.")
    if locked.withdrawn_on:
        raise Refused(f"{locked.reference} has been withdrawn.")
    return locked
