"""Reading records: a page, one record, or all of a kind. Each kind's own queryset decides whether a row is public."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from committee.models import EntryKind, OpenRecord, SearchEntry
from committee.open_data.keeping import RECORDS
from committee.open_data.records import iso
from committee.portal.api.schemas import KINDS, PLACES, Kind
from meetings.models import Meeting, Recording
from meetings.recordings import private_times

A_BATCH = 500
# A change is stamped before its transaction commits. A client that continues from `until` reads the last ten minutes
# again, so it misses no change that was committed late.
OVERLAP = dt.timedelta(minutes=10)
ADDRESSES = ("page", "file", "report")  # fields stored as paths, and given as absolute addresses
# Kinds whose text has an address of its own: kind -> (field for the address of the text, name of its URL pattern).
BESIDE = {"paper": ("text", "public:api-paper-text"), "recording": ("captions", "public:api-recording-captions")}
# Fields with the day of a record, or with its first and last day. A record of another kind has the day of its meeting.
DAYS: dict[Kind, tuple[str, ...]] = {
    Kind.COMMITTEES: ("founding_date", "dissolution_date"),
    Kind.SEATS: ("start_date", "end_date"),
    Kind.ACTIONS: ("requested_on",),
    Kind.ANSWERS: ("date",),
    Kind.PROGRAMME_ITEMS: ("date",),
    Kind.KEY_DECISIONS: ("earliest_date", "latest_date"),
    Kind.REVIEWS: ("proposed", "reported"),
    Kind.RESPONSES: ("date",),
}
WITHOUT_DAY = frozenset({Kind.PEOPLE, Kind.RECOMMENDATIONS})
Data = dict[str, Any]


class NoDay(ValueError):
    """Records of this kind have no day, so a list of them cannot be narrowed by days."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Limits of a list of records: ids of a committee and a meeting, a first and a last day; None for no limit."""

    committee: int | None = None
    meeting: int | None = None
    first: dt.date | None = None
    last: dt.date | None = None

    def of(self, kind: Kind, rows: QuerySet[OpenRecord]) -> QuerySet[OpenRecord]:
        """Return the rows of a kind within these limits. Raise NoDay for days where the kind has none."""
        if self.committee is not None:
            rows = rows.filter(committee=self.committee)
        if self.meeting is not None:
            rows = rows.filter(meeting=self.meeting)
        if self.first is None and self.last is None:
            return rows
        if kind in WITHOUT_DAY:
            raise NoDay
        first, last = self.first or dt.date.min, self.last or dt.date.max
        if kind not in DAYS:
            return rows.filter(meeting__in=Meeting.objects.filter(date__range=(first, last)).values("pk"))
        begins, ends = f"data__{DAYS[kind][0]}", f"data__{DAYS[kind][-1]}"
        # Both databases compare ISO texts as days, but only PostgreSQL finds that null is less than a text.
        starts_in_time, ends_in_time = Q((f"{begins}__lte", last.isoformat())), Q((f"{ends}__gte", first.isoformat()))
        if begins != ends:
            starts_in_time, ends_in_time = starts_in_time | Q((begins, None)), ends_in_time | Q((ends, None))
        return rows.filter(starts_in_time, ends_in_time)


class BadCursor(ValueError):
    """The cursor was not made by this API."""


def shown(at: dt.datetime) -> QuerySet[OpenRecord]:
    """Return the records last changed at or before `at`, including the tombstones of deleted records."""
    return OpenRecord.objects.filter(modified__lte=at)


def present(kind: Kind, within: Narrowing, at: dt.datetime) -> QuerySet[OpenRecord]:
    """Return the records of a kind `within` limits in the order of ids, without tombstones. May raise NoDay."""
    return within.of(kind, shown(at).filter(kind=KINDS[kind], deleted__isnull=True)).order_by("thing")


def page(kind: Kind, *, after: str, limit: int, within: Narrowing, at: dt.datetime) -> tuple[list[Data], str]:
    """
    Return the records of a kind `within` limits after the cursor `after`, and the next cursor: "" on the last page.

    The number of queries does not grow with the size of the page.
    """
    rows = present(kind, within, at)
    if after:
        rows = rows.filter(thing__gt=_numbers(after, 1)[0])
    rows_read = list(rows[: limit + 1])
    more = len(rows_read) > limit
    return told(rows_read[:limit], at), cursor(rows_read[limit - 1].thing) if more else ""


