"""
A minuted meeting for the tests of what comes after it, made by the verbs themselves.

10 January 2022: Apologies, Declarations, Minutes, Young Carers (two limbs, one asking), an exempt item whose words are
found nowhere else, Work Programme, Exclusion. Charles presides; Vera and Mary are there.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from committee.acts.seen import having_read
from committee.models import Committee, MunicipalYear, Person, User
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.minutes.confirmation import confirming as verbs
from meetings.minutes.confirmation import signing
from meetings.minutes.confirmation.confirming import signatory_of
from meetings.minutes.document import minute_states, minute_text, unlisted_business
from meetings.minutes.publication import circulating, publishing
from meetings.minutes.room import opening
from meetings.minutes.room.presence import attendance, interests
from meetings.minutes.room.resolutions import exclusion, resolving, voting
from meetings.minutes.room.resolutions.recommended import LimbDraft
from meetings.models import (
    Attendee,
    Confirmation,
    ItemKind,
    LimbKind,
    Meeting,
    Minute,
    Minutes,
    MinuteSeries,
    Paper,
    Resolution,
)
from meetings.papers import verbs as papers
from tests.meetings.packs.making import pdf_of
from tests.meetings.publishing import moment

POISON = "zanzibarquill"
EXEMPT_WORDS = (
    "the grandmother in Ambridge Lane offered to keep the youngest boy until the summer holidays begin next year"
)
ELSEWHERE = "It was open at the offices from 31 December 2021"
TENTH, APRIL = dt.date(2022, 1, 10), dt.date(2022, 4, 21)
BEGAN, ENDED = moment(2022, 1, 10, 10), moment(2022, 1, 10, 12)
AFTER = moment(2022, 1, 12, 9)
IN_APRIL, SIGNED = moment(2022, 4, 21, 10), moment(2022, 4, 21, 10, 30)


def person_of(minutes: Minutes, person: Person) -> Attendee:
    """Their row in the list of attendance."""
    return minutes.attendees.get(person=person)


def entry(minutes: Minutes, heading: str) -> Minute:
    """Return the minute whose heading begins with `heading`."""
    return minutes.entries.select_related("minutes__meeting__committee", "item").get(heading__startswith=heading)


def schedule(committee: Committee, day: dt.date, clerk: User) -> Meeting:
    """Return a meeting of that day with the committee's usual items."""
    return calendar.schedule(committee, day, by=clerk)


def in_the_room(meeting: Meeting, clerk: User, at: dt.datetime) -> Minutes:
    """Its minutes opened, everybody of the committee there and the Chairman presiding."""
    minutes = opening.open_minutes(meeting, at=at, by=clerk)
    for attendee in minutes.attendees.all():
        attendance.arrive(attendee, at=at, by=clerk)
    chairman = meeting.committee.seats.get(role="chairman").person
    attendance.preside(minutes, person=chairman, by=clerk)
    opening.begin_meeting(Minutes.objects.get(pk=minutes.pk), at=at, by=clerk)
    return Minutes.objects.select_related("meeting__committee").get(pk=minutes.pk)


def taken(committee: Committee, clerk: User, *, exempt: bool = True, ended: bool = True) -> Minutes:
    """Minute the meeting of 10 January 2022."""
    committee.quorum = 2
    committee.save()
    year = MunicipalYear.of(TENTH)
    if year:
        MinuteSeries.objects.get_or_create(committee=committee, year=year, defaults={"first_number": 37})
    meeting = schedule(committee, TENTH, clerk)
    agenda.add_item(meeting, title="Young Carers", by=clerk)
    if exempt:
        _add_exempt(meeting, clerk)
    minutes = in_the_room(meeting, clerk, BEGAN)
    carers = minute_states.open_item(entry(minutes, "Young Carers"), at=moment(2022, 1, 10, 10, 10), by=clerk)
    write(carers, "<p>Members heard of the <strong>work</strong> with young carers &amp; schools.</p>", clerk)
    limbs = [
        LimbDraft("the report be noted", LimbKind.NOTED),
        LimbDraft("figures on young carers be sent to members", LimbKind.INFORMATION, asked_body="the Director"),
    ]
    resolve(entry(minutes, "Young Carers"), limbs, moment(2022, 1, 10, 10, 40), clerk)
    for heading in ("Declarations", "Minutes", "Work Programme"):
        write(said_taken(minutes, heading, clerk), f"<p>Words under {heading.lower()}.</p>", clerk)
    if exempt:
        _take_exempt(minutes, clerk)
    if ended:
        opening.end_meeting(minutes, at=ENDED, by=clerk)
    return Minutes.objects.select_related("meeting__committee").get(pk=minutes.pk)


