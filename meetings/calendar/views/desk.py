"""The calendar: a year on one page, and a committee's whole year in one form."""

import contextlib
import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from committee.access.limits import scope_of
from committee.access.permissions import desk
from committee.acts.requests import SignedInRequest
from committee.forms import kept_forms
from committee.forms.fields import ConfirmForm
from committee.models import MunicipalYear
from committee.views.acting import Data, Done, answered, ask, carried_out, press_to, show, typed
from committee.views.lookup import find_committee, find_year
from committee.wording.dates import full_date
from meetings.agendas.deadlines import clashes
from meetings.calendar import verbs, years
from meetings.calendar.forms import MOST_ROWS, ROWS, NewMeetingForm, YearFormSet
from meetings.lookup import address
from meetings.models import Meeting


@desk
def this_year(request: SignedInRequest) -> HttpResponseBase:
    """Redirect to the calendar of today's municipal year, else of the latest. Show a page where no year is entered."""
    today = timezone.localdate()
    year = MunicipalYear.of(today) or MunicipalYear.objects.order_by("-starts").first()
    return redirect("desk:calendar", year=year.slug) if year else render(request, "desk/no_year.html")


@desk
def calendar(request: SignedInRequest, year: str) -> HttpResponse:
    """Show a municipal year on one page."""
    row, today = find_year(year), timezone.localdate()
    scope = scope_of(request, today)
    years_ = list(MunicipalYear.objects.all())
    plan = years.plan(row, scope.of)
    return render(
        request,
        "desk/calendar.html",
        {
            "plan": plan,
            "scope": scope,
            "coming": [entry for entry in plan.entries if entry.meeting.date >= today],
            "years": years_,
            "today": today,
            "is_last": row == years_[-1],
            "following": f"{row.ends.year}/{(row.ends.year + 1) % 100:02d}",
        },
    )


@desk
@require_POST
def next_year(request: SignedInRequest) -> HttpResponseBase:
    """Open the municipal year after the last entered year, as a draft, and redirect to its calendar."""

    def opened(year: MunicipalYear) -> Done:
        days = f"from {full_date(year.starts)} to {full_date(year.ends)}"
        sentence = f"Municipal year {year} is opened as a draft, {days}."
        return Done(sentence, reverse("desk:calendar", args=[year.slug]))

    return press_to(request, years.open_next_year, None, message=opened, then=reverse("desk:calendar-this-year"))


@desk
def publish(request: SignedInRequest, year: str) -> HttpResponseBase:
    """Publish the calendar of meetings of a year, on a page that shows the public's view."""
    row = find_year(year)
    back = reverse("desk:calendar", args=[row.slug])

    def sentence(count: int) -> str:
        return f"The calendar of meetings {row} is published, with {count} meeting{'' if count == 1 else 's'}."

    form = ConfirmForm(typed(request), button="Publish calendar of meetings", warning=False)
    if answer := carried_out(request, years.publish_calendar, row, form, message=sentence, then=back):
        return answer
    plan = years.plan(row)
    count = sum(planned.count for planned in plan.rows)
    return show(request, "desk/calendar_publish.html", form=form, plan=plan, back=back, count=count)


@desk
def schedule(request: SignedInRequest, year: str, committee: str) -> HttpResponseBase:
    """Enter a committee's meetings of a whole year at once; where one is refused, none is saved."""
    row, body = find_year(year), find_committee(committee)
    arguments: dict[str, Any] = {"committee": body, "year": row, "prefix": "rows"}
    if request.method != "POST":
        rows = max(ROWS, _rows_of(QueryDict(urlencode(kept_forms.typed_at(request), doseq=True))))
        return _schedule_page(request, YearFormSet(initial=[{} for _ in range(rows)], **arguments))
    if "more" in request.POST:
        return _schedule_page(request, _with_more_rows(request, arguments))

    def act(data: list[Data]) -> str:
        made = verbs.schedule_year(body, formset.entries, by=request.user)
        count = f"{len(made)} meeting{'' if len(made) == 1 else 's'}"
        return f"{count} added to the calendar for the {body}. Agendas of formal meetings have their standing items."

    formset: Any = YearFormSet(request.POST, **arguments)
    if answer := answered(request, formset, act, then=reverse("desk:calendar", args=[row.slug])):
        return answer
    return _schedule_page(request, formset)


def _with_more_rows(request: SignedInRequest, arguments: dict[str, Any]) -> BaseFormSet[Any]:
    """Return the form with everything typed and more empty rows, and no errors about unfinished rows."""
    data = request.POST
    typed = [
        {name: data.get(f"rows-{number}-{name}", "") for name in ("day", "starts", "venue", "informal")}
        for number in range(_rows_of(data))
    ]
    return YearFormSet(initial=[*typed, *({} for _ in range(4))][:MOST_ROWS], **arguments)


def _rows_of(data: QueryDict) -> int:
    """Return the number of rows of a sent form, at most MOST_ROWS; ROWS where `data` gives no number."""
    total = data.get("rows-TOTAL_FORMS", "")
    return min(int(total), MOST_ROWS) if total.isascii() and total.isdigit() and len(total) < 4 else ROWS


def _schedule_page(request: SignedInRequest, formset: Any) -> HttpResponse:
    return show(
        request,
        "desk/schedule.html",
        form=formset,
        committee=formset.committee,
        year=formset.year,
        can_grow=formset.total_form_count() < MOST_ROWS,
    )


@desk
def new_meeting(request: SignedInRequest) -> HttpResponseBase:
    """Put one meeting in the calendar."""

    def act(data: Data) -> Done:
        details = {name: data[name] for name in ("starts", "venue", "informal")}
        made = verbs.schedule(data["committee"], data["day"], **details, by=request.user)
        of_that_day = Meeting.objects.filter(date=made.date).select_related("committee").order_by("starts", "pk")
        for clash in clashes(list(of_that_day)).get(made.pk, []):
            messages.warning(request, f"Check the day: {clash.words}.")
        return Done("The meeting is added to the calendar.", address("meeting", made))

    form = NewMeetingForm(typed(request), today=timezone.localdate(), initial=_suggested(request))
    trail = [("Desk", reverse("desk:front")), ("Desk calendar", reverse("desk:calendar-this-year"))]
    lead = "The agenda starts with the committee’s usual items and the minutes of its last meeting."
    return ask(request, form, act, template="desk/act.html", heading="New meeting", lead=lead, trail=trail)


def _suggested(request: SignedInRequest) -> dict[str, object]:
    """Return the values in a link from the calendar: `?committee=<slug>&day=2022-04-21`."""
    suggested: dict[str, object] = {}
    slug, day = request.GET.get("committee", ""), request.GET.get("day", "")
    if slug:
        suggested["committee"] = find_committee(slug).pk
    with contextlib.suppress(ValueError):
        suggested["day"] = dt.date.fromisoformat(day)
    return suggested
