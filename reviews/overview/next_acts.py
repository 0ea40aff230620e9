"""List the next acts on a review, and the missing answers, for scrutiny officers."""

import datetime as dt
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter

from django.db.models import Prefetch, prefetch_related_objects

from committee.wording.dates import in_days
from reviews.answers.waiting import Actor, acts_next
from reviews.findings.recommendation_status import RecommendationStatus, recommendations_in_words, standing
from reviews.lookup import address_of
from reviews.models import (
    ENDED,
    OF_THE_COUNCIL,
    CallAnswer,
    Panellist,
    Parent,
    Recommendation,
    Review,
    ScopeAgreement,
    State,
)
from reviews.overview.path import owing
from reviews.steps.conditions import standing_endorsements


@dataclass(frozen=True, slots=True)
class NextAct:
    """
    An act that is to be done next on a review.

    `text`: the act in a sentence.
    `url`: the URL of the desk page for the act.
    `actor`: who has to act: a scrutiny officer, the writer or the signer.
    `is_theirs`: True where a committee has to decide first, so that the act is on no list of the desk's tasks.
    """

    text: str
    url: str
    actor: Actor = Actor.SCRUTINY
    is_theirs: bool = False


@dataclass(frozen=True, slots=True)
class Unanswered:
    """
    The missing answer of one addressee to one or several recommendations.

    `who`: name of the addressee.
    `what`: the recommendations in words, "recommendations 1 and 2".
    `due`: None where the law sets no deadline, or the time has not begun.
    `waits`: state of the drafted answer in words; "" without a draft.
    """

    who: str
    what: str
    due: dt.date | None
    days_late: int
    waits: str = ""

    @property
    def late(self) -> str:
        """Delay in words: "241 days late"."""
        return f"{in_days(self.days_late)} late"


