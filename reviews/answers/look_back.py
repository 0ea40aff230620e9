"""The verb that puts the twelve-month look-back onto the work programme of the committee that monitors a review."""

import datetime as dt

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.saving import save
from committee.acts.verbs import Portal, as_part, verb
from committee.law.periods import months_from
from committee.models import MunicipalYear, User
from reviews.locking import hold_review
from reviews.models import ENDED, LookBack, Response, Review, State
from workprogramme.items.verbs import add_item
from workprogramme.models import Origin, Programme, ProgrammeItem, Purpose

AFTER_MONTHS = 12
ANSWERED = (State.RESPONDED, State.FOLLOWED_UP)


@verb(may=plans_scrutiny)
def plan_look_back(review: Review, *, at: dt.datetime, on: dt.date, by: User | Portal) -> ProgrammeItem | None:
    """
    Put the look-back at a review that was responded to onto the programme of the committee that monitors it, once.

    It is wanted twelve months after the last answer, in the programme of that year, else in the committee's latest.
    None where that is done, the review is not public or not answered, or the committee has no programme yet.
    """
    locked = hold_review(review)
    last = Response.objects.filter(addressee__recommendation__review=locked).order_by("-received_on").first()
    if not locked.is_public or locked.state not in ANSWERED or locked.state in ENDED or last is None:
        return None
    if LookBack.objects.filter(review=locked).exists():
        return None
    wanted_on = months_from(last.received_on, AFTER_MONTHS)
    programme = programme_for(locked.monitored_by_id, wanted_on)
    if programme is None:
        return None
    item = as_part(add_item)(
        programme,
        title=f"Look-back: {locked.title_for_public}"[:250],
        details="What has been done about the recommendations of the review, twelve months after the response.",
        purpose=Purpose.FOLLOW_UP, wanted_on=wanted_on, origin=Origin.OTHER,
        origin_words=f"The response to the review “{locked.title_for_public}”"[:250], origin_on=last.received_on,
        on=on, at=at, by=by,
    )  # fmt: skip
    save(LookBack(review=locked, item=item, made_at=at))
    audit.record(by, "planned the look-back at", locked, wanted_on=wanted_on.isoformat(), programme=str(programme))
    return item


def programme_for(committee: int, on: dt.date) -> Programme | None:
    """
    Return the programme of a committee (its id) for the municipal year of that day, else its latest; None without any.
    """
    programmes = Programme.objects.filter(committee=committee).select_related("committee", "year")
    year = MunicipalYear.of(on)
    of_that_year = programmes.filter(year=year).first() if year else None
    return of_that_year or programmes.order_by("-year__starts").first()
