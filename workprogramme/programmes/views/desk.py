"""All committees' programmes, and a new one opened."""

from django.http import HttpResponseBase
from django.utils import timezone

from committee.permissions import planners
from committee.requests import SignedInRequest
from committee.views.acting import Data, Done, ask, typed
from workprogramme.lookup import address
from workprogramme.planner.forms import OpenForm
from workprogramme.planner.overview import overview
from workprogramme.programmes.verbs import open_programme


@planners
def programmes(request: SignedInRequest) -> HttpResponseBase:
    """Every committee with its programmes, this year's first; a form opens one that is not there yet."""
    today = timezone.localdate()
    form = OpenForm(typed(request), today=today)

    def open_it(data: Data) -> Done:
        made = open_programme(**data, at=timezone.now(), by=request.user)
        said = f"The programme of {made.year} is open. Only planners can see it."
        return Done(said, address("desk:programme", made))

    return ask(
        request, form, open_it,
        template="desk/programme/programmes.html", overview=overview(today),
    )  # fmt: skip
