"""Public pages of the forward plan and of private meetings of the executive: published notices only."""

from collections.abc import Callable, Iterable
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from committee.public_pages.areas import PROGRAMMES
from committee.public_pages.marking import kept_page
from committee.public_pages.page_data import Data, Page, absolute, named, page_or_data
from meetings.models import PrivateNotice
from workprogramme import deadlines
from workprogramme.deadlines import Clock
from workprogramme.forward_plan import particulars
from workprogramme.models import KeyDecision, ProgrammeItem
from workprogramme.time_limits import Counting

LATEST = 20
LIST, NOTICE = "public/forward_plan/list.html", "public/forward_plan/notice.html"


def _with_clocks[Row](
    clock_of: Callable[..., Clock], counting: Counting, *lists: Iterable[Row]
) -> list[list[tuple[Row, Clock]]]:
    """Return each list as pairs (row, clock). A clock is the row's state today, worded for the public."""
    clock = partial(clock_of, today=timezone.localdate(), counting=counting, public=True)
    return [[(row, clock(row)) for row in rows] for rows in lists]


@kept_page(PROGRAMMES)
def forward_plan(request: HttpRequest) -> HttpResponse:
    """Show key decisions with a published notice: first decisions to come, then the latest taken or withdrawn."""
    public, counting = KeyDecision.objects.public(), Counting.current()
    coming, past = _with_clocks(deadlines.of_decision, counting, public.open(), public.settled()[:LATEST])
    has_private = PrivateNotice.objects.public().exists()
    context = {"coming": coming, "past": past, "counting": counting, "has_private": has_private}
    return page_or_data(request, LIST, context, _plan_data)


@kept_page(PROGRAMMES)
def key_decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a published notice, even if withdrawn, with the programme items in which scrutiny looks at it first."""
    decision = get_object_or_404(KeyDecision.objects.public().select_related("portfolio"), pk=pk)
    items = ProgrammeItem.objects.public().filter(precedes=decision)
    context = {
        "notice": decision,
        "clock": deadlines.of_decision(decision, timezone.localdate(), Counting.current(), public=True),
        "facts": particulars.of(decision),
        "items": items.select_related("programme__committee", "programme__year", "meeting").in_order(),
    }
    return page_or_data(request, NOTICE, context, _decision_data)


NOTICES = PrivateNotice.objects.public().select_related("meeting__committee", "agreed_by")
NOTICES = NOTICES.prefetch_related("meeting__moves")


@kept_page(PROGRAMMES)
def private_notices(request: HttpRequest) -> HttpResponse:
    """Show published notices of private meetings to come, soonest first, then past, cancelled and withdrawn ones."""
    counting, to_come = Counting.current(), NOTICES.to_come(timezone.localdate())
    over = NOTICES.exclude(pk__in=to_come.values("pk")).order_by("-meeting__date", "-pk")[:LATEST]
    coming, past = _with_clocks(deadlines.of_private_notice, counting, to_come, over)
    context = {"private": True, "coming": coming, "past": past, "counting": counting}
    return page_or_data(request, LIST, context, _notices_data)


@kept_page(PROGRAMMES)
def private_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a published notice, even if withdrawn: its reasons, representations and response, or the agreement."""
    notice = get_object_or_404(NOTICES, pk=pk)
    context = {
        "private": True,
        "notice": notice,
        "clock": deadlines.of_private_notice(notice, timezone.localdate(), Counting.current(), public=True),
        "facts": particulars.of_private_notice(notice),
    }
    return page_or_data(request, NOTICE, context, _notice_data)


def _plan_data(page: Page) -> Data:
    """Return the data of key decisions to come, and of the latest decisions taken or withdrawn."""
    lists = {"coming": page["coming"], "settled": page["past"]}
    return {name: [_decision(decision, clock) for decision, clock in rows] for name, rows in lists.items()}


def _decision_data(page: Page) -> Data:
    """Return the data of a key decision: its particulars, and the programme items that look at it first."""
    scrutiny = [_item(item) for item in page["items"]]
    return {**_decision(page["notice"], page["clock"]), **_particulars(page), "scrutiny": scrutiny}


def _notices_data(page: Page) -> Data:
    """Return the data of notices of private meetings to come, and of past, cancelled and withdrawn notices."""
    lists = {"coming": page["coming"], "over": page["past"]}
    return {name: [_notice(notice, clock) for notice, clock in rows] for name, rows in lists.items()}


def _notice_data(page: Page) -> Data:
    """Return the data of a notice of private business with its particulars."""
    return {**_notice(page["notice"], page["clock"]), **_particulars(page)}


def _decision(decision: KeyDecision, clock: Clock) -> Data:
    return {
        "title": decision.title,
        "decision_maker": decision.decision_maker,
        "notice_given": decision.published_at,
        "earliest_date": decision.earliest_on,
        "latest_date": decision.latest_on,
        "taken_on": decision.taken_on,
        "withdrawn_because": decision.withdrawn_reason,
        **_standing(clock),
        "address": absolute(reverse("public:key-decision", args=[decision.pk])),
    }


def _notice(notice: PrivateNotice, clock: Clock) -> Data:
    return {
        "matter": notice.matter,
        "committee": named(notice.meeting.committee),
        "meeting_date": notice.meeting.date,
        "notice_given_for": notice.given_for,
        "withdrawn_because": notice.withdrawn_reason,
        **_standing(clock),
        "address": absolute(reverse("public:private-notice", args=[notice.pk])),
    }


def _standing(clock: Clock) -> Data:
    return {"state": clock.word, "state_text": clock.text}


def _particulars(page: Page) -> Data:
    return {"particulars": [{"label": label, "text": words} for label, words in page["facts"]]}


def _item(item: ProgrammeItem) -> Data:
    of = item.programme
    address = reverse("public:programme-item", args=[of.committee.slug, of.year.slug, item.pk])
    day = item.meeting.date if item.meeting else None
    return {"title": item.title, "committee": of.committee.name, "date": day, "address": absolute(address)}
