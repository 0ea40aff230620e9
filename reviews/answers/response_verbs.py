"""Verbs that record, correct and remove a notice, its receipt, and the answer of each addressee."""

import datetime as dt
from collections.abc import Collection
from contextlib import suppress
from functools import partial
from typing import Any

from django.db import transaction

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, proven, reasoned, said, save
from committee.acts.seen import refuse_unseen, shows
from committee.acts.verbs import PORTAL, as_part, verb
from committee.models import Person, User
from committee.search import index
from committee.wording.dates import long_date
from reviews import leak_check
from reviews.answers.mailing import tell_signers
from reviews.answers.on_programme import plan_look_back, tell_overdue
from reviews.answers.waiting import needs_sign_off
from reviews.locking import hold, hold_addressee, hold_response, hold_review, put
from reviews.models import (
    DRAFTED,
    OF_THE_COUNCIL,
    PATH,
    Addressee,
    AddresseeKind,
    Answer,
    Notice,
    Response,
    Review,
    State,
)
from reviews.steps.conditions import answers_waited_for
from reviews.steps.verbs import bring_on

RESPONSE = {"answer", "reasons", "action", "officer", "resources", "target_on", "goes_on_from", "received_on"}
OF_WORDS = {
    "reasons": "the reasons", "action": "the action", "officer": "the responsible officer",
    "resources": "the resources",
}  # fmt: skip


ASKED = shows("recommendations.number", "recommendations.told.text", "recommendations.addressees.name")
# An evasive text has at most this number of letters: a longer text that begins with "noted" counts as an answer.
SHORTEST = 60


