"""Verbs of the response: serve the notice that asks for it, record its receipt, record what each addressee answers."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from committee import audit
from committee.dates import long_date
from committee.models import User
from committee.permissions import plans_scrutiny
from committee.refusal import Refused
from committee.saving import day_of, reasoned, save
from committee.verbs import as_part, verb
from reviews import leak_check
from reviews.locking import hold_addressee, hold_notice, hold_review
from reviews.models import OF_THE_COUNCIL, PATH, Addressee, AddresseeKind, Answer, Notice, Response, Review, State
from reviews.overdue.verbs import tell_overdue
from reviews.steps.conditions import answers_waited_for
from reviews.steps.verbs import take_step

RESPONSE = {"answer", "reasons", "action", "officer", "resources", "target_on", "received_on"}
OF_WORDS = {
    "reasons": "the reasons", "action": "the action", "officer": "the responsible officer",
    "resources": "the resources",
}  # fmt: skip


@verb(may=plans_scrutiny)
def serve_notice(
    review: Review,
    addressees: Collection[Addressee],
    *,
    recipient: str,
    served_on: dt.date,
    served_by: str,
    report_on: dt.date,
    at: dt.datetime,
    by: User,
) -> Notice:
    """
    Record the notice that requires a response to recommendations (LGA 2000 s.9FE(3)), served for the parents.

    No time begins for the council and its executive before it was received. A review that is endorsed is with the
    executive from then on. Raises Refused before the endorsement, without addressees, for addressees of two kinds or
    with a notice already, for a committee of the review, and for a day to come.
    """
    held = hold_review(review)
    if PATH.index(State(held.stands_at)) < PATH.index(State.ENDORSED):
        raise Refused("The report is not endorsed yet: the notice asks for a response to what the committees endorsed.")
    if served_on > day_of(at):
        raise Refused("That day is still to come: record the notice once it has been served.")
    chosen = [hold_addressee(one) for one in addressees]
    _refuse_unfit(held, chosen)
    notice = Notice(
        review=held, kind=chosen[0].kind, recipient=" ".join(recipient.split()), served_on=served_on,
        served_by=served_by, report_on=report_on, recorded_at=at, recorded_by=by,
    )  # fmt: skip
    leak_check.refuse_telling_in(held, [("the recipient", [notice.recipient])])
    save(notice)
    for addressee in chosen:
        addressee.notice = notice
        save(addressee)
    numbers = sorted({addressee.recommendation.number for addressee in chosen})
    audit.record(by, "served a notice of", held, recipient=notice.recipient, on=served_on.isoformat(), numbers=numbers)
    if held.state == State.ENDORSED and notice.kind in OF_THE_COUNCIL:
        last = held.steps.last()
        as_part(take_step)(held, State.WITH_EXECUTIVE, on=max(served_on, last.on) if last else served_on, at=at, by=by)
    return notice


@verb(may=plans_scrutiny)
def record_receipt(
    notice: Notice,
    *,
    received_on: dt.date,
    report_received_on: dt.date | None = None,
    proof: str = "",
    at: dt.datetime,
    by: User,
) -> Notice:
    """
    Record, or put right, when a notice was received: two months beginning with that day are for the answer (R38).

    `report_received_on`: where the report came later than the notice. Refused for a day to come or before the service.
    """
    held = hold_notice(notice)
    if max(received_on, report_received_on or received_on) > day_of(at):
        raise Refused("That day is still to come: record the receipt once it has come about.")
    was = held.received_on.isoformat() if held.received_on else ""
    held.received_on, held.report_received_on, held.proof = received_on, report_received_on, " ".join(proof.split())
    save(held)
    audit.record(
        by, "recorded when a notice was received of", held.review, recipient=held.recipient, on=received_on.isoformat(),
        before=was,
    )  # fmt: skip
    as_part(tell_overdue)(held.review, on=day_of(at), by=by)
    return held


@verb(may=plans_scrutiny)
def record_response(
    addressee: Addressee,
    *,
    answer: str,
    reasons: str = "",
    action: str = "",
    officer: str = "",
    resources: str = "",
    target_on: dt.date | None = None,
    received_on: dt.date,
    at: dt.datetime,
    by: User,
) -> Response:
    """
    Record what an addressee answers to a recommendation (R40); once all of the council have, it is responded to.

    Raises Refused before the report, for a day to come, where it was recorded already, without reasons unless it is
    accepted in full, without an action unless it is rejected, and for words that tell what is withheld (R16).
    """
    held = hold_addressee(addressee)
    review = held.recommendation.review
    if held.recommendation.handed_down_at is None:
        raise Refused("The report is not handed down yet, so nobody can have answered it.")
    if hasattr(held, "response"):
        raise Refused(f"The answer of {held} is recorded already: correct that instead.")
    row = Response(addressee=held, recorded_at=at, recorded_by=by)
    _say(row, at, {
        "answer": answer, "reasons": reasons, "action": action, "officer": officer, "resources": resources,
        "target_on": target_on, "received_on": received_on,
    })  # fmt: skip
    number = held.recommendation.number
    audit.record(by, "recorded an answer to a recommendation of", review, number=number, to=held.name, answer=answer)
    if review.state == State.WITH_EXECUTIVE and held.kind in OF_THE_COUNCIL and not answers_waited_for(review):
        last = review.steps.last()
        on = max(received_on, last.on) if last else received_on
        as_part(take_step)(review, State.RESPONDED, on=on, at=at, by=by)
    as_part(tell_overdue)(review, on=day_of(at), by=by)
    return row


@verb(may=plans_scrutiny)
def correct_response(response: Response, *, at: dt.datetime, by: User, **changes: Any) -> Response:
    """Put right what is recorded of an answer; the trail keeps what it was. Refused as `record_response` does."""
    if unknown := set(changes) - RESPONSE:
        raise TypeError(f"A response has no such fields: {', '.join(sorted(unknown))}.")
    addressee = hold_addressee(response.addressee)
    held = Response.objects.get(addressee=addressee)
    was = {name: str(getattr(held, name)) for name in changes}
    if changed := _say(held, at, changes):
        audit.record(
            by, "corrected an answer to a recommendation of", addressee.recommendation.review,
            number=addressee.recommendation.number, to=addressee.name, was={name: was[name] for name in changed},
        )  # fmt: skip
    return held


@verb(may=plans_scrutiny)
def remove_response(response: Response, *, reason: str, at: dt.datetime, by: User) -> None:
    """Remove an answer that was recorded by mistake, with the reason; the trail keeps what it said."""
    addressee = hold_addressee(response.addressee)
    held = Response.objects.filter(addressee=addressee).first()
    if held is None:
        raise Refused("That answer is no longer there: somebody has removed it.")
    words = reasoned(reason, "why it is removed")
    review, said = addressee.recommendation.review, {name: str(getattr(held, name)) for name in sorted(RESPONSE)}
    held.delete()
    audit.record(
        by, "removed an answer to a recommendation of", review, number=addressee.recommendation.number,
        to=addressee.name, was=said, reason=words,
    )  # fmt: skip
    as_part(tell_overdue)(review, on=day_of(at), by=by)


@verb(may=plans_scrutiny)
def remove_notice(notice: Notice, *, reason: str, at: dt.datetime, by: User) -> None:
    """Remove a notice that was recorded wrongly, with the reason, to be recorded anew; nobody is asked by it now."""
    held = hold_notice(notice)
    words = reasoned(reason, "why it is removed")
    names = [addressee.name for addressee in held.addressees.all()]
    held.addressees.update(notice=None)
    recipient, served_on, review = held.recipient, held.served_on, held.review
    held.delete()
    audit.record(
        by, "removed a notice of", review, recipient=recipient, on=served_on.isoformat(), to=names, reason=words
    )
    as_part(tell_overdue)(review, on=day_of(at), by=by)


def _refuse_unfit(review: Review, chosen: Collection[Addressee]) -> None:
    if not chosen:
        raise Refused("Choose to whom the notice is addressed.")
    if len({one.kind for one in chosen}) > 1:
        raise Refused("One notice is for addressees of one kind, since the law gives each kind a time of its own.")
    for one in chosen:
        if one.recommendation.review_id != review.pk:
            raise Refused("A notice is of one review: choose its own addressees.")
        if one.kind == AddresseeKind.COMMITTEE:
            raise Refused(f"{one} is a committee of the review: it answers to its own words, and no notice is served.")
        if one.notice_id:
            raise Refused(f"A notice was served on {one} for recommendation {one.recommendation.number} already.")


def _say(row: Response, at: dt.datetime, fields: dict[str, Any]) -> set[str]:
    changed = {name for name, value in fields.items() if getattr(row, name) != value}
    for name in changed:
        setattr(row, name, fields[name].strip() if isinstance(fields[name], str) else fields[name])
    notice = row.addressee.notice
    if notice and row.received_on < notice.served_on:
        raise Refused(f"The notice was served on {long_date(notice.served_on)}: the answer is not before that.")
    if row.received_on > day_of(at):
        raise Refused("That day is still to come: record the answer once it has been received.")
    if row.answer not in Answer.values:
        raise Refused(
            "An answer is: accepted, accepted in part, or rejected. Ask whoever wrote it which of these is meant."
        )
    if row.answer != Answer.ACCEPTED and not row.reasons:
        raise Refused("Say why it is not accepted in full.")
    if row.answer != Answer.REJECTED and not row.action:
        raise Refused("Say what will be done.")
    said = [(what, [getattr(row, name)]) for name, what in OF_WORDS.items() if name in changed]
    leak_check.refuse_telling_in(row.addressee.recommendation.review, said)
    if changed:
        save(row)
    return changed
