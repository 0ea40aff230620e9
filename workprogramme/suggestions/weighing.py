"""Verbs of weighing: set a committee's questions about suggestions, and score a suggestion."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import save
from committee.acts.verbs import Anybody, as_part, verb
from committee.models import Committee, User
from workprogramme.locking import hold_item, step
from workprogramme.models import WAITING, ItemState, ProgrammeItem, Question, Score


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """A question to be saved: its short label, its full text, and whether yes counts against the suggestion."""

    label: str
    text: str
    counts_against: bool = False


USUAL = (
    QuestionDraft("Public interest", "Does it matter to the people of the county?"),
    QuestionDraft("Ability to change", "Can the committee change or influence it?"),
    QuestionDraft("Performance", "Is the service known to be performing badly, or getting worse?"),
    QuestionDraft("Extent", "Does it affect many people, or a large part of the county?"),
    QuestionDraft("Replication", "Is someone else already looking at this?", counts_against=True),
)

SET = "set the scoring questions of"


@verb(may=plans_scrutiny)
def ask_questions(committee: Committee, questions: Sequence[QuestionDraft] = USUAL, *, by: Anybody) -> list[Question]:
    """
    Set the questions by which the committee weighs suggestions, in this order. The default is the five in `USUAL`.

    Existing questions are matched by label. A question that is left out is no longer asked, but keeps its scores.
    Return the questions. Raises Refused where `questions` is empty, or two questions have the same label.
    """
    _hold(committee)
    drafts = [replace(row, label=" ".join(row.label.split()), text=" ".join(row.text.split())) for row in questions]
    if not drafts:
        raise Refused("Enter at least one question.")
    labels = [draft.label.casefold() for draft in drafts]
    if twice := next((draft.label for draft in drafts if labels.count(draft.label.casefold()) > 1), ""):
        raise Refused(f"“{twice}” is used twice. Give each question its own label.")
    by_label = {question.label.casefold(): question for question in committee.weighing_questions.all()}
    active = [
        _keep(committee, by_label.get(draft.label.casefold()), draft, place) for place, draft in enumerate(drafts, 1)
    ]
    committee.weighing_questions.exclude(pk__in=[row.pk for row in active]).update(is_active=False)
    audit.record(by, SET, committee, questions=[q.label for q in active])
    return active


def _keep(committee: Committee, question: Question | None, draft: QuestionDraft, position: int) -> Question:
    question = question or Question(committee=committee)
    question.label, question.text, question.position, question.is_active = draft.label, draft.text, position, True
    question.counts_against = draft.counts_against
    save(question)
    return question


def _hold(committee: Committee) -> None:
    Committee.objects.select_for_update().get(pk=committee.pk)


@verb(may=plans_scrutiny)
def usual_questions(committee: Committee, *, by: Anybody) -> None:
    """Set the usual questions for a committee that has never had questions."""
    if committee.weighing_questions.exists():  # in most cases, do not lock the committee
        return
    _hold(committee)
    if not committee.weighing_questions.exists():
        as_part(ask_questions)(committee, by=by)


@verb(may=plans_scrutiny)
def score(
    item: ProgrammeItem,
    answers: Mapping[Question, tuple[int, str]],
    *,
    at: dt.datetime,
    on: dt.date,
    by: User,
) -> ProgrammeItem:
    """
    Record the points (0 to 3) and a note for each question that the committee asks. The suggestion is then weighed.

    Scoring again replaces the points and notes. Raises Refused where the suggestion is settled already, a question is
    left out or belongs to another committee, or the points are not 0 to 3.
    """
    locked = hold_item(item)
    if locked.state not in WAITING:
        raise Refused(f"It has been settled already ({locked.get_state_display().lower()}), so it cannot be scored.")
    _refuse_gaps(locked, answers)
    by_question = {existing.question_id: existing for existing in locked.scores.all()}
    for question, (points, note) in answers.items():
        row = by_question.get(question.pk) or Score(item=locked, question=question)
        row.points, row.note, row.scored_at, row.scored_by = points, " ".join(note.split()), at, by
        save(row)
    by_label = {question.label: points for question, (points, _) in answers.items()}
    if locked.state == ItemState.SUGGESTED:
        step(locked, ItemState.WEIGHED, meeting=None, on=on, at=at, by=by, did="scored", points=_points_text(by_label))
    else:
        audit.record(by, "scored again", locked, points=_points_text(by_label))
    return locked


def _refuse_gaps(item: ProgrammeItem, answers: Mapping[Question, tuple[int, str]]) -> None:
    questions = set(item.programme.committee.weighing_questions.filter(is_active=True))
    if not questions:
        raise Refused("There are no scoring questions yet: set them first.")
    if missing := sorted(question.label for question in questions - set(answers)):
        raise Refused(f"Answer every question. Without an answer: {', '.join(missing)}.")
    if set(answers) - questions:
        raise Refused("The committee’s questions have been changed since this page was opened: answer them again.")


def _points_text(points: Mapping[str, int]) -> str:
    return ", ".join(f"{label}: {number}" for label, number in points.items())