@verb(may=plans_scrutiny, seen=ASKED)
def serve_notice(
    review: Review,
    addressees: Collection[Addressee],
    *,
    recipient: str,
    served_on: dt.date,
    served_by: str,
    report_on: dt.date,
    proof: str = "",
    seen: str,
    at: dt.datetime,
    by: User,
) -> Notice:
    """
    Record a notice that requires a response to recommendations (LGA 2000 s.9FE(3)), served for the review's committees.

    The deadline of the council and its executive runs from the receipt of the notice. A notice to the council or its
    executive moves an endorsed review to "With the executive". Raises Refused where

    - the report is not endorsed yet;
    - there are no addressees, or addressees of two kinds;
    - an addressee is a committee of the review, belongs to another review, or has a notice already;
    - the day of service is in the future, or before `report_on`;
    - there is no `proof`, and the notice was served before today;
    - there is no `proof`, and no report was issued here on `report_on`, unless `report_on` is today (R43 counts 28 days
      from `report_on`);
    - the name of the recipient reveals something withheld (R16).
    """
    locked = hold_review(review)
    refuse_unseen(locked, seen)
    if PATH.index(State(locked.stands_at)) < PATH.index(State.ENDORSED):
        raise Refused("The report is not endorsed yet: the notice asks for a response to what the committees endorsed.")
    if served_on > day_of(at):
        raise Refused("That date is in the future: record the notice once it has been served.")
    chosen = [hold_addressee(addressee) for addressee in addressees]
    _refuse_unfit(locked, chosen)
    issued_here = locked.steps.filter(from_state__in=DRAFTED, to_state=State.REPORTED, on=report_on).exists()
    proof = proven(proof, served_on if issued_here else min(served_on, report_on), at)
    notice = Notice(
        review=locked, kind=chosen[0].kind, recipient=" ".join(recipient.split()), served_on=served_on,
        served_by=served_by, report_on=report_on, recorded_at=at, recorded_by=by,
    )  # fmt: skip
    leak_check.refuse_telling_in(locked, [("the recipient", [notice.recipient])])
    save(notice)
    for addressee in chosen:
        addressee.notice = notice
        save(addressee)
    numbers = sorted({addressee.recommendation.number for addressee in chosen})
    audit.record(
        by, "served a notice about", locked, recipient=notice.recipient, on=served_on.isoformat(), numbers=numbers,
        report_on=report_on.isoformat(), proof=proof,
    )  # fmt: skip
    if locked.state == State.ENDORSED and notice.kind in OF_THE_COUNCIL:
        bring_on(locked, State.WITH_EXECUTIVE, on=served_on, at=at, by=by)
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
    Record or correct the day on which a notice was received. The two months of the council begin with that day (R38).

    `report_received_on` is given where the report was received on another day. The later of the two days counts. Raises
    Refused where a day is in the future, the notice was received before the service, or a day other than today has no
    `proof`. A corrected day needs a new `proof`.
    """
    row = hold(notice, "that notice")
    if max(received_on, report_received_on or received_on) > day_of(at):
        raise Refused("That date is in the future: record the receipt once it has happened.")
    was = row.received_on.isoformat() if row.received_on else ""
    same = (row.received_on, row.report_received_on) == (received_on, report_received_on)
    if same or not was:
        row.proof = proven(proof or row.proof, min(received_on, report_received_on or received_on), at)
    else:  # a changed receipt needs new proof, because the duty to answer runs from that day
        new = "" if proof.strip() == row.proof else proof  # the form shows the old proof, so the same proof is not new
        row.proof = said(new, "which letter, email or receipt shows the new date", 200)
    row.received_on, row.report_received_on = received_on, report_received_on
    save(row)
    audit.record(
        by, "recorded the receipt of a notice about", row.review, recipient=row.recipient, on=received_on.isoformat(),
        before=was, proof=row.proof,
    )  # fmt: skip
    as_part(tell_overdue)(row.review, on=day_of(at), by=by)
    return row


@verb(may=plans_scrutiny)
def correct_notice(
    notice: Notice, *, served_on: dt.date, report_on: dt.date, proof_of_dates: str = "", at: dt.datetime, by: User
) -> Notice:
    """
    Correct the day on which a notice was served and the date of the report.

    The deadline of a health body runs from the service, the deadline of a crime and disorder body from the date of the
    report (R43). The council's deadline runs from the receipt (R38): `record_receipt` corrects the receipt.

    Raises Refused where the day of service is in the future, before the report, or after a recorded receipt or answer,
    or where the new dates have no proof.
    """
    locked = hold(notice, "that notice")
    if served_on > day_of(at):
        raise Refused("That date is in the future: record the notice once it has been served.")
    first = Response.objects.filter(addressee__notice=locked).order_by("received_on").first()
    if first and served_on > first.received_on:
        raise Refused(f"An answer was received on {long_date(first.received_on)}: the notice was served before that.")
    was = {"served_on": locked.served_on.isoformat(), "report_on": locked.report_on.isoformat()}
    if (locked.served_on, locked.report_on) == (served_on, report_on):
        return locked
    locked.served_on, locked.report_on = served_on, report_on
    save(locked)
    proof = said(proof_of_dates, "which letter, email or receipt shows the new dates", 200)
    audit.record(
        by, "corrected the dates of a notice of", locked.review, recipient=locked.recipient, was=was,
        served_on=served_on.isoformat(), report_on=report_on.isoformat(), proof=proof,
    )  # fmt: skip
    as_part(tell_overdue)(locked.review, on=day_of(at), by=by)
    return locked


@verb(may=plans_scrutiny, seen=shows("recommendation.told.text", "name"))
def record_response(
    addressee: Addressee,
    *,
    received_on: dt.date,
    proof: str = "",
    signed_by: Person | None = None,
    signed_on: dt.date | None = None,
    seen: str,
    at: dt.datetime,
    by: User,
    **words: Any,
) -> Response:
    """
    Record an addressee's answer to a recommendation (R40).

    The last missing answer of the council or its executive moves the review to "Responded". `words` are the fields of
    Response in `RESPONSE`. `signed_by` is the Cabinet Member who signed the answer off, on `signed_on`. Without
    `signed_by` an answer of the executive is marked as unsigned, and the Cabinet Member is emailed to sign the answer.

    Raises Refused where

    - the report is not issued yet, or the answer is recorded already;
    - the day of receipt is in the future, before the report or before the notice, or is not today and has no `proof`;
    - the answer is not one of `Answer`;
    - no reasons are given, unless the answer is "accepted";
    - no action is given, unless the answer is "rejected";
    - both the end of the action (`target_on`) and the start of an action without end (`goes_on_from`) are given;
    - `target_on` is before the day of receipt;
    - `signed_by` had no right to sign the answer off on `signed_on`, or `signed_on` is missing or in the future;
    - the words reveal something withheld (R16, R41).
    """
    locked = hold_addressee(addressee)
    refuse_unseen(locked, seen)
    review = locked.recommendation.review
    if locked.recommendation.handed_down_at is None:
        raise Refused("The report has not been issued yet, so no one can have answered it.")
    if hasattr(locked, "response"):
        raise Refused(f"The answer of {locked} is already recorded. Correct that instead.")
    response = Response(addressee=locked, recorded_at=at, recorded_by=by)
    _say(response, at, {"received_on": received_on, **words}, signed_by, signed_on)
    proof, signed = proven(proof, received_on, at), str(response.signed_off_by or "")
    facts = {"answer": response.answer, "signed_by": signed, "received_on": received_on.isoformat(), "proof": proof}
    record_of(locked, "recorded an answer to a recommendation of", by, **facts)
    if review.state == State.WITH_EXECUTIVE and locked.kind in OF_THE_COUNCIL and not answers_waited_for(review):
        bring_on(review, State.RESPONDED, on=received_on, at=at, by=by)
        # A refused look-back need not stop the answer, because the daily timer tries again and reports the refusal.
        with suppress(Refused):
            as_part(plan_look_back)(review, on=day_of(at), at=at, by=PORTAL)
    as_part(tell_overdue)(review, on=day_of(at), by=by)
    return response


@verb(may=plans_scrutiny, seen=shows("addressee.recommendation.told.text", "addressee.name"))
def correct_response(
    response: Response,
    *,
    reason: str,
    proof: str = "",
    signed_by: Person | None = None,
    signed_on: dt.date | None = None,
    seen: str,
    at: dt.datetime,
    by: User,
    **changes: Any,
) -> Response:
    """
    Correct a recorded answer. The trail stores the earlier words and the `reason`.

    Any change except to the day of receipt removes the old signature of an executive's answer. Without `signed_by` the
    answer is then unsigned until the Cabinet Member signs the new words. `signed_by` alone signs the words as they are.
    Raises Refused where no reason is given, and as `record_response` does.
    """
    locked = hold_response(response)
    refuse_unseen(locked, seen)
    was = {name: str(getattr(locked, name)) for name in changes} | {"signed_off_by": str(locked.signed_off_by or "")}
    if changed := _say(locked, at, changes, signed_by, signed_on):
        words = reasoned(reason, "why it is corrected")
        proof = proven(proof, locked.received_on, at) if "received_on" in changed else proof
        facts = {"was": {name: was[name] for name in sorted(changed)}, "reason": words, "proof": proof}
        record_of(locked.addressee, "corrected an answer to a recommendation of", by, **facts)
    return locked


@verb(may=plans_scrutiny)
def remove_response(response: Response, *, reason: str, at: dt.datetime, by: User) -> None:
    """Remove an answer that was recorded by mistake. The trail stores the words of the answer and the `reason`."""
    locked = hold_response(response)
    words, was = reasoned(reason, "why it is removed"), {name: str(getattr(locked, name)) for name in sorted(RESPONSE)}
    addressee, review = locked.addressee, locked.addressee.recommendation.review
    locked.delete()
    index.changed(review)
    record_of(addressee, "removed an answer to a recommendation of", by, was=was, reason=words)
    as_part(tell_overdue)(review, on=day_of(at), by=by)


@verb(may=plans_scrutiny)
def remove_notice(notice: Notice, *, reason: str, at: dt.datetime, by: User) -> None:
    """
    Remove a notice that was recorded wrongly. The trail stores the `reason`. The addressees can get another notice.

    Raises Refused once the receipt is recorded, because the time for the answer runs from the receipt (R38), or where
    no reason is given.
    """
    locked = hold(notice, "that notice")
    if locked.received_on:
        raise Refused("It was received, so an answer is due. Correct its dates or its receipt instead.", rule="R38")
    words = reasoned(reason, "why it is removed")
    names = [addressee.name for addressee in locked.addressees.all()]
    locked.addressees.update(notice=None)
    recipient, served_on, review = locked.recipient, locked.served_on, locked.review
    locked.delete()
    audit.record(
        by, "removed a notice of", review, recipient=recipient, on=served_on.isoformat(), to=names, reason=words
    )
    as_part(tell_overdue)(review, on=day_of(at), by=by)


def record_of(addressee: Addressee, did: str, by: User, /, **facts: Any) -> None:
    """Record `did`, an act on an addressee's answer, on the trail of the review. `facts` are stored with the act."""
    recommendation = addressee.recommendation
    audit.record(by, did, recommendation.review, number=recommendation.number, to=addressee.name, **facts)


