"""The public list of work programmes as data; one programme is said by its own document."""

from django.urls import reverse

from committee.page_data import Data, Page, absolute, named
from workprogramme.models import Programme, ProgrammeItem


def programmes(page: Page) -> Data:
    """Every committee's programmes, the latest first, with what comes next of it."""
    return {
        "committees": [
            {
                "committee": named(body["committee"]),
                "programmes": [_programme(one) for one in body["programmes"]],
                "coming": [_coming(item, body["programmes"][0]) for item in body["coming"]],
            }
            for body in page["bodies"]
        ]
    }


def _programme(one: Programme) -> Data:
    address = reverse("public:programme", args=[one.committee.slug, one.year.slug])
    return {"year": one.year.label, "address": absolute(address)}


def _coming(item: ProgrammeItem, of: Programme) -> Data:
    address = reverse("public:programme-item", args=[of.committee.slug, of.year.slug, item.pk])
    day = item.meeting.date if item.meeting else None
    return {"title": item.title, "date": day, "address": absolute(address)}
