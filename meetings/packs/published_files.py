"""
The files of a published agenda, main pack and supplements, and which of them holds a page.

What is published is never renumbered and no file of it is changed, so the answer is the same for ever.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from meetings.models import AgendaVersion, Edition, Meeting, Pack, VersionKind

Entry = dict[str, Any]  # of a pack's manifest: one paper's place


@dataclass(frozen=True)
class PublishedFile:
    """A published pack in one edition, and the version that published it."""

    version: AgendaVersion
    pack: Pack

    @property
    def supplement(self) -> int:
        """Its number as a supplement; 0 for the main pack."""
        return self.version.supplement

    @property
    def reason(self) -> str:
        """Why papers came after the agenda, as the cover of a supplement says; "" for main pack and urgent item."""
        return self.version.change_note if self.version.kind in (VersionKind.SUPPLEMENT, VersionKind.ADDED) else ""

    @property
    def front_pages(self) -> int:
        """Pages before the first that bears a number: the front sheet or cover, and its blank back."""
        return self.pack.pages - (self.pack.last_page - self.pack.first_page + 1)

    def place_of(self, number: int) -> int:
        """Where the page that bears `number` lies in the file: 1 is the file's first page."""
        return self.front_pages + number - self.pack.first_page + 1

    def entry_of(self, number: int) -> Entry | None:
        """The paper that bears `number`, by the manifest."""
        return next((entry for entry in self.pack.manifest if entry["first"] <= number <= entry["last"]), None)


def of(meeting: Meeting, edition: str) -> list[PublishedFile]:
    """
    The main pack as published last and each supplement, in order of publication; none where nothing is published.

    One query; snapshots are left unread.
    """
    pack = "public_pack" if edition == Edition.PUBLIC else "members_pack"
    rows = meeting.versions.filter(**{f"{pack}__isnull": False}).select_related(f"{pack}__stored").defer("snapshot")
    held: dict[int, PublishedFile] = {}
    for version in rows.order_by("number"):
        found = getattr(version, pack)
        found.meeting = meeting  # at hand already
        held[version.supplement] = PublishedFile(version, found)
    return [held[number] for number in sorted(held)]


def holding(volumes: Sequence[PublishedFile], number: int) -> PublishedFile | None:
    """The file that holds the page that bears `number`, or None."""
    return next((one for one in volumes if one.pack.first_page <= number <= one.pack.last_page), None)


def files_in(volumes: Sequence[PublishedFile]) -> set[int]:
    """Ids of the files whose pages are bound in them."""
    return {entry["file"] for one in volumes for entry in one.pack.manifest if entry["file"]}


def numbered_pages(packs: Sequence[Pack]) -> int:
    """How many pages of them bear a number."""
    return sum(pack.last_page - pack.first_page + 1 for pack in packs)


def has_supplements(volumes: Sequence[PublishedFile]) -> bool:
    """Whether there is a main pack with at least one supplement, so that putting them together makes sense."""
    return {0} < {one.supplement for one in volumes}
