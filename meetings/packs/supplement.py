"""Next supplement of a published agenda: papers received since publication, numbered after the published pages."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from committee.acts.refusal import Refused
from meetings.models import AgendaItem, Meeting, PaperState, PublishedPaper
from meetings.packs import snapshot as snapshots

NOTHING_NEW = "No papers have been received since the agenda was published, so there is no supplement to publish."


@dataclass(frozen=True)
class Next:
    """The next supplement: its number, the ids of its files, and the data from which its pack is planned."""

    number: int
    files: set[int]
    placed_before: dict[int, dict[str, int]]
    ground: snapshots.Ground

    @property
    def arguments(self) -> dict[str, Any]:
        """Arguments for `build.plan` and `build.build`."""
        return {
            "supplement": self.number,
            "only_files": self.files,
            "placed_before": self.placed_before,
            "ground": self.ground,
        }


def pending_files(meeting: Meeting, items: list[AgendaItem] | None = None) -> set[int]:
    """Return the ids of unpublished received files in `items` (None: in all items of the meeting)."""
    published = set(PublishedPaper.objects.filter(version__meeting=meeting).values_list("paper_file", flat=True))
    return {
        paper.file_id
        for item in (snapshots.items_of(meeting) if items is None else items)
        if not item.is_withdrawn
        for paper in item.papers.all()
        if paper.state == PaperState.RECEIVED and paper.file_id and paper.file_id not in published
    }


def coming(meeting: Meeting, on: date, ground: snapshots.Ground | None = None) -> Next | None:
    """
    Return the next supplement of a meeting; None if nothing is published, or no paper has been received since.

    `ground` has rows that the caller has read already, to save queries.
    """
    versions = list(meeting.versions.order_by("number"))
    if not versions:
        return None
    last, whole = versions[-1], ground or snapshots.Ground.of(meeting, on)
    listed = {item["pk"] for item in last.snapshot["items"]}
    ground = whole.with_items([item for item in whole.items if item.pk in listed])
    files = pending_files(meeting, ground.items)
    number = max(version.supplement for version in versions) + 1
    return Next(number, files, snapshots.placed_in(last.snapshot), ground) if files else None


def next_of(meeting: Meeting, on: date) -> Next:
    """Return the next supplement, as `coming` does. Raises Refused where no paper waits for a supplement."""
    upcoming = coming(meeting, on)
    if upcoming is None:
        raise Refused(NOTHING_NEW)
    return upcoming
