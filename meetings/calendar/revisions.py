"""How often a meeting's place in the calendar has changed, and when last: told by the trail, which only grows."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Max

from committee.models import AuditEntry
from meetings.models import Meeting

# What the verbs of the calendar say on the trail.
CHANGES = ("re-arranged", "cancelled", "undid the cancellation of", "changed the details of")


@dataclass(frozen=True, slots=True)
class Revision:
    """`number` never falls, not even where a cancellation is undone; `at` is None where nothing has changed."""

    number: int = 0
    at: dt.datetime | None = None


def of(meetings: Iterable[int]) -> dict[int, Revision]:
    """Return the revision of each of these meetings, by its id: one query."""
    wanted = list(meetings)
    rows = AuditEntry.objects.filter(
        subject_type=Meeting._meta.label_lower, subject_id__in=wanted, did__in=CHANGES
    ).order_by()
    counts = rows.values_list("subject_id").annotate(Count("pk"), Max("at"))
    return dict.fromkeys(wanted, Revision()) | {pk: Revision(number, at) for pk, number, at in counts}
