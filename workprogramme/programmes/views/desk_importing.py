"""Importing a programme from Word or CSV in two steps: report on every row, then import all rows."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from committee.access.permissions import planners
from committee.acts.requests import SignedInRequest
from committee.models import Committee, MunicipalYear
from committee.views.acting import Data, Done, ask, chosen, show, typed
from committee.views.lookup import find_committee, find_year
from workprogramme.importing.calendar import Calendar
from workprogramme.importing.checking import look_over
from workprogramme.importing.forms import ConfirmForm, UploadForm, answers_in, seal, unseal
from workprogramme.importing.reading import Source
from workprogramme.importing.verbs import bring_in
from workprogramme.lookup import address, crumbs, programmes_crumb
from workprogramme.models import Programme

TOO_OLD = "The file was checked too long ago. Choose it again: nothing was imported."


@planners
def programme_import(request: SignedInRequest, committee: str, year: str) -> HttpResponseBase:
    """Report on the rows of an uploaded file. Once the user confirms, import the rows."""
    row, when = find_committee(committee), find_year(year)
    if request.method == "POST" and "sealed" in request.POST:
        source = unseal(request.POST["sealed"], row, when, request.user)
        if source is None:
            messages.error(request, TOO_OLD)
            return redirect("desk:programme-import", committee=committee, year=year)
        return _report(request, row, when, source, answered=True)
    form = UploadForm(typed(request), chosen(request))
    if request.method == "POST" and form.is_valid():
        return _report(request, row, when, form.cleaned_data["source"], answered=False)
    return show(request, "desk/programme/import.html", form=form, **_about(row, when))


def _report(
    request: SignedInRequest, committee: Committee, year: MunicipalYear, source: Source, *, answered: bool
) -> HttpResponseBase:
    now = timezone.now()
    on = timezone.localdate(now)
    answers = answers_in(request.POST) if answered else {}
    report = look_over(source, committee, year, on=on, answers=answers)
    calendar = Calendar(committee, year)
    form = ConfirmForm(request.POST if answered else None, found=report, calendar=calendar)

    def act(data: Data) -> Done:
        programme = bring_in(committee, year, report, accepted=True, on=on, at=now, by=request.user)
        rows = len(report.to_bring)
        message = f"{rows} row{'' if rows == 1 else 's'} imported into the {programme}."
        return Done(message, address("desk:programme", programme))

    return ask(
        request,
        form,
        act,
        template="desk/programme/import_report.html",
        found=report,
        to_mend=len({fault.row for fault in report.to_mend}),
        sealed=seal(source, committee, year, request.user),
        **_about(committee, year),
    )


def _about(committee: Committee, year: MunicipalYear) -> dict[str, Any]:
    programme = Programme.objects.filter(committee=committee, year=year).select_related("committee", "year").first()
    return {
        "committee": committee,
        "year": year,
        "trail": crumbs(programme) if programme else programmes_crumb(),
    }
