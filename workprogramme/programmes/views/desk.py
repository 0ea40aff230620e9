"""All committees' programmes, and a new one opened."""

from django.http import HttpResponseBase
from django.utils import timezone

from committee.permissions import planners
from committee.requests import SignedInRequest
from committee.views.acting import Data, ask, typed
from workprogramme.lookup import address
from workprogramme.models import Programme
from workprogramme.planner.forms import OpenForm
from workprogramme.planner.overview import overview
from workprogramme.programmes.verbs import open_programme


@planners
def programmes(request: SignedInRequest) -> HttpResponseBase:
    """Every committee with its programmes, this year's first; a form opens one that is not there yet."""
    today = timezone.localdate()
    form = OpenForm(typed(request), today=today)
    made: list[Programme] = []

    def open_it(data: Data) -> str:
        made.append(open_programme(**data, at=timezone.now(), by=request.user))
        return f"The programme of {made[0].year} is open. Nobody but planners sees it yet."

    return ask(
        request, form, open_it, then=lambda: address("desk:programme", made[0]),
        template="desk/programme/programmes.html", overview=overview(today),
    )  # fmt: skip
