"""The questions by which a committee weighs what is suggested to it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from committee.permissions import planners
from committee.refusal import Refused
from meetings.views.desk.finding import find_committee, show
from workprogramme.forms.weighing import QuestionFormSet
from workprogramme.procedure.weighing import USUAL, QuestionDraft, ask_questions
from workprogramme.views.desk.suggested import trail_of


@planners
def questions(request: HttpRequest, committee: str) -> HttpResponseBase:
    """All questions in one form; where none have been set, the usual five to begin with."""
    body = find_committee(committee)
    asked = [QuestionDraft(one.label, one.text) for one in body.weighing_questions.filter(is_active=True)]
    rows = [{"title": one.label, "text": one.text, "position": place} for place, one in enumerate(asked or USUAL, 1)]
    formset = QuestionFormSet(request.POST or None, initial=rows, prefix="rows")
    if request.method == "POST" and formset.is_valid():
        try:
            kept = ask_questions(body, formset.drafts, by=request.user)
        except Refused as refusal:
            formset.non_form_errors().append(refusal.text)
        else:
            messages.success(request, f"Suggestions are weighed by these {len(kept)} questions now.")
            return redirect("desk:programme_questions", committee=body.slug)
    context = {"committee": body, "is_set": bool(asked), "trail": trail_of(body)}
    return show(request, "desk/suggestions/questions.html", form=formset, **context)
