"""Pages on the desk that ask for one act on a review, or on a row of one, and lead back to the review's pages."""

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
    Return the context for `carry_out` or `ask` on the page of an act on a review: a form alone.

    It leads back to the page of the review, or of a `section` of it ("scope"), or a part of one ("#recommendations").
    """
    name, mark, part = section.partition("#")
    back = f"{address_of(review, name)}{mark}{part}"
    about = {"template": "desk/act.html", "caption": review.title, "heading": heading, "trail": crumbs(review, name)}
    return {**about, "back": back, "then": back, **more}


def act(
    request: SignedInRequest, verb: Callable[..., Any], thing: Any, content: Page, section: str = ""
) -> HttpResponseBase:
    """Ask for an act on a review, or on a row of one, as `carry_out` does; `act_on` says where the page leads back."""
    return carry_out(request, verb, thing, **act_on(review_of(thing), section=section, **content))


def act_page(
    of: Callable[[View], View],
    verb: Callable[..., Any],
    section: str = "",
    *,
    about: Callable[[Any], Page] = lambda thing: {},
) -> Callable[[Callable[..., Page]], View]:
    """
    Decorate the page of an act on a review, or on a row of one: the function returns what the page asks and shows.

    `of` finds the thing (`of_review`, or what `of_row` returned), on which `verb` is done; `about` returns what all
    pages of such a thing show. The page leads back as `act_on` says.
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
    """Return what the page of an act asks and shows: `more` are a `message`, and what `desk/act.html` takes."""
    return {"form": form, "heading": heading, **more}


def confirm(request: HttpRequest, button: str, heading: str, *, warns: bool = True, **more: Any) -> Page:
    """Return a page that asks for its button alone."""
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
    """Return a page that asks for the reason of its act."""
    form = ReasonForm(typed(request), button=button, label=label, hint=hint, warning=warns, most=most)
    return page(form, heading, field="reason", **more)
