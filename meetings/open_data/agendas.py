"""Open data of the calendar's meetings, with the items and open papers of their agendas as last published."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from django.urls import reverse

from committee.models import EntryKind, SearchEntry
from committee.open_data.records import Data, Record, iso
from meetings.models import AgendaItem, AgendaVersion, Meeting, PublishedPaper
from meetings.packs import snapshot as snapshots
from meetings.search import papers as searched_papers
from meetings.search.agendas import latest_versions


def rows_of(units: Collection[int]) -> Iterator[tuple[int, Record]]:
    """
    Yield (meeting id, record) for each public meeting among the ids `units`, each item of its agenda as last published,
    and each open published paper.
    """
    versions = {version.meeting_id: version for version in latest_versions(units)}
    meetings = Meeting.objects.public().filter(pk__in=units).select_related("committee", "venue")
    for meeting in meetings.prefetch_related("moves__old_venue"):
        version = versions.get(meeting.pk)
        yield record("meeting", meeting.pk, meeting, _meeting(meeting, version))
        if version is not None:
            for item in snapshots.for_public(version.snapshot)["items"]:
                yield record("item", item["pk"], meeting, _item(item, meeting))
    papers = searched_papers.published(units) if versions else []
    words = _words([paper.paper_file_id for paper in papers])
    for paper in papers:
        data = _paper(paper, words.get(paper.paper_file_id, []))
        yield record("paper", paper.paper_file_id, paper.version.meeting, data)


def record(kind: str, thing: int, meeting: Meeting, data: Data) -> tuple[int, Record]:
    """Return the meeting's id, and a record of this `kind` for the row with the id `thing`."""
    about = {"meeting_id": meeting.pk} if kind != "meeting" else {}
    about["organization_id"] = meeting.committee_id
    return meeting.pk, Record(kind, thing, {**about, **data}, committee=meeting.committee_id, meeting=meeting.pk)


def _meeting(meeting: Meeting, version: AgendaVersion | None) -> Data:
    return {
        "start_date": iso(meeting.date),
        "start_time": f"{meeting.starts:%H:%M}",
        "location": str(meeting.venue) if meeting.venue else "",
        "status": "cancelled" if meeting.is_cancelled else "confirmed",
        "cancelled_because": meeting.cancelled_reason,
        "rearranged_from": iso(meeting.rearranged_from),
        "agenda_published": iso(version.published_at) if version else None,
        "agenda_version": version.number if version else None,
        "page": reverse("public:meeting", args=[meeting.committee.slug, meeting.slug]),
    }


def _item(item: dict[str, Any], meeting: Meeting) -> Data:
    """Return the data of an item in the public snapshot. SECURITY: of a withheld paper, only the marking is given."""
    return {
        "number": item["number"],
        "part": item["part"],
        "title": item["title"],
        **dict.fromkeys((*AgendaItem.printed, "business"), ""),
        "conditions": [],
        **snapshots.lines_of(item),
        "withdrawn_because": (item["withdrawn"] or {}).get("reason", ""),
        "urgent_because": (item["urgent"] or {}).get("circumstances", ""),
        "paper_ids": [paper["file"] for paper in item["papers"] if paper["file"]],
        "withheld": [paper["marking"] for paper in item["papers"] if paper["access"] != "open"],
        "page": reverse("public:item", args=[meeting.committee.slug, meeting.slug, item["number"]]),
    }


def _paper(paper: PublishedPaper, digests: list[str]) -> Data:
    file = paper.paper_file
    return {
        "item_id": file.paper.item_id,
        "title": paper.title,
        "pages": file.pages,
        "first_page_in_pack": paper.first_page,
        "media_type": "application/pdf",
        "size": file.stored.size,
        "sha256": file.stored.sha256,
        "text_digest": hashlib.sha256("".join(digests).encode()).hexdigest() if digests else "",
        "file": searched_papers.address_of(paper),
    }


def _words(files: list[int]) -> dict[int, list[str]]:
    """Return the digests of the pages' texts in the search index, by file id. Makes one query."""
    digests: dict[int, list[str]] = defaultdict(list)
    if files:
        rows = SearchEntry.objects.filter(kind=EntryKind.PAPER, thing__in=files).exclude(text="")
        for file, digest in rows.order_by("digest").values_list("thing", "digest"):
            digests[file].append(digest)
    return digests
