"""The reading log, for the monitoring officer: who opened a withheld paper, and by what right."""

import csv
import io

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from committee.access.permissions import watchers
from committee.acts.requests import SignedInRequest
from committee.files.spreadsheets import cell
from committee.forms.trail import ReadingsForm
from committee.models import AccessEvent

HEADINGS = ("Entry", "Day", "Time", "Read by", "Email", "What", "Kind", "Number", "By what right")


@watchers
def readings(request: SignedInRequest) -> HttpResponseBase:
    """Show readings, latest first, by words, person and days."""
    form, events = _asked_for(request)
    filters = {key: str(value) for key, value in request.GET.items() if key in form.fields and value}
    keep = urlencode(filters)
    context = {
        "search": form,
        "page": Paginator(events, 50).get_page(request.GET.get("page")),
        "keep": f"{keep}&" if keep else "",
        "export": f"{reverse('officers:reading-log-file')}{'?' if keep else ''}{keep}",
        "filtered": bool(keep),
    }
    return render(request, "officers/readings.html", context)


@watchers
def readings_file(request: SignedInRequest) -> HttpResponseBase:
    """Send the same readings as CSV, all of them, oldest first."""
    _, events = _asked_for(request)
    response = HttpResponse(f"\ufeff{_table(events.order_by('at', 'pk'))}", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="reading-log-{timezone.localdate().isoformat()}.csv"'
    return response


def _asked_for(request: SignedInRequest) -> tuple[ReadingsForm, QuerySet[AccessEvent]]:
    form = ReadingsForm(request.GET)
    events = AccessEvent.objects.select_related("user")
    return form, form.narrow_readings(events) if form.is_valid() else events


def _table(events: QuerySet[AccessEvent]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    for event in events.iterator():
        at = timezone.localtime(event.at)
        who, about = event.user, (event.subject_type, event.subject_id)
        words = (who.get_full_name(), who.email, event.subject)
        writer.writerow([event.pk, f"{at:%Y-%m-%d}", f"{at:%H:%M:%S}", *map(cell, words), *about, cell(event.right)])
    return out.getvalue()
