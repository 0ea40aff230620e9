"""Rules of signatories: the members who may call a decision in, and the names on a call-in that count."""

import datetime as dt

from committee.acts import audit
from committee.acts.saving import day_of
from committee.models import AuditEntry, Committee, Function, Person, Seat, executive_members
from committee.models.people import PersonQuerySet
from workprogramme.models import CallIn, CallInBy, Signatory


def who_may_call_in(open_to: str, committee: Committee | None, on: dt.date) -> PersonQuerySet:
    """
    Return the councillors who may call a decision in on the day `on`, by the rule `open_to` (a `CallInBy`).

    Members of the executive never may (LGA 2000 s.9FA(3)). If only members of the `committee` may, and no committee is
    chosen yet, return the members of all scrutiny committees.
    """
    people = Person.objects.councillors(on).exclude(pk__in=executive_members(on, on).values("pk"))
    seats = Seat.objects.on(on).full_members()
    if open_to == CallInBy.COMMITTEE and committee is not None:
        return people.filter(pk__in=seats.filter(committee=committee).values("person"))
    if open_to != CallInBy.COUNCILLORS:
        return people.filter(pk__in=seats.filter(committee__function=Function.SCRUTINY).values("person"))
    return people


def counted(call_in: CallIn) -> list[Signatory]:
    """
    Return the signatories who count: each confirmed in time, and was entitled to call in on the day of confirmation.

    For a name in a proven letter that came in time, the day of receipt replaces the day of confirmation. Signatories
    from the time when no confirmation was required count too.
    """
    confirmed = call_in.signatories.filter(confirmed_at__isnull=False).select_related("person")
    letter = letter_in_time(call_in)
    return [
        signatory
        for signatory in confirmed
        if signatory.how == Signatory.How.BEFORE or _counts(call_in, signatory, letter)
    ]


def _counts(call_in: CallIn, signatory: Signatory, letter: AuditEntry | None) -> bool:
    if signatory.confirmed_at is None:
        return False
    day = day_of(call_in.received_at if names(letter, signatory) else signatory.confirmed_at)
    may = who_may_call_in(call_in.open_to, call_in.committee, day)
    return day <= call_in.due_on and may.filter(pk=signatory.person_id).exists()


def names(letter: AuditEntry | None, signatory: Signatory) -> bool:
    """
    Return whether a `letter` that came in time bears the signatory's name; False without a letter.

    A member who was named on the call-in later must confirm by the last day for call-in.
    """
    return letter is not None and signatory.person_id in letter.facts.get("named", [signatory.person_id])


def letter_in_time(call_in: CallIn) -> AuditEntry | None:
    """
    Return the trail's entry of a proven letter that came in time; None without such a letter.

    The members named in the letter may confirm after the last day for call-in.
    """
    if day_of(call_in.received_at) > call_in.due_on:
        return None
    return audit.trail_of(call_in).filter(did="received", facts__has_key="proof").exclude(facts__proof="").first()
