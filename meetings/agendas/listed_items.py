"""
The items that a published agenda lists, the day since which each item is listed, and the changes still allowed.

- R03, R05, R06: a meeting may consider an item only if an agenda that was open in time named its business (LGA 1972
  s.100B(4), Sch 12 para 4(5); SI 2012/2089 reg 6(2)). So a correction may turn an item into other business only while
  notice of that business can still be given in time.
- R57, R21: the agenda stays as the meeting had it. So an item is withdrawn or corrected only before the meeting
  considers the item.
- R59: an item published as a budget item of the Council stays a budget item.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from committee.acts.refusal import Refused
from committee.acts.saving import reasoned
from committee.law import notice, voting
from committee.law.business import adds_business, same_business, tells_of_nothing
from committee.law.clear_days import DayList, count, publication_day
from committee.models import LegalKind
from committee.wording.dates import full_date, long_date
from committee.wording.wording import worded
from meetings import notice_period
from meetings.models import AgendaItem, Meeting, Minute, Minutes, Takedown, TakedownWords
from meetings.notice_period import end_of_night

TAKE_DOWN = "The proper officer can take down anything that must not stay public."


class Listed(NamedTuple):
    """The published words of an item, and the day since which the public agenda lists it as this business."""

    since: date
    title: str
    public_title: str
    lines: tuple[str, ...] = ()  # as `lines_of` gives them

    def tells_of(self, title: str, public_title: str, lines: Sequence[str]) -> bool:
        """Return whether an item with these titles and lines has the business that was published, and no more (R03)."""
        same = is_same_business(self.title, self.public_title, title, public_title)
        return same and not adds_business((self.title, self.public_title, *self.lines), (title, public_title, *lines))


def lines_of(item: Mapping[str, Any]) -> tuple[str, ...]:
    """Return an item's text without its titles; the presenter becomes a line that names the report's author."""
    texts = {name: item.get(name) or "" for name in AgendaItem.printed}
    presenter, bullets, conditions = (texts.pop(name) for name in ("presenter", "bullets", "conditions"))
    return (*texts.values(), *bullets, *conditions, f"Report of officer {presenter}" if presenter else "")


def is_same_business(title: str, public_title: str, now: str, public_now: str) -> bool:
    """
    Return whether an item published under `title` and `public_title` is the same business under its present titles,
    `now` and `public_now` (R03).

    Where a title was hidden from the public after publication, the public title may say less, but nothing different.
    """
    hides = tells_of_nothing(public_now) or same_business(title, public_now)
    return same_business(title, now) and (hides or same_business(public_title, public_now))


def as_listed(meeting: Meeting) -> dict[int, Listed]:
    """
    Return the `Listed` of each item on the public agenda, by the item's id; empty before publication.

    An item that a correction turned into other business counts as listed since the corrected version.
    """
    listed: dict[int, Listed] = {}
    rows = meeting.versions.order_by("number").values_list("published_at", "snapshot__items")
    for published_at, items in rows:
        for item in items:
            was = listed.get(item["pk"])
            lines = lines_of(item)
            if was is None or not was.tells_of(item["title"], item["public_title"], lines):
                listed[item["pk"]] = Listed(publication_day(published_at), item["title"], item["public_title"], lines)
    return listed


def listed_since(meeting: Meeting) -> dict[int, date]:
    """
    Return, by item id, the day since which the public agenda lists the item with its present business.

    Empty before publication.
    """
    return {pk: listed.since for pk, listed in as_listed(meeting).items()}


def listed_in_time(meeting: Meeting) -> set[int]:
    """Return the ids of items that the public agenda listed with lawful notice, so that they need no ruling."""
    since = listed_since(meeting)
    lawful = {day: notice_period.in_time(meeting, day) for day in set(since.values())}
    return {pk for pk, day in since.items() if lawful[day]}


def short_of_notice(meeting: Meeting, days: DayList) -> str:
    """Return a sentence on the items of the published agenda that had too few clear days; "" if there are none."""
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
    """Return a sentence for each future meeting that is in time by day list `was` and late by `now` (R01, R03)."""
    short_of = []
    for meeting in Meeting.objects.upcoming(on).formal().select_related("committee").prefetch_related("moves"):
        before, after = notice_period.deadline(meeting, was), notice_period.deadline(meeting, now)
        if not before or not after or before.first_unlawful_day == after.first_unlawful_day:
            continue
        short = short_of_notice(meeting, now)
        if before.last_calendar_day >= on > after.last_calendar_day and not meeting.versions.exists():
            short = "its agenda can no longer be published in time."
        if short and short != short_of_notice(meeting, was):
            short_of.append(f"{meeting.committee}, {full_date(meeting.date)}: {short}")
    return short_of


def refuse_taken(meeting: Meeting, items: Iterable[AgendaItem], *, at: datetime, what: str) -> None:
    """
    Raise Refused once the meeting is over, or has considered one of `items`; `what` completes "cannot be".

    Lock the meeting first: verbs of the minutes lock the meeting too, so no item can be opened at the same time.
    """
    minutes = Minutes.objects.filter(meeting=meeting).first()
    if (minutes and minutes.ended_at) or at >= end_of_night(meeting.date):
        raise Refused(
            f"The meeting of {long_date(meeting.date)} is over: its agenda cannot change, and none of its "
            f"items can be {what}. {TAKE_DOWN}",
            rule="R57",
        )
    rows = {item.pk: item for item in items}
    for minute in Minute.objects.filter(item__in=rows).prefetch_related("resolutions"):
        if minute.was_taken or minute.number or any(resolution.decided_at for resolution in minute.resolutions.all()):
            number = rows[minute.item_id].number if minute.item_id else minute.number
            raise Refused(
                f"The meeting has considered item {number}, so it cannot be {what}. See its minute.",
                rule="R57",
            )


def keep_to_its_business(item: AgendaItem, listed: Listed | None, *, at: datetime) -> None:
    """
    Check that a corrected item still has the business that was published.

    An item with other business counts as added now (`added_after_publication`). Raises Refused where notice of the
    other business can no longer be given in time (R03, R05 or R06, by the kind of body). A title that was taken down
    gave notice before, so any title may replace it.
    """
    if listed is None or _was_taken_down(item, "title"):
        return
    lines = () if _was_taken_down(item, *AgendaItem.printed) else lines_of(item.lines)
    if listed.tells_of(item.title, item.title_for_public, lines):
        return
    meeting, on = item.meeting, publication_day(at)
    if notice_period.in_time(meeting, on):
        item.added_after_publication = True
        return
    kind = notice_period.legal_kind(meeting)
    rules = {LegalKind.COUNCIL: ("R05", notice.SUMMONS), LegalKind.EXECUTIVE: ("R06", notice.EXECUTIVE)}
    rule, source = rules.get(kind, ("R03", "LGA 1972 s.100B(4)"))
    raise Refused(
        f"Item {item.number} was published as “{listed.public_title}”, and this correction makes it "
        f"different business or adds some, for which it is too late to give notice ({source}). Keep most of "
        f"its wording, or withdraw the item and add the new one{how_added(kind, meeting)}.",
        rule=rule,
    )


def how_added(kind: notice.Kind, meeting: Meeting) -> str:
    """Return how other business can be added so late, for the end of a sentence after "the new one" (R03, R05, R06)."""
    if kind is LegalKind.EXECUTIVE or (kind is LegalKind.COUNCIL and not meeting.annual):
        return " to the agenda of a later meeting"
    return worded(": it needs the chairman’s ruling of urgency")


def _was_taken_down(item: AgendaItem, *fields: str) -> bool:
    words = TakedownWords.objects.filter(takedown__in=Takedown.objects.standing(), field__in=fields)
    return words.filter(of_table=AgendaItem._meta.db_table, row_id=item.pk).exists()


def switched_off(item: AgendaItem, reason: str, *, was: bool) -> dict[str, str]:
    """
    Return {"reason": why an item is not a budget item} for the trail, where its title suggests a budget item, or the
    item `was` a budget item before. Return {} for any other item.

    Raises Refused where no reason is given, and where the item was published as a budget item, because each member's
    vote under it is then recorded by name (R59, SI 2014/165 reg 2).
    """
    kind = item.meeting.committee.kind
    if item.is_by_name(kind) or not (was or voting.is_by_name(kind, item.title, None)):
        return {}
    if item.pk and _published_so(item.meeting, item.pk):
        raise Refused(
            f"Item {item.number} was published as one that decides on the budget, council tax or a precept, so each "
            "member’s vote under it is recorded by name (SI 2014/165 reg 2).",
            rule="R59",
        )
    return {"reason": reasoned(reason, "why it does not decide on the budget, council tax or a precept")}


def _published_so(meeting: Meeting, item: int) -> bool:
    """
    Return whether any version of the agenda lists the item as a budget item.

    Older versions do not record whether an item is a budget item. For these versions, the title decides.
    """
    for listed in meeting.versions.values_list("snapshot__items", flat=True):
        for entry in listed:
            by_title = voting.is_by_name(meeting.committee.kind, entry["title"], None)
            if entry["pk"] == item and entry.get("by_name", by_title):
                return True
    return False


def keep_by_name(item: AgendaItem, *, was: bool) -> None:
    """Keep a corrected item a budget item, with votes by name, if it `was` a budget item before (R59)."""
    kind = item.meeting.committee.kind
    if kind == LegalKind.COUNCIL and was and not item.is_by_name(kind):
        item.decides_budget = True
