"""Complaints about personal data: by when their receipt is acknowledged (DPA 2018 s.164A; R61)."""

from datetime import date

from committee.law.periods import days_beginning_with

DAYS_TO_ACKNOWLEDGE = 30


def acknowledge_by(received: date) -> date:
    """
    Last day on which receipt of a complaint can be acknowledged: the thirtieth, the day of receipt counted.

    DPA 2018 s.164A(3), inserted by the Data (Use and Access) Act 2025 s.103; in force from 19 June 2026. One received
    before is given the same period, which is then good practice.
    """
    return days_beginning_with(received, DAYS_TO_ACKNOWLEDGE)
