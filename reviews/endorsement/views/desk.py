"""What the committees of a review decided, as scrutiny officers record it."""

from django.http import Http404, HttpResponseBase
from django.utils import timezone

from committee.permissions import planners
from committee.requests import SignedInRequest
from committee.views.acting import Data, ask, typed
from reviews.endorsement import verbs
from reviews.endorsement.forms import DecisionForm, WordsForm
from reviews.lookup import address_of, crumbs, find_review
from reviews.models import Endorsement


@planners
def decision_new(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Record what a committee decided about the report."""
    review = find_review(slug)
    parent = next((one for one in review.parents.all() if one.pk == pk), None)
    if parent is None:
        raise Http404
    form = DecisionForm(typed(request), parent=parent)

    def record(data: Data) -> str:
        verbs.record_decision(parent, **data, at=timezone.now(), by=request.user)
        return f"The decision of the {parent} is recorded."

    back = f"{address_of(review)}#committees"
    return ask(
        request, form, record, then=back, template="desk/act.html", caption=review.title,
        heading=f"What did the {parent} decide?", trail=crumbs(review), back=back, field="on",
    )  # fmt: skip


@planners
def decision(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Put right what a committee said with its decision, or its minute."""
    review = find_review(slug)
    row = Endorsement.objects.filter(parent__review=review, pk=pk).select_related("parent__committee").first()
    if row is None:
        raise Http404
    row.parent.review = review
    form = WordsForm(typed(request), parent=row.parent, row=row, holds=review)

    def correct(data: Data) -> str:
        verbs.correct_decision(row, **data, by=request.user)
        return "Saved."

    back = f"{address_of(review)}#committees"
    return ask(
        request, form, correct, then=back, template="desk/act.html", caption=review.title, heading=str(row),
        trail=crumbs(review), back=back, field="comments",
    )  # fmt: skip
