"""What is done every day about reviews: answers overdue, reminded of, brought to agendas; look-backs; witnesses."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from committee.acts.refusal import Refused
from committee.acts.saving import day_of
from committee.acts.verbs import PORTAL
from committee.timers.daily import Done, NotDone, Timer
from reviews.agenda_papers import placing, verbs
from reviews.answers.asking import ask_for_progress, to_ask
from reviews.answers.on_programme import ANSWERED, plan_look_back, tell_overdue
from reviews.answers.sign_off_verbs import remind, to_remind
from reviews.evidence import call_verbs as reading
from reviews.evidence import forgetting
from reviews.evidence.witness_verbs import forget_witness
from reviews.models import Review, Witness
from reviews.overview.task_mails import tell_what_waits, to_tell


def tell_overdue_answers(*, at: datetime) -> Iterator[Done | NotDone]:
    """Hand down, for every published review with a notice, which answers are overdue; take back what is in."""
    for review in Review.objects.public().filter(notices__isnull=False).distinct():
        try:
            late = tell_overdue(review, on=day_of(at), by=PORTAL)
        except Refused as refusal:
            yield NotDone(f"{review.title_for_public}: {refusal.text}")
        else:
            if late:
                yield Done(f"{review.title_for_public}: an answer is overdue.")


def remind_of_answers(*, at: datetime) -> Iterator[Done | NotDone]:
    """
    Remind whoever writes or signs off an answer, once before its due day and once after it.

    SECURITY: cron mails about what is printed: of a review that is not public its number alone.
    """
    for draft in list(to_remind(day_of(at))):
        review = draft.addressee.recommendation.review
        name = f"{review.title_for_public}: {draft}" if review.is_public else f"review {review.pk}"
        try:
            reached = remind(draft, at=at, by=PORTAL)
        except Refused as refusal:
            yield NotDone(f"{name}: {refusal.text}")
        else:
            yield Done(f"{name}: {', '.join(reached)} reminded." if review.is_public else f"{name}: reminded.")


def ask_officers_for_progress(*, at: datetime) -> Iterator[Done | NotDone]:
    """
    Email every officer who is to report on an accepted recommendation, once in half a year.

    SECURITY: cron mails about what is printed: of a review that is not public its number alone.
    """
    for draft in list(to_ask(day_of(at))):
        review = draft.addressee.recommendation.review
        name = f"{review.title_for_public}: {draft}" if review.is_public else f"review {review.pk}"
        try:
            ask_for_progress(draft, at=at, by=PORTAL)
        except Refused as refusal:
            yield NotDone(f"{name}: {refusal.text}")
        else:
            yield Done(f"{name}: asked for progress.")


def tell_scrutiny_officers(*, at: datetime) -> Iterator[Done | NotDone]:
    """Email each scrutiny officer what has come to wait for them: one email a day, of what is new."""
    for user, tasks in to_tell(day_of(at)):
        try:
            count = tell_what_waits(user, tasks, at=at, by=PORTAL)
        except Refused as refusal:
            yield NotDone(f"{user}: {refusal.text}")
        else:
            if count:
                yield Done(f"{user} told of {count} {'thing' if count == 1 else 'things'} to do.")


def plan_look_backs(*, at: datetime) -> Iterator[Done | NotDone]:
    """Put the look-back of every review that was responded to onto a work programme, where it is not there yet."""
    for review in Review.objects.public().filter(state__in=ANSWERED, look_back=None).order_by("pk"):
        try:
            item = plan_look_back(review, on=day_of(at), at=at, by=PORTAL)
        except Refused as refusal:
            yield NotDone(f"{review.title_for_public}: {refusal.text}")
        else:
            if item:
                yield Done(f"{review.title_for_public}: the look-back is on the work programme.")


def forget_witnesses(*, at: datetime) -> Iterator[Done]:
    """Delete what is kept of witnesses beyond their day. Say how many, and never who."""
    rows = Witness.objects.to_forget().filter(forget_on__lte=day_of(at)).select_related("review")
    count = 0
    for row in list(rows):
        with suppress(Refused):  # somebody has deleted them at this moment
            forget_witness(row, at=at, by=PORTAL)
            count += 1
    if count:
        yield Done(f"Contact details of {count} {'witness' if count == 1 else 'witnesses'} deleted.")


def forget_evidence_in_time(*, at: datetime) -> Iterator[Done | NotDone]:
    """Erase evidence and answers to calls whose day has come; a line says how many, never whose."""
    on, count = day_of(at), 0
    for evidence in forgetting.due(on):
        try:
            forgetting.forget_evidence(evidence, on=on, by=PORTAL)
            count += 1
        except Refused as refusal:
            yield NotDone(f"Evidence {evidence.pk}: {refusal.text}")
    for answer in reading.answers_due(on):
        try:
            reading.forget_answer(answer, on=on, by=PORTAL)
            count += 1
        except Refused as refusal:
            yield NotDone(f"{answer.reference}: {refusal.text}")
    if count:
        yield Done(f"{count} {'piece' if count == 1 else 'pieces'} of evidence and answers deleted.")
    for review in forgetting.with_old_papers(on):
        gone = forgetting.forget_working_papers(review, on=on, by=PORTAL)
        yield Done(f"{gone} working papers of a review that has ended deleted.")


def bring_responses(*, at: datetime) -> Iterator[Done | NotDone]:
    """Put each response that is in on the next agenda of the committee that follows the review up (R40)."""
    for review in verbs.responses_due(day_of(at)):
        try:
            put = verbs.bring_response(review, at=at, by=PORTAL)
        except Refused as refusal:
            yield NotDone(f"{review.title_for_public}: {refusal.text}")
        else:
            if put:
                yield Done(f"{review.title_for_public}: the response is under {placing.said_of(put.paper)}.")


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
