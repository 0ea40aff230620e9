"""Who has been absent how long, across all bodies: the six months of every councillor (LGA 1972 s.85, R36)."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Max

from committee.law.attendance import Approval, Clock, Stage, clock
from committee.models import LegalKind, Person, Term
from meetings.models import AbsenceApproval, Attendee, Minutes

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
        return words.get(self.stage, "Six months over")

    @property
    def colour(self) -> str:
        """The colour of that tag."""
        return {Stage.FINE: "green", Stage.WARNED: "yellow", Stage.ALERTED: "orange"}.get(self.stage, "red")


def recorded_until() -> dt.date | None:
    """The day of the last meeting whose attendance is known here; None before the first is minuted."""
    return _counting().aggregate(last=Max("meeting__date"))["last"]


def _counting():
    """
    Minutes of meetings that count: neither informal nor cancelled, of a body that discharges functions.

    Informal sessions are no meetings of the authority, and what was cancelled was attended by nobody (s.85(1)-(2)).
    """
    return Minutes.objects.filter(meeting__informal=False, meeting__cancelled_at__isnull=True).exclude(
        meeting__committee__kind=LegalKind.INFORMAL
    )


def last_attendances(on: dt.date) -> dict[int, dt.date]:
    """
    The day each person (by id) last attended as a member, up to that day.

    Somebody on a screen is not present in law (R31), and somebody invited does not attend as a member.
    """
    attended = Attendee.objects.filter(
        minutes__in=_counting(),
        minutes__meeting__date__lte=on,
        person__isnull=False,
        capacity__in=AS_A_MEMBER,
        virtual=False,
        presences__isnull=False,
    )
    rows = attended.order_by().values("person").annotate(last=Max("minutes__meeting__date"))
    return {row["person"]: row["last"] for row in rows}


def of_councillors(on: dt.date) -> list[Absence]:
    """Every councillor's clock on that day, the nearest end first: four queries, however many they are."""
    first = _counting().order_by("meeting__date").values_list("meeting__date", flat=True).first()
    last = last_attendances(on)
    approvals: dict[int, list[Approval]] = defaultdict(list)
    for row in AbsenceApproval.objects.filter(approved_on__lte=on):
        approvals[row.person_id].append(Approval(row.approved_on, row.until))
    found = []
    for term in Term.objects.on(on).select_related("person").order_by("since"):
        attended = last.get(term.person_id)
        attended = attended if attended and attended >= term.since else None
        # Before the first meeting minuted here nobody can say who attended: the clock does not begin in that dark.
        since = attended or max(term.since, first or on)
        runs = clock(since, approvals[term.person_id])
        found.append(Absence(term.person, runs, runs.stage(on), attended))
    return sorted(found, key=lambda one: (one.clock.ends, one.person.surname, one.person.forename))


def near_the_end(on: dt.date) -> list[Absence]:
    """Those warned or alerted of (R36)."""
    return [one for one in of_councillors(on) if one.stage in (Stage.WARNED, Stage.ALERTED)]
