"""The forward plan and the private meetings of the executive as everybody reads them: published notices only."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from committee.public_pages.areas import PROGRAMMES
from committee.public_pages.marking import kept_page
from committee.public_pages.page_data import page_or_data
from meetings.models import PrivateNotice
from workprogramme import deadlines
from workprogramme.forward_plan import particulars
from workprogramme.forward_plan.views import public_data as data
from workprogramme.models import KeyDecision, ProgrammeItem
from workprogramme.time_limits import Counting

LATEST = 20


@kept_page(PROGRAMMES)
def forward_plan(request: HttpRequest) -> HttpResponse:
    """Show key decisions to come whose notice is published, soonest first; then those taken or withdrawn last."""
    today, counting = timezone.localdate(), Counting.current()
    public = KeyDecision.objects.public()
    context = {
        "coming": [
            (decision, deadlines.of_decision(decision, today, counting, public=True)) for decision in public.open()
        ],
        "settled": [
            (decision, deadlines.of_decision(decision, today, counting, public=True))
            for decision in public.settled()[:LATEST]
        ],
        "counting": counting,
        "has_private": PrivateNotice.objects.public().exists(),
    }
    return page_or_data(request, "public/forward_plan/list.html", context, data.forward_plan)


@kept_page(PROGRAMMES)
def key_decision(request: HttpRequest, pk: int) -> HttpResponse:
    """One published notice with its particulars, and which committees look at it before; withdrawn, it says so."""
    decision = get_object_or_404(KeyDecision.objects.public().select_related("portfolio"), pk=pk)
    items = ProgrammeItem.objects.public().filter(precedes=decision)
    context = {
        "decision": decision,
        "clock": deadlines.of_decision(decision, timezone.localdate(), Counting.current(), public=True),
        "facts": particulars.of(decision),
        "items": items.select_related("programme__committee", "programme__year", "meeting").in_order(),
    }
    return page_or_data(request, "public/forward_plan/decision.html", context, data.key_decision)


@kept_page(PROGRAMMES)
def private_notices(request: HttpRequest) -> HttpResponse:
    """Show the executive's private business by the notices given, soonest first; then meetings that are over."""
    today, counting = timezone.localdate(), Counting.current()
    rows = (
        PrivateNotice.objects.public()
        .select_related("meeting__committee", "agreed_by")
        .prefetch_related("meeting__moves")
    )
    coming = rows.to_come(today)
    over = rows.exclude(pk__in=coming.values("pk")).order_by("-meeting__date", "-pk")[:LATEST]
    context = {
        "coming": [(notice, deadlines.of_private_notice(notice, today, counting, public=True)) for notice in coming],
        "over": [(notice, deadlines.of_private_notice(notice, today, counting, public=True)) for notice in over],
        "counting": counting,
    }
    return page_or_data(request, "public/forward_plan/private_notices.html", context, data.private_notices)


@kept_page(PROGRAMMES)
def private_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """One notice with its reasons, the representations and the response, or the agreement; withdrawn, it says so."""
    notice = get_object_or_404(
        PrivateNotice.objects.public()
        .select_related("meeting__committee", "agreed_by")
        .prefetch_related("meeting__moves"),
        pk=pk,
    )
    context = {
        "notice": notice,
        "clock": deadlines.of_private_notice(notice, timezone.localdate(), Counting.current(), public=True),
        "facts": particulars.of_private_notice(notice),
    }
    return page_or_data(request, "public/forward_plan/private_notice.html", context, data.private_notice)
