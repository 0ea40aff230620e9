"""Verbs that put parts of a review on a work programme: the look-back, and a note of overdue answers (R39)."""

import datetime as dt

from django.urls import reverse

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.saving import save
from committee.acts.verbs import Portal, as_part, verb
from committee.law.periods import months_from
from committee.models import MunicipalYear, User
from committee.wording.dates import long_date
from reviews.findings.recommendation_status import RecommendationStatus, recommendations_in_words, standing
from reviews.locking import hold_review
from reviews.models import ENDED, OF_THE_COUNCIL, LookBack, Response, Review, State
from workprogramme.items import handed_down_notes
from workprogramme.items.verbs import add_item
from workprogramme.models import Note, Origin, Programme, ProgrammeItem, Purpose

AFTER_MONTHS = 12
ANSWERED = (State.RESPONDED, State.FOLLOWED_UP)


@verb(may=plans_scrutiny)
def plan_look_back(review: Review, *, at: dt.datetime, on: dt.date, by: User | Portal) -> ProgrammeItem | None:
    """
    Plan the look-back at an answered review, once, on the work programme of the monitoring committee.

    The look-back is due twelve months after the last answer. The programme is that of the year in which the look-back
    is due, or else the committee's latest programme. Return the new item; None where the look-back is planned already,
    the review is not public or not answered, or the committee has no programme yet.
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
    Return the programme of a committee (an id) for the municipal year of a day, else the latest programme, or None.
    """
    programmes = Programme.objects.filter(committee=committee).select_related("committee", "year")
    year = MunicipalYear.of(on)
    of_that_year = programmes.filter(year=year).first() if year else None
    return of_that_year or programmes.order_by("-year__starts").first()


@verb(may=plans_scrutiny)
def tell_overdue(review: Review, *, on: dt.date, by: User | Portal) -> bool:
    """
    Note the council's overdue answers to a review on the monitoring committee's programme (R39).

    Return whether any answer is overdue.

    - The note is printed with the committee's next agenda.
    - The note is withdrawn once no answer is overdue, or where another committee monitors the review.
    - A closed or abandoned review must be answered too.
    - The note gives only the due day, because days of delay would soon be wrong in print.
    """
    locked = hold_review(review)
    late = _late(locked, on) if locked.is_public else []
    of_this = f"review-{locked.pk}-overdue-"
    key = f"{of_this}{locked.monitored_by_id}"
    for note in Note.objects.standing().filter(key__startswith=of_this):
        if not late or note.key != key:  # no answer is overdue, or another committee monitors the review now
            as_part(handed_down_notes.clear)(note.key, on=max(on, note.since), by=by)
    if not late:
        return False
    due = min(status.clock.due for recommended in late for status in recommended.addressees if status.clock.due)
    numbers = [recommended.recommendation.number for recommended in late]
    as_part(handed_down_notes.note)(
        locked.monitored_by, key=key, text=_words(locked, numbers, due), rule="R39", since=due + dt.timedelta(days=1),
        url=reverse("public:review", args=[locked.slug]), by=by,
    )  # fmt: skip
    return True


def _late(review: Review, on: dt.date) -> list[RecommendationStatus]:
    """Return the recommendations to which an answer of the council or its executive is overdue."""
    recommendations = review.recommendations.public().with_told_answers().filter(withdrawn_reason="").order_by("number")
    statuses = standing(recommendations, on)
    return [recommended for recommended in statuses if any(
        status.response is None and status.clock.days_late and status.addressee.kind in OF_THE_COUNCIL
        for status in recommended.addressees
    )]  # fmt: skip


def _words(review: Review, numbers: list[int], due: dt.date) -> str:
    which = f"{recommendations_in_words(numbers)} of the review “{review.title_for_public}”"
    return f"The response to {which} was due on {long_date(due)} and is overdue."
