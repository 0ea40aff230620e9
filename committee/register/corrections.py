"""Strike out or correct rows of the register that were entered by mistake; the trail records each reason."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Q

from committee.access.permissions import keeps_the_register
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import reasoned
from committee.acts.verbs import Portal, verb
from committee.models import (
    Committee,
    GroupMembership,
    Person,
    Portfolio,
    PortfolioHolding,
    PortfolioRole,
    Post,
    Seat,
    SeatRole,
    Term,
    User,
    executive_scrutiny,
)
from committee.models.dated import Dated
from committee.register.lawful import first_of, hold, hold_row, refuse_oneself, save_lawful
from committee.register.people import refuse_holding, refuse_membership, refuse_post, refuse_term, refuse_votes_without
from committee.register.seats import refuse_outside_its_life, refuse_second_chairman
from committee.search import index
from committee.wording.dates import full_date

Span = tuple[date, date | None]
DAY = timedelta(days=1)
OF_THE_COMMITTEE = ("member", "substitute", "co_optee")  # capacities of attendees who belong to the committee
OPEN_RECORD = ("taking", "draft")  # states of minutes that are not published
# Columns that may be corrected beside the dates, by model. To change any other column, strike out the row and record it
# again. `merging` moves rows in this order: terms come first, because a vote needs a term of office.
CORRECTED: dict[type[Dated], tuple[str, ...]] = {
    Term: ("division",),
    GroupMembership: ("group",),
    Post: ("title",),
    Seat: ("role_name", "represents"),
    PortfolioHolding: ("portfolio",),
}


@verb(may=keeps_the_register)
def strike_out(record: Dated, *, reason: str, by: User | Portal) -> None:
    """
    Delete a seat, term, group membership, post or portfolio that was recorded by mistake.

    Raises Refused where no reason is given, where the record of a meeting needs the row (`refuse_resting`), or where a
    voting seat needs the term (R64). The trail keeps the name and the dates of the row.
    """
    _hold(record)
    reason = reasoned(reason, "why it is removed")
    refuse_resting(record, [(record.since, record.until)])
    if isinstance(record, Term):
        refuse_votes_without(record, [], "by that term of office")
    audit.record(by, "removed from the register", record, reason=reason, **_dates(record))
    person: Person = record.person  # type: ignore[attr-defined]  # every dated row belongs to a person
    record.delete()
    index.changed(person)


@verb(may=keeps_the_register)
def correct(
    record: Dated,
    *,
    since: date,
    until: date | None,
    reason: str,
    by: User | Portal,
    although_scrutinising: bool = False,
    **words: Any,
) -> Dated:
    """
    Correct the first and last day of a row that was recorded wrongly, and the columns `words` that CORRECTED lists.

    Raises TypeError for columns that CORRECTED does not list. Raises Refused where:

    - no reason is given, nothing changes, or `by` would correct their own seat, term or portfolio;
    - the record of a meeting (`refuse_resting`) or a voting seat (R64) needs a day that the correction removes;
    - a new row with these values would be refused: R37, R64, a second Chairman, a body that did not exist;
    - a seat on the executive or a Cabinet portfolio gains a day on which the person took part in scrutiny (R37), unless
      `although_scrutinising` is True.
    """
    if unknown := set(words) - set(CORRECTED[type(record)]):
        raise TypeError(f"Of {record._meta.verbose_name} that is not corrected: {', '.join(sorted(unknown))}.")
    if isinstance(record, Seat | Term | PortfolioHolding):
        refuse_oneself(record.person, by)
    _hold(record, words.get("portfolio"))
    reason = reasoned(reason, "why it is corrected")
    now = {"since": since, "until": until, **words}
    changed = {name: [_plain(getattr(record, name)), _plain(value)] for name, value in now.items()}
    changed = {name: pair for name, pair in changed.items() if pair[0] != pair[1]}
    if not changed:
        raise Refused("You have not changed anything. Change what is wrong, or leave this page.")
    if until is not None and until < since:
        raise Refused("The last day must not be before the first.")
    was: Span = (record.since, record.until)
    refuse_resting(record, lost(was, (since, until)))
    if isinstance(record, Term):
        refuse_votes_without(record, [(since, until)], "on days that these dates leave out")
    for name, value in now.items():
        setattr(record, name, value)
    refuse_beside(record)
    if not although_scrutinising:
        _refuse_scrutinised(record, lost((since, until), was))
    save_lawful(record)
    breach: dict[str, Any] = {"although_scrutinising": True} if although_scrutinising else {}
    audit.record(by, "corrected in the register", record, reason=reason, changed=changed, **breach)
    return record


def _hold(record: Any, portfolio: Portfolio | None = None) -> None:
    """Lock the rows that a record belongs to, then the record: the order in which the verbs that add rows lock."""
    if isinstance(record, PortfolioHolding):
        hold(record.person)
        for body in sorted({record.portfolio, portfolio or record.portfolio}, key=lambda one: one.pk):
            hold(body)
    hold_row(record)


def refuse_beside(record: Any) -> None:
    """Raise Refused where the values of `record`, which are not saved yet, conflict with other rows."""
    if isinstance(record, Seat):
        refuse_outside_its_life(record.committee, record.since, record.until)
        if record.role == SeatRole.CHAIRMAN:
            refuse_second_chairman(record.committee, record.person, record.since, record.until, but=record)
    elif isinstance(record, Term):
        refuse_term(record)
    elif isinstance(record, GroupMembership):
        refuse_membership(record)
    elif isinstance(record, Post):
        refuse_post(record)
    elif isinstance(record, PortfolioHolding):
        refuse_holding(record)


def _refuse_scrutinised(record: Any, gained: list[Span]) -> None:
    """R37: refuse where the person took part in scrutiny on the days that their executive seat or portfolio gains."""
    executive = isinstance(record, Seat) and record.committee.is_executive
    if executive or (isinstance(record, PortfolioHolding) and record.role == PortfolioRole.CABINET_MEMBER):
        for since, until in gained:
            executive_scrutiny.refuse_scrutinised(record.person, since, until)


def _plain(value: Any) -> str | None:
    """Return a value as the audit trail stores it."""
    if isinstance(value, date):
        return value.isoformat()
    return None if value is None else str(value) if isinstance(value, models.Model) else " ".join(str(value).split())


def _dates(record: Dated) -> dict[str, str]:
    return {"since": record.since.isoformat(), "until": record.until.isoformat() if record.until else ""}


def lost(was: Span, now: Span) -> list[Span]:
    """Return the days of `was` outside `now`, as at most two spans."""
    (first, last), (since, until) = was, now
    before = min(last or date.max, since - DAY)
    spans: list[Span] = [(first, before)] if before >= first else []
    if until is not None and (last is None or last > until):
        spans.append((max(first, until + DAY), last))
    return spans


def refuse_resting(record: Dated, spans: list[Span]) -> None:
    """
    Raise Refused, naming the meeting, where the record of a meeting needs `record` on a day in `spans`.

    Minutes of such a day need a seat or a term. An agenda published on such a day needs the proper officer's post.
    """
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
    """
    Refuse to remove days on which published minutes name the person, or any minutes record that the person came.

    For a seat, only minutes of its `committee` count. For a term, only attendance with the right to vote counts (R64).
    """
    rows = person.attended.filter(_within("minutes__meeting__date", spans), capacity__in=OF_THE_COMMITTEE)
    rows = rows.filter(minutes__meeting__committee=committee) if committee else rows.filter(voting=True)
    # Lock the minutes, so that nobody publishes them during this act.
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
    """Name up to three minutes by their meetings: "The minutes of the Planning Committee of 4 May 2022"."""
    meetings = (f"the {minute.meeting.committee} of {full_date(minute.meeting.date)}" for minute in minutes)
    return f"The minutes of {first_of(list(dict.fromkeys(meetings)), 3)}"
