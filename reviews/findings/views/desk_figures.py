"""Tables of figures of a review, as scrutiny officers enter, suppress and publish them."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from committee.acts.requests import SignedInRequest
from committee.forms.fields import ConfirmForm, ReasonForm
from committee.views.acting import carry_out, show, typed
from reviews.findings import figure_verbs as verbs
from reviews.findings.figure_sentences import warnings
from reviews.findings.figures_shown import chart_for_public, facts_for_public, for_desk, table_of
from reviews.findings.forms import FiguresForm, MarkForm, SentencesForm
from reviews.lookup import act_on, of_review, page_of
from reviews.models import FigureTable, Review
from reviews.report.from_rows import draft_text


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
    return carry_out(request, verbs.add_figures, review, form, message=message, field="text", **page)


@of_review
def figure(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Change a table of figures."""
    table = get_object_or_404(review.figures, pk=pk)
    form, page = FiguresForm(typed(request), row=table), act_on(review, f"Table {table.number}", "figures")
    return carry_out(request, verbs.edit_figures, table, form, field="text", **page)


@of_review
def figure_mark(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Say where a definition changed."""
    table = get_object_or_404(review.figures, pk=pk)
    page = act_on(review, f"A change of definition in table {table.number}", "figures")
    return carry_out(request, verbs.mark_definition, table, MarkForm(typed(request), figures=table), **page)


@of_review
def figure_whole(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Show everybody every number of a table, or hide small ones again."""
    table = get_object_or_404(review.figures, pk=pk)
    if not table.is_suppressed:
        return carry_out(
            request, verbs.suppress_again, table,
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
        request, verbs.show_whole, table, form, message=f"Every number of table {table.number} is shown.",
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
            request, verbs.withdraw_figures, table, form, message=f"Table {table.number} is no longer public.",
            follows=_handed_down(review), **act_on(review, f"Unpublish table {table.number}?", "figures"),
        )  # fmt: skip
    follows = ["Anyone can read it with its chart, as soon as the review is public."]
    follows += ["Small numbers, and numbers that would reveal them, stay hidden."] if table.is_suppressed else []
    return carry_out(
        request, verbs.publish_figures, table, ConfirmForm(typed(request), button="Publish the table", warning=False),
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
    return carry_out(request, verbs.remove_figures, table, form, message=message, **page)


@of_review
def sentences(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Check a text for counts of few people and for numbers that the tables of a review hide."""
    form, faults = SentencesForm(typed(request)), None
    if form.is_bound and form.is_valid():
        faults = warnings(form.cleaned_data["text"], [table_of(table) for table in review.figures.all()])
    about = act_on(review, "Check a text for small numbers", "figures", back_text="Back to the figures")
    about |= {"template": "desk/reviews/sentences.html", "found": faults, "checked": faults is not None}
    return show(request, form=form, **about)
