"""Pages of the trail and of the reading log, filtered by words, person and days."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from committee.access.permissions import register, runs_the_desk, watchers
from committee.acts.audit import OF_THE_REGISTER
from committee.acts.requests import SignedInRequest
from committee.files.spreadsheets import send_table, table
from committee.forms.fields import DayField, look_button
from committee.models import AccessEvent, AuditEntry
from committee.register.views.breadcrumbs import trail as breadcrumbs
from committee.search.finding import in_any


class TrailForm(forms.Form):
    """A filter by words, a person and a span of days; each may be empty."""

    words_in: tuple[str, ...] = ("did", "subject", "by_name")  # columns in which words are searched
    names_in: tuple[str, ...] = ("by_name", "acting_for")
    q = forms.CharField(label="Words", required=False, max_length=100)
    by = forms.CharField(label="Done by", required=False, max_length=100)
    since = DayField(label="From", required=False)
    until = DayField(label="To", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.form_class = "council-form council-form--wide"
        fields = Div("q", "by", "since", "until", css_class="council-fields-row")
        self.helper.layout = Layout(fields, look_button("Show"))

    def narrow[Rows: QuerySet[Any]](self, rows: Rows) -> Rows:
        """Return the rows that match the form; all rows where the form is not valid."""
        if not self.is_valid():
            return rows
        data = self.cleaned_data
        for word in data["q"].split()[:10]:
            rows = rows.filter(in_any(self.words_in, word))
        if data["by"]:
            rows = rows.filter(in_any(self.names_in, data["by"]))
        if data["since"]:
            rows = rows.filter(at__date__gte=data["since"])
        return rows.filter(at__date__lte=data["until"]) if data["until"] else rows

    def paged(self, request: HttpRequest, rows: QuerySet[Any]) -> dict[str, Any]:
        """Return the context for one page of `rows`; its `keep` is the filter as the start of a query string."""
        filters = {key: str(value) for key, value in request.GET.items() if key in self.fields and value}
        page = Paginator(rows, 50).get_page(request.GET.get("page"))
        keep = f"{urlencode(filters)}&" if filters else ""
        return {"search": self, "page": page, "keep": keep, "filtered": bool(filters)}


class ReadingsForm(TrailForm):
    """The filter of the reading log, with the same fields."""

    words_in, names_in = ("subject", "right"), ("user__name",)
    by = forms.CharField(label="Read by", required=False, max_length=100)


@register
def trail(request: SignedInRequest) -> HttpResponseBase:
    """Show the trail, latest entry first, filtered by words, person and days."""
    form = TrailForm(request.GET)
    entries = AuditEntry.objects.all()
    sees_all = runs_the_desk(request.user, timezone.localdate())
    if not sees_all:
        entries = entries.filter(subject_type__startswith=OF_THE_REGISTER)
    context = form.paged(request, form.narrow(entries)) | {"sees_all": sees_all, "trail": breadcrumbs()}
    return render(request, "register/trail.html", context)


HEADINGS = ("Entry", "Day", "Time", "Read by", "Email", "What", "Kind", "Number", "By what right")


@watchers
def readings(request: SignedInRequest) -> HttpResponseBase:
    """Show the reading log, latest reading first, filtered by words, person and days."""
    form = ReadingsForm(request.GET)
    context = form.paged(request, form.narrow(_events()))
    keep = context["keep"].removesuffix("&")
    context["export"] = f"{reverse('officers:reading-log-file')}{'?' if keep else ''}{keep}"
    return render(request, "officers/readings.html", context)


@watchers
def readings_file(request: SignedInRequest) -> HttpResponseBase:
    """Send all readings that match the filter as a CSV file, oldest first."""
    events = ReadingsForm(request.GET).narrow(_events()).order_by("at", "pk")
    return send_table(
        table(HEADINGS, map(_row, events.iterator())), f"reading-log-{timezone.localdate().isoformat()}.csv"
    )


def _events() -> QuerySet[AccessEvent]:
    return AccessEvent.objects.select_related("user")


def _row(event: AccessEvent) -> tuple[object, ...]:
    at, who = timezone.localtime(event.at), event.user
    about = event.subject, event.subject_type, event.subject_id, event.right
    return event.pk, f"{at:%Y-%m-%d}", f"{at:%H:%M:%S}", who.get_full_name(), who.email, *about
