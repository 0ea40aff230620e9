"""What anybody may read of work programmes: all of them, one with its files, and the story of an item."""

from itertools import groupby

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from committee import files
from committee.models import Council
from workprogramme.document import document
from workprogramme.history.story import story
from workprogramme.models import Programme, ProgrammeItem
from workprogramme.printed_programme import csv_export, file_facts, ics_export, making, programme_pdf, public_programme


def _found(committee: str, year: str) -> Programme:
    """SECURITY: what is not published does not exist."""
    programme = Programme.objects.public().at(committee, year).first()
    if programme is None or programme.year.slug != year:
        raise Http404
    return programme


def programmes(request: HttpRequest) -> HttpResponse:
    """Every committee's programmes, the latest with what comes next."""
    today = timezone.localdate()
    rows = Programme.objects.public().select_related("committee", "year")
    rows = rows.order_by("committee__name", "-year__starts")
    bodies = [(body, list(found)) for body, found in groupby(rows, key=lambda row: row.committee)]
    coming = public_programme.coming([found[0] for _, found in bodies], on=today)
    listed = [{"committee": body, "programmes": found, "coming": coming.get(found[0].pk, [])} for body, found in bodies]
    return render(request, "public/programme/programmes.html", {"bodies": listed})


def programme(request: HttpRequest, committee: str, year: str) -> HttpResponse:
    """One programme as it stands, with what changed since it was last printed."""
    row = _found(committee, year)
    words = public_programme.shown(row, on=timezone.localdate())
    council = Council.current()
    facts = file_facts.of_files(row, words, council, site=settings.SITE_URL)
    about = programme_pdf.context(words) | {"programme": row, "files": facts, "council": council}
    return render(request, "public/programme/programme.html", about)


def programme_file(request: HttpRequest, committee: str, year: str) -> HttpResponseBase:
    """The same as a PDF."""
    row = _found(committee, year)
    words = public_programme.shown(row, on=timezone.localdate())
    data = making.kept_or_asked_for(row, words)
    if data is None:
        raise files.Unavailable("The programme is being printed. Try again in a minute; its page can be read now.")
    name = files.file_name("work-programme", committee, year)
    return files.send_made(request, data, name, key=document.digest(words))


def programme_csv(request: HttpRequest, committee: str, year: str) -> HttpResponseBase:
    """The same as a table for spreadsheets."""
    row = _found(committee, year)
    words = public_programme.shown(row, on=timezone.localdate())
    name = files.file_name("work-programme", committee, year).removesuffix("pdf") + "csv"
    data = csv_export.data(words)
    return files.send_made(
        request, data, name, key=f"{document.digest(words)}c", content_type="text/csv; charset=utf-8"
    )


def programme_ics(request: HttpRequest, committee: str, year: str) -> HttpResponseBase:
    """The same for calendars, to subscribe to."""
    row = _found(committee, year)
    words = public_programme.shown(row, on=timezone.localdate())
    name = files.file_name("work-programme", committee, year).removesuffix("pdf") + "ics"
    data = ics_export.data(words, site=settings.SITE_URL, stamp=timezone.now())
    return files.send_made(
        request, data, name, key=f"{document.digest(words)}i", content_type="text/calendar; charset=utf-8"
    )


def programme_item(request: HttpRequest, committee: str, year: str, pk: int) -> HttpResponse:
    """One item: what it is about, and its whole story."""
    row = _found(committee, year)
    item = ProgrammeItem.objects.public().filter(programme=row, pk=pk).first()
    words = document.row_of(item, row, on=timezone.localdate()) if item else None
    if item is None or words is None:
        raise Http404
    return render(
        request,
        "public/programme/item.html",
        {
            "programme": row,
            "item": item,
            "row": programme_pdf.shown([words], {})[0],
            "story": story(item, public=True),
        },
    )
