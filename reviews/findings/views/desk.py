"""Desk pages of findings, recommendations and tables of figures; checks of texts."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from committee.access.permissions import runs_the_desk
from committee.acts.requests import SignedInRequest
from committee.views.acting import Data, ask, show, typed
from reviews.act_pages import Page, act, act_on, act_page, confirm, give_reason, page
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
from reviews.lookup import address_of, of_addressee, of_review, of_row, page_of
from reviews.models import Addressee, FigureTable, Recommendation, Review, ReviewFinding
from reviews.report.from_rows import draft_text

of_finding = of_row(lambda review: review.findings)
of_figure = of_row(lambda review: review.figures)
# Looked up by id, because numbers move up after a removal, even while somebody has the page open.
of_recommendation = of_row(lambda review: review.recommendations)
NOTHING_TO_CHECK = "Nothing to check: no sentence tells of fewer than five people or gives a hidden number."


@of_review
def findings(request: HttpRequest, review: Review) -> HttpResponseBase:
    """Show every finding of a review, and the gaps before its report is handed down."""
    context = {
        **page_of(review, "findings"),
        "findings": review.findings.prefetch_related("evidence", "scope_points", "recommendations"),
        "missing": missing(review) if review.is_before_report else [],
        "is_drafting": review.is_before_report,
        "takes_down": review.report_versions.public().exists() and runs_the_desk(request.user, timezone.localdate()),
    }
    return render(request, "desk/reviews/findings.html", context)


@act_page(of_review, finding_verbs.add_finding, "findings")
def finding_new(request: SignedInRequest, review: Review) -> Page:
    """Add a finding."""
    form = FindingForm(typed(request), review=review)
    return page(form, "Add a finding", message=lambda made: f"Finding {made.number} is added.")


@act_page(of_finding, finding_verbs.edit_finding, "findings")
def finding(request: SignedInRequest, finding: ReviewFinding) -> Page:
    """Change a finding."""
    form = FindingForm(typed(request), review=finding.review, row=finding)
    return page(form, f"Finding {finding.number}")


@act_page(of_finding, finding_verbs.remove_finding, "findings")
def finding_remove(request: SignedInRequest, finding: ReviewFinding) -> Page:
    """Remove a finding."""
    heading, message = f"Remove finding {finding.number}?", f"Finding {finding.number} is removed."
    return confirm(request, "Remove the finding", heading, message=message, lead=finding.text)


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


@act_page(of_review, recommendations.add_recommendation, "#recommendations")
def recommendation_new(request: SignedInRequest, review: Review) -> Page:
    """Add a recommendation."""
    form = RecommendationForm(typed(request))
    return page(form, "Add a recommendation", message=lambda made: f"Recommendation {made.number} is added.")


@act_page(of_recommendation, recommendations.edit_recommendation, "#recommendations")
def recommendation(request: SignedInRequest, current: Recommendation) -> Page:
    """Change a recommendation."""
    return page(RecommendationForm(typed(request), row=current), f"Recommendation {current.number}")


@act_page(of_recommendation, recommendations.remove_recommendation, "#recommendations")
def recommendation_remove(request: SignedInRequest, current: Recommendation) -> Page:
    """Remove a recommendation. An issued recommendation is withdrawn with a reason."""
    if current.handed_down_at is None:
        return confirm(
            request, "Remove the recommendation", f"Remove recommendation {current.number}?", lead=current.text,
            message=f"Recommendation {current.number} is removed.",
            follows=["Later recommendations are renumbered, because the report has not been issued."],
        )  # fmt: skip
    return give_reason(
        request, "Withdraw the recommendation", "Why is it withdrawn?", f"Withdraw recommendation {current.number}?",
        hint="This is public.", most=500, message=f"Recommendation {current.number} is withdrawn.", lead=current.text,
        follows=["It keeps its number and text, with the reason beside it."],
    )  # fmt: skip


@act_page(of_recommendation, recommendations.name_addressee, "#recommendations")
def addressee_new(request: SignedInRequest, current: Recommendation) -> Page:
    """Add an addressee to a recommendation."""
    return page(
        AddresseeForm(typed(request)), f"Who is recommendation {current.number} made to?", field="name",
        lead=current.text, message=lambda addressee: f"Recommendation {current.number} is made to: {addressee}.",
    )  # fmt: skip


@act_page(of_recommendation, recommendations.restore_recommendation, "#recommendations")
def recommendation_restore(request: SignedInRequest, current: Recommendation) -> Page:
    """Undo the withdrawal of a recommendation while the report is drafted."""
    if not current.is_withdrawn:
        raise Http404
    return confirm(
        request, "Undo the withdrawal", f"Undo the withdrawal of recommendation {current.number}?", warns=False,
        message=f"Recommendation {current.number} is restored.", lead=current.text,
        follows=["It is restored under its number, with its addressees."],
    )  # fmt: skip


@act_page(of_addressee, recommendations.remove_addressee, "#recommendations")
def addressee_remove(request: SignedInRequest, addressee: Addressee) -> Page:
    """Remove an addressee from a recommendation."""
    current, button, heading = addressee.recommendation, "Remove the addressee", f"Remove “{addressee}”?"
    message = f"Recommendation {current.number} is no longer made to: {addressee}."
    if current.handed_down_at is None:
        return confirm(request, button, heading, message=message, lead=current.text)
    why = "Why is it not made to them any more?"
    return give_reason(request, button, why, heading, most=500, warns=True, message=message, lead=current.text)


@of_review
def figures(request: HttpRequest, review: Review) -> HttpResponseBase:
    """Show every table of a review, with its hidden numbers and its differences from the source."""
    tables = [(table, for_desk(table), chart_for_public(table)) for table in review.figures.all()]
    is_told = review.is_before_report and tables
    context = {
        **page_of(review, "figures"),
        "tables": tables,
        "warnings": warnings(draft_text(review), [table_of(table) for table, _, _ in tables]) if is_told else [],
    }
    return render(request, "desk/reviews/figures.html", context)


@act_page(of_review, figure_verbs.add_figures, "figures")
def figure_new(request: SignedInRequest, review: Review) -> Page:
    """Enter a table of figures."""

    def message(made: FigureTable) -> str:
        return " ".join([f"Table {made.number} is added. Only the panel can read it.", *made.differences])

    return page(FiguresForm(typed(request)), "Add a table of figures", message=message, field="text")


@act_page(of_figure, figure_verbs.edit_figures, "figures")
def figure(request: SignedInRequest, table: FigureTable) -> Page:
    """Change a table of figures."""
    return page(FiguresForm(typed(request), row=table), f"Table {table.number}", field="text")


@act_page(of_figure, figure_verbs.mark_definition, "figures")
def figure_mark(request: SignedInRequest, table: FigureTable) -> Page:
    """Mark a change of definition in a table."""
    return page(MarkForm(typed(request), figures=table), f"A change of definition in table {table.number}")


@of_figure
def figure_whole(request: SignedInRequest, table: FigureTable) -> HttpResponseBase:
    """Show the public all numbers of a table, or hide small numbers again."""
    if table.is_suppressed:
        content = give_reason(
            request, "Show every number", "Why may every number be shown?",
            f"Show everyone every number of table {table.number}?", hint="Kept in the history with your name.",
            warns=True, message=f"Every number of table {table.number} is shown.",
            warning="People in such small groups could be identified (UK GDPR art 5).",
        )  # fmt: skip
        return act(request, figure_verbs.show_whole, table, content, "figures")
    content = confirm(
        request, "Hide small numbers", f"Hide the small numbers of table {table.number} again?", warns=False,
        message=f"Small numbers of table {table.number} are hidden again.",
        lead=f"They are shown because: {table.shown_whole_reason}", follows=_handed_down(table.review),
    )  # fmt: skip
    return act(request, figure_verbs.suppress_again, table, content, "figures")


@of_figure
def figure_publish(request: SignedInRequest, table: FigureTable) -> HttpResponseBase:
    """Publish a table, or unpublish it."""
    if table.published_at:
        content = give_reason(
            request, "Unpublish the table", "Why is it unpublished?", f"Unpublish table {table.number}?",
            hint="Kept in the history.", warns=True, message=f"Table {table.number} is no longer public.",
            follows=_handed_down(table.review),
        )  # fmt: skip
        return act(request, figure_verbs.withdraw_figures, table, content, "figures")
    follows = ["Anyone can read it with its chart, as soon as the review is public."]
    follows += ["Small numbers, and numbers that would reveal them, stay hidden."] if table.is_suppressed else []
    content = confirm(
        request, "Publish the table", f"Publish table {table.number}?", warns=False,
        message=f"Table {table.number} is published.", facts=facts_for_public(table), follows=follows,
    )  # fmt: skip
    return act(request, figure_verbs.publish_figures, table, content, "figures")


def _handed_down(review: Review) -> list[str]:
    """Return the warning that an issued report still contains the table; empty before a report is issued."""
    if not review.report_versions.exists():
        return []
    return [
        "The issued report keeps the table until a new version is issued. If the table must not be "
        "public, ask the committee team to take down the review."
    ]


@act_page(of_figure, figure_verbs.remove_figures, "figures")
def figure_remove(request: SignedInRequest, table: FigureTable) -> Page:
    """Remove a table that is not published."""
    heading, message = f"Remove table {table.number}?", f"Table {table.number} is removed."
    return confirm(request, "Remove the table", heading, message=message, lead=table.title)


@of_review
def sentences(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Check a text for counts of few people and for numbers that the tables of a review hide."""
    form = SentencesForm(typed(request))
    about = act_on(review, "Check a text for small numbers", "figures", back_text="Back to the figures")
    if form.is_bound and form.is_valid():
        faults = warnings(form.cleaned_data["text"], [table_of(table) for table in review.figures.all()])
        about |= {"points": faults, "lead": f"{len(faults)} to check" if faults else NOTHING_TO_CHECK}
    return show(request, form=form, **about)
