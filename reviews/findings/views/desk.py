"""Findings of a review, what is missing of its report, and recommendations that are found in a text."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from committee.access.permissions import runs_the_desk
from committee.acts.requests import SignedInRequest
from committee.forms.fields import ConfirmForm
from committee.views.acting import Data, ask, carry_out, show, typed
from reviews.findings import verbs
from reviews.findings.forms import FindingForm, FoundForm, ProseForm
from reviews.findings.in_prose import Buried, buried
from reviews.findings.missing import missing
from reviews.lookup import act_on, address_of, of_review, page_of
from reviews.models import Review


@of_review
def findings(request: HttpRequest, review: Review) -> HttpResponseBase:
    """Every finding of a review, and what is missing before its report can be handed down."""
    context = {
        **page_of(review, "findings"),
        "findings": review.findings.prefetch_related("evidence", "scope_points", "recommendations"),
        "missing": missing(review) if review.is_before_report else [],
        "is_drafting": review.is_before_report,
        "takes_down": review.report_versions.public().exists() and runs_the_desk(request.user, timezone.localdate()),
    }
    return render(request, "desk/reviews/findings.html", context)


@of_review
def finding_new(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Write another finding."""
    form, page = FindingForm(typed(request), review=review), act_on(review, "Add a finding", "findings")
    return carry_out(
        request, verbs.add_finding, review, form, said=lambda made: f"Finding {made.number} is added.", **page
    )


@of_review
def finding(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Change a finding."""
    finding = get_object_or_404(review.findings, pk=pk)
    form = FindingForm(typed(request), review=review, row=finding)
    page = act_on(review, f"Finding {finding.number}", "findings")
    return carry_out(request, verbs.edit_finding, finding, form, **page)


@of_review
def finding_remove(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Remove a finding."""
    finding = get_object_or_404(review.findings, pk=pk)
    page = act_on(review, f"Remove finding {finding.number}?", "findings", lead=finding.text)
    form, message = ConfirmForm(typed(request), button="Remove the finding"), f"Finding {finding.number} is removed."
    return carry_out(request, verbs.remove_finding, finding, form, said=message, **page)


@of_review
def prose(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Find recommendations in a text, and offer each to be added."""
    form = ProseForm(typed(request))
    about = act_on(review, "Find recommendations in text", "findings")
    if not (form.is_bound and form.is_valid()):
        return show(request, form=form, **about)
    sentences = _new_ones(review, form.cleaned_data["prose"])
    if not sentences:
        form.add_error("prose", "No new recommendations were found in this text.")
        return show(request, form=form, **about)
    again = "text_0" in request.POST
    offered = FoundForm(
        typed(request) if again else None, sentences=sentences, initial={"prose": form.cleaned_data["prose"]}
    )

    def add(data: Data) -> str:
        made = verbs.take_out_of_prose(review, offered.chosen(), by=request.user)
        return f"{len(made)} recommendation{'' if len(made) == 1 else 's'} added: enter who each is for."

    count = f"{len(sentences)} found" if len(sentences) > 1 else "One found"
    return ask(request, offered, add, **about | {"then": f"{address_of(review)}#recommendations", "lead": count})


def _new_ones(review: Review, text: str) -> list[Buried]:
    existing = {words.casefold() for words in review.recommendations.values_list("text", flat=True)}
    return [sentence for sentence in buried(text) if sentence.text.casefold() not in existing]