def _add_exempt(meeting: Meeting, clerk: User) -> None:
    item = agenda.add_item(meeting, title=f"Placement of {POISON}", public_title="A placement", part=2, by=clerk)
    papers.add_paper(
        item, title=f"Report on {POISON}", data=pdf_of(1, "A placement"), filename="a.pdf", at=BEGAN, by=clerk,
        access="exempt", paragraphs=(1,), public_interest_reason="It would harm a person.", not_own_development=True,
        public_title="A report", background_papers="None",
    )  # fmt: skip


def put_in_exempt_paper(minutes: Minutes, clerk: User, words: str = EXEMPT_WORDS) -> None:
    """Put these words in the file of the exempt paper of the meeting."""
    paper = Paper.objects.select_related("item__meeting").get(item__meeting=minutes.meeting, access="exempt")
    papers.receive_file(paper, data=pdf_of(2, words), filename="exempt.pdf", at=BEGAN, by=clerk)


def _take_exempt(minutes: Minutes, clerk: User) -> None:
    secret = entry(minutes, "Placement")
    assert secret.item
    exclusion.exclude_public(
        entry(minutes, "Exclusion"), items={secret.item: (1,)}, at=moment(2022, 1, 10, 11), by=clerk
    )
    minute_states.open_item(secret, at=moment(2022, 1, 10, 11, 5), by=clerk)
    write(entry(minutes, "Placement"), f"<p>The committee spoke of {POISON} at length.</p>", clerk)
    limb = LimbDraft(f"the placement of {POISON} be approved", LimbKind.AGREED)
    resolve(entry(minutes, "Placement"), [limb], moment(2022, 1, 10, 11, 20), clerk)


def full(committee: Committee, clerk: User) -> Minutes:
    """Minute the meeting with a row of every kind: an interest, a guest, a member's own vote."""
    minutes = taken(committee, clerk, ended=False)
    carers = entry(minutes, "Young Carers")
    guest = attendance.add_guest(minutes, name="Gus Guest", body="Health Trust", by=clerk)
    attendance.arrive(guest, at=BEGAN, by=clerk)
    minute_states.attend_for(carers, [guest], by=clerk)
    member = minutes.attendees.filter(capacity="member").last()
    assert member
    programme = entry(minutes, "Work Programme")
    assert programme.item
    interests.declare(member, programme.item, kind="personal", nature="A friend.", at=BEGAN, by=clerk)
    motion = resolving.propose(programme, limbs=[LimbDraft("the programme be noted", LimbKind.NOTED)], by=clerk)
    voters = minutes.attendees.filter(voting=True, virtual=False).count()
    at = moment(2022, 1, 10, 10, 50)
    having_read(voting.show_of_hands)(motion, votes_for=voters, votes_against=0, at=at, by=clerk)
    voting.demand(motion, member, "for", by=clerk)
    opening.end_meeting(minutes, at=ENDED, by=clerk)
    summarised(minutes, clerk)
    unlisted_business.name_ground(minutes, kind="elsewhere", words=ELSEWHERE, at=ENDED, by=clerk)
    return Minutes.objects.select_related("meeting__committee").get(pk=minutes.pk)


def write(minute: Minute, words: str, clerk: User) -> Minute:
    """Words of a minute, over whatever stands there."""
    now = Minute.objects.select_related("minutes__meeting__committee").get(pk=minute.pk)
    return minute_text.write_text(now, text=words, revision=now.revision, at=ENDED, by=clerk)


def said_taken(minutes: Minutes, heading: str, clerk: User) -> Minute:
    """Record that an item was taken, at an unknown time, and return its minute."""
    return minute_states.say_taken(entry(minutes, heading), taken=True, by=clerk)


def resolve(minute: Minute, limbs: list[LimbDraft], at: dt.datetime, clerk: User) -> Resolution:
    """Agree a resolution without a vote."""
    return having_read(voting.agree)(resolving.propose(minute, limbs=limbs, by=clerk), at=at, by=clerk)


