"""What is sent to an action or a paper that is not asked of its sender, or not any more: it is shown back to them."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.forms import BaseForm
from django.urls import reverse

from committee.models import AuditEntry, User
from committee.permissions import TooLate
from meetings.models import Action, Paper

NOT_YOURS = "This is not assigned to you. It may have been withdrawn or given to someone else. Ask the committee team."


def not_asked_of(user: User, asked: type[Action] | type[Paper], pk: int, form: BaseForm) -> TooLate:
    """
    The exception to raise for what `user` sent to the action or paper `pk`, which is not theirs.

    SECURITY: only to whom it was asked before is told who has given it to whom.
    """
    row = asked._base_manager.filter(pk=pk).first()
    entry = _given_away(user, row) if row is not None else None
    about: dict[str, Any] = {"back": reverse("officers:front"), "back_text": "My reports and actions"}
    if entry is None or row is None:
        return TooLate(NOT_YOURS, form, **about, status=404)
    owner = entry.facts.get("owner", "")
    whom = f"to {owner}" if owner and owner != "None" else "to someone else"
    why = f"{entry.by_name} has given this {whom} since you opened the page. Send it to them or to the committee team."
    return TooLate(why, form, **about)


def _given_away(user: User, row: models.Model) -> AuditEntry | None:
    """The act by which an action or paper that was asked of `user` went to another; None where it never was theirs."""
    if user.person_id is None:
        return None
    its = Q(subject_type=row._meta.label_lower, subject_id=row.pk)
    if isinstance(row, Paper):
        its |= Q(subject_type="meetings.agendaitem", subject_id=row.item_id)
    entries = AuditEntry.objects.filter(its, facts__asked_before=user.person_id)
    return entries.order_by("-at", "-pk").first()
