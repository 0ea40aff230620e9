"""
Years for which records of a meeting stay open to inspection, and may not be removed.

The module also has the years for which working papers of a review are stored.
"""

from datetime import date

from committee.law.findings import Finding, Severity
from committee.law.periods import years_beginning_with
from committee.wording.dates import long_date

RECORD_YEARS = 6
BACKGROUND_YEARS = 4
WORKING_PAPERS_YEARS = 5  # years after the review closed, as the council's privacy notice promises


def record_kept_until(meeting: date) -> date:
    """
    R21: return the last day on which minutes, summary, agenda and open reports must be open to inspection.

    It is the last day of six years beginning with the meeting, LGA 1972 s.100C(1). The same six years run from an
    officer's decision (SI 2014/2095 reg 8).
    """
    return years_beginning_with(meeting, RECORD_YEARS)


def background_kept_until(meeting: date) -> date:
    """Return the last day on which background papers must be open: four years beginning with the meeting, s.100D(2)."""
    return years_beginning_with(meeting, BACKGROUND_YEARS)


def working_papers_kept_until(closed: date) -> date:
    """Return the last day to store a review's working papers: five years beginning with the day `closed`."""
    return years_beginning_with(closed, WORKING_PAPERS_YEARS)


def may_remove_background(meeting: date, on: date) -> Finding | None:
    """R22: return why background papers must stay on day `on`; None once four years have expired (s.100D(2))."""
    until = background_kept_until(meeting)
    if on > until:
        return None
    text = f"The background papers must stay open to inspection until the end of {long_date(until)}."
    return Finding("R22", Severity.BLOCK, text, "LGA 1972 s.100D(2)")