def summarised(minutes: Minutes, clerk: User) -> Minutes:
    """With the public summary of the exempt minute."""
    minute_text.summarise(entry(minutes, "Placement"), text="<p>A placement was approved.</p>", by=clerk, at=ENDED)
    return minutes


def confirming(minutes: Minutes, clerk: User, day: dt.date = APRIL, **fields: Any) -> Minute:
    """Begin a later meeting, and return the minute of the item that lists these minutes for confirmation."""
    meeting = Meeting.objects.filter(committee=minutes.meeting.committee, date=day).first()
    meeting = meeting or calendar.schedule(minutes.meeting.committee, day, by=clerk, **fields)
    theirs = in_the_room(meeting, clerk, timezone.make_aware(dt.datetime.combine(day, dt.time(10))))
    return theirs.entries.select_related("minutes__meeting__committee").get(item__kind=ItemKind.MINUTES)


def sign(minutes: Minutes, at: dt.datetime = SIGNED) -> Confirmation:
    """Signed, signed in, by whoever presided where they were confirmed."""
    return having_read(signing.sign)(minutes, at=at, by=User.objects.get(person=signatory_of(minutes)))


def sign_on_paper(minutes: Minutes, clerk: User, at: dt.datetime = SIGNED) -> Confirmation:
    """Record the minutes as signed on paper that day, with a scan of one page."""
    return having_read(signing.sign_on_paper)(
        minutes, scan=pdf_of(1, "Signed"), signed_on=timezone.localdate(at), at=at, by=clerk
    )


def end(minutes: Minutes, clerk: User) -> Minutes:
    """End the meeting two hours after it began."""
    assert minutes.began_at
    opening.end_meeting(minutes, at=minutes.began_at + dt.timedelta(hours=2), by=clerk)
    return Minutes.objects.select_related("meeting__committee").get(pk=minutes.pk)


def confirmed_by_another(committee: Committee, clerk: User, readers: Iterable[User]) -> tuple[Minutes, Minutes]:
    """Minutes of September, published twice and confirmed in October; those of October, out for comments by readers."""
    september, october = moment(2021, 9, 6, 10), moment(2021, 10, 4, 10)
    earlier = in_the_room(schedule(committee, september.date(), clerk), clerk, september)
    minute_states.open_item(entry(earlier, "Work Programme"), at=september, by=clerk)
    end(earlier, clerk)
    words = entry(earlier, "Work Programme")
    for text_ in ("Members heard of it.", "Members heard much of it."):
        write(words, f"<p>{text_}</p>", clerk)
        having_read(publishing.publish_draft)(earlier, at=september + dt.timedelta(days=1), by=clerk)
    later = in_the_room(schedule(committee, october.date(), clerk), clerk, october)
    verbs.correct(
        words, old_words="Members heard", new_words="All heard", agreed_in=later.meeting, at=october, by=clerk
    )
    having_read(verbs.confirm)(earlier, confirming=entry(later, "Minutes"), at=october, by=clerk)
    minute_states.open_item(entry(later, "Work Programme"), at=october, by=clerk)
    end(later, clerk)
    later.refresh_from_db()
    after = october + dt.timedelta(days=1)
    sent = having_read(circulating.circulate)(
        later, to=[one.person for one in readers if one.person], comments_by=after.date(), at=after, by=clerk
    )
    first = next(iter(readers))
    circulating.comment(sent, entry(later, "Work Programme"), text="It was long.", at=after, by=first)
    earlier.refresh_from_db()
    return earlier, later


def signed_long_ago(committee: Committee, clerk: User) -> Minutes:
    """Minutes of June 2021, confirmed in July and signed on paper."""
    june, july = moment(2021, 6, 7, 10), moment(2021, 7, 5, 10)
    minutes = in_the_room(schedule(committee, june.date(), clerk), clerk, june)
    said_taken(minutes, "Work Programme", clerk)
    end(minutes, clerk)
    having_read(publishing.publish_draft)(minutes, at=june + dt.timedelta(days=1), by=clerk)
    later = in_the_room(schedule(committee, july.date(), clerk), clerk, july)
    having_read(verbs.confirm)(minutes, confirming=entry(later, "Minutes"), at=july, by=clerk)
    sign_on_paper(minutes, clerk, july)
    return Minutes.objects.select_related("meeting__committee").get(pk=minutes.pk)
