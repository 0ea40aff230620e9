"""The council's own pages: divisions, groups, portfolios, venues, years, closed days and settings."""

from typing import Any

from django.db.models import Count, Prefetch, Q
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from committee.dates import full_date
from committee.forms.council import ClosedDaysForm, CouncilForm, VenueForm, YearForm
from committee.forms.fields import ConfirmForm
from committee.forms.people import GroupNameForm, NameForm
from committee.law.clear_days import bank_holidays
from committee.models import (
    ClosedDay,
    Council,
    Division,
    MunicipalYear,
    PoliticalGroup,
    Portfolio,
    PortfolioHolding,
    Term,
    Venue,
)
from committee.permissions import administration, register
from committee.register import council as verbs
from committee.register import people, portfolios
from committee.requests import SignedInRequest
from committee.views.acting import ask, done_already, typed
from committee.views.register.breadcrumbs import trail


@register
def wards(request: SignedInRequest) -> HttpResponseBase:
    """Divisions with their councillors, and groups with their strength, as they are today."""
    today = timezone.localdate()
    now = Q(memberships__since__lte=today) & (Q(memberships__until__isnull=True) | Q(memberships__until__gte=today))
    context = {
        "divisions": Division.objects.prefetch_related(
            Prefetch("terms", Term.objects.on(today).select_related("person"), "terms_now")
        ),
        "groups": PoliticalGroup.objects.annotate(strength=Count("memberships", filter=now)).order_by(
            "-strength", "name"
        ),
        "trail": trail(),
    }
    return render(request, "register/wards.html", context)


@register
def division_new(request: SignedInRequest) -> HttpResponseBase:
    """Enter a division."""
    form = NameForm(typed(request), label="Name of the division", button="Add this division")

    def act(typed_in: dict[str, Any]) -> str:
        return f"{people.add_division(typed_in['name'], by=request.user)} has been added."

    return _named(request, form, act, "Add a division")


@register
def group_new(request: SignedInRequest) -> HttpResponseBase:
    """Enter a political group."""
    form = GroupNameForm(typed(request), label="Name of the group", button="Add this group")

    def act(typed_in: dict[str, Any]) -> str:
        return f"{people.add_group(**typed_in, by=request.user)} has been added."

    return _named(request, form, act, "Add a political group")


def _named(request: SignedInRequest, form: NameForm, act: Any, title: str) -> HttpResponseBase:
    where = reverse("register:divisions-and-groups")
    return ask(request, form, act, then=where, title=title, trail=trail(("Divisions and groups", where)))


@register
def cabinet(request: SignedInRequest) -> HttpResponseBase:
    """Show portfolios with their holders and supporters."""
    today = timezone.localdate()
    holdings = PortfolioHolding.objects.on(today).select_related("person").order_by("role", "since")
    rows = Portfolio.objects.prefetch_related(Prefetch("holdings", holdings, "holdings_now"))
    return render(request, "register/portfolios.html", {"portfolios": rows, "trail": trail()})


@register
def portfolio_new(request: SignedInRequest) -> HttpResponseBase:
    """Enter a portfolio."""
    form = NameForm(typed(request), label="Name of the portfolio", button="Add this portfolio")

    def act(typed_in: dict[str, Any]) -> str:
        return f"{portfolios.add_portfolio(typed_in['name'], by=request.user)} has been added."

    where = reverse("register:portfolios")
    return ask(request, form, act, then=where, title="Add a portfolio", trail=trail(("Portfolios", where)))


@register
def venues(request: SignedInRequest) -> HttpResponseBase:
    """Show the places of meetings."""
    all_venues = list(Venue.objects.all())
    context = {
        "venues": [venue for venue in all_venues if venue.is_active],
        "past": [venue for venue in all_venues if not venue.is_active],
        "trail": trail(),
    }
    return render(request, "register/venues.html", context)


@register
def venue(request: SignedInRequest, pk: int | None = None) -> HttpResponseBase:
    """Enter or change a venue."""
    place = get_object_or_404(Venue, pk=pk) if pk is not None else Venue()
    title = place.name or "Add a venue"

    def act(typed_in: dict[str, Any]) -> str:
        verbs.save_venue(place, **typed_in, by=request.user)
        return f"{place} has been saved."

    where = reverse("register:venues")
    form = VenueForm(typed(request), venue=place)
    return ask(request, form, act, then=where, title=title, trail=trail(("Venues", where)))


