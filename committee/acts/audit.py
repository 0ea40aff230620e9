"""The trail: every verb records its act here, inside its own transaction."""

from typing import Any

from django.db import models

from committee.acts.verbs import PORTAL, Anybody, signed_in
from committee.models import AccessEvent, AuditEntry, User
from committee.models.audit import AuditEntryQuerySet

# SECURITY: an entry names its subject, and administrators have no right to exempt papers. So they read only entries
# about subjects of these kinds.
OF_THE_REGISTER = "committee."


def record(
    by: Anybody, did: str, subject: models.Model, *, acting_for: str = "", by_name: str = "", **facts: Any
) -> AuditEntry:
    """
    Add a sentence to the trail: who (`by`), what they `did` (past tense), to what.

    `facts` are kept beside it as JSON: strings, numbers, lists; dates as ISO strings. `acting_for` names the officer
    whose act in law it was, where a clerk did it in their name; `by_name` names who acted without signing in, by a
    signed link. A subject with a `name_on_trail` is called that.
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
    """Everything done to `subject`, latest first."""
    return AuditEntry.objects.of(subject)


def record_reading(user: User, subject: models.Model, right: str) -> AccessEvent:
    """Note that `user` opened a withheld paper or a members' pack, and by what right."""
    return AccessEvent.objects.create(
        user=user,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        subject=str(subject)[:250],
        right=right[:200],
    )
