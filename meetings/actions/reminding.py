"""Emails to owners of actions: on assignment, by a button of the desk, and by a daily timer at most once a week."""

import datetime as dt
from functools import partial

from django.db import transaction
from django.db.models import Max, Q

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, said
from committee.acts.verbs import Portal, verb
from committee.mail import notices
from committee.models import User
from meetings.locking import hold
from meetings.models import Action, ActionState, Reminder

WEEK = dt.timedelta(days=7)
UNDATED = dt.timedelta(days=28)
NOT_TAKEN = "The reminder could not be sent. Try again later."
TOLD_OTHERWISE = "reminded by other means the owner of"
E_MAILED, NOT_E_MAILED = "emailed the owner of", "could not email the owner of"
NOBODY = "This action has no owner. Assign it, then remind them."


@verb(may=runs_the_desk, in_one_transaction=False)
def remind(action: Action, *, at: dt.datetime, by: User | Portal) -> User:
    """
    Remind the action's owner by email, and record the reminder; return the owner. `by` is PORTAL in the daily timer.

    Raises Refused where the action is answered, where no owner can be emailed, where the owner was already reminded
    today, and where the mail server fails (the failure is recorded too).
    """
    now, claim = _claim(action, at)
    late, what = now.is_overdue(day_of(at)), _what(now)
    words = {"action": now, "what": what, "late": late, "sender": by.get_full_name() if isinstance(by, User) else ""}
    subject = f"{'Overdue' if late else 'Action for you'}: {what}"
    if failure := notices.failure_of(notices.mail, claim.user, subject, "email/action_reminder.txt", words):
        Reminder.objects.filter(pk=claim.pk).update(failure=failure)
        raise Refused(NOT_TAKEN)
    audit.record(by, "reminded the owner of", now, person=str(now.owner))
    return claim.user


@transaction.atomic
def _claim(action: Action, at: dt.datetime) -> tuple[Action, Reminder]:
    """Record the reminder before the email is sent, so that two requests send one email; return (action, reminder)."""
    hold(action.meeting)
    now = Action.objects.select_related("meeting__committee", "owner", "limb__resolution__minute").get(pk=action.pk)
    if now.state != ActionState.OPEN:
        raise Refused("This action is already answered or closed.")
    to = _whom(now)
    last = now.reminders.filter(user=to, failure="").first()
    if last and day_of(last.sent_at) == day_of(at):
        raise Refused(f"{to} has been reminded today already.")
    return now, Reminder.objects.create(action=now, user=to, sent_at=at)


def tell_owner(action: Action, *, at: dt.datetime, sender: User | None) -> None:
    """Email the owner, after the commit, that the action is theirs; do nothing where the owner has no sign-in."""
    to = User.objects.filter(person=action.owner_id, is_active=True).first() if action.owner_id else None
    if to is not None and action.state == ActionState.OPEN:
        # Robust, because the action stays assigned where the email fails.
        transaction.on_commit(partial(_tell, action, to, at, sender), robust=True)


def _tell(action: Action, to: User, at: dt.datetime, sender: User | None) -> None:
    words = {"action": action, "what": _what(action), "sender": sender.get_full_name() if sender else ""}
    subject = f"Action for you: {words['what']}"
    if failure := notices.failure_of(notices.mail, to, subject, "email/action_assigned.txt", words):
        audit.record(sender, NOT_E_MAILED, action, person=str(to), how=failure, at=at.isoformat())
    else:
        audit.record(sender, E_MAILED, action, person=str(to), at=at.isoformat())


def _what(action: Action) -> str:
    # SECURITY: an email is not confidential, so it does not name a withheld action.
    return "an action that is not public" if action.is_private else action.clause


def _whom(action: Action) -> User:
    if action.owner is None:
        raise Refused(
            f"{action.owner_body} is not in the register, so there is no email address."
            if action.owner_body
            else NOBODY
        )
    to = User.objects.filter(person=action.owner, is_active=True).first()
    if to is None:
        raise Refused(f"{action.owner} has no sign-in, so the portal has no email address for a reminder.")
    return to


@verb(may=runs_the_desk)
def tell_otherwise(action: Action, *, how: str, at: dt.datetime, by: User) -> None:
    """Record that the owner was reminded by other means. Raises Refused for an action without owner or not open."""
    hold(action.meeting)
    now = Action.objects.select_related("owner").get(pk=action.pk)
    if now.state != ActionState.OPEN:
        raise Refused("This action is already answered or closed.")
    if not now.answerable:
        raise Refused(NOBODY)
    audit.record(by, TOLD_OTHERWISE, now, how=said(how, "how they were reminded", 200), at=at.isoformat())


def wanting_reminder(at: dt.datetime) -> list[Action]:
    """
    Return actions whose owner should get a reminder now: an owner with a sign-in and no reminder for seven days.

    Reminders begin a week before the due date. Without a due date, they come every four weeks from the opening.
    """
    today = day_of(at)
    owed = (
        Action.objects.owed()
        .filter(owner__user__is_active=True)
        .annotate(last=Max("reminders__sent_at", filter=Q(reminders__failure="")))
        .order_by("due_on", "pk")
    )
    return [action for action in owed if _is_time(action, at, today)]


def _is_time(action: Action, at: dt.datetime, today: dt.date) -> bool:
    last = getattr(action, "last", None)
    days = (today - day_of(last)).days if last else None
    if days is not None and days < WEEK.days:
        return False
    if action.due_on is not None:
        return action.due_on - WEEK <= today
    return (days if days is not None else (today - day_of(action.opened_at)).days) >= UNDATED.days