def _refuse_unfit(review: Review, chosen: Collection[Addressee]) -> None:
    if not chosen:
        raise Refused("Choose who the notice is addressed to.")
    if len({addressee.kind for addressee in chosen}) > 1:
        raise Refused("Choose addressees of one type. The law sets a different time for each type.")
    for addressee in chosen:
        if addressee.recommendation.review_id != review.pk:
            raise Refused("Choose addressees from this review.")
        if addressee.kind == AddresseeKind.COMMITTEE:
            raise Refused(f"{addressee} is a committee of the review, so no notice is served.")
        if addressee.notice_id:
            raise Refused(
                f"A notice was served on {addressee} for recommendation {addressee.recommendation.number} already."
            )


def _sign(response: Response, person: Person | None, on: dt.date | None, at: dt.datetime) -> None:
    """
    Set who signed off an answer of the executive. Without a `person`, mark the answer as unsigned, and email its
    signers.

    Raises Refused where the day is missing or in the future, or the person had no right to sign the answer off on that
    day.
    """
    addressee = response.addressee
    response.signed_off_by, response.signed_off_on, response.is_unsigned = person, on, person is None
    response.returned_reason = ""
    if person is None:
        transaction.on_commit(partial(tell_signers, response, on=day_of(at)), robust=True)
        return
    if on is None or on > day_of(at):
        raise Refused(f"Enter the day on which {person} signed it off, which is not in the future.")
    if not Addressee.objects.signed_off_by(person, on).filter(pk=addressee.pk).exists():
        raise Refused(f"On {long_date(on)} {person} could not sign it off for {addressee}.")


