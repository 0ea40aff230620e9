"""The demonstration's next municipal year, invented meetings of the other committees, and recordings."""

import datetime as dt
from typing import Any

from committee.acts.seen import having_read
from committee.models import Committee, Person, User
from committee.portal.demo import people
from committee.portal.demo.meetings import fill_in, load_standing_items, publish_in_time
from committee.portal.demo.papers import Desk
from committee.portal.demo.programme import noon
from committee.register.calendar import day_list
from committee.wording.dates import LONDON
from meetings.calendar import panels
from meetings.calendar import verbs as calendar
from meetings.models import Meeting
from meetings.notice_period import deadline
from meetings.recordings import verbs as recordings
from workprogramme.forward_plan import private_notices

Facts = dict[str, Any]


def load_others(facts: Facts, upcoming: Meeting, by: User, today: dt.date, desk: Desk) -> None:
    """Create the next municipal year, and each meeting in `facts` whose committee has no meeting to come yet."""
    people.year_of(people.year_of(today).ends + dt.timedelta(days=1))
    for entry in facts["meetings"]:
        committee = Committee.objects.get(slug=entry["committee"])
        if committee.meetings.upcoming(today).exists():
            continue
        load_standing_items(committee, facts)
        is_published = entry["day"] == "published"
        day = _published_already(committee, today) if is_published else _after(upcoming.date, entry["day"])
        meeting = calendar.schedule(committee, day, by=by)
        due = deadline(meeting)
        ready = dt.datetime.combine(due.last_working_day if due and is_published else today, dt.time(9), LONDON)
        fill_in(meeting, entry["items"], desk, at=ready, by=by)
        if panel := entry.get("panel"):
            drawn = list(Person.objects.filter(slug__in=panel))
            presides = next(person for person in drawn if person.slug == panel[0])
            panels.draw_panel(meeting, people=drawn, chairman=presides, by=by)
        if is_published:
            publish_in_time(meeting, by)
        if private := entry.get("private"):
            _give_notice(meeting, private, today, by)


def _give_notice(meeting: Meeting, facts: Facts, today: dt.date, by: User) -> None:
    """Publish the first notice that the executive's meeting will hear a matter in private, with the reasons."""
    at = noon(today - dt.timedelta(days=facts["published_before"]))
    notice = private_notices.enter(meeting, matter=facts["matter"], reasons=facts["reasons"], at=at, by=by)
    having_read(private_notices.publish_first)(notice, at=at, by=by)


def _after(first: dt.date, number: int) -> dt.date:
    """Return the day `number` days after `first`; add weeks until it is a working day and not at Christmas."""
    days, day = day_list(), first + dt.timedelta(days=number)
    while not days.working(day) or (day.month, day.day) >= (12, 21) or (day.month, day.day) <= (1, 3):
        day += dt.timedelta(weeks=1)
    return day


def _published_already(committee: Committee, today: dt.date) -> dt.date:
    """
    Return the day for a meeting whose agenda is out already: the latest fitting day of the next seven.

    A working day fits where the last working day to publish an agenda for it was before today.
    """
    days = day_list()
    ahead = [today + dt.timedelta(days=number) for number in range(1, 8)]
    dues = [(day, deadline(Meeting(committee=committee, date=day), days)) for day in ahead if days.working(day)]
    return max(day for day, due in dues if due and due.last_working_day < today)


KEPT_DAYS = 6 * 365


def load_recordings(committee: Committee, facts: dict[str, Any], clerk: User, today: dt.date) -> None:
    """Create each recording with its captions, where the meeting has no recording yet."""
    for entry in facts["recordings"]:
        meeting = committee.meetings.select_related("committee").get(date=entry["day"])
        if meeting.recordings.exists():
            continue
        recording = recordings.add_recording(
            meeting,
            address=entry["address"],
            title=entry["title"],
            starts_at=entry["starts_at"].replace(tzinfo=LONDON),
            kept_until=today + dt.timedelta(days=KEPT_DAYS),
            at=dt.datetime.combine(today, dt.time(9), tzinfo=LONDON),
            by=clerk,
        )
        if "captions" in entry:
            having_read(recordings.put_captions)(recording, data=entry["captions"].strip().encode(), by=clerk)
