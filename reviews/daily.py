"""Daily timers of reviews: overdue answers, reminders, progress, look-backs, forgetting, responses for agendas."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any

from committee.acts.refusal import Refused
from committee.acts.saving import day_of
from committee.acts.verbs import PORTAL
from committee.models import User
from committee.timers.daily import Done, NotDone, Timer
from reviews.agenda_papers import placing, verbs
from reviews.answers.on_programme import ANSWERED, plan_look_back, tell_overdue
from reviews.answers.progress_verbs import ask_for_progress, to_ask
from reviews.answers.sign_off_verbs import remind, to_remind
from reviews.evidence import call_verbs as reading
from reviews.evidence import forgetting
from reviews.evidence.witness_verbs import forget_witness
from reviews.models import AnswerDraft, Review, Witness
from reviews.overview.task_mails import Task, tell_what_waits, to_tell


def _each[Row](
    rows: Iterable[Row], name: Callable[[Row], object], act: Callable[[Row], str]
) -> Iterator[Done | NotDone]:
    """
    Run `act` for each row. Yield Done with the row's `name` and the text from `act`, or NotDone with the refusal.

    Where `act` returns "", nothing is yielded.
    """
    for row in list(rows):
        try:
            text = act(row)
        except Refused as refusal:
            yield NotDone(f"{name(row)}: {refusal.text}")
        else:
            if text:
                yield Done(f"{name(row)}{text}")


def _title(review: Review) -> str:
    return review.title_for_public


def _answer(draft: AnswerDraft) -> str:
    """
    Return the name of an answer for the output of a timer.

    SECURITY: cron emails all output, so a review that is not public appears only as its number.
    """
    review = draft.addressee.recommendation.review
    return f"{review.title_for_public}: {draft}" if review.is_public else f"review {review.pk}"


def tell_overdue_answers(*, at: datetime) -> Iterator[Done | NotDone]:
    """Note overdue answers to public reviews on work programmes. Withdraw a note once no answer is overdue."""

    def tell(review: Review) -> str:
        return ": an answer is overdue." if tell_overdue(review, on=day_of(at), by=PORTAL) else ""

    return _each(Review.objects.public().filter(notices__isnull=False).distinct(), _title, tell)


def remind_of_answers(*, at: datetime) -> Iterator[Done | NotDone]:
    """Remind the writer or the signers of an answer, once before the due day and once after."""

    def again(draft: AnswerDraft) -> str:
        reached = ", ".join(remind(draft, at=at, by=PORTAL))
        return f": {reached} reminded." if draft.addressee.recommendation.review.is_public else ": reminded."

    return _each(to_remind(day_of(at)), _answer, again)


def ask_officers_for_progress(*, at: datetime) -> Iterator[Done | NotDone]:
    """Email every officer whose next report on an accepted recommendation is due."""

    def ask(draft: AnswerDraft) -> str:
        ask_for_progress(draft, at=at, by=PORTAL)
        return ": asked for progress."

    return _each(to_ask(day_of(at)), _answer, ask)


def tell_scrutiny_officers(*, at: datetime) -> Iterator[Done | NotDone]:
    """Email each scrutiny officer their new tasks, at most once a day."""

    def tell(waiting: tuple[User, list[Task]]) -> str:
        count = tell_what_waits(*waiting, at=at, by=PORTAL)
        return f" told of {count} {'thing' if count == 1 else 'things'} to do." if count else ""

    return _each(to_tell(day_of(at)), lambda waiting: waiting[0], tell)


def plan_look_backs(*, at: datetime) -> Iterator[Done | NotDone]:
    """Plan the look-back of every answered review on a work programme, unless the look-back is planned already."""

    def plan(review: Review) -> str:
        item = plan_look_back(review, on=day_of(at), at=at, by=PORTAL)
        return ": the look-back is on the work programme." if item else ""

    return _each(Review.objects.public().filter(state__in=ANSWERED, look_back=None).order_by("pk"), _title, plan)


def forget_witnesses(*, at: datetime) -> Iterator[Done]:
    """Delete private details of witnesses whose day of forgetting has come. Report the number, never a name."""
    rows = Witness.objects.to_forget().filter(forget_on__lte=day_of(at)).select_related("review")
    count = 0
    for row in list(rows):
        with suppress(Refused):  # somebody else has just deleted the details
            forget_witness(row, at=at, by=PORTAL)
            count += 1
    if count:
        yield Done(f"Contact details of {count} {'witness' if count == 1 else 'witnesses'} deleted.")


def forget_evidence_in_time(*, at: datetime) -> Iterator[Done | NotDone]:
    """Erase evidence and answers to calls whose day of deletion has come, and old working papers. Report no names."""
    on, count = day_of(at), 0
    due: list[tuple[Callable[..., Any], Any, str]] = [
        *((forgetting.forget_evidence, evidence, f"Evidence {evidence.pk}") for evidence in forgetting.due(on)),
        *((reading.forget_answer, answer, answer.reference) for answer in reading.answers_due(on)),
    ]
    for forget, row, name in due:
        try:
            forget(row, on=on, by=PORTAL)
            count += 1
        except Refused as refusal:
            yield NotDone(f"{name}: {refusal.text}")
    if count:
        yield Done(f"{count} {'piece' if count == 1 else 'pieces'} of evidence and answers deleted.")
    for review in forgetting.with_old_papers(on):
        gone = forgetting.forget_working_papers(review, on=on, by=PORTAL)
        yield Done(f"{gone} working papers of a review that has ended deleted.")


def bring_responses(*, at: datetime) -> Iterator[Done | NotDone]:
    """Put each recent response on the next agenda of the committee that monitors the review (R40)."""

    def bring(review: Review) -> str:
        put = verbs.bring_response(review, at=at, by=PORTAL)
        return f": the response is under {placing.said_of(put.paper)}." if put else ""

    return _each(verbs.responses_due(day_of(at)), _title, bring)


TIMERS = (
    Timer("reviews", "Overdue answers to reviews are not shown in the work programmes.", tell_overdue_answers),
    Timer("review-answers", "Not everyone was reminded of an answer to a review.", remind_of_answers),
    Timer("review-progress", "Not every officer was asked to report progress.", ask_officers_for_progress),
    Timer("review-tasks", "Not every scrutiny officer was told what waits for them.", tell_scrutiny_officers),
    Timer("look-backs", "The look-back at a review is not on the work programme.", plan_look_backs),
    Timer("witnesses", "Contact details of witnesses were not deleted in time.", forget_witnesses),
    Timer("evidence", "Evidence of reviews was not forgotten in time.", forget_evidence_in_time),
    Timer("responses", "Responses to reviews are not put on the next agenda of their committee.", bring_responses),
)
