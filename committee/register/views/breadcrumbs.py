"""Breadcrumbs of the register's pages, and pages that carry out one act below them."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.http import HttpResponseBase
from django.urls import reverse

from committee.acts.requests import SignedInRequest
from committee.forms.fields import ConfirmForm
from committee.views.acting import Data, carry_out, typed

Step = tuple[str, str]
Trail = Sequence[Step]


def trail(*steps: Step) -> list[Step]:
    """Breadcrumbs: the register, then `steps` of (label, address)."""
    return [("Register", reverse("register:front")), *steps]


def below(*steps: Step) -> Data:
    """Return an act page's breadcrumbs, and the address of the last of `steps` as its next page."""
    way = trail(*steps)
    return {"trail": way, "then": way[-1][1]}


def act(
    request: SignedInRequest, verb: Callable[..., Any], thing: Any, form: forms.Form, *steps: Step, **page: Any
) -> HttpResponseBase:
    """Show one form below `steps` and carry out its act on `thing`; with None the act makes a new row."""
    return carry_out(request, verb, thing, form, **below(*steps) | page)


def confirm(
    request: SignedInRequest, verb: Callable[..., Any], thing: Any, button: str, *steps: Step, **page: Any
) -> HttpResponseBase:
    """Ask for confirmation below `steps`, then carry out the act; `warning=False` where the act is not grave."""
    form = ConfirmForm(typed(request), button=button, warning=page.pop("warning", True))
    return act(request, verb, thing, form, *steps, **page)
