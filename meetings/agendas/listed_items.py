"""What the published agenda of a meeting has listed, and from which day on: the items it may consider (s.100B(4))."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from committee.law.business import adds_business, same_business, tells_of_nothing
from committee.law.clear_days import DayList, count, publication_day
from committee.wording.dates import full_date
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
    Return whether an item published under `title` and `public_title` is the same business under its titles now (R03).

    A title hidden from the public since then may say less under its public title, and nothing else.
    """
    hides = tells_of_nothing(public_now) or same_business(title, public_now)
    return same_business(title, now) and (hides or same_business(public_title, public_now))


def as_listed(meeting: Meeting) -> dict[int, Listed]:
    """
    Return each item's titles and the day it was first listed on the public agenda, by its id; empty where none is out.

    An item that was corrected into other business is listed from that version on.
    """
    listed: dict[int, Listed] = {}
    rows = meeting.versions.order_by("number").values_list("published_at", "snapshot__items")
    for published_at, items in rows:
        for item in items:
            was = listed.get(item["pk"])
            lines = lines_of(item.get("lead_line", ""), item.get("bullets", ()), item.get("presenter", ""))
            if was is None or not was.tells_of(item["title"], item["public_title"], lines):
                listed[item["pk"]] = Listed(publication_day(published_at), item["title"], item["public_title"], lines)
    return listed


def listed_since(meeting: Meeting) -> dict[int, date]:
    """
    Return the day on which the public agenda first had each item, by the item's id; empty where none was published.
    """
    return {pk: listed.since for pk, listed in as_listed(meeting).items()}


def listed_in_time(meeting: Meeting) -> set[int]:
    """Ids of the items that were on the public agenda with lawful notice, so that they need no ruling of urgency."""
    since = listed_since(meeting)
    lawful = {day: notice_period.in_time(meeting, day) for day in set(since.values())}
    return {pk for pk, day in since.items() if lawful[day]}


def short_of_notice(meeting: Meeting, days: DayList) -> str:
    """Return, as a sentence, that items of the published agenda have fewer clear days than they need; "" if none."""
    due = notice_period.deadline(meeting, days)
    listed = listed_since(meeting) if due else {}
    late = {day for day in set(listed.values()) if not notice_period.in_time(meeting, day, days)}
    items = meeting.items.filter(pk__in=[pk for pk, day in listed.items() if day in late], withdrawn_at=None)
    numbers = {item.number: listed[item.pk] for item in items.filter(ruling=None).order_by("number")}
    if not due or not numbers:
        return ""
    named = f"item{'s'[: len(numbers) > 1]} {', '.join(map(str, numbers))}"
    which, day = ("the agenda" if len(numbers) == len(listed) else named), max(numbers.values())
    clear = count(day, meeting.date, due.days, due.required).clear
    return f"{which}, published on {full_date(day)}, has {clear} of {due.required} clear days."


def fall_short(was: DayList, now: DayList, on: date) -> list[str]:
    """Return which meetings to come are in time by `was` and short of notice by `now`, as sentences (R01, R03)."""
    told = []
    for meeting in Meeting.objects.upcoming(on).formal().select_related("committee").prefetch_related("moves"):
        before, after = notice_period.deadline(meeting, was), notice_period.deadline(meeting, now)
        if not before or not after or before.first_unlawful_day == after.first_unlawful_day:
            continue
        short = short_of_notice(meeting, now)
        if before.last_calendar_day >= on > after.last_calendar_day and not meeting.versions.exists():
            short = "its agenda can no longer be published in time."
        if short and short != short_of_notice(meeting, was):
            told.append(f"{meeting.committee}, {full_date(meeting.date)}: {short}")
    return told
