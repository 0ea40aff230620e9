"""The executive and the scrutiny bodies: nobody belongs to both at the same time (R37, LGA 2000 s.9FA)."""

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from committee.acts.refusal import Refused
from committee.wording.dates import long_date

if TYPE_CHECKING:
    from committee.models.committees import Committee, PortfolioHolding, Seat
    from committee.models.people import Person

EXECUTIVE = Q(committee__kind="executive") | Q(committee__function="executive")
SCRUTINY = Q(committee__function="scrutiny")


def executive_place(
    person: "Person", since: date, until: date | None, *, but: "Committee | None" = None
) -> "PortfolioHolding | Seat | None":
    """
    Return the portfolio or seat that makes `person` a member of the executive in that period; None without one.

    Cabinet Support Members are not members of the executive, because they have no part in its functions. Seats on the
    committee `but` are left out, because its function is about to change.
    """
    holding = person.portfolio_holdings.executive().overlapping(since, until).select_related("portfolio").first()
    return holding or _seat(person, EXECUTIVE, since, until, but)


def scrutiny_place(
    person: "Person", since: date, until: date | None, *, but: "Committee | None" = None
) -> "Seat | None":
    """Return the person's seat on a scrutiny body in that period, as a member or a substitute; None without a seat."""
    return _seat(person, SCRUTINY, since, until, but)


def refuse_scrutinised(person: "Person", since: date, until: date | None) -> None:
    """
    Raise Refused where `person` took part in a meeting of an overview and scrutiny body in that period.

    Attendance is the evidence, because a substitute at one meeting has no seat, and a former member has no seat any
    more (R37).
    """
    days = person.attended.took_part().filter(minutes__meeting__committee__function="scrutiny")
    days = days.filter(minutes__meeting__date__gte=since)
    days = days.filter(minutes__meeting__date__lte=until) if until else days
    if attendance := days.select_related("minutes__meeting__committee").order_by("minutes__meeting__date").first():
        meeting = attendance.minutes.meeting
        raise Refused(
            f"{person} took part in the meeting of the {meeting.committee} on {long_date(meeting.date)}, as one of it: "
            "nobody of the executive can (LGA 2000 s.9FA). Begin after that day. Or, if it is true, say that they were "
            "of the executive all the same: the findings on the minutes of that meeting will tell it.",
            rule="R37",
        )


def _seat(person: "Person", side: Q, since: date, until: date | None, but: "Committee | None") -> "Seat | None":
    seats = person.seats.filter(side).overlapping(since, until).select_related("committee")
    return (seats.exclude(committee=but) if but else seats).first()


def not_on_scrutiny(person: "Person", place: "PortfolioHolding | Seat") -> str:
    """Return, as a sentence, why a member of the executive gets no seat on a scrutiny body."""
    by = f"sit on the {place.committee}" if hasattr(place, "committee") else f"hold {place.portfolio}"
    return (
        f"{person} is a member of the executive and cannot sit on a scrutiny committee or on a panel of one "
        f"(LGA 2000 s.9FA): they {by} in that time."
    )


def not_of_executive(person: "Person", place: "Seat") -> str:
    """Return, as a sentence, why a member of a scrutiny body may not join the executive."""
    return (
        f"{person} sits on the {place.committee}, so cannot join the executive until that seat ends (LGA 2000 s.9FA)."
    )


def why_not_under(body: "Committee", parent: "Committee") -> str:
    """Return, as a sentence, why `body` cannot be under `parent`; "" where both are on the same side (R37)."""
    if parent.is_scrutiny and not body.is_scrutiny:
        return (
            f"{body.name} belongs to the {parent}, so it scrutinises too: its function is overview and scrutiny "
            "(LGA 2000 s.9FA)."
        )
    if parent.is_executive and not body.is_informal and not body.is_executive:
        return f"{body.name} belongs to the {parent}, so its function is executive (LGA 2000 s.9E)."
    return ""
