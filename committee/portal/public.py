"""Public pages made from several apps: committees, calendar and statements. The home page is in `home`."""

import datetime as dt
from itertools import groupby
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString

from committee.models import KIND_LABELS, Committee, LegalKind, MunicipalYear
from committee.portal import public_data as data
from committee.portal.forms import CalendarFilter
from committee.public_pages.areas import LISTS, PROGRAMMES
from committee.public_pages.compiled import compiled
from committee.public_pages.marking import kept_page
from committee.public_pages.page_data import asks_for_data, page_or_data, problem
from committee.public_pages.pieces import piece
from meetings import calendar_rows
from meetings.calendar_rows import month_grid
from meetings.models import Meeting
from workprogramme.models import ScrutinyRules

ORDER_OF_KINDS: list[str] = list(KIND_LABELS)
HEADINGS = KIND_LABELS | {
    LegalKind.COMMITTEE: "Committees",
    LegalKind.SUB_COMMITTEE: "Sub-committees",
    LegalKind.JOINT: "Joint committees",
    LegalKind.INFORMAL: "Informal bodies",
}
LONGEST_SEARCH = 100
LENGTH_OF_A_MONTH, FIRST_YEAR, LAST_YEAR = len("2022-04"), 1900, 2200


@kept_page(LISTS)
def committees(request: HttpRequest) -> HttpResponse:
    """Show committees by kind, with dissolved committees apart; `q` narrows by name and remit."""
    today = timezone.localdate()
    words = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    upcoming = Meeting.objects.public().upcoming(today)
    bodies = Committee.objects.prefetch_related(Prefetch("meetings", queryset=upcoming, to_attr="coming"))
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


@kept_page(LISTS)
def calendar(request: HttpRequest) -> HttpResponse:
    """
    Show the meetings of a municipal year by month, or of one `month` (2022-04).

    The parameters `committee` and `year` are slugs.
    """
    today = timezone.localdate()
    years = _years()
    form = CalendarFilter(request.GET or None, years=years)
    if form.refusal and asks_for_data(request):
        return problem(404, form.refusal)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    month = _month_asked_for(request.GET.get("month", ""))
    year = None if month else _year(years, chosen.get("year", ""), today)
    lines = calendar_rows.between(*_days(month, year, today), today, chosen.get("committee"))
    shown = {"month": month, "chosen": chosen["committee"].slug if chosen.get("committee") else ""}
    months = [_month(first, rows, shown) for first, rows in lines.by_month() if not form.refusal]
    response = page_or_data(
        request,
        "public/calendar.html",
        {
            "form": _filter(form, years),
            "asks": form.is_bound,
            "year": year,
            "years": years,
            "chosen": chosen.get("committee"),
            "month": month,
            "around": [_later(month, -1), _later(month, 1)] if month else [],
            "months": months or ([_month(month, lines, shown)] if month and not form.refusal else []),
        },
        data.calendar,
    )
    response.status_code = 404 if form.refusal else 200
    return response


@compiled()
def _years() -> QuerySet[MunicipalYear]:
    return MunicipalYear.objects.public().order_by("-starts")


@compiled()
def _bodies() -> QuerySet[Committee, tuple[str, str]]:
    return Committee.objects.exclude(kind=LegalKind.INFORMAL).values_list("slug", "name")


def _filter(form: CalendarFilter, years: list[MunicipalYear]) -> SafeString:
    """Return the filter form as HTML, from the cache where no filter is set."""
    if form.is_bound:
        return render_to_string("public/_calendar_filter.html", {"form": form})
    bodies = _bodies()
    offered = ([(year.slug, year.label) for year in years], bodies)
    return piece("public/_calendar_filter.html", offered, lambda: {"form": form.offering(bodies)})


def _days(month: dt.date | None, year: MunicipalYear | None, today: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and last day to show: of the month, or of the year, or from half a year ago to a year ahead."""
    if month:
        return month, _later(month, 1) - dt.timedelta(days=1)
    if year:
        return year.starts, year.ends
    return today - dt.timedelta(days=183), today + dt.timedelta(days=366)


def _month_asked_for(words: str) -> dt.date | None:
    """Return the first day of a month such as 2022-04; None for anything else."""
    try:
        first = dt.date.fromisoformat(f"{words}-01") if len(words) == LENGTH_OF_A_MONTH else None
    except ValueError:
        return None
    return first if first and FIRST_YEAR <= first.year <= LAST_YEAR else None


def _later(first: dt.date, months: int) -> dt.date:
    """Return the first day of the month that is `months` later, or earlier if negative."""
    years, month = divmod(first.month - 1 + months, 12)
    return dt.date(first.year + years, month + 1, 1)


def _month(
    first: dt.date, lines: calendar_rows.Lines, shown: dict[str, Any]
) -> tuple[dt.date, calendar_rows.Lines, SafeString]:
    """Return a month of the calendar: its first day, its meetings, and its HTML."""

    def drawn() -> dict[str, Any]:
        rows = list(lines)
        return {"first": first, "rows": rows, "grid": month_grid(first, rows, lines.on), **shown}

    return first, lines, piece("public/_calendar_month.html", (first, lines, shown), drawn)


def _year(years: list[MunicipalYear], slug: str, today: dt.date) -> MunicipalYear | None:
    """Return the year with that slug, or today's year for ""; else the first of `years`, or None without years."""
    for year in years:
        if (year.slug == slug) if slug else (year.starts <= today <= year.ends):
            return year
    return years[0] if years else None


STATEMENTS = frozenset({"accessibility", "privacy", "filming"})


@kept_page(PROGRAMMES)
def statement(request: HttpRequest, page: str) -> HttpResponse:
    """Show a statement that every footer links to: accessibility, privacy or filming."""
    if page not in STATEMENTS:
        raise Http404
    bodies = Committee.objects.existing(timezone.localdate()).exclude(kind=LegalKind.INFORMAL)
    filmed = [body for body in bodies.order_by("name") if body.filming_words] if page == "filming" else []
    context = {"scrutiny": SimpleLazyObject(ScrutinyRules.current), "bodies": filmed}
    return render(request, f"public/statement/{page}.html", context)
