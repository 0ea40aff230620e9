"""Finding the review that an address of the desk names, the way down to its pages, and their addresses."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from committee.limits import may_work_on
from reviews.models import Addressee, Parent, Review

Trail = list[tuple[str, str]]
# The pages of a review on the desk, in the order of its work: what each is called, and the act in its address.
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


def within_limits(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """
    Return the view of a desk page about one review, which a clerk limited to other committees does not find.

    SECURITY: evidence that is not public and how to reach who gave it, drafts, what strangers sent.
    """

    @wraps(view)
    def limited(request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponseBase:
        review = Review.objects.filter(slug=kwargs.get("slug", "")).first()
        if review and not may_work_on(request.user, timezone.localdate(), review):
            raise Http404
        return view(request, *args, **kwargs)

    return limited


def find_review(slug: str) -> Review:
    """Return the review at an address, with what its pages show; 404 where there is none."""
    return get_object_or_404(Review.objects.with_facts(), slug=slug)


def find_parent(review: Review, pk: int) -> Parent:
    """One of the committees of a review; 404 for anything else."""
    return get_object_or_404(review.parents.select_related("committee"), pk=pk)


def find_addressee(review: Review, pk: int) -> Addressee:
    """Somebody to whom a recommendation of the review is made; 404 for anybody else's."""
    addressees = Addressee.objects.filter(recommendation__review=review).select_related("recommendation", "notice")
    addressee = get_object_or_404(addressees, pk=pk)
    addressee.recommendation.review = review
    return addressee


def address_of(review: Review, act: str = "", *more: object) -> str:
    """Return the address of the desk's page of a review, or of an act on it ("edit")."""
    return reverse(f"desk:review-{act}" if act else "desk:review", args=[review.slug, *more])


def crumbs(review: Review | None = None, section: str = "") -> Trail:
    """Return the breadcrumbs of a page about reviews, one of them, or below a `section` of its pages ("evidence")."""
    way = [("Reviews", reverse("desk:reviews"))]
    if review:
        way.append((review.title, address_of(review)))
        way += [(label, address_of(review, name)) for label, name in SECTIONS if name and name == section]
    return way


def page_of(review: Review, section: str = "") -> dict[str, Any]:
    """Return the context that the pages of a review share: the way down to it, and the navigation between them."""
    sections = [
        {"text": text, "href": address_of(review, name), "is_current": name == section} for text, name in SECTIONS
    ]
    return {"review": review, "sections": sections, "trail": crumbs(review)}


def act_on(review: Review, heading: str, section: str = "", *, anchor: str = "", **more: Any) -> dict[str, Any]:
    """
    Return the context for `carry_out` or `ask` on the page of an act on a review: a form alone.

    It leads back to the page of the review, or of a `section` of it, there to the part called `anchor`.
    """
    back = f"{address_of(review, section)}{anchor}"
    about = {"template": "desk/act.html", "caption": review.title, "heading": heading, "trail": crumbs(review, section)}
    return {**about, "back": back, "then": back, **more}


# The same of an act on a recommendation: the page of the review lists them.
act_on_recommendation = partial(act_on, anchor="#recommendations")
