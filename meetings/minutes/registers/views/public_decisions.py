"""The register of decisions, for anybody: as a page, as CSV and as JSON, by the same filters."""

from collections.abc import Iterator
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import urlencode

from committee.files.spreadsheets import send_table
from committee.forms.fields import field_of
from committee.models import Committee, LegalKind, MunicipalYear
from committee.public_pages.areas import LISTS, MINUTED, PROGRAMMES
from committee.public_pages.marking import kept_page
from committee.public_pages.page_data import as_data, render_page
from meetings.minutes.registers import decisions as register
from meetings.models.resolution import LimbQuerySet

A_PAGE = 25


class DecisionsFilter(forms.Form):
    """Which decisions the register shows."""

    hide_optional = True

    committee = forms.ModelChoiceField(
        Committee.objects.exclude(kind=LegalKind.INFORMAL),
        to_field_name="slug",
        required=False,
        empty_label="All committees",
        error_messages={"invalid_choice": "There is no such committee. Choose one from the list."},
    )
    year = forms.ChoiceField(
        required=False,
        label="Municipal year",
        error_messages={"invalid_choice": "There is no such year. Choose one from the list."},
    )
    outcome = forms.ChoiceField(
        required=False,
        label="Answer",
        choices=[("", "All decisions"), *register.OUTCOMES.items()],
        error_messages={"invalid_choice": "Choose whether it was answered from the list."},
    )

    def __init__(self, *args: Any, years: list[MunicipalYear], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        field_of(self, "year").choices = [("", "All years"), *((year.slug, year.label) for year in years)]


@kept_page(LISTS, MINUTED, PROGRAMMES)
def decisions(request: HttpRequest) -> HttpResponse:
    """List decisions, the latest meeting first, with their outcomes."""
    form, rows = _asked_for(request)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    query = urlencode({name: request.GET[name] for name in form.fields if request.GET.get(name)})
    return render_page(
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


def decisions_csv(request: HttpRequest) -> HttpResponse:
    """Send the decisions as CSV; 404 for an invalid filter."""
    return send_table(register.as_csv(_rows(request)), "decisions.csv")


@kept_page(LISTS, MINUTED, PROGRAMMES)
def decisions_json(request: HttpRequest) -> HttpResponse:
    """Send the decisions as data; 404 for an invalid filter."""
    return as_data(request, {"decisions": list(_rows(request))})


def _rows(request: HttpRequest) -> Iterator[dict[str, Any]]:
    form, rows = _asked_for(request)
    if form.is_bound and not form.is_valid():
        raise Http404
    return register.as_rows(rows, timezone.localdate())


def _asked_for(request: HttpRequest) -> tuple[DecisionsFilter, LimbQuerySet]:
    """Return the filters, and the decisions that match: all where no filter is chosen or valid."""
    years = register.years()
    form = DecisionsFilter(request.GET or None, years=years)
    chosen: dict[str, Any] = form.cleaned_data if form.is_bound and form.is_valid() else {}
    year = next((option for option in years if option.slug == chosen.get("year")), None)
    rows = register.decided(committee=chosen.get("committee"), year=year, outcome=chosen.get("outcome", ""))
    return form, rows
