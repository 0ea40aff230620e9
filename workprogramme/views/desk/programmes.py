"""All committees' programmes, and a new one opened."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from committee.permissions import planners
from committee.refusal import Refused
from meetings.views.desk.finding import show
from workprogramme.forms.planner import OpenForm
from workprogramme.planner.overview import overview
from workprogramme.procedure.programmes import open_programme
from workprogramme.views.desk.acting import typed
from workprogramme.views.desk.finding import address


@planners
def programmes(request: HttpRequest) -> HttpResponseBase:
    """Every committee with its programmes, this year's first; a form opens one that is not there yet."""
    today = timezone.localdate()
    form = OpenForm(typed(request), today=today)
    if request.method == "POST" and form.is_valid():
        try:
            made = open_programme(**form.cleaned_data, at=timezone.now(), by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.text)
        else:
            messages.success(request, f"The programme of {made.year} is open. Nobody but planners sees it yet.")
            return redirect(address("desk:programme", made))
    return show(request, "desk/programme/programmes.html", form=form, overview=overview(today))
