"""What the committees of a review decided, as scrutiny officers record it."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone

from committee.acts.requests import SignedInRequest
from committee.forms.fields import ReasonForm
from committee.views.acting import carry_out, typed
from reviews.lookup import act_on, find_parent, of_review
from reviews.models import Endorsement, Review
from reviews.steps import endorsement_verbs as verbs
from reviews.steps.endorsement_offered import OfferedDecision, offered
from reviews.steps.forms import DecisionForm, WordsForm

OFFERED = "The form is filled in from the published minute. Check it before you save."


@of_review
def decision_new(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Record what a committee decided about the report."""
    parent = find_parent(review, pk)
    offer = offered(parent)
    form = DecisionForm(typed(request), parent=parent, on=timezone.localdate(), initial=_begins_with(offer))
    return carry_out(
        request, verbs.record_decision, parent, form, message=f"The decision of the {parent} is recorded.",
        field="meeting", lead=OFFERED if offer and offer.minute else "",
        points=[limb.text for limb in offer.limbs] if offer else [],
        **act_on(review, f"What did the {parent} decide?", "committees"),
    )  # fmt: skip


def _begins_with(offer: OfferedDecision | None) -> dict[str, Any]:
    """Return the form's first values from the published minute; nothing where it is withheld or there is none."""
    if offer is None or offer.minute is None or offer.why_none:
        return {}
    meeting = offer.paper.paper.item.meeting_id
    return {"decision": offer.decision, "meeting": meeting, "comments": offer.comments, "minute": offer.minute.pk}


@of_review
def decision(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Put right what a committee said with its decision, or its minute."""
    decided = _find_decision(review, pk)
    form = WordsForm(typed(request), parent=decided.parent, row=decided)
    page = act_on(review, str(decided), "committees")
    return carry_out(request, verbs.correct_decision, decided, form, field="comments", **page)


@of_review
def decision_withdraw(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Withdraw a decision that was recorded by mistake."""
    decided = _find_decision(review, pk)
    form = ReasonForm(
        typed(request), button="Withdraw the decision", label="Why was it a mistake?", warning=True,
        hint="Kept with the decision, for scrutiny officers.",
    )  # fmt: skip
    return carry_out(
        request, verbs.withdraw_decision, decided, form, message="The decision is withdrawn.", field="reason",
        facts=[("Committee", str(decided.parent)), ("Decision", decided.get_decision_display())],
        follows=["It no longer counts, and is no longer public.", "A review that it endorsed returns to “Reported”."],
        **act_on(review, "Was this decision recorded by mistake?", "committees"),
    )  # fmt: skip


def _find_decision(review: Review, pk: int) -> Endorsement:
    decisions = Endorsement.objects.standing().filter(parent__review=review).select_related("parent__committee")
    decided = get_object_or_404(decisions, pk=pk)
    decided.parent.review = review
    return decided
