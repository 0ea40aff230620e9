"""Tables of figures of a review, as scrutiny officers enter, suppress and publish them."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from committee.forms.fields import ConfirmForm, ReasonForm
from committee.forms.shown import showing
from committee.permissions import planners
from committee.requests import SignedInRequest
from committee.views.acting import Data, ask, show, typed
from reviews.figures import verbs
from reviews.figures.forms import FiguresForm, MarkForm, SentencesForm
from reviews.figures.kept import chart_for_public, facts_for_public, for_desk, table_of
from reviews.figures.sentences import warnings
from reviews.lookup import act_on, address_of, crumbs, find_review, sections_of
from reviews.models import FigureTable, Review
from reviews.report.words import draft_text


def _find(review: Review, pk: int) -> FigureTable:
    figures = get_object_or_404(review.figures, pk=pk)
    figures.review = review
    return figures


def _about(review: Review, heading: str, **more: Any) -> dict[str, Any]:
    """Return the context shared by the pages of these acts."""
    return act_on(review, heading, address_of(review, "figures"), back_text="Back to the figures", **more)


@planners
def figures(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show every table of a review: which numbers are hidden, and what its source printed otherwise."""
    review = find_review(slug)
    tables = [(table, for_desk(table), chart_for_public(table)) for table in review.figures.all()]
    is_told = review.is_before_report and tables
    context = {
        "review": review,
        "tables": tables,
        "warnings": warnings(draft_text(review), [table_of(table) for table, _, _ in tables]) if is_told else [],
        "sections": sections_of(review, "desk:review-figures"),
        "trail": crumbs(review),
    }
    return render(request, "desk/reviews/figures.html", context)


@planners
def figure_new(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Enter a table of figures."""
    review = find_review(slug)

    def add(data: Data) -> str:
        made = verbs.add_figures(review, **data, by=request.user)
        return " ".join([f"Table {made.number} is added. Only the panel can read it.", *made.differences])

    return ask(request, FiguresForm(typed(request)), add, field="text", **_about(review, "Add a table of figures"))


@planners
def figure(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Change a table of figures."""
    review = find_review(slug)
    table = _find(review, pk)

    def save(data: Data) -> str:
        verbs.edit_figures(table, **data, by=request.user)
        return "Saved."

    form = FiguresForm(typed(request), figures=table)
    return ask(request, form, save, field="text", **_about(review, f"Table {table.number}"))


@planners
def figure_mark(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Say where a definition changed."""
    review = find_review(slug)
    table = _find(review, pk)

    def mark(data: Data) -> str:
        verbs.mark_definition(table, **data, by=request.user)
        return "Saved."

    form = MarkForm(typed(request), figures=table)
    return ask(request, form, mark, **_about(review, f"A change of definition in table {table.number}"))


@planners
def figure_whole(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Show everybody every number of a table, or hide small ones again."""
    review = find_review(slug)
    table = _find(review, pk)

    def change(data: Data) -> str:
        if table.is_suppressed:
            verbs.show_whole(table, **data, by=request.user)
            return f"Every number of table {table.number} is shown."
        verbs.suppress_again(table, by=request.user)
        return f"Small numbers of table {table.number} are hidden again."

    if not table.is_suppressed:
        form: Any = ConfirmForm(typed(request), button="Hide small numbers", warning=False)
        about = _about(review, f"Hide the small numbers of table {table.number} again?")
        lead = f"They are shown because: {table.shown_whole_reason}"
        return ask(request, form, change, lead=lead, follows=_handed_down(review), **about)
    form = ReasonForm(
        typed(request), button="Show every number", label="Why may every number be shown?",
        hint="Kept in the history with your name.", warning=True,
    )  # fmt: skip
    about = _about(review, f"Show everyone every number of table {table.number}?")
    warning = "People in such small groups could be identified (UK GDPR art 5)."
    return ask(request, showing(form, verbs.show_whole, table), change, warning=warning, **about)


@planners
def figure_publish(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Publish a table, or take it back."""
    review = find_review(slug)
    table = _find(review, pk)

    def change(data: Data) -> str:
        if table.published_at:
            verbs.withdraw_figures(table, **data, by=request.user)
            return f"Table {table.number} is no longer public."
        verbs.publish_figures(table, **data, at=timezone.now(), by=request.user)
        return f"Table {table.number} is published."

    if table.published_at:
        form: Any = ReasonForm(
            typed(request), button="Unpublish the table", label="Why is it unpublished?",
            hint="Kept in the history.", warning=True,
        )  # fmt: skip
        about = _about(review, f"Unpublish table {table.number}?")
        return ask(request, form, change, follows=_handed_down(review), **about)
    form = ConfirmForm(typed(request), button="Publish the table", warning=False)
    follows = ["Anyone can read it with its chart, as soon as the review is public."]
    follows += ["Small numbers, and numbers that would reveal them, stay hidden."] if table.is_suppressed else []
    about = _about(review, f"Publish table {table.number}?") | {"facts": facts_for_public(table)}
    return ask(request, showing(form, verbs.publish_figures, table), change, follows=follows, **about)


def _handed_down(review: Review) -> list[str]:
    """Return the warning that an issued report keeps the table; nothing before a report is issued."""
    if not review.report_versions.exists():
        return []
    return [
        "The issued report keeps the table until a new version is issued. If the table must not be "
        "public, ask the committee team to take down the review."
    ]


@planners
def figure_remove(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Remove a table that is not published."""
    review = find_review(slug)
    table = _find(review, pk)

    def remove(data: Data) -> str:
        verbs.remove_figures(table, by=request.user)
        return f"Table {table.number} is removed."

    form = ConfirmForm(typed(request), button="Remove the table")
    return ask(request, form, remove, lead=table.title, **_about(review, f"Remove table {table.number}?"))


@planners
def sentences(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Check a text for counts of few people and for numbers that the tables of a review hide."""
    review = find_review(slug)
    form, faults = SentencesForm(typed(request)), None
    if form.is_bound and form.is_valid():
        faults = warnings(form.cleaned_data["text"], [table_of(table) for table in review.figures.all()])
    about = _about(review, "Check a text for small numbers", template="desk/reviews/sentences.html")
    return show(request, form=form, found=faults, checked=faults is not None, **about)
