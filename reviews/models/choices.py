"""Kinds and states of a review, the steps between states, and other choices."""

from itertools import pairwise

from django.db import models


class Kind(models.TextChoices):
    """Kind of a review. A review that several committees commission is also called joint."""

    SPOTLIGHT = "spotlight", "Spotlight review"
    TASK_AND_FINISH = "task", "Task and finish group"
    INQUIRY_DAY = "inquiry", "Inquiry day"


class State(models.TextChoices):
    """State of a review."""

    PROPOSED = "proposed", "Proposed"
    SCOPING = "scoping", "Scoping"
    SCOPE_AGREED = "agreed", "Scope agreed"
    EVIDENCE = "evidence", "Gathering evidence"
    DRAFTING = "drafting", "Drafting the report"
    FACT_CHECK = "checking", "Fact check"
    REPORTED = "reported", "Reported"
    ENDORSED = "endorsed", "Endorsed"
    WITH_EXECUTIVE = "executive", "With the executive"
    RESPONDED = "responded", "Responded"
    FOLLOWED_UP = "followed", "Being followed up"
    CLOSED = "closed", "Closed"
    PAUSED = "paused", "Paused"
    ABANDONED = "abandoned", "Abandoned"


class PanelRole(models.TextChoices):
    """Role of somebody on a panel. A co-opted expert has no vote, but may be the chairman."""

    CHAIRMAN = "chairman", "Chairman"
    MEMBER = "member", "Member"
    EXPERT = "expert", "Co-opted expert"


# The usual order of states. A review may skip the fact check, and "with the executive" where no answer is needed.
PATH = (
    State.PROPOSED, State.SCOPING, State.SCOPE_AGREED, State.EVIDENCE, State.DRAFTING, State.FACT_CHECK, State.REPORTED,
    State.ENDORSED, State.WITH_EXECUTIVE, State.RESPONDED, State.FOLLOWED_UP, State.CLOSED,
)  # fmt: skip
UNDER_WAY = PATH[1:-1]
# Steps forward. Only the step from "paused" to "abandoned" needs a reason.
ONWARD: frozenset[tuple[State, State]] = frozenset(
    {
        *pairwise(PATH),
        (State.DRAFTING, State.REPORTED),
        (State.ENDORSED, State.FOLLOWED_UP),
        (State.PAUSED, State.ABANDONED),
    }
)
# Steps that need a reason: a review goes back because a step was a mistake, or a committee asked for changes.
BACK: frozenset[tuple[State, State]] = frozenset(
    {
        *((after, before) for before, after in pairwise(PATH)),
        (State.REPORTED, State.DRAFTING),
        (State.FOLLOWED_UP, State.ENDORSED),
    }
)
# Steps that pause or abandon a review.
ASIDE: frozenset[tuple[State, State]] = frozenset(
    {
        *((state, State.PAUSED) for state in UNDER_WAY),
        *((state, State.ABANDONED) for state in PATH[:-1]),
    }
)
# Steps by which a paused or abandoned review goes on from its earlier state.
RESUMED: frozenset[tuple[State, State]] = frozenset(
    {
        *((State.PAUSED, state) for state in UNDER_WAY),
        *((State.ABANDONED, state) for state in PATH[:-1]),
    }
)
ALLOWED = ONWARD | BACK | ASIDE | RESUMED
REASONED = BACK | ASIDE | {(State.PAUSED, State.ABANDONED)} | {pair for pair in RESUMED if pair[0] == State.ABANDONED}


class AddresseeKind(models.TextChoices):
    """Kind of an addressee. The kind decides the due day of the answer."""

    EXECUTIVE = "executive", "The executive, or a Cabinet Member"
    COUNCIL = "council", "The council"
    CRIME = "crime", "A body responsible for crime and disorder"
    HEALTH = "health", "A health body"
    COMMITTEE = "committee", "A committee of this review"
    OTHER = "other", "Anyone else"


OF_THE_COUNCIL = (AddresseeKind.EXECUTIVE, AddresseeKind.COUNCIL)


class Answer(models.TextChoices):
    """The only answers that an addressee can give to a recommendation."""

    ACCEPTED = "accepted", "Accepted"
    IN_PART = "part", "Accepted in part"
    REJECTED = "rejected", "Rejected"


class SentBy(models.TextChoices):
    """Means by which a notice was served."""

    EMAIL = "email", "By email"
    HAND = "hand", "By hand"
    POST = "post", "By post"


BEFORE_REPORT = PATH[: PATH.index(State.REPORTED)]
# States from which a report is handed down.
DRAFTED = (State.DRAFTING, State.FACT_CHECK)
ENDED = (State.CLOSED, State.ABANDONED)


class Decision(models.TextChoices):
    """Decision of a committee about the report that was put to it."""

    ENDORSED = "endorsed", "Endorsed"
    WITH_COMMENTS = "comments", "Endorsed with comments"
    CHANGES = "changes", "Changes asked for"
    NOT_ENDORSED = "refused", "Not endorsed"
    DEFERRED = "deferred", "Deferred"


FAVOURABLE = (Decision.ENDORSED, Decision.WITH_COMMENTS)


class DraftState(models.TextChoices):
    """State of an addressee's answer on its way to be published."""

    ASKED = "asked", "Being written"
    SENT = "sent", "To be signed off"
    RETURNED = "returned", "Sent back"
    READY = "ready", "To be published"


class ProgressSide(models.TextChoices):
    """Side that reports on a recommendation: its officer, or the committee."""

    OFFICER = "officer", "The officer"
    COMMITTEE = "committee", "The committee"


class ProgressStatus(models.TextChoices):
    """Status of an accepted recommendation."""

    NOT_STARTED = "not_started", "Not started"
    ON_TRACK = "on_track", "On track"
    AT_RISK = "at_risk", "At risk"
    OFF_TRACK = "off_track", "Off track"
    DONE = "done", "Done"
    NOT_NEEDED = "not_needed", "No longer needed"


# Statuses for which a report may give a new date, beside the day first promised.
LATE = (ProgressStatus.AT_RISK, ProgressStatus.OFF_TRACK)


class PaperPurpose(models.TextChoices):
    """Kind of paper that a review puts before a committee."""

    SCOPE = "scope", "Scoping paper"
    COVERING = "covering", "Covering report"
    REPORT = "report", "Report of the review"
    RESPONSE = "response", "Response to the recommendations"
    PROGRESS = "progress", "Progress of the recommendations"
