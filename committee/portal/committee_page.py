"""The page of one committee: its purpose, meetings, members and current work."""

import datetime as dt
from typing import Any

from django.db.models import (
    BigIntegerField,
    BooleanField,
    CharField,
    DateField,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    StringAgg,
    Subquery,
    Value,
)
from django.db.models.functions import Concat
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from committee.models import KIND_LABELS, Committee, GroupMembership, LegalKind, MunicipalYear, Seat, Term
from committee.portal import public_data as data
from committee.portal.meeting_rows import drawn, in_rows
from committee.public_pages.areas import LISTS, MINUTED, PROGRAMMES, REVIEWS
from committee.public_pages.compiled import compiled
from committee.public_pages.marking import kept_page
from committee.public_pages.page_data import page_or_data
from committee.public_pages.pieces import piece
from committee.wording.iso_days import IsoDay
from meetings import calendar_rows
from meetings.minutes.registers import decisions
from meetings.models import Meeting, Minutes
from reviews.models import Review
from workprogramme.document import public_programme
from workprogramme.models import Note, Programme

COMING, PAST, MOST_DECISIONS = 6, 10, 5


@kept_page(LISTS, MINUTED, PROGRAMMES, REVIEWS)
def committee(request: HttpRequest, committee: str) -> HttpResponse:
    """Show a committee: its purpose, meetings, members and current work."""
    today = timezone.localdate()
    bodies: list[Any] = _body(slug=committee, today=today)
    if not bodies:
        raise Http404
    body = bodies[0]
    arguments = {"committee": body.pk, "today": today}
    reviews = _reviews(committee=body.pk) if body.is_scrutiny and body.has_reviews else []
    meetings = calendar_rows.rows_of(_meetings(**arguments), today)
    upcoming = [row for row in meetings if row.date >= today][:COMING]
    next_meeting = next((row for row in upcoming if not row.is_cancelled), None)
    past = [row for row in reversed(meetings) if row.date < today][:PAST]
    then = min(today, body.until) if body.until else today
    programme = public_programme.latest_of(body) if body.has_programme else None
    return page_or_data(
        request,
        "public/committee.html",
        {
            "committee": body,
            "kind": KIND_LABELS[LegalKind(body.kind)],
            "next": next_meeting,
            **in_rows("upcoming", [row for row in upcoming if row is not next_meeting]),
            **in_rows("past", past),
            "minuted": next((row for row in reversed(meetings) if row.minutes_out), None),
            "programme": programme,
            "reviews": reviews,
            "overdue": _overdue(committee=body.pk) if reviews else [],
            "coming": public_programme.coming([programme], on=today).get(programme.pk, []) if programme else [],
            **drawn(decisions.latest(today, most=MOST_DECISIONS, committee=body), committees=False),
            "years": _years(body),
            **_people(body, then),
            "related": _related(committee=body.pk) if body.is_related else [],
            "then": then,
            "is_dissolved": then < today,
        },
        data.committee,
    )


@compiled(slug=CharField(), today=DateField())
def _body(slug: str, today: dt.date) -> QuerySet[Committee]:
    """Return the committee with that slug, with `years`, `is_related`, `has_reviews` and `has_programme`."""
    me = OuterRef("pk")
    replaced = Committee.predecessors.through.objects.filter(Q(from_committee=me) | Q(to_committee=me))
    annotations: dict[str, Any] = {
        "years": _years_met(today),
        "is_related": Exists(Committee.objects.filter(parent=me)) | Exists(replaced),
        "has_reviews": Exists(Review.objects.public().filter(parents__committee=me)),
        "has_programme": Exists(Programme.objects.public().filter(committee=me)),
    }
    return Committee.objects.filter(slug=slug).select_related("contact_officer", "parent").annotate(**annotations)


@compiled(committee=BigIntegerField(), today=DateField())
def _meetings(committee: int, today: dt.date) -> QuerySet[Meeting, calendar_rows.Values]:
    """Return the committee's next meetings, its last meetings, and its last meeting with published minutes."""
    all_meetings = Meeting.objects.filter(committee=committee)
    public = all_meetings.public()
    coming = public.filter(date__gte=today).order_by("date", "starts").values("pk")[:COMING]
    past = public.past(today).values("pk")[:PAST]
    minuted = public.filter(minutes__in=Minutes.objects.public()).order_by("-date", "-sequence").values("pk")[:1]
    return calendar_rows.listed(all_meetings.filter(Q(pk__in=coming) | Q(pk__in=past) | Q(pk__in=minuted)))


@compiled(committee=BigIntegerField())
def _reviews(committee: int) -> QuerySet[Review]:
    return Review.objects.public().filter(parents__committee=committee)


@compiled(committee=BigIntegerField())
def _overdue(committee: int) -> QuerySet[Note]:
    """Return notes of responses that the executive still owes the committee (R39)."""
    return Note.objects.standing().filter(committee=committee, rule="R39")


