"""Briefings held outside meetings: record one, change what is recorded, take out what was recorded by mistake."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404

from committee.access.permissions import planners
from committee.acts.requests import SignedInRequest
from committee.forms.fields import ConfirmForm
from committee.views.acting import Data, carry_out, typed
from workprogramme.lookup import address, caption_of, crumbs, find_programme
from workprogramme.models import Briefing, Programme
from workprogramme.programmes import briefings as verbs
from workprogramme.programmes.forms import BriefingForm


def find_briefing(committee: str, year: str, pk: int) -> Briefing:
    """Return a briefing of that programme. Raises Http404 for any other."""
    programme = find_programme(committee, year)
    row = get_object_or_404(programme.briefings.select_related("reports_to", "item"), pk=pk)
    row.programme = programme
    return row


def _tables(programme: Programme) -> str:
    return address("desk:programme-tables", programme) + "#briefings"


def _act(
    request: SignedInRequest, verb: Callable[..., Any], thing: Briefing | Programme, form: forms.Form, **page: Any
) -> HttpResponseBase:
    """Show one form about a programme's briefings, carry out its act, and go back to the programme's tables."""
    programme = thing.programme if isinstance(thing, Briefing) else thing
    page = {"back": _tables(programme), "caption": caption_of(programme), "trail": crumbs(programme), **page}
    return carry_out(request, verb, thing, form, then=_tables(programme), template="desk/act.html", **page)


@planners
def briefing_new(request: SignedInRequest, committee: str, year: str) -> HttpResponseBase:
    """Record a briefing, or one to come; `?item=7` begins under that item."""
    programme = find_programme(committee, year)
    form = BriefingForm(typed(request), programme=programme, initial={"item": request.GET.get("item", "")})
    about: Data = {"heading": "Record a briefing", "message": lambda made: f"Recorded: {made.bullet}."}
    return _act(request, verbs.record_briefing, programme, form, **about)


@planners
def briefing(request: SignedInRequest, committee: str, year: str, pk: int) -> HttpResponseBase:
    """Change what is recorded of a briefing."""
    briefing = find_briefing(committee, year, pk)
    form = BriefingForm(typed(request), programme=briefing.programme, briefing=briefing)
    remove = address("desk:programme-briefing-remove", briefing.programme, pk=briefing.pk)
    about = {
        "heading": str(briefing),
        "back": remove,
        "back_text": "Remove the briefing, if it was recorded by mistake",
    }
    return _act(request, verbs.edit_briefing, briefing, form, **about)


@planners
def briefing_remove(request: SignedInRequest, committee: str, year: str, pk: int) -> HttpResponseBase:
    """Take out a briefing that was recorded by mistake."""
    briefing = find_briefing(committee, year, pk)
    return _act(
        request,
        verbs.remove_briefing,
        briefing,
        ConfirmForm(typed(request), button="Remove the briefing"),
        message="The briefing is removed.",
        heading="Remove this briefing?",
        lead=str(briefing),
        back=address("desk:programme-briefing", briefing.programme, pk=briefing.pk),
        follows=[
            "It is removed from the programme and from any agenda that is not published.",
            "Published and printed documents do not change.",
            "The history shows who removed it.",
        ],
    )
