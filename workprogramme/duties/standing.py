"""How a committee stands with the duties that come round (R42)."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery

from committee.law.duties import Round, stands
from committee.models import Committee
from workprogramme.models import Duty, ItemState, ProgrammeItem

TO_COME = (ItemState.SCHEDULED, ItemState.ON_AGENDA)


@dataclass(frozen=True, slots=True)
class Standing:
    """A duty and how the committee stands with it."""

    duty: Duty
    round: Round


def standings(committee: Committee, on: dt.date) -> list[Standing]:
    """Each duty of the committee and how it stands on that day, in one query; only formal meetings count."""
    formal = ProgrammeItem.objects.filter(
        duty=OuterRef("pk"),
        meeting__committee=OuterRef("committee"),
        meeting__informal=False,
        meeting__cancelled_at__isnull=True,
    )
    # Considered is what the minutes of a meeting say was taken, not what somebody has noted in the programme.
    taken = Q(agenda_item__minute__opened_at__isnull=False) | Q(agenda_item__minute__taken=True)
    done = formal.filter(taken, agenda_item__minute__omitted=False, meeting__date__lte=on)
    to_come = formal.filter(state__in=TO_COME, meeting__date__gte=on)
    rows = committee.duties.annotate(last=_day(done, "-"), planned=_day(to_come, ""))
    return [Standing(duty, _round(duty, committee, on)) for duty in rows]


def _day(items: QuerySet[ProgrammeItem], order: str) -> Subquery:
    return Subquery(items.order_by(f"{order}meeting__date").values("meeting__date")[:1])


def _round(duty: Duty, committee: Committee, on: dt.date) -> Round:
    """Return how the duty stands; an informal body has no formal meetings."""
    last, planned = duty.last, duty.planned  # type: ignore[attr-defined]  # annotated by `standings`
    if committee.is_informal:
        last = planned = None
    return stands(last, planned, on, every_months=duty.every_months, warn_after=duty.warn_after)
