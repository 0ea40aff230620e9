"""A page that asks for one act on a programme or an item of it: a form, its verb, and where to go on."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from committee.forms.edit_conflict import saved
from committee.refusal import Refused
from meetings.lookup import show

ACT = "desk/programme/act.html"


def typed(request: HttpRequest) -> Any:
    """What was sent, or None where the page is only being looked at."""
    return request.POST if request.method == "POST" else None


def act_on(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[], str],
    *,
    then: Callable[[], str],
    template: str = ACT,
    field: str | None = None,
    **context: object,
) -> HttpResponseBase:
    """
    Show `form`; when it comes back whole, `act`, say the sentence that `act` returns, and go on to `then()`.

    What the verb refuses stands at `field`, or over the whole form, and nothing that was typed is lost.
    """
    if form.is_bound and form.is_valid():
        try:
            done = saved(form, act)
        except Refused as refusal:
            form.add_error(field if field in form.fields else None, refusal.text)
        else:
            messages.success(request, done)
            return redirect(then())
    return show(request, template, form=form, **context)
