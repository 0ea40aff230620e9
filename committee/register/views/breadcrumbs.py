"""The way down to a page of the register, and an act that is asked for there."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.http import HttpResponseBase
from django.urls import reverse

from committee.acts.requests import SignedInRequest
from committee.views.acting import Data, carry_out
from committee.views.lookup import making

Step = tuple[str, str]
Trail = Sequence[Step]


def trail(*steps: Step) -> list[Step]:
    """Breadcrumbs: the register, then `steps` of (label, address)."""
    return [("Register", reverse("register:front")), *steps]


def below(*steps: Step) -> Data:
    """Return an act page's breadcrumbs, and where it leads: to the last of `steps`."""
    way = trail(*steps)
    return {"trail": way, "then": way[-1][1]}


def act(
    request: SignedInRequest, verb: Callable[..., Any], thing: Any, form: forms.Form, *steps: Step, **page: Any
) -> HttpResponseBase:
    """Show one form below `steps` and carry out its act on `thing`; where that is None the act makes something."""
    return carry_out(request, making(verb) if thing is None else verb, thing, form, **below(*steps) | page)
