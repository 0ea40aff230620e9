"""Findings, recommendations and tables of figures of a review: entered, found in a text, suppressed, published."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from committee.access.permissions import runs_the_desk
from committee.acts.requests import SignedInRequest
from committee.forms.fields import ActForm, ConfirmForm, ReasonForm
from committee.views.acting import Data, ask, carry_out, show, typed
from reviews.findings import figure_verbs, finding_verbs
from reviews.findings import recommendation_verbs as recommendations
from reviews.findings.figure_sentences import warnings
from reviews.findings.figures_shown import chart_for_public, facts_for_public, for_desk, table_of
from reviews.findings.forms import (
    AddresseeForm,
    FiguresForm,
    FindingForm,
    FoundForm,
    MarkForm,
    ProseForm,
    RecommendationForm,
    SentencesForm,
)
from reviews.findings.in_prose import Buried, buried
from reviews.findings.missing import missing
from reviews.lookup import act_on, act_on_recommendation, address_of, find_addressee, of_review, page_of
from reviews.models import FigureTable, Recommendation, Review, ReviewFinding
from reviews.report.from_rows import draft_text

NOTHING_TO_CHECK = "Nothing to check: no sentence tells of fewer than five people or gives a hidden number."


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

    def message(made: ReviewFinding) -> str:
        return f"Finding {made.number} is added."

    form, page = FindingForm(typed(request), review=review), act_on(review, "Add a finding", "findings")
    return carry_out(request, finding_verbs.add_finding, review, form, message=message, **page)


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
    form: ActForm = ConfirmForm(typed(request), button="Remove the recommendation")
    act, done = "Remove", "removed"
    follows = "Later recommendations are renumbered, because the report has not been issued."
    if current.handed_down_at is not None:
        button, label = "Withdraw the recommendation", "Why is it withdrawn?"
        form = ReasonForm(typed(request), button=button, label=label, hint="This is public.", most=500)
        act, done, follows = "Withdraw", "withdrawn", "It keeps its number and text, with the reason beside it."
    heading = f"{act} recommendation {current.number}?"
    page = act_on_recommendation(review, heading, lead=current.text, follows=[follows])
    message = f"Recommendation {current.number} is {done}."
    return carry_out(request, recommendations.remove_recommendation, current, form, message=message, **page)


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


@of_review
def figures(request: HttpRequest, review: Review) -> HttpResponseBase:
    """Show every table of a review: which numbers are hidden, and what its source printed otherwise."""
    tables = [(table, for_desk(table), chart_for_public(table)) for table in review.figures.all()]
    is_told = review.is_before_report and tables
    context = {
        **page_of(review, "figures"),
        "tables": tables,
        "warnings": warnings(draft_text(review), [table_of(table) for table, _, _ in tables]) if is_told else [],
    }
    return render(request, "desk/reviews/figures.html", context)


@of_review
def figure_new(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Enter a table of figures."""

    def message(made: FigureTable) -> str:
        return " ".join([f"Table {made.number} is added. Only the panel can read it.", *made.differences])

    form, page = FiguresForm(typed(request)), act_on(review, "Add a table of figures", "figures")
    return carry_out(request, figure_verbs.add_figures, review, form, message=message, field="text", **page)


@of_review
def figure(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Change a table of figures."""
    table = get_object_or_404(review.figures, pk=pk)
    form, page = FiguresForm(typed(request), row=table), act_on(review, f"Table {table.number}", "figures")
    return carry_out(request, figure_verbs.edit_figures, table, form, field="text", **page)


@of_review
def figure_mark(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Say where a definition changed."""
    table = get_object_or_404(review.figures, pk=pk)
    page = act_on(review, f"A change of definition in table {table.number}", "figures")
    return carry_out(request, figure_verbs.mark_definition, table, MarkForm(typed(request), figures=table), **page)


@of_review
def figure_whole(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Show everybody every number of a table, or hide small ones again."""
    table = get_object_or_404(review.figures, pk=pk)
    if not table.is_suppressed:
        return carry_out(
            request, figure_verbs.suppress_again, table,
            ConfirmForm(typed(request), button="Hide small numbers", warning=False),
            message=f"Small numbers of table {table.number} are hidden again.",
            lead=f"They are shown because: {table.shown_whole_reason}", follows=_handed_down(review),
            **act_on(review, f"Hide the small numbers of table {table.number} again?", "figures"),
        )  # fmt: skip
    form = ReasonForm(
        typed(request), button="Show every number", label="Why may every number be shown?",
        hint="Kept in the history with your name.", warning=True,
    )  # fmt: skip
    return carry_out(
        request, figure_verbs.show_whole, table, form, message=f"Every number of table {table.number} is shown.",
        warning="People in such small groups could be identified (UK GDPR art 5).",
        **act_on(review, f"Show everyone every number of table {table.number}?", "figures"),
    )  # fmt: skip


@of_review
def figure_publish(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Publish a table, or take it back."""
    table = get_object_or_404(review.figures, pk=pk)
    if table.published_at:
        form = ReasonForm(
            typed(request), button="Unpublish the table", label="Why is it unpublished?",
            hint="Kept in the history.", warning=True,
        )  # fmt: skip
        return carry_out(
            request, figure_verbs.withdraw_figures, table, form, message=f"Table {table.number} is no longer public.",
            follows=_handed_down(review), **act_on(review, f"Unpublish table {table.number}?", "figures"),
        )  # fmt: skip
    follows = ["Anyone can read it with its chart, as soon as the review is public."]
    follows += ["Small numbers, and numbers that would reveal them, stay hidden."] if table.is_suppressed else []
    confirm = ConfirmForm(typed(request), button="Publish the table", warning=False)
    return carry_out(
        request, figure_verbs.publish_figures, table, confirm,
        message=f"Table {table.number} is published.", facts=facts_for_public(table), follows=follows,
        **act_on(review, f"Publish table {table.number}?", "figures"),
    )  # fmt: skip


def _handed_down(review: Review) -> list[str]:
    """Return the warning that an issued report keeps the table; nothing before a report is issued."""
    if not review.report_versions.exists():
        return []
    return [
        "The issued report keeps the table until a new version is issued. If the table must not be "
        "public, ask the committee team to take down the review."
    ]


@of_review
def figure_remove(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Remove a table that is not published."""
    table = get_object_or_404(review.figures, pk=pk)
    page = act_on(review, f"Remove table {table.number}?", "figures", lead=table.title)
    form, message = ConfirmForm(typed(request), button="Remove the table"), f"Table {table.number} is removed."
    return carry_out(request, figure_verbs.remove_figures, table, form, message=message, **page)


@of_review
def sentences(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Check a text for counts of few people and for numbers that the tables of a review hide."""
    form = SentencesForm(typed(request))
    about = act_on(review, "Check a text for small numbers", "figures", back_text="Back to the figures")
    if form.is_bound and form.is_valid():
        faults = warnings(form.cleaned_data["text"], [table_of(table) for table in review.figures.all()])
        about |= {"points": faults, "lead": f"{len(faults)} to check" if faults else NOTHING_TO_CHECK}
    return show(request, form=form, **about)
