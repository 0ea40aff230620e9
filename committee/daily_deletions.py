"""The ground floor's timers: what is deleted every day once it has been kept long enough."""

from collections.abc import Iterator
from datetime import datetime
from importlib import import_module

from django.conf import settings
from django.utils import timezone

from committee import complaints, kept_forms, sent_forms
from committee.daily import Done, Timer


def delete_complaints(*, at: datetime) -> Iterator[Done]:
    """Say how many, and never whose; references and dates stay."""
    if count := complaints.delete_old(timezone.localdate(at)):
        yield Done(f"{count} {'complaint' if count == 1 else 'complaints'} deleted.")


def delete_forms(*, at: datetime) -> Iterator[Done]:
    """What tells that a form is sent twice, after a week; forms kept for whoever was signed out, after an hour."""
    sent, kept = sent_forms.delete_old(at), kept_forms.delete_old(at)
    if sent or kept:
        yield Done(f"{sent} sent forms deleted, {kept} kept ones.")


def delete_ended_sessions(*, at: datetime) -> Iterator[Done]:
    """By the clock whatever the day is: one that has not ended yet signs nobody out."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    yield from ()


TIMERS = (
    Timer("complaints", "Complaints about personal data were not deleted in time.", delete_complaints),
    Timer("forms", "The records of forms that were sent were not deleted in time.", delete_forms),
    Timer("sessions", "Sessions that have ended were not deleted.", delete_ended_sessions),
)
