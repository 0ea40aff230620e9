"""The trail: every verb records its act here, inside its own transaction."""

import datetime as dt
from typing import Any

from django.db import models

from committee.acts.verbs import PORTAL, Anybody, signed_in
from committee.models import AccessEvent, AuditEntry, User
from committee.models.audit import AuditEntryQuerySet

# SECURITY: an entry names its subject, and administrators have no right to exempt papers. Therefore administrators read
# only entries about the register: those whose `subject_type` begins with this prefix.
OF_THE_REGISTER = "committee."
ONE_OPENING = dt.timedelta(minutes=30)  # web pages and pictures of a paper opened within this time count once


def record(
    by: Anybody, did: str, subject: models.Model, *, acting_for: str = "", by_name: str = "", **facts: Any
) -> AuditEntry:
    """
    Add an entry to the trail: the actor (`by`), the act (`did`, past tense) and the subject.

    - `facts`: values stored with the entry as JSON (strings, numbers, lists; a date as an ISO string)
    - `acting_for`: the officer whose act it is in law, where a clerk acted in their name
    - `by_name`: the name of a person who acted without signing in

    The entry calls the subject by its `name_on_trail`, if its model has one, or else by its `str`.
    """
    return AuditEntry.objects.create(
        by=signed_in(by),
        by_name=(by.get_full_name() if by else by_name or str(PORTAL))[:120],
        acting_for=acting_for[:120],
        did=did,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        subject=(getattr(subject, "name_on_trail", "") or str(subject))[:250],
        facts=facts,
    )


def trail_of(subject: models.Model) -> AuditEntryQuerySet:
    """Return the entries about `subject`, latest first."""
    return AuditEntry.objects.of(subject)


def record_reading(user: User, subject: models.Model, right: str) -> AccessEvent:
    """Record that `user` opened a withheld paper or a members' pack, and by which right."""
    return AccessEvent.objects.create(**_reading(user, subject, right), subject=str(subject)[:250])


def record_opening(user: User, subject: models.Model, right: str, *, at: dt.datetime) -> None:
    """
    Record a reading of web pages and pictures, unless the log has the same reading from the last `ONE_OPENING`.

    One opening of a paper makes several requests. `at` is the present time.
    """
    reading = _reading(user, subject, right)
    if not AccessEvent.objects.filter(**reading, at__gt=at - ONE_OPENING).exists():
        record_reading(user, subject, right)


def _reading(user: User, subject: models.Model, right: str) -> dict[str, Any]:
    about = {"subject_type": subject._meta.label_lower, "subject_id": subject.pk}
    return {"user": user, **about, "right": right[:200]}
