"""What is to be done next about a review, and who has not answered, for the scrutiny officer who looks at it."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from committee.dates import in_days
from reviews.lookup import address_of
from reviews.models import OF_THE_COUNCIL, Parent, Review, ScopeAgreement, State
from reviews.overview.path import owing
from reviews.recommendations.answers import RecommendationStatus, recommendations_in_words
from reviews.steps.conditions import standing_endorsements


@dataclass(frozen=True, slots=True)
class NextAct:
    """Something to be done: the sentence of its link, and the address of the page where it is done."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Unanswered:
    """What somebody has not answered yet: `due` is None where the law sets no day or it has not begun."""

    who: str
    what: str
    due: dt.date | None
    days_late: int

    @property
    def late(self) -> str:
        """How late it is, in words: "241 days late"."""
        return f"{in_days(self.days_late)} late"


STEPS = {
    State.PROPOSED: "Start scoping: record the step",
    State.SCOPE_AGREED: "Record the step once evidence is gathered",
    State.EVIDENCE: "Record the step once the report is being drafted",
    State.RESPONDED: "Record the step once the answers are being followed up",
    State.FOLLOWED_UP: "Close the review once follow-up is complete: record the step",
    State.PAUSED: "Record the step once the review resumes",
}  # fmt: skip


def next_acts(review: Review, parents: Iterable[Parent], asked: list[RecommendationStatus]) -> list[NextAct]:
    """What comes next, most pressing first; the parents with their decisions and the answers are at hand."""
    acts = list(_missing(review, parents, asked))
    if text := STEPS.get(State(review.state)):
        acts.append(NextAct(text, address_of(review, "step")))
    return acts


def _missing(review: Review, parents: Iterable[Parent], asked: list[RecommendationStatus]) -> Iterator[NextAct]:
    if review.is_before_report and not review.panel.exists():
        yield NextAct("Add the first panel member", address_of(review, "panellist-new"))
    if review.state == State.SCOPING:
        yield from _scope_not_agreed(review, parents)
    if review.state in (State.DRAFTING, State.FACT_CHECK):
        yield from _unaddressed(review, asked)
        yield from _to_issue(review)
    if review.state == State.REPORTED:
        yield from _undecided(review, parents)
    if review.state == State.ENDORSED and _owed_by_council(asked):
        yield NextAct("Serve the notice on the executive and record it", address_of(review, "notice-new"))
    if review.state == State.WITH_EXECUTIVE:
        yield from _unreceived(review)


def _scope_not_agreed(review: Review, parents: Iterable[Parent]) -> Iterator[NextAct]:
    agreed = set(ScopeAgreement.objects.filter(parent__review=review).current().values_list("parent", flat=True))
    for parent in parents:
        if parent.pk not in agreed:
            yield NextAct(f"Record when the {parent.committee} agreed the scope", address_of(review, "scope"))


def _unaddressed(review: Review, asked: list[RecommendationStatus]) -> Iterator[NextAct]:
    if not asked:
        yield NextAct("Add the first recommendation", address_of(review, "recommendation-new"))
    for status in asked:
        recommendation = status.recommendation
        if not status.addressees and not recommendation.is_withdrawn:
            text = f"Choose who recommendation {recommendation.number} is made to"
            yield NextAct(text, address_of(review, "addressee-new", recommendation.pk))


def _to_issue(review: Review) -> Iterator[NextAct]:
    if review.state == State.DRAFTING:
        yield NextAct("Send the draft for its fact check: record the step", address_of(review, "step"))
    yield NextAct("Issue the report", address_of(review, "report-issue"))


def _undecided(review: Review, parents: Iterable[Parent]) -> Iterator[NextAct]:
    endorsed = standing_endorsements(review)
    open_ones = [parent for parent in parents if parent.pk not in endorsed]
    for parent in open_ones:
        text = f"Record what the {parent.committee} decided about the report{_since_then(review, parent)}"
        yield NextAct(text, address_of(review, "decision-new", parent.pk))
    if not open_ones:
        yield NextAct("Every committee has endorsed what is recommended: record the step", address_of(review, "step"))


def _since_then(review: Review, parent: Parent) -> str:
    """Which recommendations a later report has changed since a committee endorsed one; "" where it did not."""
    last = max(parent.endorsements.all(), key=lambda one: one.number, default=None)
    if last is None or not last.is_favourable:
        return ""
    changed = [one.number for one in review.recommendations.all() if (one.told.since or 0) > last.report.number]
    return f", which changes {recommendations_in_words(changed)} since it endorsed one" if changed else ""


def _unreceived(review: Review) -> Iterator[NextAct]:
    for notice in review.notices.all():
        if notice.received_on is None and notice.kind in OF_THE_COUNCIL:
            text = f"Record when {notice.recipient} received the notice: the two months start then"
            yield NextAct(text, address_of(review, "notice-receipt", notice.pk))


def _owed_by_council(asked: list[RecommendationStatus]) -> bool:
    return any(one.addressee.kind in OF_THE_COUNCIL for one in owing(asked))


def unanswered(review: Review, asked: list[RecommendationStatus]) -> list[Unanswered]:
    """Who has not answered which recommendations yet, the latest first; nobody before the report is issued."""
    if review.is_before_report:
        return []
    groups: dict[tuple[str, dt.date | None, int], list[int]] = {}
    for status in asked:
        if status.recommendation.told.is_withdrawn:
            continue
        for one in status.addressees:
            if one.response is None:
                key = (one.addressee.name, one.clock.due, one.clock.days_late)
                groups.setdefault(key, []).append(status.recommendation.number)
    rows = [
        Unanswered(who, recommendations_in_words(numbers), due, late) for (who, due, late), numbers in groups.items()
    ]
    return sorted(rows, key=lambda row: (-row.days_late, row.due or dt.date.max, row.who))
