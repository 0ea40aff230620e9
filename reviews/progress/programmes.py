"""The work programme onto which a review puts something for one of its committees."""

import datetime as dt

from committee.models import MunicipalYear
from workprogramme.models import Programme


def programme_for(committee: int, on: dt.date) -> Programme | None:
    """
    Return the programme of a committee (its id) for the municipal year of that day, else its latest; None without any.
    """
    programmes = Programme.objects.filter(committee=committee).select_related("committee", "year")
    year = MunicipalYear.of(on)
    of_that_year = programmes.filter(year=year).first() if year else None
    return of_that_year or programmes.order_by("-year__starts").first()
