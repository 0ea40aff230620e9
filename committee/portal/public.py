"""The public pages that see every app: committees, calendar, and the statements; the front page is `home`."""

import datetime as dt
from itertools import groupby
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString

from committee.models import KIND_LABELS, Committee, GroupMembership, LegalKind, MunicipalYear, Seat, Term
from committee.page_stamp.areas import LISTS, MINUTED, PROGRAMMES, REVIEWS
from committee.page_stamp.marking import kept_page
from committee.pieces import piece
from committee.portal.forms import CalendarFilter
from meetings import calendar_rows
from meetings.listing import with_standing
from meetings.minutes.registers import decisions
from meetings.models import Meeting, Minutes
from meetings.models.meeting import MeetingQuerySet
from meetings.month_grid import month_grid
from reviews.models import Review
from workprogramme.models import Note, ScrutinyRules
from workprogramme.printed_programme import public_programme

ORDER_OF_KINDS: list[str] = list(KIND_LABELS)
HEADINGS = KIND_LABELS | {
    LegalKind.COMMITTEE: "Committees",
    LegalKind.SUB_COMMITTEE: "Sub-committees",
    LegalKind.JOINT: "Joint committees",
    LegalKind.INFORMAL: "Informal bodies",
}
LONGEST_SEARCH = 100
LENGTH_OF_A_MONTH, FIRST_YEAR, LAST_YEAR = len("2022-04"), 1900, 2200
LATEST_DECISIONS, MOST_WHO_STOOD = 5, 60


@kept_page(LISTS)
def committees(request: HttpRequest) -> HttpResponse:
    """Every body that meets, by kind; those dissolved apart; `q` narrows by name."""
    today = timezone.localdate()
    words = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    bodies = Committee.objects.prefetch_related(_next_meetings(today))
    for word in words.split():
        bodies = bodies.filter(Q(name__icontains=word) | Q(short_name__icontains=word) | Q(remit__icontains=word))
    standing = [body for body in bodies if body.until is None or body.until >= today]
    standing.sort(key=lambda body: (ORDER_OF_KINDS.index(body.kind), body.name))
    return render(
        request,
        "public/committees.html",
        {
            "words": words,
            "kinds": [(HEADINGS[kind], list(rows)) for kind, rows in groupby(standing, key=lambda body: body.kind)],
            "dissolved": [body for body in bodies if body.until is not None and body.until < today],
        },
    )


def _next_meetings(today: dt.date) -> Prefetch[Any]:
    """`coming`: each body's public meetings to come, soonest first."""
    return Prefetch("meetings", queryset=Meeting.objects.public().upcoming(today), to_attr="coming")


@kept_page(LISTS, MINUTED, PROGRAMMES, REVIEWS)
def committee(request: HttpRequest, committee: str) -> HttpResponse:
    """One body: what it is for, when it meets, who sits on it."""
    today = timezone.localdate()
    body = get_object_or_404(Committee.objects.select_related("contact_officer", "parent"), slug=committee)
    meetings = Meeting.objects.public().filter(committee=body)
    upcoming = with_standing(meetings.filter(date__gte=today).order_by("date", "starts")[:6], today)
    next_meeting = next((meeting for meeting in upcoming if not meeting.is_cancelled), None)
    then = min(today, body.until) if body.until else today
    programme = public_programme.latest_of(body)
    return render(
        request,
        "public/committee.html",
        {
            "committee": body,
            "kind": KIND_LABELS[LegalKind(body.kind)],
            "next": next_meeting,
            "upcoming": [meeting for meeting in upcoming if meeting is not next_meeting],
            "past": with_standing(meetings.past(today)[:10], today),
            "minuted": _latest_minutes(meetings),
            "programme": programme,
            "reviews": Review.objects.public().filter(parents__committee=body) if body.is_scrutiny else [],
            "overdue": Note.objects.standing().filter(committee=body, rule="R39"),
            "coming": public_programme.coming([programme], on=today).get(programme.pk, []) if programme else [],
            "decisions": decisions.told(decisions.decided(committee=body)[:LATEST_DECISIONS], today),
            "years": _years_of(meetings, today),
            "members": [_member(seat) for seat in _seats(body, then)],
            "stood": _stood(body, then),
            "related": _related(body),
            "then": then,
            "is_dissolved": then < today,
        },
    )


def _related(body: Committee) -> QuerySet[Committee]:
    """Its sub-committees, with those that it replaced (`is_before`) and that replaced it (`is_after`): one query."""
    replaced = Committee.predecessors.through.objects
    before = replaced.filter(from_committee=body, to_committee=OuterRef("pk"))
    after = replaced.filter(from_committee=OuterRef("pk"), to_committee=body)
    rows = Committee.objects.annotate(is_before=Exists(before), is_after=Exists(after))
    return rows.filter(Q(parent=body) | Q(is_before=True) | Q(is_after=True)).order_by("name")


def _years_of(meetings: MeetingQuerySet, today: dt.date) -> list[MunicipalYear]:
    """The municipal years in which any of `meetings` is past, the latest first; an empty one is in nobody's way."""
    then = meetings.past(today).filter(date__range=(OuterRef("starts"), OuterRef("ends"))).order_by()
    return list(MunicipalYear.objects.public().filter(Exists(then)).order_by("-starts"))


