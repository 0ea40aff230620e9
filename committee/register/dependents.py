"""
What rests on a row of the register, so that the row can be neither struck out nor cut short of it.

The register and the record of a meeting tell the same of its day: whoever the published or signed minutes name as of
the committee had a seat then, or was a councillor; the proper officer in whose name an agenda went out was in post.
Nothing of a meeting rests on a political group or a portfolio.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from committee.acts.refusal import Refused
from committee.models import Committee, Person, Post, Seat, Term
from committee.models.dated import Dated
from committee.wording.dates import full_date

Span = tuple[date, date | None]
DAY = timedelta(days=1)
OF_THE_COMMITTEE = ("member", "substitute", "co_optee")
OPEN_RECORD = ("taking", "draft")


def lost(was: Span, now: Span) -> list[Span]:
    """Return the days of `was` outside `now`, as at most two spans."""
    (first, last), (since, until) = was, now
    before = min(last or date.max, since - DAY)
    spans: list[Span] = [(first, before)] if before >= first else []
    if until is not None and (last is None or last > until):
        spans.append((max(first, until + DAY), last))
    return spans


def refuse_resting(record: Dated, spans: list[Span]) -> None:
    """Raise Refused where what was published of a meeting on one of those days rests on `record`; it says of which."""
    if not spans:
        return
    if isinstance(record, Seat):
        _refuse_named(record.person, spans, record.committee)
    elif isinstance(record, Term):
        _refuse_named(record.person, spans)
    elif isinstance(record, Post) and record.is_proper_officer:
        _refuse_issued(record, spans)


def _within(name: str, spans: Iterable[Span]) -> Q:
    condition = Q(pk__in=[])
    for since, until in spans:
        begins = Q(**{f"{name}__gte": since})
        condition |= begins & Q(**{f"{name}__lte": until}) if until else begins
    return condition


def _refuse_named(person: Person, spans: list[Span], committee: Committee | None = None) -> None:
    """Refuse losing days on which minutes name the person: of a seat in its committee's, of a term by a vote (R64)."""
    rows = person.attended.filter(_within("minutes__meeting__date", spans), capacity__in=OF_THE_COMMITTEE)
    rows = rows.filter(minutes__meeting__committee=committee) if committee else rows.filter(voting=True)
    # Held, so that nobody publishes the minutes beside this act.
    locked = rows.select_for_update(of=("minutes",), no_key=True).select_related("minutes__meeting__committee")
    named = list(locked.order_by("minutes__meeting__date", "pk"))
    published = [row.minutes for row in named if row.minutes.state not in OPEN_RECORD]
    if published:
        raise Refused(
            f"{_which(published)} are published and name {person} as of the "
            "committee, so the register says the same of that day. Correct the dates so that they hold it, or record "
            "the last day instead."
        )
    came = [row.minutes for row in named if row.presences.exists()]
    if came:
        raise Refused(
            f"{_which(came)} record that {person} was there as of the committee. If that is wrong too, correct the "
            "attendance there first."
        )


def _refuse_issued(post: Post, spans: list[Span]) -> None:
    others = post.person.posts.filter(is_proper_officer=True).exclude(pk=post.pk)
    bodies = Committee.objects.filter(
        _within("meetings__versions__published_at__date", spans),
        meetings__versions__snapshot__proper_officer__name=post.person.name,
    )
    rows = bodies.order_by("meetings__date").values_list(
        "name", "meetings__date", "meetings__versions__published_at__date"
    )
    for name, day, published_on in rows.distinct():
        if not any(other.held_on(published_on) for other in others):
            raise Refused(
                f"The agenda of the {name} of {full_date(day)} was published in the name of {post.person} on "
                f"{full_date(published_on)}, so the post held on that day. Correct the dates so that they hold it, or "
                "record the last day instead."
            )


def _which(minutes: Iterable[Any]) -> str:
    """Up to three minutes by their meetings: "The minutes of the Planning Committee of 4 May 2022"."""
    named = list(
        dict.fromkeys(f"the {minute.meeting.committee} of {full_date(minute.meeting.date)}" for minute in minutes)
    )
    more = f" and {len(named) - 3} more" if len(named) > 3 else ""
    return f"The minutes of {', '.join(named[:3])}{more}"
