"""Calendar files (iCalendar, RFC 5545): the parts that every app's calendars share."""

import datetime as dt
from typing import cast
from zoneinfo import ZoneInfo

from icalendar import Calendar, Timezone

LONDON = ZoneInfo("Europe/London")
# RFC 5545 requires a definition of each time zone used. Great Britain has had these two rules since 1996.
ZONE = Timezone.from_ical(
    b"""BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19960331T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
TZNAME:BST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
TZNAME:GMT
END:STANDARD
END:VTIMEZONE"""
)
LASTS = dt.timedelta(hours=2)  # length of a meeting's event, because nobody knows when the meeting will end


def begin(name: str, *, product: str) -> Calendar:
    """Return an empty calendar called `name`, with its time zone; `product` names the kind of calendar."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Council committees//{product}//EN")
    calendar.add("version", "2.0")
    # The library does not escape a property that RFC 5545 does not name, so line breaks are removed here.
    calendar.add("x-wr-calname", " ".join(name.split()))
    calendar.add_component(ZONE)
    return calendar


def uid_of_meeting(pk: int, site: str) -> str:
    """Return the UID of a meeting's event, the same in all our calendars; `site` is the portal's address."""
    return f"meeting-{pk}@{host(site)}"


def host(site: str) -> str:
    """Return the host in the address of a site; the address must not end in a slash."""
    return site.partition("://")[2] or site


def begins(day: dt.date, starts: dt.time) -> dt.datetime:
    """Return the moment of a day and a time in London."""
    return dt.datetime.combine(day, starts, LONDON)


def written(calendar: Calendar) -> bytes:
    """Return the calendar as the bytes of an .ics file."""
    return cast(bytes, calendar.to_ical())
