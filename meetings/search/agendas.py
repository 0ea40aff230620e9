"""Search of the items of published agendas, with the words that are public now."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from committee.models import EntryKind
from committee.search.sources import Row
from meetings.minutes.registers.decisions import PROCEDURAL_ITEMS
from meetings.models import AgendaItem, AgendaVersion, Meeting
from meetings.packs import snapshot as snapshots


def latest_of(versions: QuerySet[AgendaVersion]) -> QuerySet[AgendaVersion]:
    """Return those of `versions` that no later version of the same agenda has replaced."""
    later = AgendaVersion.objects.filter(meeting=OuterRef("meeting"), number__gt=OuterRef("number"))
    return versions.exclude(Exists(later))


def latest_versions(units: Collection[int]) -> list[AgendaVersion]:
    """Return the latest agenda version of each public meeting in `units` (ids) that has a version."""
    rows = latest_of(AgendaVersion.objects.filter(meeting__in=Meeting.objects.public().filter(pk__in=units)))
    return list(rows.select_related("meeting__committee").order_by("meeting"))


def rows_of(units: Collection[int]) -> Iterator[tuple[int, Row]]:
    """
    Yield (meeting id, entry) for each item of the latest agendas; papers have their own entries.

    SECURITY: entries have only words from the public form of the snapshot, and no titles of papers.
    """
    for version in latest_versions(units):
        meeting = version.meeting
        for item in snapshots.for_public(version.snapshot)["items"]:
            yield (
                meeting.pk,
                Row(
                    EntryKind.ITEM,
                    item["pk"],
                    reverse("public:item", args=[meeting.committee.slug, meeting.slug, item["number"]]),
                    item["title"],
                    "\n".join(filter(None, _words(item))),
                    place=f"Item {item['number']}",
                    committee=meeting.committee_id,
                    day=meeting.date,
                    is_routine=item["kind"] in PROCEDURAL_ITEMS,
                ),
            )


def _words(item: dict[str, Any]) -> Iterator[str]:
    yield from snapshots.texts_of(item)
    yield (item["withdrawn"] or {}).get("reason", "")
    yield (item["urgent"] or {}).get("circumstances", "")


def public(things: Collection[int]) -> Iterator[int]:
    """Yield the ids in `things` that belong to items on the latest agenda of a public meeting."""
    units = AgendaItem.objects.filter(pk__in=things).values_list("meeting", flat=True).distinct()
    for version in latest_versions(list(units)):
        yield from (item["pk"] for item in version.snapshot["items"] if item["pk"] in things)
