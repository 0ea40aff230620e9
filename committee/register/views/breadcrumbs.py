"""Breadcrumbs of the register's pages, and helpers for pages that carry out one act."""

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
    """Return breadcrumbs: the register, then `steps` of (label, address)."""
    return [("Register", reverse("register:front")), *steps]


def below(*steps: Step) -> Data:
    """Return arguments for an act's page: `trail`, the breadcrumbs, and `then`, the address of the last breadcrumb."""
    way = trail(*steps)
    return {"trail": way, "then": way[-1][1]}


def act(
    request: SignedInRequest, verb: Callable[..., Any], thing: Any, form: forms.Form, *steps: Step, **page: Any
) -> HttpResponseBase:
    """Show a form under the breadcrumbs `steps`. Once it is sent, call `verb` on `thing` (None: `verb` adds a row)."""
    return carry_out(request, verb, thing, form, **below(*steps) | page)


def confirm(
    request: SignedInRequest, verb: Callable[..., Any], thing: Any, button: str, *steps: Step, **page: Any
) -> HttpResponseBase:
    """Ask for confirmation under the breadcrumbs `steps`, then call `verb`. `warning=False`: the button is not red."""
    form = ConfirmForm(typed(request), button=button, warning=page.pop("warning", True))
    return act(request, verb, thing, form, *steps, **page)
