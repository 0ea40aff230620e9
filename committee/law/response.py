"""Deadlines to respond, publish, notify or meet."""

from datetime import date, timedelta

from committee.law.clear_days import DayList, last_working_day
from committee.law.periods import days_beginning_with, days_from, months_beginning_with

DAYS_TO_ACKNOWLEDGE = 30


def acknowledge_by(received: date) -> date:
    """
    Return the last day to acknowledge receipt of a complaint: 30 days beginning with the day of receipt.

    DPA 2018 s.164A(3), inserted by the Data (Use and Access) Act 2025 s.103; in force from 19 June 2026. An earlier
    complaint gets the same period, as good practice.
    """
    return days_beginning_with(received, DAYS_TO_ACKNOWLEDGE)


KEY_DECISION_DAYS = 28


def due(notice_received: date, report_received: date | None = None) -> date:
    """
    R38: return the last day for the executive's response to a scrutiny report (LGA 2000 s.9FE(4)).

    It is two months beginning with the day on which the report or, if later, the notice was received. Without a notice
    in writing no time runs, so the notice is the required argument.
    """
    return months_beginning_with(max(notice_received, report_received or notice_received), 2)


def crime_and_disorder_due(report: date) -> date:
    """R43: return the last day to respond to a crime and disorder report: 28 days from its date (SI 2009/942 reg 7)."""
    return days_from(report, 28)


def health_due(request: date) -> date:
    """Return the last day to respond to health scrutiny: 28 days from its request (SI 2013/218 reg 22(7))."""
    return days_from(request, 28)


def interest_notified_by(disclosure: date) -> date:
    """R34: return the last day to notify an interest: 28 days beginning with its disclosure (LA 2011 s.31(3))."""
    return days_beginning_with(disclosure, 28)


def nth_working_day_after(start: date, number: int, days: DayList) -> date:
    """Return the `number`th working day after `start`. Raises ValueError where the number is below one."""
    if number < 1:
        raise ValueError("At least one working day has to be asked for.")
    day = start
    while number:
        day += timedelta(days=1)
        number -= days.working(day)
    return day


def documents_due(request: date, days: DayList) -> date:
    """
    R46: return the last day to give an executive's documents to a scrutiny member: ten clear days after the request.

    SI 2012/2089 reg 17, read to the end of the tenth clear working day (Elitestone's reading: inference).
    """
    return nth_working_day_after(request, 10, days)


def general_exception_from(notice: date, days: DayList) -> date:
    """
    Return the first day for a key decision under the general exception: five clear days after the notice.

    SI 2012/2089 reg 10(1)(c), by Elitestone's working days (inference).
    """
    return nth_working_day_after(notice, 5, days) + timedelta(days=1)


def key_decision_notice_by(decision: date, days: DayList, *, working: bool = False) -> date:
    """
    Return the last day to publish notice of a key decision: 28 clear days before the decision (SI 2012/2089 reg 9).

    It is unsettled whether the 28 clear days are working days. Councils count calendar days, so calendar days are the
    default; `working=True` gives the cautious reading.
    """
    if working:
        return last_working_day(decision, KEY_DECISION_DAYS, days)
    return decision - timedelta(days=KEY_DECISION_DAYS + 1)


def call_in_until(published: date, working_days: int, days: DayList) -> date:
    """
    Return the last day to call a decision in: `working_days` after its publication (constitution; s.9F(4)).

    Raises ValueError where `working_days` is below one.
    """
    return nth_working_day_after(published, working_days, days)


def call_in_met_by(received: date, working_days: int, days: DayList) -> date:
    """
    Return the last day for the committee to meet on a call-in: `working_days` after its receipt (constitution).

    Raises ValueError where `working_days` is below one.
    """
    return nth_working_day_after(received, working_days, days)
