"""The demonstration's meetings: the calendar and pack of 2021/22, and one meeting to come."""

import datetime as dt
from typing import Any

from committee.law.clear_days import DayList
from committee.models import Committee, Council, Person, User
from committee.portal.demo.papers import Desk, catalogue, hand_in
from committee.portal.demo.programme import print_into
from committee.register.calendar import day_list
from committee.wording.dates import LONDON
from meetings.agendas import certificate, publishing
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.models import AgendaItem, Edition, Meeting, StandingItem
from meetings.models.agenda import DETAILS
from meetings.notice_period import deadline
from meetings.packs import thumbnails
from meetings.packs.builds import build
from meetings.papers import verbs as papers
from workprogramme.models import ProgrammeVersion

Facts = dict[str, Any]
# Facts of an item that are columns too. Conditions are a list.
MORE = ("business", "paragraphs", "public_interest_reason", *(name for name in DETAILS if name != "conditions"))


def load_standing_items(committee: Committee, facts: Facts) -> None:
    """Create the items that stand on every agenda of the committee."""
    for position, entry in enumerate(facts["standing"], start=1):
        StandingItem.objects.get_or_create(
            committee=committee, kind=entry["kind"], defaults={**entry, "position": position}
        )


def load_year(committee: Committee, facts: Facts, by: User) -> None:
    """Build the calendar, with re-arranged and informal meetings."""
    for entry in facts["calendar"]:
        day = entry["day"]
        if committee.meetings.filter(date=entry.get("rearranged_to", day)).exists():
            continue
        meeting = calendar.schedule(committee, day, informal=entry.get("informal", False), by=by)
        if "rearranged_to" in entry:
            calendar.rearrange(
                meeting,
                day=entry["rearranged_to"],
                starts=meeting.starts,
                reason=entry["reason"],
                at=dt.datetime.combine(day - dt.timedelta(days=21), dt.time(10), LONDON),
                by=by,
            )


def load_papers(committee: Committee, facts: Facts, planned: Facts, by: User, desk: Desk) -> None:
    """Hand in the papers of 21 April 2022, and print the work programme `planned` into that meeting's agenda."""
    meeting = _published(committee, facts)
    if ProgrammeVersion.objects.filter(meeting=meeting).exists():
        return
    at = facts["published_at"].replace(tzinfo=LONDON)
    fill_in(meeting, facts["items"], desk, at=at, by=by)
    print_into(meeting, planned, at=at, by=by)


def load_publication(committee: Committee, facts: Facts, by: User) -> None:
    """Publish the agenda of 21 April 2022 on 11 April, with its packs and its certificate."""
    meeting = _published(committee, facts)
    if not meeting.versions.exists():
        at, posting = facts["published_at"].replace(tzinfo=LONDON), facts["certificate"]
        _publish(meeting, posting, at=at, posted=posting["posted_at"].replace(tzinfo=LONDON), by=by)


def publish_in_time(meeting: Meeting, by: User) -> None:
    """Publish the agenda on its last lawful day and complete its certificate, unless it is published already."""
    due = deadline(meeting)
    if due is None or meeting.versions.exists():
        return
    at = dt.datetime.combine(due.last_working_day, dt.time(10), LONDON)
    posting = {"by": by.get_full_name(), "where": Council.current().offices}
    _publish(meeting, posting, at=at, posted=at + dt.timedelta(minutes=30), by=by)


def _publish(meeting: Meeting, posting: Facts, *, at: dt.datetime, posted: dt.datetime, by: User) -> None:
    """Build both packs and draw their thumbnails, publish the agenda, and complete its certificate."""
    for edition in (Edition.PUBLIC, Edition.MEMBERS):
        thumbnails.draw(build.build(meeting, edition, at=at).stored)
    version = publishing.publish_agenda(meeting, seen=publishing.read_now(meeting, at), at=at, by=by)
    certificate.complete_certificate(
        version.certificate,
        posted_by=posting["by"],
        posted_at=posted,
        posted_where=posting["where"],
        inspection_by=posting["by"],
        inspection_at=posted,
        inspection_where=posting["where"],
        at=posted,
        by=by,
    )


def _published(committee: Committee, facts: Facts) -> Meeting:
    return committee.meetings.select_related("committee", "venue").get(date=facts["meeting"]["day"])


def load_upcoming(committee: Committee, facts: Facts, by: User, today: dt.date, desk: Desk) -> Meeting:
    """
    Create four meetings, six weeks apart. Return the meeting to come, which gets a half-assembled agenda.

    An existing meeting to come is returned as it is, and no meeting is created.
    """
    existing = committee.meetings.upcoming(today).first()
    if existing:
        return existing
    committee = Committee.objects.get(pk=committee.pk)
    day = _day_for(committee, today)
    for weeks in (-6, 6, 12):
        calendar.schedule(committee, day + dt.timedelta(weeks=weeks), by=by)
    meeting = calendar.schedule(committee, day, by=by)
    # The agenda published in 2022 still shows its own contact, from its snapshot.
    committee.contact_officer = Person.objects.get(slug=facts["contact"])
    committee.save(update_fields=["contact_officer"])
    fill_in(meeting, facts["items"], desk, at=dt.datetime.combine(today, dt.time(9), LONDON), by=by)
    return meeting


def _day_for(committee: Committee, today: dt.date) -> dt.date:
    """Return the first Thursday for which an agenda is due in three working days or more."""
    days: DayList = day_list()
    day = today + dt.timedelta(days=(3 - today.weekday()) % 7)
    while True:
        due = deadline(Meeting(committee=committee, date=day), days)
        if due and due.working_days_left(today) >= 3:
            return day
        day += dt.timedelta(days=7)


def fill_in(meeting: Meeting, entries: list[Facts], desk: Desk, *, at: dt.datetime, by: User) -> None:
    """Put the items of `entries` on the agenda of `meeting`, with their papers and the papers still expected."""
    for entry in entries:
        item = _item(meeting, entry, by)
        for wanted in entry.get("papers", []):
            if not item.papers.filter(title=catalogue()[wanted["source"]]["title"]).exists():
                hand_in(item, wanted, desk, at=at, by=by)
        for wanted in entry.get("expected", []):
            papers.expect_paper(item, title=wanted["title"], kind=wanted["kind"], owner=item.owner, by=by)


def _item(meeting: Meeting, entry: Facts, by: User) -> AgendaItem:
    """
    Return the agenda item of an entry, edited or added.

    An entry without a title names a standing item by its kind. A new item of Part One is added before the work
    programme, a new item of Part Two at the end.
    """
    owner = Person.objects.filter(slug=entry.get("owner", "")).first()
    words = {
        "lead_line": entry.get("lead_line", ""),
        "bullets": "\n".join(entry.get("bullets", [])),
        "owner": owner,
        **{name: entry[name] for name in MORE if name in entry},
        "conditions": "\n".join(entry.get("conditions", [])),
    }
    if "title" not in entry:
        item = meeting.items.get(kind=entry["kind"])
        return agenda.edit_item(item, by=by, **words) or item
    existing = meeting.items.filter(title=entry["title"]).first()
    if existing:
        return existing
    part = entry.get("part", 1)
    standing = meeting.items.filter(kind__in=("work_programme", "exclusion")).order_by("position").first()
    before = standing.position if standing and part == 1 else None
    return agenda.add_item(meeting, title=entry["title"], part=part, at_position=before, by=by, **words)
