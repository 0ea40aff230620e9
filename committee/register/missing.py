"""Gaps in the register on a day, each with a link to the page on which a user mends the gap."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q

from committee.law.periods import months_from
from committee.models import (
    ClosedDay,
    Committee,
    Council,
    LegalKind,
    MunicipalYear,
    Post,
    Role,
    RoleGrant,
    Seat,
    SeatRole,
    Term,
    Venue,
)
from committee.wording.dates import full_date
from committee.wording.wording import chair


@dataclass(frozen=True)
class Lack:
    """
    One gap in the register, with a link to the page on which a user mends the gap.

    - `text`: a sentence about the gap
    - `mend`, `url`, `kwargs`: the text of the link, its URL name and the arguments of the URL
    - `administrators`, `clerks`: True where only administrators, or only clerks, may open that page
    """

    text: str
    mend: str
    url: str
    kwargs: dict[str, Any] = field(default_factory=dict)
    administrators: bool = False
    clerks: bool = False


def missing(on: date) -> list[Lack]:
    """Return the gaps of that day: of the council, of committees, of days, of meetings (about thirteen queries)."""
    years = list(MunicipalYear.objects.all())
    return [*_of_the_council(on), *_of_committees(on), *_of_days(on, years), *_of_meetings(on, years)]


def _of_the_council(on: date) -> list[Lack]:
    lacks = []
    council = Council.objects.first()
    if council is None:
        lacks.append(Lack("The council has no name yet.", "Enter the council", "register:council", {}, True))
    elif not council.email:
        text = "The council has no email address, so nobody gets the questions of residents or replies to emails."
        lacks.append(Lack(text, "Enter the address", "register:council", {}, True))
    elif council.statement_prepared_on is None or not council.accessibility_testing:
        text = "The accessibility statement does not say when it was prepared or how the pages were tested."
        lacks.append(Lack(text, "Complete the accessibility statement", "register:council", {}, True))
    elif on > months_from(council.statement_reviewed_on or council.statement_prepared_on, 12):
        text = "The accessibility statement was not reviewed in the last twelve months."
        lacks.append(Lack(text, "Review the accessibility statement", "register:council", {}, True))
    if not Post.objects.on(on).filter(is_proper_officer=True).exists():
        text = "No proper officer is in post today, so no agenda can be signed."
        lacks.append(Lack(text, "Find the person and record their post", "register:people"))
    if not RoleGrant.objects.on(on).filter(role__in=(Role.CLERK, Role.PROPER_OFFICER), user__is_active=True).exists():
        lacks.append(Lack("No one is a clerk today.", "Grant the role of clerk", "register:sign-ins", {}, True))
    if not Term.objects.on(on).exists():
        text = "No councillor has been entered."
        lacks.append(Lack(text, "Import people from a spreadsheet", "register:import-kind", {"kind": "people"}))
    if not Venue.objects.exists():
        lacks.append(Lack("No venue has been entered.", "Add a venue", "register:venue-new"))
    return lacks


def _of_committees(on: date) -> list[Lack]:
    then = Q(seats__since__lte=on) & (Q(seats__until__isnull=True) | Q(seats__until__gte=on))
    bodies = Committee.objects.existing(on).exclude(kind=LegalKind.INFORMAL)
    counts = {
        "presiding": Count("seats", filter=then & Q(seats__role=SeatRole.CHAIRMAN)),
        "sitting": Count("seats", filter=then & ~Q(seats__role=SeatRole.SUBSTITUTE)),
    }
    bodies = bodies.annotate(**counts)
    if not bodies:
        return [Lack("No committee has been set up.", "Set one up", "register:committee-new")]
    lacks = []
    for body in bodies.filter(Q(presiding=0) | Q(sitting__lt=F("quorum"))):
        where = {"slug": body.slug}
        if body.sitting == 0:
            lacks.append(Lack(f"The {body} has no members today.", "Appoint", "register:committee-appoint", where))
        elif body.sitting < body.quorum:
            text = f"The {body} has fewer members today than its quorum of {body.quorum}."
            lacks.append(Lack(text, "View members", "register:committee", where))
        elif body.kind != LegalKind.EXECUTIVE:
            lacks.append(Lack(f"The {body} has no {chair()} today.", "Appoint", "register:committee-appoint", where))
    seats = Seat.objects.on(on).select_related("committee", "person").order_by("committee__name", "pk")
    of_dissolved = seats.filter(committee__until__lt=on)
    unentitled = seats.filter(voting=True).exclude(pk__in=Seat.objects.entitled(on).values("pk"))
    if seat := unentitled.exclude(pk__in=of_dissolved.values("pk")).first():
        text = (
            f"{seat.person} has a voting seat on the {seat.committee}, is no councillor today and no ground of the "
            "vote is named, so has no vote (LGHA 1989 s.13)."
        )
        lacks.append(Lack(text, "View members", "register:committee", {"slug": seat.committee.slug}))
    if (seat := of_dissolved.first()) and seat.committee.until:
        ended = full_date(seat.committee.until)
        text = f"Someone is still a member of the {seat.committee}, which was dissolved on {ended}."
        lacks.append(Lack(text, "Record who has left", "register:committee-leave", {"slug": seat.committee.slug}))
    return lacks


def _of_meetings(on: date, years: list[MunicipalYear]) -> list[Lack]:
    """Return a gap where coming meetings are in a draft calendar, and where a meeting is in no municipal year."""
    return [*_of_draft_calendars(on, years), *_of_lost_meetings(years)]


def _of_draft_calendars(on: date, years: list[MunicipalYear]) -> Iterator[Lack]:
    for year in years:
        if not year.is_draft or year.ends < on:
            continue
        count = Committee.objects.filter(
            meetings__date__range=(max(on, year.starts), year.ends),
            meetings__cancelled_at__isnull=True,
            meetings__versions__isnull=True,  # a published agenda makes its meeting public
        ).count()
        if count:
            meetings = f"{count} coming meetings are" if count != 1 else "1 coming meeting is"
            text = f"The calendar of {year} is a draft: {meetings} not public."
            yield Lack(text, "Publish the calendar", "desk:calendar-publish", {"year": year.slug}, clerks=True)


def _of_lost_meetings(years: list[MunicipalYear]) -> list[Lack]:
    """Return a gap where a meeting is in no municipal year, because no calendar shows such a meeting."""
    bodies = Committee.objects.filter(meetings__isnull=False, meetings__cancelled_at__isnull=True)
    days = bodies.order_by("meetings__date").values_list("name", "meetings__date")
    lost = [(name, day) for name, day in days if _year_of(day, years) is None]
    if not lost:
        return []
    name, day = lost[0]
    more = f", and of {len(lost) - 1} more" if len(lost) > 1 else ""
    text = f"No municipal year holds the meeting of the {name} of {full_date(day)}{more}: no calendar shows it."
    return [Lack(text, "Add the municipal year", "register:year-new")]


def _year_of(day: date, years: list[MunicipalYear]) -> MunicipalYear | None:
    return next((year for year in years if year.starts <= day <= year.ends), None)


def _of_days(on: date, years: list[MunicipalYear]) -> list[Lack]:
    year = _year_of(on, years)
    if year is None:
        text = "No municipal year covers today, so there is no calendar."
        return [Lack(text, "Add the municipal year", "register:year-new")]
    lacks = []
    soon = year.ends - timedelta(days=120)
    if on >= soon and _year_of(year.ends + timedelta(days=1), years) is None:
        text = f"The municipal year {year} ends on {full_date(year.ends)} and the next has not been entered."
        lacks.append(Lack(text, "Add the next municipal year", "register:year-new"))
    if on.month >= 10 and not ClosedDay.objects.filter(day__year=on.year, day__month=12).exists():
        text = f"No Christmas closure has been entered for {on.year}: closed days do not count as clear days."
        lacks.append(Lack(text, "Enter closed days", "register:closed-day-new"))
    return lacks
