"""
Absence of councillors from all meetings, which ends their office after six months (LGA 1972 s.85, R36).

Also the verbs of absences: attendance at bodies not minuted here, the council's approval of a reason, and the alert to
the proper officer.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import cast

from django.db.models import Max, Min, QuerySet
from django.utils import timezone

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, reasoned, said, save, set_changed
from committee.acts.verbs import PORTAL, verb
from committee.law.attendance import Approval, Clock, Stage, clock
from committee.mail import notices
from committee.models import AuditEntry, Committee, LegalKind, Person, Role, Term, User
from committee.wording.dates import long_date
from committee.wording.same_name import one_spelling
from meetings.models import AbsenceApproval, AttendanceElsewhere, Attendee, Meeting, Minutes

AS_A_MEMBER = ("member", "substitute")


@dataclass(frozen=True, slots=True)
class Absence:
    """A councillor's absence: `last` is their last attendance known here, None where there is none in this term."""

    person: Person
    clock: Clock
    stage: Stage
    last: dt.date | None

    @property
    def word(self) -> str:
        """The words on the tag of the absence's stage."""
        words = {Stage.FINE: "In order", Stage.WARNED: "Four months", Stage.ALERTED: "Five months"}
        return words.get(self.stage, "No attendance recorded")

    @property
    def colour(self) -> str:
        """The colour of the tag of the absence's stage."""
        return {Stage.FINE: "green", Stage.WARNED: "yellow", Stage.ALERTED: "orange"}.get(self.stage, "red")


def recorded_until() -> dt.date | None:
    """Return the day of the last meeting with recorded attendance; None before the first meeting is minuted."""
    return cast(dt.date | None, _counting().aggregate(last=Max("meeting__date"))["last"])


def kept_from() -> dt.date | None:
    """
    Return the day from which attendance is recorded: the day the first minutes were opened; None without minutes.

    Before that day, attendance is known only where somebody entered it, so a missing record is no absence.
    """
    first = _counting().aggregate(first=Min("opened_at"))["first"]
    return timezone.localdate(first) if first else None


def _counting() -> QuerySet[Minutes]:
    """
    Return minutes of meetings that count: neither informal nor cancelled, of a body that discharges functions.

    Informal sessions are no meetings of the authority, and nobody attended a cancelled meeting (s.85(1)-(2)).
    """
    return Minutes.objects.filter(meeting__informal=False, meeting__cancelled_at__isnull=True).exclude(
        meeting__committee__kind=LegalKind.INFORMAL
    )


def last_attendances(on: dt.date) -> dict[int, dt.date]:
    """
    Return the last day, up to `on`, on which each person (by id) attended as a member, here or elsewhere.

    Somebody who joined by video is not present in law (R31), and a guest does not attend as a member. Makes one query.
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
    Return every councillor's absence on the day `on`, sorted by the day the six months end. Makes four queries.

    `but` is an approval to leave out, because it is about to be corrected.
    """
    last = last_attendances(on)
    approvals: dict[int, list[Approval]] = defaultdict(list)
    approved = AbsenceApproval.objects.filter(approved_on__lte=on)
    for approval in approved.exclude(pk=but.pk) if but else approved:
        approvals[approval.person_id].append(Approval(approval.approved_on, approval.until))
    clocks = []
    first = kept_from() or on
    for term in Term.objects.on(on).select_related("person").order_by("since"):
        attended = last.get(term.person_id)
        attended = attended if attended and attended >= term.since else None
        # The six months begin no earlier than the first day of records here, even where an earlier attendance is known:
        # other attendances before that day may not have been entered.
        since = max(attended or term.since, first)
        runs = clock(since, approvals[term.person_id])
        clocks.append(Absence(term.person, runs, runs.stage(on), attended))
    return sorted(clocks, key=lambda absence: (absence.clock.ends, absence.person.surname, absence.person.forename))


def near_the_end(on: dt.date) -> list[Absence]:
    """Return the absences whose six months end within two months: stages WARNED and ALERTED (R36)."""
    return [absence for absence in of_councillors(on) if absence.stage in (Stage.WARNED, Stage.ALERTED)]


def absence_of(person: Person, on: dt.date, *, but: AbsenceApproval | None = None) -> Absence | None:
    """Return the absence of `person` on the day `on`, as `of_councillors` does; None if not a councillor then."""
    return next((absence for absence in of_councillors(on, but=but) if absence.person == person), None)


