"""Decorators for views: `kept_page` for a page cached for everybody, `compressed_page` for a page only compressed."""

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
    """The mark of a view. Its page expires when data of `areas` change, or the meeting that `meeting` finds."""

    areas: tuple[int, ...]
    meeting: stamps.Meeting | None = None

    def stamp(self, address: stamps.Address) -> stamps.Stamp | None:
        """Return the present stamp of the page with these URL arguments; None where the page must not be cached."""
        if self.meeting is None:
            return stamps.read(self.areas)
        meeting_query = self.meeting(address)
        return stamps.read_of_meeting(self.areas, meeting_query) if meeting_query else None


def kept_page[V: View](*areas: int, meeting: stamps.Meeting | None = None) -> Callable[[V], V]:
    """
    Mark a view whose page may be cached for everybody until data of these areas, or of its meeting, change.

    The page may depend only on watched tables (`tests/committee/page_stamp/`), its address and the day. A page with a
    form, a time of day or the progress of a background task must not be marked.
    """

    def mark(view: V) -> V:
        setattr(view, MARK, Mark((EVERYTHING, *areas), meeting))
        return view

    return mark


def compressed_page[V: View](view: V) -> V:
    """
    Mark a view whose page may be compressed, but never cached, because its data have no stamp.

    SECURITY: the length of a compressed page reveals its content, so a page with a form, which contains the CSRF
    secret, must not be marked.
    """
    setattr(view, COMPRESSED, True)
    return view


def may_be_compressed(view: Any) -> bool:
    """Return whether a view is marked by `kept_page` or `compressed_page`."""
    return mark_of(view) is not None or getattr(view, COMPRESSED, False)


def mark_of(view: Any) -> Mark | None:
    """Return the mark of a view, even below decorators that copy its attributes; None where it has none."""
    return getattr(view, MARK, None)
