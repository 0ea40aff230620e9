"""Who has been absent how long, across all bodies: the six months of every councillor (LGA 1972 s.85, R36)."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import cast

from django.db.models import Max, Min, QuerySet
from django.utils import timezone

from committee.law.attendance import Approval, Clock, Stage, clock
from committee.models import LegalKind, Person, Term
from meetings.models import AbsenceApproval, AttendanceElsewhere, Attendee, Minutes

AS_A_MEMBER = ("member", "substitute")


@dataclass(frozen=True, slots=True)
class Absence:
    """A councillor's clock: `last` is their last attendance known here, None where there is none in this term."""

    person: Person
    clock: Clock
    stage: Stage
    last: dt.date | None

    @property
    def word(self) -> str:
        """The stage as a tag says it."""
        words = {Stage.FINE: "In order", Stage.WARNED: "Four months", Stage.ALERTED: "Five months"}
        return words.get(self.stage, "No attendance recorded")

    @property
    def colour(self) -> str:
        """The colour of that tag."""
        return {Stage.FINE: "green", Stage.WARNED: "yellow", Stage.ALERTED: "orange"}.get(self.stage, "red")


def recorded_until() -> dt.date | None:
    """Return the day of the last meeting with recorded attendance; None before the first is minuted."""
    return cast(dt.date | None, _counting().aggregate(last=Max("meeting__date"))["last"])


def kept_from() -> dt.date | None:
    """
    Return the day from which attendance is recorded: when the first minutes were opened; None before.

    What lies before it is known as far as somebody enters it, and nothing is inferred from what is not there.
    """
    first = _counting().aggregate(first=Min("opened_at"))["first"]
    return timezone.localdate(first) if first else None


def _counting() -> QuerySet[Minutes]:
    """
    Minutes of meetings that count: neither informal nor cancelled, of a body that discharges functions.

    Informal sessions are no meetings of the authority, and what was cancelled was attended by nobody (s.85(1)-(2)).
    """
    return Minutes.objects.filter(meeting__informal=False, meeting__cancelled_at__isnull=True).exclude(
        meeting__committee__kind=LegalKind.INFORMAL
    )


def last_attendances(on: dt.date) -> dict[int, dt.date]:
    """
    Return the day each person (by id) last attended as a member, up to that day, at a meeting minuted here or
    elsewhere.

    Somebody on a screen is not present in law (R31), and somebody invited does not attend as a member. One query.
    """
    attended = Attendee.objects.filter(
        minutes__in=_counting(),
        minutes__meeting__date__lte=on,
        person__isnull=False,
        capacity__in=AS_A_MEMBER,
        virtual=False,
        presences__isnull=False,
    )
    here = attended.order_by().values("person").annotate(last=Max("minutes__meeting__date"))
    elsewhere = AttendanceElsewhere.objects.filter(attended_on__lte=on).order_by().values("person")
    latest: dict[int, dt.date] = {}
    rows = here.values_list("person", "last").union(
        elsewhere.annotate(last=Max("attended_on")).values_list("person", "last")
    )
    for person, last in rows.order_by():
        latest[person] = max(last, latest.get(person, last))
    return latest


def of_councillors(on: dt.date, *, but: AbsenceApproval | None = None) -> list[Absence]:
    """
    Return every councillor's clock on that day, the nearest end first: four queries in all.

    `but` is an approval that is about to be corrected, and left out.
    """
    last = last_attendances(on)
    approvals: dict[int, list[Approval]] = defaultdict(list)
    for approval in AbsenceApproval.objects.filter(approved_on__lte=on).exclude(pk=but and but.pk):
        approvals[approval.person_id].append(Approval(approval.approved_on, approval.until))
    clocks = []
    first = kept_from() or on
    for term in Term.objects.on(on).select_related("person").order_by("since"):
        attended = last.get(term.person_id)
        attended = attended if attended and attended >= term.since else None
        # Before attendance was kept here nobody can say who attended what: no clock begins in that dark, though an
        # attendance in it may be known.
        since = max(attended or term.since, first)
        runs = clock(since, approvals[term.person_id])
        clocks.append(Absence(term.person, runs, runs.stage(on), attended))
    return sorted(clocks, key=lambda one: (one.clock.ends, one.person.surname, one.person.forename))


def near_the_end(on: dt.date) -> list[Absence]:
    """Return the absences that are warned or alerted of (R36)."""
    return [absence for absence in of_councillors(on) if absence.stage in (Stage.WARNED, Stage.ALERTED)]


def of(person: Person, on: dt.date, *, but: AbsenceApproval | None = None) -> Absence | None:
    """Return the clock of `person` on that day, as `of_councillors` does; None where they were no councillor."""
    return next((absence for absence in of_councillors(on, but=but) if absence.person == person), None)
