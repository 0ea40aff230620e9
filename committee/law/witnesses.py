"""Witnesses who are required to attend scrutiny, and the notice to which they are entitled."""

from datetime import date

from committee.law.findings import Finding, Severity

SOURCE = "SI 2009/942 reg 6, SI 2013/218 reg 27"


def required_unasked(who: str, *, required: bool, invited: date | None, notice: date | None) -> Finding | None:
    """
    R45: return a warning on what the record of a required person's invitation lacks; None where it is complete.

    `invited` is the day of the invitation, `notice` the day of reasonable notice in writing. The regulations do not
    say how many days are reasonable.
    """
    if not required:
        return None
    missing = [words for words, day in (("an invitation", invited), ("a day of notice", notice)) if day is None]
    if not missing:
        return None
    text = f"{who} is required to attend, and {' and '.join(missing)} is not recorded."
    return Finding("R45", Severity.WARN, text, SOURCE)
