"""Recognise a decision in any spelling, so that nobody calls a decision in twice, or too late."""

import datetime as dt
import hashlib
import re
import unicodedata
from dataclasses import dataclass

from django.db.models import Q

from committee.acts.refusal import Refused
from committee.wording.dates import long_date
from workprogramme.models import CallIn, KeyDecision

# Decisions with the same title count as one decision only within this time, because some decisions recur every month.
NEAR = dt.timedelta(days=31)
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Named:
    """A decision as typed: its title, the body that took it, its reference, and its day of publication."""

    title: str
    decided_by: str
    reference: str
    published_on: dt.date

    @property
    def key(self) -> str:
        """Hash of the body, the day of publication and the title, the same for every spelling of a decision."""
        words = f"{_folded(self.decided_by)}|{self.published_on}|{_folded(self.title)}"
        return hashlib.sha256(words.encode()).hexdigest()

    def means(self, other: "Named") -> bool:
        """Return whether both are the same decision. Compare references if both have one, else title and body."""
        if self.reference and other.reference:
            return _folded(self.reference) == _folded(other.reference)
        return (_folded(self.title), _folded(self.decided_by)) == (_folded(other.title), _folded(other.decided_by))


def _folded(text: str) -> str:
    """Return the words of `text` in lower case, without punctuation and articles."""
    words = WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    return " ".join(word for word in words if word not in ("the", "a", "an"))


def named(decision: KeyDecision) -> Named | None:
    """Return a decision of the forward plan as a `Named`; None before the decision is published."""
    day = decision.decision_published_on
    return Named(decision.title, decision.decision_maker, decision.reference, day) if day else None


def in_the_plan(typed: Named) -> KeyDecision | None:
    """
    Return the decision of the forward plan that the user has typed; None where the plan has no such decision.

    Raises Refused where the plan has the decision with another day of publication, because the time for call-in is
    counted from that day.
    """
    rows = KeyDecision.objects.filter(decision_published_on__range=_near(typed.published_on), withdrawn_at=None)
    days = set()
    for row in rows.order_by("pk"):
        listed = named(row)
        if listed and listed.means(typed):
            if listed.published_on == typed.published_on:
                return row
            days.add(listed.published_on)
    if days:
        raise Refused(
            f"The forward plan shows that decision as published on {long_date(max(days))}. Choose it from the list. If "
            "it is not there, the time for calling it in has ended or it has been called in."
        )
    return None


def refuse_called_in(typed: Named) -> None:
    """Raise Refused where the decision has been called in already, in this spelling or another."""
    others = CallIn.objects.exclude(state=CallIn.State.REFUSED)
    again = Q(decision_key=typed.key)
    if typed.reference:
        again |= Q(decision_reference=typed.reference)
    near = others.filter(decision_published_on__range=_near(typed.published_on))
    if others.filter(again).exists() or any(
        typed.means(
            Named(call_in.decision_title, call_in.decided_by, call_in.decision_reference, call_in.decision_published_on)
        )
        for call_in in near
    ):
        raise Refused("That decision has been called in already; it can be called in once.")


def _near(day: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and the last day within NEAR of `day`."""
    try:
        return day - NEAR, day + NEAR
    except OverflowError:  # a typed day near the first or the last day that Python knows
        return day, day
