"""
Files of a published agenda (main pack and supplements), and the file that has a given page.

Published pages are never renumbered, so a page number always leads to the same file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from meetings.models import AgendaVersion, Edition, Meeting, Pack, VersionKind

Entry = dict[str, Any]  # one paper's entry in a pack's manifest


@dataclass(frozen=True)
class PublishedFile:
    """A published pack in one edition, and the version that published it."""

    version: AgendaVersion
    pack: Pack

    @property
    def supplement(self) -> int:
        """Number of the supplement; 0 for the main pack."""
        return self.version.supplement

    @property
    def reason(self) -> str:
        """Reason why papers came late, as printed on the cover of a supplement; "" for other versions."""
        return self.version.change_note if self.version.kind in (VersionKind.SUPPLEMENT, VersionKind.ADDED) else ""

    def place_of(self, number: int) -> int:
        """Return the position in the file (from 1) of the page that is numbered `number`."""
        return self.pack.front_pages + number - self.pack.first_page + 1

    def entry_of(self, number: int) -> Entry | None:
        """Return the manifest's entry of the paper that has page `number`; None where no paper has that page."""
        return next((entry for entry in self.pack.manifest if entry["first"] <= number <= entry["last"]), None)


def of(meeting: Meeting, edition: str) -> list[PublishedFile]:
    """
    Return the main pack as last published, then each supplement by number; [] where nothing is published.

    Makes one query, which does not read the versions' snapshots.
    """
    pack = "public_pack" if edition == Edition.PUBLIC else "members_pack"
    rows = meeting.versions.filter(**{f"{pack}__isnull": False}).select_related(f"{pack}__stored").defer("snapshot")
    volumes: dict[int, PublishedFile] = {}
    for version in rows.order_by("number"):
        row = getattr(version, pack)
        row.meeting = meeting  # spares a query
        volumes[version.supplement] = PublishedFile(version, row)
    return [volumes[number] for number in sorted(volumes)]


def holding(volumes: Sequence[PublishedFile], number: int) -> PublishedFile | None:
    """Return the file with the page numbered `number`; None where no file has that page."""
    return next((volume for volume in volumes if volume.pack.first_page <= number <= volume.pack.last_page), None)


def files_in(volumes: Sequence[PublishedFile]) -> set[int]:
    """Return the ids of the papers' files that the volumes bind."""
    return {entry["file"] for volume in volumes for entry in volume.pack.manifest if entry["file"]}


def numbered_pages(packs: Sequence[Pack]) -> int:
    """Return the number of pages of `packs` that have a page number."""
    return sum(pack.last_page - pack.first_page + 1 for pack in packs)


def has_supplements(volumes: Sequence[PublishedFile]) -> bool:
    """Return whether the volumes are a main pack and at least one supplement, so that they can be joined."""
    return {0} < {volume.supplement for volume in volumes}
