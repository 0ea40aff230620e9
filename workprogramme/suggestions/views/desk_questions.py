"""The questions by which a committee weighs what is suggested to it."""

from typing import Any

from django.db import transaction
from django.http import HttpResponseBase
from django.urls import reverse

from committee import audit
from committee.models import Committee
from committee.permissions import planners
from committee.requests import SignedInRequest
from committee.views.acting import Data, answered, show, typed
from committee.views.lookup import find_committee
from workprogramme.models import Question
from workprogramme.suggestions.forms.weighing import BaseQuestions, QuestionFormSet
from workprogramme.suggestions.lookup import trail_of
from workprogramme.suggestions.weighing import SET, USUAL, QuestionDraft, ask_questions


@planners
def questions(request: SignedInRequest, committee: str) -> HttpResponseBase:
    """All questions in one form; where none have been set, the usual five to begin with."""
    body = find_committee(committee)

    def act(data: list[Data]) -> str:
        return (
            f"The {len(_save(request, body, formset))} questions have been saved. Suggestions are now scored with them."
        )

    formset: Any = QuestionFormSet(typed(request), initial=_kept(body), prefix="rows")
    if answer := answered(request, formset, act, then=reverse("desk:programme-weighing-questions", args=[body.slug])):
        return answer
    context = {
        "committee": body,
        "is_set": body.weighing_questions.filter(is_active=True).exists(),
        "trail": trail_of(body),
    }
    return show(request, "desk/suggestions/questions.html", form=formset, **context)


def _kept(body: Committee) -> list[dict[str, Any]]:
    """The questions that are asked; the usual five where none have been set."""
    asked = [
        QuestionDraft(weighing_question.label, weighing_question.text, weighing_question.counts_against)
        for weighing_question in body.weighing_questions.filter(is_active=True)
    ]
    return [
        {"title": one.label, "text": one.text, "best": "no" if one.counts_against else "yes", "position": place}
        for place, one in enumerate(asked or USUAL, 1)
    ]


@transaction.atomic
def _save(request: SignedInRequest, body: Committee, formset: BaseQuestions) -> list[Question]:
    """The questions as they were typed, over what was seen."""
    held = Committee.objects.select_for_update(of=("self",)).get(pk=body.pk)
    formset.refuse_unseen(_kept(held), audit.trail_of(held).filter(did=SET).first())
    return ask_questions(held, formset.drafts, by=request.user)