ALERTED = "alerted the proper officer to the absence of"
# Words that name an informal session: such a session discharges no function, whatever its body.
INFORMAL = frozenset(
    ("informal", "briefing", "briefings", "preview", "seminar", "session", "training", "triangulation", "workshop")
)


@verb(may=runs_the_desk)
def approve_absence(
    person: Person, *, approved_on: dt.date, until: dt.date, reason: str, at: dt.datetime, by: User
) -> AbsenceApproval:
    """
    Record that the council approved the reason for somebody's absence.

    Raises Refused where the day of approval is in the future, where the same approval is recorded already, and where
    the six months expired before the approval: the law then has no remedy (s.85(1)). Where the six months have expired
    by now, raises Refused unless the Council met on the day of approval.
    """
    locked = Person.objects.select_for_update().get(pk=person.pk)
    approval = AbsenceApproval(
        person=locked,
        approved_on=approved_on,
        until=until,
        reason=reasoned(reason, "which reason the council approved", 250),
        recorded_by=by,
    )
    _refuse_approval(approval, at)
    save(approval)
    audit.record(by, "recorded the approval of", approval, reason=approval.reason)
    return approval


def _refuse_approval(approval: AbsenceApproval, at: dt.datetime) -> None:
    """Raise Refused where the approval, new or corrected, cannot be valid (R36)."""
    who, approved_on = approval.person, approval.approved_on
    if approved_on > day_of(at):
        raise Refused("The date of approval is in the future.")
    others = AbsenceApproval.objects.filter(person=who).exclude(pk=approval.pk)
    if others.filter(approved_on=approved_on, until=approval.until).exists():
        raise Refused(
            f"An approval of {long_date(approved_on)} until {long_date(approval.until)} is recorded for {who} already."
        )
    then = absence_of(who, approved_on, but=approval)
    if then is None:
        raise Refused(f"{who} was not a councillor on that day.")
    if then.stage is Stage.EXPIRED:
        raise Refused(
            f"The six months of {who} ended on {long_date(then.clock.ends)}. A reason must be approved "
            "before then (LGA 1972 s.85(1)).",
            rule="R36",
        )
    now = absence_of(who, day_of(at), but=approval)
    council = Meeting.objects.formal().filter(committee__kind=LegalKind.COUNCIL, cancelled_at__isnull=True)
    if now and now.stage is Stage.EXPIRED and not council.filter(date=approved_on).exists():
        raise Refused(
            f"The six months of {who} are over by now, and the calendar has no meeting of the Council on "
            f"{long_date(approved_on)} that can have approved the reason (LGA 1972 s.85(1)).",
            rule="R36",
        )


@verb(may=runs_the_desk)
def correct_approval(
    approval: AbsenceApproval,
    *,
    approved_on: dt.date,
    until: dt.date,
    reason: str,
    why: str,
    at: dt.datetime,
    by: User,
) -> AbsenceApproval:
    """
    Correct an approval that was recorded wrongly; `why` goes on the trail with the earlier values.

    Raises Refused as `approve_absence` does, where `why` is missing, and where nothing changes.
    """
    locked = _locked_approval(approval)
    why = reasoned(why, "why it is corrected")
    reason = reasoned(reason, "which reason the council approved", 250)
    values = {"approved_on": approved_on, "until": until, "reason": reason}
    before = {name: str(getattr(locked, name)) for name in values}
    changed = {name: [before[name], str(value)] for name, value in set_changed(locked, values, allowed=values).items()}
    if not changed:
        raise Refused("You have not changed anything. Change the approval, or leave this page.")
    _refuse_approval(locked, at)
    save(locked)
    audit.record(by, "corrected the approval of", locked, changed=changed, why=why)
    return locked


@verb(may=runs_the_desk)
def strike_out_approval(approval: AbsenceApproval, *, reason: str, by: User) -> None:
    """Strike out an approval recorded by mistake: the six months run as though it had never existed (R36)."""
    locked = _locked_approval(approval)
    reason = reasoned(reason, "why it is removed")
    what = {"approved_on": locked.approved_on.isoformat(), "until": locked.until.isoformat(), "approved": locked.reason}
    audit.record(by, "removed the approval of", locked, reason=reason, **what)
    locked.delete()


def _locked_approval(approval: AbsenceApproval) -> AbsenceApproval:
    """Lock the councillor, then the approval, and return the approval as it is now."""
    Person.objects.select_for_update().get(pk=approval.person_id)
    now = AbsenceApproval.objects.select_for_update(of=("self",)).select_related("person").filter(pk=approval.pk)
    if locked := now.first():
        return locked
    raise Refused("Someone has removed this. Reload the page.")


