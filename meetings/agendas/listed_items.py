"""What the published agenda of a meeting has listed, and from which day on: the items it may consider (s.100B(4))."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from committee.law.business import adds_business, same_business, tells_of_nothing
from committee.law.clear_days import publication_day
from meetings import notice_period
from meetings.models import Meeting


class Listed(NamedTuple):
    """The day on which the public agenda first had an item as the business that it is, and what it told of it."""

    since: date
    title: str
    public_title: str
    lines: tuple[str, ...] = ()  # as `lines_of` gives them

    def tells_of(self, title: str, public_title: str, lines: Sequence[str]) -> bool:
        """Return whether an item under these titles, with these lines, is the business that was published (R03)."""
        same = is_same_business(self.title, self.public_title, title, public_title)
        return same and not adds_business((self.title, self.public_title, *self.lines), (title, public_title, *lines))


def lines_of(lead_line: str, bullets: Iterable[str], presenter: str) -> tuple[str, ...]:
    """Return what an item tells beside its titles; its presenter as a line that says by whom its report is."""
    return (lead_line, *bullets, f"Report of officer {presenter}" if presenter else "")


def is_same_business(title: str, public_title: str, now: str, public_now: str) -> bool:
    """
    Whether an item that was published under `title` and `public_title` is the same under its titles now (R03).

    A title that is hidden from the public meanwhile says less under its public one, and nothing else.
    """
    hides = tells_of_nothing(public_now) or same_business(title, public_now)
    return same_business(title, now) and (hides or same_business(public_title, public_now))


def as_listed(meeting: Meeting) -> dict[int, Listed]:
    """
    How and since when the public agenda has had each item, by its id; empty where none was published.

    An item that was corrected into other business is listed from that version on: then it was added.
    """
    found: dict[int, Listed] = {}
    rows = meeting.versions.order_by("number").values_list("published_at", "snapshot__items")
    for published_at, items in rows:
        for item in items:
            was = found.get(item["pk"])
            lines = lines_of(item.get("lead_line", ""), item.get("bullets", ()), item.get("presenter", ""))
            if was is None or not was.tells_of(item["title"], item["public_title"], lines):
                found[item["pk"]] = Listed(publication_day(published_at), item["title"], item["public_title"], lines)
    return found


def listed_since(meeting: Meeting) -> dict[int, date]:
    """The day on which the public agenda first had each item, by the item's id; empty where none was published."""
    return {pk: listed.since for pk, listed in as_listed(meeting).items()}


def listed_in_time(meeting: Meeting) -> set[int]:
    """Ids of the items that were on the public agenda with lawful notice, so that they need no ruling of urgency."""
    since = listed_since(meeting)
    lawful = {day: notice_period.in_time(meeting, day) for day in set(since.values())}
    return {pk for pk, day in since.items() if lawful[day]}
