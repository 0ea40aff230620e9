"""Briefings held outside meetings: record one, change what is recorded, take out what was recorded by mistake."""

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone

from committee.forms.fields import ConfirmForm
from committee.permissions import planners
from committee.requests import SignedInRequest
from committee.views.acting import Data, ask, typed
from workprogramme.briefings import verbs
from workprogramme.briefings.forms import BriefingForm
from workprogramme.lookup import address, caption_of, crumbs, find_programme
from workprogramme.models import Briefing, Programme


def find_briefing(committee: str, year: str, pk: int) -> Briefing:
    """Return a briefing of that programme. Raises Http404 for any other."""
    programme = find_programme(committee, year)
    row = get_object_or_404(programme.briefings.select_related("reports_to", "item"), pk=pk)
    row.programme = programme
    return row


def _tables(programme: Programme) -> str:
    return address("desk:programme-tables", programme) + "#briefings"


@planners
def briefing_new(request: SignedInRequest, committee: str, year: str) -> HttpResponseBase:
    """Record a briefing, or one to come; `?item=7` begins under that item."""
    programme = find_programme(committee, year)
    form = BriefingForm(typed(request), programme=programme, initial={"item": request.GET.get("item", "")})

    def record(data: Data) -> str:
        made = verbs.record_briefing(programme, **data, at=timezone.now(), by=request.user)
        return f"Recorded: {made.bullet}."

    return ask(
        request, form, record,
        template="desk/act.html", then=_tables(programme), caption=caption_of(programme),
        heading="Record a briefing", trail=crumbs(programme), back=_tables(programme),
    )  # fmt: skip


@planners
def briefing(request: SignedInRequest, committee: str, year: str, pk: int) -> HttpResponseBase:
    """Change what is recorded of a briefing."""
    briefing = find_briefing(committee, year, pk)
    form = BriefingForm(typed(request), programme=briefing.programme, briefing=briefing)

    def save(data: Data) -> str:
        verbs.edit_briefing(briefing, **data, by=request.user)
        return "Saved."

    return ask(
        request, form, save, then=_tables(briefing.programme), template="desk/programme/briefing.html",
        remove=address("desk:programme-briefing-remove", briefing.programme, pk=briefing.pk),
        caption=caption_of(briefing.programme), heading=str(briefing), trail=crumbs(briefing.programme),
    )  # fmt: skip


@planners
def briefing_remove(request: SignedInRequest, committee: str, year: str, pk: int) -> HttpResponseBase:
    """Take out a briefing that was recorded by mistake."""
    briefing = find_briefing(committee, year, pk)
    form = ConfirmForm(typed(request), button="Remove the briefing")

    def remove(data: Data) -> str:
        verbs.remove_briefing(briefing, by=request.user)
        return "The briefing is removed."

    return ask(
        request, form, remove,
        template="desk/act.html", then=_tables(briefing.programme), caption=caption_of(briefing.programme),
        heading="Remove this briefing?", lead=str(briefing), trail=crumbs(briefing.programme),
        back=address("desk:programme-briefing", briefing.programme, pk=briefing.pk),
        follows=[
            "It is removed from the programme and from any agenda that is not published.",
            "Published and printed documents do not change.",
            "The history shows who removed it.",
        ],
    )  # fmt: skip
