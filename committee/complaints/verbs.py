"""Verbs of complaints about personal data: make, acknowledge, answer, and delete when due (DPA 2018 s.164A; R61)."""

import datetime as dt
import logging
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import reasoned, said
from committee.acts.seen import refuse_unseen, shows
from committee.acts.verbs import PORTAL, Portal, verb
from committee.law.periods import months_from
from committee.law.response import acknowledge_by
from committee.mail import notices
from committee.models import Council, DataComplaint, User
from committee.register.lawful import save_lawful
from committee.wording.dates import full_date
from committee.wording.references import new_reference

logger = logging.getLogger(__name__)
MOST_A_DAY, A_DAY = 3, dt.timedelta(days=1)
BY_EMAIL = "by email"


# The public page passes no `by`, even if the user is signed in, so that complaints of all users are treated alike.
@verb(may=runs_the_desk, may_this=lambda who, on, /, **complaint: who is None)
def complain(
    *,
    details: str,
    name: str = "",
    email: str = "",
    postal_address: str = "",
    page: str = "",
    received_on: dt.date,
    at: dt.datetime,
    by: User | None = None,
) -> DataComplaint:
    """
    Record a complaint about personal data, with the last day to acknowledge it (DPA 2018 s.164A(2)-(3)).

    `by` is None for the public form, otherwise the clerk who enters a complaint received by letter or telephone.
    The trail entry has nothing that identifies the complainant. Raises Refused where the day of receipt is in the
    future, or where there is neither an email nor a postal address.
    """
    if received_on > timezone.localdate(at):
        raise Refused("The date of receipt is in the future.")
    if not email.strip() and not postal_address.strip():
        raise Refused("Enter an email address or a postal address, so that the complaint can be answered.")
    complaint = save_lawful(
        DataComplaint(
            reference=new_reference("DC", lambda reference: DataComplaint.objects.filter(reference=reference).exists()),
            name=" ".join(name.split()),
            email=email.strip(),
            postal_address=postal_address.strip(),
            page=" ".join(page.split()),
            details=details.strip(),
            received_on=received_on,
            recorded_at=at,
            recorded_by=by,
            acknowledge_by=acknowledge_by(received_on),
        )
    )
    audit.record(by, "received", complaint, acknowledge_by=complaint.acknowledge_by.isoformat())
    return complaint


@verb(may=runs_the_desk, in_one_transaction=False)
def acknowledge(complaint: DataComplaint, *, at: dt.datetime, by: User | Portal) -> bool:
    """
    Email the complainant that the complaint was received (s.164A(3)). Return whether the mail server took the email.

    The portal does this as soon as the public form is sent. One address gets at most MOST_A_DAY acknowledgements a day.
    Raises Refused where the complaint has no email address, or its receipt was acknowledged before.
    """
    with transaction.atomic():
        locked = _locked(complaint)
        _refuse_no_email(locked)
        _refuse_acknowledged(locked)
        # Recorded before the email is sent, so that a button pressed twice sends one email. Undone if sending fails.
        locked.acknowledged_at, locked.acknowledged_how, locked.failure = at, BY_EMAIL, ""
        save_lawful(locked)
    failure = _write_to(locked, at)
    with transaction.atomic():
        if failure:
            DataComplaint.objects.filter(pk=locked.pk, acknowledged_at=at, answered_at__isnull=True).update(
                acknowledged_at=None, acknowledged_how="", failure=failure
            )
        audit.record(by, "could not acknowledge" if failure else "acknowledged", locked)
    return not failure


def _write_to(complaint: DataComplaint, at: dt.datetime) -> str:
    """Email the acknowledgement. Return a sentence on why it was not sent; "" where it was sent."""
    lately = DataComplaint.objects.filter(
        email__iexact=complaint.email, acknowledged_how=BY_EMAIL, acknowledged_at__gt=at - A_DAY
    )
    if lately.exclude(pk=complaint.pk).count() >= MOST_A_DAY:
        # SECURITY: nobody can fill a stranger's mailbox by entering its address again and again.
        return "We have already sent this address the most emails we send in a day."
    # SECURITY: anybody may enter a stranger's address, so nothing that was typed is emailed, not even a name.
    return _mail(complaint, "", "email/complaint_received.txt", received_on=complaint.received_on)


