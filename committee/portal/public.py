"""The public pages that see every app: home, committees, calendar, and the statements."""

import datetime as dt
from itertools import groupby
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from committee.models import KIND_LABELS, Committee, GroupMembership, LegalKind, MunicipalYear, Seat, Term
from committee.portal.forms import CalendarFilter
from meetings.listing import with_standing
from meetings.models import AgendaVersion, Meeting, Minutes
from meetings.models.meeting import MeetingQuerySet
from reviews.models import Review
from workprogramme.models import Note, ScrutinyRules
from workprogramme.printed_programme import public_programme

ORDER_OF_KINDS: list[str] = list(KIND_LABELS)
LONGEST_SEARCH = 100


def home(request: HttpRequest) -> HttpResponse:
    """The front page: what is next, what was published last, where to look."""
    today = timezone.localdate()
    public = Meeting.objects.public()
    latest = (
        AgendaVersion.objects.filter(meeting__in=public)
        .exclude(Exists(AgendaVersion.objects.filter(meeting=OuterRef("meeting"), number__gt=OuterRef("number"))))
        .select_related("meeting__committee")
        .defer("snapshot")
        .order_by("-published_at")[:5]
    )
    return render(
        request,
        "public/home.html",
        {
            "upcoming": with_standing(public.upcoming(today)[:6], today),
            "latest": latest,
            "committees": Committee.objects.existing(today).exclude(kind=LegalKind.INFORMAL),
        },
    )


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
            "kinds": [(KIND_LABELS[kind], list(rows)) for kind, rows in groupby(standing, key=lambda body: body.kind)],
            "dissolved": [body for body in bodies if body.until is not None and body.until < today],
        },
    )


def _next_meetings(today: dt.date) -> Prefetch[Any]:
    """`coming`: each body's public meetings to come, soonest first."""
    return Prefetch("meetings", queryset=Meeting.objects.public().upcoming(today), to_attr="coming")


def committee(request: HttpRequest, committee: str) -> HttpResponse:
    """One body: what it is for, when it meets, who sits on it."""
    today = timezone.localdate()
    body = get_object_or_404(
        Committee.objects.select_related("contact_officer", "parent").prefetch_related(
            "predecessors", "successors", "sub_committees"
        ),
        slug=committee,
    )
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
            "members": [_member(seat) for seat in _seats(body, then)],
            "then": then,
            "is_dissolved": then < today,
        },
    )


def _latest_minutes(meetings: MeetingQuerySet) -> Minutes | None:
    """The published minutes of the latest of `meetings` that has any."""
    rows = Minutes.objects.public().filter(meeting__in=meetings).select_related("meeting")
    return rows.order_by("-meeting__date", "-meeting__sequence").first()


def _seats(body: Committee, on: dt.date) -> QuerySet[Seat]:
    """Who sat on that day, with the division and the group each had."""
    terms = Term.objects.on(on).select_related("division")
    groups = GroupMembership.objects.on(on).select_related("group")
    seats = body.membership(on).prefetch_related(Prefetch("person__terms", terms, to_attr="terms_then"))
    return seats.prefetch_related(Prefetch("person__group_memberships", groups, to_attr="groups_then"))


def _member(seat: Seat) -> dict[str, str]:
    """What a page says of somebody who sits: name, role, group, division."""
    person = seat.person
    role = seat.role_label if seat.role != "member" or seat.role_name else ""
    if not seat.voting:
        role = f"{role or 'Member'}, without a vote"
    elif seat.voting_scope:
        role = f"{role or 'Member'}, with a vote on {seat.voting_scope}"
    return {
        "name": person.printed_name,
        "role": role,
        "group": ", ".join(str(membership.group) for membership in person.groups_then),
        "division": ", ".join(str(term.division) for term in person.terms_then if term.division),
    }


def calendar(request: HttpRequest) -> HttpResponse:
    """A municipal year's meetings by month; `committee` and `year` (slugs) narrow it."""
    today = timezone.localdate()
    years = list(MunicipalYear.objects.order_by("-starts"))
    form = CalendarFilter(request.GET or None, years=years)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    year = _year(years, chosen.get("year", ""), today)
    meetings = Meeting.objects.public()
    if year:
        meetings = meetings.filter(date__range=(year.starts, year.ends))
    else:
        meetings = meetings.filter(date__gte=today - dt.timedelta(days=183), date__lte=today + dt.timedelta(days=366))
    if chosen.get("committee"):
        meetings = meetings.filter(committee=chosen["committee"])
    rows = with_standing(meetings.order_by("date", "starts", "committee__name"), today)
    return render(
        request,
        "public/calendar.html",
        {
            "form": form,
            "year": year,
            "years": years,
            "chosen": chosen.get("committee"),
            "months": [(first, list(found)) for first, found in groupby(rows, key=lambda row: row.date.replace(day=1))],
            "today": today,
        },
    )


def _year(years: list[MunicipalYear], slug: str, today: dt.date) -> MunicipalYear | None:
    """The year asked for; else the one that today falls in; else the latest."""
    for year in years:
        if (year.slug == slug) if slug else (year.starts <= today <= year.ends):
            return year
    return years[0] if years else None


STATEMENTS = frozenset({"accessibility", "privacy", "filming"})


def statement(request: HttpRequest, page: str) -> HttpResponse:
    """One of the pages that every footer leads to."""
    if page not in STATEMENTS:
        raise Http404
    bodies = Committee.objects.existing(timezone.localdate()).exclude(kind=LegalKind.INFORMAL)
    said = [body for body in bodies.order_by("name") if body.filming_words] if page == "filming" else []
    context = {"scrutiny": SimpleLazyObject(ScrutinyRules.current), "bodies": said}
    return render(request, f"public/statement/{page}.html", context)
