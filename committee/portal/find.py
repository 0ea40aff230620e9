"""The desk's find box: one page for what every app finds."""

from itertools import chain

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from committee import finding
from committee.permissions import desk
from committee.requests import SignedInRequest
from meetings import finding as of_meetings
from reviews import finding as of_reviews
from workprogramme import finding as of_programmes


@desk
def find(request: SignedInRequest) -> HttpResponse:
    """Meetings, papers, people, actions and whatever else bears the words, or is of the day, in `q`."""
    text = request.GET.get("q", "")[: finding.LONGEST]
    typed = finding.read(text, user=request.user, today=timezone.localdate())
    asked = bool(typed.words or typed.days)
    apps = (of_meetings, finding, of_programmes, of_reviews) if asked else ()
    groups = [one for one in chain.from_iterable(app.find(typed) for app in apps) if one.hits]
    context = {"find": text, "typed": typed, "groups": groups, "asked": asked}
    return render(request, "desk/find.html", context)
