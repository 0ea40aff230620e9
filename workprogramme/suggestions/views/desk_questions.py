"""The questions by which a committee weighs what is suggested to it."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import redirect

from committee import audit
from committee.models import Committee
from committee.permissions import planners
from committee.refusal import Refused
from committee.requests import SignedInRequest
from committee.views.acting import show
from committee.views.lookup import find_committee
from workprogramme.models import Question
from workprogramme.suggestions.forms.weighing import BaseQuestions, QuestionFormSet
from workprogramme.suggestions.lookup import trail_of
from workprogramme.suggestions.weighing import SET, USUAL, QuestionDraft, ask_questions


@planners
def questions(request: SignedInRequest, committee: str) -> HttpResponseBase:
    """All questions in one form; where none have been set, the usual five to begin with."""
    body = find_committee(committee)
    formset: Any = QuestionFormSet(request.POST or None, initial=_kept(body), prefix="rows")
    if request.method == "POST" and formset.is_valid():
        try:
            kept = _save(request, body, formset)
        except Refused as refusal:
            formset.non_form_errors().append(refusal.text)
        else:
            messages.success(request, f"Suggestions are weighed by these {len(kept)} questions now.")
            return redirect("desk:programme_questions", committee=body.slug)
    context = {
        "committee": body,
        "is_set": body.weighing_questions.filter(is_active=True).exists(),
        "trail": trail_of(body),
    }
    return show(request, "desk/suggestions/questions.html", form=formset, **context)


def _kept(body: Committee) -> list[dict[str, Any]]:
    """The questions that are asked; the usual five where none have been set."""
    asked = [QuestionDraft(one.label, one.text) for one in body.weighing_questions.filter(is_active=True)]
    return [{"title": one.label, "text": one.text, "position": place} for place, one in enumerate(asked or USUAL, 1)]


@transaction.atomic
def _save(request: SignedInRequest, body: Committee, formset: BaseQuestions) -> list[Question]:
    """The questions as they were typed, over what was seen."""
    now = Committee.objects.select_for_update(of=("self",)).get(pk=body.pk)
    formset.refuse_unseen(_kept(now), audit.trail_of(now).filter(did=SET).first())
    return ask_questions(now, formset.drafts, by=request.user)