def _say(
    response: Response, at: dt.datetime, fields: dict[str, Any], signed_by: Person | None, signed_on: dt.date | None
) -> set[str]:
    changed = put(response, fields, RESPONSE)
    if needs_sign_off(response.addressee) and (signed_by or changed - {"received_on"}):
        _sign(response, signed_by, signed_on, at)
        changed.add("signed_off_by")
    recommendation, notice = response.addressee.recommendation, response.addressee.notice
    if notice and response.received_on < notice.served_on:
        raise Refused(f"The notice was served on {long_date(notice.served_on)}, so the answer cannot be before then.")
    issued = recommendation.review.steps.filter(to_state=State.REPORTED).order_by("number").first()
    if issued and response.received_on < issued.on:
        raise Refused(f"The report was issued on {long_date(issued.on)}, so the answer cannot be before then.")
    if response.received_on > day_of(at):
        raise Refused("That date is in the future: record the answer once it has been received.")
    if response.target_on and "target_on" in changed and response.target_on < response.received_on:
        raise Refused("It cannot be done by a day before the answer was received.")
    refuse_unfinished(response.answer, response.reasons, response.action)
    words = [(what, [getattr(response, name)]) for name, what in OF_WORDS.items() if name in changed]
    leak_check.refuse_telling_in(recommendation.review, words)
    if changed:
        save(response)
        index.changed(response)
    return changed


def refuse_unfinished(answer: str, reasons: str, action: str) -> None:
    """
    Raise Refused where `answer` is not one of `Answer`, or the reasons or the action are missing.

    Only the answer "accepted" needs no reasons. Only the answer "rejected" needs no action.
    """
    if answer not in Answer.values:
        raise Refused("An answer is: accepted, accepted in part, or rejected. Ask the writer which one they mean.")
    if answer != Answer.ACCEPTED and not reasons.strip():
        raise Refused("Enter why it is not accepted in full.")
    if answer != Answer.REJECTED and not action.strip():
        raise Refused("Enter what will be done.")


def refuse_evasive(*texts: str) -> None:
    """Raise Refused for a text of at most SHORTEST letters that begins with "noted" or contains "in principle"."""
    for text in texts:
        plain = " ".join(text.casefold().split()).strip(" .!“”\"'")
        if len(plain) <= SHORTEST and (
            plain.startswith(("noted", "to note", "to be noted")) or "in principle" in plain
        ):
            raise Refused(
                f"“{text.strip()}” is not an answer. Say whether the recommendation is accepted, accepted in part or "
                "rejected, and what will be done or why not."
            )
