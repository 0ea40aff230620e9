"""Lock a review, or a row of a review, for a verb; set columns, and read typed lists."""

from collections.abc import Collection
from typing import Any, cast

from django.db.models import Manager, Max, Model, QuerySet

from committee.acts.refusal import Refused
from committee.acts.saving import save, set_changed
from committee.wording.unprintable import printable
from reviews.models import Addressee, AnswerDraft, Evidence, Parent, Recommendation, Response, Review, State


def review_of(row: Any) -> Review:
    """Return the review that `row` is part of; a review is returned as is."""
    while not isinstance(row, Review):
        row = getattr(row, row.part_of)
    return row


def hold_review(review: Review) -> Review:
    """
    Lock a review until the transaction ends, and return it from the database.

    Nothing is joined: where a joined key, such as the monitor's, was changed during the wait, PostgreSQL finds no row.
    """
    return Review.objects.select_for_update(no_key=True).get(pk=review.pk)


def still_there[Row: Model](rows: QuerySet[Row] | Manager[Row], row: Row, gone: str) -> Row:
    """
    Return `row` from the database, found among `rows`. Raises Refused with the sentence `gone` where it is missing.

    The caller has locked the review. Where `rows` is a relation of that review (`review.notices`), the `review` of the
    result is the locked review, without another query.
    """
    now = rows.filter(pk=row.pk).first()
    if now is None:
        raise Refused(gone)
    return now


def put(row: Model, changes: dict[str, Any], allowed: Collection[str]) -> set[str]:
    """Set the fields that differ, text stripped, and return their names. Raises TypeError for a field not `allowed`."""
    values = {name: value.strip() if isinstance(value, str) else value for name, value in changes.items()}
    return set(set_changed(row, values, allowed=allowed))


def hold[Row: Model](row: Row, called: str) -> Row:
    """
    Lock the review that a row is part of, and return the row from the database, with the locked `review`.

    Raises Refused where somebody has removed the row. `called` names the row in the sentence ("that witness").
    """
    review = hold_review(review_of(row))
    now: Any = still_there(type(row)._default_manager, row, f"Someone has removed {called}.")
    if hasattr(type(row), "review"):
        now.review = review
    return cast(Row, now)


def lines_of(text: str) -> list[str]:
    """Return the lines of a typed text without empty lines and repeated spaces."""
    return [" ".join(line.split()) for line in printable(text).splitlines() if line.strip()]


def move_up(row: Any, above: Any, called: str) -> None:
    """Swap the positions of a row and the row `above`. Raises Refused where `above` is None."""
    if above is None:
        raise Refused(f"That {called} is already the first.")
    above.position, row.position = row.position, above.position
    save(above)
    save(row)


def refuse_issued(review: Review, what: str = "") -> None:
    """Raise Refused where a locked review's report is issued. `what` ends the sentence ("with its findings")."""
    if not review.is_before_report:
        issued = f"The report has been issued {what}".strip()
        raise Refused(f"{issued}: return the review to “{State.DRAFTING.label}” first.")


def hold_before_report(review: Review) -> Review:
    """Lock a review, to change the content of its report. Raises Refused once the report is issued."""
    locked = hold_review(review)
    refuse_issued(locked)
    return locked


def next_number(rows: Manager[Any]) -> int:
    """Return the number after the last number of a locked review's rows."""
    return (rows.aggregate(last=Max("number"))["last"] or 0) + 1


def hold_parent(parent: Parent) -> Parent:
    """Lock a parent's review and return the parent from the database. Raises Refused where the parent is removed."""
    gone = "That committee is no longer one of the review’s committees. Someone has removed it."
    return still_there(hold_review(parent.review).parents.select_related("committee"), parent, gone)


def hold_recommendation(recommendation: Recommendation, *, withdrawn: bool = False) -> Recommendation:
    """
    Lock the review and return the recommendation from the database.

    Raises Refused where the recommendation is removed or withdrawn. `withdrawn=True` allows a withdrawn
    recommendation, so that a verb can restore it.
    """
    gone = "Someone has removed that recommendation."
    locked = still_there(hold_review(recommendation.review).recommendations, recommendation, gone)
    if locked.is_withdrawn and not withdrawn:
        raise Refused("That recommendation has been withdrawn.")
    return locked


def hold_addressee(addressee: Addressee) -> Addressee:
    """
    Lock the review and return the addressee from the database, with recommendation, notice and response.

    Raises Refused where the addressee is removed, or the recommendation is removed or withdrawn.
    """
    recommendation = hold_recommendation(addressee.recommendation)
    addressees = recommendation.addressees.select_related("notice", "response")
    return still_there(addressees, addressee, "Someone has removed that addressee.")


def hold_draft(draft: AnswerDraft) -> AnswerDraft:
    """Lock the review and return the drafted answer from the database. Raises Refused where the answer is removed."""
    addressee = hold_addressee(draft.addressee)
    locked = AnswerDraft.objects.select_related("writer").filter(addressee=addressee).first()
    if locked is None:
        raise Refused("Someone has removed that answer.")
    locked.addressee = addressee
    return locked


def hold_response(response: Response) -> Response:
    """Lock the review and return the recorded answer from the database. Raises Refused where it is removed."""
    addressee = hold_addressee(response.addressee)
    locked = still_there(Response.objects.filter(addressee=addressee), response, "Someone has removed that answer.")
    locked.addressee = addressee
    return locked


def hold_evidence(evidence: Evidence) -> Evidence:
    """
    Lock the review and return the piece of evidence from the database, with its files.

    Raises Refused where the evidence is withdrawn or forgotten.
    """
    pieces = hold_review(evidence.review).evidence.select_related("file__stored", "redacted__stored")
    locked = pieces.get(pk=evidence.pk)
    if locked.forgotten_on:
        raise Refused(f"{locked.reference} is deleted: only its reference and one line are kept.")
    if locked.withdrawn_on:
        raise Refused(f"{locked.reference} has been withdrawn.")
    return locked
