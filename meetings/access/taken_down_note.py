"""The note at the address of what was taken down (R60)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from committee.public_pages.page_data import asks_for_data, problem
from committee.wording.dates import long_date
from meetings.access.taken_down import TakenDown
from meetings.models import Takedown


def note(request: HttpRequest, takedown: Takedown) -> HttpResponse:
    """
    Return a page, or data, with status 410 that says when and why.

    SECURITY: no word of what was taken down is in it.
    """
    if asks_for_data(request):
        response = problem(410, f"Removed on {long_date(takedown.day)}, because of {takedown.get_ground_display()}.")
    else:
        page = {"meeting": takedown.meeting, "takedown": takedown}
        response = render(request, "public/taken_down.html", page, status=410)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def notes_what_is_down(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Decorate a view so that it answers with the note where it raises TakenDown."""

    @wraps(view)
    def noted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except TakenDown as down:
            return note(request, down.takedown)

    return noted
