"""Measure the planner and the public page of one programme among four hundred, for `script/bench programmes`."""

import os
import sys
import time
from statistics import median

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "committee.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_test_environment  # noqa: E402
from django.urls import include, path  # noqa: E402
from django.utils.html import format_html_join  # noqa: E402

from script import bench_programme_rows as rows  # noqa: E402
from workprogramme.models import Programme  # noqa: E402

TURNS = 25
SLUG, YEAR = "scrutiny-20", f"{rows.FIRST + rows.YEARS - 1}-{(rows.FIRST + rows.YEARS) % 100:02d}"
BARE = "/bare/"


def bare(request: HttpRequest) -> HttpResponse:
    """Return the rows of the same programme joined into HTML, as a measure of Django alone."""
    programme = Programme.objects.at(SLUG, YEAR).get()
    items = programme.items.select_related("meeting").prefetch_related("leads")
    lines = [(item.title, item.details, item.meeting and item.meeting.date, item.leads.all()) for item in items]
    return HttpResponse(format_html_join("\n", "<p>{} {} {} {}</p>", lines))


urlpatterns = [path(BARE.strip("/") + "/", bare), path("", include("committee.urls"))]


def seconds(client: Client, address: str) -> float:
    """Return the seconds that one answer takes; exit where its status is not 200."""
    begun = time.perf_counter()
    answer = client.get(address)
    taken = time.perf_counter() - begun
    if answer.status_code != 200:
        sys.exit(f"{address} answered {answer.status_code}.")
    return taken


def queries(client: Client, address: str) -> int:
    """Return the number of queries of one answer."""
    with CaptureQueriesContext(connection) as found:
        client.get(address)
    return len(found)


def main() -> None:
    """Print each page's time, its ratio to the bare view's time, and its number of queries."""
    settings.ROOT_URLCONF = __name__
    setup_test_environment()
    print(f"Filling: {rows.COMMITTEES} committees x {rows.YEARS} years x {rows.ITEMS} items", flush=True)
    anybody, planner = Client(), Client()
    planner.force_login(rows.make())
    pages = (
        ("all programmes, as planners see them", planner, "/desk/work-programme/"),
        ("the planner of one programme", planner, f"/desk/work-programme/{SLUG}/{YEAR}/"),
        ("one problem in it", planner, f"/desk/work-programme/{SLUG}/{YEAR}/?show=no_outcome"),
        ("all programmes, as anybody sees them", anybody, "/work-programme/"),
        ("the public page of one programme", anybody, f"/work-programme/{SLUG}/{YEAR}/"),
    )
    print(f"\n  {'page':<42}{'ms':>8}{'to a bare view':>18}{'queries':>10}")
    for words, client, address in pages:
        seconds(client, address), seconds(client, BARE)
        turns = [(seconds(client, address), seconds(client, BARE)) for _ in range(TURNS)]
        ratio = median(page / floor for page, floor in turns)
        taken = median(page for page, _ in turns) * 1000
        print(f"  {words:<42}{taken:>8.1f}{ratio:>16.2f} x{queries(client, address):>10}", flush=True)


if __name__ == "__main__":
    main()
