"""Findings and recommendations of a review, what is missing of its report, and recommendations found in a text."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from committee.access.permissions import runs_the_desk
from committee.acts.requests import SignedInRequest
from committee.forms.fields import ActForm, ConfirmForm, ReasonForm
from committee.views.acting import Data, ask, carry_out, show, typed
from reviews.findings import finding_verbs
from reviews.findings import recommendation_verbs as recommendations
from reviews.findings.forms import AddresseeForm, FindingForm, FoundForm, ProseForm, RecommendationForm
from reviews.findings.in_prose import Buried, buried
from reviews.findings.missing import missing
from reviews.lookup import act_on, act_on_recommendation, address_of, find_addressee, of_review, page_of
from reviews.models import Recommendation, Review


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
        request,
        finding_verbs.add_finding,
        review,
        form,
        message=lambda made: f"Finding {made.number} is added.",
        **page,
    )


@of_review
def finding(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Change a finding."""
    finding = get_object_or_404(review.findings, pk=pk)
    form = FindingForm(typed(request), review=review, row=finding)
    page = act_on(review, f"Finding {finding.number}", "findings")
    return carry_out(request, finding_verbs.edit_finding, finding, form, **page)


@of_review
def finding_remove(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Remove a finding."""
    finding = get_object_or_404(review.findings, pk=pk)
    page = act_on(review, f"Remove finding {finding.number}?", "findings", lead=finding.text)
    form, message = ConfirmForm(typed(request), button="Remove the finding"), f"Finding {finding.number} is removed."
    return carry_out(request, finding_verbs.remove_finding, finding, form, message=message, **page)


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
        made = finding_verbs.take_out_of_prose(review, offered.chosen(), by=request.user)
        return f"{len(made)} recommendation{'' if len(made) == 1 else 's'} added: enter who each is for."

    count = f"{len(sentences)} found" if len(sentences) > 1 else "One found"
    return ask(request, offered, add, **about | {"then": f"{address_of(review)}#recommendations", "lead": count})


def _new_ones(review: Review, text: str) -> list[Buried]:
    existing = {words.casefold() for words in review.recommendations.values_list("text", flat=True)}
    return [sentence for sentence in buried(text) if sentence.text.casefold() not in existing]


@of_review
def recommendation_new(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Write another recommendation."""

    def message(made: Recommendation) -> str:
        return f"Recommendation {made.number} is added."

    form, page = RecommendationForm(typed(request)), act_on_recommendation(review, "Add a recommendation")
    return carry_out(request, recommendations.add_recommendation, review, form, message=message, **page)


@of_review
def recommendation(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Change a recommendation."""
    # Not by its number: those after one that is removed move up, also while somebody has this page open.
    current = get_object_or_404(review.recommendations, pk=pk)
    form = RecommendationForm(typed(request), row=current)
    page = act_on_recommendation(review, f"Recommendation {current.number}")
    return carry_out(request, recommendations.edit_recommendation, current, form, **page)


@of_review
def recommendation_remove(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Remove a recommendation; one that was issued is withdrawn with a reason."""
    current = get_object_or_404(review.recommendations, pk=pk)
    if current.handed_down_at is None:
        return carry_out(
            request, recommendations.remove_recommendation, current,
            ConfirmForm(typed(request), button="Remove the recommendation"),
            message=f"Recommendation {current.number} is removed.", lead=current.text,
            follows=["Later recommendations are renumbered, because the report has not been issued."],
            **act_on_recommendation(review, f"Remove recommendation {current.number}?"),
        )  # fmt: skip
    form = ReasonForm(
        typed(request), button="Withdraw the recommendation", label="Why is it withdrawn?", hint="This is public.",
        most=500,
    )  # fmt: skip
    return carry_out(
        request, recommendations.remove_recommendation, current, form, lead=current.text,
        message=f"Recommendation {current.number} is withdrawn.",
        follows=["It keeps its number and text, with the reason beside it."],
        **act_on_recommendation(review, f"Withdraw recommendation {current.number}?"),
    )  # fmt: skip


@of_review
def addressee_new(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Say to whom a recommendation is made."""
    current = get_object_or_404(review.recommendations, pk=pk)
    return carry_out(
        request, recommendations.name_addressee, current, AddresseeForm(typed(request)), field="name",
        lead=current.text,
        message=lambda addressee: f"Recommendation {current.number} is made to: {addressee}.",
        **act_on_recommendation(review, f"Who is recommendation {current.number} made to?"),
    )  # fmt: skip


@of_review
def recommendation_restore(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Undo the withdrawal of a recommendation while the report is drafted."""
    current = get_object_or_404(review.recommendations, pk=pk)
    if not current.is_withdrawn:
        raise Http404
    return carry_out(
        request, recommendations.restore_recommendation, current,
        ConfirmForm(typed(request), button="Undo the withdrawal", warning=False),
        message=f"Recommendation {current.number} is restored.", lead=current.text,
        follows=["It is restored under its number, with its addressees."],
        **act_on_recommendation(review, f"Undo the withdrawal of recommendation {current.number}?"),
    )  # fmt: skip


@of_review
def addressee_remove(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Take back that a recommendation is made to somebody."""
    addressee = find_addressee(review, pk)
    recommendation, button = addressee.recommendation, "Remove the addressee"
    form: ActForm = ConfirmForm(typed(request), button=button)
    if recommendation.handed_down_at is not None:
        label = "Why is it not made to them any more?"
        form = ReasonForm(typed(request), button=button, label=label, most=500, warning=True)
    message = f"Recommendation {recommendation.number} is no longer made to: {addressee}."
    page = act_on_recommendation(review, f"Remove “{addressee}”?", lead=recommendation.text)
    return carry_out(request, recommendations.remove_addressee, addressee, form, message=message, **page)
