"""What is suggested to a committee: the list by score, each suggestion, and the questions by which it is weighed."""

from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from committee.access.permissions import planners
from committee.acts import audit
from committee.acts.requests import SignedInRequest
from committee.models import Committee
from committee.views.acting import Data, answered, show, typed
from committee.views.lookup import find_committee
from workprogramme.lookup import Trail, committee_crumbs
from workprogramme.lookup import address_of as address_of_item
from workprogramme.models import PROPOSED, WAITING, ProgrammeItem, Question
from workprogramme.suggestions import listing
from workprogramme.suggestions.forms import BaseQuestions, QuestionFormSet, ScoreForm
from workprogramme.suggestions.weighing import SET, USUAL, QuestionDraft, ask_questions, score

A_PAGE = 40


def find(committee: str, pk: int) -> ProgrammeItem:
    """Return the suggestion made to that committee; 404 for any other item."""
    return get_object_or_404(listing.suggested_to(find_committee(committee)), pk=pk)


def address_of(item: ProgrammeItem) -> str:
    """Return the address of a suggestion's page in the programme, once it is taken up; "" before."""
    return "" if item.state in PROPOSED else address_of_item(item)


def list_trail(committee: Committee) -> Trail:
    """Return the breadcrumbs down to a committee's suggestions."""
    return committee_crumbs(committee, timezone.localdate())


def trail_of(committee: Committee, item: ProgrammeItem | None = None) -> Trail:
    """Return the breadcrumbs of a page about suggestions, or about one."""
    url = reverse("desk:programme-suggestions", args=[committee.slug])
    steps = [*list_trail(committee), (f"{committee.short_name}: suggestions", url)]
    if item:
        steps.append((item.title[:60], reverse("desk:programme-suggestion", args=[committee.slug, item.pk])))
    return steps


@planners
def suggestions(request: SignedInRequest, committee: str) -> HttpResponseBase:
    """Everything suggested to the committee, by how it stands; what waits, the best score first."""
    body = find_committee(committee)
    kind = request.GET.get("show", "waiting")
    kind = kind if kind in listing.KINDS else "waiting"
    counts = listing.counts(body)
    items = listing.by_score(listing.of_kind(listing.suggested_to(body), kind))
    page = Paginator(items, A_PAGE).get_page(request.GET.get("page"))
    rows = listing.rows_of(list(page.object_list))
    weighed = [(row.item.title, row.points, row.most) for row in rows if row.points is not None]
    context = {
        "committee": body,
        "rows": rows,
        "page": page,
        "keep": urlencode({"show": kind}) + "&",
        "kind": kind,
        "empty": listing.KINDS[kind],
        "tabs": [
            (words[0], counts[name], f"?{urlencode({'show': name})}", name == kind)
            for name, words in listing.KINDS.items()
        ],
        "chart": listing.chart(weighed) if kind == "waiting" and len(weighed) > 1 else None,
        "open_to_all": listing.takes_suggestions(body, timezone.localdate()),
        "trail": list_trail(body),
    }
    return render(request, "desk/suggestions/list.html", context)


@planners
def suggestion(request: SignedInRequest, committee: str, pk: int) -> HttpResponseBase:
    """One suggestion: its words, who made it, its points; while it waits, the form that weighs it."""
    item = find(committee, pk)
    scores = list(item.scores.select_related("question", "scored_by").order_by("question__position", "pk"))
    form = _score_form(request, item)
    if form and (answer := answered(request, form, partial(_record_points, request, item, form), then=request.path)):
        return answer
    points = [(score.question.label, score.points, listing.BEST) for score in scores]
    context = {
        "item": item,
        "committee": item.programme.committee,
        "who": listing.suggester_of(item),
        "scores": scores,
        "total": sum(score.points for score in scores),
        "most": listing.BEST * len(scores),
        "chart": listing.chart(points),
        "is_waiting": item.state in WAITING,
        "url": address_of(item),
        "last": item.moves.order_by("-recorded_at", "-pk").select_related("recorded_by").first(),
        "trail": trail_of(item.programme.committee),
    }
    return show(request, "desk/suggestions/one.html", form=form, **context)


def _record_points(request: SignedInRequest, item: ProgrammeItem, form: ScoreForm, _data: Data) -> str:
    now = timezone.now()
    score(item, form.answers, at=now, on=timezone.localdate(now), by=request.user)
    return "The scores have been saved."


def _score_form(request: SignedInRequest, item: ProgrammeItem) -> ScoreForm | None:
    """Return the scoring form if the suggestion waits and the committee asks questions, else None."""
    questions = list(item.programme.committee.weighing_questions.filter(is_active=True))
    if item.state not in WAITING or not questions:
        return None
    form = ScoreForm(typed(request), item=item, questions=questions)
    form.helper.form_action = reverse("desk:programme-suggestion", args=[item.programme.committee.slug, item.pk])
    return form


@planners
def questions(request: SignedInRequest, committee: str) -> HttpResponseBase:
    """All questions in one form; where none have been set, the usual five to begin with."""
    body = find_committee(committee)

    def act(data: list[Data]) -> str:
        return (
            f"The {len(_save(request, body, formset))} questions have been saved. Suggestions are now scored with them."
        )

    formset: Any = QuestionFormSet(typed(request), initial=_initial_questions(body), prefix="rows")
    if answer := answered(request, formset, act, then=reverse("desk:programme-weighing-questions", args=[body.slug])):
        return answer
    context = {
        "committee": body,
        "is_set": body.weighing_questions.filter(is_active=True).exists(),
        "trail": trail_of(body),
    }
    return show(request, "desk/suggestions/questions.html", form=formset, **context)


def _initial_questions(body: Committee) -> list[dict[str, Any]]:
    """Return the committee's questions; the usual five if none are set."""
    drafts = [
        QuestionDraft(weighing_question.label, weighing_question.text, weighing_question.counts_against)
        for weighing_question in body.weighing_questions.filter(is_active=True)
    ]
    return [
        {"title": draft.label, "text": draft.text, "best": "no" if draft.counts_against else "yes", "position": place}
        for place, draft in enumerate(drafts or USUAL, 1)
    ]


@transaction.atomic
def _save(request: SignedInRequest, body: Committee, formset: BaseQuestions) -> list[Question]:
    """Save the questions as typed, unless somebody has changed them since the page was opened."""
    locked = Committee.objects.select_for_update(of=("self",)).get(pk=body.pk)
    formset.refuse_unseen(_initial_questions(locked), audit.trail_of(locked).filter(did=SET).first())
    return ask_questions(locked, formset.drafts, by=request.user)