STEPS = {
    State.PROPOSED: "Start scoping: record the step",
    State.SCOPE_AGREED: "Record the step once evidence is gathered",
    State.EVIDENCE: "Record the step once the report is being drafted",
    State.RESPONDED: "Record the step once the answers are being followed up",
    State.FOLLOWED_UP: "Close the review once follow-up is complete: record the step",
    State.PAUSED: "Record the step once the review resumes",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Facts:
    """
    Facts about some reviews that `next_acts` needs besides its other arguments.

    `with_panel`: ids of reviews with a panel.
    `agreed`: ids of parents that agreed the scope.
    `endorsed`: ids of parents whose endorsement covers the present recommendations.
    `answers`: (id of a review, state of an answer to its call for evidence).
    """

    with_panel: set[int]
    agreed: set[int]
    endorsed: Container[int]
    answers: set[tuple[int, str]]


def facts_of(*reviews: Review) -> Facts:
    """
    Return the facts of some reviews, in at most five queries.

    A fact is fetched only for reviews in states that need the fact.
    """
    before = [review for review in reviews if review.is_before_report]
    answers = CallAnswer.objects.filter(call__review__in=before, forgotten_on=None).order_by().distinct()
    agreed = ScopeAgreement.objects.filter(parent__review__in=_at(State.SCOPING, reviews)).current()
    return Facts(
        with_panel=set(Panellist.objects.filter(review__in=before).order_by().values_list("review", flat=True)),
        agreed=set(agreed.values_list("parent", flat=True)),
        endorsed=standing_endorsements(*_at(State.REPORTED, reviews)),
        answers=set(answers.values_list("call__review", "state")),
    )


def _at(state: State, reviews: Iterable[Review]) -> list[Review]:
    return [review for review in reviews if review.state == state]


def next_acts(
    review: Review, parents: Iterable[Parent], statuses: list[RecommendationStatus], facts: Facts | None = None
) -> list[NextAct]:
    """
    Return the next acts on a review. The act of recording the next step is last.

    `statuses` contain the answers. The caller prefetches the committees' decisions (the endorsements of `parents`).
    """
    acts = list(_missing(review, parents, statuses, facts or facts_of(review)))
    if text := STEPS.get(State(review.state)):
        acts.append(NextAct(text, address_of(review, "step")))
    return acts


def waiting_acts(on: dt.date) -> list[tuple[Review, NextAct]]:
    """
    Return (review, act) for the next acts on all reviews that have not ended. The number of queries is fixed.

    Acts for which a committee has to decide first (`is_theirs`) are left out.
    """
    with_answers = Prefetch("recommendations", Recommendation.objects.with_answers().select_related(None))
    under_way = Review.objects.exclude(state__in=ENDED).select_related("monitored_by").order_by("pk")
    reviews = list(under_way.prefetch_related(with_answers))
    prefetch_related_objects(_at(State.PAUSED, reviews), "steps")
    prefetch_related_objects(_at(State.SCOPING, reviews), "parents__committee")
    prefetch_related_objects(_at(State.WITH_EXECUTIVE, reviews), "notices")
    prefetch_related_objects(_at(State.REPORTED, reviews), "parents__committee", "parents__endorsements__report")
    statuses: dict[int, list[RecommendationStatus]] = defaultdict(list)
    for status in standing([row for review in reviews for row in review.recommendations.all()], on):
        statuses[status.recommendation.review_id].append(status)
    facts = facts_of(*reviews)
    return [
        (review, act)
        for review in reviews
        for act in next_acts(review, review.parents.all(), statuses[review.pk], facts)
        if not act.is_theirs
    ]


def _missing(
    review: Review, parents: Iterable[Parent], statuses: list[RecommendationStatus], facts: Facts
) -> Iterator[NextAct]:
    if review.is_before_report and review.pk not in facts.with_panel:
        yield NextAct("Add the first panel member", address_of(review, "panellist-new"))
    if review.state == State.SCOPING:
        for parent in parents:
            if parent.pk not in facts.agreed:
                yield NextAct(f"Record when the {parent.committee} agreed the scope", address_of(review, "scope"))
    if review.state in (State.DRAFTING, State.FACT_CHECK):
        yield from _to_issue(review, statuses)
    if review.state == State.REPORTED:
        yield from _undecided(review, parents, facts)
    if review.state == State.ENDORSED and any(row.addressee.kind in OF_THE_COUNCIL for row in owing(statuses)):
        yield NextAct("Serve the notice on the executive and record it", address_of(review, "notice-new"))
    if review.state == State.WITH_EXECUTIVE:
        yield from _unreceived(review)
    if review.is_before_report:
        yield from _call(review, facts)
    else:
        yield from _answers(review, statuses)


def _to_issue(review: Review, statuses: list[RecommendationStatus]) -> Iterator[NextAct]:
    if not statuses:
        yield NextAct("Add the first recommendation", address_of(review, "recommendation-new"))
    for status in statuses:
        recommendation = status.recommendation
        if not status.addressees and not recommendation.is_withdrawn:
            text = f"Choose who recommendation {recommendation.number} is made to"
            yield NextAct(text, address_of(review, "addressee-new", recommendation.pk))
    if review.state == State.DRAFTING:
        yield NextAct("Send the draft for its fact check: record the step", address_of(review, "step"))
    yield NextAct("Issue the report", address_of(review, "report-issue"))


def _undecided(review: Review, parents: Iterable[Parent], facts: Facts) -> Iterator[NextAct]:
    undecided = [parent for parent in parents if parent.pk not in facts.endorsed]
    for parent in undecided:
        text = f"Record what the {parent.committee} decided about the report{_since_then(review, parent)}"
        yield NextAct(text, address_of(review, "decision-new", parent.pk), is_theirs=True)
    if not undecided:
        yield NextAct("Every committee has endorsed what is recommended: record the step", address_of(review, "step"))


def _since_then(review: Review, parent: Parent) -> str:
    """Return words that name the recommendations changed since the committee's endorsement; "" for no change."""
    decisions = (decision for decision in parent.endorsements.all() if decision.withdrawn_at is None)
    last = max(decisions, key=lambda decision: decision.number, default=None)
    if last is None or not last.is_favourable:
        return ""
    rows, number = review.recommendations.all(), last.report.number
    changed = [row.number for row in rows if (row.told.since or 0) > number]
    return f", which changes {recommendations_in_words(changed)} since it endorsed one" if changed else ""


def _unreceived(review: Review) -> Iterator[NextAct]:
    for notice in review.notices.all():
        if notice.received_on is None and notice.kind in OF_THE_COUNCIL:
            text = f"Record when {notice.recipient} received the notice: the two months start then"
            yield NextAct(text, address_of(review, "notice-receipt", notice.pk))


def _call(review: Review, facts: Facts) -> Iterator[NextAct]:
    if (review.pk, CallAnswer.State.WAITING) in facts.answers:
        yield NextAct("Read the new answers to the call for evidence", address_of(review, "call"))
    if (review.pk, CallAnswer.State.SUSPECT) in facts.answers:
        yield NextAct("Decide about answers that are set aside as suspect", address_of(review, "call-suspects"))


def _answers(review: Review, statuses: list[RecommendationStatus]) -> Iterator[NextAct]:
    """Yield the next acts on missing answers, and on promised work whose date has passed."""
    groups: dict[tuple[str, str, Actor], list[int]] = {}
    for status in statuses:
        number = status.recommendation.number
        for row in [] if status.recommendation.told.is_withdrawn else status.addressees:
            name, actor, draft = row.addressee.name, acts_next(row.addressee), getattr(row.addressee, "draft", None)
            page = address_of(review, "answers")
            if row.days_overdue:
                text = f"Ask {name} whether it is done: its date has passed for {{}}"
                groups.setdefault((text, address_of(review, "progress"), Actor.SCRUTINY), []).append(number)
            if actor == Actor.SIGNER:
                text = f"{name} signs off the answer to {{}}"
            elif actor == Actor.WRITER and draft:
                text = f"{draft.writer} writes the answer of {name} to {{}}"
            elif actor and row.response:
                text = f"Correct the answer of {name} to {{}}, which was sent back"
                page = address_of(review, "response", row.addressee.pk)
            elif actor and draft:
                text = f"Publish the answer of {name} to {{}}"
                page = address_of(review, "answer-publish", row.addressee.pk)
            elif actor and row.addressee.notice:
                text = f"Choose who writes the answer of {name} to {{}}"
            else:
                continue
            groups.setdefault((text, page, actor), []).append(number)
    for (text, page, actor), numbers in groups.items():
        yield NextAct(text.format(recommendations_in_words(numbers)), page, actor)
    entries = [entry for status in statuses for row in status.addressees for entry in row.addressee.progress.all()]
    latest = {(entry.addressee_id, entry.side): entry for entry in sorted(entries, key=attrgetter("pk"))}
    if any(entry.published_at is None for entry in latest.values()):
        yield NextAct("Publish the progress that officers have reported", address_of(review, "progress"))


def unanswered(review: Review, statuses: list[RecommendationStatus]) -> list[Unanswered]:
    """
    Return the missing answers, with the longest delay first; empty before the report is issued.

    An answer that waits to be published is not missing: its publication is among the next acts.
    """
    if review.is_before_report:
        return []
    groups: dict[tuple[str, dt.date | None, int, str], list[int]] = {}
    for status in statuses:
        if status.recommendation.told.is_withdrawn:
            continue
        for entry in status.addressees:
            draft = getattr(entry.addressee, "draft", None)
            if entry.response is None and not (draft and acts_next(entry.addressee) == Actor.SCRUTINY):
                waits = draft.get_state_display().lower() if draft else ""
                key = (entry.addressee.name, entry.clock.due, entry.clock.days_late, waits)
                groups.setdefault(key, []).append(status.recommendation.number)
    rows = [
        Unanswered(who, recommendations_in_words(numbers), due, late, waits)
        for (who, due, late, waits), numbers in groups.items()
    ]
    return sorted(rows, key=lambda row: (-row.days_late, row.due or dt.date.max, row.who))
