"""
Verbs of absences: attendance at bodies not minuted here, the council's approval of a reason, and the alert to the
proper officer (LGA 1972 s.85, R36).
"""

import datetime as dt

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, reasoned, said, save, set_changed
from committee.acts.verbs import PORTAL, verb
from committee.law.attendance import Stage
from committee.mail import notices
from committee.models import AuditEntry, Committee, LegalKind, Person, Role, Term, User
from committee.wording.dates import long_date
from committee.wording.same_name import one_spelling
from meetings.actions import absences
from meetings.models import AbsenceApproval, AttendanceElsewhere, Meeting

ALERTED = "alerted the proper officer to the absence of"
# What names a session that is no meeting: of whatever body, it discharges nothing.
INFORMAL = frozenset(
    ("informal", "briefing", "briefings", "preview", "seminar", "session", "training", "triangulation", "workshop")
)


@verb(may=runs_the_desk)
def approve_absence(
    person: Person, *, approved_on: dt.date, until: dt.date, reason: str, at: dt.datetime, by: User
) -> AbsenceApproval:
    """
    Record that the council approved the reason for somebody's absence.

    Raises Refused where the day is still to come, where that approval is recorded already, and where the six months had
    expired before it: the law then knows no remedy (s.85(1)). Once they have, the Council met on the day of approval.
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
    """Raise Refused for what no approval can be, new or corrected (R36)."""
    who, approved_on = approval.person, approval.approved_on
    if approved_on > day_of(at):
        raise Refused("The date of approval is in the future.")
    others = AbsenceApproval.objects.filter(person=who).exclude(pk=approval.pk)
    if others.filter(approved_on=approved_on, until=approval.until).exists():
        raise Refused(
            f"An approval of {long_date(approved_on)} until {long_date(approval.until)} is recorded for {who} already."
        )
    then = absences.of(who, approved_on, but=approval)
    if then is None:
        raise Refused(f"{who} was not a councillor on that day.")
    if then.stage is Stage.EXPIRED:
        raise Refused(
            f"The six months of {who} ended on {long_date(then.clock.ends)}. A reason must be approved "
            "before then (LGA 1972 s.85(1)).",
            rule="R36",
        )
    now = absences.of(who, day_of(at), but=approval)
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
    Correct an approval that was recorded wrongly; `why` goes on the trail with what it said.

    Raises Refused as `approve_absence` does, without `why`, and where nothing changes.
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
    """Strike out an approval that was recorded by mistake: the six months run as though it had never been (R36)."""
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
    Record that a councillor attended, as a member, a body that is not minuted here; entered twice, the first stands.

    A body that discharges functions of the council, or an outside one on which they represent it, counts for the six
    months (s.85(2)). Raises Refused for an informal session (R36), for a day still to come, and for who was no
    councillor on it.
    """
    locked = Person.objects.select_for_update().get(pk=person.pk)
    if attended_on > day_of(at):
        raise Refused("The meeting has not been held yet.")
    if not Term.objects.on(attended_on).filter(person=locked).exists():
        raise Refused(f"{locked} was not a councillor on that day.")
    name = " ".join(said(body, "which body met", 120).split())
    _refuse_informal(name)
    # Not by the database, which folds the case of no letter beyond ASCII on SQLite.
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
    """Refuse an informal body of the register, or a session that its own name calls informal: neither counts (R36)."""
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
    Tell the proper officer of each councillor whose absence has reached five months, and again six; once each (R36).

    The council's own address is told where no proper officer has a sign-in. Returns the councillors who were reported.
    Where the mail is not taken the list is empty, and the next call tries again.
    """
    reported = untold(at)
    if not reported:
        return []
    near, over = ([row for row in reported if row.stage is stage] for stage in (Stage.ALERTED, Stage.EXPIRED))
    about = "Members’ absence: five months and more", "email/absences.txt", {"near": near, "over": over}
    if not notices.mail_holders([Role.PROPER_OFFICER], day_of(at), *about):
        return []
    for absence in reported:
        since, ends = absence.clock.since.isoformat(), absence.clock.ends.isoformat()
        audit.record(PORTAL, ALERTED, absence.person, since=since, ends=ends, stage=absence.stage.name)
    return [absence.person for absence in reported]


def untold(at: dt.datetime) -> list[absences.Absence]:
    """Return the absences of five and of six months for which no alert of that stage was sent."""
    rows = absences.of_councillors(day_of(at))
    return [absence for absence in rows if absence.stage >= Stage.ALERTED and not _has_told(absence)]


def _has_told(absence: absences.Absence) -> bool:
    facts = AuditEntry.objects.of(absence.person).filter(did=ALERTED).values_list("facts", flat=True)
    # Before November 2026 there was one stage, and the trail did not name it.
    now = (absence.clock.ends.isoformat(), absence.stage.name)
    return any((fact.get("ends"), fact.get("stage", Stage.ALERTED.name)) == now for fact in facts)
