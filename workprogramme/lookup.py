"""Look-ups for views: the programme and the item that a URL names, breadcrumbs, and URLs of pages."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from committee.models import Committee
from committee.views.lookup import or_404
from workprogramme.models import Programme, ProgrammeItem

Trail = list[tuple[str, str]]


def find_programme(committee: str, year: str, *, public: bool = False) -> Programme:
    """
    Return the programme with these slugs of committee and year, both loaded.

    Raises Http404 where there is no such programme and, with `public`, where the programme is not public.
    """
    rows = Programme.objects.public() if public else Programme.objects.all()
    programme = or_404(rows.at(committee, year).first())
    if programme.year.slug != year:
        raise Http404
    return programme


def find_item(committee: str, year: str, pk: int) -> ProgrammeItem:
    """Return an item of that programme, with its meeting and agenda item. Raises Http404 for any other item."""
    programme = find_programme(committee, year)
    rows = programme.items.select_related(
        "meeting__committee", "agenda_item__meeting__committee", "agenda_item__minute__minutes", "precedes", "duty",
        "origin_meeting", "origin_minute__minutes__meeting", "follow_up_of__programme__year",
        "merged_into__programme__year", "rolled_from__programme__year", "rolled_to__programme__year",
        "outcome_accepted_by",
    )  # fmt: skip
    item = get_object_or_404(rows, pk=pk)
    item.programme = programme
    return item


def address(name: str, programme: Programme, **more: object) -> str:
    """Return the URL of a page about this programme."""
    return reverse(name, kwargs={"committee": programme.committee.slug, "year": programme.year.slug, **more})


def address_of(item: ProgrammeItem, act: str = "") -> str:
    """Return the URL of the desk's page of an item, or of an act on the item, such as "edit"."""
    name = f"desk:programme-item-{act}" if act else "desk:programme-item"
    return address(name, item.programme, pk=item.pk)


def crumbs(programme: Programme, item: ProgrammeItem | None = None) -> Trail:
    """Return the breadcrumbs of a page about this programme, or about one of its items."""
    way = [*programmes_crumb(), (caption_of(programme), address("desk:programme", programme))]
    return [*way, (item.title, address_of(item))] if item else way


def caption_of(programme: Programme, item: ProgrammeItem | None = None) -> str:
    """Return the caption above the heading of a page about this programme, or about one of its items."""
    name = f"{programme.committee.short_name} work programme {programme.year}"
    return f"{name}: {item.title}" if item else name


def committee_crumbs(committee: Committee) -> Trail:
    """Return the breadcrumbs of a committee's page, through its latest programme of a year that has begun."""
    rows = committee.programmes.filter(year__starts__lte=timezone.localdate()).select_related("committee", "year")
    latest = rows.order_by("-year__starts").first()
    return crumbs(latest) if latest else programmes_crumb()


def programmes_crumb() -> Trail:
    """Return the breadcrumb of the work programmes."""
    return [("Work programmes", reverse("desk:programmes"))]
