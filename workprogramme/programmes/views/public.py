"""Public pages of work programmes: the list, a programme with its files, and an item with its story."""

from collections.abc import Callable
from functools import partial
from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from committee.files import files
from committee.models import Council
from committee.public_pages.areas import LISTS, MINUTED, PROGRAMMES, REVIEWS
from committee.public_pages.marking import compressed_page, kept_page
from committee.public_pages.page_data import Data, Page, absolute, as_data, named, page_or_data, render_page
from workprogramme.document import csv_export, document, ics_export, programme_pdf, public_programme
from workprogramme.history.story import story
from workprogramme.lookup import find_programme
from workprogramme.models import Programme, ProgrammeItem
from workprogramme.programmes import file_facts, printing


def programmes_data(page: Page) -> Data:
    """Return every committee's programmes, the latest first, with the next items of the latest programme."""
    return {
        "committees": [
            {
                "committee": named(body["committee"]),
                "programmes": [of_programme(programme) for programme in body["programmes"]],
                "coming": [_coming(item, body["programmes"][0]) for item in body["coming"]],
            }
            for body in page["bodies"]
        ]
    }


def of_programme(programme: Programme) -> Data:
    """Return the data of a programme: its year and URL."""
    address = reverse("public:programme", args=[programme.committee.slug, programme.year.slug])
    return {"year": programme.year.label, "address": absolute(address)}


def _coming(item: ProgrammeItem, of: Programme) -> Data:
    address = reverse("public:programme-item", args=[of.committee.slug, of.year.slug, item.pk])
    day = item.meeting.date if item.meeting else None
    return {"title": item.title, "date": day, "address": absolute(address)}


def _find(committee: str, year: str) -> Programme:
    """Return a published programme. SECURITY: an unpublished programme raises Http404, as if it did not exist."""
    return find_programme(committee, year, public=True)


@kept_page(PROGRAMMES)
def programmes(request: HttpRequest) -> HttpResponse:
    """List every committee's programmes, with the next items of its latest programme."""
    today = timezone.localdate()
    rows = Programme.objects.public().select_related("committee", "year")
    rows = rows.order_by("committee__name", "-year__starts")
    bodies = [(body, list(years)) for body, years in groupby(rows, key=lambda row: row.committee)]
    coming = public_programme.coming([years[0] for _, years in bodies], on=today)
    listed = [{"committee": body, "programmes": years, "coming": coming.get(years[0].pk, [])} for body, years in bodies]
    return page_or_data(request, "public/programme/programmes.html", {"bodies": listed}, programmes_data)


@compressed_page
def programme(request: HttpRequest, committee: str, year: str) -> HttpResponse:
    """Show the present text of one programme, with changes since the last print in a published agenda."""
    programme = _find(committee, year)
    words = public_programme.shown(programme, on=timezone.localdate())
    council = Council.current()
    facts = file_facts.of_files(programme, words, council, site=settings.SITE_URL)
    about = programme_pdf.context(words) | {"programme": programme, "files": facts, "council": council}
    about["calendar"] = public_programme.calendar(words)
    about["strip"] = public_programme.strip(programme, words, on=timezone.localdate())
    about["today"] = timezone.localdate().isoformat()
    return render_page(request, "public/programme/programme.html", about)


@kept_page(LISTS, MINUTED, PROGRAMMES, REVIEWS)
def programme_json(request: HttpRequest, committee: str, year: str) -> HttpResponse:
    """Send the programme as data: the document that its files are printed from."""
    return as_data(request, public_programme.shown(_find(committee, year), on=timezone.localdate()))


def programme_file(request: HttpRequest, committee: str, year: str) -> HttpResponseBase:
    """Send the programme as a PDF."""
    programme = _find(committee, year)
    words = public_programme.shown(programme, on=timezone.localdate())
    data = printing.kept_or_asked_for(programme, words)
    if data is None:
        page = reverse("public:programme", args=[committee, year])
        raise files.BeingPrepared("PDF", instead=(page, "Read the work programme as a web page"))
    name = files.file_name("work-programme", committee, year)
    return files.send_made(request, data, name, key=document.digest(words))


def programme_csv(request: HttpRequest, committee: str, year: str) -> HttpResponseBase:
    """Send the programme as CSV for spreadsheets."""
    return _send(request, committee, year, "csv", "text/csv", csv_export.data)


def programme_ics(request: HttpRequest, committee: str, year: str) -> HttpResponseBase:
    """Send the programme as a calendar to subscribe to."""
    data = partial(ics_export.data, site=settings.SITE_URL, stamp=timezone.now())
    return _send(request, committee, year, "ics", "text/calendar", data)


def _send(
    request: HttpRequest, committee: str, year: str, ending: str, kind: str, data: Callable[[document.Document], bytes]
) -> HttpResponseBase:
    words = public_programme.shown(_find(committee, year), on=timezone.localdate())
    name = files.file_name("work-programme", committee, year).removesuffix("pdf") + ending
    key = f"{document.digest(words)}{ending[0]}"
    return files.send_made(request, data(words), name, key=key, content_type=f"{kind}; charset=utf-8")


def _item(committee: str, year: str, pk: int) -> tuple[Programme, ProgrammeItem, dict[str, Any]]:
    """Return programme, item and row of a public item. SECURITY: any other item raises Http404, as if missing."""
    programme = _find(committee, year)
    item = ProgrammeItem.objects.public().filter(programme=programme, pk=pk).select_related("meeting").first()
    words = document.row_of(item, programme, on=timezone.localdate()) if item else None
    if item is None or words is None:
        raise Http404
    item.programme = programme
    return programme, item, words


@kept_page(LISTS, MINUTED, PROGRAMMES, REVIEWS)
def programme_item(request: HttpRequest, committee: str, year: str, pk: int) -> HttpResponse:
    """Show one item with its details and its whole story."""
    programme, item, words = _item(committee, year, pk)
    return render_page(
        request,
        "public/programme/item.html",
        {
            "programme": programme,
            "item": item,
            "row": programme_pdf.shown([words], {})[0],
            "story": story(item, public=True),
        },
    )


@kept_page(LISTS, MINUTED, PROGRAMMES, REVIEWS)
def programme_item_json(request: HttpRequest, committee: str, year: str, pk: int) -> HttpResponse:
    """Return the item as data, with its history in order of time."""
    programme, item, words = _item(committee, year, pk)
    content = {
        "committee": programme.committee.name,
        "year": programme.year.label,
        **{key: words[key] for key in ("title", "who", "why", "details", "state", "date", "outcome")},
        "history": [
            {"date": step.on.isoformat(), "what": step.word, "text": step.text, "address": absolute(step.url)}
            for step in story(item, public=True)
        ],
    }
    return as_data(request, content)
