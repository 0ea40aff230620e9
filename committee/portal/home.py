"""The front page: what is coming up, what was decided, and what is happening."""

import datetime as dt
from typing import Any

from django.db.models import BigIntegerField, DateField, Exists, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from committee.addresses import reverse
from committee.compiled import Several, compiled
from committee.page_data import page_or_data
from committee.page_stamp.areas import LISTS, MINUTED, REVIEWS
from committee.page_stamp.marking import kept_page
from committee.portal import public_data
from meetings.listing import give_standing, listed
from meetings.minutes.registers import decisions
from meetings.models import AgendaVersion, Answer, ItemKind, Limb, Meeting
from meetings.models.meeting import MeetingQuerySet
from meetings.packs import snapshot as snapshots
from reviews.models import Review

COMING, WITH_ITEMS, MOST_ITEMS = 5, 3, 5
LATEST = 4


@kept_page(LISTS, MINUTED, REVIEWS)
def home(request: HttpRequest) -> HttpResponse:
    """What a resident came to ask: eleven queries at most, however large the council is."""
    today = timezone.localdate()
    upcoming = give_standing(_upcoming(today=today), today)
    items = items_of(upcoming[:WITH_ITEMS])
    return page_or_data(
        request,
        "public/home.html",
        {
            "coming": [(meeting, items.get(meeting.pk)) for meeting in upcoming],
            "decisions": decisions.latest(today, most=LATEST),
            "answers": [_answer(answer) for answer in _answers()],
            "agendas": _agendas(),
            "reviews": _reviews(),
        },
        public_data.home,
    )


@compiled(today=DateField())
def _upcoming(today: dt.date) -> MeetingQuerySet:
    return listed(Meeting.objects.public().upcoming(today)[:COMING])


@compiled()
def _agendas() -> QuerySet[AgendaVersion]:
    rows = latest_of(AgendaVersion.objects.filter(meeting__in=Meeting.objects.public()))
    return rows.select_related("meeting__committee").defer("snapshot").order_by("-published_at", "-pk")[:LATEST]


@compiled()
def _reviews() -> QuerySet[Review]:
    return Review.objects.public().order_by("-published_at", "-pk")[:LATEST]


@compiled(meetings=Several(BigIntegerField()))
def _latest_versions(meetings: list[int]) -> QuerySet[AgendaVersion]:
    return latest_of(AgendaVersion.objects.filter(meeting__pk__in=meetings))


def latest_of(versions: QuerySet[AgendaVersion]) -> QuerySet[AgendaVersion]:
    """Those that no later version of their agenda has replaced."""
    return versions.exclude(
        Exists(AgendaVersion.objects.filter(meeting=OuterRef("meeting"), number__gt=OuterRef("number")))
    )


def items_of(meetings: list[Meeting]) -> dict[int, dict[str, Any]]:
    """
    The first items of business on the published agenda of each meeting, by its id: one query, none where none is out.

    SECURITY: titles as the public edition of the latest version has them.
    """
    out = [meeting.pk for meeting in meetings if meeting.is_published and not meeting.is_cancelled]
    found: dict[int, dict[str, Any]] = {}
    for version in _latest_versions(meetings=out) if out else ():
        shown = snapshots.for_public(version.snapshot)["items"]
        business = [item for item in shown if item["kind"] == ItemKind.BUSINESS and not item["withdrawn"]]
        found[version.meeting_id] = {"first": business[:MOST_ITEMS], "more": max(len(business) - MOST_ITEMS, 0)}
    return found


@compiled()
def _answers() -> QuerySet[Answer]:
    """The latest answers to what committees asked for."""
    asked_by = Limb.objects.filter(action=OuterRef("action")).order_by().values("resolution__minute__number")
    rows = Answer.objects.public().filter(action__meeting__in=Meeting.objects.public()).exclude(text="")
    rows = rows.select_related("action__meeting__committee").annotate(minute_number=Subquery(asked_by))
    return rows.order_by("-answered_at", "-pk")[:LATEST]


def _answer(answer: Answer) -> dict[str, Any]:
    """An answer as the page tells it, with the minute that asked for it, or the meeting where it was no minute."""
    action, meeting = answer.action, answer.action.meeting
    number = answer.minute_number
    slugs = [meeting.committee.slug, meeting.slug]
    return {
        "on": timezone.localdate(answer.answered_at),
        "asked": action.text,
        "text": answer.text,
        "committee": meeting.committee,
        "url": reverse("public:minute", args=[*slugs, number]) if number else reverse("public:meeting", args=slugs),
    }
