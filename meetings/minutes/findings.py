"""What stops or worries the publication of minutes, each finding with its legal source and where it is mended."""

from datetime import date

from meetings.models import Minutes
from meetings.preflight.found import Check

DECISIONS, DRAFT, SIGN = "decisions", "draft", "sign"
ACTS = (DECISIONS, DRAFT, SIGN)


def found(minutes: Minutes, *, on: date, for_: str = DRAFT) -> list[Check]:
    """
    Everything that stops or worries the act `for_` ("decisions", "draft" or "sign") if done on `on`; blocks first.

    Raises ValueError for an act it does not know.
    """
    raise NotImplementedError
