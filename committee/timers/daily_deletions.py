"""Timers of the committee app: daily deletions of rows that have been kept long enough."""

from collections.abc import Iterator
from datetime import datetime
from importlib import import_module

from django.conf import settings
from django.utils import timezone

from committee.complaints import verbs as complaints
from committee.following import verbs as following
from committee.forms import kept_forms, sent_forms
from committee.search import fruitless
from committee.timers.daily import Done, Timer


def delete_complaints(*, at: datetime) -> Iterator[Done]:
    """Delete the texts of complaints that are due for deletion. Yield their number; references and dates stay."""
    if count := complaints.delete_old(timezone.localdate(at)):
        yield Done(f"{count} {'complaint' if count == 1 else 'complaints'} deleted.")


def delete_forms(*, at: datetime) -> Iterator[Done]:
    """Delete records of sent forms after a week, and forms kept for a signed-out user after an hour."""
    sent, unsent = sent_forms.delete_old(at), kept_forms.delete_old(at)
    if sent or unsent:
        yield Done(f"{sent} sent forms deleted, {unsent} kept ones.")


def delete_ended_sessions(*, at: datetime) -> Iterator[Done]:
    """
    Delete sessions that have ended by the real clock.

    `at` is ignored: if it is a later day, present sessions would be deleted and their users signed out.
    """
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    yield from ()


def delete_unconfirmed_subscriptions(*, at: datetime) -> Iterator[Done]:
    """Delete subscriptions that were not confirmed within a week, with their email addresses."""
    if count := following.delete_unconfirmed(at):
        yield Done(f"{count} unconfirmed {'subscription' if count == 1 else 'subscriptions'} deleted.")


def delete_searches(*, at: datetime) -> Iterator[Done]:
    """Delete searches that found nothing and were not repeated for ninety days. Yield their number."""
    if count := fruitless.delete_old(timezone.localdate(at)):
        yield Done(f"{count} {'search' if count == 1 else 'searches'} that found nothing deleted.")


TIMERS = (
    Timer("complaints", "Complaints about personal data were not deleted in time.", delete_complaints),
    Timer("forms", "The records of forms that were sent were not deleted in time.", delete_forms),
    Timer("sessions", "Sessions that have ended were not deleted.", delete_ended_sessions),
    Timer(
        "unconfirmed subscriptions",
        "Unconfirmed addresses were not deleted in time.",
        delete_unconfirmed_subscriptions,
    ),
    Timer("searches", "Searches that found nothing were not deleted in time.", delete_searches),
)
