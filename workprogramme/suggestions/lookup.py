"""Finding a suggestion, and the way to its pages."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from committee.models import Committee
from committee.views.lookup import find_committee
from workprogramme import lookup
from workprogramme.models import PROPOSED, ProgrammeItem
from workprogramme.suggestions.listing import suggested_to


def find(committee: str, pk: int) -> ProgrammeItem:
    """Return the suggestion made to that committee; 404 for any other item."""
    return get_object_or_404(suggested_to(find_committee(committee)), pk=pk)


def address_of(item: ProgrammeItem) -> str:
    """Return the address of a suggestion's page in the programme, once it is taken up; "" before."""
    return "" if item.state in PROPOSED else lookup.address_of(item)


def list_trail(committee: Committee) -> lookup.Trail:
    """Return the breadcrumbs down to a committee's suggestions."""
    return lookup.committee_crumbs(committee, timezone.localdate())


def trail_of(committee: Committee, item: ProgrammeItem | None = None) -> lookup.Trail:
    """Return the breadcrumbs of a page about suggestions, or about one."""
    url = reverse("desk:programme-suggestions", args=[committee.slug])
    steps = [*list_trail(committee), (f"{committee.short_name}: suggestions", url)]
    if item:
        steps.append((item.title[:60], reverse("desk:programme-suggestion", args=[committee.slug, item.pk])))
    return steps
