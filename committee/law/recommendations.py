"""Checks of recommendations against the statutory guidance on scrutiny (LGA 2000 s.9Q)."""

from committee.law.findings import Finding, Severity, listed

ENOUGH = 8  # recommendations in a report, by the guidance: "often six to eight are sufficient"
SOURCE = "Overview and scrutiny: statutory guidance (LGA 2000 s.9Q)"


def weaknesses(number: int, *, made_to: int, measure: str, has_date: bool) -> Finding | None:
    """
    Return what a recommendation lacks to be specific, measurable and timed; None where it lacks nothing (R49).

    `made_to` is the number of bodies and people to whom the recommendation is made. `has_date` is True where the
    recommendation has a date.
    """
    lacking = []
    if not made_to:
        lacking.append("to whom it is made")
    if not measure.strip():
        lacking.append("how anyone will know that it was done")
    if not has_date:
        lacking.append("by when it is wanted")
    if not lacking:
        return None
    return Finding("R49", Severity.WARN, f"Recommendation {number} does not say {listed(lacking)}.", SOURCE)


def too_many(count: int) -> Finding | None:
    """Return a warning if a report has more recommendations than are likely to be acted on; else None (R49)."""
    if count <= ENOUGH:
        return None
    text = f"There are {count} recommendations: the guidance finds six to eight often sufficient."
    return Finding("R49", Severity.WARN, text, SOURCE)
