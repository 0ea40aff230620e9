"""Time limits of the forward plan: how this council counts days, and whether an item comes in time for a decision."""

import datetime as dt
from dataclasses import dataclass
from typing import cast

from django.db.models import QuerySet
from django.utils.functional import SimpleLazyObject

from committee.law import executive, response
from committee.law.clear_days import DayList, working_days_left
from committee.law.executive import Influence
from committee.register.calendar import day_list
from committee.wording.dates import long_date
from workprogramme.models import ENDED, CallIn, KeyDecision, ProgrammeItem, ScrutinyRules


@dataclass(frozen=True, slots=True)
class Counting:
    """The council's rules and its list of non-working days, read once for a whole page: two queries at most."""

    rules: ScrutinyRules
    days: DayList

    @classmethod
    def current(cls) -> "Counting":
        """Return the present rules. The list of days is read from the database only when a method needs the list."""
        return cls(ScrutinyRules.current(), cast(DayList, SimpleLazyObject(day_list)))

    @property
    def working(self) -> bool:
        """True where this council counts the 28 clear days of reg 9 as working days."""
        return self.rules.counting == ScrutinyRules.Counting.WORKING

    @property
    def clear_days(self) -> str:
        """Length of notice in words: "28 clear calendar days"."""
        return f"{response.KEY_DECISION_DAYS} clear {'working' if self.working else 'calendar'} days"

    def notice_by(self, decision: dt.date) -> dt.date:
        """Return the last day for giving full notice of a decision on the day `decision`."""
        return response.key_decision_notice_by(decision, self.days, working=self.working)

    def decision_from(self, notice: dt.date) -> dt.date:
        """Return the first day on which a decision may be taken if full notice is given on the day `notice`."""
        return executive.decision_from(notice, self.days, working=self.working)

    def why_short(self, notice: dt.date, decision: dt.date) -> str:
        """Return why notice given on `notice` is too short for a decision taken on `decision`; "" if long enough."""
        return executive.why_notice_is_short(notice, decision, self.days, working=self.working)

    def call_in_until(self, published: dt.date) -> dt.date:
        """Return the last day for calling in a decision published that day."""
        return response.call_in_until(published, self.rules.of_published(published).call_in_days, self.days)

    def call_in_met_by(self, received: dt.date) -> dt.date:
        """Return the last day for the committee to meet on a call-in received that day."""
        return response.call_in_met_by(received, self.rules.call_in_meeting_days, self.days)

    def left(self, today: dt.date, day: dt.date) -> str:
        """Return the time from `today` to a day: "in 3 working days", "today", "2 working days ago"."""
        count = working_days_left(today, day, self.days)
        if day == today:
            return "today"
        words = f"{abs(count)} working day{'' if abs(count) == 1 else 's'}"
        return f"in {words}" if day > today else f"{words} ago"


def decision_warning(item: ProgrammeItem, counting: Counting | None = None) -> str:
    """
    Return a warning that `item` is too late or almost too late to influence the key decision it precedes; else "".

    - Too late: on or after the first day on which the decision may be taken.
    - Almost too late: no time is left for 28 clear days' notice of a different decision (SI 2012/2089 reg 9).

    Also return a warning if the decision has been withdrawn. For many items, pass `counting`, and load `precedes` and
    `meeting`. Takes no query if the item precedes no decision.
    """
    decision = item.precedes
    if decision is None or item.day is None or item.state in ENDED:
        return ""
    if decision.withdrawn_at:
        return f"The decision it precedes, “{decision}”, has been withdrawn from the forward plan."
    counting = counting or Counting.current()
    first = decision.taken_on or decision.earliest_on
    last = decision.taken_on or decision.latest_on
    stands = executive.influence(item.day, first, last, counting.days, working=counting.working)
    return _sentence(stands, decision, first, counting)


def _sentence(stands: Influence, decision: KeyDecision, first: dt.date, counting: Counting) -> str:
    if stands is Influence.IN_TIME:
        return ""
    if decision.taken_on:
        late = f"The decision it precedes was taken on {long_date(first)}"
        return "" if stands is Influence.CLOSE else f"{late}: the committee meets too late to influence it."
    one_day = decision.earliest_on == decision.latest_on
    may = f"The decision it precedes {'is to be taken on' if one_day else 'can be taken from'} {long_date(first)}"
    if stands is Influence.AFTER:
        until = "" if one_day else f" until {long_date(decision.latest_on)}"
        return f"{may}{until}: the committee meets too late to influence it."
    if stands is Influence.LATE:
        return f"{may}: the committee may meet too late to influence it."
    return (
        f"{may}. The committee meets less than {counting.clear_days} before: it can advise, but a different key "
        f"decision could not be noticed in time. For that it has to meet by {long_date(counting.notice_by(first))}."
    )


def can_be_called_in(today: dt.date) -> QuerySet[KeyDecision]:
    """Return decisions that can still be called in: the time is open, and there is no call-in except refused ones."""
    called_in = CallIn.objects.exclude(state=CallIn.State.REFUSED).filter(decision__isnull=False)
    rows = KeyDecision.objects.filter(call_in_until__gte=today, withdrawn_at=None)
    return rows.exclude(pk__in=called_in.values("decision")).order_by("decision_published_on", "title")