def changes(
    *, since: dt.datetime | None, committee: int | None, after: str, limit: int, at: dt.datetime
) -> tuple[list[Data], str]:
    """Return changed records, the earliest change first, and the cursor of the next page: "" on the last page."""
    rows = shown(at).order_by("modified", "pk")
    if committee is not None:
        rows = rows.filter(committee=committee)
    if since is not None:
        rows = rows.filter(modified__gte=since)
    if after:
        stamp, pk = _numbers(after, 2)
        moment = _moment(stamp)
        rows = rows.filter(Q(modified__gt=moment) | Q(modified=moment, pk__gt=pk), modified__gte=moment)
    rows_read = list(rows[: limit + 1])
    more = len(rows_read) > limit
    last = rows_read[limit - 1] if more else None
    return told(rows_read[:limit], at), cursor(_stamp(last.modified), last.pk) if last else ""


def one(kind: Kind, thing: int, at: dt.datetime) -> OpenRecord | None:
    """Return the record with id `thing`, or its tombstone; None where no record exists or the row is not public now."""
    row = shown(at).filter(kind=KINDS[kind], thing=thing).first()
    if row is None or row.deleted:
        return row
    return row if RECORDS.still_public(row.kind, [thing], timezone.localdate(at)) else None


def all_of(records: QuerySet[OpenRecord], at: dt.datetime) -> Iterator[Data]:
    """Yield all of these `present` records in the order of ids, with a few queries per batch of A_BATCH."""
    after = 0
    while rows := list(records.filter(thing__gt=after)[:A_BATCH]):
        yield from told(rows, at)
        after = rows[-1].thing


def told(rows: Sequence[OpenRecord], at: dt.datetime) -> list[Data]:
    """
    Return the public rows and the tombstones among `rows` as data, in the same order, with a few queries per kind.

    SECURITY: this is a second check: each kind's own queryset decides whether a row is public now.
    """
    things: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        if not row.deleted:
            things[row.kind].append(row.thing)
    public = {kind: RECORDS.still_public(kind, ids, timezone.localdate(at)) for kind, ids in things.items()}
    return [as_data(row) for row in rows if row.deleted or row.thing in public[row.kind]]


def as_data(row: OpenRecord) -> Data:
    """Return a record as data. For a deleted record, return its tombstone."""
    place = PLACES[row.kind].value
    data: Data = {"kind": row.kind, "id": row.thing, "url": absolute("public:api-record", place, row.thing)}
    if row.deleted:
        return {**data, "deleted": iso(row.deleted)}
    fields = {
        key: settings.SITE_URL + value if value and key in ADDRESSES else value for key, value in row.data.items()
    }
    if row.kind in BESIDE:
        field, name = BESIDE[row.kind]
        fields[field] = absolute(name, row.thing)
    return {**data, "created": iso(row.created), "modified": iso(row.modified), **fields}


def absolute(name: str, *args: object) -> str:
    """Return the absolute address of a page of the portal."""
    return settings.SITE_URL + reverse(name, args=args)


def text_of(row: OpenRecord) -> Data:
    """Return the text of a paper, page by page, from the search index: one query."""
    pages = SearchEntry.objects.filter(kind=EntryKind.PAPER, thing=row.thing).exclude(text="").order_by("pk")
    words = [{"place": place, "text": text} for place, text in pages.values_list("place", "text")]
    return {"id": row.thing, "title": row.data["title"], "pages": words}


def captions_of(row: OpenRecord) -> Data:
    """
    Return the captions of a recording, without passages spoken in private.

    SECURITY: the private times are read from the meeting's present data, as on the recording's page, and never from
    the records.
    """
    recording = Recording.objects.select_related("meeting").get(pk=row.thing)
    passages = [
        {"begins": caption.begins, "ends": caption.ends, "text": caption.text}
        for caption in private_times.said_in_public(recording)
    ]
    return {"id": row.thing, "title": row.data["title"], "passages": passages}


def cursor(*numbers: int) -> str:
    """Encode the numbers of the last record on a page as a cursor: a text that needs no escaping in an address."""
    return urlsafe_base64_encode(".".join(map(str, numbers)).encode())


def _numbers(cursor_text: str, count: int) -> list[int]:
    try:
        words = urlsafe_base64_decode(cursor_text).decode("ascii").split(".")
    except ValueError as error:
        raise BadCursor from error
    if len(words) != count or not all(word.isdigit() and len(word) <= 18 for word in words):
        raise BadCursor
    return [int(word) for word in words]


EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def _stamp(moment: dt.datetime) -> int:
    return (moment - EPOCH) // dt.timedelta(microseconds=1)


def _moment(stamp: int) -> dt.datetime:
    try:
        return EPOCH + dt.timedelta(microseconds=stamp)
    except OverflowError as error:
        raise BadCursor from error
