"""The desk's find box: one page for what every app finds."""

from itertools import chain

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from committee.access.permissions import desk
from committee.acts.requests import SignedInRequest
from committee.search import finding
from meetings import finding as of_meetings
from reviews import finding as of_reviews
from workprogramme import finding as of_programmes


@desk
def find(request: SignedInRequest) -> HttpResponse:
    """Show meetings, papers, people, actions and other rows that match the words, or are of the day, in `q`."""
    text = request.GET.get("q", "")[: finding.LONGEST]
    typed = finding.read(text, user=request.user, today=timezone.localdate())
    is_asked = bool(typed.words or typed.days)
    apps = (of_meetings, finding, of_programmes, of_reviews) if is_asked else ()
    groups = [shown_group for shown_group in chain.from_iterable(app.find(typed) for app in apps) if shown_group.hits]
    context = {"find": text, "typed": typed, "groups": groups, "asked": is_asked}
    return render(request, "desk/find.html", context)
