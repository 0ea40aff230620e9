"""Build desk pages that carry out one act on a review, or on a row of a review, and lead back to the review's pages."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponseBase

from committee.acts.requests import SignedInRequest
from committee.forms.fields import ConfirmForm, ReasonForm
from committee.views.acting import carry_out, typed
from reviews.locking import review_of
from reviews.lookup import View, address_of, crumbs
from reviews.models import Review

Page = dict[str, Any]


def act_on(review: Review, heading: str, section: str = "", **more: Any) -> dict[str, Any]:
    """
    Return the context for `carry_out` or `ask` on a page that has only the form of an act on a review.

    The page leads back to the review's page, to a `section` ("scope"), or to a part of a page ("#recommendations").
    """
    name, mark, part = section.partition("#")
    back = f"{address_of(review, name)}{mark}{part}"
    about = {"template": "desk/act.html", "caption": review.title, "heading": heading, "trail": crumbs(review, name)}
    return {**about, "back": back, "then": back, **more}


def act(
    request: SignedInRequest, verb: Callable[..., Any], thing: Any, content: Page, section: str = ""
) -> HttpResponseBase:
    """Run `carry_out` for an act on a review, or on a row of a review, with the context of `act_on`."""
    return carry_out(request, verb, thing, **act_on(review_of(thing), section=section, **content))


def act_page(
    of: Callable[[View], View],
    verb: Callable[..., Any],
    section: str = "",
    *,
    about: Callable[[Any], Page] = lambda thing: {},
) -> Callable[[Callable[..., Page]], View]:
    """
    Decorate a function that returns the context (form, heading, ...) of a page for one act.

    `of`: decorator that finds the review or the row (`of_review`, or a result of `of_row`).
    `verb`: the act on that review or row.
    `about`: function that returns the context shared by all such pages.
    `section`: section that the page leads back to, as in `act_on`.
    """

    def decorate(page_of: Callable[..., Page]) -> View:
        @of
        @wraps(page_of)
        def view(request: SignedInRequest, thing: Any, **kwargs: Any) -> HttpResponseBase:
            content = {**about(thing), **page_of(request, thing, **kwargs)}
            return act(request, verb, thing, content, section)

        return view

    return decorate


def page(form: BaseForm, heading: str, **more: Any) -> Page:
    """Return the context of the page of an act. `more` is other context of `desk/act.html`, such as a `message`."""
    return {"form": form, "heading": heading, **more}


def confirm(request: HttpRequest, button: str, heading: str, *, warns: bool = True, **more: Any) -> Page:
    """Return the context of a page with a button and no fields."""
    return page(ConfirmForm(typed(request), button=button, warning=warns), heading, **more)


def give_reason(
    request: HttpRequest,
    button: str,
    label: str,
    heading: str,
    *,
    hint: str = "",
    warns: bool = False,
    most: int = 400,
    **more: Any,
) -> Page:
    """Return the context of a page that asks for the reason of its act."""
    form = ReasonForm(typed(request), button=button, label=label, hint=hint, warning=warns, most=most)
    return page(form, heading, field="reason", **more)
