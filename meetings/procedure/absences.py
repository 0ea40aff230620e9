"""Verbs of absences: the council's approval of a reason, and the alert to the proper officer (LGA 1972 s.85, R36)."""

import datetime as dt
import smtplib

from django.db import transaction

from committee import audit, notices
from committee.law.attendance import Stage
from committee.law.clear_days import long_date
from committee.models import AuditEntry, Person, Role, RoleGrant, User
from committee.refusal import Refused
from meetings import absences
from meetings.models import AbsenceApproval
from meetings.procedure.keeping import day_of, said, save

ALERTED = "alerted the proper officer to the absence of"


@transaction.atomic
def approve_absence(
    person: Person, *, approved_on: dt.date, until: dt.date, reason: str, at: dt.datetime, by: User
) -> AbsenceApproval:
    """
    Record that the council approved the reason for somebody's absence.

    Raises Refused where the day is still to come, or where the six months had expired before it: the law then knows no
    remedy (s.85(1)).
    """
    held = Person.objects.select_for_update().get(pk=person.pk)
    if approved_on > day_of(at):
        raise Refused("The council cannot have approved it on a day still to come.")
    then = next((one for one in absences.of_councillors(approved_on) if one.person == held), None)
    if then is None:
        raise Refused(f"{held} was not a councillor on that day.")
    if then.stage is Stage.EXPIRED:
        raise Refused(
            f"The six months of {held} expired with {long_date(then.clock.ends)}. A reason has to be approved before "
            "then (LGA 1972 s.85(1)).",
            rule="R36",
        )
    approval = AbsenceApproval(
        person=held,
        approved_on=approved_on,
        until=until,
        reason=said(reason, "which reason the council approved", 250),
        recorded_by=by,
    )
    save(approval)
    audit.record(by, "recorded the approval of", approval, reason=approval.reason)
    return approval


def alert_proper_officer(*, at: dt.datetime) -> list[Person]:
    """
    R36: tell the proper officer of each councillor whose absence has reached five months, once for each absence.

    Returns of whom they were told. Where no proper officer has a sign-in, or the mail is not taken, nobody is told, and
    the next call tries again.
    """
    today = day_of(at)
    late = [one for one in absences.near_the_end(today) if one.stage is Stage.ALERTED]
    told = [one for one in late if not _has_told(one)]
    officers = _proper_officers(today)
    if not told or not officers:
        return []
    try:
        for officer in officers:
            notices.mail(officer, "Members near six months of absence", "email/absences.txt", {"absences": told})
    except (OSError, smtplib.SMTPException):
        return []
    for one in told:
        audit.record(None, ALERTED, one.person, since=one.clock.since.isoformat(), ends=one.clock.ends.isoformat())
    return [one.person for one in told]


def _has_told(one: absences.Absence) -> bool:
    facts = AuditEntry.objects.of(one.person).filter(did=ALERTED).values_list("facts", flat=True)
    return any(fact.get("ends") == one.clock.ends.isoformat() for fact in facts)


def _proper_officers(on: dt.date) -> list[User]:
    grants = RoleGrant.objects.on(on).filter(role=Role.PROPER_OFFICER, user__is_active=True).select_related("user")
    return list({grant.user_id: grant.user for grant in grants}.values())
