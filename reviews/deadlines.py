"""Due day of each addressee's answer, and the days of delay, computed for a given day and never stored."""

import datetime as dt
from dataclasses import dataclass

from committee.law import response
from committee.wording.dates import in_days, long_date
from reviews.models import Addressee, AddresseeKind, Answer, Notice

WITHOUT_A_CLOCK = {
    AddresseeKind.COMMITTEE: "There is no legal deadline for committees.",
    AddresseeKind.OTHER: "There is no legal deadline. The committee asked for an answer as a courtesy.",
}
COLOURS = {Answer.ACCEPTED: "green", Answer.IN_PART: "yellow", Answer.REJECTED: "red"}


@dataclass(frozen=True, slots=True)
class Clock:
    """
    State of an addressee's answer on a day.

    `word`, `colour`: words and colour of the tag.
    `text`: sentence on the due day or the day of the answer.
    `due`: None where the law sets no deadline, or the time has not begun.
    `days_late`: days by which the answer is late or came late.
    """

    word: str
    colour: str
    text: str
    due: dt.date | None = None
    days_late: int = 0


def due_on(kind: str, notice: Notice | None) -> dt.date | None:
    """
    Return the last day for an answer: R38 (LGA 2000 s.9FE(4)), R43 (SI 2009/942 reg 7), SI 2013/218 reg 22(7).

    Return None where the law sets no deadline, no notice was served, or the council or its executive has not received
    the notice.
    """
    if notice is None or kind in WITHOUT_A_CLOCK:
        return None
    if kind == AddresseeKind.CRIME:
        return response.crime_and_disorder_due(notice.report_on)
    if kind == AddresseeKind.HEALTH:
        return response.health_due(notice.served_on)
    return response.due(notice.received_on, notice.report_received_on) if notice.received_on else None


def clock(addressee: Addressee, on: dt.date) -> Clock:
    """Return the state of an addressee's answer on a day. The caller fetches the notice and the response."""
    answered = getattr(addressee, "response", None)
    due = due_on(addressee.kind, addressee.notice)
    day = answered.received_on if answered else on
    late = max((day - due).days, 0) if due else 0
    if answered:
        when = f"; due {long_date(due)}" if due else ""
        text = f"Answered on {long_date(answered.received_on)}{when}{f', {in_days(late)} late' if late else ''}."
        answer = Answer(answered.answer)
        return Clock(answer.label, COLOURS[answer], text, due, late)
    if due is None:
        return Clock("Not answered yet", "grey", _before_it_begins(addressee))
    if late:
        return Clock("Late", "red", f"Due {long_date(due)}, {in_days(late)} late.", due, late)
    return Clock("Not answered yet", "blue", f"Due {long_date(due)}.", due)


def _before_it_begins(addressee: Addressee) -> str:
    if text := WITHOUT_A_CLOCK.get(AddresseeKind(addressee.kind)):
        return text
    if addressee.kind == AddresseeKind.CRIME:
        return "The law gives 28 days from the date of the report, which is in the notice."
    notice = addressee.notice
    if notice is None:
        return "No notice has been served yet. The time to answer starts when it is received."
    return f"Notice was served on {long_date(notice.served_on)}. The time to answer starts when it is received."
