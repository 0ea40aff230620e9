"""
Pages for a user who opens or answers a row that is not, or is no longer, assigned to them, such as an action.

A sent form is shown again with its typed texts. A page that was only opened says to whom the row is assigned now.
"""

from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models import Q
from django.forms import BaseForm
from django.urls import reverse

from committee.access.permissions import TooLate
from committee.models import AuditEntry, Person, User
from committee.wording.dates import long_date

NOW_ANOTHERS = "This is no longer assigned to you"
NOT_YOURS = "This is not assigned to you. It may have been withdrawn or given to someone else. Ask the committee team."


def not_asked_of(
    user: User,
    asked: type[models.Model],
    pk: int,
    form: BaseForm,
    *,
    asked_now: Callable[[Any], Person | None],
    also: Callable[[Any], Q] = lambda row: Q(),
) -> TooLate:
    """
    Return the exception to raise where `user` opens a row of `asked` (an action, an answer) not assigned to them.

    The facts of a reassignment's trail entry have the former assignee as `asked_before`, the new assignee as `owner`.
    `also` returns a condition for further trail entries to search; `asked_now` returns the present assignee.

    SECURITY: only a former assignee is shown the present assignee. The officer who reassigned the row is named only if
    the row has not been reassigned again. A name typed for an outside body is not shown.
    """
    row = asked._base_manager.filter(pk=pk).first()
    handover = _given_away(user, row, also(row)) if row is not None else None
    about: dict[str, Any] = {"back": reverse("officers:front"), "back_text": "My reports and actions"}
    if handover is None:
        return TooLate(NOT_YOURS, form, **about, status=404)
    person = asked_now(row)
    whom = str(person) if person else "someone else"
    if person and handover.facts.get("owner") != whom:
        since = now = f"This is now assigned to {whom}."
    else:
        since = f"{handover.by_name} has given this to {whom} since you opened the page."
        now = f"{handover.by_name} gave this to {whom} on {long_date(handover.at)}."
    page = NOW_ANOTHERS, f"{now} You do not need to do anything."
    return TooLate(f"{since} Send it to them or to the committee team.", form, **about, told=page)


def _given_away(user: User, row: models.Model, also: Q) -> AuditEntry | None:
    """Return the entry of the last act that took the row from `user`; None where it was never reassigned from them."""
    if user.person_id is None:
        return None
    its = Q(subject_type=row._meta.label_lower, subject_id=row.pk) | also
    return AuditEntry.objects.filter(its, facts__asked_before=user.person_id).order_by("-at", "-pk").first()