@register
def years(request: SignedInRequest) -> HttpResponseBase:
    """Show municipal years, with the days in each that do not count."""
    today = timezone.localdate()
    all_years = list(MunicipalYear.objects.order_by("-starts"))
    closed = list(ClosedDay.objects.all())
    wanted = {day.year for year in all_years for day in (year.starts, year.ends)}
    holidays = bank_holidays(wanted) if wanted else {}
    for year in all_years:
        year.is_now = year.starts <= today <= year.ends
        year.closed = [day for day in closed if year.starts <= day.day <= year.ends]
        year.holidays = [
            (day, name) for day, name in holidays.items() if year.starts <= day <= year.ends and day.weekday() < 5
        ]
    elsewhere = [day for day in closed if not any(year.starts <= day.day <= year.ends for year in all_years)]
    context = {"years": all_years, "elsewhere": elsewhere, "trail": trail()}
    return render(request, "register/years.html", context)


def _years() -> tuple[str, str]:
    return ("Years and closed days", reverse("register:years"))


@register
def year_new(request: SignedInRequest) -> HttpResponseBase:
    """Enter a municipal year."""

    def act(typed_in: dict[str, Any]) -> str:
        return f"The municipal year {verbs.add_year(**typed_in, by=request.user)} has been added."

    form = YearForm(typed(request))
    where = _years()
    return ask(request, form, act, then=where[1], title="Add a municipal year", trail=trail(where))


@register
def year(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Correct the dates of a municipal year."""
    where = _years()
    row = MunicipalYear.objects.filter(pk=pk).first()
    if row is None:
        return done_already(request, MunicipalYear, pk, then=where[1])
    label = row.label

    def act(typed_in: dict[str, Any]) -> str:
        verbs.correct_year(row, **typed_in, by=request.user)
        return f"{row}: {full_date(row.starts)} to {full_date(row.ends)}."

    return ask(
        request,
        YearForm(typed(request), year=row),
        act,
        then=where[1],
        title="Correct the dates of a municipal year",
        caption=label,
        lead="Published minutes keep their numbers, so their meetings must stay in the same year.",
        trail=trail(where),
        links=[(reverse("register:year-take-off", kwargs={"pk": pk}), "Remove from the list")],
    )


@register
def year_take_off(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Ask once, then take a municipal year off that was entered by mistake."""
    where = _years()
    row = MunicipalYear.objects.filter(pk=pk).first()
    if row is None:
        return done_already(request, MunicipalYear, pk, then=where[1])
    label = row.label

    def act(typed_in: dict[str, Any]) -> str:
        verbs.take_off_year(row, by=request.user)
        return f"The municipal year {label} has been removed."

    form = ConfirmForm(typed(request), button="Remove from the list")
    title = f"Remove the municipal year {label}?"
    lead = (
        f"{full_date(row.starts)} to {full_date(row.ends)}. Nothing may stand in it: no meeting and no work programme."
    )
    links = [(reverse("register:year", kwargs={"pk": pk}), "Correct its dates instead")]
    return ask(request, form, act, then=where[1], title=title, lead=lead, trail=trail(where), links=links)


@register
def closed_new(request: SignedInRequest) -> HttpResponseBase:
    """Enter days on which the council is closed."""

    def act(typed_in: dict[str, Any]) -> str:
        accepted, today = request.POST.getlist("accepted"), timezone.localdate()
        made = verbs.close_days(**typed_in, accepted=accepted, on=today, by=request.user)
        days = f"{len(made)} closed day{'' if len(made) == 1 else 's'}"
        return f"{days} added, from {full_date(made[0].day)}. They count as clear days no longer."

    where = _years()
    lead = "Papers cannot be inspected when offices are closed, so these days do not count as clear days."
    form = ClosedDaysForm(typed(request))
    return ask(
        request, form, act, then=where[1], field=form.ask_about, title="Add closed days", lead=lead, trail=trail(where)
    )


@register
def closed_remove(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Ask once, then take a closed day off the list."""
    day = ClosedDay.objects.filter(pk=pk).first()
    if day is None:
        return done_already(request, ClosedDay, pk, then=_years()[1])

    def act(typed_in: dict[str, Any]) -> str:
        words = full_date(day.day)
        verbs.reopen_day(day, on=timezone.localdate(), by=request.user)
        return f"{words} counts as a working day again."

    where = _years()
    named = f"{day.name}, {full_date(day.day)}"
    lead = f"{named}. It will count as a clear day again: the last day to publish may move."
    form = ConfirmForm(typed(request), button="Remove from the list")
    title, short = "Remove this closed day?", verbs.left_short(timezone.localdate(), without=day)
    return ask(request, form, act, then=where[1], title=title, lead=lead, follows=short, trail=trail(where))


@administration
def council(request: SignedInRequest) -> HttpResponseBase:
    """Show and change the council's name, look, contact details and notices."""

    def act(typed_in: dict[str, Any]) -> str:
        verbs.save_council(**typed_in, by=request.user)
        return "The council’s settings have been saved."

    where = reverse("register:front")
    form = CouncilForm(typed(request), council=Council.current())
    lead = "Shown on every page, on front sheets and in emails."
    links = [(reverse("register:look"), "Crest and colours")]
    return ask(request, form, act, then=where, title="The council", lead=lead, trail=trail(), links=links)