def _mail(complaint: DataComplaint, of: str, template: str, **words: Any) -> str:
    """
    Email the complainant the `template`, filled in with `words`. Return why that failed; "" where it was sent.

    `of` is added at the end of the email's subject.
    """
    subject = f"Your complaint {complaint.reference} about personal data{of}"
    words["reference"] = complaint.reference
    failure = notices.failure_of(notices.mail_address, complaint.email, subject, template, words)
    if not failure:
        return ""
    logger.error("%s of complaint %s was not sent: %s", template, complaint.reference, failure)
    return f"The email could not be sent ({failure})."


def tell_the_team(complaint: DataComplaint) -> None:
    """Email the committee team that a complaint has been received, without its text. A failure is only logged."""
    if not Council.current().email:
        return
    text = (
        f"A complaint about personal data has been received: {complaint.reference}. Its receipt must be acknowledged "
        f"by {full_date(complaint.acknowledge_by)}.\n\n"
        f"{settings.SITE_URL}{reverse('desk:complaint', args=[complaint.pk])}\n"
    )
    subject = f"Complaint {complaint.reference} about personal data"
    if failure := notices.failure_of(notices.mail_the_council, subject, text):
        logger.error("the committee team was not told of complaint %s: %s", complaint.reference, failure)


@verb(may=runs_the_desk)
def record_acknowledgement(complaint: DataComplaint, *, how: str, at: dt.datetime, by: User) -> DataComplaint:
    """Record that receipt was acknowledged by post or telephone. Raises Refused where it was acknowledged before."""
    locked = _locked(complaint)
    _refuse_acknowledged(locked)
    locked.acknowledged_at, locked.failure = at, ""
    locked.acknowledged_how = said(" ".join(how.split()), "how receipt was acknowledged")
    save_lawful(locked)
    audit.record(by, "acknowledged", locked, how=locked.acknowledged_how)
    return locked


@verb(may=runs_the_desk, seen=shows("details", "received_on"))
def answer(complaint: DataComplaint, *, outcome: str, seen: str, at: dt.datetime, by: User) -> DataComplaint:
    """
    Record the outcome of a complaint and the day of its deletion (s.164A(4)-(5)).

    `send_outcome` emails the outcome. Raises Refused where receipt has not been acknowledged, the outcome is empty, or
    the complaint has its outcome already.
    """
    locked = _locked(complaint)
    if locked.answered_at:
        raise Refused("This complaint has its outcome already.")
    if not locked.acknowledged_at:
        raise Refused("Acknowledge receipt of the complaint first.")
    outcome = _what_was_found(outcome)
    refuse_unseen(locked, seen)
    today = timezone.localdate(at)
    locked.outcome, locked.answered_at, locked.answered_by = outcome, at, by
    locked.delete_on = months_from(today, Council.current().complaints_kept_months)
    save_lawful(locked)
    audit.record(by, "recorded the outcome of", locked, delete_on=locked.delete_on.isoformat())
    return locked


@verb(may=runs_the_desk)
def correct_outcome(complaint: DataComplaint, *, outcome: str, at: dt.datetime, by: User) -> DataComplaint:
    """
    Correct an outcome that has not been sent yet.

    The trail records the correction without the text. Raises Refused where there is no outcome to correct, the new
    outcome is empty or unchanged, or the outcome was sent or deleted.
    """
    locked = _locked(complaint)
    _refuse_sent(locked)
    outcome = _what_was_found(outcome)
    if outcome == locked.outcome:
        raise Refused("You have not changed anything. Change the outcome, or leave this page.")
    locked.outcome = outcome
    save_lawful(locked)
    audit.record(by, "corrected the outcome of", locked)
    return locked


@verb(may=runs_the_desk)
def correct_receipt(
    complaint: DataComplaint, *, received_on: dt.date, reason: str, at: dt.datetime, by: User
) -> DataComplaint:
    """
    Correct the day on which a complaint that the desk recorded was received, and so the last day to acknowledge it.

    Raises Refused where:

    - the complaint came by the public form, or has its outcome;
    - the day is in the future, after the acknowledgement, or unchanged;
    - no reason is given.
    """
    locked = _locked(complaint)
    if locked.recorded_by_id is None:
        raise Refused("It was sent with the form on this website, on the day shown.")
    if locked.answered_at:
        raise Refused("This complaint has its outcome already.")
    if received_on > timezone.localdate(at):
        raise Refused("The date of receipt is in the future.")
    if locked.acknowledged_at and received_on > timezone.localdate(locked.acknowledged_at):
        raise Refused(
            f"Receipt was acknowledged on {full_date(timezone.localdate(locked.acknowledged_at))}: it was "
            "received by then."
        )
    if received_on == locked.received_on:
        raise Refused("That is already its day of receipt.")
    reason = reasoned(reason, "why it is corrected")
    was, locked.received_on, locked.acknowledge_by = locked.received_on, received_on, acknowledge_by(received_on)
    save_lawful(locked)
    days = {"was": was.isoformat(), "now": received_on.isoformat()}
    audit.record(by, "corrected the day of receipt of", locked, reason=reason, **days)
    return locked


