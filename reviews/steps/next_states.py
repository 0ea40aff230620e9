"""Where a review may go from where it stands."""

from reviews.models import ALLOWED, RESUMED, Review, State


def next_states(review: Review) -> list[State]:
    """The states that a step leads to from where a review stands; from a pause, where it was, or to its end."""
    before = State(review.state)
    found = [after for after in State if (before, after) in ALLOWED]
    if before is not State.PAUSED:
        return found
    paused = review.steps.last()
    was = State(paused.from_state) if paused else State.SCOPING
    return [after for after in found if (before, after) not in RESUMED or after is was]