@compiled(committee=BigIntegerField())
def _related(committee: int) -> QuerySet[Committee]:
    """Return the sub-committees, the bodies replaced (`is_before`) and the bodies that came after (`is_after`)."""
    replaced = Committee.predecessors.through.objects
    before = replaced.filter(from_committee=committee, to_committee=OuterRef("pk"))
    after = replaced.filter(from_committee=OuterRef("pk"), to_committee=committee)
    rows = Committee.objects.annotate(is_before=Exists(before), is_after=Exists(after))
    return rows.filter(Q(parent=committee) | Q(is_before=True) | Q(is_after=True)).order_by("name")


def _years(body: Any) -> list[MunicipalYear]:
    """Return the municipal years in which the committee met, the latest first."""
    days = [days.split("/") for days in (body.years or "").split(",") if days]
    years = [
        MunicipalYear(starts=dt.date.fromisoformat(starts), ends=dt.date.fromisoformat(other)) for starts, other in days
    ]
    return sorted(years, key=lambda year: year.starts, reverse=True)


def _years_met(today: dt.date) -> Subquery:
    """
    Return a subquery of the first and last days of the municipal years in which a committee has met, as one text:
    "2021-05-20/2022-05-18,2022-05-19/...".
    """
    met = Meeting.objects.public().filter(committee=OuterRef(OuterRef("pk"))).past(today).order_by()
    within = met.filter(date__range=(OuterRef("starts"), OuterRef("ends")))
    # This subquery reads one meeting of each year by the index; with Exists PostgreSQL would read every meeting.
    years = MunicipalYear.objects.public().filter(
        Subquery(within.values_list(Value(True))[:1], output_field=BooleanField())
    )
    days = Concat(IsoDay("starts"), Value("/"), IsoDay("ends"))
    return Subquery(years.values("is_draft").annotate(days=StringAgg(days, Value(","))).values("days"))


MOST_WHO_STOOD = 60


def _people(committee: Committee, then: dt.date) -> dict[str, Any]:
    """
    Return `members` on the day `then` by surname, `stood` (former members, the last to leave first) and `people`.

    `people` is the HTML of both lists. It is cached while the values of both lists stay the same. One query.
    """
    seats: list[Any] = _seats(committee=committee.pk, then=then)
    former = [seat for seat in seats if seat.until and seat.until < then]
    former.sort(key=lambda seat: seat.until, reverse=True)
    context = {
        "members": [_member(seat) for seat in seats if not seat.until or seat.until >= then],
        "stood": [_stood(seat) for seat in former],
    }
    return {**context, "people": piece("public/_committee_people.html", context, lambda: context)}


@compiled(committee=BigIntegerField(), then=DateField())
def _seats(committee: int, then: dt.date) -> QuerySet[Seat]:
    """
    Return the seats on the day `then`, and up to MOST_WHO_STOOD former seats, by surname.

    Each seat has its holder's divisions and groups on that day.
    """
    seats = Seat.objects.filter(committee=committee).full_members()
    former = seats.filter(until__lt=then).order_by("-until", "person__surname", "person__forename")[:MOST_WHO_STOOD]
    shown = Q(pk__in=seats.on(then).values("pk")) | Q(pk__in=former.values("pk"))
    divisions = Term.objects.on(then).filter(person=OuterRef("person"), division__isnull=False)
    groups = GroupMembership.objects.on(then).filter(person=OuterRef("person"))
    annotations: dict[str, Any] = {
        "divisions": _all_of(divisions, "division__name"),
        "groups": _all_of(groups, "group__name"),
    }
    rows = Seat.objects.filter(shown, committee=committee).by_surname()
    return rows.select_related("person__photograph").annotate(**annotations)


def _all_of(rows: QuerySet[Any, Any], name: str) -> Subquery:
    """Return a subquery that joins the field `name` of one person's rows by commas."""
    in_one = rows.order_by().values("person").annotate(names=StringAgg(name, Value(", "), order_by="pk"))
    return Subquery(in_one.values("names"))


def _member(seat: Any) -> dict[str, Any]:
    person = seat.person
    role = seat.role_shown
    if not seat.voting:
        role = f"{role or 'Member'}, without a vote"
    elif seat.voting_scope:
        role = f"{role or 'Member'}, with a vote on {seat.voting_scope}"
    return {
        "slug": person.slug,
        "printed_name": person.printed_name,
        "initials": person.initials,
        "photograph": person.photograph is not None,
        "photograph_name": person.photograph_name,
        "role": role,
        "group": seat.groups or "",
        "division": seat.divisions or "",
    }


def _stood(seat: Any) -> dict[str, Any]:
    person = seat.person
    return {
        "slug": person.slug,
        "printed_name": person.printed_name,
        "role": seat.role_label,
        "since": seat.since,
        "until": seat.until,
    }
