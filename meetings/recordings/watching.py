"""Moments of a recording: the second at which an item begins, and the URL that plays the recording from then on."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from meetings.models import Access, Meeting, Minute, Recording

LONGEST = 24 * 3600  # seconds of a meeting
YOUTUBE = frozenset({"youtube.com", "www.youtube.com", "m.youtube.com", "youtu.be"})
VIMEO = frozenset({"vimeo.com", "www.vimeo.com", "player.vimeo.com"})


@dataclass(frozen=True, slots=True)
class Watch:
    """
    A moment of a recording.

    - `time`: the time from the start, such as 0:14:05.
    - `url`: the URL of the recording.
    - `begins_there`: True where the URL plays the recording from `time` on.
    - `title`: the title of the recording.
    - `item`: the number of the item that begins at `time`; 0 for none.
    """

    time: str
    url: str
    begins_there: bool
    title: str
    item: int = 0


def clock(seconds: int) -> str:
    """Return hours, minutes and seconds from the start: 0:14:05."""
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def at(recording: Recording, seconds: int, item: int = 0) -> Watch:
    """Return the Watch for a second of a recording; `item` is the number of the item that begins then."""
    url = address_at(recording.address, seconds)
    return Watch(clock(seconds), url, url != recording.address, recording.title, item)


def address_at(address: str, seconds: int) -> str:
    """Return the URL that plays a recording from that second on; `address` itself where the site has no such URLs."""
    parts = urlsplit(address)
    host = (parts.hostname or "").lower()
    if host in YOUTUBE:
        query = [(name, value) for name, value in parse_qsl(parts.query) if name not in ("t", "start")]
        return urlunsplit(parts._replace(query=urlencode([*query, ("t", f"{seconds}s")])))
    if host in VIMEO:
        return urlunsplit(parts._replace(fragment=f"t={seconds}s"))
    return address


def opened(meeting: Meeting) -> dict[int, datetime]:
    """Return the time at which each Part One item with an open minute was reached, by item id."""
    rows = Minute.objects.filter(minutes__meeting=meeting, access=Access.OPEN, item__part=1, opened_at__isnull=False)
    return {item: reached for item, reached in rows.values_list("item", "opened_at") if item and reached}


def numbers(snapshot: Mapping[str, Any]) -> dict[int, int]:
    """Return the number of each item in the snapshot of a published agenda, by the item's id."""
    return {entry["pk"]: entry["number"] for entry in snapshot["items"]}


def of_items(recordings: list[Recording], numbers: Mapping[int, int], reached: Mapping[int, datetime]) -> list[Watch]:
    """Return a Watch for each item that `begins` finds; `numbers` and `reached` (times) are by item id."""
    return [at(recording, second, numbers[item]) for item, recording, second in begins(recordings, numbers, reached)]


def begins(
    recordings: list[Recording], items: Iterable[int], reached: Mapping[int, datetime]
) -> Iterator[tuple[int, Recording, int]]:
    """
    Yield (item id, recording, second) for each item; `recording` is the last recording started before the item.

    `reached` gives the time at which each item began, by item id. Items without a time or a recording are left out.
    """
    for item in items:
        moment = reached.get(item)
        before = [recording for recording in recordings if moment and recording.starts_at <= moment]
        if moment and before:
            seconds = int((moment - before[-1].starts_at).total_seconds())
            if seconds < LONGEST:
                yield item, before[-1], seconds


def of_agenda(meeting: Meeting, snapshot: Mapping[str, Any] | None, on: date) -> dict[str, Any]:
    """Return the context of a page: the meeting's "recordings", and "watch", the Watch of each item by item number."""
    recordings = list(Recording.objects.public(on).filter(meeting=meeting))
    for recording in recordings:
        recording.meeting = meeting
    if not recordings or snapshot is None:
        return {"recordings": recordings, "watch": {}}
    watches = of_items(recordings, numbers(snapshot), opened(meeting))
    return {"recordings": recordings, "watch": {watch.item: watch for watch in watches}}
