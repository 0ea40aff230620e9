"""Where a review may go from where it stands."""

from reviews.models import ALLOWED, DRAFTED, RESUMED, Review, State


def next_states(review: Review) -> list[State]:
    """Return the states that a step can lead to; a review set aside goes back to its earlier state."""
    before, was = State(review.state), State(review.stands_at)
    states = [after for after in State if (before, after) in ALLOWED]
    return [after for after in states if (before, after) not in RESUMED or after is was]


def by_hand(review: Review) -> list[State]:
    """Return the next states that a step may record; a drafted report is issued, and its review reported with it."""
    drafted = review.state in DRAFTED
    return [after for after in next_states(review) if not (drafted and after is State.REPORTED)]
