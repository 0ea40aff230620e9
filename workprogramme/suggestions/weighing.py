"""Verbs of weighing: the questions a committee asks of what is suggested, and the points each suggestion gets."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from committee import audit
from committee.models import Committee, User
from committee.permissions import plans_scrutiny
from committee.refusal import Refused
from committee.saving import save
from committee.verbs import Anybody, as_part, verb
from workprogramme.locking import hold_item, step
from workprogramme.models import WAITING, ItemState, ProgrammeItem, Question, Score


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """A question as a committee words it: the label by which it is known, and the question in full."""

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
    Let the committee weigh suggestions by these questions from now on, in this order; the usual five by default.

    A question is known by its label. One that is left out is no longer asked; the points it gave stay. Raises Refused
    where there is none, or where a label stands twice.
    """
    _hold(committee)
    drafts = [replace(one, label=" ".join(one.label.split()), text=" ".join(one.text.split())) for one in questions]
    if not drafts:
        raise Refused("Enter at least one question.")
    labels = [draft.label.casefold() for draft in drafts]
    if twice := next((draft.label for draft in drafts if labels.count(draft.label.casefold()) > 1), ""):
        raise Refused(f"“{twice}” is used twice. Give each question its own label.")
    known = {question.label.casefold(): question for question in committee.weighing_questions.all()}
    asked = [_keep(committee, known.get(draft.label.casefold()), draft, place) for place, draft in enumerate(drafts, 1)]
    committee.weighing_questions.exclude(pk__in=[one.pk for one in asked]).update(is_active=False)
    audit.record(by, SET, committee, questions=[q.label for q in asked])
    return asked


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
    """Begin with the usual questions where the committee has never set any."""
    if committee.weighing_questions.exists():
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
    Record the points (0 to 3) and a note for each question that the committee asks; the suggestion is weighed then.

    Weighing it again changes them. Raises Refused where it is no suggestion any more, a question is left out or is
    another committee's, or the points are not 0 to 3.
    """
    held = hold_item(item)
    if held.state not in WAITING:
        raise Refused(f"It has been settled already ({held.get_state_display().lower()}), so it cannot be scored.")
    _refuse_gaps(held, answers)
    kept = {one.question_id: one for one in held.scores.all()}
    for question, (points, note) in answers.items():
        row = kept.get(question.pk) or Score(item=held, question=question)
        row.points, row.note, row.scored_at, row.scored_by = points, " ".join(note.split()), at, by
        save(row)
    given = {question.label: points for question, (points, _) in answers.items()}
    if held.state == ItemState.SUGGESTED:
        step(held, ItemState.WEIGHED, meeting=None, on=on, at=at, by=by, did="scored", points=_told(given))
    else:
        audit.record(by, "scored again", held, points=_told(given))
    return held


def _refuse_gaps(item: ProgrammeItem, answers: Mapping[Question, tuple[int, str]]) -> None:
    asked = set(item.programme.committee.weighing_questions.filter(is_active=True))
    if not asked:
        raise Refused("There are no scoring questions yet: set them first.")
    if missing := sorted(question.label for question in asked - set(answers)):
        raise Refused(f"Answer every question. Without an answer: {', '.join(missing)}.")
    if set(answers) - asked:
        raise Refused("The committee’s questions have been changed since this page was opened: answer them again.")


def _told(points: Mapping[str, int]) -> str:
    return ", ".join(f"{label}: {number}" for label, number in points.items())
