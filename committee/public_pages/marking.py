"""The mark of a view whose page may be kept whole for everybody."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponseBase

from committee.public_pages import stamps
from committee.public_pages.areas import EVERYTHING

type View = Callable[..., HttpResponseBase]
MARK, COMPRESSED = "kept_page", "compressed_page"


@dataclass(frozen=True, slots=True)
class Mark:
    """The changes that end a kept page: those of `areas` and, where `meeting` finds one, of its meeting."""

    areas: tuple[int, ...]
    meeting: stamps.Meeting | None = None

    def stamp(self, address: stamps.Address) -> stamps.Stamp | None:
        """Return the stamp of the page at an address, as of now; None where the page is not cached."""
        if self.meeting is None:
            return stamps.read(self.areas)
        meeting_query = self.meeting(address)
        return stamps.read_of_meeting(self.areas, meeting_query) if meeting_query else None


def kept_page[V: View](*areas: int, meeting: stamps.Meeting | None = None) -> Callable[[V], V]:
    """
    Mark a view whose page may be kept for everybody until something of these areas changes, or of its one meeting.

    Only where all that it shows is in tables that are watched (`tests/committee/page_stamp/`), in its address and the
    day: not one that has a form, or tells a time of day, or how far something is that is made in the background.
    """

    def mark(view: V) -> V:
        setattr(view, MARK, Mark((EVERYTHING, *areas), meeting))
        return view

    return mark


def compressed_page[V: View](view: V) -> V:
    """
    Mark a view whose page may be compressed as kept ones are, though what it shows leaves no stamp: it is never kept.

    SECURITY: a compressed page tells by its length what is in it. So not one that has a form, whose secret is in it.
    """
    setattr(view, COMPRESSED, True)
    return view


def may_be_compressed(view: Any) -> bool:
    """Return whether a view has either mark, through decorators that keep its attributes."""
    return mark_of(view) is not None or getattr(view, COMPRESSED, False)


def mark_of(view: Any) -> Mark | None:
    """Return the mark of a view, through decorators that keep its attributes."""
    return getattr(view, MARK, None)
