"""The forward plan as everybody reads it: published notices only."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from workprogramme import clocks, particulars
from workprogramme.forward_plan import Counting
from workprogramme.models import KeyDecision, ProgrammeItem

LATEST = 20


def forward_plan(request: HttpRequest) -> HttpResponse:
    """Key decisions to come whose notice is published, soonest first; then those taken or withdrawn last."""
    today, counting = timezone.localdate(), Counting.current()
    public = KeyDecision.objects.public()
    context = {
        "coming": [(one, clocks.of_decision(one, today, counting, public=True)) for one in public.open()],
        "settled": [(one, clocks.of_decision(one, today, counting, public=True)) for one in public.settled()[:LATEST]],
        "counting": counting,
    }
    return render(request, "public/forward_plan/list.html", context)


def key_decision(request: HttpRequest, pk: int) -> HttpResponse:
    """One published notice with its particulars, and which committees look at it before; withdrawn, it says so."""
    row = KeyDecision.objects.public().select_related("portfolio").filter(pk=pk).first()
    if row is None:
        raise Http404
    items = ProgrammeItem.objects.public().filter(precedes=row)
    context = {
        "decision": row,
        "clock": clocks.of_decision(row, timezone.localdate(), Counting.current(), public=True),
        "facts": particulars.of(row),
        "items": items.select_related("programme__committee", "programme__year", "meeting").in_order(),
    }
    return render(request, "public/forward_plan/decision.html", context)
