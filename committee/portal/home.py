"""The home page: coming meetings, latest decisions, answers, agendas and reviews."""

import datetime as dt
from typing import Any

from django.db.models import Case, DateField, OuterRef, QuerySet, Subquery, When
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from committee.portal import public_data
from committee.portal.meeting_rows import drawn
from committee.public_pages.addresses import reverse
from committee.public_pages.areas import LISTS, MINUTED, REVIEWS
from committee.public_pages.compiled import compiled
from committee.public_pages.marking import kept_page
from committee.public_pages.page_data import page_or_data
from committee.public_pages.pieces import piece
from meetings.calendar_rows import Row, Values, listed, rows_of
from meetings.minutes.registers import decisions
from meetings.models import AgendaVersion, Answer, ItemKind, Limb, Meeting, VersionKind
from meetings.packs import snapshot as snapshots
from meetings.search.agendas import latest_of
from reviews.models import Review

COMING, WITH_ITEMS, MOST_ITEMS = 5, 3, 5  # meetings shown, how many of them with items, and items of each
LATEST = 4  # decisions, answers, agendas and reviews shown


@kept_page(LISTS, MINUTED, REVIEWS)
def home(request: HttpRequest) -> HttpResponse:
    """Show the home page for residents. The number of queries does not grow with the council."""
    today = timezone.localdate()
    coming, agendas = _meetings_and_agendas(today)
    return page_or_data(
        request,
        "public/home.html",
        {
            "coming": coming,
            "coming_rows": piece("public/_coming.html", coming, lambda: {"coming": coming}),
            **drawn(decisions.latest(today, most=LATEST), committees=True),
            "answers": [_answer(answer) for answer in _answers()],
            "agendas": agendas,
            "agenda_rows": piece("public/_latest_agendas.html", agendas, lambda: {"agendas": agendas}),
            "reviews": _reviews(),
        },
        public_data.home,
    )


Coming = list[tuple[Row, dict[str, Any] | None]]
OF_VERSION = ("pk", "number", "kind", "published_at", "snapshot")


def _meetings_and_agendas(today: dt.date) -> tuple[Coming, list[dict[str, Any]]]:
    """
    Return the next meetings, each with `items_of` its agenda or None, and the values of the agendas published last.

    Items are given for the first WITH_ITEMS meetings, where an agenda is published.
    """
    values_shown = _shown(today=today)
    rows = rows_of(values_shown, today)
    versions = [dict(zip(OF_VERSION, values[-len(OF_VERSION) :], strict=True)) for values in values_shown]
    pairs = list(zip(rows, versions, strict=True))
    upcoming = [(row, version) for row, version in pairs if row.date >= today and not row.is_cancelled][:COMING]
    coming = [
        (row, items_of(version["snapshot"]) if place < WITH_ITEMS and version["snapshot"] else None)
        for place, (row, version) in enumerate(upcoming)
    ]
    published = [(row, version) for row, version in pairs if version["pk"]]
    published.sort(key=lambda pair: (pair[1]["published_at"], pair[1]["pk"]), reverse=True)
    return coming, [_agenda(row, version) for row, version in published[:LATEST]]


def _agenda(meeting: Row, version: dict[str, Any]) -> dict[str, Any]:
    """Return the values of a recently published agenda, in its latest version."""
    shown = {name: version[name] for name in ("number", "published_at")}
    return {"meeting": meeting, "kind_label": str(VersionKind(version["kind"]).label), **shown}


@compiled(today=DateField())
def _shown(today: dt.date) -> QuerySet[Meeting, Values]:
    """
    Return the next meetings and the meetings with the agendas published last, each with its latest agenda version.

    The next meetings and the latest agendas are two subqueries, so that each uses its own index.
    """
    public = Meeting.objects.public()
    coming = public.upcoming(today).values("pk")[:COMING]
    lately = latest_of(AgendaVersion.objects.filter(meeting__in=public)).order_by("-published_at", "-pk")
    both = _as_ids(coming).union(_as_ids(lately.values("meeting")[:LATEST]))
    version = AgendaVersion.objects.filter(meeting=OuterRef("pk")).order_by("-number")
    annotations: dict[str, Any] = {f"version_{name}": Subquery(version.values(name)[:1]) for name in OF_VERSION}
    annotations["version_snapshot"] = Case(
        When(date__gte=today, then=annotations["version_snapshot"])
    )  # past meetings show no items
    return listed(Meeting.objects.filter(pk__in=both), **annotations)


def _as_ids(meetings: QuerySet[Any, Any]) -> QuerySet[Meeting, Any]:
    """Return a slice as a subquery of ids, because SQLite allows no LIMIT inside a UNION."""
    return Meeting.objects.filter(pk__in=meetings).order_by().values("pk")


@compiled()
def _reviews() -> QuerySet[Review]:
    return Review.objects.public().order_by("-published_at", "-pk")[:LATEST]


def items_of(snapshot: dict[str, Any]) -> dict[str, Any]:
    """
    Return the titles of the first items of business on a published agenda (`first`) and how many remain (`more`).

    SECURITY: the titles come from the public edition of the snapshot.
    """
    shown = snapshots.for_public(snapshot)["items"]
    business = [item["title"] for item in shown if item["kind"] == ItemKind.BUSINESS and not item["withdrawn"]]
    return {"first": business[:MOST_ITEMS], "more": max(len(business) - MOST_ITEMS, 0)}


@compiled()
def _answers() -> QuerySet[Answer]:
    """Return the latest answers to requests of committees."""
    asked_by = Limb.objects.filter(action=OuterRef("action")).order_by().values("resolution__minute__number")
    rows = Answer.objects.public().filter(action__meeting__in=Meeting.objects.public()).exclude(text="")
    annotations: dict[str, Any] = {"minute_number": Subquery(asked_by)}
    rows = rows.select_related("action__meeting__committee").annotate(**annotations)
    return rows.order_by("-answered_at", "-pk")[:LATEST]


def _answer(answer: Answer) -> dict[str, Any]:
    """Return the values of an answer for the page; `url` is the page of the minute, or else of the meeting."""
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
