"""
Public registers of one committee: its minutes, and the interests and attendance of one municipal year.

Also the register of all bodies' decisions, as a page, as CSV and as JSON, with the same filters.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from committee.files.spreadsheets import send_table, stream_lines
from committee.forms.filters import YearFilter
from committee.models import Committee, MunicipalYear
from committee.public_pages.areas import ATTENDANCE, LISTS, MINUTED, PROGRAMMES
from committee.public_pages.marking import kept_page
from committee.public_pages.page_data import (
    Data,
    Page,
    absolute,
    named,
    page_or_data,
    problem,
    render_page,
    stream_data,
)
from committee.views.lookup import find_year
from meetings.as_data import address_of
from meetings.minutes.registers import decisions as register
from meetings.minutes.registers import registers
from meetings.minutes.registers.registers import counts, meetings_held
from meetings.models import Minutes
from meetings.models.resolution import LimbQuerySet


def _committee(slug: str) -> Committee:
    committee = Committee.objects.filter(slug=slug).first()
    if committee is None or committee.is_informal:
        raise Http404
    return committee


def _page(committee: str, year: str | None, rows_of: Callable[..., Sequence[object]]) -> Page:
    """
    Return the context of a register's page, with the rows that `rows_of(committee, first_day, last_day)` returns.

    `year` is the slug of a municipal year. None means the last year with published minutes, else the current year.
    """
    body = _committee(committee)
    years = registers.years_on_record(body)
    chosen = find_year(year) if year else next(iter(years), MunicipalYear.of(timezone.localdate()))
    if chosen and chosen not in years:
        years = sorted([*years, chosen], key=lambda year: year.starts, reverse=True)
    rows = rows_of(body, chosen.starts, chosen.ends) if chosen else []
    return {"committee": body, "year": chosen, "years": years, "rows": rows}


@kept_page(LISTS, MINUTED)
def minutes(request: HttpRequest, committee: str) -> HttpResponse:
    """List all published minutes of a committee, the latest first, by municipal year."""
    body = _committee(committee)
    rows = by_year(registers.minutes_of(body), list(MunicipalYear.objects.order_by("-starts")))
    return page_or_data(request, "public/minutes/all.html", {"committee": body, "years": rows}, _minutes_as_data)


def by_year(rows: list[Minutes], years: list[MunicipalYear]) -> list[tuple[str, list[Minutes]]]:
    """Group the rows, in order, by the label of their municipal year, else by the calendar year."""
    groups: dict[str, list[Minutes]] = {}
    for minutes in rows:
        day = minutes.meeting.date
        year = next((each.label for each in years if each.starts <= day <= each.ends), str(day.year))
        groups.setdefault(year, []).append(minutes)
    return list(groups.items())


@kept_page(LISTS, MINUTED, ATTENDANCE)
def attendance(request: HttpRequest, committee: str, year: str | None = None) -> HttpResponse:
    """Show each member's attended and possible meetings, as a chart and as a table."""
    page = _page(committee, year, counts)
    chosen = page["year"]
    total = meetings_held(page["committee"], chosen.starts, chosen.ends) if chosen else 0
    more = {"held": total, "chart": registers.chart(page["rows"]) if total else None}
    return page_or_data(request, "public/attendance.html", page | more, _attendance_as_data)


def attendance_file(request: HttpRequest, committee: str, year: str) -> HttpResponse:
    """Send the attendance figures as CSV."""
    page = _page(committee, year, counts)
    return send_table(registers.attendance_csv(page["rows"]), f"{committee}-attendance-{year}.csv")


@kept_page(LISTS, MINUTED)
def declarations(request: HttpRequest, committee: str, year: str | None = None) -> HttpResponse:
    """Show the interests that members declared, from published minutes."""
    page = _page(committee, year, registers.declarations)
    return page_or_data(request, "public/declarations.html", page, _declarations_as_data)


def declarations_file(request: HttpRequest, committee: str, year: str) -> HttpResponse:
    """Send the declared interests as CSV."""
    page = _page(committee, year, registers.declarations)
    return send_table(registers.declarations_csv(page["rows"]), f"{committee}-declarations-{year}.csv")


def _minutes_as_data(page: Page) -> Data:
    rows = [
        {
            "date": row.meeting.date,
            "year": year,
            "is_draft": row.is_draft,
            "first_number": row.first,
            "last_number": row.last,
            "address": absolute(address_of(row.meeting, "minutes")),
        }
        for year, of_year in page["years"]
        for row in of_year
    ]
    return {"committee": named(page["committee"]), "minutes": rows}


def _attendance_as_data(page: Page) -> Data:
    members = [
        {"name": row.person.printed_name, "office": row.role, **registers.of_count(row)}
        | {"address": absolute(reverse("public:councillor", args=[row.person.slug]))}
        for row in page["rows"]
    ]
    return _of_year(page) | {"meetings_held": page["held"], "members": members}


def _declarations_as_data(page: Page) -> Data:
    return _of_year(page) | {"declarations": registers.of_declared(page["rows"])}


def _of_year(page: Page) -> Data:
    year = page["year"]
    return {"committee": named(page["committee"]), "year": year.label if year else None}


# Decisions

A_PAGE = 25


class DecisionsFilter(YearFilter):
    """The filters of the register of decisions."""

    outcome = forms.ChoiceField(
        required=False,
        label="Answer",
        choices=[("", "All decisions"), *register.OUTCOMES.items()],
        error_messages={"invalid_choice": "Choose whether it was answered from the list."},
    )


@kept_page(LISTS, MINUTED, PROGRAMMES)
def decisions(request: HttpRequest) -> HttpResponse:
    """List decisions, the latest meeting first, with their outcomes."""
    form, rows = _asked_for(request)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    query = urlencode({name: request.GET[name] for name in form.fields if request.GET.get(name)})
    response = render_page(
        request,
        "public/decisions/register.html",
        {
            "form": form,
            "page": page,
            "decisions": register.as_published(page, timezone.localdate()),
            "query": query,
            "keep": f"{query}&" if query else "",
        },
    )
    response.status_code = 404 if form.refusal else 200
    return response


def decisions_csv(request: HttpRequest) -> HttpResponseBase:
    """Stream the decisions as CSV; 404 for an invalid filter."""
    form, rows = _asked_for(request)
    if form.refusal:
        return problem(404, form.refusal)
    return stream_lines(register.as_csv(register.as_rows(rows, timezone.localdate())), "decisions.csv")


def decisions_json(request: HttpRequest) -> HttpResponseBase:
    """Stream the decisions as data; 404 for an invalid filter."""
    form, rows = _asked_for(request)
    if form.refusal:
        return problem(404, form.refusal)
    return stream_data(request, "decisions", register.as_rows(rows, timezone.localdate()))


def _asked_for(request: HttpRequest) -> tuple[DecisionsFilter, LimbQuerySet]:
    """Return the form of filters, and the matching decisions: all where the form is empty, none where it is refused."""
    years = register.years()
    form = DecisionsFilter(request.GET or None, years=years)
    if form.refusal:
        return form, register.decided().none()
    chosen: dict[str, Any] = form.cleaned_data if form.is_bound else {}
    year = next((option for option in years if option.slug == chosen.get("year")), None)
    rows = register.decided(committee=chosen.get("committee"), year=year, outcome=chosen.get("outcome", ""))
    return form, rows
