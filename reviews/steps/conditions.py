"""List the states a review may go to. Refuse a step that lacks decisions, a notice or answers."""

import datetime as dt

from django.db.models import QuerySet
from django.utils.timezone import localtime

from committee.acts.refusal import Refused
from committee.acts.saving import day_of, said
from committee.wording.dates import long_date
from meetings.models import Meeting, Minute
from reviews.models import (
    ALLOWED,
    DRAFTED,
    OF_THE_COUNCIL,
    RESUMED,
    Addressee,
    Endorsement,
    Parent,
    Recommendation,
    Review,
    ScopeAgreement,
    State,
)


def refuse_too_soon(review: Review, after: State, reason: str) -> None:
    """
    Raise Refused where a locked review lacks the agreements, decisions, notice or answers that the state `after` needs.

    A `reason` (it is public) replaces the agreement of every committee to the scope.
    """
    scoping = review.state == State.SCOPING and after is State.SCOPE_AGREED
    if scoping and not reason.strip() and not scope_agreed(review):
        raise Refused(
            "Record on the Scope page which committees agreed it. Once all have, the scope is agreed. To "
            "continue without, enter a reason."
        )
    if review.state == State.REPORTED and after is State.ENDORSED and not all_endorsed(review):
        raise Refused("Record what each committee decided. Once all have endorsed the report, the review is endorsed.")
    served = review.notices.filter(kind__in=OF_THE_COUNCIL)
    if review.state == State.ENDORSED and after is State.WITH_EXECUTIVE and not served.exists():
        raise Refused("Record the notice served on the executive. The review then moves to “With the executive”.")
    if review.state == State.WITH_EXECUTIVE and after is State.RESPONDED and answers_waited_for(review):
        raise Refused("Record every answer from the council. The review then moves on.")


def refuse_amid_decisions(review: Review, number: int, on: dt.date) -> None:
    """
    Raise Refused where `on` cannot be the day on which report `number` (the step's number) was issued.

    Such a day is before a decision on an earlier report, or after a decision on this report.
    """
    decided = Endorsement.objects.standing().filter(parent__review=review)
    decided = decided.select_related("parent__committee").order_by("on")
    before, after = decided.filter(report__number__lt=number).last(), decided.filter(report__number=number).first()
    if before and on < before.on:
        raise Refused(
            f"The {before.parent} decided on an earlier report on {long_date(before.on)}, so this one cannot have been "
            "issued before then."
        )
    if after and on > after.on:
        raise Refused(f"The {after.parent} decided on this report on {long_date(after.on)}, so it was issued by then.")


def meetings_held(parent: Parent, since: dt.date, until: dt.date) -> QuerySet[Meeting]:
    """Return the formal meetings from `since` to `until` at which the committee could decide, latest first."""
    rows = Meeting.objects.agreed().formal().filter(committee=parent.committee_id, date__range=(since, until))
    return rows.order_by("-date", "-starts")


def shown_to_have_met(parent: Parent, on: dt.date, proof: str, at: dt.datetime) -> str:
    """
    Return the proof that a committee met on a day; "" where a meeting in the portal shows that the committee met.

    Raises Refused where no proof is given and no meeting of that day has begun by `at`.
    """
    meetings = meetings_held(parent, on, on)
    if on == day_of(at):
        meetings = meetings.filter(starts__lte=localtime(at).time())
    # Locked, so that nobody removes or moves the meeting at the same time.
    if not proof.strip() and meetings.select_for_update(of=("self",), no_key=True).first():
        return ""
    day = f"No meeting of the {parent} on {long_date(on)} is on this portal and has begun"
    return said(proof, f"which letter, email or receipt shows the date. {day}", 200, about="proof")


def refuse_other_minute(parent: Parent, on: dt.date, minute: Minute | None) -> None:
    """Raise Refused for a minute of another committee, or of another day."""
    meeting = minute.minutes.meeting if minute else None
    if meeting and (meeting.committee_id, meeting.date) != (parent.committee_id, on):
        raise Refused(f"That minute is not of the {parent} on {long_date(on)}: choose one of that meeting.")


def decided_at(meeting: Meeting) -> bool:
    """Return whether an agreement, or a decision that only the meeting proves, is recorded for a meeting's day."""
    of_day = {"parent__committee": meeting.committee_id, "on": meeting.date}
    decided = Endorsement.objects.standing().filter(**of_day, proof="")
    return decided.exists() or ScopeAgreement.objects.filter(**of_day, mistake="").exists()


def scope_agreed(review: Review) -> bool:
    """Return whether every committee of the review has agreed its scope."""
    latest = ScopeAgreement.objects.filter(parent__review=review).current()
    return set(latest.values_list("parent", flat=True)) == set(review.parents.values_list("pk", flat=True))


def all_endorsed(review: Review) -> bool:
    """Return whether every parent's latest decision is an endorsement that covers the present recommendations."""
    parents = set(review.parents.values_list("pk", flat=True))
    return review.last_report is not None and set(standing_endorsements(review)) == parents


def standing_endorsements(*reviews: Review | int) -> dict[int, Endorsement]:
    """
    Return, by parent id, each endorsement that is the parent's latest decision and covers the present recommendations.

    An endorsement of an earlier report counts unless a later report changed a recommendation. This takes two queries
    for any number of reviews, and none without a review.
    """
    if not reviews:
        return {}
    latest = Endorsement.objects.filter(parent__review__in=reviews).current().select_related("report")
    since: dict[int, int] = {}
    for recommendation in Recommendation.objects.filter(review__in=reviews):
        number = recommendation.told.since or 0
        since[recommendation.review_id] = max(since.get(recommendation.review_id, 0), number)
    return {
        decision.parent_id: decision
        for decision in latest
        if decision.is_favourable and since.get(decision.report.review_id, 0) <= decision.report.number
    }


def answers_waited_for(review: Review) -> bool:
    """Return whether the council or its executive has not answered a recommendation that is not withdrawn."""
    standing = Addressee.objects.filter(recommendation__review=review, recommendation__withdrawn_reason="")
    return standing.filter(kind__in=OF_THE_COUNCIL, response=None).exists()


def next_states(review: Review) -> list[State]:
    """Return the states to which a step can lead. A paused or abandoned review can return only to its earlier state."""
    before, was = State(review.state), State(review.stands_at)
    states = [after for after in State if (before, after) in ALLOWED]
    return [after for after in states if (before, after) not in RESUMED or after is was]


def by_hand(review: Review) -> list[State]:
    """Return the next states that an officer may record. For a draft, `issue_report` takes the step to "reported"."""
    drafted = review.state in DRAFTED
    return [after for after in next_states(review) if not (drafted and after is State.REPORTED)]