def _stood(body: Committee, then: dt.date) -> list[Seat]:
    """Who sat on it before that day, the last to leave first; as far back as a page is read."""
    left = body.seats.full_members().filter(until__lt=then).select_related("person")
    return list(left.order_by("-until", "person__surname", "person__forename")[:MOST_WHO_STOOD])


def _latest_minutes(meetings: MeetingQuerySet) -> Minutes | None:
    """The published minutes of the latest of `meetings` that has any."""
    rows = Minutes.objects.public().filter(meeting__in=meetings).select_related("meeting")
    return rows.order_by("-meeting__date", "-meeting__sequence").first()


def _seats(body: Committee, on: dt.date) -> QuerySet[Seat]:
    """Who sat on that day, with the division and the group each had."""
    terms = Term.objects.on(on).select_related("division")
    groups = GroupMembership.objects.on(on).select_related("group")
    seats = (
        body.membership(on)
        .select_related("person__photograph")
        .prefetch_related(Prefetch("person__terms", terms, to_attr="terms_then"))
    )
    return seats.prefetch_related(Prefetch("person__group_memberships", groups, to_attr="groups_then"))


def _member(seat: Seat) -> dict[str, Any]:
    """What a page says of somebody who sits: who they are, role, group, division."""
    person = seat.person
    role = seat.role_label if seat.role != "member" or seat.role_name else ""
    if not seat.voting:
        role = f"{role or 'Member'}, without a vote"
    elif seat.voting_scope:
        role = f"{role or 'Member'}, with a vote on {seat.voting_scope}"
    return {
        "person": person,
        "role": role,
        "group": ", ".join(str(membership.group) for membership in person.groups_then),
        "division": ", ".join(str(term.division) for term in person.terms_then if term.division),
    }


@kept_page(LISTS)
def calendar(request: HttpRequest) -> HttpResponse:
    """A municipal year's meetings by month, or those of one `month` (2022-04); `committee` and `year` are slugs."""
    today = timezone.localdate()
    years = list(MunicipalYear.objects.public().order_by("-starts"))
    form = CalendarFilter(request.GET or None, years=years)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    month = _month_asked_for(request.GET.get("month", ""))
    year = None if month else _year(years, chosen.get("year", ""), today)
    meetings = Meeting.objects.public()
    if month:
        meetings = meetings.filter(date__gte=month, date__lt=_later(month, 1))
    elif year:
        meetings = meetings.filter(date__range=(year.starts, year.ends))
    else:
        meetings = meetings.filter(date__gte=today - dt.timedelta(days=183), date__lte=today + dt.timedelta(days=366))
    if chosen.get("committee"):
        meetings = meetings.filter(committee=chosen["committee"])
    rows = calendar_rows.rows(meetings.order_by("date", "starts", "committee__name"), today)
    shown = {"month": month, "chosen": chosen["committee"].slug if chosen.get("committee") else ""}
    months = [_month(first, list(found), today, shown) for first, found in groupby(rows, key=_first_of_month)]
    return render(
        request,
        "public/calendar.html",
        {
            "form": form,
            "year": year,
            "years": years,
            "chosen": chosen.get("committee"),
            "month": month,
            "around": [_later(month, -1), _later(month, 1)] if month else [],
            "months": months or ([_month(month, [], today, shown)] if month else []),
        },
    )


def _month_asked_for(words: str) -> dt.date | None:
    """The first day of a month such as 2022-04; None for anything else."""
    try:
        first = dt.date.fromisoformat(f"{words}-01") if len(words) == LENGTH_OF_A_MONTH else None
    except ValueError:
        return None
    return first if first and FIRST_YEAR <= first.year <= LAST_YEAR else None


def _later(first: dt.date, months: int) -> dt.date:
    """The first day of the month so many months later; earlier for fewer than none."""
    years, month = divmod(first.month - 1 + months, 12)
    return dt.date(first.year + years, month + 1, 1)


def _first_of_month(row: calendar_rows.Row) -> dt.date:
    return row.date.replace(day=1)


def _month(
    first: dt.date, rows: list[calendar_rows.Row], today: dt.date, shown: dict[str, Any]
) -> tuple[dt.date, list[calendar_rows.Row], SafeString]:
    """A month of the calendar: its first day, its meetings, and what the page says of them."""
    now = today if today.replace(day=1) == first else None  # marked in the grid, and in no other month
    said = (first, rows, now, shown)
    return (
        first,
        rows,
        piece(
            "public/_calendar_month.html",
            said,
            lambda: {"first": first, "rows": rows, "grid": month_grid(first, rows, today), **shown},
        ),
    )


def _year(years: list[MunicipalYear], slug: str, today: dt.date) -> MunicipalYear | None:
    """The year asked for; else the one that today falls in; else the latest."""
    for year in years:
        if (year.slug == slug) if slug else (year.starts <= today <= year.ends):
            return year
    return years[0] if years else None


STATEMENTS = frozenset({"accessibility", "privacy", "filming"})


@kept_page(PROGRAMMES)
def statement(request: HttpRequest, page: str) -> HttpResponse:
    """One of the pages that every footer leads to."""
    if page not in STATEMENTS:
        raise Http404
    bodies = Committee.objects.existing(timezone.localdate()).exclude(kind=LegalKind.INFORMAL)
    said = [body for body in bodies.order_by("name") if body.filming_words] if page == "filming" else []
    context = {"scrutiny": SimpleLazyObject(ScrutinyRules.current), "bodies": said}
    return render(request, f"public/statement/{page}.html", context)
