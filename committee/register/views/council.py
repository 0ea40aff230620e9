"""The council's own pages: divisions, groups, portfolios, venues, years, closed days and settings."""

from collections.abc import Callable
from typing import Any

from django.db.models import Count, Prefetch, Q
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from committee.access.permissions import administration, register
from committee.acts.requests import SignedInRequest
from committee.law.clear_days import bank_holidays
from committee.mail.notices import sent_from
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
from committee.register import council as verbs
from committee.register import names
from committee.register.council import contrasts
from committee.register.forms.council import ClosedDaysForm, ColoursForm, CouncilForm, CrestForm, VenueForm, YearForm
from committee.register.forms.people import NameForm
from committee.register.views.breadcrumbs import Step, act, confirm, trail
from committee.views.acting import Data, chosen, typed
from committee.views.lookup import find_or_done
from committee.wording.dates import full_date


@register
def wards(request: SignedInRequest) -> HttpResponseBase:
    """Show divisions with their councillors today, and political groups with their number of members today."""
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
def cabinet(request: SignedInRequest) -> HttpResponseBase:
    """Show portfolios with their Cabinet Members and Cabinet Support Members today."""
    today = timezone.localdate()
    holdings = PortfolioHolding.objects.on(today).select_related("person").order_by("role", "since")
    rows = Portfolio.objects.prefetch_related(Prefetch("holdings", holdings, "holdings_now"))
    return render(request, "register/portfolios.html", {"portfolios": rows, "trail": trail()})


@register
def venues(request: SignedInRequest) -> HttpResponseBase:
    """Show the venues in use, and the venues no longer in use."""
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
    form, step = VenueForm(typed(request), row=place), ("Venues", reverse("register:venues"))
    title = place.name or "Add a venue"
    return act(request, verbs.save_venue, place, form, step, message="{} has been saved.".format, title=title)


@register
def years(request: SignedInRequest) -> HttpResponseBase:
    """Show municipal years, with the closed days in each."""
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


def _years() -> Step:
    return ("Years and closed days", reverse("register:years"))


@register
def year_new(request: SignedInRequest) -> HttpResponseBase:
    """Enter a municipal year."""
    about: Data = {"message": "The municipal year {} has been added.".format, "title": "Add a municipal year"}
    return act(request, verbs.add_year, None, YearForm(typed(request)), _years(), **about)


