"""Public registers of one committee: interests declared, and attendance, a municipal year at a time."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from committee.models import Committee, MunicipalYear
from meetings import registers
from meetings.minutes.attendance_counts import counts, meetings_held
from meetings.views.desk.finding import find_year


def _committee(slug: str) -> Committee:
    found = Committee.objects.filter(slug=slug).first()
    if found is None or found.is_informal:
        raise Http404
    return found


def _year(slug: str | None) -> MunicipalYear | None:
    """The year of the address; without one the present year, else the last that was entered."""
    if slug:
        return find_year(slug)
    return MunicipalYear.of(timezone.localdate()) or MunicipalYear.objects.order_by("-starts").first()


def _page(committee: str, year: str | None) -> tuple[Committee, MunicipalYear | None, dict[str, Any]]:
    body, chosen = _committee(committee), _year(year)
    years = list(MunicipalYear.objects.order_by("-starts")[:12])
    return body, chosen, {"committee": body, "year": chosen, "years": years}


def attendance(request: HttpRequest, committee: str, year: str | None = None) -> HttpResponse:
    """How many meetings each member attended of those they could, as a chart and the same as a table."""
    body, chosen, page = _page(committee, year)
    rows = counts(body, chosen.starts, chosen.ends) if chosen else []
    held = meetings_held(body, chosen.starts, chosen.ends) if chosen else 0
    more = {"rows": rows, "held": held, "chart": registers.chart(rows) if held else None}
    return render(request, "public/attendance.html", page | more)


def attendance_file(request: HttpRequest, committee: str, year: str) -> HttpResponse:
    """The same figures as CSV."""
    body, chosen, _ = _page(committee, year)
    rows = counts(body, chosen.starts, chosen.ends) if chosen else []
    return _csv(registers.attendance_csv(rows), f"{body.slug}-attendance-{year}.csv")


def declarations(request: HttpRequest, committee: str, year: str | None = None) -> HttpResponse:
    """The interests that members declared, from published minutes."""
    body, chosen, page = _page(committee, year)
    rows = registers.declarations(body, chosen.starts, chosen.ends) if chosen else []
    return render(request, "public/declarations.html", page | {"rows": rows})


def declarations_file(request: HttpRequest, committee: str, year: str) -> HttpResponse:
    """The same as CSV."""
    body, chosen, _ = _page(committee, year)
    rows = registers.declarations(body, chosen.starts, chosen.ends) if chosen else []
    return _csv(registers.declarations_csv(rows), f"{body.slug}-declarations-{year}.csv")


def _csv(text: str, name: str) -> HttpResponse:
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
