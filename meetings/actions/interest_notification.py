"""R34: telling a member what the law asks of them after an unregistered interest was disclosed (LA 2011 s.31(3))."""

import datetime as dt
import smtplib
from functools import partial

from django.db import transaction

from committee.acts import audit
from committee.mail import notices
from committee.models import User
from meetings.models import Declaration

TOLD, NOT_TOLD = "emailed about the duty to notify an interest", "could not email about the duty to notify an interest"


def sign_in_of(declaration: Declaration) -> User | None:
    """Return the sign-in of the person who declared the interest, if there is one."""
    person = declaration.attendee.person_id
    return User.objects.filter(person=person, is_active=True).first() if person else None


def tell_member(declaration: Declaration, *, due_on: dt.date, sender: User) -> None:
    """
    Email whoever declared it by when they notify the monitoring officer, once the act has stood (R34).

    Nothing where they have no sign-in: the page says so to the clerk.
    """
    if to := sign_in_of(declaration):
        transaction.on_commit(partial(_tell, declaration, to, due_on, sender), robust=True)


def _tell(declaration: Declaration, to: User, due_on: dt.date, sender: User) -> None:
    meeting = declaration.minutes.meeting
    # SECURITY: neither the nature of the interest nor the title of the item, which may be withheld: number and day.
    words = {"meeting": meeting, "item": declaration.item.number, "due_on": due_on, "sender": sender.get_full_name()}
    item, due = declaration.item.number, due_on.isoformat()
    try:
        notices.mail(to, "Interest to notify to the monitoring officer", "email/interest_to_notify.txt", words)
    except (OSError, smtplib.SMTPException):
        audit.record(sender, NOT_TOLD, declaration.attendee, item=item, due_on=due)
    else:
        audit.record(sender, TOLD, declaration.attendee, item=item, due_on=due)
