"""The public pages that see every app: committees, calendar, and the statements; the front page is `home`."""

import datetime as dt
from collections import defaultdict
from itertools import groupby
from typing import Any

from django.db.models import BigIntegerField, DateField, Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString

from committee.compiled import Several, compiled
from committee.models import KIND_LABELS, Committee, GroupMembership, LegalKind, MunicipalYear, Seat, Term
from committee.page_data import page_or_data
from committee.page_stamp.areas import LISTS, MINUTED, PROGRAMMES, REVIEWS
from committee.page_stamp.marking import kept_page
from committee.pieces import piece
from committee.portal import public_data as data
from committee.portal.forms import CalendarFilter
from meetings import calendar_rows
from meetings.listing import give_standing, listed
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
MOST_WHO_STOOD = 60


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
    return page_or_data(
        request,
        "public/committees.html",
        {
            "words": words,
            "kinds": [(HEADINGS[kind], list(rows)) for kind, rows in groupby(standing, key=lambda body: body.kind)],
            "dissolved": [body for body in bodies if body.until is not None and body.until < today],
        },
        data.committees,
    )


def _next_meetings(today: dt.date) -> Prefetch[Any]:
    """`coming`: each body's public meetings to come, soonest first."""
    return Prefetch("meetings", queryset=Meeting.objects.public().upcoming(today), to_attr="coming")


@kept_page(LISTS, MINUTED, PROGRAMMES, REVIEWS)
def committee(request: HttpRequest, committee: str) -> HttpResponse:
    """One body: what it is for, when it meets, who sits on it."""
    today = timezone.localdate()
    body = get_object_or_404(Committee.objects.select_related("contact_officer", "parent"), slug=committee)
    asked = {"committee": body.pk, "today": today}
    upcoming = give_standing(_to_come(**asked), today)
    next_meeting = next((meeting for meeting in upcoming if not meeting.is_cancelled), None)
    then = min(today, body.until) if body.until else today
    programme = public_programme.latest_of(body)
    return page_or_data(
        request,
        "public/committee.html",
        {
            "committee": body,
            "kind": KIND_LABELS[LegalKind(body.kind)],
            "next": next_meeting,
            "upcoming": [meeting for meeting in upcoming if meeting is not next_meeting],
            "past": give_standing(_past(**asked), today),
            "minuted": next(iter(_minuted(committee=body.pk)), None),
            "programme": programme,
            "reviews": _reviews(committee=body.pk) if body.is_scrutiny else [],
            "overdue": _overdue(committee=body.pk),
            "coming": public_programme.coming([programme], on=today).get(programme.pk, []) if programme else [],
            "decisions": decisions.latest_of(body, today),
            "years": _years(**asked),
            "members": _members(body, then),
            "stood": _stood(committee=body.pk, then=then),
            "related": _related(committee=body.pk),
            "then": then,
            "is_dissolved": then < today,
        },
        data.committee,
    )


@compiled(committee=BigIntegerField(), today=DateField())
def _to_come(committee: int, today: dt.date) -> MeetingQuerySet:
    coming = Meeting.objects.public().filter(committee=committee, date__gte=today)
    return listed(coming.order_by("date", "starts")[:6])


@compiled(committee=BigIntegerField(), today=DateField())
def _past(committee: int, today: dt.date) -> MeetingQuerySet:
    return listed(Meeting.objects.public().filter(committee=committee).past(today)[:10])


@compiled(committee=BigIntegerField())
def _minuted(committee: int) -> QuerySet[Minutes]:
    """The published minutes of its latest meeting that has any."""
    meetings = Meeting.objects.public().filter(committee=committee)
    rows = Minutes.objects.public().filter(meeting__in=meetings).select_related("meeting")
    return rows.order_by("-meeting__date", "-meeting__sequence")[:1]


@compiled(committee=BigIntegerField())
def _reviews(committee: int) -> QuerySet[Review]:
    return Review.objects.public().filter(parents__committee=committee)


@compiled(committee=BigIntegerField())
def _overdue(committee: int) -> QuerySet[Note]:
    """Notes of what the executive still owes it (R39)."""
    return Note.objects.standing().filter(committee=committee, rule="R39")


@compiled(committee=BigIntegerField())
def _related(committee: int) -> QuerySet[Committee]:
    """Its sub-committees, with those that it replaced (`is_before`) and that replaced it (`is_after`)."""
    replaced = Committee.predecessors.through.objects
    before = replaced.filter(from_committee=committee, to_committee=OuterRef("pk"))
    after = replaced.filter(from_committee=OuterRef("pk"), to_committee=committee)
    rows = Committee.objects.annotate(is_before=Exists(before), is_after=Exists(after))
    return rows.filter(Q(parent=committee) | Q(is_before=True) | Q(is_after=True)).order_by("name")


@compiled(committee=BigIntegerField(), today=DateField())
def _years(committee: int, today: dt.date) -> QuerySet[MunicipalYear]:
    """The municipal years in which it has met, the latest first; an empty one is in nobody's way."""
    then = Meeting.objects.public().filter(committee=committee).past(today).order_by()
    then = then.filter(date__range=(OuterRef("starts"), OuterRef("ends")))
    return MunicipalYear.objects.public().filter(Exists(then)).order_by("-starts")


@compiled(committee=BigIntegerField(), then=DateField())
def _stood(committee: int, then: dt.date) -> QuerySet[Seat]:
    """Who sat on it before that day, the last to leave first; as far back as a page is read."""
    left = Seat.objects.filter(committee=committee).full_members().filter(until__lt=then).select_related("person")
    return left.order_by("-until", "person__surname", "person__forename")[:MOST_WHO_STOOD]


@compiled(committee=BigIntegerField(), then=DateField())
def _seats(committee: int, then: dt.date) -> QuerySet[Seat]:
    seats = Seat.objects.filter(committee=committee).on(then).full_members().by_surname()
    return seats.select_related("person__photograph")


@compiled(people=Several(BigIntegerField()), then=DateField())
def _terms(people: list[int], then: dt.date) -> QuerySet[Term]:
    return Term.objects.on(then).filter(person__pk__in=people).select_related("division")


@compiled(people=Several(BigIntegerField()), then=DateField())
def _groups(people: list[int], then: dt.date) -> QuerySet[GroupMembership]:
    return GroupMembership.objects.on(then).filter(person__pk__in=people).select_related("group")


def _members(body: Committee, then: dt.date) -> list[dict[str, Any]]:
    """Who sat on that day, with the division and the group each had: three queries."""
    seats = _seats(committee=body.pk, then=then)
    people = [seat.person_id for seat in seats]
    divisions: dict[int, list[str]] = defaultdict(list)
    groups: dict[int, list[str]] = defaultdict(list)
    for term in _terms(people=people, then=then) if people else ():
        divisions[term.person_id] += [str(term.division)] if term.division else []
    for membership in _groups(people=people, then=then) if people else ():
        groups[membership.person_id].append(str(membership.group))
    return [_member(seat, divisions[seat.person_id], groups[seat.person_id]) for seat in seats]


def _member(seat: Seat, divisions: list[str], groups: list[str]) -> dict[str, Any]:
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
        "group": ", ".join(groups),
        "division": ", ".join(divisions),
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
    return page_or_data(
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
        data.calendar,
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
