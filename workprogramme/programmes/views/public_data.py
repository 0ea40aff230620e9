"""The public list of work programmes as data; one programme is said by its own document."""

from django.urls import reverse

from committee.public_pages.page_data import Data, Page, absolute, named
from workprogramme.models import Programme, ProgrammeItem


def programmes(page: Page) -> Data:
    """Return every committee's programmes, the latest first, with the next items of each."""
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
    """Return a programme by its year and address."""
    address = reverse("public:programme", args=[programme.committee.slug, programme.year.slug])
    return {"year": programme.year.label, "address": absolute(address)}


def _coming(item: ProgrammeItem, of: Programme) -> Data:
    address = reverse("public:programme-item", args=[of.committee.slug, of.year.slug, item.pk])
    day = item.meeting.date if item.meeting else None
    return {"title": item.title, "date": day, "address": absolute(address)}
