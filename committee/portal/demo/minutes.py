"""
The demonstration's minutes of 10 January 2022, written with the verbs that a clerk uses.

The meeting's agenda is published in time. The minutes are published as a draft, and the verbs put them on the agenda of
21 April 2022. The day of the agenda's publication and the confirmation are invented, and marked as invented.
"""

import datetime as dt
from typing import Any

from committee.acts.seen import having_read
from committee.models import Committee, MunicipalYear, Person, User
from committee.portal.demo.meetings import publish_in_time
from committee.wording.dates import LONDON
from meetings.agendas import verbs as agenda
from meetings.minutes.confirmation import confirming, signing
from meetings.minutes.document import minute_states, minute_text
from meetings.minutes.publication import publishing
from meetings.minutes.room import opening
from meetings.minutes.room.presence import attendance
from meetings.minutes.room.resolutions import resolving, voting
from meetings.minutes.room.resolutions.recommended import LimbDraft
from meetings.models import Capacity, ItemKind, Meeting, Minute, Minutes, MinuteSeries, MinutesState

Facts = dict[str, Any]


def load_minutes(committee: Committee, facts: Facts, by: User) -> Minutes:
    """
    Write the minutes of the meeting in `facts`, publish them as a draft, and return them.

    The meeting's agenda is published in time (R63). Existing minutes are not written again, only published if they were
    not.
    """
    minutes = take_minutes(committee, facts, by)
    if minutes.state == MinutesState.DRAFT:
        having_read(publishing.publish_draft)(minutes, at=_moment(facts["published_at"]), by=by)
    return minutes


def take_minutes(committee: Committee, facts: Facts, by: User) -> Minutes:
    """Write up and return the minutes of the meeting in `facts`, unpublished; return existing minutes as they are."""
    meeting = committee.meetings.select_related("committee", "venue").get(date=facts["day"])
    if hasattr(meeting, "minutes"):
        return meeting.minutes
    year = MunicipalYear.of(facts["day"])
    MinuteSeries.objects.get_or_create(committee=committee, year=year, defaults={"first_number": facts["first_number"]})
    before = meeting.items.get(kind=ItemKind.WORK_PROGRAMME).position
    for place, entry in enumerate((entry for entry in facts["minutes"] if "title" in entry), start=before):
        agenda.add_item(meeting, title=entry["title"], at_position=place, by=by)
    publish_in_time(meeting, by)
    began, ended = (_moment(facts[name]) for name in ("began_at", "ended_at"))
    minutes = _opened(meeting, facts, at=began, by=by)
    minute_states.open_item(minutes.entries.get(item__kind=ItemKind.DECLARATIONS), at=began, by=by)
    for step, entry in enumerate(facts["minutes"]):
        _write(minutes, entry, at=began + dt.timedelta(minutes=5 + 20 * step), by=by)
    opening.end_meeting(minutes, at=ended, by=by)
    return Minutes.objects.select_related("meeting__committee").get(pk=minutes.pk)


def load_confirmation(committee: Committee, facts: Facts, by: User) -> None:
    """Record the invented confirmation, on 21 April 2022, of the minutes of 10 January."""
    minutes = Minutes.objects.get(meeting__committee=committee, meeting__date=facts["day"])
    confirmation = facts["confirmation"]
    meeting = committee.meetings.select_related("committee", "venue").get(date=confirmation["day"])
    if hasattr(meeting, "minutes"):
        return
    began, signed = _moment(confirmation["began_at"]), _moment(confirmation["signed_at"])
    confirming_minutes = _opened(meeting, confirmation, at=began, by=by)
    entry = confirming_minutes.entries.get(item__kind=ItemKind.MINUTES)
    at = began + dt.timedelta(minutes=5)
    minute_states.open_item(entry, at=at, by=by)
    having_read(confirming.confirm)(minutes, confirming=entry, at=at, by=by)
    minute_states.close_item(entry, at=at, by=by)
    # The person who presided has no sign-in, so the minutes are signed on paper. The printed copy serves as the scan.
    scan = signing.signing_copy(minutes, at=signed)
    having_read(signing.sign_on_paper)(minutes, scan=scan, signed_on=signed.date(), at=signed, by=by)


def _opened(meeting: Meeting, facts: Facts, *, at: dt.datetime, by: User) -> Minutes:
    """Open the minutes, note that they are invented, record who attended, and begin the meeting."""
    minutes = opening.open_minutes(meeting, at=at, by=by)
    Minutes.objects.filter(pk=minutes.pk).update(invented_note=facts["note"])
    minutes.invented_note = facts["note"]
    _who_was_there(minutes, facts, at=at, by=by)
    opening.begin_meeting(minutes, at=at, by=by)
    return minutes


def _who_was_there(minutes: Minutes, facts: Facts, *, at: dt.datetime, by: User) -> None:
    seats = {
        attendee.person.slug: attendee for attendee in minutes.attendees.select_related("person") if attendee.person
    }
    for slug in facts["present"]:
        attendance.arrive(seats[slug], at=at, by=by)
    for slug in facts.get("apologies", []):
        attendance.apologise(seats[slug], by=by)
    for guest in facts.get("guests", []):
        added = attendance.add_guest(
            minutes,
            name=guest["name"],
            person=Person.objects.filter(slug=guest.get("person", "")).first(),
            body=guest.get("body", ""),
            capacity=Capacity.OTHER,
            apologies=guest.get("apologies", False),
            by=by,
        )
        if not added.apologies:
            attendance.arrive(added, at=at, by=by)
    attendance.preside(minutes, person=Person.objects.get(slug=facts["presiding"]), by=by)


def _write(minutes: Minutes, entry: Facts, *, at: dt.datetime, by: User) -> None:
    minute = _minute_of(minutes, entry)
    minute_states.open_item(minute, at=at, by=by)
    if "text" in entry:
        minute_text.write_text(minute, text=entry["text"], revision=minute.revision, at=at, by=by)
    if "confirms" in entry:
        assert minute.item and minute.item.minutes_of, "the agenda lists the minutes of the meeting before"
        having_read(confirming.confirm)(minute.item.minutes_of.minutes, confirming=minute, at=at, by=by)
    else:
        having_read(voting.agree)(resolving.propose(minute, limbs=_limbs(entry), by=by), at=at, by=by)
    minute_states.close_item(minute, at=at + dt.timedelta(minutes=15), by=by)


def _limbs(entry: Facts) -> list[LimbDraft]:
    people = Person.objects.in_bulk([limb["asked"] for limb in entry["limbs"] if "asked" in limb], field_name="slug")
    return [
        LimbDraft(
            text=limb["text"],
            kind=limb["kind"],
            asked_of=people.get(limb.get("asked", "")),
            due_on=limb.get("due_on"),
        )
        for limb in entry["limbs"]
    ]


def _minute_of(minutes: Minutes, entry: Facts) -> Minute:
    if "kind" in entry:
        return minutes.entries.get(item__kind=entry["kind"])
    return minutes.entries.get(item__title=entry["title"])


def _moment(local: dt.datetime) -> dt.datetime:
    return local.replace(tzinfo=LONDON)
