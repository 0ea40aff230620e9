"""The page of one committee: what it is for, when it meets, who sits on it, what it is working on."""

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

from committee.models import KIND_LABELS, Committee, LegalKind, MunicipalYear
from committee.portal import committee_people, decision_rows
from committee.portal import public_data as data
from committee.portal.meeting_rows import in_rows
from committee.public_pages.areas import LISTS, MINUTED, PROGRAMMES, REVIEWS
from committee.public_pages.compiled import compiled
from committee.public_pages.marking import kept_page
from committee.public_pages.page_data import page_or_data
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
    """Show a committee: its purpose, its meetings and its members."""
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
    members, stood = committee_people.of(body, then)
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
            **decision_rows.drawn(decisions.latest(today, most=MOST_DECISIONS, committee=body), committees=False),
            "years": _years(body),
            "members": members,
            "stood": stood,
            "people": committee_people.drawn(members, stood),
            "related": _related(committee=body.pk) if body.is_related else [],
            "then": then,
            "is_dissolved": then < today,
        },
        data.committee,
    )


@compiled(slug=CharField(), today=DateField())
def _body(slug: str, today: dt.date) -> QuerySet[Committee]:
    """Return the committee at an address, with the years in which it met and whether it has reviews and programmes."""
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
    """Return its next meetings, its last meetings, and the last with published minutes."""
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
    """Return its sub-committees, the bodies it replaced (`is_before`) and the bodies that replaced it (`is_after`)."""
    replaced = Committee.predecessors.through.objects
    before = replaced.filter(from_committee=committee, to_committee=OuterRef("pk"))
    after = replaced.filter(from_committee=OuterRef("pk"), to_committee=committee)
    rows = Committee.objects.annotate(is_before=Exists(before), is_after=Exists(after))
    return rows.filter(Q(parent=committee) | Q(is_before=True) | Q(is_after=True)).order_by("name")


def _years(body: Any) -> list[MunicipalYear]:
    """Return the municipal years in which it met, the latest first; an empty one does no harm."""
    days = [days.split("/") for days in (body.years or "").split(",") if days]
    years = [
        MunicipalYear(starts=dt.date.fromisoformat(starts), ends=dt.date.fromisoformat(other)) for starts, other in days
    ]
    return sorted(years, key=lambda year: year.starts, reverse=True)


def _years_met(today: dt.date) -> Subquery:
    """Their first and last days, in one value of a committee's row: "2021-05-20/2022-05-18,2022-05-19/..."."""
    met = Meeting.objects.public().filter(committee=OuterRef(OuterRef("pk"))).past(today).order_by()
    within = met.filter(date__range=(OuterRef("starts"), OuterRef("ends")))
    # One meeting of each year by the index; for Exists PostgreSQL would read all that the committee ever held.
    years = MunicipalYear.objects.public().filter(
        Subquery(within.values_list(Value(True))[:1], output_field=BooleanField())
    )
    days = Concat(IsoDay("starts"), Value("/"), IsoDay("ends"))
    return Subquery(years.values("is_draft").annotate(days=StringAgg(days, Value(","))).values("days"))
