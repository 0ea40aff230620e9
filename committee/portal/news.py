"""Topics to follow whose news come from more than one app: a councillor, and a search."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Min
from django.urls import reverse
from django.utils import timezone

from committee.following.topics import MOST, Kind, News
from committee.models import Person, Seat
from committee.portal.search import Address, of_key
from committee.search import results
from committee.search.databases import TooLong
from committee.wording.dates import full_date, start_of
from meetings.minutes.registers import registers
from meetings.models import Minutes, MinutesVersion

LATELY = dt.timedelta(days=400)  # age of the oldest meetings in a councillor's news


def _page_of(person: Person) -> str:
    return reverse("public:councillor", args=[person.slug])


def news_of_member(person: Person) -> list[News]:
    """
    Return news of a member: new seats, and newly published attendance, interests or votes, without their contents.

    SECURITY: the news are read from the same public rows as the member's page, so they reveal nothing withheld.
    """
    today = timezone.localdate()
    return [*_seats(person, today), *_minutes(person, today - LATELY, today)]


def _seats(person: Person, today: dt.date) -> Iterator[News]:
    rows = Seat.objects.filter(person=person, since__lte=today).select_related("committee")
    for seat in rows.order_by("-since", "-pk")[:MOST]:
        title = f"New seat: {seat.committee.name}, from {full_date(seat.since)}"
        yield News(title, _page_of(person), start_of(seat.since), f"seat {seat.pk}")


def _minutes(person: Person, since: dt.date, until: dt.date) -> Iterator[News]:
    """
    Yield news for each meeting whose public minutes record the member: attendance, and any votes and interests.

    The time of the news is the first publication of the full minutes.
    """
    rows = Minutes.objects.public().filter(attendees__person=person, meeting__date__range=(since, until))
    listed = list(rows.select_related("meeting__committee").order_by("-meeting__date", "-pk").distinct()[:MOST])
    versions = MinutesVersion.objects.public().whole().filter(minutes__in=[minutes.pk for minutes in listed])
    out = dict(versions.order_by().values_list("minutes").annotate(Min("made_at")))
    voted = {vote.meeting for vote in registers.votes_of(person, since, until)}
    declared = {interest.meeting for interest in registers.declarations_of(person, since, until)}
    for minutes in listed:
        meeting, at = minutes.meeting, out.get(minutes.pk)
        if at is None:
            continue
        topics = {"Attendance": True, "Recorded votes": meeting in voted, "Interests declared": meeting in declared}
        url = reverse("public:minutes", args=[meeting.committee.slug, meeting.slug])
        for what in (what for what, is_told in topics.items() if is_told):
            title = f"{what} published: {meeting.committee.name}, {full_date(meeting.date)}"
            yield News(title, url, at, f"{what} {minutes.pk}")


def _title_of(address: Address) -> str:
    """
    Return the name of a search: its words and filters.

    SECURITY: a stranger may have typed a link, and the name gets into emails. The words therefore have only letters,
    figures and spaces, which make no link.
    """
    return ", ".join([f"Search for {address.asked.query.normalised}", *address.labels.values()])


def news_of_search(address: Address) -> list[News]:
    """Return the newest results of a search as news: kind, committee and day of each, without its text."""
    try:
        hits = results.latest(address.asked, on=timezone.localdate(), most=4 * MOST)
    except TooLong:
        return []
    return [_news_of(hit) for hit in hits]


def _news_of(hit: results.Hit) -> News:
    entry = hit.entry
    of = [hit.committee.name if hit.committee else "", full_date(entry.day) if entry.day else ""]
    title = ", ".join(part for part in (hit.kind, *of) if part)
    return News(title, entry.address, entry.since, f"{entry.kind} {entry.thing}")


COUNCILLOR = Kind(
    "councillor",
    find=lambda slug: Person.objects.public(timezone.localdate()).filter(slug=slug).first(),
    topic_name=lambda person: person.printed_name,
    url=_page_of,
    news=news_of_member,
)
SEARCH = Kind(
    "search",
    find=of_key,
    topic_name=_title_of,
    url=lambda address: f"{reverse('public:search')}?{address.query(order='newest')}",
    news=news_of_search,
    unconfirmed="a search",
)
