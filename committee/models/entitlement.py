"""Votes in law: a councillor has a vote; other people need a named ground (R64, LGHA 1989 s.13)."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from committee.wording.dates import full_date

if TYPE_CHECKING:
    from committee.models.committees import Seat

Period = tuple[date, date | None]


def first_day_outside(periods: Iterable[Period], since: date, until: date | None) -> date | None:
    """
    Return the first day from `since` to `until` (None: no end) that none of `periods` covers.

    Return None where `periods` cover all days.
    """
    day = since
    for begins, ends in sorted(periods, key=lambda one: one[0]):
        if begins > day:
            break
        if ends is None:
            return None
        if ends >= day:
            day = ends + timedelta(days=1)
    return day if until is None or day <= until else None


def why_no_vote(seat: "Seat") -> str:
    """Return, as a sentence, why the person in a voting seat has no vote in law; "" where the person has a vote."""
    person = seat.person
    post = person.posts.all().overlapping(seat.since, seat.until).first()
    if post and seat.voting_ground != "other":
        return f"{person} is an officer of the council ({post.title}), so has no vote (LGA 1972 ss.80 and 104)."
    if seat.voting_ground:
        return ""
    terms = [(term.since, term.until) for term in person.terms.all()]
    day = first_day_outside(terms, seat.since, seat.until)
    if day is None:
        return ""
    if day == seat.since:
        return (
            f"{person} is not recorded as a councillor on {full_date(day)}, so has no vote in law. Record their "
            "term of office first, or give the seat without a vote, or name the ground of the vote (LGHA 1989 s.13)."
        )
    last = day - timedelta(days=1)
    return (
        f"{person}’s term of office ends on {full_date(last)}, and with it their vote: let the seat end by then "
        "(LGHA 1989 s.13)."
    )
