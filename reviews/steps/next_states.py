"""Where a review may go from where it stands."""

from reviews.models import ALLOWED, RESUMED, Review, State


def next_states(review: Review) -> list[State]:
    """The states that a step leads to from where a review stands; aside, where it was."""
    before, was = State(review.state), State(review.stands_at)
    states = [after for after in State if (before, after) in ALLOWED]
    return [after for after in states if (before, after) not in RESUMED or after is was]
