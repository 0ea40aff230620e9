"""Asking an item's officers for its outcome: by the desk's button, and by cron's command, once a week at most."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.verbs import Portal, verb
from committee.mail import notices
from committee.models import User
from workprogramme.locking import hold_item
from workprogramme.models import OFFICER_ROLES, ProgrammeItem
from workprogramme.outcomes.draft_from_minute import wanting, why_not_yet

WEEK = dt.timedelta(days=7)
NOT_TAKEN = "The email could not be sent. Try again later."


def officers_of(item: ProgrammeItem) -> list[User]:
    """Return the sign-ins of the officers who lead the item, in the order of their naming."""
    leads = item.leads.filter(role__in=OFFICER_ROLES, person__user__is_active=True)
    return list(dict.fromkeys(lead.person.user for lead in leads.select_related("person__user") if lead.person))


@verb(may=plans_scrutiny, in_one_transaction=False)
def ask_for_outcome(item: ProgrammeItem, *, at: dt.datetime, by: User | Portal) -> list[User]:
    """
    Ask its officers by email, with the link, to say what came of it; returns whom. The portal asks too.

    Raises Refused where it is accepted or cannot be yet, where no officer of it has a sign-in, where they were asked
    today already, and where the mail server takes none of it.
    """
    now, to, before = _claim(item, at)
    reached = [user for user in to if _send(now, user, by)]
    if not reached:
        ProgrammeItem.objects.filter(pk=now.pk, outcome_asked_at=at).update(outcome_asked_at=before)
        raise Refused(NOT_TAKEN)
    audit.record(by, "asked for the outcome of", now, of=", ".join(str(user) for user in reached))
    return reached


@transaction.atomic
def _claim(item: ProgrammeItem, at: dt.datetime) -> tuple[ProgrammeItem, list[User], dt.datetime | None]:
    """
    Return the locked item, its officers, and when they were asked before.

    The item is marked as asked for before the emails go, so that twelve at once send one. Raises Refused where nobody
    is to be asked.
    """
    on = timezone.localdate(at)
    locked = hold_item(item)
    if locked.has_outcome:
        raise Refused("Its outcome has been accepted: you do not need to ask for it.")
    if reason := why_not_yet(locked, on):
        raise Refused(reason)
    to = officers_of(locked)
    if not to:
        raise Refused("No lead officer has a sign-in, so no one can be emailed. Write the outcome yourself.")
    if locked.outcome_asked_at and timezone.localdate(locked.outcome_asked_at) == on:
        raise Refused("Its officers have already been emailed today.")
    before = locked.outcome_asked_at
    ProgrammeItem.objects.filter(pk=locked.pk).update(outcome_asked_at=at)
    return locked, to, before


def _send(item: ProgrammeItem, to: User, by: User | Portal) -> bool:
    """
    Send the email. Return whether the mail server took it.

    SECURITY: an email passes through many hands: it holds the item's title and the link, and not the words offered.
    """
    words = {"item": item, "sender": by.get_full_name() if isinstance(by, User) else ""}
    return not notices.failure_of(notices.mail, to, f"Outcome needed: {item.title}", "email/outcome_asked.txt", words)


def wanting_to_be_asked(at: dt.datetime) -> list[ProgrammeItem]:
    """Return items for the weekly round: writable now, and not asked for in the last seven days."""
    on = timezone.localdate(at)
    quiet = Q(outcome_asked_at__isnull=True) | Q(outcome_asked_at__lte=at - WEEK)
    rows = wanting(on).filter(quiet, leads__role__in=OFFICER_ROLES, leads__person__user__is_active=True)
    return list(rows.distinct().select_related("programme__committee", "meeting").order_by("pk"))
