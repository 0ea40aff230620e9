"""Which committee may commission a review."""

import datetime as dt

from committee.models import Committee
from committee.refusal import Refused


def refuse_unfit_parent(committee: Committee, on: dt.date) -> None:
    """Raise Refused for a committee that does not scrutinise (LGA 2000 s.9F), or does not exist on that day."""
    if not committee.is_scrutiny or committee.is_informal:
        raise Refused(f"The {committee} is not an overview and scrutiny committee, so it cannot commission a review.")
    if not committee.since <= on or (committee.until and committee.until < on):
        raise Refused(f"The {committee} does not exist on that day, so it cannot commission a review.")
