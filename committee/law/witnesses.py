"""Witnesses who are required to attend scrutiny, and the notice that they are owed."""

from datetime import date

from committee.law.findings import Finding, Severity

SOURCE = "SI 2009/942 reg 6, SI 2013/218 reg 27"


def required_unasked(who: str, *, required: bool, invited: date | None, notice: date | None) -> Finding | None:
    """R45: what is not recorded of the invitation of somebody who is required to attend; None where nothing lacks.

    `invited` is the day of the invitation, `notice` that on which reasonable notice was given in writing. What is
    reasonable the regulations do not count in days.
    """
    if not required:
        return None
    missing = [words for words, day in (("an invitation", invited), ("a day of notice", notice)) if day is None]
    if not missing:
        return None
    text = f"{who} is required to attend, and {' and '.join(missing)} is not recorded."
    return Finding("R45", Severity.WARN, text, SOURCE)
