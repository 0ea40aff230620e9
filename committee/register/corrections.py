"""Rows of the register that were entered by mistake, struck out or corrected, each with its reason on the trail."""

from datetime import date
from typing import Any

from django.db import models

from committee.access.permissions import keeps_the_register
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import reasoned
from committee.acts.verbs import Portal, verb
from committee.models import (
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
from committee.register.dependents import Span, lost, refuse_resting
from committee.register.lawful import hold, hold_row, refuse_oneself, save_lawful
from committee.register.people import refuse_membership, refuse_post, refuse_term, refuse_votes_without
from committee.register.portfolios import refuse_holding
from committee.register.seats import refuse_outside_its_life, refuse_second_chairman
from committee.search import index
from committee.wording.dates import full_date

# By model: what may be corrected beside the dates. Anything else is struck out, and recorded anew.
CORRECTED: dict[type[Dated], tuple[str, ...]] = {
    Seat: ("role_name",),
    Term: ("division",),
    GroupMembership: ("group",),
    Post: ("title",),
    PortfolioHolding: ("portfolio",),
}


@verb(may=keeps_the_register)
def strike_out(record: Dated, *, reason: str, by: User | Portal) -> None:
    """
    Take out a seat, term, group membership, post or portfolio that was recorded by mistake, as though it never held.

    Raises Refused without a reason, where the record of a meeting rests on it (`resting`), and for a term on which a
    vote rests (R64). What it said stays on the trail.
    """
    _hold(record)
    reason = reasoned(reason, "why it is removed")
    refuse_resting(record, [(record.since, record.until)])
    if isinstance(record, Term):
        refuse_votes_without(record, [], "by that term of office")
    audit.record(by, "removed from the register", record, reason=reason, **_dates(record))
    person: Person = record.person  # type: ignore[attr-defined]  # every dated row is somebody's
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
    Correct the first and last day of a row that was recorded wrongly, and the `words` that CORRECTED names.

    Raises Refused without a reason, where nothing changes, where a day is left out on which the record of a meeting
    (`resting`) or a vote (R64) rests, and wherever a new row of those days would be: R37, R64, a second Chairman, a
    body that did not exist. TypeError for other words.
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
    """Lock a record after what it belongs to, in the order of the verb that recorded it."""
    if isinstance(record, PortfolioHolding):
        hold(record.person)
        for body in sorted({record.portfolio, portfolio or record.portfolio}, key=lambda one: one.pk):
            hold(body)
    hold_row(record)


def refuse_beside(record: Any) -> None:
    """Raise Refused where a row, as it is now, cannot stand beside what else is recorded."""
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
    """R37: of the days that a seat on the executive or a portfolio gains."""
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


def when(record: Dated) -> str:
    """Return the dates of a row in a sentence: "20 May 2021 to 18 May 2022", "from 20 May 2021"."""
    return (
        f"{full_date(record.since)} to {full_date(record.until)}" if record.until else f"from {full_date(record.since)}"
    )