@register
def year(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Correct the dates of a municipal year."""
    row = find_or_done(MunicipalYear.objects.all(), pk, then=_years()[1])
    return act(
        request,
        verbs.correct_year,
        row,
        YearForm(typed(request), row=row),
        _years(),
        message=lambda year: f"{year}: {full_date(year.starts)} to {full_date(year.ends)}.",
        title="Correct the dates of a municipal year",
        caption=row.label,
        lead="Published minutes keep their numbers, so their meetings must stay in the same year.",
        links=[(reverse("register:year-take-off", kwargs={"pk": pk}), "Remove from the list")],
    )


@register
def year_take_off(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Ask for confirmation, then remove a municipal year that was entered by mistake."""
    row = find_or_done(MunicipalYear.objects.all(), pk, then=_years()[1])
    days = f"{full_date(row.starts)} to {full_date(row.ends)}"
    about: Data = {
        "message": f"The municipal year {row.label} has been removed.",
        "title": f"Remove the municipal year {row.label}?",
        "lead": f"{days}. Nothing may stand in it: no meeting and no work programme.",
        "links": [(reverse("register:year", kwargs={"pk": pk}), "Correct its dates instead")],
    }
    return confirm(request, verbs.take_off_year, row, "Remove from the list", _years(), **about)


@register
def closed_new(request: SignedInRequest) -> HttpResponseBase:
    """Enter days on which the council is closed."""

    def tell(made: list[ClosedDay]) -> str:
        days = f"{len(made)} closed day{'' if len(made) == 1 else 's'}"
        return f"{days} added, from {full_date(made[0].day)}. They count as clear days no longer."

    form = ClosedDaysForm(typed(request))
    return act(
        request,
        verbs.close_days,
        None,
        form,
        _years(),
        message=tell,
        field=form.ask_about,
        title="Add closed days",
        lead="Papers cannot be inspected when offices are closed, so these days do not count as clear days.",
    )


@register
def closed_remove(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Ask for confirmation, then make a closed day a working day again."""
    day = find_or_done(ClosedDay.objects.all(), pk, then=_years()[1])
    words = full_date(day.day)
    about: Data = {
        "message": f"{words} counts as a working day again.",
        "title": "Remove this closed day?",
        "lead": f"{day.name}, {words}. It will count as a clear day again: the last day to publish may move.",
        "follows": verbs.left_short(timezone.localdate(), without=day),
    }
    return confirm(request, verbs.reopen_day, day, "Remove from the list", _years(), **about)


@administration
def council(request: SignedInRequest) -> HttpResponseBase:
    """Show and change the council's name, contact details, notices and wording."""
    return act(
        request,
        verbs.save_council,
        None,
        CouncilForm(typed(request), row=Council.current()),
        message="The council’s settings have been saved.",
        title="The council",
        lead="Shown on every page, on front sheets and in emails.",
        links=[(reverse("register:look"), "Crest and colours")],
    )


LEAD = "Shown in the header of every page, on front sheets, minutes and notices, and in emails."


@administration
def look(request: SignedInRequest) -> HttpResponseBase:
    """Show and change the colours, with the contrast of each pair, and the crest."""
    council = Council.current()
    return act(
        request,
        verbs.save_council,
        None,
        ColoursForm(typed(request), row=council),
        _council(),
        then=reverse("register:look"),
        message="The colours have been saved.",
        template="register/look.html",
        title="Crest and colours",
        lead=LEAD,
        contrasts=contrasts(council.brand_colour, council.brand_text_colour, council.link_colour),
    )


@administration
def mail_try(request: SignedInRequest) -> HttpResponseBase:
    """Ask for confirmation, then send an email to the acting user."""
    about: Data = {
        "message": "An email is on its way to {}. If it is not there in ten minutes, look among your junk mail.".format,
        "title": "Send yourself an email",
        "lead": f"From {sent_from(Council.current())} to {request.user.email}. Nobody else gets it.",
        "warning": False,
    }
    return confirm(request, verbs.try_mail, None, "Send email", **about)


@administration
def crest_new(request: SignedInRequest) -> HttpResponseBase:
    """Upload a crest or logo."""
    form = CrestForm(typed(request), chosen(request))
    about: Data = {"message": "The crest has been uploaded.", "title": "Upload a crest", "lead": LEAD}
    return act(request, verbs.change_crest, None, form, _council(), _look(), field="file", **about)


@administration
def crest_remove(request: SignedInRequest) -> HttpResponseBase:
    """Ask for confirmation, then remove the crest."""
    lead = "Pages and emails will show only the council’s name. Published documents keep the crest."
    about = {"message": "The crest has been removed.", "title": "Remove the crest?", "lead": lead}
    return confirm(request, verbs.remove_crest, None, "Remove crest", _council(), _look(), **about)


def _council() -> Step:
    return ("The council", reverse("register:council"))


def _look() -> Step:
    return ("Crest and colours", reverse("register:look"))


def _wards() -> Step:
    return ("Divisions and groups", reverse("register:divisions-and-groups"))


# Models by the word for them in addresses, each with the breadcrumb of the page that lists its rows.
KINDS: dict[str, tuple[Any, Callable[[], Step]]] = {
    "division": (Division, _wards),
    "group": (PoliticalGroup, _wards),
    "portfolio": (Portfolio, lambda: ("Portfolios", reverse("register:portfolios"))),
}


@register
def name_new(request: SignedInRequest, kind: str) -> HttpResponseBase:
    """Enter a division, a political group or a portfolio."""
    model, listed = KINDS[kind]
    form = NameForm(typed(request), kind=model)
    about: Data = {"message": "{} has been added.".format, "title": f"Add a {model._meta.verbose_name}"}
    return act(request, names.add, None, form, listed(), values={"kind": model}, **about)


def _find(kind: str, pk: int) -> tuple[Any, Step]:
    """Return a row, and the breadcrumb of the page that lists its kind. Raise Http404 for an unknown kind or row."""
    if kind not in KINDS:
        raise Http404
    model, listed = KINDS[kind]
    return find_or_done(model.objects.all(), pk, then=listed()[1]), listed()


@register
def rename(request: SignedInRequest, kind: str, pk: int) -> HttpResponseBase:
    """Correct the name of a division, a political group or a portfolio."""
    record, listed = _find(kind, pk)
    about: Data = {
        "message": "{} has been saved.".format,
        "title": f"Correct the name of a {record._meta.verbose_name}",
        "caption": record.name,
        "lead": "Published documents keep the earlier name.",
        "links": [(reverse("register:name-take-off", kwargs={"kind": kind, "pk": pk}), "Remove from the register")],
    }
    form = NameForm(typed(request), kind=type(record), row=record)
    return act(request, names.rename, record, form, listed, **about)


@register
def take_off(request: SignedInRequest, kind: str, pk: int) -> HttpResponseBase:
    """Ask for confirmation, then remove a name that was entered by mistake."""
    record, listed = _find(kind, pk)
    about: Data = {
        "message": f"{record.name} has been taken off.",
        "title": f"Remove {record.name}?",
        "lead": "You can only remove a name that was entered by mistake. Names in use stay in the register.",
        "links": [(reverse("register:name-change", kwargs={"kind": kind, "pk": pk}), "Correct its name instead")],
    }
    return confirm(request, names.take_off, record, "Remove", listed, **about)
