"""For search engines: sitemaps of public pages, and robots.txt with the paths to leave alone."""

import datetime as dt
from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemap_views
from django.db.models import F, Max, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from committee.models import Committee, LegalKind, Person
from meetings.models import Meeting, Minutes, MinutesVersionKind
from reviews.models import Review
from workprogramme.models import KeyDecision, Programme, ProgrammeItem

PAGES = (
    *("home", "committees", "councillors", "calendar", "decisions-register", "programmes", "reviews"),
    *("forward-plan", "private-notices", "recommendations", "contact", "accessibility", "privacy", "filming"),
)
# Paths disallowed for search engines: pages behind a sign-in, forms, search results, and secret links.
KEEP_OUT = (
    *("/account/", "/desk/", "/members/", "/officers/", "/register/", "/start/"),
    *("/calendar/own/", "/follow/", "/following/", "/links/", "/search", "/*.webp"),
)


class Section(Sitemap[Any]):
    """Addresses of one kind of page, up to 50,000 in a file. The annotation `changed` of a row is its last change."""

    limit = 50_000  # maximum per file by sitemaps.org

    def __init__(self, rows: Callable[[], QuerySet[Any] | list[Any]], path: Callable[[Any], str]) -> None:
        self.rows, self.path = rows, path

    def get_protocol(self, protocol: str | None = None) -> str:
        """Return the protocol of the portal's own address."""
        return settings.SITE_URL.partition("://")[0]

    def get_domain(self, site: Any = None) -> str:
        """Return the host of the portal's own address."""
        return settings.SITE_URL.partition("://")[2]

    def items(self) -> QuerySet[Any] | list[Any]:
        """Return the rows that have a page in this section."""
        return self.rows()

    def location(self, item: Any) -> str:
        """Return the path of the row's page."""
        return self.path(item)

    def lastmod(self, item: Any) -> dt.datetime | None:
        """Return when the row's page last changed; None where the rows have no `changed`."""
        return getattr(item, "changed", None)

    def get_latest_lastmod(self) -> dt.datetime | None:
        """Return the latest change of all pages of the section by one query; None where the rows have no `changed`."""
        rows = self.items()
        if isinstance(rows, list) or "changed" not in rows.query.annotations:
            return None
        latest: dt.datetime | None = rows.order_by().aggregate(latest=Max("changed"))["latest"]
        return latest


def _meetings() -> QuerySet[Meeting]:
    """Return public meetings. `changed` is when the agenda was last published; else, when cancelled; else, created."""
    changed = Coalesce(Max("versions__published_at"), "cancelled_at", "created_at")
    return Meeting.objects.public().select_related("committee").annotate(changed=changed).order_by("pk")


def _minutes() -> QuerySet[Minutes]:
    out = Q(versions__kind__in=(MinutesVersionKind.DRAFT, MinutesVersionKind.CONFIRMED))
    rows = Minutes.objects.public().filter(meeting__in=Meeting.objects.public()).select_related("meeting__committee")
    return rows.annotate(changed=Max("versions__made_at", filter=out)).order_by("pk")


def _at(name: str, *ways: str) -> Callable[[Any], str]:
    """Return a function from a row to the path of the named page, with the fields `ways` of the row as arguments."""

    getters = [attrgetter(way) for way in ways]
    return lambda row: reverse(f"public:{name}", args=[get(row) for get in getters])


def _programmes() -> QuerySet[Programme]:
    return Programme.objects.public().select_related("committee", "year").order_by("pk")


def _programme_items() -> QuerySet[ProgrammeItem]:
    rows = ProgrammeItem.objects.public().filter(programme__in=Programme.objects.public())
    return rows.select_related("programme__committee", "programme__year").order_by("pk")


SECTIONS: dict[str, Sitemap[Any] | type[Sitemap[Any]]] = {
    "pages": Section(lambda: list(PAGES), lambda name: reverse(f"public:{name}")),
    "committees": Section(
        lambda: Committee.objects.exclude(kind=LegalKind.INFORMAL).order_by("pk"), _at("committee", "slug")
    ),
    "meetings": Section(_meetings, _at("meeting", "committee.slug", "slug")),
    "minutes": Section(_minutes, _at("minutes", "meeting.committee.slug", "meeting.slug")),
    "councillors": Section(
        lambda: Person.objects.public(timezone.localdate()).order_by("pk"), _at("councillor", "slug")
    ),
    "programmes": Section(_programmes, _at("programme", "committee.slug", "year.slug")),
    "programme-items": Section(
        _programme_items, _at("programme-item", "programme.committee.slug", "programme.year.slug", "pk")
    ),
    "key-decisions": Section(lambda: KeyDecision.objects.public().order_by("pk"), _at("key-decision", "pk")),
    "reviews": Section(
        lambda: Review.objects.public().annotate(changed=F("published_at")).order_by("pk"), _at("review", "slug")
    ),
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Return the index of the sitemaps of all sections."""
    return sitemap_views.index(request, SECTIONS, sitemap_url_name="public:sitemap-section")


@require_safe
def section(request: HttpRequest, section: str) -> HttpResponse:
    """Return the sitemap of one section; 404 for an unknown section."""
    return sitemap_views.sitemap(request, SECTIONS, section)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Return robots.txt; a demonstration disallows everything, because it must not pass for a council."""
    return HttpResponse("\n".join(_rules()) + "\n", content_type="text/plain; charset=utf-8")


def _rules() -> Iterable[str]:
    yield "User-agent: *"
    yield from (f"Disallow: {path}" for path in (("/",) if settings.DEMO else KEEP_OUT))
    yield f"Sitemap: {settings.SITE_URL}{reverse('public:sitemap')}"