@verb(may=runs_the_desk)
def record_attendance(
    person: Person, *, body: str, counts_as: str, attended_on: dt.date, at: dt.datetime, by: User
) -> AttendanceElsewhere:
    """
    Record that a councillor attended, as a member, a body that is not minuted here; a second entry changes nothing.

    A body that discharges functions of the council counts for the six months, and so does an outside body on which the
    councillor represents the council (s.85(2)). Raises Refused for an informal session (R36), for a day in the future,
    and for somebody who was no councillor on the day.
    """
    locked = Person.objects.select_for_update().get(pk=person.pk)
    if attended_on > day_of(at):
        raise Refused("The meeting has not been held yet.")
    if not Term.objects.on(attended_on).filter(person=locked).exists():
        raise Refused(f"{locked} was not a councillor on that day.")
    name = " ".join(said(body, "which body met", 120).split())
    _refuse_informal(name)
    # Compared in Python: SQLite ignores case only for ASCII letters.
    for before in AttendanceElsewhere.objects.filter(person=locked, attended_on=attended_on):
        if one_spelling(before.body) == one_spelling(name):
            return before
    row = AttendanceElsewhere(
        person=locked, body=name, counts_as=counts_as, attended_on=attended_on, recorded_at=at, recorded_by=by
    )
    save(row)
    facts = {"body": name, "counts_as": counts_as, "on": attended_on.isoformat()}
    audit.record(by, "recorded the attendance elsewhere of", locked, **facts)
    return row


def _refuse_informal(body: str) -> None:
    """Raise Refused for an informal body of the register, or a session called informal: neither counts (R36)."""
    bodies = Committee.objects.filter(kind=LegalKind.INFORMAL).values_list("name", "short_name")
    informal = {one_spelling(name) for names in bodies for name in names}
    if one_spelling(body) in informal or not INFORMAL.isdisjoint(one_spelling(body).split()):
        raise Refused(
            f"“{body}” is not a meeting of the council or of a body that carries out its functions, so "
            "attending it does not count (LGA 1972 s.85(1)-(2)).",
            rule="R36",
        )


@verb(may=runs_the_desk)
def remove_attendance(attendance: AttendanceElsewhere, *, by: User) -> None:
    """Strike out an attendance elsewhere that was recorded by mistake."""
    rows = AttendanceElsewhere.objects.select_for_update(of=("self",)).select_related("person").filter(pk=attendance.pk)
    now = rows.first()
    if now is None:
        raise Refused("Someone has removed this. Reload the page.")
    now.delete()
    what = {"body": now.body, "on": now.attended_on.isoformat()}
    audit.record(by, "removed the attendance elsewhere of", now.person, **what)


def alert_proper_officer(*, at: dt.datetime) -> list[Person]:
    """
    Email the proper officer once about each councillor absent for five months, and once more at six months (R36).

    Where no proper officer has a sign-in, the email goes to the council's own email address. Return the councillors
    reported. Where the mail server fails the list is empty, and the next call tries again.
    """
    reported = untold(at)
    if not reported:
        return []
    near = [absence for absence in reported if absence.stage is Stage.ALERTED]
    over = [absence for absence in reported if absence.stage is Stage.EXPIRED]
    about = "Members’ absence: five months and more", "email/absences.txt", {"near": near, "over": over}
    if not notices.mail_holders([Role.PROPER_OFFICER], day_of(at), *about):
        return []
    for absence in reported:
        since, ends = absence.clock.since.isoformat(), absence.clock.ends.isoformat()
        audit.record(PORTAL, ALERTED, absence.person, since=since, ends=ends, stage=absence.stage.name)
    return [absence.person for absence in reported]


def untold(at: dt.datetime) -> list[Absence]:
    """Return the absences of five and of six months for which no alert of that stage was sent."""
    rows = of_councillors(day_of(at))
    return [absence for absence in rows if absence.stage >= Stage.ALERTED and not _has_told(absence)]


def _has_told(absence: Absence) -> bool:
    facts = AuditEntry.objects.of(absence.person).filter(did=ALERTED).values_list("facts", flat=True)
    # Before November 2026 there was only one stage, and the trail did not name it.
    now = (absence.clock.ends.isoformat(), absence.stage.name)
    return any((fact.get("ends"), fact.get("stage", Stage.ALERTED.name)) == now for fact in facts)