@verb(may=runs_the_desk, in_one_transaction=False, seen=shows("outcome"))
def send_outcome(complaint: DataComplaint, *, seen: str, at: dt.datetime, by: User) -> bool:
    """
    Email the outcome to the complainant. Return whether the mail server took the email.

    Raises Refused where there is no outcome, the outcome was sent already, or the complaint has no email address.
    """
    with transaction.atomic():
        locked = _locked(complaint)
        _refuse_sent(locked)
        refuse_unseen(locked, seen)
        _refuse_no_email(locked)
        # Recorded before sending, as in `acknowledge`.
        locked.outcome_sent_at, locked.outcome_sent_how = at, BY_EMAIL
        save_lawful(locked)
    failure = _mail(locked, ": outcome", "email/complaint_answered.txt", outcome=locked.outcome)
    with transaction.atomic():
        if failure:
            DataComplaint.objects.filter(pk=locked.pk, outcome_sent_at=at).update(
                outcome_sent_at=None, outcome_sent_how=""
            )
        audit.record(by, "could not send the outcome of" if failure else "sent the outcome of", locked)
    return not failure


@verb(may=runs_the_desk, seen=shows("outcome"))
def record_outcome_sent(complaint: DataComplaint, *, how: str, seen: str, at: dt.datetime, by: User) -> DataComplaint:
    """Record that the outcome was sent by post. Raises Refused where it was sent before, or there is no outcome."""
    locked = _locked(complaint)
    _refuse_sent(locked)
    refuse_unseen(locked, seen)
    locked.outcome_sent_at, locked.outcome_sent_how = at, said(" ".join(how.split()), "how the outcome was sent")
    save_lawful(locked)
    audit.record(by, "sent the outcome of", locked, how=locked.outcome_sent_how)
    return locked


def _what_was_found(outcome: str) -> str:
    if not outcome.strip():
        raise Refused("Write what was found and what has been done.")
    return outcome.strip()


def _refuse_acknowledged(now: DataComplaint) -> None:
    if now.acknowledged_at:
        raise Refused("Receipt of this complaint has been acknowledged already.")


def _refuse_no_email(now: DataComplaint) -> None:
    if not now.email:
        raise Refused("There is no email address to write to. Write by post, then record that you did.")


def _refuse_sent(now: DataComplaint) -> None:
    if not now.answered_at:
        raise Refused("This complaint has no outcome yet.")
    if now.outcome_sent_at:
        raise Refused(
            f"The outcome was sent on {full_date(timezone.localdate(now.outcome_sent_at))} and "
            "stays on record. Write to them if it was wrong."
        )
    if now.deleted_on:
        raise Refused("The text of this complaint has been deleted.")


def delete_old(on: dt.date) -> int:
    """Delete the texts and the complainants' details of complaints due for deletion by `on`. Return their number."""
    due = DataComplaint.objects.filter(delete_on__lte=on, deleted_on__isnull=True)
    return sum(_delete(complaint, on) for complaint in due)


@transaction.atomic
def _delete(complaint: DataComplaint, on: dt.date) -> bool:
    """Delete the texts and personal details of one complaint. Return False where they were deleted before."""
    locked = _locked(complaint)
    if locked.deleted_on:
        return False
    for name in ("name", "email", "postal_address", "page", "details", "outcome"):
        setattr(locked, name, "")
    locked.deleted_on = on
    locked.save()
    audit.record(PORTAL, "deleted the words of", locked)
    return True


def _locked(complaint: DataComplaint) -> DataComplaint:
    """Return the complaint as it is now, locked until the transaction ends."""
    return DataComplaint.objects.select_for_update(of=("self",)).get(pk=complaint.pk)
