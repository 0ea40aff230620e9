"""
Find the review that the URL of a desk page names. Return breadcrumbs and URLs of its pages.

A public URL of a review that is taken down answers 410, with the day and the reason (R60). SECURITY: no public view
finds a review that is taken down, because `Review.objects.public()` leaves the review out. So takedowns are queried
only after a 404.
"""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from committee.access.limits import may_work_on
from committee.access.permissions import planners
from committee.acts.requests import SignedInRequest
from meetings.access import taken_down
from meetings.access.taken_down import notes_what_is_down
from meetings.models import TakedownSubject
from reviews.models import Addressee, Recommendation, Review


def unless_down(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Decorate a public page of a review (by `slug`) to show the note of a takedown of the review or of that page."""

    @partial(notes_what_is_down, template="public/reviews/taken_down.html")
    @wraps(view)
    def or_note(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, slug=slug, **kwargs)
        except Http404:
            taken_down.refuse_any(TakedownSubject.REVIEW, Review.objects.filter(slug=slug))
            raise

    return or_note


def refuse_recommendation(slug: str, number: int) -> None:
    """Raise TakenDown where the words of a review's recommendation (by slug and number) are taken down."""
    asked_for = Recommendation.objects.filter(review__slug=slug, number=number)
    taken_down.refuse_any(TakedownSubject.RECOMMENDATION, asked_for)


Trail = list[tuple[str, str]]
View = Callable[..., HttpResponseBase]
# The pages of a review on the desk, in the order of the work: (label, act in the URL).
SECTIONS = (
    ("Overview", ""),
    ("Scope", "scope"),
    ("Sessions", "sessions"),
    ("Evidence", "evidence"),
    ("Figures", "figures"),
    ("Findings", "findings"),
    ("Report", "report"),
    ("Fact check", "fact-check"),
    ("Committees", "committees"),
    ("Response", "answers"),
    ("Progress", "progress"),
)


def of_review(view: View) -> View:
    """
    Decorate a desk page of one review, for planners: the view gets the review instead of its slug.

    The page answers 404 where there is no such review. SECURITY: it also answers 404 to a clerk limited to other
    committees, because these pages show evidence that is not public, contacts of its senders, drafts, and answers from
    the public.
    """

    @planners
    @wraps(view)
    def with_review(request: SignedInRequest, /, slug: str, **kwargs: Any) -> HttpResponseBase:
        review = get_object_or_404(Review.objects.with_facts(), slug=slug)
        if not may_work_on(request.user, timezone.localdate(), review):
            raise Http404
        return view(request, review, **kwargs)

    return with_review


def of_row(rows: Callable[[Review], Any], **columns: str) -> Callable[[View], View]:
    """
    Decorate a desk page of one row of a review, for planners: the view gets the row instead of its id.

    `rows` returns the review's rows among which the row is looked up. Any other row is a 404. `columns` map a part of
    the URL to a column of the row. Without `columns` the part `pk` of the URL is the row's id.
    """
    names = columns or {"pk": "pk"}

    def decorate(view: View) -> View:
        @of_review
        @wraps(view)
        def with_row(request: SignedInRequest, /, review: Review, **kwargs: Any) -> HttpResponseBase:
            asked_for = {column: kwargs.pop(name) for name, column in names.items()}
            return view(request, get_object_or_404(rows(review), **asked_for), **kwargs)

        return with_row

    return decorate


of_parent = of_row(lambda review: review.parents.select_related("committee"))
of_addressee = of_row(
    lambda review: Addressee.objects.filter(recommendation__review=review).select_related(
        "recommendation__review", "notice"
    )
)


def address_of(review: Review, act: str = "", *more: object) -> str:
    """Return the URL of the desk page of a review, or of an act on the review ("edit")."""
    return reverse(f"desk:review-{act}" if act else "desk:review", args=[review.slug, *more])


def crumbs(review: Review | None = None, section: str = "") -> Trail:
    """Return breadcrumbs as (label, URL): to all reviews, to a review, and to a `section` of its pages ("evidence")."""
    trail = [("Reviews", reverse("desk:reviews"))]
    if review:
        trail.append((review.title, address_of(review)))
        trail += [(label, address_of(review, name)) for label, name in SECTIONS if name and name == section]
    return trail


def page_of(review: Review, section: str = "") -> dict[str, Any]:
    """Return the context that all pages of a review share: breadcrumbs, and the navigation between the pages."""
    sections = [
        {"text": text, "href": address_of(review, name), "is_current": name == section} for text, name in SECTIONS
    ]
    return {"review": review, "sections": sections, "trail": crumbs(review)}
