"""
What is sent to something that is not asked of its sender, or not any more, such as an action: it is shown back.

Who only opens its page, by an old email, is told who was asked instead.
"""

from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models import Q
from django.forms import BaseForm
from django.urls import reverse

from committee.dates import long_date
from committee.models import AuditEntry, User
from committee.permissions import TooLate

NOW_ANOTHERS = "This is no longer assigned to you"
NOT_YOURS = "This is not assigned to you. It may have been withdrawn or given to someone else. Ask the committee team."


def not_asked_of(
    user: User, asked: type[models.Model], pk: int, form: BaseForm, *, also: Callable[[Any], Q] = lambda row: Q()
) -> TooLate:
    """
    The exception to raise where `user` comes to what is `asked` (an action, an answer, say), `pk`, not of them.

    Who was asked before stands on the trail of each as `asked_before`, beside the `owner` since; `also` says on which
    other trail it may stand. SECURITY: only to whom it was asked before is told who has given it to whom.
    """
    row = asked._base_manager.filter(pk=pk).first()
    entry = _given_away(user, row, also(row)) if row is not None else None
    about: dict[str, Any] = {"back": reverse("officers:front"), "back_text": "My reports and actions"}
    if entry is None:
        return TooLate(NOT_YOURS, form, **about, status=404)
    owner = entry.facts.get("owner", "")
    whom = f"to {owner}" if owner and owner != "None" else "to someone else"
    why = f"{entry.by_name} has given this {whom} since you opened the page. Send it to them or to the committee team."
    told = f"{entry.by_name} gave this {whom} on {long_date(entry.at)}. You do not need to do anything."
    return TooLate(why, form, **about, told=(NOW_ANOTHERS, told))


def _given_away(user: User, row: models.Model, also: Q) -> AuditEntry | None:
    """The act by which what was once asked of `user` went to whoever has it; None where it never was theirs."""
    if user.person_id is None:
        return None
    its = Q(subject_type=row._meta.label_lower, subject_id=row.pk) | also
    given_away = AuditEntry.objects.filter(its, facts__has_key="asked_before").order_by("-at", "-pk")
    return given_away.first() if given_away.filter(facts__asked_before=user.person_id).exists() else None
