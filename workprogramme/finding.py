"""Items of work programmes for the find box of the desk."""

from collections.abc import Iterable

from django.urls import reverse

from committee.search.finding import Group, Hit, Typed, group
from committee.wording.dates import full_date
from workprogramme.models import ProgrammeItem


def find(typed: Typed) -> Iterable[Group]:
    """Yield the items with the typed words in their title, on the typed day of meeting if any, in one query."""
    if not typed.words:
        return
    rows = ProgrammeItem.objects.readable_by(typed.user, typed.today).filter(
        typed.in_words("title"), typed.of_day("meeting__date")
    )
    rows = rows.select_related("programme__committee", "programme__year", "meeting")
    yield group("Work programme items", rows.order_by("-programme__year__starts", "title", "pk"), _item)


def _item(row: ProgrammeItem) -> Hit:
    of = row.programme
    url = reverse("desk:programme-item", args=[of.committee.slug, of.year.slug, row.pk])
    day = f", {full_date(row.meeting.date)}" if row.meeting else ""
    return Hit(row.title, url, f"{of.committee.short_name} {of.year}{day}")
