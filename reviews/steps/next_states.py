"""Where a review may go from where it stands."""

from reviews.models import ALLOWED, DRAFTED, RESUMED, Review, State


def next_states(review: Review) -> list[State]:
    """The states that a step leads to from where a review stands; aside, where it was."""
    before, was = State(review.state), State(review.stands_at)
    states = [after for after in State if (before, after) in ALLOWED]
    return [after for after in states if (before, after) not in RESUMED or after is was]


def by_hand(review: Review) -> list[State]:
    """Those that a step alone leads to: a report that is drafted is issued, and its review reported with it."""
    drafted = review.state in DRAFTED
    return [after for after in next_states(review) if not (drafted and after is State.REPORTED)]
